"""Runs the seven-day job (7 x 59,990 rows of cdr_1 over loopback) and its floors side by side, and prints ratios.

usage: measure.py PROGRAM [--libdeflate PROGRAM] [--runs 5] [--rows 59990] [--days 7] [--formats ndjson,csv] [--work FOLDER]
PROGRAM is a release build of wolkvox-etl; the other one is built with the trait Libdeflate. Floors: `gzip -6` of the same
bytes, and zlib and libdeflate (level 5, which is the trait's level 6) alone on one core. All figures are medians of runs that
alternate, from the operating system's accounting.
"""

import argparse
import glob
import gzip
import os
import shutil
import subprocess
import sys

import common
from common import Cost, measured


def compare(programs, work, bodies, endpoint, kind, days, runs):
    output, plain = f"{work}/output-{kind}", f"{work}/plain.{kind}"
    pipeline = common.pipeline(f"{work}/{kind}.yaml", endpoint, output, kind)

    def run(program):
        shutil.rmtree(output, ignore_errors=True)
        common.warm(program, *glob.glob(f"{bodies}/*.json"))
        return measured(common.run_command(program, pipeline, days), **common.surroundings(work))

    def compressed():
        return sum(os.path.getsize(path) for path in glob.glob(f"{output}/report=cdr_1/**/*.gz", recursive=True))

    sizes = {}
    for name, program in programs.items():
        run(program)
        sizes[name] = compressed()
    with open(plain, "wb") as whole:
        for path in sorted(glob.glob(f"{output}/report=cdr_1/**/*.gz", recursive=True)):
            with gzip.open(path) as part:
                shutil.copyfileobj(part, whole)
    alone = {"zlib": (common.ZLIB_ALONE, 6)}
    if len(programs) > 1:
        alone["libdeflate"] = (common.LIBDEFLATE_ALONE, 5)
    costs = {name: [] for name in [*programs, "gzip -6", *(f"{name} alone" for name in alone)]}
    for _ in range(runs):
        for name, program in programs.items():
            costs[name].append(run(program))
        common.warm(plain)
        with open(plain, "rb") as source:
            costs["gzip -6"].append(measured(["gzip", "-6"], stdin=source, stdout=subprocess.DEVNULL))
        for name, (script, level) in alone.items():
            costs[f"{name} alone"].append(measured([sys.executable, "-c", script, plain, str(level)]))
    medians = {name: Cost.median(list_) for name, list_ in costs.items()}
    print(f"{kind}: {os.path.getsize(plain) / 1e6:.1f} MB of rows, medians of {runs}")
    for name, cost in medians.items():
        size = f"   {sizes[name] / 1e6:6.1f} MB" if name in sizes else ""
        print(f"  {name:<16} {cost}{size}")
    for name in programs:
        print(f"  {name}: CPU / CPU of zlib alone   {medians[name].cpu / medians['zlib alone'].cpu:.3f}")
    for name in [*programs, *(f"{name} alone" for name in alone)]:
        print(f"  {name}: wall / wall of gzip -6    {medians[name].wall / medians['gzip -6'].wall:.3f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--libdeflate")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=59_990)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--work", default=common.WORK)
    parser.add_argument("--formats", default="ndjson,csv")
    arguments = parser.parse_args()
    programs = {"run": os.path.abspath(arguments.program)}
    if arguments.libdeflate:
        programs["run, libdeflate"] = os.path.abspath(arguments.libdeflate)
    work = os.path.abspath(arguments.work)
    os.makedirs(work, exist_ok=True)
    days = common.days_before(arguments.days)
    bodies = f"{work}/bodies-{days[0]}-{arguments.days}x{arguments.rows}"
    common.prepare(programs["run"], bodies, days, arguments.rows)
    with common.serve(bodies) as endpoint:
        for kind in arguments.formats.split(","):
            compare(programs, work, bodies, endpoint, kind, days, arguments.runs)


main()
