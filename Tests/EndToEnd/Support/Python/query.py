"""Runs the statements of a JSON list on stdin in DuckDB, and prints the rows of the last one as JSON, all values as text."""
import json
import sys

import duckdb

statements = json.load(sys.stdin)
connection = duckdb.connect()
for statement in statements[:-1]:
    connection.execute(statement)
rows = connection.execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({statements[-1]})").fetchall()
json.dump(rows, sys.stdout)
