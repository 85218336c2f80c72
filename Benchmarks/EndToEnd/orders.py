"""Runs the seven-day job with rows in four orders, and prints the cost of each beside that of rows that come newest first.

usage: orders.py PROGRAM [--runs 3] [--rows 59990] [--days 7] [--formats ndjson,csv] [--most 1.15] [--work FOLDER]
PROGRAM is a release build of wolkvox-etl. Answers are written as PHP writes them (`\\u00ed`, `\\/`) and as they are; figures
are medians of runs that alternate. With `--most`, the exit code is 1 if an order costs more than that.
"""

import argparse
import glob
import hashlib
import json
import os
import random
import shutil
import sys

import common
from common import Cost, measured


def runs_of_two(rows):
    """Two runs, each newest first, one behind the other."""
    return rows[::2] + rows[1::2]


def shuffled(rows):
    rows = list(rows)
    random.Random(1).shuffle(rows)
    return rows


ORDERS = {"newest": list, "oldest": lambda rows: rows[::-1], "shuffled": shuffled, "two runs": runs_of_two}
# How PHP's json_encode writes text by default, and with its flags for Unicode and slashes.
WRITINGS = {
    "escaped": lambda value: json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("/", "\\/"),
    "plain": lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
}


def answers(bodies, folder, order, writing):
    """The answers of a folder with their rows in another order."""
    os.makedirs(folder, exist_ok=True)
    for path in glob.glob(f"{bodies}/cdr_1-*.json"):
        target = f"{folder}/{os.path.basename(path)}"
        if os.path.exists(target):
            continue
        with open(path, encoding="utf-8") as file:
            answer = json.load(file)
        # Rows of one second keep their order, so that every order gives the same file.
        seconds = {}
        for row in answer["data"]:
            seconds.setdefault(row["date"], []).append(row)
        answer["data"] = [row for second in ORDERS[order](list(seconds)) for row in seconds[second]]
        with open(target, "w", encoding="utf-8") as file:
            file.write(WRITINGS[writing](answer))


def compare(program, work, bodies, kind, writing, days, runs):
    def run(order):
        folder = f"{bodies}-{order}-{writing}".replace(" ", "-")
        output = f"{work}/output-orders"
        shutil.rmtree(output, ignore_errors=True)
        answers(bodies, folder, order, writing)
        common.warm(program, *glob.glob(f"{folder}/*.json"))
        with common.serve(folder) as endpoint:
            pipeline = common.pipeline(f"{work}/orders.yaml", endpoint, output, kind)
            cost = measured(common.run_command(program, pipeline, days), **common.surroundings(work))
        whole = hashlib.sha256()
        for path in sorted(glob.glob(f"{output}/report=cdr_1/**/*.gz", recursive=True)):
            with open(path, "rb") as file:
                whole.update(file.read())
        return cost, whole.hexdigest()

    costs = {order: [] for order in ORDERS}
    files = set()
    for _ in range(runs):
        for order in ORDERS:
            cost, digest = run(order)
            costs[order].append(cost)
            files.add(digest)
    if len(files) > 1:
        sys.exit(f"{kind}, {writing}: the files differ with the order of the rows")
    medians = {order: Cost.median(list_) for order, list_ in costs.items()}
    first = medians["newest"]
    for order, cost in medians.items():
        print(
            f"{kind:<6} {writing:<7} {order:<8} {cost}   wall {cost.wall / first.wall:5.3f}   CPU {cost.cpu / first.cpu:5.3f}",
            flush=True,
        )
    return max(max(cost.wall / first.wall, cost.cpu / first.cpu) for cost in medians.values())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", type=int, default=59_990)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--most", type=float)
    parser.add_argument("--formats", default="ndjson,csv")
    parser.add_argument("--work", default=common.WORK)
    arguments = parser.parse_args()
    program, work = os.path.abspath(arguments.program), os.path.abspath(arguments.work)
    os.makedirs(work, exist_ok=True)
    days = common.days_before(arguments.days)
    bodies = f"{work}/bodies-{days[0]}-{arguments.days}x{arguments.rows}"
    common.prepare(program, bodies, days, arguments.rows)
    worst = max(
        compare(program, work, bodies, kind, writing, days, arguments.runs)
        for kind in arguments.formats.split(",")
        for writing in WRITINGS
    )
    print(f"worst ratio {worst:.3f}")
    if arguments.most and worst > arguments.most:
        sys.exit(1)


main()
