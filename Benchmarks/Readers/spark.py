"""Reads an output folder of cdr_1 with Spark and with Python's own library, and compares what they find.

usage: spark.py OUTPUT ndjson|csv       with a Python that has pyspark (500 MB), and Java
"""

import csv
import glob
import gzip
import json
import sys
from decimal import Decimal

from pyspark.sql import SparkSession, functions

root, kind = f"{sys.argv[1]}/report=cdr_1", sys.argv[2]
session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
session.sparkContext.setLogLevel("ERROR")
if kind == "ndjson":
    frame = session.read.json(root)
else:
    # Comments hold line ends, and quotes are doubled.
    frame = session.read.csv(root, header=True, multiLine=True, escape='"')
(row,) = frame.select(
    functions.count("*"), functions.countDistinct("conn_id"), functions.sum(functions.col("cost").cast("decimal(18,4)")),
    functions.sum(functions.length("comment"))
).collect()
by_spark = tuple(row)

rows, connections, cost, letters = 0, set(), Decimal(0), 0
for path in glob.glob(f"{root}/source=*/day=*/*.gz"):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file) if kind == "csv" else (json.loads(line, parse_float=Decimal) for line in file)
        for line in lines:
            rows += 1
            connections.update([line["conn_id"]] if line["conn_id"] else [])
            cost += Decimal(line["cost"] or 0)
            letters += len(line["comment"] or "")
by_python = (rows, len(connections), cost, letters)

print(f"{kind}: Spark {by_spark}, Python {by_python}")
sys.exit(by_spark != by_python)
