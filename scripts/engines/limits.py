"""What docs/engines.md says of limits that no file of a run shows: each on a lake of some rows made by hand."""

import gzip
import json
import pathlib
import shutil

REPORT = "cdr_1"
DAYS = ["2026-10-01", "2026-10-02"]


class Lake:
    """A lake of one report, whose rows are null but for what is given."""

    def __init__(self, folder, format, columns):
        self.folder, self.format, self.columns = pathlib.Path(folder), format, columns
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / f"report={REPORT}").mkdir(parents=True)

    def add(self, day, names, values):
        """A day with one row, whose file has these columns; values are texts of numbers."""
        place = self.folder / f"report={REPORT}" / "source=0012" / f"day={day}"
        place.mkdir(parents=True)
        if self.format == "csv":
            text = ",".join(names) + "\n" + ",".join(values.get(name, "") for name in names) + "\n"
        else:
            text = "{" + ",".join(f"{json.dumps(name)}:{values.get(name, 'null')}" for name in names) + "}\n"
        (place / f"{REPORT}-{day}.{self.format}.gz").write_bytes(gzip.compress(text.encode()))
        schema = [{"name": name, "type": dict(self.columns).get(name, "text")} for name in names]
        (place / "_manifest.json").write_text(json.dumps({"schema": schema}))


def wrong(reader, format, known, order):
    """What is not as the page says, in lines."""
    lake, columns, _, _ = known[format][REPORT]
    statement = order["statements"].get(format, {}).get(REPORT, "")
    names, folder = [name for name, _ in columns], f"{order['formats'][format]}-{type(reader).__name__}-limits"
    place = {name: number for number, name in enumerate(names)}
    found = []

    def read(fill):
        own = Lake(folder, format, columns)
        fill(own)
        reader.open(format, folder, REPORT, statement.replace(lake, folder), columns)
        return list(reader.rows())

    def expect(what, is_true, value):
        if not is_true:
            found.append(f"{reader.name} {format}: {what}: {value}")

    def cost(text):
        return lambda own: own.add(DAYS[0], names, {"cost": text})

    def failing(what, fill):
        try:
            rows = read(fill)
        except Exception:
            return
        expect(f"{what} is read without an error", False, rows)

    # Ten digits behind the point, rounded or cut; and 28 before it.
    row = read(cost("0.12345678909"))[0]
    expected = ("0.12345678909",) if reader.keeps_all_digits else ("0.1234567890", "0.1234567891", "0.123456789")
    expect("a cost of eleven digits", str(row[place["cost"]]) in expected, row[place["cost"]])
    expect("a source of digits", row[-2] == "0012" and row[-1] == DAYS[0], row[-2:])
    if not reader.keeps_all_digits:
        failing("a cost of 29 digits before the point", cost("12345678901234567890123456789"))

    # A column that one day lacks, and one that the table lacks.
    def changed(own):
        own.add(DAYS[0], [name for name in names if name != "agent_id"], {"cost": "1.50", "time_seg": "7"})
        own.add(DAYS[1], names[:3] + ["brand_new"] + names[3:], {"cost": "2.50", "brand_new": "9", "time_seg": "8"})

    if format in reader.finds_columns_by_name:
        rows = sorted(read(changed), key=lambda row: row[-1])
        costs = [(float(row[place["cost"]]), row[place["time_seg"]], row[-1]) for row in rows]
        expect("days of other columns", costs == [(1.5, 7, DAYS[0]), (2.5, 8, DAYS[1])], costs)
    else:
        failing("a day of other columns", changed)

    # A report without a file.
    if reader.refuses_nothing:
        failing("a report without a file", lambda own: None)
    else:
        expect("a report without a file", read(lambda own: None) == [], "rows")
    return found + reader.own_limits(format, known, order)
