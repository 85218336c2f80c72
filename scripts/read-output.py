"""Reads an output folder with Python's own gzip, json and csv, and compares it with its manifests.

    python3 scripts/read-output.py output/lake

Prints a line for each report and source; ends with 1 where a file doesn't hold what its manifest says, or where there are
no days. Unlike `wolkvox-etl verify` it shares no code with what wrote the files.
"""

import csv
import gzip
import json
import pathlib
import sys
from decimal import Decimal

if len(sys.argv) != 2:
    sys.exit("usage: read-output.py FOLDER")
csv.field_size_limit(2**31 - 1)


def rows_of(path, columns):
    """Yields the rows of a data file as dictionaries; a null and an empty text of a CSV file are both ''."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
        if path.name.endswith(".csv.gz"):
            lines = csv.reader(text, strict=True)
            header = next(lines)
            if header != columns:
                sys.exit(f"{path}: the header is not what the manifest says: {header}")
            for cells in lines:
                if len(cells) != len(columns):
                    sys.exit(f"{path}: line {lines.line_num} has {len(cells)} fields")
                yield dict(zip(columns, cells))
        else:
            for line in text:
                row = json.loads(line, parse_float=Decimal)
                if list(row) != columns:
                    sys.exit(f"{path}: a row has other columns than the manifest: {list(row)}")
                yield row


days = {}
for manifest_path in sorted(pathlib.Path(sys.argv[1]).glob("report=*/source=*/day=*/_manifest.json")):
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    columns = [column["name"] for column in manifest["schema"]]
    # A day without rows may have no file.
    data = manifest_path.parent / manifest["file"] if manifest["file"] else None
    rows = sum(1 for _ in rows_of(data, columns)) if data else 0
    accounted = sum(manifest.get(key, 0) for key in ("rows", "quarantined", "filtered", "forgotten"))
    if rows != manifest["rows"] or manifest["received"] != accounted:
        sys.exit(f"{manifest_path}: {rows} rows were read, and the manifest says {manifest}")
    days.setdefault((manifest["report"], manifest["source"]), []).append(rows)

for (report, source), rows in days.items():
    empty = rows.count(0)
    count = "1 day" if len(rows) == 1 else f"{len(rows)} days"
    print(f"{report} of {source}: {count}, {empty} of them empty, {sum(rows)} rows read by Python")
if not days:
    sys.exit(f"{sys.argv[1]} has no days")
