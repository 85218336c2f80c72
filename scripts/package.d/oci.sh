# The container image of scripts/package, which sources this.
# shellcheck shell=bash disable=SC2154  # the variables are those of scripts/package

# package_oci: writes the layout to $to as a folder, and as one file beside it. The folder WOLKVOX_ETL_DEBS keeps the packages
# that it is made of for the next image.
package_oci() {
    local folder="$to/wolkvox-etl_${version}_$architecture.oci" documents="$SCRATCH/documents" digest
    local debs="${WOLKVOX_ETL_DEBS:-$SCRATCH/debs}"
    if ! compgen -G "$debs/*.deb" >/dev/null; then oci_base "$debs"; fi
    install -D -m 644 "$ROOT/deploy/debian/copyright" "$documents/copyright"
    notices | gzip -9n >"$documents/third-party-notices.gz"
    install -D -m 644 -t "$documents/examples" "$ROOT"/pipelines/*.yaml
    digest="$(python3 "$ROOT/scripts/package.d/oci.py" --program "$stripped" --version "$version" --architecture "$architecture" \
        --debs "$debs" --documents "$documents" --to "$folder")"
    say "$(stat -c %s "$folder.tar") bytes: $folder.tar, $digest"
    echo "$digest"
}

# oci_base FOLDER: downloads the packages that the image is made of, from where this machine has its own. Its lists may be old
# or missing, and only root may renew them, so that apt gets lists of its own.
oci_base() {
    local folder="$1" names apt
    command -v apt-get >/dev/null || fail "The image is made of Debian's packages, and there is no apt-get here."
    names="$(deb_libraries | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g')"
    apt=(apt-get -q -o "Dir::State=$SCRATCH/apt" -o Dir::State::status=/dev/null -o "Dir::Cache=$SCRATCH/apt/cache" -o Debug::NoLocking=1)
    if [ "$(id -u)" = 0 ]; then apt+=(-o APT::Sandbox::User=root); fi
    mkdir -p "$folder" "$SCRATCH/apt/lists/partial" "$SCRATCH/apt/cache/archives/partial"
    # One source that cannot be had is no reason to go without the others.
    "${apt[@]}" update >&2 || true
    # shellcheck disable=SC2086  # one name a word
    if ! (cd "$folder" && "${apt[@]}" download $names base-files ca-certificates tzdata >&2); then
        (fail "The packages of the image's lowest layer could not be downloaded." "Look at apt's message above.") || exit 69
    fi
}
