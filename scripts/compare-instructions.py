"""Compares what callgrind counted with a file of thresholds: scripts/check-instructions calls it.

usage: compare-instructions.py THRESHOLDS SWIFT_VERSION ROWS FOLDER [--update]
"""

import glob
import json
import os
import platform
import re
import sys

TOLERANCE = 0.03


def machine():
    """The processor too: which of its copies of memory the C library takes depends on it."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = re.search(r"^model name\s*: (.+)$", file.read(), re.M)
    except OSError:
        model = None
    return f"{platform.machine()}, {model.group(1)}" if model else platform.machine()


thresholds_path, swift, rows, folder, *flags = sys.argv[1:]
counts = {}
for path in glob.glob(f"{folder}/out*"):
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read()
    name = re.search(r"^desc: Trigger: Client Request: (.+)$", text, re.M)
    total = re.search(r"^(?:totals|summary): (\d+)$", text, re.M)
    if name and total:
        counts[name.group(1)] = round(int(total.group(1)) / int(rows), 1)
if not counts:
    sys.exit("callgrind wrote no counts; was valgrind's header there when the benchmarks were built?")

if "--update" in flags:
    document = {"swift": swift, "machine": machine(), "instructions_a_row": dict(sorted(counts.items()))}
    os.makedirs(os.path.dirname(thresholds_path), exist_ok=True)
    with open(thresholds_path, "w", encoding="utf-8") as file:
        file.write(json.dumps(document, indent=2) + "\n")
    print(f"{len(counts)} counts written to {thresholds_path}")
    sys.exit()

if not os.path.exists(thresholds_path):
    sys.exit(f"There is no {thresholds_path} yet: `scripts/check-instructions --update` writes it.")
with open(thresholds_path, encoding="utf-8") as file:
    document = json.load(file)
expected, worse, better = document["instructions_a_row"], [], []
for name in sorted(expected.keys() | counts.keys()):
    was, now = expected.get(name), counts.get(name)
    if was is None or now is None:
        sys.exit(f"{name}: {was} expected, {now} counted; `scripts/check-instructions --update` writes the file anew")
    change = now / was - 1
    print(f"{name:<22} {now:10.1f} instructions a row, {change * 100:+6.2f} %")
    (worse if change > TOLERANCE else better if change < -TOLERANCE else []).append(name)
if better:
    print(f"Better by more than {TOLERANCE:.0%}: {', '.join(better)}. `scripts/check-instructions --update` keeps it so.")
if worse and (document["swift"], document["machine"]) != (swift, machine()):
    print(f"The counts of Swift {document['swift']} on {document['machine']} say little here: nothing was compared in earnest.")
elif worse:
    sys.exit(f"Worse by more than {TOLERANCE:.0%}: {', '.join(worse)}. If it must be: scripts/check-instructions --update")
