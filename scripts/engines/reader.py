"""What all engines have in common: they read each report in each format, and say what they find as JSON.

    python NAME.py ORDER ANSWER

ORDER is {"formats": {format: lake}, "reports": [...], "statements": {format: {report: text}}, "model": pickle}. ANSWER gets
{"engine": name and version, "formats": {format: {"figures": {figure: {...}}, "differences": {figure: [...]}}}}.
"""

import json
import pickle
import sys
import time
from collections import Counter
from datetime import date, datetime, timezone
from decimal import Decimal

import limits
import model


class Reader:
    """An engine: what it is called, and how it reads a report."""

    name = "?"
    formats = ["ndjson", "csv"]
    # Whether a JSON text of an NDJSON file comes without its quotes, for the type of the column is text.
    has_bare_json = False
    # The limits that docs/engines.md names: see limits.py.
    keeps_all_digits = False
    finds_columns_by_name = ["ndjson", "csv"]
    refuses_nothing = True

    def start(self, order):
        """Once, before the first report."""

    def open(self, format, lake, report, statement, columns):
        """Makes the table of a report."""

    def rows(self):
        """All rows of the report, as values of the model."""
        raise NotImplementedError

    def own_limits(self, format, known, order):
        """What is not as the page says of this engine alone, in lines."""
        return []

    def figures(self):
        """What the engine itself counts and adds up; None leaves it to the rows."""
        return None


class SQLReader(Reader):
    """An engine that is asked in SQL."""

    identifier_quote = '"'

    def query(self, sql):
        raise NotImplementedError

    def identifier(self, name):
        quote = self.identifier_quote
        return quote + name.replace(quote, quote * 2) + quote

    def literal(self, text):
        return "'" + text.replace("'", "''") + "'"

    def contains(self, column, text):
        return f"{column} LIKE {self.literal('%' + text + '%')}"

    def distinct(self, column):
        return f"count(DISTINCT CASE WHEN {column} LIKE '0%' THEN {column} END)"

    def epoch(self, column):
        raise NotImplementedError

    def as_text(self, number):
        return f"CAST({number} AS VARCHAR)"

    def open(self, format, lake, report, statement, columns):
        self.table, self.columns = self.identifier(report), columns
        self.query(statement)

    def rows(self):
        names = [name for name, _ in self.columns] + ["report", "source", "day"]
        kinds = [kind for _, kind in self.columns] + ["text", "text", "day"]
        for row in self.query(f"SELECT {', '.join(map(self.identifier, names))} FROM {self.table}"):
            yield tuple(self.value(cell, kind) for cell, kind in zip(row, kinds, strict=True))

    def value(self, cell, kind):
        if cell is None:
            return None
        if kind == "timestamp" and isinstance(cell, datetime):
            return int((cell if cell.tzinfo else cell.replace(tzinfo=timezone.utc)).timestamp())
        if kind == "day" and isinstance(cell, date):
            return cell.isoformat()
        return self.json(cell) if kind == "json" else cell

    def json(self, cell):
        return model.canonical(model.loads(cell))

    def figures(self):
        asked = ["count(*)"]
        for name, kind in self.columns:
            column = self.identifier(name)
            empty = f"{column} = ''" if kind == "text" else "1 = 0"
            asked += [f"sum(CASE WHEN {column} IS NULL THEN 1 ELSE 0 END)", f"sum(CASE WHEN {empty} THEN 1 ELSE 0 END)"]
            if kind == "decimal":
                asked.append(self.as_text(f"sum({column})"))
            elif kind == "timestamp":
                asked += [f"min({self.epoch(column)})", f"max({self.epoch(column)})"]
            elif kind == "text":
                emoji = " OR ".join(self.contains(column, emoji) for emoji in model.EMOJI)
                breaks = self.contains(column, model.LINE_BREAK)
                asked += [
                    self.distinct(column), f"sum(CASE WHEN {emoji} THEN 1 ELSE 0 END)",
                    f"sum(CASE WHEN {breaks} THEN 1 ELSE 0 END)",
                ]
        found = iter(list(self.query(f"SELECT {', '.join(asked)} FROM {self.table}"))[0])
        figures = {"rows": int(next(found)), "sums": {}, "times": {}, "ids": {}, "nulls": {}, "emoji": {}, "breaks": {}}
        number = lambda: int(next(found) or 0)
        for name, kind in self.columns:
            figures["nulls"][name] = [number(), number()]
            if kind == "decimal":
                figures["sums"][name] = model.plain(next(found))
            elif kind == "timestamp":
                times = [next(found), next(found)]
                figures["times"][name] = [None if time is None else int(time) for time in times]
            elif kind == "text":
                figures["ids"][name] = number()
                figures["emoji"][name] = number()
                figures["breaks"][name] = number()
        return figures


def compare(found, expected, report):
    """The figures that differ, with an example for each."""
    differences = {}
    for figure, value in expected.items():
        if found[figure] == value:
            continue
        if isinstance(value, dict):
            column = next(name for name in value if found[figure].get(name) != value[name])
            example = f"{report}.{column}: {found[figure].get(column)} instead of {value[column]}"
        else:
            example = f"{report}: {found[figure]} instead of {value}"
        differences.setdefault(figure, []).append(example)
    return differences


class Totals:
    """Figures of all reports together, as the table shows them."""

    def __init__(self):
        self.rows = self.ids = self.nulls = self.empties = self.emoji = self.breaks = 0
        self.cost, self.first, self.last = Decimal(0), None, None

    def add(self, figures):
        self.rows += figures["rows"]
        self.ids += sum(figures["ids"].values())
        self.nulls += sum(nulls for nulls, _ in figures["nulls"].values())
        self.empties += sum(empties for _, empties in figures["nulls"].values())
        self.emoji += sum(figures["emoji"].values())
        self.breaks += sum(figures["breaks"].values())
        self.cost += sum(Decimal(sum) for sum in figures["sums"].values() if sum)
        times = [time for pair in figures["times"].values() for time in pair if time is not None]
        self.first = min(times + ([self.first] if self.first else []), default=None)
        self.last = max(times + ([self.last] if self.last else []), default=None)

    def shown(self):
        def time(seconds):
            return "" if seconds is None else datetime.fromtimestamp(seconds, timezone.utc).strftime("%m-%d %H:%M:%S")

        return {
            "rows": f"{self.rows}", "sums": model.plain(self.cost), "times": f"{time(self.first)} / {time(self.last)}",
            "ids": f"{self.ids}", "nulls": f"{self.nulls} / {self.empties}", "emoji": f"{self.emoji}",
            "breaks": f"{self.breaks}",
        }


def read(reader, order, known):
    answer = {"engine": reader.name, "formats": {}}
    for format in reader.formats:
        begun, totals, differences = time.monotonic(), Totals(), {}
        for report in order["reports"][format]:
            lake, columns, rows, figures = known[format][report]
            try:
                reader.open(format, lake, report, order["statements"].get(format, {}).get(report), columns)
                own_rows = list(reader.rows())
                found = reader.figures() or model.figures_of(columns, own_rows)
            except Exception as error:  # A report that cannot be read is a finding, and the next may be readable.
                differences.setdefault("rows", []).append(f"{report}: {type(error).__name__}: {str(error)[:600]}")
                continue
            totals.add(found)
            for figure, examples in compare(found, figures, report).items():
                differences.setdefault(figure, []).extend(examples)
            bare = format == "ndjson" and reader.has_bare_json
            own, theirs = model.multiset(columns, own_rows), model.multiset(columns, rows, bare)
            if own != theirs:
                example = f"{report}: {list((own - theirs).items())[:1]} instead of {list((theirs - own).items())[:1]}"
                differences.setdefault("values", []).append(example[:1500])
        answer["formats"][format] = {
            "shown": totals.shown() | {"values": "other" if "values" in differences else "same"},
            "differences": differences, "seconds": round(time.monotonic() - begun, 1),
        }
    return answer


def main(reader):
    order = json.load(open(sys.argv[1], encoding="utf-8"))
    with open(order["model"], "rb") as file:
        known = pickle.load(file)
    reader.start(order)
    answer = read(reader, order, known)
    answer["wrong"] = [line for format in reader.formats for line in limits.wrong(reader, format, known, order)]
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(answer, file, ensure_ascii=False)
