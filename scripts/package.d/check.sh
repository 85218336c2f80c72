# What scripts/check-package and scripts/check-container share; they source this.
# shellcheck shell=bash

# left_out WHAT WHY: says so where it cannot be overlooked, and goes on.
left_out() { printf '\n!!! LEFT OUT: %s\n!!!   %s\n\n' "$1" "$2" >&2; }

# may_mount: whether this process may have mounts of its own, all those that `inside` makes: a sandbox may allow some of them.
may_mount() {
    local probe code=0
    [ "$(id -u)" = 0 ] || return 1
    probe="$(mktemp -d)" || return 1
    { mkdir "$probe/proc" "$probe/dev" && inside "$probe" true; } 2>/dev/null || code=1
    rm -rf --one-file-system "$probe"
    return "$code"
}

# inside ROOT COMMAND…: runs it in the folder of a tree, such as `chroot . ls`, after /proc and /dev were mounted there. Nobody
# else sees the mounts, and they end with it. EXTRA_MOUNTS is a script that makes more of them.
inside() {
    local root="$1"
    shift
    # shellcheck disable=SC2016  # for the shell inside
    unshare --mount --pid --fork --kill-child --uts --ipc bash -euc '
        mount --make-rprivate /
        mount --bind "$1" "$1"
        cd "$1"
        mount -t proc proc proc
        mount -t tmpfs -o mode=755 tmpfs dev
        for device in null zero full random urandom; do
            : >"dev/$device"
            # Read-only: owner and mode are those of the device that everybody uses.
            mount --bind "/dev/$device" "dev/$device"
            mount -o remount,bind,ro "dev/$device"
        done
        ln -s /proc/self/fd dev/fd
        mkdir -p dev/shm
        mount -t tmpfs -o mode=1777 tmpfs dev/shm
        eval "${EXTRA_MOUNTS:-}"
        shift
        exec "$@"
    ' inside "$root" "$@"
}

# in_root ROOT SCRIPT: as root, with apt and dpkg in their unattended form, and through the proxy of this machine if it has one.
in_root() {
    local name variables=(PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive)
    for name in http_proxy https_proxy no_proxy; do
        if [ -n "${!name:-}" ]; then variables+=("$name=${!name}"); fi
    done
    inside "$1" chroot . /usr/bin/env -i "${variables[@]}" /bin/sh -euc "$2"
}

# the_same FILE FILE
the_same() { cmp -- "$1" "$2" || fail "Made twice, ${1##*/} is not the same to the byte."; }
