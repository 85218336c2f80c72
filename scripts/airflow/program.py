#!/usr/bin/env python3
"""What the DAGs of check-airflow start: the program itself, or for some pipeline files a stand-in with any plan and exit code.

CHECK_PROGRAM is the program; CHECK_ATTEMPTS is a folder in which the stand-in counts its starts. A source of `codes.yaml` is
named after its code, and its first run ends so; the second one ends well. The run of `slow.yaml` ends by SIGTERM only. The
source that CHECK_DETACHED names is run so that the program outlives its task, as one does on a host that is cut off.
"""

import json
import os
import pathlib
import signal
import subprocess
import sys
import time

CODES = [0, 3, 64, 65, 69, 74, 75, 77, 78, 130, 137, 143]


def plan(pipeline, sources):
    groups = [
        {
            "args": ["run", pipeline, "--from", "2026-10-01", "--to", "2026-10-02", "--source", source],
            "calls": [{"report": "cdr_1", "source": source}],
            "partitions": 1,
            "sources": [source],
        }
        for source in sources
    ]
    print(json.dumps({"format_version": 1, "pipeline": "stand-in", "groups": groups}))


def run(source):
    attempts = pathlib.Path(os.environ["CHECK_ATTEMPTS"], source)
    with attempts.open("a") as file:
        file.write("started\n")
    code = int(source.removeprefix("code")) if len(attempts.read_text().splitlines()) == 1 else 0
    if code in (137, 143):
        os.kill(os.getpid(), code - 128)
        time.sleep(60)
    if code == 78:
        # A run that does not begin has no record.
        print("error: the pipeline file is wrong", file=sys.stderr)
        return code
    partition = {"report": "cdr_1", "source": source, "day": "2026-10-02", "outcome": "failed" if code else "committed"}
    print(json.dumps({"headline": f"ends with {code}", "exit_code": code, "partitions": [partition]}))
    return code


def run_slowly(seconds=300):
    attempts = pathlib.Path(os.environ["CHECK_ATTEMPTS"])

    def stop(*_):
        (attempts / "slow-stopped").touch()
        sys.exit(143)

    signal.signal(signal.SIGTERM, stop)
    (attempts / "slow-started").touch()
    time.sleep(seconds)
    return 0


def main():
    verb, pipeline = sys.argv[1:3]
    sources = {
        "codes": [f"code{code}" for code in CODES],
        "slow": ["slow"],
        "none": [],
        "many": [f"source{number}" for number in range(1025)],
    }.get(pathlib.Path(pipeline).stem)
    if sources is None:
        program = os.environ["CHECK_PROGRAM"]
        if verb == "run" and os.environ["CHECK_DETACHED"] in sys.argv:
            return subprocess.run([program, *sys.argv[1:]], start_new_session=True).returncode
        os.execv(program, [program, *sys.argv[1:]])
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if verb == "plan":
        plan(pipeline, sources)
        return 0
    return run_slowly() if "slow" in sys.argv else run(sys.argv[sys.argv.index("--source") + 1])


if __name__ == "__main__":
    sys.exit(main())
