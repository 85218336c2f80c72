"""Writes the five founding reports to SeaweedFS and has DuckDB read them there, beside the same days in folders.

    python read_store.py PROGRAM WORK PIPELINE WEED FROM TO

WORK has the folders `ndjson` and `csv` of the days FROM to TO, which another check compares with what was sent. Ends with 1
where a row differs.
"""

import os
import pathlib
import subprocess
import sys

import duckdb
from duckdb_extensions import import_extension

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from weed import BUCKET, KEY, SECRET, Weed

PROGRAM, WORK, PIPELINE, WEED = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4]
DAYS = ["--from", sys.argv[5], "--to", sys.argv[6]]
REPORTS = ["cdr_1", "cdr_3", "cdr_6", "diagram_9", "campaign_7"]


def view(name, report, format, directory):
    """The view that `schema` prints, under another name."""
    words = [PROGRAM, "schema", report, "--dialect", "duckdb", "--format", format, "--directory", directory, "--pipeline", PIPELINE]
    statement = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout
    return statement.replace(f'"{report}" AS', f'"{name}" AS', 1).replace(f"VIEW {report} ", f"VIEW {name} ", 1)


def main():
    wrong = 0
    with Weed(WEED, f"{WORK}/weed") as store:
        environment = dict(os.environ, **store.environment(), WOLKVOX_ETL_STAGING=f"{WORK}/staging")
        connection = duckdb.connect()
        connection.execute("SET TimeZone = 'UTC'")
        import_extension("httpfs", con=connection)
        connection.execute("LOAD httpfs")
        address = store.endpoint.removeprefix("http://")
        connection.execute(
            f"CREATE SECRET (TYPE s3, KEY_ID '{KEY}', SECRET '{SECRET}', ENDPOINT '{address}', URL_STYLE 'path', USE_SSL false)")
        for format in ["ndjson", "csv"]:
            place = f"s3://{BUCKET}/{format}"
            reports = [word for report in REPORTS for word in ("--report", report)]
            subprocess.run(
                [PROGRAM, "run", PIPELINE, *DAYS, "--quiet", *reports], check=True,
                stdout=subprocess.DEVNULL, env=dict(environment, ENGINES_FORMAT=format, ENGINES_OUTPUT=place))
            for report in REPORTS:
                connection.execute(view("here", report, format, f"{WORK}/{format}"))
                connection.execute(view("there", report, format, place))
                rows, = connection.execute("SELECT count(*) FROM there").fetchone()
                differ = sum(
                    connection.execute(f"SELECT count(*) FROM (FROM {a} EXCEPT ALL FROM {b})").fetchone()[0]
                    for a, b in [("here", "there"), ("there", "here")])
                wrong += differ
                print(f"DuckDB {duckdb.__version__} from SeaweedFS  {format:<7} {report:<11} {rows:>5} rows, {differ} differ")
                if rows == 0:
                    sys.exit(f"{report} has no rows in the store")
    sys.exit(1 if wrong else 0)


main()
