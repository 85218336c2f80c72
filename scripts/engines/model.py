"""The naive model: what Python's own gzip and json, and a reader of RFC 4180 by hand, find in the files of a lake.

It shares no code with the program and none with an engine. Values are of seven kinds: text and days as `str`, integers as
`int`, decimals as `Decimal`, times as seconds since 1970, JSON as canonical text, nulls as None.
"""

import gzip
import json
import pathlib
from collections import Counter
from datetime import datetime
from decimal import Decimal

# Sums of some hundred rows, and none may be rounded.
import decimal

decimal.getcontext().prec = 60

EMOJI = ["🙂", "🚚", "🎂", "👩‍👩‍👧"]
LINE_BREAK = "\n"
FIGURES = ["rows", "sums", "times", "ids", "nulls", "emoji", "breaks", "values"]


def canonical(value):
    """JSON as text that does not depend on who wrote it."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))


def loads(text):
    return json.loads(text, parse_float=Decimal)


def from_text(text, kind):
    """A value of a CSV file."""
    if text is None or kind in ("text", "day"):
        return text
    if kind == "integer":
        return int(text)
    if kind == "decimal":
        return Decimal(text)
    if kind == "timestamp":
        return int(datetime.fromisoformat(text).timestamp())
    return canonical(loads(text))


def from_json(value, kind):
    """A value of an NDJSON file."""
    if value is None:
        return None
    if kind == "json":
        return canonical(value)
    if kind == "decimal":
        return Decimal(value)
    return from_text(value, kind) if kind == "timestamp" else value


def csv_records(text):
    """RFC 4180 with LF: None for nothing between two commas, and '' for two quotes."""
    record, place, end = [], 0, len(text)
    while place < end:
        if text[place] == '"':
            value, place = "", place + 1
            while True:
                quote = text.index('"', place)
                value += text[place:quote]
                place = quote + 1
                if place < end and text[place] == '"':
                    value, place = value + '"', place + 1
                else:
                    break
        else:
            start = place
            while text[place] not in ",\n":
                place += 1
            value = text[start:place] or None
        record.append(value)
        if text[place] == "\n":
            yield record
            record = []
        elif place + 1 < end and text[place + 1] in "\n":
            record.append(None)
            place += 1
            yield record
            record = []
        place += 1


def manifests(lake, report):
    for path in sorted(pathlib.Path(lake, f"report={report}").glob("source=*/day=*/_manifest.json")):
        yield path.parent, json.loads(path.read_text(encoding="utf-8"))


def columns_of(lake, report):
    """Names and kinds of a report's columns, as a manifest has them."""
    for _, manifest in manifests(lake, report):
        return [(column["name"], column["type"]) for column in manifest["schema"]]
    raise SystemExit(f"{lake} has no day of {report}")


def rows_of(lake, report):
    """All rows of a report, each with its source and its day behind its own columns."""
    columns = columns_of(lake, report)
    rows = []
    for folder, manifest in manifests(lake, report):
        if not manifest["file"]:
            continue
        data = gzip.decompress((folder / manifest["file"]).read_bytes()).decode("utf-8")
        if manifest["file"].endswith(".csv.gz"):
            records = csv_records(data)
            header = next(records)
            assert header == [name for name, _ in columns], header
            found = [[from_text(cell, kind) for cell, (_, kind) in zip(record, columns, strict=True)] for record in records]
        else:
            found = []
            for line in data.split("\n")[:-1]:
                row = loads(line)
                assert list(row) == [name for name, _ in columns], line
                found.append([from_json(row[name], kind) for name, kind in columns])
        assert len(found) == manifest["rows"], folder
        rows += [tuple(row) + (report, manifest["source"], manifest["day"]) for row in found]
    return rows


def figures_of(columns, rows):
    """What an engine is asked about a report: a dictionary by figure, from rows in the model's values."""
    figures = {"rows": len(rows), "sums": {}, "times": {}, "ids": {}, "nulls": {}, "emoji": {}, "breaks": {}}
    for place, (name, kind) in enumerate(columns):
        values = [row[place] for row in rows]
        there = [value for value in values if value is not None]
        figures["nulls"][name] = [len(values) - len(there), sum(value == "" for value in there)]
        if kind == "decimal":
            figures["sums"][name] = plain(sum(there, Decimal(0))) if there else None
        elif kind == "timestamp":
            figures["times"][name] = [min(there), max(there)] if there else [None, None]
        elif kind == "text":
            figures["ids"][name] = len({value for value in there if value.startswith("0")})
            figures["emoji"][name] = sum(any(emoji in value for emoji in EMOJI) for value in there)
            figures["breaks"][name] = sum(LINE_BREAK in value for value in there)
    return figures


def plain(number):
    """A decimal without an exponent and without the zeros behind it."""
    if number is None:
        return None
    text = format(Decimal(number), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def bare(text):
    """JSON as an engine has it that takes a JSON text for its content."""
    value = loads(text)
    if not isinstance(value, str):
        return text
    try:
        return canonical(loads(value))
    except ValueError:
        return value


def multiset(columns, rows, has_bare_json=False):
    kinds = [kind for _, kind in columns] + ["text", "text", "day"]

    def value(cell, kind):
        if cell is None:
            return None
        if kind == "decimal":
            return plain(cell)
        return bare(cell) if kind == "json" and has_bare_json else cell

    return Counter(tuple(value(cell, kind) for cell, kind in zip(row, kinds, strict=True)) for row in rows)
