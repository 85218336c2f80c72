"""Runs the seven-day job (7 x 59,990 rows of cdr_1 over loopback) and its floors side by side, and prints ratios.

usage: measure.py PROGRAM [--runs 5] [--rows 59990] [--days 7] [--work FOLDER]
PROGRAM is a release build of wolkvox-etl. Floors: `gzip -6` of the same bytes, and zlib alone on one core.
All figures are medians of runs that alternate, taken from the operating system's accounting of each process.
"""

import argparse
import datetime
import glob
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))

PIPELINE = """version: 1
name: bench
sources: [{{ name: bench, endpoint: "{endpoint}", token: "bench-token" }}]
reports: [cdr_1]
window: {{ span: 1d }}
load: {{ to: "{output}", format: {format}, compression: {{ gzip: {{ level: 6 }} }} }}
"""

ZLIB_ALONE = """
import sys, zlib
engine = zlib.compressobj(6, zlib.DEFLATED, -15)
out = 0
with open(sys.argv[1], 'rb') as source:
    while piece := source.read(1 << 20):
        out += len(engine.compress(piece))
out += len(engine.flush())
"""


def measured(command, **options):
    """Wall seconds, CPU seconds and peak memory in MiB of one process."""
    started = os.times().elapsed
    process = subprocess.Popen(command, **options)
    _, status, usage = os.wait4(process.pid, 0)
    wall = os.times().elapsed - started
    if status != 0:
        sys.exit(f"{command} ended with {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def started(command):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    return process, process.stdout.readline().split()[-1]


def prepare(program, folder, days, rows):
    """Answers as the simulator makes them, one file a day."""
    if len(glob.glob(f"{folder}/cdr_1-*.json")) == len(days):
        return
    os.makedirs(folder, exist_ok=True)
    scenario = f"{folder}/even.yaml"
    with open(scenario, "w") as file:
        file.write(f"version: 1\nname: even\nvolume: even\nrows_per_day: {{ cdr_1: {rows} }}\n")
    server, endpoint = started([program, "simulate", "--port", "0", "--scenario", scenario])
    try:
        for day in days:
            stamp = day.strftime("%Y%m%d")
            url = f"{endpoint}/api/v2/reports_manager.php?api=cdr_1&date_ini={stamp}000000&date_end={stamp}235959"
            request = urllib.request.Request(url, headers={"wolkvox-token": "bench-token"})
            with urllib.request.urlopen(request) as answer, open(f"{folder}/cdr_1-{stamp}.json", "wb") as file:
                shutil.copyfileobj(answer, file)
    finally:
        server.kill()
        server.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=59_990)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--work", default=os.path.join(HERE, ".build-work"))
    parser.add_argument("--formats", default="ndjson,csv")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    work = os.path.abspath(arguments.work)
    os.makedirs(work, exist_ok=True)
    today = datetime.date.today()
    days = [today - datetime.timedelta(days=number + 2) for number in range(arguments.days)]
    bodies = f"{work}/bodies-{days[0]}-{arguments.days}x{arguments.rows}"
    prepare(program, bodies, days, arguments.rows)
    server, endpoint = started([sys.executable, f"{HERE}/serve.py", bodies])
    environment = dict(os.environ, WOLKVOX_ETL_STATE=f"{work}/state")
    try:
        for kind in arguments.formats.split(","):
            compare(program, work, endpoint, kind, days, arguments.runs, environment)
    finally:
        server.kill()
        server.wait()


def compare(program, work, endpoint, kind, days, runs, environment):
    output, plain = f"{work}/output-{kind}", f"{work}/plain.{kind}"
    pipeline = f"{work}/{kind}.yaml"
    with open(pipeline, "w") as file:
        file.write(PIPELINE.format(endpoint=endpoint, output=output, format=kind))
    command = [program, "run", pipeline, "--from", str(days[-1]), "--to", str(days[0]), "-q"]
    quiet = {"stdout": subprocess.DEVNULL, "env": environment}

    def run():
        shutil.rmtree(output, ignore_errors=True)
        return measured(command, **quiet)

    run()
    with open(plain, "wb") as whole:
        for path in sorted(glob.glob(f"{output}/report=cdr_1/*/*.gz")):
            with gzip.open(path) as part:
                shutil.copyfileobj(part, whole)
    figures = {"run": [], "gzip -6": [], "zlib alone": []}
    for _ in range(runs):
        figures["run"].append(run())
        with open(plain, "rb") as source:
            figures["gzip -6"].append(measured(["gzip", "-6"], stdin=source, stdout=subprocess.DEVNULL))
        figures["zlib alone"].append(measured([sys.executable, "-c", ZLIB_ALONE, plain]))
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in figures.items()}
    size = os.path.getsize(plain)
    compressed = sum(os.path.getsize(path) for path in glob.glob(f"{output}/report=cdr_1/*/*.gz"))
    print(f"{kind}: {size / 1e6:.1f} MB of rows, {compressed / 1e6:.1f} MB compressed, medians of {runs}")
    for name, (wall, cpu, memory) in medians.items():
        print(f"  {name:<11} wall {wall:6.2f} s   CPU {cpu:6.2f} s   peak {memory:6.1f} MiB")
    print(f"  CPU of run / CPU of zlib alone   {medians['run'][1] / medians['zlib alone'][1]:.3f}")
    print(f"  wall of run / wall of gzip -6    {medians['run'][0] / medians['gzip -6'][0]:.3f}")


main()
