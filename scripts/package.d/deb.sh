# The Debian packages of scripts/package, which sources this: no debhelper, only dpkg-deb.
# shellcheck shell=bash disable=SC2154  # the variables are those of scripts/package

# package_deb: writes both packages to $to.
package_deb() {
    local tree="$SCRATCH/deb" full="$version-$revision" build_id
    build_id="$(readelf -n "$program" | sed -n 's/.*Build ID: //p')"
    [ -n "$build_id" ] || fail "The program has no build id." "Link it with --build-id."
    deb_program "$tree"
    deb_documents "$tree"
    deb_control "$tree"
    deb_symbols "$SCRATCH/dbgsym" "$build_id"
    deb_write "$tree" wolkvox-etl 6
    # Its sections are compressed, so there is little to gain and a minute to lose.
    deb_write "$SCRATCH/dbgsym" wolkvox-etl-dbgsym 0
}

# deb_program TREE: the program, its completions, its units.
deb_program() {
    local tree="$1" units="$ROOT/deploy/systemd"
    install -D -m 755 "$stripped" "$tree/usr/bin/wolkvox-etl"
    install -d "$tree/usr/share/bash-completion/completions" "$tree/usr/share/zsh/vendor-completions" \
        "$tree/usr/share/fish/vendor_completions.d"
    # Without its first line: it is sourced, and not a program.
    "$program" --generate-completion-script bash | sed '1{/^#!/d;}' >"$tree/usr/share/bash-completion/completions/wolkvox-etl"
    "$program" --generate-completion-script zsh >"$tree/usr/share/zsh/vendor-completions/_wolkvox-etl"
    "$program" --generate-completion-script fish >"$tree/usr/share/fish/vendor_completions.d/wolkvox-etl.fish"
    install -D -m 644 -t "$tree/usr/lib/systemd/system" "$units"/*.service "$units"/*.timer
    install -D -m 644 "$units/wolkvox-etl.sysusers" "$tree/usr/lib/sysusers.d/wolkvox-etl.conf"
    # The folder is closed to others, so that a pipeline file is too, whatever mode an editor gives it.
    install -d -m 750 "$tree/etc/wolkvox-etl"
    install -m 600 "$ROOT/deploy/debian/environment" "$tree/etc/wolkvox-etl/environment"
}

# deb_documents TREE: manual pages, examples, what Debian asks for.
deb_documents() {
    local tree="$1" documents="$1/usr/share/doc/wolkvox-etl" date
    date="$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)"
    install -d "$tree/usr/share/man/man1" "$documents/examples"
    "$program" --experimental-dump-help |
        python3 "$ROOT/scripts/package.d/man-pages.py" "$version" "$date" "$tree/usr/share/man/man1"
    gzip -9n "$tree"/usr/share/man/man1/*.1
    install -m 644 -t "$documents/examples" "$ROOT"/pipelines/*.yaml "$ROOT/pipelines/pipeline.schema.json"
    install -D -m 644 -t "$documents/examples/systemd" "$ROOT"/deploy/systemd/examples/*.yaml
    install -D -m 644 -t "$documents/examples/kubernetes" "$ROOT"/deploy/kubernetes/*
    install -m 644 -t "$documents" "$ROOT"/docs/*.md
    install -m 644 "$ROOT/deploy/debian/copyright" "$documents/copyright"
    notices | gzip -9n >"$documents/third-party-notices.gz"
    gzip -9nc "$ROOT/CHANGELOG.md" >"$documents/changelog.gz"
    gzip -9n >"$documents/changelog.Debian.gz" <<CHANGES
wolkvox-etl ($version-$revision) unstable; urgency=medium

  * Package of version $version; changelog.gz says what is new in it.

 -- $(maintainer)  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
CHANGES
    install -D -m 644 "$ROOT/deploy/debian/lintian-overrides" "$tree/usr/share/lintian/overrides/wolkvox-etl"
}

# What is linked into the program, with its licenses.
notices() {
    local resources checkouts
    need_swift
    resources="$(swift -print-target-info 2>/dev/null | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')"
    checkouts="$(dirname "$program")"
    until [ -d "$checkouts/checkouts" ] || [ "$checkouts" = / ]; do checkouts="$(dirname "$checkouts")"; done
    if [ "$checkouts" = / ]; then checkouts="$ROOT/.build"; fi
    python3 "$ROOT/scripts/package.d/third-party-notices.py" "$ROOT/Package.resolved" "$checkouts/checkouts" \
        "${resources%/lib/swift}/share/swift/LICENSE.txt"
}

maintainer() { echo "${WOLKVOX_ETL_MAINTAINER:-wolkvox-etl maintainers <maintainers@wolkvox-etl.invalid>}"; }

# deb_control TREE: the maintainer's scripts, checksums, and what the package needs.
deb_control() {
    local tree="$1" script
    install -d "$tree/DEBIAN"
    for script in postinst prerm postrm; do
        install -m 755 "$ROOT/deploy/debian/$script" "$tree/DEBIAN/$script"
    done
    echo /etc/wolkvox-etl/environment >"$tree/DEBIAN/conffiles"
    deb_fill "$tree" "$ROOT/deploy/debian/control" -e "s|@SHLIBS@|$(deb_libraries)|"
}

# deb_libraries: the packages that the program's shared libraries are in.
deb_libraries() {
    local folder="$SCRATCH/shlibs"
    mkdir -p "$folder/debian/wolkvox-etl/DEBIAN"
    install -D "$stripped" "$folder/debian/wolkvox-etl/usr/bin/wolkvox-etl"
    printf 'Source: wolkvox-etl\n\nPackage: wolkvox-etl\nArchitecture: any\n' >"$folder/debian/control"
    (cd "$folder" && dpkg-shlibdeps -O debian/wolkvox-etl/usr/bin/wolkvox-etl | sed -n 's/^shlibs:Depends=//p')
}

# deb_symbols TREE BUILD-ID: the package of symbols, where debuggers look for them.
deb_symbols() {
    local tree="$1" build_id="$2"
    install -D -m 644 "$symbols" "$tree/usr/lib/debug/.build-id/${build_id:0:2}/${build_id:2}.debug"
    install -d "$tree/usr/share/doc" "$tree/DEBIAN"
    ln -s wolkvox-etl "$tree/usr/share/doc/wolkvox-etl-dbgsym"
    deb_fill "$tree" "$ROOT/deploy/debian/control-dbgsym" -e "s|@BUILD_ID@|$build_id|"
}

# deb_fill TREE TEMPLATE SED-ARGUMENT…: control and checksums.
deb_fill() {
    local tree="$1" template="$2" size
    shift 2
    # In KiB, each file rounded up, and one for what is no file; as dpkg-gencontrol counts it.
    size="$(find "$tree" -path "$tree/DEBIAN" -prune -o -printf '%y %s\n' |
        awk '$1 == "f" { kib += int(($2 + 1023) / 1024); next } { kib += 1 } END { print kib }')"
    sed -e "s|@VERSION@|$full|" -e "s|@ARCHITECTURE@|$architecture|" -e "s|@MAINTAINER@|$(maintainer)|" \
        -e "s|@SIZE@|$size|" "$@" "$template" >"$tree/DEBIAN/control"
    (cd "$tree" && find . -path ./DEBIAN -prune -o -path ./etc -prune -o -type f -printf '%P\0' | LC_ALL=C sort -z |
        xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
    # Files that were made just now get the commit's date, so that the bytes depend on nothing else.
    find "$tree" -print0 | xargs -0 touch -h -d "@$SOURCE_DATE_EPOCH"
}

# deb_write TREE NAME LEVEL: WOLKVOX_ETL_PACKAGE_LEVEL is another level for all, for packages that are only looked at.
deb_write() {
    local file="$to/$2_${full}_$architecture.deb"
    dpkg-deb --root-owner-group -Zxz "-z${WOLKVOX_ETL_PACKAGE_LEVEL:-$3}" --build "$1" "$file" >/dev/null
    say "$(stat -c %s "$file") bytes: $file"
}
