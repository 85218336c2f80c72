"""polars and pandas, by the readers of docs/engines.md.

    python read_frames.py ORDER ANSWER polars|pandas|pandas-pyarrow
"""

import sys
from datetime import date, datetime
from decimal import Decimal

import documented
import model
import reader


class Frames(reader.Reader):
    """A library that makes a frame of a report's files."""

    def open(self, format, lake, report, statement, columns):
        self.columns = columns
        self.frame = self.readers[format](lake, report)

    def rows(self):
        names = [name for name, _ in self.columns] + ["report", "source", "day"]
        kinds = [kind for _, kind in self.columns] + ["text", "text", "day"]
        for row in self.all_rows(names):
            yield tuple(self.value(cell, kind) for cell, kind in zip(row, kinds, strict=True))

    def value(self, cell, kind):
        if self.is_null(cell):
            return None
        if kind == "timestamp":
            return int(cell.timestamp())
        if kind == "day":
            return cell.isoformat()[:10]
        if kind == "integer":
            return int(cell)
        return model.canonical(model.loads(cell)) if kind == "json" else cell


class Polars(Frames):
    def start(self, order):
        import polars

        self.name = f"polars {polars.__version__}"
        functions = documented.functions("polars")
        self.readers = {"ndjson": functions["read_ndjson"], "csv": functions["read_csv"]}

    def is_null(self, cell):
        return cell is None

    def own_limits(self, format, known, order):
        """Its own reader of NDJSON is not exact."""
        import polars as pl

        if format == "csv":
            return []
        numbers = b'{"cost":1234567890123456789.25}\n'
        schema = {"cost": pl.String}
        kept = pl.read_ndjson(numbers, schema=schema)["cost"][0]
        return [f"polars ndjson: its own reader kept {kept}"] if kept == "1234567890123456789.25" else []

    def all_rows(self, names):
        return self.frame.select(names).rows()

    def figures(self):
        import polars as pl

        frame = self.frame
        figures = {"rows": frame.height, "sums": {}, "times": {}, "ids": {}, "nulls": {}, "emoji": {}, "breaks": {}}
        for name, kind in self.columns:
            column = frame[name]
            empties = int((column == "").sum()) if kind == "text" else 0
            figures["nulls"][name] = [column.null_count(), empties]
            if kind == "decimal":
                figures["sums"][name] = model.plain(column.sum()) if column.count() else None
            elif kind == "timestamp":
                figures["times"][name] = [None if t is None else int(t.timestamp()) for t in (column.min(), column.max())]
            elif kind == "text":
                figures["ids"][name] = column.filter(column.str.starts_with("0")).n_unique()
                hits = [column.str.contains(emoji, literal=True) for emoji in model.EMOJI]
                figures["emoji"][name] = int((hits[0] | hits[1] | hits[2] | hits[3]).sum())
                figures["breaks"][name] = int(column.str.contains("\n", literal=True).sum())
        return figures


class Pandas(Frames):
    keeps_all_digits = True

    def start(self, order):
        import pandas

        self.pandas = pandas
        self.name = f"pandas {pandas.__version__}"
        functions = documented.functions("pandas")
        self.readers = {"ndjson": functions["read_ndjson"], "csv": functions["read_csv"]}

    def is_null(self, cell):
        return cell is None or cell is self.pandas.NA or cell is self.pandas.NaT or cell != cell

    def all_rows(self, names):
        return zip(*(self.frame[name].tolist() for name in names))

    def own_limits(self, format, known, order):
        """Its own reader of NDJSON is not exact."""
        import io

        numbers = io.StringIO('{"cost":1234567890123456789.25}\n')
        kept = self.pandas.read_json(numbers, lines=True, dtype=False)["cost"][0]
        return [f"pandas ndjson: its own reader kept {kept}"] if str(kept) == "1234567890123456789.25" else []

    def figures(self):
        frame = self.frame
        figures = {"rows": len(frame), "sums": {}, "times": {}, "ids": {}, "nulls": {}, "emoji": {}, "breaks": {}}
        for name, kind in self.columns:
            column = frame[name]
            there = column.dropna().astype(object)
            figures["nulls"][name] = [int(column.isna().sum()), int((there == "").sum()) if kind == "text" else 0]
            if kind == "decimal":
                figures["sums"][name] = model.plain(sum(there, Decimal(0))) if len(there) else None
            elif kind == "timestamp":
                times = [there.min(), there.max()] if len(there) else [None, None]
                figures["times"][name] = [None if time is None else int(time.timestamp()) for time in times]
            elif kind == "text":
                figures["ids"][name] = int(there[there.str.startswith("0")].nunique()) if len(there) else 0
                hit = there.map(lambda text: any(emoji in text for emoji in model.EMOJI))
                figures["emoji"][name] = int(hit.sum())
                figures["breaks"][name] = int(there.map(lambda text: "\n" in text).sum())
        return figures


class PandasByPyArrow(Pandas):
    """The way round for CSV, whose own reader does not tell an empty text from null."""

    formats = ["csv"]

    def start(self, order):
        import pyarrow

        super().start(order)
        self.name = f"pandas by pyarrow {pyarrow.__version__}"
        self.readers = {"csv": documented.functions("pandas")["read_csv_by_pyarrow"]}


if __name__ == "__main__":
    reader.main({"polars": Polars, "pandas": Pandas, "pandas-pyarrow": PandasByPyArrow}[sys.argv[3]]())
