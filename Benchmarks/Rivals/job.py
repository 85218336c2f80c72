"""What the rivals' jobs share: the answers as they come, and where the files go.

Each job asks ENDPOINT for each day of cdr_1, makes values of the texts, and writes gzip files, one for each day:
JOB.py ENDPOINT OUTPUT FORMAT DAY…     FORMAT is ndjson or csv, DAY is 2026-10-01
"""

import os
import sys
import urllib.request

ENDPOINT, OUTPUT, FORMAT, *DAYS = sys.argv[1:]
INTEGERS = ["time_seg"]
DECIMALS = ["cost", "time_min"]
OFFSET = "-05:00"


def fetch(day):
    """The answer for one day."""
    stamp = day.replace("-", "")
    url = f"{ENDPOINT}/api/v2/reports_manager.php?api=cdr_1&date_ini={stamp}000000&date_end={stamp}235959"
    with urllib.request.urlopen(urllib.request.Request(url, headers={"wolkvox-token": "bench-token"})) as answer:
        return answer.read()


def rows_of(answer):
    """The bytes of the answer's array of rows."""
    return memoryview(answer)[answer.index(b"[") : answer.rindex(b"]") + 1]


def path(day):
    """Where a day's file goes."""
    folder = f"{OUTPUT}/report=cdr_1/day={day}"
    os.makedirs(folder, exist_ok=True)
    return f"{folder}/cdr_1-{day}.{FORMAT}.gz"
