#!/usr/bin/env python3
"""Prints the licenses and notices of what is linked into the program: each text once, with the packages that it is of.

    third-party-notices.py Package.resolved CHECKOUTS SWIFT-LICENSE
"""

import json
import pathlib
import sys


def texts(folder):
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name.split(".")[0].upper() in ("LICENSE", "NOTICE", "COPYING"):
            yield path.read_text(encoding="utf-8", errors="replace").strip()


def main():
    resolved, checkouts, swift = (pathlib.Path(argument) for argument in sys.argv[1:])
    owners = {}
    if swift.is_file():
        owners[swift.read_text(encoding="utf-8").strip()] = ["Swift, its standard library and Foundation"]
    pins = json.loads(resolved.read_text())["pins"]
    for pin in sorted(pins, key=lambda pin: pin["identity"]):
        folder = checkouts / pathlib.PurePosixPath(pin["location"]).name.removesuffix(".git")
        if not folder.is_dir():
            sys.exit(f"error: {pin['identity']} is not in {checkouts}: build the program first")
        name = f"{pin['identity']} {pin['state'].get('version', pin['state']['revision'])} ({pin['location']})"
        for text in texts(folder):
            owners.setdefault(text, []).append(name)
    for text, names in owners.items():
        print("=" * 78, *names, "=" * 78, "", text, "", sep="\n")


main()
