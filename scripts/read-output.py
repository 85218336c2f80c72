"""Reads an output folder with Python's own gzip and json, and compares it with the manifests."""

import gzip
import json
import pathlib
import sys
from decimal import Decimal

root = pathlib.Path(sys.argv[1])
counts = {}
for manifest_path in sorted(root.glob("report=*/**/_manifest.json")):
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    rows = 0
    if manifest["file"]:
        columns = [column["name"] for column in manifest["schema"]]
        with gzip.open(manifest_path.parent / manifest["file"], "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                row = json.loads(line, parse_float=Decimal)
                if list(row) != columns:
                    sys.exit(f"{manifest_path}: a row has other columns than the manifest: {list(row)}")
                rows += 1
    if rows != manifest["rows"] or manifest["received"] != manifest["rows"] + manifest["quarantined"]:
        sys.exit(f"{manifest_path}: {rows} rows were read, and the manifest says {manifest}")
    counts.setdefault(manifest["report"], []).append(rows)

for report, rows in counts.items():
    print(f"{report}: {len(rows)} days, {sum(rows)} rows read by Python")
if len(counts) != 5 or any(len(rows) != 3 or not all(rows) for rows in counts.values()):
    sys.exit("five reports of three days were expected, each with rows")
