"""dlt: a resource for each day, and its destination for files."""

import os
import tempfile

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "ERROR"

import dlt
import job
from dlt.common import json

KINDS = {"ndjson": "jsonl", "csv": "csv"}


def rows(day):
    data = json.loadb(bytes(job.fetch(day)))["data"]
    for row in data:
        row["date"] = row["date"].replace(" ", "T") + job.OFFSET
    yield data


columns = {
    **{name: {"data_type": "bigint"} for name in job.INTEGERS},
    **{name: {"data_type": "double"} for name in job.DECIMALS},
    "date": {"data_type": "text"},
}
with tempfile.TemporaryDirectory() as place:
    for day in job.DAYS:
        folder = os.path.dirname(job.path(day))
        pipeline = dlt.pipeline(
            f"bench_{day.replace('-', '_')}", pipelines_dir=place, dataset_name="files",
            destination=dlt.destinations.filesystem(bucket_url=f"file://{folder}"))
        pipeline.run(
            dlt.resource(rows(day), name="cdr_1", columns=columns), loader_file_format=KINDS[job.FORMAT],
            write_disposition="replace")
