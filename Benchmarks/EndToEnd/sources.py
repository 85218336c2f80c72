"""Runs one pipeline over many sources with small days, and prints memory and time beside those of twenty sources.

usage: sources.py PROGRAM [--counts 20,100,400] [--days 31] [--most 1.10] [--work FOLDER]
PROGRAM is a release build of wolkvox-etl. Each source has its own token and five reports; every day of every report has one
row with all fields of the report. With `--most`, the exit code is 1 if memory, or time per source, is more than that of twenty sources by this factor.
"""

import argparse
import datetime
import http.server
import json
import os
import shutil
import socketserver
import subprocess
import sys
import threading
from urllib.parse import parse_qs, urlsplit

import common
from common import measured

REPORTS = ["cdr_1", "cdr_3", "cdr_6", "diagram_9", "campaign_7"]


def fields(program, report):
    """The keys that the API sends of a report."""
    text = subprocess.run([program, "reports", report, "--json"], check=True, capture_output=True, text=True).stdout
    return [column["origin"] for column in json.loads(text)["columns"] if "origin" in column]


class Answers(http.server.BaseHTTPRequestHandler):
    """One row for each day of the window that is asked for, at its noon; the newest first."""

    protocol_version = "HTTP/1.1"
    # By report, a row without values.
    blank = {}

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
            if first <= noon <= last:
                values = {"date": str(noon), "customer_id": "1", "result": "ANSWER", "conn_id": f"c{day}"}
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
    parser.add_argument("--counts", default="20,100,400")
    parser.add_argument("--days", type=int, default=31)
    parser.add_argument("--most", type=float)
    parser.add_argument("--work", default=common.WORK)
    arguments = parser.parse_args()
    program, work = os.path.abspath(arguments.program), os.path.abspath(arguments.work)
    os.makedirs(work, exist_ok=True)
    Answers.blank = {report: fields(program, report) for report in REPORTS}
    server = Server(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    days = common.days_before(arguments.days)
    first, worst = None, 0.0
    for count in map(int, arguments.counts.split(",")):
        output = f"{work}/output-sources"
        shutil.rmtree(output, ignore_errors=True)
        path = pipeline(f"{work}/sources.yaml", server.server_address[1], count, output)
        cost = measured(common.run_command(program, path, days), stderr=open(f"{work}/sources.log", "w"), **common.surroundings(work))
        first = first or (count, cost)
        memory = cost.peak / first[1].peak
        time = (cost.cpu / count) / (first[1].cpu / first[0])
        worst = max(worst, memory, time)
        print(f"{count:4} sources  {cost}   memory {memory:5.2f}   CPU per source {time:5.2f}", flush=True)
    if arguments.most and worst > arguments.most:
        sys.exit(1)


main()
