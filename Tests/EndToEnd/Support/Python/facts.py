"""Says what readers find in an output folder: by report and day rows, sums and different values.

stdin: {"output": folder, "format": "ndjson" | "csv",
        "reports": {name: {"schema": statement, "distinct": field, "cost": bool, "count": bool}}}
stdout: {"duckdb": {report: {day: {...}}}, "plain": {report: {day: {...}}}}
"""
import csv
import glob
import gzip
import io
import json
import re
import sys
from decimal import Decimal

import duckdb

order = json.load(sys.stdin)


def facts(rows, cost, count, distinct):
    return {
        "rows": rows,
        "cost_sum": None if cost is None else format(cost.quantize(Decimal("0.0001")), "f"),
        "count_sum": count,
        "distinct": distinct,
    }


def by_duckdb(name, report):
    connection = duckdb.connect()
    connection.execute(report["schema"])
    cost = "sum(cost)" if report["cost"] else "NULL"
    count = "sum(count)::BIGINT" if report["count"] else "NULL"
    query = f"""SELECT day::VARCHAR, count(*), {cost}, {count}, count(DISTINCT {report['distinct']})
                FROM {name} GROUP BY day"""
    return {day: facts(*rest) for day, *rest in connection.execute(query).fetchall()}


def values(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        if order["format"] == "csv":
            yield from csv.DictReader(file, strict=True)
        else:
            for line in file:
                yield json.loads(line, parse_float=Decimal)


def plainly(name, report):
    found = {}
    for path in glob.glob(f"{order['output']}/report={name}/**/*.{order['format']}.gz", recursive=True):
        day = re.search(r"/day=([0-9-]+)/", path).group(1)
        rows = list(values(path))
        cost = sum(Decimal(row["cost"]) for row in rows) if report["cost"] else None
        count = sum(int(row["count"]) for row in rows) if report["count"] else None
        different = {row[report["distinct"]] for row in rows} - {None, ""}
        found[day] = facts(len(rows), cost, count, len(different))
    return found


reports = order["reports"].items()
json.dump(
    {
        "duckdb": {name: by_duckdb(name, report) for name, report in reports},
        "plain": {name: plainly(name, report) for name, report in reports},
    },
    sys.stdout,
)
