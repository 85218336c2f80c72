"""Serves prepared answers of the Reports Manager API from files, with sendfile, so that the server is no bottleneck.

usage: serve.py FOLDER     FOLDER holds REPORT-YYYYMMDD.json; prints `listening on http://127.0.0.1:PORT`
A request that begins on a day gets that day's file; a day without one gets 404, the API's word for "no rows".
"""

import os
import socket
import sys
import threading
from urllib.parse import parse_qs, urlsplit

NO_ROWS = b'{"code":404,"error":"NOT FOUND","msg":"PLEASE VALIDATE THE DATES ENTERED"}'


def answer(connection, folder):
    with connection:
        pending = b""
        while True:
            while b"\r\n\r\n" not in pending:
                piece = connection.recv(65536)
                if not piece:
                    return
                pending += piece
            head, pending = pending.split(b"\r\n\r\n", 1)
            query = parse_qs(urlsplit(head.split(b" ", 2)[1].decode()).query)
            path = os.path.join(folder, f"{query['api'][0]}-{query['date_ini'][0][:8]}.json")
            if not os.path.exists(path):
                connection.sendall(head_of(404, len(NO_ROWS)) + NO_ROWS)
                continue
            with open(path, "rb") as body:
                connection.sendall(head_of(200, os.fstat(body.fileno()).st_size))
                connection.sendfile(body)


def head_of(status, length):
    return (
        f"HTTP/1.1 {status} X\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def main():
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"listening on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=answer, args=(connection, sys.argv[1]), daemon=True).start()


main()
