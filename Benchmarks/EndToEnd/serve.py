"""Serves prepared answers of the Reports Manager API, so that the server is no bottleneck.

usage: serve.py FOLDER                  FOLDER holds REPORT-YYYYMMDD.json, one answer for each day
       serve.py FOLDER --per-day 10000000 [--cap 60000] [--row-bytes 4000]
                                        every day has so many rows, made of those in FOLDER, their comments drawn out to
                                        that length; any window is answered, with its newest rows up to the cap

Prints `listening on http://127.0.0.1:PORT`. A day without rows gets 404, the API's word for "no rows". Answers leave with
sendfile, or are made second by second while they are sent: memory does not grow with them.
"""

import argparse
import datetime
import glob
import json
import os
import socket
import threading
from urllib.parse import parse_qs, urlsplit

NO_ROWS = b'{"code":404,"error":"NOT FOUND","msg":"PLEASE VALIDATE THE DATES ENTERED"}'
SECONDS = 86_400
# Stands in the rows where their time belongs; as long as one.
MARK = "0000-00-00 00:00:00"


class Files:
    """Answers from files, one for each day."""

    def __init__(self, folder):
        self.folder = folder

    def send(self, connection, query):
        path = os.path.join(self.folder, f"{query['api'][0]}-{query['date_ini'][0][:8]}.json")
        if not os.path.exists(path):
            return connection.sendall(head_of(404, len(NO_ROWS)) + NO_ROWS)
        with open(path, "rb") as body:
            connection.sendall(head_of(200, os.fstat(body.fileno()).st_size))
            connection.sendfile(body)


class Synthetic:
    """Days of so many rows, spread evenly over their seconds."""

    def __init__(self, folder, per_day, cap, row_bytes):
        self.per_day, self.cap = per_day, cap
        path = sorted(glob.glob(f"{folder}/cdr_1-*.json"))[0]
        with open(path, encoding="utf-8") as file:
            rows = json.load(file)["data"][:20_011]
        for number, row in enumerate(rows):
            turn, missing = 0, row_bytes - len(json.dumps(row, ensure_ascii=False).encode())
            while missing > 0:
                more = f" {rows[(number * 7 + turn * 13) % len(rows)]['description_cod_act']} {turn * number % 9973:>6}"
                row["comment"] += more
                missing -= len(more.encode())
                turn += 1
        self.rows = [
            json.dumps({**row, "date": MARK}, ensure_ascii=False, separators=(",", ":")).encode() for row in rows
        ]
        # The rows of a second, joined: some for each number of rows that a second can have.
        most = -(-per_day // SECONDS)
        kinds = max(1, min(64, len(self.rows) // most))
        self.blocks = {
            count: [b",".join(self.rows[(kind * count + at) % len(self.rows)] for at in range(count)) for kind in range(kinds)]
            for count in (most - 1, most)
            if count > 0
        }

    def count(self, second):
        return self.per_day * (second + 1) // SECONDS - self.per_day * second // SECONDS

    def block(self, second, count):
        kinds = self.blocks[count]
        return kinds[second % len(kinds)]

    def send(self, connection, query):
        first, last = (
            datetime.datetime.strptime(query[name][0], "%Y%m%d%H%M%S") for name in ("date_ini", "date_end")
        )
        epoch = datetime.datetime(1970, 1, 1)
        newest, oldest = ((moment - epoch) // datetime.timedelta(seconds=1) for moment in (last, first))
        plan, rows, size = [], 0, 0
        for moment in range(newest, oldest - 1, -1):
            second = moment % SECONDS
            count = self.count(second)
            if not count:
                continue
            block = self.block(second, count)
            left = self.cap - rows
            if count > left:
                block, count = self.cut(block, left), left
            plan.append((moment, block))
            rows += count
            size += len(block)
            if rows >= self.cap:
                break
        if not plan:
            return connection.sendall(head_of(404, len(NO_ROWS)) + NO_ROWS)
        opening = b'{"code":200,"error":null,"msg":"%d records were found","data":[' % rows
        connection.sendall(head_of(200, len(opening) + size + len(plan) - 1 + 2) + opening)
        mark, pieces, waiting = MARK.encode(), [], 0
        for number, (moment, block) in enumerate(plan):
            stamp = (epoch + datetime.timedelta(seconds=moment)).isoformat(" ").encode()
            pieces.append((b"," if number else b"") + block.replace(mark, stamp))
            waiting += len(block)
            if waiting > 1 << 18:
                connection.sendall(b"".join(pieces))
                pieces, waiting = [], 0
        connection.sendall(b"".join(pieces) + b"]}")

    def cut(self, block, count):
        """The first rows of a block."""
        rows = json.loads(b"[" + block + b"]")[:count]
        return b",".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in rows)


def answer(connection, source):
    with connection:
        pending = b""
        try:
            while True:
                while b"\r\n\r\n" not in pending:
                    piece = connection.recv(65536)
                    if not piece:
                        return
                    pending += piece
                head, pending = pending.split(b"\r\n\r\n", 1)
                source.send(connection, parse_qs(urlsplit(head.split(b" ", 2)[1].decode()).query))
        except (BrokenPipeError, ConnectionResetError):
            return


def head_of(status, length):
    return (
        f"HTTP/1.1 {status} X\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--per-day", type=int, default=0)
    parser.add_argument("--cap", type=int, default=60_000)
    parser.add_argument("--row-bytes", type=int, default=0)
    arguments = parser.parse_args()
    source = Files(arguments.folder)
    if arguments.per_day:
        source = Synthetic(arguments.folder, arguments.per_day, arguments.cap, arguments.row_bytes)
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"listening on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=answer, args=(connection, source), daemon=True).start()


main()
