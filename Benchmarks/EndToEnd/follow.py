"""What a round of `follow` costs beside extracting the day whole, for the five founding reports.

usage: follow.py PROGRAM [--rows 60000] [--runs 5] [--rounds 4] [--work FOLDER]
PROGRAM is a release build of wolkvox-etl. The simulator serves a day that is nearly over, in a zone where it is evening now,
so that each round meets new rows. CPU as the operating system counts it: `run` of the day so far, `follow --once`, and rounds
of one process that go on, one a minute, the wait between them included.
"""

import argparse
import datetime
import os
import shutil
import subprocess
import sys
import time

import common
from common import Cost, measured

REPORTS = "[cdr_1, cdr_3, cdr_6, diagram_9, { report: campaign_7, with: { campaign_id: all } }]"
EVENING = 20


def zone():
    """One in which it is evening; the sign of these names is the other way round."""
    behind = (datetime.datetime.now(datetime.timezone.utc).hour - EVENING) % 24
    return f"Etc/GMT+{behind}" if behind <= 12 else f"Etc/GMT-{24 - behind}"


def pipeline(path, name, zone_, endpoint, output):
    with open(path, "w") as file:
        file.write(
            f"version: 1\nname: {name}\n"
            f'sources: [{{ name: bench, time_zone: {zone_}, endpoint: "{endpoint}", token: "${{BENCH_TOKEN:-bench-token}}", empty: {{ retries: 0 }} }}]\n'
            f'reports: {REPORTS}\nwindow: {{ from: today, to: today }}\nload: {{ to: "{output}" }}\n'
        )
    return path


def ticks(process):
    with open(f"/proc/{process.pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=60_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--work", default=common.WORK)
    arguments = parser.parse_args()
    program, work = os.path.abspath(arguments.program), os.path.abspath(arguments.work)
    folder = f"{work}/follow"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    zone_ = zone()
    with common.Server(program, "simulate", "--port", "0", "--zone", zone_, "--rows-per-day", arguments.rows) as endpoint:
        whole = pipeline(f"{folder}/whole.yaml", "whole", zone_, endpoint, f"{folder}/whole")
        once = pipeline(f"{folder}/once.yaml", "once", zone_, endpoint, f"{folder}/once")
        on = pipeline(f"{folder}/on.yaml", "on", zone_, endpoint, f"{folder}/on")
        surroundings = common.surroundings(folder)
        first = [program, "follow", once, "--once", "--quiet"]
        measured(first, **surroundings)
        costs = {"run": [], "follow --once": []}
        for _ in range(arguments.runs):
            shutil.rmtree(f"{folder}/whole", ignore_errors=True)
            costs["run"].append(measured([program, "run", whole, "--fresh", "--quiet"], **surroundings))
            costs["follow --once"].append(measured(first, **surroundings))
        medians = {name: Cost.median(costs_) for name, costs_ in costs.items()}
        process = subprocess.Popen([program, "follow", on, "--every", "1m", "--quiet"], **surroundings)
        time.sleep(30)
        before = ticks(process)
        time.sleep(60 * arguments.rounds)
        round_ = (ticks(process) - before) / arguments.rounds
        process.terminate()
        if process.wait() != 0:
            sys.exit("follow did not end well")
    for name, cost in medians.items():
        print(f"  {name:<14} {cost}")
    print(f"  a round of a process that goes on: CPU {round_:.3f} s")
    print(f"  follow --once: CPU / CPU of run {medians['follow --once'].cpu / medians['run'].cpu:.3f}")
    print(f"  a round: CPU / CPU of run {round_ / medians['run'].cpu:.3f}")


main()
