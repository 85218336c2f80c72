"""Airflow as it runs in production, but small: API server, scheduler with LocalExecutor, DAG processor, and a database."""

import json
import os
import pathlib
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from weed import free_ports

LOCAL = "127.0.0.1,localhost"
# What a server says, or not, while it has too much to do.
NOT_WELL = (urllib.error.URLError, ConnectionError, TimeoutError)
# Nothing of this goes through a proxy. What is written in small letters is looked at first.
os.environ["no_proxy"] = os.environ["NO_PROXY"] = LOCAL


class Airflow:
    """An Airflow whose home is a folder; `with` starts it, and ends all of its processes however the body ends."""

    def __init__(self, home, dags, **variables):
        self.home = pathlib.Path(home)
        port, log_port = free_ports(2)
        self.address = f"http://127.0.0.1:{port}"
        self.port = port
        self.token = None
        self.processes = {}
        self.environment = {
            **os.environ,
            **variables,
            "AIRFLOW_HOME": str(self.home),
            # What the tasks start has none of Airflow's own variables.
            "CHECK_HOME": str(self.home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(dags),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__PARALLELISM": "10",
            "AIRFLOW__CORE__MAX_ACTIVE_TASKS_PER_DAG": "10",
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "True",
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.address}/execution/",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{self.home}/airflow.db",
            "AIRFLOW__API__BASE_URL": self.address,
            "AIRFLOW__API__SECRET_KEY": secrets.token_hex(),
            "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(),
            "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(log_port),
            "AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK": "False",
            # A worker that is gone is found out in a minute instead of five.
            "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "60",
            "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "3",
            "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.3",
            "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "600",
            "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "600",
            "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
            "PYTHONWARNINGS": "ignore",
            "NO_PROXY": LOCAL,
            "no_proxy": LOCAL,
        }

    def __enter__(self):
        self.home.mkdir(parents=True)
        try:
            self.command("db", "migrate")
            self._start("api-server", "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1")
            self._start("dag-processor")
            self._start("scheduler")
            self.until("the API server answers", self._log_in)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        end = time.monotonic() + 5
        while time.monotonic() < end and any(process.poll() is None for process in self.processes.values()):
            time.sleep(0.1)
        # The rest, and the workers and tasks of a scheduler that could not end them, and what these started. Variables that
        # nobody else has say whose they are.
        for pid in self.left():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for process in self.processes.values():
            process.wait()
        end = time.monotonic() + 10
        while self.left() and time.monotonic() < end:
            time.sleep(0.1)

    def left(self):
        """All processes of this Airflow, and of its tasks."""
        return {*processes_with(f"AIRFLOW_HOME={self.home}"), *processes_with(f"CHECK_HOME={self.home}")}

    def _start(self, *words):
        log = open(self.home / f"{words[0]}.log", "wb")
        self.processes[words[0]] = subprocess.Popen(
            [sys.executable, "-m", "airflow", *words], env=self.environment, stdin=subprocess.DEVNULL, stdout=log,
            stderr=subprocess.STDOUT, start_new_session=True)

    def command(self, *words):
        """The output of a command of Airflow's."""
        done = subprocess.run(
            [sys.executable, "-m", "airflow", *words], env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise SystemExit(f"airflow {' '.join(words)} ended with {done.returncode}:\n{done.stdout}")
        return done.stdout

    def _log_in(self):
        self.token = self.ask("/auth/token")["access_token"]
        return True

    def ask(self, path, body=None, method=None):
        """The answer of the API as JSON; a body makes it a POST. What may be asked twice is, while the server is not well."""
        patience = 1 if body is not None and method is None else 10
        for attempt in range(1, patience + 1):
            try:
                return self._ask(path, body, method)
            except NOT_WELL:
                if attempt == patience:
                    raise
                time.sleep(1)

    def _ask(self, path, body, method):
        request = urllib.request.Request(
            self.address + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **({"Authorization": f"Bearer {self.token}"} if self.token else {})})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read() or "null")
        except urllib.error.HTTPError as error:
            text = f"{path}: {error} {error.read().decode(errors='replace')}"
            # SQLite has one writer, and the API says 500 where it waited too long for it.
            raise (ConnectionError(text) if error.code >= 500 else SystemExit(text)) from error

    def until(self, what, found, seconds=300):
        """Waits until `found()` is true, and returns it."""
        end = time.monotonic() + seconds
        while True:
            try:
                if answer := found():
                    return answer
            except NOT_WELL:
                pass
            for name, process in self.processes.items():
                if process.poll() is not None:
                    raise SystemExit(f"airflow {name} ended with {process.returncode}:\n{self.tail(name)}")
            if time.monotonic() > end:
                raise SystemExit(f"waited {seconds} s in vain: {what}\n{self.tail('scheduler')}")
            time.sleep(0.3)

    def tail(self, name):
        return "\n".join((self.home / f"{name}.log").read_text(errors="replace").splitlines()[-40:])

    # Runs and tasks

    def trigger(self, dag, logical_date=None, **conf):
        """Starts a run by hand, without a logical date unless one is given, and returns its name."""
        name = f"by_hand__{secrets.token_hex(8)}"

        # Asked for again, it is there already or begins now: the name is the same.
        def begun():
            known = {run["dag_run_id"] for run in self.runs(dag)}
            if name not in known:
                self.ask(f"/api/v2/dags/{dag}/dagRuns", {"dag_run_id": name, "logical_date": logical_date, "conf": conf})
            return True

        self.until(f"a run of {dag} by hand", begun)
        return name

    def runs(self, dag):
        return self.ask(f"/api/v2/dags/{dag}/dagRuns?limit=100")["dag_runs"]

    def ended(self, dag, run):
        """Waits for the end of a run, and returns its state."""
        path = f"/api/v2/dags/{dag}/dagRuns/{run}"
        return self.until(
            f"the end of {run} of {dag}", lambda: state if (state := self.ask(path)["state"]) in ("success", "failed") else None)

    def tasks(self, dag, run):
        """The tasks of a run by name and map index."""
        path = f"/api/v2/dags/{dag}/dagRuns/{run}/taskInstances?limit=100"
        return {(task["task_id"], task["map_index"]): task for task in self.ask(path)["task_instances"]}

    def xcom(self, dag, run, task, index=-1):
        path = f"/api/v2/dags/{dag}/dagRuns/{run}/taskInstances/{task}/xcomEntries/return_value?map_index={index}&deserialize=true"
        return self.ask(path)["value"]

    def log(self, dag, run, task, index=-1, attempt=1):
        """The lines of a task's log, as people read them."""
        folder = self.home / f"logs/dag_id={dag}/run_id={run}/task_id={task}"
        path = folder / (f"map_index={index}/attempt={attempt}.log" if index >= 0 else f"attempt={attempt}.log")
        lines = []
        for line in path.read_text().splitlines():
            try:
                entry = json.loads(line)
            except ValueError:
                lines.append(line)
                continue
            lines.append(entry.get("event", ""))
            lines += [detail["exc_value"] for detail in entry.get("error_detail") or []]
        return lines


def processes_with(variable):
    """The processes that have a variable in their environment."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/environ"):
        try:
            if variable.encode() in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return [pid for pid in found if pid != os.getpid()]


def command_line(pid):
    """The words of a process, or none if it is gone."""
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def parent_of(pid):
    return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
