"""Runs the same job as others do it, side by side, and prints the table of RESULTS.md.

usage: compare.py PROGRAM [--libdeflate PROGRAM] [--rivals python,polars,duckdb,dlt] [--runs 3] [--rows 59990] [--days 7]
                          [--formats ndjson,csv] [--work FOLDER]
Run it with a Python that has requirements.txt. Each is measured against `gzip -6` of the very same bytes (those that PROGRAM
writes), in the same run; answers come prepared from a server on this machine.
"""

import argparse
import csv
import glob
import gzip
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, f"{HERE}/../EndToEnd")

import common
from common import Cost, measured


def rows_below(output, kind):
    """Rows of the files below a folder."""
    count = 0
    for path in glob.glob(f"{output}/report=cdr_1/**/*.gz", recursive=True):
        if "_dlt_" not in path:
            with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
                count += sum(1 for _ in csv.DictReader(file)) if kind == "csv" else sum(1 for _ in file)
    return count


def compare(programs, rivals, work, endpoint, kind, days, rows, runs):
    output, plain = f"{work}/output-rivals", f"{work}/plain-rivals.{kind}"
    pipeline = common.pipeline(f"{work}/rivals-{kind}.yaml", endpoint, output, kind)
    commands = {name: common.run_command(program, pipeline, days) for name, program in programs.items()}
    for name in rivals:
        commands[name] = [sys.executable, f"{HERE}/{name}_job.py", endpoint, output, kind, *map(str, days)]
    costs = {"gzip -6": [], **{name: [] for name in commands}}
    quiet = {**common.surroundings(work), "stderr": subprocess.DEVNULL}
    for turn in range(runs):
        for name, command in commands.items():
            shutil.rmtree(output, ignore_errors=True)
            costs[name].append(measured(command, **quiet))
            found = rows_below(output, kind) if turn == 0 else rows
            if found != rows:
                sys.exit(f"{name} wrote {found} rows of {rows}")
            if turn == 0 and name == "wolkvox-etl":
                with open(plain, "wb") as whole:
                    for path in sorted(glob.glob(f"{output}/report=cdr_1/**/*.gz", recursive=True)):
                        with gzip.open(path) as part:
                            shutil.copyfileobj(part, whole)
        with open(plain, "rb") as source:
            costs["gzip -6"].append(measured(["gzip", "-6"], stdin=source, stdout=subprocess.DEVNULL))
    medians = {name: Cost.median(list_) for name, list_ in costs.items()}
    print(f"\n{kind}, {rows} rows, {os.path.getsize(plain) / 1e6:.1f} MB of rows, medians of {runs}\n")
    print("| | wall ÷ `gzip -6` | wall, s | CPU, s | peak, MiB |\n|---|---|---|---|---|")
    for name, cost in sorted(medians.items(), key=lambda item: item[1].wall):
        ratio = cost.wall / medians["gzip -6"].wall
        print(f"| {name} | {ratio:.2f} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.peak:.0f} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--libdeflate")
    parser.add_argument("--rivals", default="python,polars,duckdb,dlt")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", type=int, default=59_990)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--formats", default="ndjson,csv")
    parser.add_argument("--work", default=common.WORK)
    arguments = parser.parse_args()
    programs = {"wolkvox-etl": os.path.abspath(arguments.program)}
    if arguments.libdeflate:
        programs["wolkvox-etl, libdeflate"] = os.path.abspath(arguments.libdeflate)
    work = os.path.abspath(arguments.work)
    os.makedirs(work, exist_ok=True)
    days = common.days_before(arguments.days)
    bodies = f"{work}/bodies-{days[0]}-{arguments.days}x{arguments.rows}"
    common.prepare(programs["wolkvox-etl"], bodies, days, arguments.rows)
    with common.serve(bodies) as endpoint:
        for kind in arguments.formats.split(","):
            compare(
                programs, arguments.rivals.split(","), work, endpoint, kind, days, arguments.rows * len(days),
                arguments.runs)


main()
