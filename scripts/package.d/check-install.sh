#!/usr/bin/env bash
# The part of scripts/check-package that needs a Debian of its own: `check-install.sh DEB SCRATCH`.
# shellcheck disable=SC2016  # what is within single quotes is for the shell inside
set -euo pipefail
# shellcheck source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
# shellcheck source=check.sh
source "$ROOT/scripts/package.d/check.sh"

deb="$1" scratch="$2"
root="$scratch/root"
parts="$ROOT/scripts/package.d"

# The package needs the C library that it was built with, or a newer one, so the tree is of the Debian that this machine has.
system="$(sed -n 's/^PRETTY_NAME="\{0,1\}\([^"]*\)"\{0,1\}$/\1/p' /etc/os-release)"
# shellcheck source=/dev/null
suite="$(. /etc/os-release && if [ "$ID" = debian ]; then echo "${VERSION_CODENAME:-}"; fi)"
if [ -z "$suite" ]; then
    left_out "installing the package, and running its units" \
        "the package is made for ${system:-this system}, and the tree that it is installed into would be Debian's"
    exit 0
fi
say "a clean $system"
# mmdebstrap mounts within the tree: in a space of its own, nothing of that is left however it ends.
unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
    mmdebstrap --quiet --variant=minbase --skip=cleanup/apt/lists "$suite" "$root" >&2 || {
    left_out "installing the package, and running its units" "mmdebstrap cannot make a $system here: its message is above"
    exit 0
}
if [ -f /etc/resolv.conf ]; then cp --remove-destination -L /etc/resolv.conf "$root/etc/resolv.conf"; fi
# What apt and dpkg write for themselves is left aside, and so are records of accounts, which are looked at by name.
listing() {
    in_root "$root" "find / -xdev \( -path /proc -o -path /dev -o -path /sys -o -path /var/cache -o -path /var/log -o -path /var/lib/apt \
        -o -path /var/lib/dpkg -o -path /run -o -name '*-' -o -name __pycache__ \) -prune -o -print | sort; getent passwd; getent group"
}
# add WHAT PACKAGE…: installs packages; where apt cannot have them, the rest is left out. That a package is not known is a
# mistake of this tree.
add() {
    local what="$1"
    shift
    in_root "$root" "apt-get install -qq --no-install-recommends $*" >"$scratch/apt.log" 2>&1 && return
    cat "$scratch/apt.log" >&2
    if grep -qE 'Unable to locate|no installation candidate|unmet dependencies' "$scratch/apt.log"; then
        fail "apt-get could not install $* (above)."
    fi
    left_out "$what" "apt-get cannot install $* here: its message is above"
    exit 0
}
cp "$deb" "$root/var/cache/wolkvox-etl.deb"

say "installs, with what it depends on"
# First what it needs, so that what is left afterwards is its own.
needs="$(dpkg-deb --field "$deb" Depends | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g')"
# shellcheck disable=SC2086  # one name a word
add "installing the package, and running its units" $needs
listing >"$scratch/before"
in_root "$root" "dpkg -i /var/cache/wolkvox-etl.deb" || fail "The package could not be installed."
in_root "$root" '
    test "$(stat -c "%U:%G %a" /etc/wolkvox-etl)" = "root:wolkvox-etl 750"
    test "$(stat -c "%U:%G %a" /etc/wolkvox-etl/environment)" = "root:root 600"
    test ! -e /etc/systemd/system/timers.target.wants/wolkvox-etl.timer
    test ! -e /etc/systemd/system/multi-user.target.wants/wolkvox-etl-follow.service
    dpkg --verify wolkvox-etl
' || fail "What was installed does not have the owners and modes that it should have."

say "demo, as an ordinary user without HOME"
in_root "$root" "install -d -o nobody /var/tmp/demo"
inside "$root" chroot --userspec=nobody:nogroup . /usr/bin/env -i PATH=/usr/bin:/bin /bin/sh -euc \
    'cd /var/tmp/demo && wolkvox-etl demo --quiet && wolkvox-etl verify output/demo' || fail "The demo failed."
in_root "$root" "rm -r /var/tmp/demo"
# Where it has no home to write to, the program says where its state went.
in_root "$root" "rm -rf /nonexistent"

say "upgrades, with a file that was edited and has another owner"
in_root "$root" '
    echo WOLKVOX_SERVER=0012 >>/etc/wolkvox-etl/environment
    chown www-data:adm /etc/wolkvox-etl/environment
    chmod 600 /etc/wolkvox-etl/environment
    chgrp adm /etc/wolkvox-etl
    echo "version: 1" >/etc/wolkvox-etl/pipeline.yaml
'
dpkg-deb --raw-extract "$deb" "$scratch/newer"
sed -i 's/^\(Version: .*\)-.*/\1-2/' "$scratch/newer/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -z1 --build "$scratch/newer" "$root/var/cache/wolkvox-etl-2.deb" >/dev/null
in_root "$root" "dpkg -i /var/cache/wolkvox-etl-2.deb </dev/null" || fail "The upgrade failed or asked something."
in_root "$root" '
    grep -qx WOLKVOX_SERVER=0012 /etc/wolkvox-etl/environment
    test "$(stat -c "%U:%G %a" /etc/wolkvox-etl/environment)" = "www-data:adm 600"
    test "$(stat -c "%U:%G %a" /etc/wolkvox-etl)" = "root:adm 750"
    test -f /etc/wolkvox-etl/pipeline.yaml
    test ! -e /etc/wolkvox-etl/environment.dpkg-new && test ! -e /etc/wolkvox-etl/environment.dpkg-dist
' || fail "The upgrade changed what the administrator had changed."

say "remove leaves what was configured, and purge nothing"
in_root "$root" "dpkg --remove wolkvox-etl" || fail "The package could not be removed."
listing >"$scratch/removed"
left="$({ diff "$scratch/before" "$scratch/removed" || true; } | sed -n 's/^> //p' | { grep -vE '^(/etc/wolkvox-etl($|/)|wolkvox-etl:)' || true; })"
[ -z "$left" ] || fail "Removed, the package left:" "$left"
in_root "$root" "test -f /etc/wolkvox-etl/environment && test -f /etc/wolkvox-etl/pipeline.yaml" ||
    fail "Removed, the package took its configuration with it."
in_root "$root" "dpkg --purge wolkvox-etl" || fail "The package could not be purged."
listing | diff "$scratch/before" - >&2 || fail "Purged, the package left a difference (above)."

say "purge leaves data where there is any"
in_root "$root" "dpkg -i /var/cache/wolkvox-etl.deb >/dev/null && install -d -o wolkvox-etl /var/lib/wolkvox-etl/lake/a /var/lib/wolkvox-etl/state &&
    dpkg --purge wolkvox-etl && test -d /var/lib/wolkvox-etl/lake/a && test ! -e /var/lib/wolkvox-etl/state && getent passwd wolkvox-etl >/dev/null &&
    rm -r /var/lib/wolkvox-etl && userdel wolkvox-etl" || fail "Purging the package did not leave the data."

say "with systemd"
add "the units under systemd" systemd systemd-sysv procps
in_root "$root" "dpkg -i /var/cache/wolkvox-etl-2.deb && test \"\$(systemctl is-enabled wolkvox-etl.timer)\" = disabled &&
    test \"\$(systemctl is-enabled wolkvox-etl-follow.service)\" = disabled" || fail "Installed beside systemd, a unit is enabled."
problems="$(in_root "$root" "SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no wolkvox-etl.service wolkvox-etl.timer wolkvox-etl-follow.service" 2>&1)" ||
    fail "systemd-analyze verify failed:" "$problems"
[ -z "$problems" ] || fail "systemd-analyze verify is not silent:" "$problems"
in_root "$root" "systemd-analyze security --offline=true --no-pager --threshold=20 wolkvox-etl.service wolkvox-etl-follow.service" >"$scratch/security" ||
    fail "The units are exposed more than 2.0:" "$(grep Overall "$scratch/security")"
grep Overall "$scratch/security" >&2

say "boots, for the timer's run and the follower"
cp "$parts/boot/probe.sh" "$root/var/tmp/probe.sh"
in_root "$root" "$(cat "$parts/boot/prepare.sh")"
limit=600
boot() {
    # With no network but its own, in which names are resolved and the API is reached. In a space of processes of its own, so that
    # nothing is left of it however it ends.
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 timeout --kill-after=30 "$limit" unshare --mount --pid --fork --kill-child --mount-proc \
        systemd-nspawn --quiet --directory="$root" --machine="wolkvox-etl-$$" --register=no --keep-unit --private-network \
        --console=pipe --boot >"$scratch/boot.log" 2>&1 </dev/null
}
# What nspawn leaves where no systemd cleans up after it: empty control groups.
tidy() {
    local path
    path="$(sed -n 's/^0:://p' /proc/self/cgroup)"
    # shellcheck disable=SC2016  # for the shell inside
    unshare --mount bash -c '
        mount --make-rprivate / && mkdir "$1/groups" && mount -t cgroup2 groups "$1/groups" || exit 0
        for folder in "$1/groups$2" "/sys/fs/cgroup/systemd$2"; do
            for name in payload supervisor; do find "$folder/$name" -depth -type d -exec rmdir {} \;; done
        done
    ' tidy "$scratch" "${path%/}" 2>/dev/null || true
}
if ! command -v systemd-nspawn >/dev/null; then
    # It needs the version of systemd that the machine has: none is brought, and none replaced, for the sake of a check.
    apt-get update -q >&2 || true
    plan="$(apt-get -s install --no-install-recommends systemd-container 2>/dev/null || true)"
    if grep -q '^Inst systemd ' <<<"$plan"; then
        left_out "the units under systemd" "systemd-container would bring another systemd to this machine"
        exit 0
    fi
    (install_packages systemd-nspawn systemd-container) || say "going on without systemd-nspawn"
fi
code=0
boot || code=$?
tidy
log="$root/var/tmp/probe.log"
if [ -s "$log" ]; then cat "$log" >&2; fi
if [ -s "$log" ] && grep -qx 'probe: done' "$log"; then
    exit 0
fi
# What ends it is the limit, unless the probe itself waited in vain.
case "$code" in
    124 | 137)
        if ! [ -s "$log" ] || ! grep -q 'gave up waiting' "$log"; then
            left_out "the units under systemd" "it took too long: a systemd of its own was not done after $limit s"
            exit 0
        fi
        ;;
esac
if [ ! -s "$log" ]; then
    left_out "the units under systemd" "a systemd of its own does not boot here (exit code $code)"
else
    fail "The units do not do under systemd what they should (above)."
fi
