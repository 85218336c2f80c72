"""Reads every report of two lakes with every engine, and prints what each finds beside what is there.

    python check.py PROGRAM WORK PIPELINE [ENGINE...]

Without a name, all engines. WORK has the folders `ndjson` and `csv`, written by PIPELINE. Ends with 1 where a figure differs that docs/engines.md does
not name as a limit, or where a limit that it names was not found.
"""

import concurrent.futures
import gzip
import importlib.util
import json
import os
import pathlib
import pickle
import shutil
import subprocess
import sys
import time

import documented
import model

PROGRAM, WORK, PIPELINE, ONLY = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4:]
HERE = pathlib.Path(__file__).parent
FORMATS = ["ndjson", "csv"]
# What reads, with the words after the script, the module that it needs, and what else.
READERS = {
    "duckdb": ("DuckDB", "read_duckdb.py", [], "duckdb"),
    "clickhouse": ("ClickHouse", "read_clickhouse.py", [], "chdb"),
    "polars": ("polars", "read_frames.py", ["polars"], "polars"),
    "pandas": ("pandas", "read_frames.py", ["pandas"], "pandas"),
    "pandas-pyarrow": ("pandas by pyarrow", "read_frames.py", ["pandas-pyarrow"], "pyarrow"),
    "spark": ("Spark", "read_spark.py", [], "pyspark"),
}
PARSED = ["athena", "trino", "bigquery"]
if ONLY:
    READERS = {key: reader for key, reader in READERS.items() if key in ONLY}
    PARSED = [dialect for dialect in PARSED if dialect in ONLY]
TITLES = {
    "engine": "engine", "format": "format", "rows": "rows", "sums": "sum of decimals", "times": "first / last time (UTC)",
    "ids": "ids with 0", "nulls": "nulls / empties", "emoji": "emoji", "breaks": "line breaks", "values": "all values",
    "seconds": "seconds",
}


def say(text):
    print(f"==> {text}", file=sys.stderr, flush=True)


def reports(lake):
    return sorted(path.name.removeprefix("report=") for path in lake.glob("report=*"))


def read_model():
    """{format: {report: (lake, columns, rows, figures)}}, and both formats have the same."""
    known = {}
    for format in FORMATS:
        lake = str(WORK / format)
        known[format] = {}
        for report in reports(WORK / format):
            columns, rows = model.columns_of(lake, report), model.rows_of(lake, report)
            known[format][report] = (lake, columns, rows, model.figures_of(columns, rows))
    for report, (_, columns, rows, figures) in known["ndjson"].items():
        _, _, other_rows, other = known["csv"][report]
        if figures != other or model.multiset(columns, rows) != model.multiset(columns, other_rows):
            sys.exit(f"{report}: the rows of the CSV files are not those of the NDJSON files")
    return known


def wrong_lines(known):
    """Readers that go by lines, such as Hive's, find the rows of NDJSON, and not those of CSV, as docs/engines.md says."""
    found, lines = [], {format: 0 for format in FORMATS}
    for format in FORMATS:
        for report, (lake, _, rows, _) in known[format].items():
            datas = [gzip.decompress(path.read_bytes()) for path in pathlib.Path(lake).glob(f"report={report}/*/*/*.gz")]
            count = sum(data.count(b"\n") for data in datas) - (len(datas) if format == "csv" else 0)
            lines[format] += count
            if format == "ndjson" and count != len(rows):
                found.append(f"{report}: {count} lines of NDJSON and {len(rows)} rows")
    if lines["csv"] <= lines["ndjson"]:
        found.append("no value of the CSV files has a line break, so nothing was shown")
    return found


def print_statement(dialect, format, report, directory, *more):
    words = [PROGRAM, "schema", report, "--dialect", dialect, "--format", format, "--directory", directory, *more]
    own = ["--pipeline", PIPELINE] if report.startswith("hostile") else []
    done = subprocess.run(words + own, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def statements(dialects, place):
    """{dialect: {format: {report: text}}}"""
    wanted = [(dialect, format, report) for dialect in dialects for format in FORMATS for report in reports(WORK / format)]
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        texts = pool.map(lambda one: print_statement(*one, place(one[0], one[1])), wanted)
        found = {dialect: {format: {} for format in FORMATS} for dialect in dialects}
        for (dialect, format, report), text in zip(wanted, texts):
            found[dialect][format][report] = text
    return found


def run_reader(key, printed, order):
    """The answer of a reader, or why there is none."""
    title, script, words, module = READERS[key]
    if importlib.util.find_spec(module) is None:
        return {"engine": title, "skipped": f"{module} could not be installed"}
    if key == "spark" and shutil.which("java") is None:
        return {"engine": title, "skipped": "there is no Java"}
    order_path, answer_path = WORK / f"{key}.order.json", WORK / f"{key}.answer.json"
    order_path.write_text(json.dumps(order | {"statements": printed.get(key, {})}), encoding="utf-8")
    with open(WORK / f"{key}.log", "w") as log:
        done = subprocess.run(
            [sys.executable, HERE / script, order_path, answer_path, *words], stdout=log, stderr=log, cwd=WORK,
            env=os.environ | {"TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1"})
    if done.returncode != 0:
        tail = (WORK / f"{key}.log").read_text(errors="replace")[-3000:]
        return {"engine": title, "failed": f"ended with {done.returncode}: {tail}"}
    return json.loads(answer_path.read_text(encoding="utf-8")) | {"title": title}


def parse(dialect, texts):
    """What sqlglot's parser of a dialect says of the statements, by format."""
    if importlib.util.find_spec("sqlglot") is None:
        return {"engine": dialect.capitalize(), "skipped": "sqlglot could not be installed"}
    done = subprocess.run(
        [sys.executable, HERE / "parse.py", dialect], input=json.dumps(texts), capture_output=True, text=True)
    if done.returncode != 0:
        return {"engine": dialect, "failed": done.stderr[-3000:]}
    return json.loads(done.stdout)


def table(answers, known):
    lines = [TITLES]
    for format in FORMATS:
        own = totals(known[format])
        lines.append({"engine": f"{len(known[format])} reports", "format": format} | own | {"values": ""})
    for answer in answers:
        if "skipped" in answer or "failed" in answer:
            word = "SKIPPED: " + answer["skipped"] if "skipped" in answer else "FAILED"
            lines.append({"engine": answer["engine"], "format": "", "rows": word})
        for format, found in answer.get("formats", {}).items():
            marks = {figure: " ≠" for figure in found["differences"]}
            shown = {figure: text + marks.get(figure, "") for figure, text in found["shown"].items()}
            lines.append({"engine": answer["engine"], "format": format, "seconds": str(found["seconds"])} | shown)
    keys = list(TITLES)
    widths = {key: max(len(line.get(key, "")) for line in lines if len(line) > 3 or key != "rows") for key in keys}
    for line in lines:
        print("  ".join(line.get(key, "").ljust(widths[key]) for key in keys).rstrip())


def totals(known):
    import reader

    totals = reader.Totals()
    for _, _, _, figures in known.values():
        totals.add(figures)
    return totals.shown()


def judge(answers):
    """What is wrong, in lines: differences that are no limits, and limits that are none."""
    limits, wrong, seen = documented.limits(), [], set()
    for answer in answers:
        wrong += answer.get("wrong", [])
        if "failed" in answer:
            wrong.append(f"{answer['engine']}: {answer['failed']}")
        for format, found in answer.get("formats", {}).items():
            for figure, examples in found["differences"].items():
                cell = (answer["title"], format, figure)
                seen.add(cell)
                if cell in limits:
                    print(f"limit: {' '.join(cell)}: {examples[0][:300]}")
                else:
                    wrong += [f"{' '.join(cell)}: {example}" for example in examples[:4]]
    titles = {answer.get("title") for answer in answers}
    wrong += [f"docs/engines.md names a limit that was not found: {cell}" for cell in limits - seen if cell[0] in titles]
    return wrong


def main():
    begun = time.monotonic()
    os.environ["ENGINES_OUTPUT"] = str(WORK / "ndjson")
    known = read_model()
    with open(WORK / "model.pickle", "wb") as file:
        pickle.dump(known, file)
    rows = sum(len(rows) for _, _, rows, _ in known["ndjson"].values())
    say(f"{len(known['ndjson'])} reports, {rows} rows; {time.monotonic() - begun:.0f} seconds")
    dialects = [key for key in ("spark", "duckdb", "clickhouse") if key in READERS]
    printed = statements(dialects, lambda dialect, format: str(WORK / format))
    say(f"statements for what runs: {time.monotonic() - begun:.0f} seconds")
    order = {
        "formats": {format: str(WORK / format) for format in FORMATS}, "model": str(WORK / "model.pickle"),
        "reports": {format: sorted(known[format]) for format in FORMATS},
    }
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        # Spark takes about as long as all others.
        spark = [pool.submit(run_reader, key, printed, order) for key in READERS if key == "spark"]
        others = pool.submit(lambda: [run_reader(key, printed, order) for key in READERS if key != "spark"])
        answers = others.result()
        say(f"all but Spark: {time.monotonic() - begun:.0f} seconds")
        places = {"athena": "s3://bucket/lake", "trino": "s3://bucket/lake", "bigquery": "gs://bucket/lake"}
        parsed = statements(PARSED, lambda dialect, format: places[dialect])
        for kind in ("list", "projection") if "athena" in PARSED else ():
            parsed["athena"][kind] = {
                report: print_statement("athena", "ndjson", report, str(WORK / "ndjson"), "--partitions", kind)
                for report in ("cdr_1", "hostile_1")
            }
        parses = [parse(dialect, parsed[dialect]) for dialect in PARSED]
        answers += [reader.result() for reader in spark]
    say(f"all engines: {time.monotonic() - begun:.0f} seconds")
    table(answers, known)
    wrong = judge(answers) + wrong_lines(known)
    for found in parses:
        word = found.get("skipped") or found.get("failed") or f"{found['statements']} statements parsed by {found['by']}"
        print(f"{found['engine']}: {'SKIPPED: ' if 'skipped' in found else ''}{word}")
        wrong += found.get("wrong", []) + ([found["failed"]] if "failed" in found else [])
    for line in wrong:
        print(f"wrong: {line}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


main()
