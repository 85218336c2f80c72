#!/usr/bin/env python3
"""Checks an OCI image layout as the specification describes it, and unpacks it: `unpack-oci.py LAYOUT FOLDER`.

Prints the image's configuration. An independent reader of what oci.py writes.
"""

import gzip
import hashlib
import io
import json
import pathlib
import sys
import tarfile

layout, folder = (pathlib.Path(argument) for argument in sys.argv[1:])


def check(condition, message):
    if not condition:
        sys.exit(f"error: {layout}: {message}")


def blob(descriptor):
    algorithm, digest = descriptor["digest"].split(":")
    check(algorithm == "sha256", f"{descriptor['digest']} is not a sha256")
    data = (layout / "blobs/sha256" / digest).read_bytes()
    check(hashlib.sha256(data).hexdigest() == digest, f"{digest} has other content than its name says")
    check(len(data) == descriptor["size"], f"{digest} has another size than {descriptor['size']}")
    read.add(digest)
    return data


read = set()
check(json.loads((layout / "oci-layout").read_text()) == {"imageLayoutVersion": "1.0.0"}, "not version 1.0.0 of a layout")
index = json.loads((layout / "index.json").read_text())
check(index["schemaVersion"] == 2 and len(index["manifests"]) == 1, "index.json does not name one image")
manifest = json.loads(blob(index["manifests"][0]))
check(manifest["mediaType"] == "application/vnd.oci.image.manifest.v1+json", "the manifest is of another type")
config = json.loads(blob(manifest["config"]))
check(config["rootfs"]["type"] == "layers", "the configuration has no layers")
check(len(config["rootfs"]["diff_ids"]) == len(manifest["layers"]), "configuration and manifest have not the same layers")
check(len([entry for entry in config["history"] if not entry.get("empty_layer")]) == len(manifest["layers"]), "the history lacks a layer")
for descriptor, content in zip(manifest["layers"], config["rootfs"]["diff_ids"]):
    check(descriptor["mediaType"] == "application/vnd.oci.image.layer.v1.tar+gzip", "a layer is of another type")
    data = gzip.decompress(blob(descriptor))
    check("sha256:" + hashlib.sha256(data).hexdigest() == content, f"a layer is not {content}")
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        names = [member.name for member in tar.getmembers()]
        check(len(names) == len(set(names)), "a layer has a name twice")
        check(not any(name.startswith("/") or ".." in name.split("/") for name in names), "a layer leads out of its root")
        check(len({member.mtime for member in tar.getmembers()}) == 1, "a layer has more dates than that of the commit")
        # Whole trees of trusted bytes: what newer Pythons refuse unless told so, such as links to absolute paths, belongs in them.
        tar.extraction_filter = getattr(tarfile, "fully_trusted_filter", lambda member, path: member)
        tar.extractall(folder, numeric_owner=True)
extra = {path.name for path in (layout / "blobs/sha256").iterdir()} - read
check(not extra, f"nothing refers to {', '.join(sorted(extra))}")
json.dump(config["config"], sys.stdout, indent=2)
