"""Runs days of more and more rows, and one answer of 256 MB, and compares peak memory and cost per row.

usage: memory.py PROGRAM [--most 10000000] [--answer 256] [--runs 3] [--formats ndjson] [--work FOLDER] [--check]
Each day comes in windows of at most 59,000 rows; one more comes in a single answer of so many MB. Peaks are those of the
whole process (VmHWM). What an empty day costs is taken off before CPU is divided by rows. --check ends with 1 where a peak is
over 80 MiB or the costs of a row, from 10,000 rows up, differ by more than 15 %. Ten million rows are 5 GB of JSON.
"""

import argparse
import glob
import os
import shutil
import sys

import common
from common import Cost, measured

PER_WINDOW = 59_000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--most", type=int, default=10_000_000)
    parser.add_argument("--answer", type=int, default=256)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--formats", default="ndjson")
    parser.add_argument("--work", default=common.WORK)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    program, work = os.path.abspath(arguments.program), os.path.abspath(arguments.work)
    os.makedirs(work, exist_ok=True)
    days = common.days_before(1)
    bodies = f"{work}/bodies-{days[0]}-1x20000"
    common.prepare(program, bodies, days, 20_000)
    sound = True
    for kind in arguments.formats.split(","):
        sound &= sweep(program, work, bodies, days, kind, arguments)
    if arguments.check and not sound:
        sys.exit(1)


def sweep(program, work, bodies, days, kind, arguments):
    output, empty = f"{work}/output-memory", f"{work}/empty"
    os.makedirs(empty, exist_ok=True)

    def median(endpoint, runs, **options):
        pipeline = common.pipeline(f"{work}/memory.yaml", endpoint, output, kind, **options)
        costs = []
        for _ in range(runs):
            shutil.rmtree(output, ignore_errors=True)
            costs.append(measured(common.run_command(program, pipeline, days), **common.surroundings(work)))
        return Cost.median(costs)

    with common.serve(empty) as endpoint:
        start = median(endpoint, max(5, arguments.runs))
    print(f"{kind}\n  {'empty day':<28} {start}")
    per_row, peaks, rows = {}, {}, 10_000
    while rows <= arguments.most:
        span = min(86_400, PER_WINDOW * 86_400 // rows)
        runs = arguments.runs if rows < 5_000_000 else 1
        with common.serve(bodies, "--per-day", rows) as endpoint:
            # A small day's own cost drowns in that of the start: many times.
            cost = median(endpoint, runs * max(1, 100_000 // rows), span=f"{span}s" if span < 86_400 else "1d")
        per_row[rows] = (cost.cpu - start.cpu) / rows * 1e6
        peaks[f"{rows:,} rows"] = cost.peak
        print(f"  {rows:>12,} rows{'':<11} {cost}   {per_row[rows]:.3f} µs CPU a row")
        rows *= 10
    if arguments.answer:
        # The API's cap on rows holds, so the rows are long.
        rows = 59_990
        with common.serve(bodies, "--per-day", rows, "--row-bytes", int(arguments.answer * 1e6 * 0.98 / rows)) as endpoint:
            cost = median(endpoint, 1)
        peaks[f"one answer of {arguments.answer} MB"] = cost.peak
        print(f"  one answer of {arguments.answer} MB{'':<9} {cost}")
    spread = max(per_row.values()) / min(per_row.values()) - 1
    print(f"  highest peak {max(peaks.values()):.1f} MiB; the cost of a row differs by {spread * 100:.1f} %")
    return max(peaks.values()) <= 80 and spread <= 0.15


main()
