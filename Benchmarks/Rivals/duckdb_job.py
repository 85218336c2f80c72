"""DuckDB: SQL from the answer's file to the day's file."""

import os
import tempfile

import duckdb
import job

connection = duckdb.connect()
connection.execute("SET threads = 2")
options = "FORMAT csv, HEADER, COMPRESSION gzip" if job.FORMAT == "csv" else "FORMAT json, COMPRESSION gzip"
typed = ", ".join(
    ["replace(date, ' ', 'T') || '" + job.OFFSET + "' AS date"]
    + [f"TRY_CAST({name} AS BIGINT) AS {name}" for name in job.INTEGERS]
    + [f"TRY_CAST({name} AS DECIMAL(18, 4)) AS {name}" for name in job.DECIMALS]
)
for day in job.DAYS:
    with tempfile.NamedTemporaryFile(suffix=".json", delete=False) as file:
        file.write(job.rows_of(job.fetch(day)))
    rows = f"read_json('{file.name}', format = 'array', auto_detect = true, sample_size = 1, maximum_object_size = 1000000)"
    connection.execute(
        f"""COPY (SELECT * REPLACE ({typed}) FROM (SELECT nullif(COLUMNS(*)::VARCHAR, '') FROM {rows}))
            TO '{job.path(day)}' ({options})"""
    )
    os.unlink(file.name)
