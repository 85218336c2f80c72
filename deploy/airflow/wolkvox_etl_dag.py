"""Runs wolkvox-etl on Apache Airflow 3: one DAG for each pipeline file, one mapped task for each token.

    plan ──→ run [one for each token's group] ──→ publish

`plan` asks `wolkvox-etl plan --json` which tokens have work on the days of the DAG run. Each `run` starts `wolkvox-etl run`
with the arguments that the plan gives, so nothing that the program decides is decided again here. `publish` says which
reports are complete: an asset for each.

Put this file into the folder of DAGs and name the pipeline file in the environment of the DAG processor and the workers:

    WOLKVOX_ETL_PIPELINE=/srv/etl/nightly.yaml

More DAGs, with settings of their own, are a file of a few lines that calls `pipeline_dag` (deploy/airflow/README.md).
Reading this file makes no request, asks no database, and reads no other file.
"""

from __future__ import annotations

import collections
import ctypes
import datetime
import json
import os
import pathlib
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pendulum
from airflow.configuration import conf
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.sdk import DAG, Asset, AssetAlias, AssetAny, BaseOperator, Param
from airflow.timetables.assets import AssetOrTimeSchedule
from airflow.timetables.interval import CronDataIntervalTimetable

# What an exit code means for the task. A person has to act on these, or a later night: a retry would only cost calls.
FAILED_FOR_GOOD = {
    3: "some days are missing or suspect",
    64: "wrong usage: does the program have the version that this DAG is for?",
    65: "the data failed a check of the pipeline file",
    74: "files could not be written",
    77: "the token was refused",
    78: "the pipeline file is wrong, or the output holds the days of another pipeline",
}

# Time mends these, so the task is retried. So it is after any code that is in neither table, such as that of a crash.
RETRIED = {
    69: "the API could not be reached, kept failing, or gave no whole answer",
    75: "the day's calls are spent, or another process has the token",
    130: "ended by SIGINT",
    137: "ended by SIGKILL",
    143: "ended by SIGTERM",
}

# A record that is longer, as JSON, loses its good partitions before it becomes an XCom: these lie in the metadata database.
LONGEST_RECORD = 256 * 1024

# How long `on_kill` waits for the program's end. Airflow kills the task's process five seconds after it asked it to stop.
PATIENCE = 4.0


# ---------------------------------------------------------------------------------------------------------------------
# Days
# ---------------------------------------------------------------------------------------------------------------------


def days_of_interval(start: datetime.datetime, end: datetime.datetime, zone: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last local day that begin in a data interval: from 05:00 to 05:00 is the day of the first 05:00.

    Of an interval that is a moment, as a DAG without a time of its own has for a logical date, it is the day before.
    """
    first, after = (moment.astimezone(ZoneInfo(zone)).date() for moment in (start, end))
    if start == end:
        first -= datetime.timedelta(days=1)
    return first, max(first, after - datetime.timedelta(days=1))


def days_of_run(context: Mapping[str, Any], zone: str) -> tuple[datetime.date, datetime.date]:
    """The days that a DAG run is for: of its parameters, its data interval, the assets that began it, or yesterday."""
    params = context.get("params") or {}
    if params.get("from") or params.get("to"):
        return _range(params.get("from") or params["to"], params.get("to") or params["from"], "the parameters")
    if (start := context.get("data_interval_start")) and (end := context.get("data_interval_end")):
        return days_of_interval(start, end, zone)
    # Without a logical date there is no interval either (a manual run without one, a run that assets began).
    events = [event for events in (context.get("triggering_asset_events") or {}).values() for event in events]
    extras = [extra for event in events if (extra := event.extra) and extra.get("from") and extra.get("to")]
    if extras:
        return _range(min(extra["from"] for extra in extras), max(extra["to"] for extra in extras), "the asset's event")
    day = context["dag_run"].run_after.astimezone(ZoneInfo(zone)).date() - datetime.timedelta(days=1)
    return day, day


def _range(first: str, last: str, origin: str) -> tuple[datetime.date, datetime.date]:
    try:
        days = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    except (TypeError, ValueError) as error:
        raise AirflowFailException(f"A day of {origin} is not a date such as 2026-10-01: {first}, {last}") from error
    if days[0] > days[1]:
        raise AirflowFailException(f"The days of {origin} end ({last}) before they begin ({first})")
    return days


# ---------------------------------------------------------------------------------------------------------------------
# The program
# ---------------------------------------------------------------------------------------------------------------------


class Program:
    """Runs wolkvox-etl as a child that does not outlive its task, and hands its log on line by line."""

    def __init__(self, say: Callable[[str], None], directory: str) -> None:
        self._say = say
        self._directory = directory
        self._child: subprocess.Popen[bytes] | None = None
        self.stdout = b""
        self.last_lines: collections.deque[str] = collections.deque(maxlen=12)

    def run(self, words: Sequence[str]) -> int:
        """Runs it to its end, and returns its exit code; 128 and the signal's number where a signal ended it."""
        program = os.environ.get("WOLKVOX_ETL_PROGRAM") or "wolkvox-etl"
        parent = os.getppid()
        try:
            self._child = subprocess.Popen(
                [program, *words], cwd=self._directory, env=_environment(), stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=_dies_with_parent(os.getpid()))
        except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
            raise AirflowFailException(
                f"{program} cannot be started in {self._directory}: {error}. Put it on the PATH of the workers, or set "
                "WOLKVOX_ETL_PROGRAM, and WOLKVOX_ETL_DIRECTORY to a folder that is there") from error
        try:
            self._listen(self._child, parent)
            code = self._child.wait()
        finally:
            # A timeout of the task, or what else ends the waiting, ends the program too.
            self.stop()
            for pipe in (self._child.stdout, self._child.stderr):
                if pipe:
                    pipe.close()
        return 128 - code if code < 0 else code

    def stop(self) -> None:
        """Asks the program to stop and waits for it. A program that stays has the token, so a retry gets 75 and waits."""
        child = self._child
        if child is None or child.poll() is not None:
            return
        child.send_signal(signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while child.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        if child.poll() is None:
            self._say(f"wolkvox-etl ({child.pid}) has not ended {PATIENCE:.0f} s after SIGTERM")

    def _listen(self, child: subprocess.Popen[bytes], parent: int) -> None:
        """Reads both pipes until they are closed, or the child has ended and nothing more comes."""
        assert child.stdout and child.stderr
        log = b""
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            selector.register(child.stderr, selectors.EVENT_READ)
            while selector.get_map():
                ready = selector.select(timeout=1.0)
                for key, _ in ready:
                    data = os.read(key.fd, 65536)
                    if not data:
                        selector.unregister(key.fileobj)
                    elif key.fileobj is child.stdout:
                        self.stdout += data
                    else:
                        *lines, log = (log + data).split(b"\n")
                        self._hear(lines)
                if not ready and child.poll() is not None:
                    break
                if os.getppid() != parent:
                    # Airflow's supervisor is dead: nobody hears of this task any more, and its retry will come.
                    self.stop()
                    raise AirflowException("The supervisor of this task has died")
        self._hear([log] if log else [])

    def _hear(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            text = line.decode(errors="replace").rstrip()
            self.last_lines.append(text)
            if text:
                self._say(text)


def _environment() -> dict[str, str]:
    """The environment without Airflow's own variables, some of which are secrets."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW_", "_AIRFLOW_"))}


try:
    _prctl = ctypes.CDLL(None, use_errno=True).prctl
except (OSError, AttributeError):
    _prctl = None
_PR_SET_PDEATHSIG = 1


def _dies_with_parent(parent: int) -> Callable[[], None] | None:
    """What a child does first so that the kernel sends it SIGTERM when the task's process dies; Linux only."""
    if _prctl is None:
        return None

    def ask() -> None:
        _prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
        # It may have died before the kernel was asked.
        if os.getppid() != parent:
            os._exit(143)

    return ask


# ---------------------------------------------------------------------------------------------------------------------
# The run record
# ---------------------------------------------------------------------------------------------------------------------


def read_record(stdout: bytes) -> dict[str, Any] | None:
    """The run record that `run --json` prints, or None where the run did not get as far."""
    try:
        record = json.loads(stdout)
    except ValueError:
        return None
    return record if isinstance(record, dict) and "partitions" in record else None


def shortened(record: dict[str, Any]) -> dict[str, Any]:
    """The record as it is, or without its good partitions where it is too long for an XCom."""
    if len(json.dumps(record)) <= LONGEST_RECORD:
        return record
    kept = [partition for partition in record["partitions"] if not _is_good(partition)][:500]
    return {**record, "partitions": kept, "partitions_left_out": len(record["partitions"]) - len(kept)}


def missing_days(record: Mapping[str, Any] | None, most: int = 20) -> list[str]:
    """The days that the run did not get, by report and source: `cdr_1 of bogota: 2026-11-19, 2026-11-20 (suspect)`."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for partition in (record or {}).get("partitions", []):
        if not _is_good(partition):
            outcome = partition["outcome"] if partition["outcome"] in ("failed", "left") else "suspect"
            found.setdefault((partition["report"], partition["source"], outcome), []).append(partition["day"])
    lines = [
        f"{report} of {source}: {', '.join(sorted(days))} ({outcome})" for (report, source, outcome), days in sorted(found.items())]
    return lines[:most] + ([f"and {len(lines) - most} more"] if len(lines) > most else [])


def _is_good(partition: Mapping[str, Any]) -> bool:
    return partition["outcome"] in ("committed", "resumed", "skipped") and partition.get("state") != "suspect"


def error_of(code: int, record: Mapping[str, Any] | None, last_lines: Iterable[str]) -> AirflowException | None:
    """The error that an exit code is for Airflow: None, one that is not retried, or one that is."""
    if code == 0:
        return None
    meaning = FAILED_FOR_GOOD.get(code) or RETRIED.get(code) or "the program crashed"
    parts = [f"wolkvox-etl ended with {code}: {meaning}."]
    if record:
        parts += [text for key in ("headline", "next_step") if (text := record.get(key))]
        parts += missing_days(record)
    else:
        # A run that did not begin says why in the last lines of its log.
        parts += [line for line in last_lines if line.strip()]
    return (AirflowFailException if code in FAILED_FOR_GOOD else AirflowException)("\n".join(parts))


# ---------------------------------------------------------------------------------------------------------------------
# Operators
# ---------------------------------------------------------------------------------------------------------------------


class ProgramOperator(BaseOperator):
    """A task that runs wolkvox-etl, and ends it when Airflow ends the task."""

    def __init__(self, *, directory: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.directory = directory
        self._program: Program | None = None

    def run_program(self, words: Sequence[str]) -> tuple[int, Program]:
        self.log.info("wolkvox-etl %s", " ".join(words))
        self._program = Program(self.log.info, self.directory)
        return self._program.run(words), self._program

    def on_kill(self) -> None:
        if self._program:
            self._program.stop()


class PlanDays(ProgramOperator):
    """Returns the groups of the days of the DAG run: for each token the arguments of `run` that make its share."""

    def __init__(self, *, pipeline: str, zone: str, lookback: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pipeline = pipeline
        self.zone = zone
        self.lookback = lookback

    def execute(self, context: Mapping[str, Any]) -> list[dict[str, Any]]:
        first, last = days_of_run(context, self.zone)
        words = ["plan", self.pipeline, "--from", str(first), "--to", str(last), "--json"]
        # A run for given days is for these alone: the nights after it look back by themselves.
        if self.lookback and str(getattr(context["dag_run"].run_type, "value", context["dag_run"].run_type)) == "scheduled":
            words += ["--lookback", f"{self.lookback}d"]
        code, program = self.run_program(words)
        if error := error_of(code, None, program.last_lines):
            raise error
        groups = planned_groups(program.stdout)
        refuse_too_many(len(groups), conf.getint("core", "max_map_length"))
        self.log.info("%d tokens have work on %s … %s", len(groups), first, last)
        return groups


def planned_groups(stdout: bytes) -> list[dict[str, Any]]:
    """What the tasks need of a plan, without its calls. A group that asks for no day is left out."""
    groups = json.loads(stdout)["groups"]
    if any("args" not in group for group in groups):
        raise AirflowFailException("This wolkvox-etl is too old for the DAG: its plan has no args")
    return [
        {
            "args": group["args"],
            "sources": group["sources"],
            "partitions": group["partitions"],
            "reports": sorted({call["report"] for call in group["calls"]}),
        }
        for group in groups
        if group["partitions"]
    ]


def refuse_too_many(groups: int, most: int) -> None:
    """Airflow refuses to map over more, with an error that names neither the number nor the setting."""
    if groups > most:
        raise AirflowFailException(
            f"The plan has {groups:,} tokens, and Airflow maps over {most:,} at most. No call was made. Set "
            f"AIRFLOW__CORE__MAX_MAP_LENGTH={groups} or more for the API server, the scheduler and the workers, or make several "
            "pipeline files of this one (docs/scale.md)")


class RunGroup(ProgramOperator):
    """Makes one group's share of the days, and returns the run record."""

    def __init__(self, *, group: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.group = group

    def execute(self, context: Mapping[str, Any]) -> dict[str, Any] | None:
        code, program = self.run_program([*self.group["args"], "--json"])
        record = read_record(program.stdout)
        if record:
            record = shortened(record)
        if code and record:
            # What a task returns is lost where it fails, and then people look for it.
            context["ti"].xcom_push(key="return_value", value=record)
        self.log.info("run record: %s", json.dumps(record, ensure_ascii=False))
        if error := error_of(code, record, program.last_lines):
            raise error
        return record


class PublishReports(BaseOperator):
    """Tells Airflow of a new event for the asset of each report, once all tokens have made their share."""

    template_fields = ("groups",)

    def __init__(self, *, groups: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.groups = groups

    def execute(self, context: Mapping[str, Any]) -> list[str]:
        groups = list(self.groups or [])
        days = [word for group in groups for flag, word in zip(group["args"], group["args"][1:]) if flag in ("--from", "--to")]
        reports = sorted({report for group in groups for report in group["reports"]})
        for report in reports:
            sources = sorted({source for group in groups if report in group["reports"] for source in group["sources"]})
            context["outlet_events"][AssetAlias(self.dag_id)].add(
                report_asset(self.dag_id, report), extra={"from": min(days), "to": max(days), "sources": sources})
        return reports


def report_asset(dag_id: str, report: str) -> Asset:
    """The asset of a report: `wolkvox_nightly.cdr_1`. Its events say which days (`from`, `to`) of which `sources` are there."""
    return Asset(name=f"{dag_id}.{report}", uri=f"wolkvox-etl://{dag_id}/{report}")


# ---------------------------------------------------------------------------------------------------------------------
# The DAG
# ---------------------------------------------------------------------------------------------------------------------


def pipeline_dag(
    pipeline: str,
    *,
    dag_id: str | None = None,
    cron: str | None = os.environ.get("WOLKVOX_ETL_CRON", "0 5 * * *"),
    zone: str = os.environ.get("WOLKVOX_ETL_ZONE", "America/Bogota"),
    after: Sequence[Asset] = (),
    lookback: int = int(os.environ.get("WOLKVOX_ETL_LOOKBACK", "2")),
    start: str = os.environ.get("WOLKVOX_ETL_START", "2026-01-01"),
    directory: str | None = os.environ.get("WOLKVOX_ETL_DIRECTORY"),
    retries: int = int(os.environ.get("WOLKVOX_ETL_RETRIES", "8")),
    retry_delay: float = float(os.environ.get("WOLKVOX_ETL_RETRY_DELAY", "600")),
    parallel: int = int(os.environ.get("WOLKVOX_ETL_PARALLEL", "16")),
) -> DAG:
    """Returns the DAG of a pipeline file; assign it to a name at the top of a file, or Airflow does not find it.

    `cron` is when it runs, on the clock of `zone`, which is that of the sources: a run at 05:00 is for the day before. With
    None it has no time of its own. `after` are assets that begin a run too, any of them. `lookback` is for how many more days
    before a scheduled run asks again. `directory` is where the program is started, by default the pipeline file's folder.
    `retry_delay` is in seconds, and doubles with each retry up to two hours. `parallel` tokens are at work at once.
    """
    if not os.path.isabs(pipeline):
        raise ValueError(f"The path of the pipeline file has to be absolute: {pipeline}")
    dag_id = dag_id or f"wolkvox_{pathlib.PurePath(pipeline).stem}"
    directory = directory or os.path.dirname(pipeline)
    with DAG(
        dag_id=dag_id,
        description=f"wolkvox-etl run {pipeline}",
        schedule=_schedule(cron, zone, after),
        start_date=pendulum.parse(start, tz=zone),
        # Days that were missed are asked for by `airflow backfill create`, not all at once when the DAG is switched on.
        catchup=False,
        # Two runs at once would want the same tokens.
        max_active_runs=1,
        # A Param holds the value that is given for it, so each needs one of its own.
        params={name: Param(None, type=["null", "string"], format="date") for name in ("from", "to")},
        default_args={
            "retries": retries,
            "retry_delay": datetime.timedelta(seconds=retry_delay),
            "retry_exponential_backoff": True,
            "max_retry_delay": datetime.timedelta(hours=2),
        },
        tags=["wolkvox-etl"],
        doc_md=__doc__,
        # Else a file that imports this one would have its DAG a second time.
        auto_register=False,
    ) as dag:
        plan = PlanDays(task_id="plan", pipeline=pipeline, zone=zone, lookback=lookback, directory=directory)
        run = RunGroup.partial(
            task_id="run",
            directory=directory,
            max_active_tis_per_dagrun=parallel,
            # The database has room for 250 letters, and PostgreSQL fails the task that has more.
            map_index_template="{{ task.group['sources'] | join(', ') | truncate(200, True, '…', 0) }}",
        ).expand(group=plan.output)
        publish = PublishReports(task_id="publish", groups=plan.output, outlets=[AssetAlias(dag_id)])
        run >> publish
    return dag


def _schedule(cron: str | None, zone: str, after: Sequence[Asset]) -> Any:
    # A cron string would mean the moment of the run in Airflow 3; this timetable gives each run an interval that has passed.
    timetable = CronDataIntervalTimetable(cron, timezone=zone) if cron else None
    if not after:
        return timetable
    return AssetOrTimeSchedule(timetable=timetable, assets=AssetAny(*after)) if timetable else AssetAny(*after)


for _path in filter(None, os.environ.get("WOLKVOX_ETL_PIPELINE", "").split(os.pathsep)):
    _dag = pipeline_dag(_path)
    globals()[_dag.dag_id] = _dag
