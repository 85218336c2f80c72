"""How long `--version` and a run of one empty day take, from the start of the process to its end.

usage: startup.py PROGRAM [PROGRAM…] [--runs 41] [--work FOLDER]     several programs take turns
"""

import argparse
import os
import shutil
import subprocess

import common
from common import Cost, measured


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs", nargs="+")
    parser.add_argument("--runs", type=int, default=41)
    parser.add_argument("--work", default=common.WORK)
    arguments = parser.parse_args()
    work = os.path.abspath(arguments.work)
    empty, output = f"{work}/empty", f"{work}/output-startup"
    os.makedirs(empty, exist_ok=True)
    programs = [os.path.abspath(program) for program in arguments.programs]
    days = common.days_before(1)
    with common.serve(empty) as endpoint:
        pipeline = common.pipeline(f"{work}/startup.yaml", endpoint, output)
        jobs = {
            "--version": lambda program: [program, "--version"],
            "one empty day": lambda program: common.run_command(program, pipeline, days),
        }
        for name, command in jobs.items():
            costs = {program: [] for program in programs}
            for _ in range(arguments.runs):
                for program in programs:
                    shutil.rmtree(output, ignore_errors=True)
                    costs[program].append(
                        measured(command(program), stderr=subprocess.DEVNULL, **common.surroundings(work)))
            for program, list_ in costs.items():
                cost = Cost.median(list_)
                print(f"{name:<14} {os.path.basename(program):<20} wall {cost.wall * 1e3:6.1f} ms   CPU {cost.cpu * 1e3:6.1f} ms   {cost.peak:6.1f} MiB")


main()
