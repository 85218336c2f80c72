"""A script as people write it: nothing but Python's own library."""

import csv
import gzip
import json

import job

for day in job.DAYS:
    rows = json.loads(job.fetch(day))["data"]
    for row in rows:
        for name, text in row.items():
            if text == "":
                row[name] = None
        row["date"] = row["date"].replace(" ", "T") + job.OFFSET
        for name in job.INTEGERS:
            row[name] = int(row[name]) if row[name] else None
        for name in job.DECIMALS:
            row[name] = float(row[name]) if row[name] else None
    with gzip.open(job.path(day), "wt", compresslevel=6, encoding="utf-8", newline="") as file:
        if job.FORMAT == "csv":
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        else:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
