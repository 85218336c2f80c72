"""Has a real Airflow run the DAG of deploy/airflow against a simulator, and looks at what came of it.

    python check.py PROGRAM WORK

WORK is an empty folder. Ends with 1 and what is wrong at the first thing that is not as it should be.
"""

import collections
import datetime
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from zoneinfo import ZoneInfo

# Before anything is asked: the simulator and Airflow are on this machine.
os.environ["no_proxy"] = os.environ["NO_PROXY"] = "127.0.0.1,localhost"

from program import CODES
from service import Airflow, command_line, parent_of, processes_with

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
HERE = pathlib.Path(__file__).resolve().parent
ZONE = "America/Bogota"
DETACHED = "s42"
SOURCES = [f"s{number:02}" for number in range(1, 51)]
DAY = datetime.timedelta(days=1)
STARTED = time.monotonic()


def today():
    """The day of the sources, which may become the next one while this runs."""
    return datetime.datetime.now(ZoneInfo(ZONE)).date()


BEGAN = today()


def say(text):
    print(f"    {time.monotonic() - STARTED:5.0f} s  {text}", file=sys.stderr, flush=True)


def expect(truth, what):
    if not truth:
        raise SystemExit(f"error: {what}")


class Simulator:
    """The program's own simulator as a process, and its list of requests."""

    def __init__(self, name, **latencies):
        path = WORK / f"scenario-{name}.yaml"
        rules = [f"{{ when: {{ api: {api} }}, do: {{ latency: {latency} }} }}" for api, latency in latencies.items()]
        path.write_text(f"rules: [{', '.join(rules)}]\n")
        self.process = subprocess.Popen(
            [PROGRAM, "simulate", "--port", "0", "--seed", "18", "--rows-per-day", "40", "--scenario", str(path)],
            stdout=subprocess.PIPE, stderr=(WORK / "simulator.log").open("wb"), text=True)
        line = self.process.stdout.readline()
        expect(line.startswith("listening on "), f"the simulator did not start: {(WORK / 'simulator.log').read_text()}")
        self.address = line.split()[-1]

    def requests(self):
        with urllib.request.urlopen(f"{self.address}/_simulator/requests", timeout=30) as answer:
            return json.load(answer)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def write_pipelines():
    """The pipeline files: fifty sources with fifty tokens, one source, one whose calls are spent, and those of the stand-in."""
    folder = WORK / "pipelines"
    folder.mkdir()

    def source(name, more=""):
        return (f"  - {{ name: {name}, endpoint: '${{WOLKVOX_ENDPOINT}}', token: '${{TOKEN_{name.upper()}}}', "
                f"time_zone: {ZONE}{more} }}")

    def write(name, sources, reports, to=None):
        text = ["version: 1", f"name: {name}", "sources:", *sources, f"reports: [{reports}]", f"load: {{ to: {to or name} }}"]
        (folder / f"{name}.yaml").write_text("\n".join(text) + "\n")

    write("fifty", [source(name) for name in SOURCES], "cdr_1, cdr_6")
    write("one", [source("alone")], "cdr_6")
    write("quota", [source("spent", ", calls_per_day: 1")], "cdr_6, diagram_9")
    for name in ("codes", "none", "many", "slow"):
        (folder / f"{name}.yaml").write_text("for the stand-in\n")
    tokens = {f"TOKEN_{name.upper()}": f"a-token-of-{name}" for name in [*SOURCES, "alone", "spent"]}
    return folder, tokens


def files(folder):
    """The data files below a folder, by their path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("report=*/**/*.gz"))}


def find_run_of(source, seconds=300):
    """Waits for the program at work for a source, and returns its process."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for pid in processes_with(f"CHECK_PROGRAM={PROGRAM}"):
            words = command_line(pid)
            if words[:1] == [PROGRAM] and words[1:2] == ["run"] and source in words:
                return pid
        time.sleep(0.1)
    raise SystemExit(f"error: no process ran for {source}")


def find_call_of(airflow, source):
    """Waits for the first call of the program for a source, and returns its process. The two of cdr_1 take three seconds each."""
    program = find_run_of(source)

    def has_token():
        expect(command_line(program)[:1] == [PROGRAM], f"the run of {source} had ended before it was seen to have a token")
        locks = [path.read_text(errors="replace") for path in (WORK / "state/leases").glob("*.lock")]
        return any(re.search(rf'"pid": ?{program}\b', text) for text in locks)

    airflow.until(f"the token of {source}", has_token)
    return program


def kill_amid(airflow, source, levels, after_commit=False):
    """Kills the task's process (1 level above the program) or the worker above it (2) while the program has a call open."""
    program = find_call_of(airflow, source)
    if after_commit:
        manifests = f"report=*/source={source}/day=*/_manifest.json"
        airflow.until(f"a day of {source}", lambda: any((WORK / "pipelines/fifty").glob(manifests)))
        expect(command_line(program)[:1] == [PROGRAM], f"the run of {source} had ended before it was killed")
    victim = program
    for _ in range(levels):
        victim = parent_of(victim)
    name = "the worker" if levels == 2 else "the task's process"
    os.kill(victim, signal.SIGKILL)
    airflow.until(f"the end of the program for {source}", lambda: command_line(program)[:1] != [PROGRAM], seconds=60)
    say(f"{name} of {source} was killed, and the program ended with it")


def kill_beside_survivor(airflow, dag, run, source):
    """Kills the task's process where the program survives it, holding the token: retries wait for its end."""
    program = find_call_of(airflow, source)
    os.kill(program, signal.SIGSTOP)
    os.kill(parent_of(parent_of(program)), signal.SIGKILL)
    folder = airflow.home / f"logs/dag_id={dag}/run_id={run}/task_id=run/map_index={SOURCES.index(source)}"
    try:
        airflow.until(
            f"a retry of {source} that gets 75",
            lambda: any("wolkvox-etl ended with 75" in path.read_text() for path in folder.glob("attempt=*.log")))
        expect(command_line(program)[:1] == [PROGRAM], f"the program that was to survive for {source} is gone")
    finally:
        os.kill(program, signal.SIGCONT)
    say(f"the program for {source} outlived its task, and the retry got 75 and waited")


def check_scheduled_days(airflow, dag, lookback=0):
    """The scheduled run of a DAG is for the day of its interval, and the days that it looks back on."""
    run = airflow.until(
        f"a scheduled run of {dag}", lambda: next((run for run in airflow.runs(dag) if run["run_type"] == "scheduled"), None))
    day = datetime.datetime.fromisoformat(run["data_interval_start"]).astimezone(ZoneInfo(ZONE)).date()
    expect(BEGAN - 2 * DAY <= day < today(), f"the interval of the scheduled run of {dag} begins on {day}; it is {today()}")
    return run["dag_run_id"], day - lookback * DAY, day


def expect_days(airflow, dag, run, *ranges):
    """The plan of a run has the days of one of the ranges, in words that mean the same tomorrow."""
    wanted = {(str(first), str(last)) for first, last in ranges}
    found = set()
    for group in airflow.xcom(dag, run, "plan"):
        words = group["args"]
        found.add((words[words.index("--from") + 1], words[words.index("--to") + 1]))
    expect(len(found) == 1 and found <= wanted, f"{run} of {dag} asked for {found}, and not for {wanted}")
    first, last = found.pop()
    say(f"{dag}: {run.split('__')[0]} asked for {first} … {last}")


def check_fifty(airflow, simulator):
    dag = "wolkvox_fifty"
    run, first, last = check_scheduled_days(airflow, dag, lookback=1)
    # Early and late ones, so that other tasks are at work at that time and afterwards.
    kill_amid(airflow, "s09", levels=2)
    kill_amid(airflow, "s25", levels=1, after_commit=True)
    kill_beside_survivor(airflow, dag, run, DETACHED)
    state = airflow.ended(dag, run)
    tasks = airflow.tasks(dag, run)
    bad = {key: task["state"] for key, task in tasks.items() if task["state"] != "success"}
    expect(state == "success" and not bad, f"the run of fifty ended with {state}: {bad}")
    groups = airflow.xcom(dag, run, "plan")
    expect([group["sources"] for group in groups] == [[source] for source in SOURCES], "a group is not one token's source")
    expect(len(tasks) == 52, f"{len(tasks)} tasks instead of fifty, the plan and the publication")
    expect_days(airflow, dag, run, (first, last))
    tries = {SOURCES[index]: task["try_number"] for (name, index), task in tasks.items() if name == "run"}
    again = {source: number for source, number in tries.items() if number != 1}
    # The retries of the third one wait for the program that outlived its task.
    waited = again.pop(DETACHED, 1)
    expect(again == {"s09": 2, "s25": 2} and waited > 2, f"tries of those whose processes were killed: {again}, {waited}")
    # Others of the same pipeline have begun in the meantime.
    resumed = [line for line in airflow.log(dag, run, "run", SOURCES.index("s25"), 2) if "info resumed" in line]
    expect(resumed, "the retry of s25 asked again for what its first attempt had committed")
    labels = {task["rendered_map_index"] for (name, _), task in tasks.items() if name == "run"}
    expect(labels == set(SOURCES), f"the mapped tasks are called {labels}")

    record = airflow.xcom(dag, run, "run", 7)
    expect(record["exit_code"] == 0 and record["run"] and len(record["partitions"]) == 4, f"the XCom is not the record: {record}")
    last_lines = airflow.log(dag, run, "run", 7)[-6:]
    expect(any(line.startswith("run record: {") and record["run"] in line for line in last_lines), f"log ends with {last_lines}")
    events = airflow.ask(f"/api/v2/assets/events?source_dag_id={dag}")["asset_events"]
    reports = sorted(event["name"] for event in events)
    expect(reports == [f"{dag}.cdr_1", f"{dag}.cdr_6"], f"assets were updated: {reports}")
    expect(all(event["extra"]["from"] == str(first) and event["extra"]["to"] == str(last) for event in events), "days of events")
    check_output(simulator, first, last)
    check_clearing(airflow, simulator, dag, run, tasks)
    return first, last


def check_output(simulator, first, last):
    """What Airflow's runs wrote is what one plain run writes."""
    most = collections.Counter()
    for request in simulator.requests():
        most[request["token"]] = max(most[request["token"]], request["under_way"])
    expect(len(most) >= 50 and set(most.values()) == {1}, f"a token had {max(most.values())} requests at once")
    say(f"{len(most)} tokens, and never two requests of one at once")
    plain = WORK / "plain"
    plain.mkdir()
    with Simulator("quick") as quick:
        environment = {**os.environ, "WOLKVOX_ETL_STATE": str(WORK / "plain-state"), "WOLKVOX_ENDPOINT": quick.address}
        subprocess.run(
            [PROGRAM, "run", "../pipelines/fifty.yaml", "--from", str(first), "--to", str(last), "--quiet"], cwd=plain,
            check=True, env=environment, stdout=subprocess.DEVNULL)
    expected, found = files(plain / "fifty"), files(WORK / "pipelines/fifty")
    # Two days of two reports of fifty sources, less the few without a row.
    expect(len(expected) > 150, f"a plain run made {len(expected)} files")
    expect(found.keys() == expected.keys(), f"files differ: {found.keys() ^ expected.keys()}")
    different = [path for path in expected if found[path] != expected[path]]
    expect(not different, f"the bytes differ from those of a plain run: {different}")
    subprocess.run([PROGRAM, "verify", "fifty"], cwd=WORK / "pipelines", check=True, stdout=subprocess.DEVNULL)
    say(f"{len(found)} files, byte for byte those of a plain run")


def check_clearing(airflow, simulator, dag, run, before):
    """One of the fifty is done again alone."""
    known = len(simulator.requests())
    started = before["run", 29]["start_date"]

    # Asked again only where nothing came of it: a task that is at work must not be cleared.
    def cleared():
        task = airflow.tasks(dag, run)["run", 29]
        if task["state"] == "success" and task["start_date"] == started:
            airflow.ask(f"/api/v2/dags/{dag}/clearTaskInstances", {
                "dry_run": False, "dag_run_id": run, "task_ids": [["run", 29]], "only_failed": False,
                "include_downstream": False, "reset_dag_runs": True})
        return True

    airflow.until("a task that is cleared", cleared)
    expect(airflow.ended(dag, run) == "success", "the run with a cleared task failed")
    after = airflow.tasks(dag, run)
    changed = [key for key in after if after[key]["start_date"] != before[key]["start_date"]]
    expect(changed == [("run", 29)], f"clearing one task of fifty ran {changed}")
    # Only the pipeline of fifty asks for cdr_1.
    tokens = {request["token"] for request in simulator.requests()[known:] if request["api"] == "cdr_1"}
    expect(len(tokens) == 1, f"clearing one task asked with {len(tokens)} tokens")
    say("one of fifty was cleared, and it alone ran again")


def check_days(airflow, simulator, range_of_fifty):
    """Each way in which a run begins gives it its days."""
    dag = "wolkvox_one"
    scheduled, first, last = check_scheduled_days(airflow, dag)
    expect_days(airflow, dag, scheduled, (first, last))
    asked = BEGAN - 6 * DAY, BEGAN - 5 * DAY
    run = airflow.trigger(dag, **{"from": str(asked[0]), "to": str(asked[1])})
    expect(airflow.ended(dag, run) == "success", f"{run} failed")
    expect_days(airflow, dag, run, asked)
    before = today() - DAY
    run = airflow.trigger(dag)
    after = today() - DAY
    expect(airflow.ended(dag, run) == "success", f"{run} failed")
    # Midnight may have been between the two.
    expect_days(airflow, dag, run, (before, before), (after, after))
    # The publication of fifty began it.
    run = airflow.until(
        "a run that an asset began", lambda: next((r for r in airflow.runs(dag) if r["run_type"] == "asset_triggered"), None))
    expect(run["logical_date"] is None, "the run that an asset began has a logical date")
    expect(airflow.ended(dag, run["dag_run_id"]) == "success", "the run that an asset began failed")
    expect_days(airflow, dag, run["dag_run_id"], range_of_fifty)
    check_logical_date(airflow)

    back = [BEGAN - 12 * DAY, BEGAN - 11 * DAY]
    airflow.command(
        "backfill", "create", "--dag-id", dag, "--from-date", str(back[0]), "--to-date", str(back[1] + DAY),
        "--max-active-runs", "1")
    runs = airflow.until("two runs of the backfill", lambda: found if len(
        found := [run for run in airflow.runs(dag) if run["run_type"] == "backfill"]) == 2 else None)
    for run, day in zip(sorted(runs, key=lambda run: run["logical_date"]), back):
        expect(airflow.ended(dag, run["dag_run_id"]) == "success", "a run of the backfill failed")
        expect_days(airflow, dag, run["dag_run_id"], (day, day))
    there = {path.split("day=")[1][:10] for path in files(WORK / "pipelines/one")}
    expect({str(day) for day in back} <= there, f"days of the backfill are missing: {there}")


def check_logical_date(airflow):
    """Given a moment by hand, a DAG without a time of its own is for the day before."""
    dag, day = "wolkvox_none", BEGAN - 9 * DAY
    run = airflow.trigger(dag, logical_date=f"{day}T12:00:00Z")
    expect(airflow.ended(dag, run) == "success", f"{run} failed")
    text, wanted = "\n".join(airflow.log(dag, run, "plan")), day - DAY
    expect(f"have work on {wanted} … {wanted}" in text, f"for {day}, {dag} did not ask for {wanted}:\n{text}")
    say(f"{dag}: given {day}, it asked for {wanted}")


def check_codes(airflow, run):
    """Each exit code has its fate."""
    dag = "wolkvox_codes"
    expect(airflow.ended(dag, run) == "failed", "a run with tasks that failed for good did not fail")
    tasks = airflow.tasks(dag, run)
    for index, code in enumerate(CODES):
        task = tasks["run", index]
        # The second attempt of the stand-in ends well.
        state, attempts = {0: ("success", 1)}.get(code) or (("failed", 1) if code in (3, 64, 65, 74, 77, 78) else ("success", 2))
        found = task["state"], task["try_number"]
        expect(found == (state, attempts), f"the task whose program ended with {code} is {found}, not {(state, attempts)}")
        if code:
            text = "\n".join(airflow.log(dag, run, "run", index))
            expect(f"wolkvox-etl ended with {code}: " in text, f"the log does not say {code}:\n{text}")
            # A run that a signal ended at once, or that did not begin, has no record.
            named = f"cdr_1 of code{code}: 2026-10-02 (failed)" in text
            expect(named or code in (78, 137, 143), f"the log does not name the days:\n{text}")
    expect(airflow.xcom(dag, run, "run", CODES.index(65))["exit_code"] == 65, "a failed task has no record")
    expect(tasks["publish", -1]["state"] == "upstream_failed", "reports that are not complete were published")
    say(f"{len(CODES)} exit codes are failed, retried or good as they should be")


def check_quota(airflow, run):
    dag = "wolkvox_quota"
    expect(airflow.ended(dag, run) == "failed", "a run without calls did not fail")
    task = airflow.tasks(dag, run)["run", 0]
    expect(task["try_number"] == 2, f"a run whose calls were spent was tried {task['try_number']} times, and not retried")
    for attempt in (1, 2):
        text = "\n".join(airflow.log(dag, run, "run", 0, attempt))
        expect("wolkvox-etl ended with 75: the day's calls are spent" in text and "(left)" in text, f"the log says:\n{text}")
    record = airflow.xcom(dag, run, "run", 0)
    expect(record["exit_code"] == 75 and record["calls"]["calls_left"] == {"spent": 0}, f"the record says {record}")
    say("a token without calls is retried, and its log says so")


def check_sizes(airflow, none, many):
    """No token at all, and one more than Airflow maps over."""
    expect(airflow.ended("wolkvox_none", none) == "success", "a run without work failed")
    expect(airflow.ended("wolkvox_many", many) == "failed", "1,025 tokens were not refused")
    tasks = airflow.tasks("wolkvox_many", many)
    text = "\n".join(airflow.log("wolkvox_many", many, "plan"))
    expect(tasks["plan", -1]["try_number"] == 1 and "AIRFLOW__CORE__MAX_MAP_LENGTH=1025" in text, f"the log says:\n{text}")
    say("no token is nothing to do, and 1,025 are refused by name")


def check_stopping(airflow, run):
    """A task that somebody marks as failed stops its program."""
    attempts = WORK / "attempts"
    airflow.until("the slow run", (attempts / "slow-started").exists)
    airflow.ask(f"/api/v2/dags/wolkvox_slow/dagRuns/{run}/taskInstances/run/0", {"new_state": "failed"}, method="PATCH")
    airflow.until("the end of a program whose task was stopped", (attempts / "slow-stopped").exists, seconds=120)
    expect(airflow.ended("wolkvox_slow", run) == "failed", "the run with a stopped task did not fail")
    say("a task was stopped by hand, and its program with it")


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    dags = WORK / "dags"
    dags.mkdir()
    shutil.copy(HERE.parents[1] / "deploy/airflow/wolkvox_etl_dag.py", dags)
    shutil.copy(HERE / "dags.py", dags / "other_dags.py")
    (WORK / "attempts").mkdir()
    # Only the fifty ask for cdr_1, and some of them have to be found amid a call.
    with Simulator("slow", cdr_1="3s", cdr_6="1s", diagram_9="1s") as simulator:
        pipelines, tokens = write_pipelines()
        os.environ.update(tokens, WOLKVOX_ENDPOINT=simulator.address)
        settings = {
            "CHECK_PROGRAM": PROGRAM, "CHECK_ATTEMPTS": str(WORK / "attempts"), "CHECK_PIPELINES": str(pipelines),
            "CHECK_DETACHED": DETACHED,
            "WOLKVOX_ETL_PROGRAM": str(HERE / "program.py"), "WOLKVOX_ETL_PIPELINE": str(pipelines / "fifty.yaml"),
            "WOLKVOX_ETL_STATE": str(WORK / "state"), "WOLKVOX_ETL_LOOKBACK": "1", "WOLKVOX_ETL_RETRIES": "3",
            "WOLKVOX_ETL_RETRY_DELAY": "2",
        }
        with Airflow(WORK / "airflow", dags, **settings) as airflow:
            names = ["fifty", "one", "quota", "codes", "none", "many", "slow"]
            airflow.until("all DAGs", lambda: {f"wolkvox_{name}" for name in names} <= {
                dag["dag_id"] for dag in airflow.ask("/api/v2/dags")["dags"]})
            errors = airflow.ask("/api/v2/importErrors")["import_errors"]
            expect(not errors, f"DAGs cannot be read: {errors}")
            expect(not simulator.requests() and not pathlib.Path(WORK, "state").exists(), "reading the DAGs had an effect")
            say("Airflow is up, and has read the DAGs without a call")
            for name in names:
                airflow.ask(f"/api/v2/dags/wolkvox_{name}", {"is_paused": False}, method="PATCH")
            codes, quota, none, many, slow = (
                airflow.trigger(f"wolkvox_{name}") for name in ("codes", "quota", "none", "many", "slow"))
            range_of_fifty = check_fifty(airflow, simulator)
            check_codes(airflow, codes)
            check_quota(airflow, quota)
            check_sizes(airflow, none, many)
            check_stopping(airflow, slow)
            check_days(airflow, simulator, range_of_fifty)
    expect(not airflow.left(), f"processes are left: {[command_line(pid) for pid in airflow.left()]}")


if __name__ == "__main__":
    main()
