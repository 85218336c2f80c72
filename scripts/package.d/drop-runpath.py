#!/usr/bin/env python3
"""Takes the search path for libraries out of a program: it names folders of the build, and Debian's libraries are found without.

    drop-runpath.py PROGRAM
"""

import pathlib
import struct
import sys

DT_NULL, DT_RPATH, DT_RUNPATH = 0, 15, 29
PT_DYNAMIC = 2


def main():
    path = pathlib.Path(sys.argv[1])
    data = bytearray(path.read_bytes())
    if data[:4] != b"\x7fELF" or data[4] != 2:
        sys.exit(f"error: {path} is not a program of 64 bits")
    order = "<" if data[5] == 1 else ">"
    start, = struct.unpack_from(order + "Q", data, 32)
    size, count = struct.unpack_from(order + "HH", data, 54)
    for header in range(start, start + size * count, size):
        kind, _, offset, _, _, length = struct.unpack_from(order + "IIQQQQ", data, header)
        if kind != PT_DYNAMIC:
            continue
        entries = list(struct.iter_unpack(order + "qQ", data[offset:offset + length]))
        kept = [entry for entry in entries if entry[0] not in (DT_RPATH, DT_RUNPATH)]
        kept += [(DT_NULL, 0)] * (len(entries) - len(kept))
        data[offset:offset + length] = b"".join(struct.pack(order + "qQ", *entry) for entry in kept)
    path.write_bytes(data)


main()
