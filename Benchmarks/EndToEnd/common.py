"""What the scripts beside this file share: processes with their cost, prepared answers, pipeline files."""

import datetime
import glob
import os
import resource
import shutil
import statistics
import subprocess
import sys
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.path.join(HERE, ".build-work")

ZLIB_ALONE = """
import sys, zlib
engine = zlib.compressobj(int(sys.argv[2]), zlib.DEFLATED, -15)
with open(sys.argv[1], 'rb') as source:
    while piece := source.read(1 << 20):
        engine.compress(piece)
engine.flush()
"""

LIBDEFLATE_ALONE = """
import ctypes, sys
library = ctypes.CDLL('libdeflate.so.0')
library.libdeflate_alloc_compressor.restype = ctypes.c_void_p
engine = ctypes.c_void_p(library.libdeflate_alloc_compressor(int(sys.argv[2])))
target = ctypes.create_string_buffer(2 << 20)
size = ctypes.c_size_t
with open(sys.argv[1], 'rb') as source:
    while piece := source.read(1 << 20):
        library.libdeflate_deflate_compress(engine, piece, size(len(piece)), target, size(len(target)))
"""


class Cost:
    """Wall seconds, CPU seconds and peak memory in MiB of one process, or the medians of several."""

    def __init__(self, wall, cpu, peak):
        self.wall, self.cpu, self.peak = wall, cpu, peak

    @classmethod
    def median(cls, costs):
        return cls(*(statistics.median(column) for column in zip(*((c.wall, c.cpu, c.peak) for c in costs))))

    def __str__(self):
        # The kernel counts what this script held when it made the process; a smaller peak cannot be seen.
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return f"wall {self.wall:8.3f} s   CPU {self.cpu:8.3f} s   peak {'<=' if self.peak <= own else '  '}{self.peak:7.1f} MiB"


def measured(command, watch=None, **options):
    """Runs a process to its end, which must be a good one. `watch` gets the number of the process when it has begun."""
    begin = datetime.datetime.now()
    process = subprocess.Popen(command, **options)
    if watch:
        watch(process.pid)
    _, status, usage = os.wait4(process.pid, 0)
    wall = (datetime.datetime.now() - begin).total_seconds()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def warm(*paths):
    """Reads files, so that the system holds them when the clock runs: some machines forget them within seconds."""
    for path in paths:
        with open(path, "rb") as file:
            while file.read(1 << 20):
                pass


class Server:
    """A process that says in its first line where it listens, for as long as a `with` lasts."""

    def __init__(self, *command):
        self.command = [str(word) for word in command]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        return self.process.stdout.readline().split()[-1]

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def serve(folder, *flags):
    return Server(sys.executable, f"{HERE}/serve.py", folder, *flags)


def days_before(count):
    """That many days, the newest first, all of them over."""
    today = datetime.date.today()
    return [today - datetime.timedelta(days=number + 2) for number in range(count)]


def prepare(program, folder, days, rows):
    """Answers as the simulator makes them, one file a day."""
    if len(glob.glob(f"{folder}/cdr_1-*.json")) == len(days):
        return
    os.makedirs(folder, exist_ok=True)
    scenario = f"{folder}/even.yaml"
    with open(scenario, "w") as file:
        file.write(f"version: 1\nname: even\nvolume: even\nrows_per_day: {{ cdr_1: {rows} }}\n")
    with Server(program, "simulate", "--port", "0", "--scenario", scenario) as endpoint:
        for day in days:
            stamp = day.strftime("%Y%m%d")
            url = f"{endpoint}/api/v2/reports_manager.php?api=cdr_1&date_ini={stamp}000000&date_end={stamp}235959"
            request = urllib.request.Request(url, headers={"wolkvox-token": "bench-token"})
            with urllib.request.urlopen(request) as answer, open(f"{folder}/cdr_1-{stamp}.json", "wb") as file:
                shutil.copyfileobj(answer, file)


def pipeline(path, endpoint, output, kind="ndjson", span="1d"):
    """A pipeline file of cdr_1."""
    with open(path, "w") as file:
        file.write(
            "version: 1\nname: bench\n"
            f'sources: [{{ name: bench, time_zone: America/Bogota, endpoint: "{endpoint}", token: "${{BENCH_TOKEN:-bench-token}}" }}]\n'
            f"reports: [cdr_1]\nwindow: {{ span: {span} }}\n"
            f'load: {{ to: "{output}", format: {kind}, compression: {{ gzip: {{ level: 6 }} }} }}\n'
        )
    return path


def surroundings(work):
    """Where runs keep what outlives them, so that no other run is in the way."""
    return {"stdout": subprocess.DEVNULL, "env": dict(os.environ, WOLKVOX_ETL_STATE=f"{work}/state")}


def run_command(program, pipeline_file, days):
    return [program, "run", pipeline_file, "--from", str(min(days)), "--to", str(max(days)), "--quiet"]
