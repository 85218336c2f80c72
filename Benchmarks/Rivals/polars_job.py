"""Polars, with the days' compression on two threads."""

import gzip
import io
from concurrent.futures import ThreadPoolExecutor

import job
import polars as pl


def lines(day):
    frame = pl.read_json(io.BytesIO(job.rows_of(job.fetch(day))), infer_schema_length=1)
    text = [name for name in frame.columns if name not in (*job.INTEGERS, *job.DECIMALS, "date")]
    frame = frame.with_columns(
        *(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in text),
        *(pl.col(name).cast(pl.Int64, strict=False) for name in job.INTEGERS),
        *(pl.col(name).cast(pl.Float64, strict=False) for name in job.DECIMALS),
        pl.col("date").str.replace(" ", "T", literal=True) + job.OFFSET,
    )
    output = io.BytesIO()
    if job.FORMAT == "csv":
        frame.write_csv(output)
    else:
        frame.write_ndjson(output)
    return output.getvalue()


def write(day):
    with open(job.path(day), "wb") as file:
        file.write(gzip.compress(lines(day), 6))


with ThreadPoolExecutor(2) as pool:
    list(pool.map(write, job.DAYS))
