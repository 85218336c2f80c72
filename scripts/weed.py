"""SeaweedFS with an S3 gateway on this machine, for scripts."""

import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

# The bucket that there is, and who may use it.
BUCKET = "lake"
KEY, SECRET = "weedkey", "weed/secret"


def free_ports(count):
    """Ports below those that the system gives to whom it does not matter: SeaweedFS takes them seconds later."""
    ports = []
    while len(ports) < count:
        port = random.randrange(12_000, 32_000)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        if port not in ports:
            ports.append(port)
    return ports


class Weed:
    """SeaweedFS with an S3 gateway, for as long as a `with` lasts."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def __enter__(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        identity = {
            "name": "scripts", "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
            "actions": ["Admin", "Read", "List", "Tagging", "Write"],
        }
        with open(f"{self.folder}/s3.json", "w") as file:
            json.dump({"identities": [identity]}, file)
        ports = free_ports(8)
        self.log = open(f"{self.folder}/log", "w")
        # The port behind the dot is that of gRPC.
        self.master, self.endpoint = f"127.0.0.1:{ports[1]}.{ports[4]}", f"http://127.0.0.1:{ports[0]}"
        names = ["s3.port", "master.port", "volume.port", "filer.port"]
        names += ["master.port.grpc", "volume.port.grpc", "filer.port.grpc", "s3.port.grpc"]
        self.process = subprocess.Popen(
            [self.program, "server", f"-dir={self.folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3",
             f"-s3.config={self.folder}/s3.json", "-master.volumeSizeLimitMB=256", "-volume.max=30",
             "-s3.port.iceberg=0", "-s3.port.lance=0"]
            + [f"-{name}={port}" for name, port in zip(names, ports)],
            stdout=subprocess.DEVNULL, stderr=self.log, cwd=self.folder)
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
                 f"{self.endpoint}/{BUCKET}"])
            if made.returncode == 0:
                return self
            time.sleep(0.1)
        sys.exit("SeaweedFS did not come up")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def environment(self):
        """What a program needs to use it."""
        return {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_ENDPOINT_URL_S3": self.endpoint}
