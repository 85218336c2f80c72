"""Makes seven days of cdr_1 from an archive, and beside that from a server over loopback, and prints ratios.

usage: replay.py PROGRAM [--runs 5] [--rows 59990] [--days 7] [--work FOLDER]
PROGRAM is a release build of wolkvox-etl. The floor is `run` of the same days, whose answers come from prepared files with
`sendfile`: the same rows, typed and compressed by the same stages, without an archive to decompress. All figures are medians
of runs that alternate, from the operating system's accounting.
"""

import argparse
import glob
import hashlib
import os
import shutil
import sys

import common
from common import Cost, measured


def hashes(folder):
    found = {}
    for path in sorted(glob.glob(f"{folder}/report=*/**/*.gz", recursive=True)):
        with open(path, "rb") as file:
            found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=59_990)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--work", default=common.WORK)
    arguments = parser.parse_args()
    program, work = os.path.abspath(arguments.program), os.path.abspath(arguments.work)
    os.makedirs(work, exist_ok=True)
    days = common.days_before(arguments.days)
    bodies = f"{work}/bodies-{days[0]}-{arguments.days}x{arguments.rows}"
    output, archive = f"{work}/output-replay", f"{work}/archive"
    common.prepare(program, bodies, days, arguments.rows)
    with common.serve(bodies) as endpoint:
        plain = common.pipeline(f"{work}/plain.yaml", endpoint, output)
        kept = common.pipeline(f"{work}/kept.yaml", endpoint, output)
        with open(kept, "a") as file:
            file.write(f'archive: {{ to: "{archive}" }}\n')
        for folder in (output, archive):
            shutil.rmtree(folder, ignore_errors=True)
        command = common.run_command(program, kept, days)
        measured(command, **common.surroundings(work))
        expected = hashes(output)
        replay = [command[0], "replay", *command[2:]]
        costs = {"run": [], "run, archive": [], "replay": []}
        for _ in range(arguments.runs):
            for name, command_ in (
                ("run", common.run_command(program, plain, days)), ("run, archive", command), ("replay", replay)
            ):
                shutil.rmtree(output, ignore_errors=True)
                common.warm(program, *glob.glob(f"{bodies}/*.json"), *glob.glob(f"{archive}/**/*.gz", recursive=True))
                costs[name].append(measured(command_, **common.surroundings(work)))
                if hashes(output) != expected:
                    sys.exit(f"{name} made other files")
    medians = {name: Cost.median(costs_) for name, costs_ in costs.items()}
    for name, cost in medians.items():
        print(f"  {name:<14} {cost}")
    for name in ("run, archive", "replay"):
        print(f"  {name}: wall / wall of run {medians[name].wall / medians['run'].wall:.3f}, "
              f"CPU / CPU of run {medians[name].cpu / medians['run'].cpu:.3f}")


main()
