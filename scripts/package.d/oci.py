#!/usr/bin/env python3
"""Writes an OCI image layout of the program: tar, sha256 and JSON, without a daemon, a registry or a privilege.

    oci.py --program FILE --version V --architecture A --debs FOLDER --documents FOLDER --to FOLDER

The lowest layer is what the program needs of Debian, taken out of the packages in `--debs`; the next one is the program.
Dates are SOURCE_DATE_EPOCH, names are sorted, owners are numbers: the same input gives the same bytes.
"""

import argparse
import hashlib
import io
import json
import os
import pathlib
import posixpath
import shutil
import subprocess
import tarfile
import time
import zlib

EPOCH = int(os.environ["SOURCE_DATE_EPOCH"])
USER = 65532
HOME = "/var/lib/wolkvox-etl"
NAME = "docker.io/library/wolkvox-etl"
TRUSTED = "usr/share/ca-certificates/mozilla/"
# Of Debian's packages: nothing that only people, compilers or other programs look at.
LEFT_OUT = (
    "usr/share/man/", "usr/share/lintian/", "usr/share/bug/", "usr/share/locale/", "usr/share/info/", "usr/share/gdb/",
    "usr/share/base-files/", "usr/share/dict", "usr/share/common-licenses", "usr/sbin/", "usr/bin/", "bin/", "sbin/", "root/",
    "home/", "mnt/", "proc/", "sys/", "dev/", "boot/", "media/", "opt/", "srv/", "run/", "var/", "tmp/", "etc/ca-certificates/",
    "usr/share/zoneinfo/right/", "usr/share/zoneinfo/posix/", "etc/ld.so.conf.d/", "usr/games/", "usr/include/", "usr/src/",
)
GO_NAMES = {"amd64": "amd64", "arm64": "arm64", "armhf": "arm", "ppc64el": "ppc64le", "riscv64": "riscv64", "s390x": "s390x"}


class Tree:
    """The entries of one layer, by name."""

    def __init__(self):
        self.entries = {}

    def add(self, name, kind=tarfile.REGTYPE, data=b"", mode=0o644, owner=0, link=""):
        info = tarfile.TarInfo(name.strip("/"))
        info.type, info.mode, info.size, info.linkname = kind, mode, len(data), link
        info.uid = info.gid = owner
        info.mtime = EPOCH
        self.entries[info.name] = (info, data)

    def folder(self, name, mode=0o755, owner=0):
        self.add(name, tarfile.DIRTYPE, mode=mode, owner=owner)

    def tar(self):
        """Returns the bytes of the layer, with every folder that an entry lies in before it."""
        for name in list(self.entries):
            while name := posixpath.dirname(name):
                if name not in self.entries:
                    self.folder(name)
        result = io.BytesIO()
        with tarfile.open(fileobj=result, mode="w", format=tarfile.GNU_FORMAT) as tar:
            for name in sorted(self.entries):
                info, data = self.entries[name]
                tar.addfile(info, io.BytesIO(data))
        return result.getvalue()


def add_package(tree, path):
    """Adds what is wanted of a Debian package, and its control file, where scanners look for what an image is made of."""
    control = subprocess.run(["dpkg-deb", "--field", path], check=True, capture_output=True).stdout
    fields = dict(line.split(": ", 1) for line in control.decode().splitlines() if ": " in line and line[0] != " ")
    data = subprocess.run(["dpkg-deb", "--fsys-tarfile", path], check=True, capture_output=True).stdout
    certificates = []
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for member in tar.getmembers():
            name = member.name.removeprefix("./")
            licence = name.startswith("usr/share/doc/") and name.endswith("/copyright")
            if name.startswith(TRUSTED) and member.isreg():
                certificates.append((name, tar.extractfile(member).read()))
            elif licence or not name.startswith(LEFT_OUT + ("usr/share/doc/", "usr/share/ca-certificates/")):
                add_member(tree, tar, member, name)
    if certificates:
        bundle = b"".join(text.rstrip(b"\n") + b"\n" for _, text in sorted(certificates))
        tree.add("etc/ssl/certs/ca-certificates.crt", data=bundle)
    tree.add(f"var/lib/dpkg/status.d/{fields['Package']}", data=control)
    return f"{fields['Package']} {fields['Version']}"


def add_member(tree, tar, member, name):
    if "/gconv/" in name or "/audit/" in name:
        return
    if member.issym():
        tree.add(name, tarfile.SYMTYPE, mode=0o777, link=member.linkname)
    elif member.isreg() or member.islnk():
        tree.add(name, data=tar.extractfile(member).read(), mode=member.mode & 0o755)


def base(debs):
    """Returns the lowest layer and the packages that it is made of."""
    tree = Tree()
    packages = [add_package(tree, path) for path in sorted(debs.glob("*.deb"))]
    account = f"wolkvox-etl:x:{USER}:{USER}:wolkvox-etl:{HOME}:/usr/sbin/nologin\n"
    nobody = "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
    tree.add("etc/passwd", data=f"root:x:0:0:root:/root:/usr/sbin/nologin\n{account}{nobody}".encode())
    tree.add("etc/group", data=f"root:x:0:\nwolkvox-etl:x:{USER}:\nnogroup:x:65534:\n".encode())
    tree.add("etc/nsswitch.conf", data=b"passwd: files\ngroup: files\nhosts: files dns\n")
    tree.folder("tmp", mode=0o1777)
    for name in ("proc", "sys", "dev", "run", "etc"):
        tree.folder(name)
    tree.folder(HOME, mode=0o750, owner=USER)
    return tree, packages


def program(options):
    tree = Tree()
    tree.add("usr/bin/wolkvox-etl", data=options.program.read_bytes(), mode=0o755)
    for path in sorted(options.documents.rglob("*")):
        if path.is_file():
            tree.add(f"usr/share/doc/wolkvox-etl/{path.relative_to(options.documents)}", data=path.read_bytes())
    return tree


class Layout:
    """An image layout that is being written."""

    def __init__(self, folder):
        self.blobs = folder / "blobs/sha256"
        self.blobs.mkdir(parents=True)
        self.folder = folder

    def blob(self, data, media):
        digest = hashlib.sha256(data).hexdigest()
        (self.blobs / digest).write_bytes(data)
        return {"mediaType": f"application/vnd.oci.image.{media}", "digest": f"sha256:{digest}", "size": len(data)}

    def layer(self, tree):
        """Writes a layer, and returns its descriptor and the digest of its content."""
        content = tree.tar()
        packer = zlib.compressobj(9, wbits=31)
        packed = packer.compress(content) + packer.flush()
        return self.blob(packed, "layer.v1.tar+gzip"), "sha256:" + hashlib.sha256(content).hexdigest()

    def json(self, name, value):
        (self.folder / name).write_bytes(encoded(value))


def encoded(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def image(options):
    """Writes the layout and returns the digest of the image."""
    layout = Layout(options.to)
    lowest, packages = base(options.debs)
    layers = [layout.layer(lowest), layout.layer(program(options))]
    created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(EPOCH))
    labels = {
        "org.opencontainers.image.created": created,
        "org.opencontainers.image.title": "wolkvox-etl",
        "org.opencontainers.image.version": options.version,
        "org.opencontainers.image.licenses": "Apache-2.0",
        "org.opencontainers.image.description": "wolkvox reports into a data lake as flat files",
    }
    platform = {"architecture": GO_NAMES[options.architecture], "os": "linux"}
    config = {
        **platform, "created": created,
        "config": {
            "User": f"{USER}:{USER}", "WorkingDir": HOME, "Volumes": {HOME: {}}, "StopSignal": "SIGTERM",
            "Env": [
                "PATH=/usr/bin", f"HOME={HOME}", f"OUTPUT={HOME}/lake", f"WOLKVOX_ETL_STATE={HOME}/state",
                f"WOLKVOX_ETL_STAGING={HOME}/staging",
            ],
            "Entrypoint": ["/usr/bin/wolkvox-etl"], "Cmd": ["--help"], "Labels": labels,
        },
        "rootfs": {"type": "layers", "diff_ids": [content for _, content in layers]},
        "history": [
            {"created": created, "created_by": "Debian: " + ", ".join(packages)},
            {"created": created, "created_by": f"wolkvox-etl {options.version}"},
        ],
    }
    manifest = layout.blob(
        encoded({
            "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": layout.blob(encoded(config), "config.v1+json"),
            "layers": [descriptor for descriptor, _ in layers], "annotations": labels,
        }), "manifest.v1+json")
    # The second is what containerd, podman and docker call it; alone, the first would leave it without a name there.
    names = {"org.opencontainers.image.ref.name": options.version, "io.containerd.image.name": f"{NAME}:{options.version}"}
    named = {**manifest, "platform": platform, "annotations": names}
    layout.json("index.json", {
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [named]})
    layout.json("oci-layout", {"imageLayoutVersion": "1.0.0"})
    return manifest["digest"]


def docker_manifest(folder):
    """Returns what a docker that does not know OCI's layout reads of the archive: where the same blobs are in it."""
    def place(descriptor):
        return "blobs/" + descriptor["digest"].replace(":", "/")

    named = json.loads((folder / "index.json").read_bytes())["manifests"][0]
    manifest = json.loads((folder / place(named)).read_bytes())
    return {
        "Config": place(manifest["config"]), "RepoTags": [named["annotations"]["io.containerd.image.name"]],
        "Layers": [place(layer) for layer in manifest["layers"]],
    }


def archive(folder, path):
    """Writes the layout as one file, as `docker load`, `podman load` and skopeo's oci-archive take it."""
    tree = Tree()
    for file in folder.rglob("*"):
        if file.is_file():
            tree.add(str(file.relative_to(folder)), data=file.read_bytes())
    tree.add("manifest.json", data=encoded([docker_manifest(folder)]))
    path.write_bytes(tree.tar())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("program", "debs", "documents", "to"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--architecture", required=True)
    options = parser.parse_args()
    shutil.rmtree(options.to, ignore_errors=True)
    digest = image(options)
    archive(options.to, options.to.with_name(options.to.name + ".tar"))
    print(digest)


main()
