"""ClickHouse as chDB, by the views that `schema --dialect clickhouse` prints."""

import json
import tempfile
from decimal import Decimal
from datetime import datetime, timezone

import chdb
from chdb.session import Session

import reader


class ClickHouse(reader.SQLReader):
    name = f"ClickHouse {chdb.engine_version}"
    identifier_quote = "`"
    has_bare_json = True
    refuses_nothing = False

    def start(self, order):
        self.folder = tempfile.TemporaryDirectory()
        self.session = Session(self.folder.name)
        self.session.query("CREATE DATABASE IF NOT EXISTS lake ENGINE = Atomic")
        self.session.query("USE lake")

    def query(self, sql):
        if not sql.startswith("SELECT"):
            self.session.query(sql)
            return []
        settings = " SETTINGS output_format_json_quote_decimals = 1, output_format_json_quote_64bit_integers = 0"
        found = self.session.query(sql + settings, "JSONCompactEachRow")
        return [json.loads(line) for line in found.bytes().decode("utf-8").split("\n") if line]

    def identifier(self, name):
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"

    def literal(self, text):
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def contains(self, column, text):
        return f"position({column}, {self.literal(text)}) > 0"

    def epoch(self, column):
        return f"toUnixTimestamp({column})"

    def as_text(self, number):
        return f"toString({number})"

    def value(self, cell, kind):
        if cell is not None and kind == "timestamp":
            return int(datetime.fromisoformat(cell).replace(tzinfo=timezone.utc).timestamp())
        if cell is not None and kind == "decimal":
            return Decimal(cell)
        return super().value(cell, kind)

    def json(self, cell):
        try:
            return super().json(cell)
        except ValueError:
            return cell


if __name__ == "__main__":
    reader.main(ClickHouse())
