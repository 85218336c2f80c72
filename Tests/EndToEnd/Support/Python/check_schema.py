"""Judges YAML files by a JSON Schema, as an editor or another program would: prints the names of those that are refused.

usage: check_schema.py SCHEMA FILE...
"""

import json
import subprocess
import sys

outcome = subprocess.run(
    [sys.executable, "-m", "check_jsonschema", "--output-format", "json", "--schemafile", *sys.argv[1:]],
    capture_output=True,
    text=True,
)
try:
    report = json.loads(outcome.stdout)
except ValueError:
    sys.exit(outcome.stdout + outcome.stderr)
mistakes = report.get("errors", []) + report.get("parse_errors", [])
print(json.dumps(sorted({mistake["filename"] for mistake in mistakes})))
