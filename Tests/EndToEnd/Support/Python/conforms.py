"""Prints what is wrong with the lines of the NDJSON files in the arguments, by the JSON Schema on stdin, as a JSON list.

Uses jsonschema where it is installed, else looks at keys and types alone.
"""
import gzip
import json
import sys

schema = json.load(sys.stdin)
TYPES = {"string": str, "integer": int, "number": (int, float), "object": dict, "null": type(None)}


def structurally(row):
    if list(row) != schema["required"]:
        yield f"keys are {list(row)}"
    for name, value in row.items():
        allowed = schema["properties"].get(name, {}).get("type", [])
        if not any(isinstance(value, TYPES[word]) for word in allowed):
            yield f"{name} is {value!r}"


try:
    import jsonschema

    validator = jsonschema.Draft202012Validator(schema)
    jsonschema.Draft202012Validator.check_schema(schema)

    def complaints(row):
        return [error.message for error in validator.iter_errors(row)] + list(structurally(row))
except ImportError:

    def complaints(row):
        return list(structurally(row))


found = []
rows = 0
for path in sys.argv[1:]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            rows += 1
            found += complaints(json.loads(line))
if rows == 0:
    found.append("there was not one row")
json.dump(found[:20], sys.stdout)
