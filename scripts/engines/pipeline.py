"""Prints a pipeline file with all reports of one that is shipped and the definitions and reports of another.

    python pipeline.py pipelines/catalogue.yaml hostile.yaml
"""

import sys

shipped, own = (open(path, encoding="utf-8").read() for path in sys.argv[1:3])
lines = []
for line in shipped.splitlines():
    if line.startswith("    server: "):
        line = "    endpoint: ${WOLKVOX_ENDPOINT:-http://127.0.0.1:1}"
    if line.startswith("load:"):
        break
    lines.append(line)
definitions, reports = own.split("# reports\n")
print("\n".join(lines).rstrip())
print(reports)
print("load: { to: ${ENGINES_OUTPUT:-lake}, format: ${ENGINES_FORMAT:-ndjson} }")
print(definitions)
