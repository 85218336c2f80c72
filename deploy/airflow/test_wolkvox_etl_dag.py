"""Tests of the DAG's functions, without Airflow's services: `python -m unittest` with Airflow installed.

`scripts/check-airflow` runs them, and then the DAG in a real Airflow.
"""

import datetime
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import types
import unittest
from unittest import mock

import wolkvox_etl_dag as subject
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.sdk import Asset
from airflow.serialization.serialized_objects import SerializedDAG
from airflow.timetables.assets import AssetOrTimeSchedule
from airflow.timetables.base import TimeRestriction
from airflow.timetables.simple import AssetTriggeredTimetable

BOGOTA = "America/Bogota"
UTC = datetime.timezone.utc


def moment(text):
    return datetime.datetime.fromisoformat(text)


def run_after(text, **more):
    return {"dag_run": types.SimpleNamespace(run_after=moment(text), run_type="manual"), **more}


class Days(unittest.TestCase):
    def days(self, context, zone=BOGOTA):
        return tuple(str(day) for day in subject.days_of_run(context, zone))

    def test_a_scheduled_night_is_for_the_day_before_on_the_clock_of_the_source(self):
        interval = {"data_interval_start": moment("2026-10-01T10:00:00Z"), "data_interval_end": moment("2026-10-02T10:00:00Z")}
        self.assertEqual(self.days(interval), ("2026-10-01", "2026-10-01"))
        # At 23:30 of Bogotá it is the next day in UTC, where `ds` would be taken from.
        late = {"data_interval_start": moment("2026-10-02T04:30:00Z"), "data_interval_end": moment("2026-10-03T04:30:00Z")}
        self.assertEqual(self.days(late), ("2026-10-01", "2026-10-01"))

    def test_intervals_of_weeks_and_hours(self):
        week = {"data_interval_start": moment("2026-10-05T10:00:00Z"), "data_interval_end": moment("2026-10-12T10:00:00Z")}
        self.assertEqual(self.days(week), ("2026-10-05", "2026-10-11"))
        hour = {"data_interval_start": moment("2026-10-05T10:00:00Z"), "data_interval_end": moment("2026-10-05T11:00:00Z")}
        self.assertEqual(self.days(hour), ("2026-10-05", "2026-10-05"))

    def test_a_logical_date_without_a_timetable_is_for_the_day_before(self):
        now = {"data_interval_start": moment("2026-10-02T10:00:00Z"), "data_interval_end": moment("2026-10-02T10:00:00Z")}
        self.assertEqual(self.days(now), ("2026-10-01", "2026-10-01"))
        # Half past eleven in the evening of Bogotá.
        late = {"data_interval_start": moment("2026-10-02T04:30:00Z"), "data_interval_end": moment("2026-10-02T04:30:00Z")}
        self.assertEqual(self.days(late), ("2026-09-30", "2026-09-30"))
        dag = subject.pipeline_dag("/srv/nightly.yaml", cron=None, zone=BOGOTA)
        interval = dag.timetable.infer_manual_data_interval(run_after=moment("2026-10-02T10:00:00Z"))
        self.assertEqual(
            self.days({"data_interval_start": interval.start, "data_interval_end": interval.end}), ("2026-10-01", "2026-10-01"))

    def test_the_timetable_gives_the_interval_that_has_passed(self):
        dag = subject.pipeline_dag("/srv/nightly.yaml", cron="0 5 * * *", zone=BOGOTA)
        restriction = TimeRestriction(earliest=dag.start_date, latest=None, catchup=False)
        run = dag.timetable.next_dagrun_info(last_automated_data_interval=None, restriction=restriction)
        self.assertLess(run.data_interval.end, datetime.datetime.now(UTC))
        self.assertEqual(run.logical_date, run.data_interval.start)
        first, last = subject.days_of_interval(run.data_interval.start, run.data_interval.end, BOGOTA)
        self.assertEqual(first, last)
        self.assertEqual(last, run.data_interval.end.in_timezone(BOGOTA).date() - datetime.timedelta(days=1))

    def test_without_a_logical_date_there_is_no_interval(self):
        # Two in the morning in UTC is the evening before in Bogotá.
        self.assertEqual(self.days(run_after("2026-10-03T02:00:00Z")), ("2026-10-01", "2026-10-01"))
        self.assertEqual(self.days(run_after("2026-10-03T06:00:00Z", params={"from": None, "to": None})), ("2026-10-02",) * 2)

    def test_parameters_go_before_the_interval(self):
        interval = {"data_interval_start": moment("2026-10-01T10:00:00Z"), "data_interval_end": moment("2026-10-02T10:00:00Z")}
        self.assertEqual(
            self.days({**interval, "params": {"from": "2026-09-01", "to": "2026-09-30"}}), ("2026-09-01", "2026-09-30"))
        self.assertEqual(self.days({**interval, "params": {"from": "2026-09-01", "to": None}}), ("2026-09-01",) * 2)
        self.assertEqual(self.days({**interval, "params": {"from": None, "to": "2026-09-02"}}), ("2026-09-02",) * 2)
        for wrong in [("yesterday", None), ("2026-09-30", "2026-09-01"), ("2026-02-30", None)]:
            with self.assertRaises(AirflowFailException):
                self.days({"params": {"from": wrong[0], "to": wrong[1]}})

    def test_assets_say_which_days_they_have(self):
        events = {"a": [types.SimpleNamespace(extra={"from": "2026-09-29", "to": "2026-09-30"}), types.SimpleNamespace(extra={})],
                  "b": [types.SimpleNamespace(extra={"from": "2026-09-28", "to": "2026-09-28"})]}
        context = run_after("2026-10-03T06:00:00Z", triggering_asset_events=events)
        self.assertEqual(self.days(context), ("2026-09-28", "2026-09-30"))
        context = run_after("2026-10-03T06:00:00Z", triggering_asset_events={"a": [types.SimpleNamespace(extra={})]})
        self.assertEqual(self.days(context), ("2026-10-02", "2026-10-02"))

    def test_only_scheduled_runs_look_back(self):
        for run_type, expected in [("scheduled", True), ("manual", False), ("backfill", False), ("asset_triggered", False)]:
            plan = subject.PlanDays(task_id="plan", pipeline="/p.yaml", zone=BOGOTA, lookback=2, directory="/")
            program = types.SimpleNamespace(stdout=b'{"groups": []}', last_lines=[])
            with mock.patch.object(plan, "run_program", return_value=(0, program)) as started:
                context = run_after("2026-10-03T06:00:00Z")
                context["dag_run"].run_type = run_type
                plan.execute(context)
            self.assertEqual("--lookback" in started.call_args.args[0], expected, run_type)


class ExitCodes(unittest.TestCase):
    def kind(self, code):
        error = subject.error_of(code, None, ["why it failed"])
        return None if error is None else "failed" if isinstance(error, AirflowFailException) else "retried"

    def test_each_code_has_its_fate(self):
        self.assertIsNone(self.kind(0))
        for code in (3, 64, 65, 74, 77, 78):
            self.assertEqual(self.kind(code), "failed", code)
        for code in (69, 75, 130, 137, 143, 1, 134, 139):
            self.assertEqual(self.kind(code), "retried", code)

    def test_days_are_named(self):
        record = {"headline": "some failed", "next_step": "Run again later.", "partitions": [
            {"report": "cdr_1", "source": "bogota", "day": "2026-10-02", "outcome": "failed"},
            {"report": "cdr_1", "source": "bogota", "day": "2026-10-01", "outcome": "failed"},
            {"report": "cdr_3", "source": "bogota", "day": "2026-10-01", "outcome": "suspect"},
            {"report": "cdr_6", "source": "bogota", "day": "2026-10-01", "outcome": "committed", "state": "suspect"},
            {"report": "cdr_6", "source": "bogota", "day": "2026-10-02", "outcome": "committed", "state": "final"},
            {"report": "cdr_9", "source": "bogota", "day": "2026-10-02", "outcome": "left"}]}
        text = str(subject.error_of(3, record, ["not this"]))
        self.assertEqual(text.splitlines(), [
            "wolkvox-etl ended with 3: some days are missing or suspect.", "some failed", "Run again later.",
            "cdr_1 of bogota: 2026-10-01, 2026-10-02 (failed)", "cdr_3 of bogota: 2026-10-01 (suspect)",
            "cdr_6 of bogota: 2026-10-01 (suspect)", "cdr_9 of bogota: 2026-10-02 (left)"])

    def test_without_a_record_the_log_says_why(self):
        self.assertIn("p.yaml:3:1: error: no such key", str(subject.error_of(78, None, ["", "p.yaml:3:1: error: no such key"])))

    def test_a_record_that_is_too_long_loses_what_is_good(self):
        good = {"report": "cdr_1", "source": "s", "day": "2026-10-01", "outcome": "committed", "state": "final", "file": "x" * 900}
        bad = {"report": "cdr_1", "source": "s", "day": "2026-10-02", "outcome": "failed", "reason": "y" * 50}
        short = {"partitions": [good, bad]}
        self.assertIs(subject.shortened(short), short)
        record = subject.shortened({"run": "r", "partitions": [good] * 500 + [bad]})
        self.assertEqual(record, {"run": "r", "partitions": [bad], "partitions_left_out": 500})


class Plans(unittest.TestCase):
    def group(self, number, partitions=1):
        return {"args": ["run", "p", "--source", f"s{number}"], "sources": [f"s{number}"], "partitions": partitions,
                "calls": [{"report": "cdr_6"}, {"report": "cdr_1"}, {"report": "cdr_6"}]}

    def read(self, groups):
        return subject.planned_groups(json.dumps({"groups": groups}).encode())

    def test_none_one_and_too_many(self):
        self.assertEqual(self.read([]), [])
        self.assertEqual(self.read([self.group(1), self.group(2, partitions=0)]), [
            {"args": ["run", "p", "--source", "s1"], "sources": ["s1"], "partitions": 1, "reports": ["cdr_1", "cdr_6"]}])
        subject.refuse_too_many(1024, 1024)
        with self.assertRaisesRegex(AirflowFailException, "1,025 tokens.*MAX_MAP_LENGTH=1025"):
            subject.refuse_too_many(1025, 1024)

    def test_an_old_program_is_named(self):
        with self.assertRaisesRegex(AirflowFailException, "too old"):
            self.read([{"sources": ["s1"], "partitions": 1, "calls": []}])


class Shape(unittest.TestCase):
    def test_what_operators_rely_on(self):
        dag = subject.pipeline_dag("/srv/nightly.yaml", retries=5)
        self.assertEqual((dag.dag_id, dag.catchup, dag.max_active_runs), ("wolkvox_nightly", False, 1))
        self.assertEqual(set(dag.task_dict), {"plan", "run", "publish"})
        self.assertEqual(dag.task_dict["run"].downstream_task_ids, {"publish"})
        self.assertEqual(dag.task_dict["plan"].retries, 5)
        # No group around what is mapped, for nothing can be mapped in there.
        self.assertFalse(dag.task_group.get_task_group_dict().keys() - {None})
        SerializedDAG.to_dict(dag)
        with self.assertRaises(ValueError):
            subject.pipeline_dag("nightly.yaml")

    def test_a_task_is_called_after_its_sources_as_far_as_the_database_has_room(self):
        dag = subject.pipeline_dag("/srv/nightly.yaml")
        template = dag.get_template_env().from_string(dag.task_dict["run"].partial_kwargs["map_index_template"])

        def name(sources):
            return template.render(task=types.SimpleNamespace(group={"sources": sources}))

        self.assertEqual(name(["bogota", "medellin"]), "bogota, medellin")
        self.assertEqual(name(["x" * 200]), "x" * 200)
        self.assertEqual(name(["x" * 100] * 3), f"{'x' * 100}, {'x' * 97}…")

    def test_a_dag_that_waits_for_assets(self):
        asset = Asset("upstream")
        both = subject.pipeline_dag("/srv/a.yaml", after=[asset])
        self.assertIsInstance(both.timetable, AssetOrTimeSchedule)
        alone = subject.pipeline_dag("/srv/a.yaml", cron=None, after=[asset, subject.report_asset("wolkvox_x", "cdr_1")])
        self.assertIs(type(alone.timetable), AssetTriggeredTimetable)
        for dag in (both, alone):
            SerializedDAG.to_dict(dag)

    def test_reading_it_asks_nobody(self):
        """Constants only: no socket, no process, and no file but modules."""
        code = textwrap.dedent("""
            import sys, airflow.sdk, airflow.timetables.assets, airflow.timetables.interval, pendulum, airflow.configuration
            def refuse(event, details):
                if event.startswith(("socket.", "subprocess.", "sqlite3.", "os.system", "os.fork")):
                    raise SystemExit(f"{event} {details}")
                if event == "open" and str(details[0]).endswith((".yaml", ".yml", ".db")):
                    raise SystemExit(f"{event} {details}")
            sys.addaudithook(refuse)
            import wolkvox_etl_dag
            assert wolkvox_etl_dag.wolkvox_a and wolkvox_etl_dag.wolkvox_b
        """)
        environment = {**os.environ, "WOLKVOX_ETL_PIPELINE": "/nowhere/a.yaml:/nowhere/b.yaml"}
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code], cwd=pathlib.Path(__file__).parent, env=environment,
            capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)


class Programs(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.lines = []
        self.when_up = None

    def hear(self, line):
        self.lines.append(line)
        if line == "up" and self.when_up:
            self.when_up()

    def program(self, script):
        path = pathlib.Path(self.folder.name, "wolkvox-etl")
        path.write_text(f"#!{sys.executable}\n{textwrap.dedent(script)}")
        path.chmod(0o755)
        patch = mock.patch.dict(os.environ, {"WOLKVOX_ETL_PROGRAM": str(path), "AIRFLOW__API_AUTH__JWT_SECRET": "hidden"})
        patch.start()
        self.addCleanup(patch.stop)
        return subject.Program(self.hear, self.folder.name)

    def test_log_record_and_code(self):
        program = self.program("""
            import os, sys
            assert not any(name.startswith("AIRFLOW_") for name in os.environ)
            print("first", file=sys.stderr, flush=True)
            sys.stdout.write("x" * 300_000)
            print("last, ñ, without an end", file=sys.stderr, end="")
            sys.exit(75)
        """)
        self.assertEqual(program.run(["run"]), 75)
        self.assertEqual(self.lines, ["first", "last, ñ, without an end"])
        self.assertEqual(len(program.stdout), 300_000)

    def test_signals_are_codes(self):
        self.assertEqual(self.program("import os; os.kill(os.getpid(), 9)").run([]), 137)

    def test_a_program_that_is_not_there(self):
        with mock.patch.dict(os.environ, {"WOLKVOX_ETL_PROGRAM": "/nowhere/wolkvox-etl"}):
            with self.assertRaisesRegex(AirflowFailException, "WOLKVOX_ETL_PROGRAM"):
                subject.Program(self.lines.append, self.folder.name).run([])

    def test_what_it_leaves_behind_does_not_hold_the_task(self):
        program = self.program("import subprocess; subprocess.Popen(['sleep', '60'])")
        began = time.monotonic()
        self.assertEqual(program.run([]), 0)
        self.assertLess(time.monotonic() - began, 55)

    def test_stopping_it(self):
        program = self.program("import sys, time; print('up', file=sys.stderr, flush=True); time.sleep(60)")
        self.when_up = threading.Thread(target=program.stop).start
        self.assertEqual(program.run([]), 143)

    def test_one_that_does_not_stop_is_named(self):
        program = self.program("""
            import signal, sys, time
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            print("up", file=sys.stderr, flush=True)
            time.sleep(3)
        """)
        self.when_up = threading.Thread(target=program.stop).start
        with mock.patch.object(subject, "PATIENCE", 0.2):
            self.assertEqual(program.run([]), 0)
        self.assertIn("has not ended", self.lines[-1])

    def test_what_interrupts_the_task_ends_the_program(self):
        program = self.program("import sys, time; print('up', file=sys.stderr, flush=True); time.sleep(60)")

        def interrupt():
            signal.signal(signal.SIGALRM, raise_timeout)
            signal.setitimer(signal.ITIMER_REAL, 0.1)

        def raise_timeout(*_):
            raise AirflowException("timeout")

        self.when_up = interrupt
        with self.assertRaisesRegex(AirflowException, "timeout"):
            program.run([])
        self.assertIsNotNone(program._child.poll())

    def orphan(self, kill):
        """Starts the program two processes down, kills one of them, and waits for the program's end."""
        self.program("import os, pathlib, time; pathlib.Path('pid').write_text(str(os.getpid())); time.sleep(60)")
        code = textwrap.dedent("""
            import os, sys, time
            task = os.fork()
            if task:
                print(task, flush=True)
                os.wait()
                sys.exit()
            import wolkvox_etl_dag
            wolkvox_etl_dag.Program(print, sys.argv[1]).run([])
        """)
        with subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", code, self.folder.name], cwd=pathlib.Path(__file__).parent, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ) as supervisor:
            task = int(supervisor.stdout.readline())
            path = pathlib.Path(self.folder.name, "pid")
            self.wait(lambda: path.exists() and path.read_text())
            program = int(path.read_text())
            kill(supervisor.pid, task)
            self.wait(lambda: not pathlib.Path(f"/proc/{program}").exists())

    def wait(self, found):
        end = time.monotonic() + 300
        while not found():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)

    @unittest.skipUnless(sys.platform == "linux", "only Linux's kernel tells a child of its parent's death")
    def test_it_ends_with_the_process_of_its_task(self):
        self.orphan(lambda supervisor, task: os.kill(task, signal.SIGKILL))

    @unittest.skipUnless(sys.platform == "linux", "looks at /proc")
    def test_it_ends_with_the_supervisor_of_its_task(self):
        self.orphan(lambda supervisor, task: os.kill(supervisor, signal.SIGKILL))


if __name__ == "__main__":
    unittest.main()
