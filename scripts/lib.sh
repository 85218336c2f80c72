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
    trap 'rm -rf "$SCRATCH"' EXIT
}

need_swift() {
    local version
    command -v swift >/dev/null || fail "Swift is not installed." \
        "Swift 6.2 or newer is needed: https://www.swift.org/install"
    version="$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)"
    case "$version" in
        "" | [0-5].* | 6.0 | 6.1) fail "Swift 6.2 or newer is needed; this is ${version:-of an unknown version}." \
            "https://www.swift.org/install" ;;
    esac
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
    if ! { "${as_root[@]}" apt-get update -q && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
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

# Whether this Swift can put its own libraries into a program.
has_static_swift() {
    local resources
    resources="$(swift -print-target-info 2>/dev/null | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')"
    [ "$(uname)" = Linux ] && [ -n "$resources" ] && [ -d "${resources}_static" ]
}

# build_program CONFIGURATION: builds the program and sets PROGRAM to where it is.
build_program() {
    local flags=(--package-path "$ROOT" -c "$1" --product wolkvox-etl)
    # One file that runs where Swift is not installed, starts in two thirds of the time and takes less memory.
    if [ "$1" = release ] && has_static_swift; then flags+=(--static-swift-stdlib); fi
    say "building wolkvox-etl ($1); the first build takes some minutes"
    swift build "${flags[@]}" >&2
    # shellcheck disable=SC2034  # the scripts that source this use it
    PROGRAM="$(swift build "${flags[@]}" --show-bin-path)/wolkvox-etl"
}
