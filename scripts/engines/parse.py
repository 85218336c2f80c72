"""Parses the statements for an engine that does not run here with sqlglot's parser of its dialect.

    python parse.py DIALECT < {format: {report: text}}

The formats may include `list`, the statements that add partitions.
"""

import json
import logging
import re
import sys

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

logging.disable(logging.CRITICAL)
dialect, texts = sys.argv[1], json.load(sys.stdin)


def statements(text):
    """The statements of a text, each by itself: Athena has a language for tables and another for queries."""
    for statement in re.split(r";\n+", text.strip().removesuffix(";")):
        # The parsers know one partition a statement, and no columns of partitions beside those of a table.
        if statement.startswith("ALTER TABLE"):
            head, *partitions = re.split(r"\n  (?=PARTITION)", statement)
            yield from (f"{head} {partition}" for partition in partitions)
        elif found := re.search(r"^WITH PARTITION COLUMNS (\(.*?^\))\n", statement, flags=re.MULTILINE | re.DOTALL):
            yield statement.replace(found.group(0), "")
            yield f"CREATE TABLE partitions {found.group(1)}"
        else:
            yield statement


wrong, count = [], 0
for format, reports in texts.items():
    for report, text in reports.items():
        for statement in statements(text):
            try:
                parsed = sqlglot.parse_one(statement, read=dialect)
            except SqlglotError as error:
                wrong.append(f"{dialect} {format} {report}: {str(error)[:400]}")
                continue
            count += 1
            # What a parser does not know it takes for a command, without looking further.
            if not isinstance(parsed, (exp.Create, exp.Alter)):
                wrong.append(f"{dialect} {format} {report}: not understood: {statement[:200]}")
            # A float, whatever the engine calls it, is not what was written.
            floats = [str(type) for type in parsed.find_all(exp.DataType) if type.is_type("float", "double")]
            wrong += [f"{dialect} {format} {report}: {type}" for type in floats]
json.dump({"engine": dialect, "by": f"sqlglot {sqlglot.__version__}", "statements": count, "wrong": wrong[:10]}, sys.stdout)
