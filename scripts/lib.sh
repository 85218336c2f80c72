# Functions that the scripts beside this file share. Sourced, never run.
# shellcheck shell=bash

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
SCRATCH=""

say() { printf '==> %s\n' "$*" >&2; }

fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '  %s\n' "$line" >&2; done
    exit 1
}

# A folder that goes away with the script.
make_scratch() {
    SCRATCH="$(mktemp -d)"
    trap remove_scratch EXIT
}

# What is mounted in it, should a mount have been left, is not this script's to empty.
remove_scratch() {
    local here=()
    if [ "$(uname)" = Linux ]; then here=(--one-file-system); fi
    rm -rf ${here[@]+"${here[@]}"} "$SCRATCH"
}

# swift_version: of the Swift that is found, such as 6.2 or 6.2.1. All of its text is read: head would end it by SIGPIPE.
swift_version() {
    swift --version 2>/dev/null |
        awk '!found && match($0, /Swift version [0-9.]+/) { print substr($0, RSTART + 14, RLENGTH - 14); found = 1 }'
}

need_swift() {
    local version
    command -v swift >/dev/null || fail "Swift is not installed." \
        "Swift 6.2 or newer is needed: https://www.swift.org/install"
    version="$(swift_version)"
    case "$version" in
        "" | [0-5].* | 6.0 | 6.0.* | 6.1 | 6.1.*) fail "Swift 6.2 or newer is needed; this is ${version:-of an unknown version}." \
            "https://www.swift.org/install" ;;
    esac
}

# try_again COMMAND...: what asks the network is asked three times, with a pause between.
try_again() {
    local attempt
    for attempt in 1 2 3; do
        if "$@"; then return 0; fi
        [ "$attempt" = 3 ] || { say "$* failed; asking again in $((attempt * 10)) s" && sleep $((attempt * 10)); }
    done
    return 1
}

# install_packages WHAT PACKAGE...: Debian's packages, as root or through sudo; else says what to do.
install_packages() {
    local what="$1" as_root=()
    shift
    if ! command -v apt-get >/dev/null; then
        fail "$what cannot be found, and there is no apt-get to install it with." \
            "Install what your system calls $* and run this again."
    fi
    if [ "$(id -u)" != 0 ]; then
        # A question for a password has nobody to answer it where there is no terminal.
        if ! command -v sudo >/dev/null || ! { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
            fail "$what cannot be found, and only root may install it. Run this, and then the script again:" \
                "apt-get update && apt-get install -y $*"
        fi
        as_root=(sudo)
    fi
    say "installing $* ($what)"
    if ! { try_again "${as_root[@]}" apt-get update -q && try_again "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "$@"; } >&2; then
        fail "apt-get could not install $*." "Install it by hand and run this again."
    fi
}

# has_header NAME: whether C's compiler finds it.
has_header() {
    local compiler
    for compiler in cc clang gcc; do
        if command -v "$compiler" >/dev/null; then
            echo "#include <$1>" | "$compiler" -E -x c - >/dev/null 2>&1
            return
        fi
    done
    [ -f "/usr/include/$1" ]
}

need_zlib() {
    if has_header zlib.h; then return; fi
    install_packages "the header of zlib" zlib1g-dev
    has_header zlib.h || fail "zlib.h still cannot be found." "Check that zlib1g-dev is installed."
}

# Only the package's trait Libdeflate needs it.
need_libdeflate() {
    if has_header libdeflate.h; then return; fi
    install_packages "the header of libdeflate" libdeflate-dev
    has_header libdeflate.h || fail "libdeflate.h still cannot be found." "Check that libdeflate-dev is installed."
}

# want_program NAME: installs what is good to have and can be done without.
want_program() {
    if command -v "$1" >/dev/null; then return; fi
    (install_packages "$1" "$1") || say "going on without $1: what needs it is left out"
}

need_python() {
    if command -v python3 >/dev/null; then return; fi
    install_packages "Python 3" python3
}

# Exports WOLKVOX_ETL_PYTHON: a Python with what scripts/requirements.txt asks for, in .venv unless the variable says.
need_test_python() {
    local venv="$ROOT/.venv" wanted="$ROOT/scripts/requirements.txt"
    if [ -n "${WOLKVOX_ETL_PYTHON:-}" ]; then
        "$WOLKVOX_ETL_PYTHON" -c 'import duckdb, pytz, check_jsonschema, prometheus_client, openlineage.client, botocore' || fail \
            "$WOLKVOX_ETL_PYTHON (WOLKVOX_ETL_PYTHON) lacks packages that the tests read files with." \
            "Install them: $WOLKVOX_ETL_PYTHON -m pip install -r scripts/requirements.txt"
        export WOLKVOX_ETL_PYTHON
        return
    fi
    need_python
    if ! cmp -s "$wanted" "$venv/requirements.txt" || ! "$venv/bin/python" -c 'import duckdb, pytz, check_jsonschema, prometheus_client, openlineage.client, botocore' 2>/dev/null; then
        # Debian and Ubuntu keep the part of venv that brings pip in a package of its own.
        python3 -c 'import ensurepip, venv' 2>/dev/null || install_packages "Python's venv" python3-venv
        say "making .venv with what the tests read files with"
        rm -rf "$venv"
        python3 -m venv "$venv" || fail "python3 -m venv failed." "Install python3-venv and run this again."
        "$venv/bin/python" -m pip install -q --disable-pip-version-check -r "$wanted" >&2 || fail \
            "pip could not install DuckDB." \
            "Give a Python that has it: WOLKVOX_ETL_PYTHON=/path/to/python scripts/test"
        # Object stores that are tested against where they can be had: they are large, and not built for every system.
        "$venv/bin/python" -m pip install -q --disable-pip-version-check -r "$ROOT/scripts/requirements-stores.txt" >&2 ||
            say "going on without other object stores: tests against them are skipped"
        cp "$wanted" "$venv/requirements.txt"
    fi
    export WOLKVOX_ETL_PYTHON="$venv/bin/python"
}

# Sets RESOURCES to the folder of this Swift's libraries. Fails where there is none, or the system is not Linux.
find_swift_resources() {
    RESOURCES="$(swift -print-target-info 2>/dev/null | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')"
    [ "$(uname)" = Linux ] && [ -n "$RESOURCES" ]
}

# Sets FLAGS to those of release builds, of the program and of the benchmarks alike: what both are made of is compiled once.
release_flags() {
    local RESOURCES
    FLAGS=(-c release)
    find_swift_resources || return 0
    # One file that runs where Swift is not installed, starts in two thirds of the time and takes less memory.
    if [ -d "${RESOURCES}_static" ]; then FLAGS+=(--static-swift-stdlib); fi
    # A program that exports nothing, with a section for each function: what nobody calls is left out, a tenth of it. Swift's own
    # linker does it in a fifth of the time of the system's.
    if [ -x "${RESOURCES%/lib/swift}/bin/ld.lld" ]; then
        FLAGS+=(-Xswiftc -use-ld=lld -Xlinker --no-export-dynamic)
        FLAGS+=(-Xswiftc -Xfrontend -Xswiftc -function-sections -Xcc -ffunction-sections -Xcc -fdata-sections)
    fi
}

# build_release_beside_benchmarks: the release build with its symbols, and PROGRAM, out of the folder that the benchmarks are
# built in.
build_release_beside_benchmarks() {
    local FLAGS
    release_flags
    say "building wolkvox-etl (release)"
    swift build "${FLAGS[@]}" --package-path "$ROOT/Benchmarks" --product wolkvox-etl >&2
    # shellcheck disable=SC2034  # the scripts that source this use it
    PROGRAM="$(swift build "${FLAGS[@]}" --package-path "$ROOT/Benchmarks" --show-bin-path)/wolkvox-etl"
}

# build_program CONFIGURATION [symbols]: builds the program and sets PROGRAM to where it is. A release build has no symbols
# unless they are asked for: they are more than half of it.
build_program() {
    local FLAGS=(-c "$1")
    if [ "$1" = release ]; then
        release_flags
        if [ "${2:-}" != symbols ]; then FLAGS+=(-Xlinker -s); fi
    fi
    FLAGS+=(--package-path "$ROOT")
    say "building wolkvox-etl ($1); the first build takes some minutes"
    swift build "${FLAGS[@]}" --product wolkvox-etl >&2
    # shellcheck disable=SC2034  # the scripts that source this use it
    PROGRAM="$(swift build "${FLAGS[@]}" --show-bin-path)/wolkvox-etl"
}
