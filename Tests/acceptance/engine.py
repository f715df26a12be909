"""The durable engine: killed at every commit, torn, full, in several processes at once.

Speaks to `engine-trial`, a program around the engine with workflows whose effects can be counted.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Iterator, Optional

from .tool import ROOT, Context

POINTS_AT_ONCE = 2
RANDOM_KILLS = 200
TASKS = 10_000
PATIENCE = 90  # seconds until a worker must have finished


def run(context: Context) -> None:
    trial = Trial(build(), context)
    every_commit_point(trial)
    random_kills(trial)
    torn_logs(trial)
    full_disk(trial)
    many_processes(trial)
    zombie(trial)
    poison(trial)
    asked_to_end(trial)
    foreign_files(trial)


def build() -> Path:
    """The program with the same settings as the tool, so that only it is new."""
    subprocess.run(
        ["swift", "build", "-c", "release", "--product", "engine-trial"], cwd=ROOT, check=True,
        stdout=subprocess.DEVNULL)
    return ROOT / ".build/release/engine-trial"


class Trial:
    def __init__(self, program: Path, context: Context) -> None:
        self.program, self.context, self.report = str(program), context, context.report

    def call(self, *words: object) -> str:
        done = subprocess.run(
            [self.program, *map(str, words)], capture_output=True, text=True, timeout=PATIENCE)
        if done.returncode != 0:
            raise RuntimeError(f"{words[0]}: exit {done.returncode}: {done.stderr[-300:]}")
        return done.stdout

    def work(self, folder: Path, *crash: object) -> subprocess.Popen:
        return subprocess.Popen(
            [self.program, "work", str(folder / "e.db"), str(folder / "effects"),
             *map(str, crash)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self, folder: Path, *words: object) -> list[str]:
        return self.call("start", folder / "e.db", *words).splitlines()

    def status(self, folder: Path) -> dict[str, list[str]]:
        lines = self.call("status", folder / "e.db").splitlines()
        return {line.split()[0]: line.split()[1:] for line in lines}

    def finish(self, folder: Path, patience: float = PATIENCE) -> dict[str, list[str]]:
        """Lets one worker work until no run is open."""
        worker = self.work(folder)
        try:
            return self.until_closed(folder, patience)
        finally:
            end(worker)

    def until_closed(self, folder: Path, patience: float = PATIENCE) -> dict[str, list[str]]:
        deadline = time.monotonic() + patience
        while True:
            found = self.status(folder)
            open_runs = [run for run in found.values() if run[0] == "running"]
            if not open_runs or time.monotonic() > deadline:
                return found
            time.sleep(0.1)


def end(worker: subprocess.Popen) -> float:
    """Asks a worker to end; how long that took."""
    began = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    try:
        worker.wait(20)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
    return time.monotonic() - began


def opened(*words, **options) -> closing:
    """A database that is closed again, or its log would be left for whoever opens it next."""
    return closing(sqlite3.connect(*words, **options, isolation_level=None))


def effects(folder: Path) -> Counter:
    """How often each attempt at each activity had its effect."""
    path = folder / "effects"
    return Counter(path.read_text().splitlines() if path.exists() else [])


def faults(trial: Trial, folder: Path) -> Iterator[str]:
    """What must hold of any database, whatever has happened to its workers."""
    yield from trial.call("check", folder / "e.db").splitlines()
    with opened(folder / "e.db") as database:
        answer = database.execute("PRAGMA integrity_check").fetchone()[0]
        if answer != "ok":
            yield f"integrity: {answer}"
        for run, count, last in database.execute(
                "SELECT run, count(*), max(id) FROM events GROUP BY run HAVING count(*) <> max(id)"):
            yield f"run {run} has {count} events, the last is {last}"
        left = database.execute(
            "SELECT count(*) FROM activities JOIN runs ON runs.key = activities.run"
            " WHERE runs.status <> 1").fetchone()[0]
        if left:
            yield f"{left} activities of closed runs are left"
    for line, count in effects(folder).items():
        if count > 1:
            yield f"effect of one attempt {count} times: {line}"


def wrong_ends(found: dict[str, list[str]], expected: dict[str, str]) -> Iterator[str]:
    for name, result in expected.items():
        if name not in found:
            yield f"{name} was confirmed and is gone"
        elif found[name][:2] != ["completed", result]:
            yield f"{name}: {found[name][:2]}, expected completed {result}"


def every_commit_point(trial: Trial) -> None:
    """One run of steps and timers, its worker killed on both sides of every commit."""
    template = trial.context.folder("engine/points/template")
    trial.start(template, "Steps", 0, 2, 3, 5)
    point, problems, busy = 0, [], []
    last = None
    while last is None or busy:
        while last is None and len(busy) < POINTS_AT_ONCE:
            point += 1
            folder = template.parent / str(point)
            shutil.copytree(template, folder)
            busy.append((point, folder, trial.work(folder, "crash", point), time.monotonic()))
        number, folder, worker, began = busy.pop(0)
        died = wait_for_death(trial, folder, worker)
        if not died:
            last = number if last is None else min(last, number)
        found = trial.finish(folder) if died else trial.status(folder)
        problems += [
            f"point {number}: {problem}" for problem in
            [*wrong_ends(found, {"run-0": "3", "run-1": "3"}), *faults(trial, folder)]]
        shutil.rmtree(folder)
    trial.report.check(
        "kill -9 on both sides of every commit", problems if last and last > 20 else
        [*problems, f"only {last} points were reached"], f"{(last or 1) - 1} points")


def wait_for_death(trial: Trial, folder: Path, worker: subprocess.Popen) -> bool:
    """False when the work was done before the point was reached."""
    while worker.poll() is None:
        if all(run[0] != "running" for run in trial.status(folder).values()):
            end(worker)
            return worker.returncode == -signal.SIGKILL
        time.sleep(0.05)
    return True


def random_kills(trial: Trial) -> None:
    """Runs and signals come in while two workers are killed over and over."""
    folder, chance = trial.context.folder("engine/kills"), random.Random(7)
    acknowledged = trial.start(folder, "Steps", 0, 60, 8, 20)
    acknowledged += trial.start(folder, "Mixed", 100, 20, 3, 20)
    workers = [trial.work(folder) for _ in range(2)]
    signals, kills = [], 0
    while kills < RANDOM_KILLS:
        time.sleep(chance.uniform(0.02, 0.12))
        victim = chance.randrange(2)
        workers[victim].kill()
        workers[victim].wait()
        workers[victim] = trial.work(folder)
        kills += 1
        if len(signals) < 60:
            run, number = 100 + len(signals) // 3, len(signals) % 3
            # Twice with the same id: one signal.
            for _ in range(2):
                trial.call("signal", folder / "e.db", f"run-{run}", "add", f"s{number}")
            signals.append((run, number))
    found = trial.until_closed(folder)
    for worker in workers:
        end(worker)
    expected = {f"run-{number}": "8" for number in range(60)}
    # Two of the child, 1 + 2 + 3 of the steps, 3 of the signals.
    expected |= {f"run-{number}": "11" for number in range(100, 120)}
    trial.report.check(
        f"{RANDOM_KILLS} random kills of two workers", [
            *wrong_ends(found, expected), *faults(trial, folder),
            *([] if len(acknowledged) == 80 else [f"{len(acknowledged)} of 80 starts confirmed"])],
        f"{sum(effects(folder).values())} effects, {len(signals)} signals sent twice")


def torn_logs(trial: Trial) -> None:
    """The log of the database, cut at every 512 bytes, opens to a prefix of what was written."""
    folder = trial.context.folder("engine/torn")
    trial.start(folder, "Steps", 0, 5, 4, 0)
    worker = trial.work(folder)
    trial.until_closed(folder)
    worker.kill()
    worker.wait()
    database, log = (folder / "e.db").read_bytes(), (folder / "e.db-wal").read_bytes()
    whole = listing(folder / "e.db")
    image = trial.context.folder("engine/torn-image")
    problems, lengths = [], []
    for size in range(0, len(log) + 1, 512):
        for name in ("e.db", "e.db-wal", "e.db-shm"):
            (image / name).unlink(missing_ok=True)
        (image / "e.db").write_bytes(database)
        (image / "e.db-wal").write_bytes(log[:size])
        found = listing(image / "e.db")
        if found is None or not set(found) <= set(whole or []):
            problems.append(f"cut at {size}: not a prefix")
        lengths.append(len(found or []))
    if lengths != sorted(lengths):
        problems.append("a longer log held fewer events")
    trial.report.check(
        "logs torn at every 512 bytes", problems, f"{len(lengths)} images, {lengths[-1]} events")


def listing(path: Path) -> Optional[list]:
    with opened(path) as database:
        if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return None
        try:
            return database.execute("SELECT run, id, event FROM events").fetchall()
        except sqlite3.OperationalError:
            return []  # cut before the tables were there


def full_disk(trial: Trial) -> None:
    """A worker waits while the disk is full, and goes on when there is room again."""
    folder = trial.context.folder("engine/full")
    if os.geteuid() != 0 or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(folder)],
            capture_output=True).returncode != 0:
        return trial.report.skip("disk full", "needs the right to mount")
    try:
        trial.start(folder, "Steps", 0, 6, 30, 0)
        worker = trial.work(folder)
        time.sleep(4)
        stuck = worker.poll() is None and any(
            run[0] == "running" for run in readable_status(folder).values())
        subprocess.run(["mount", "-o", "remount,size=64m", str(folder)], check=True)
        found = trial.until_closed(folder)
        end(worker)
        trial.report.check("disk full, then room again", [
            *([] if stuck else ["the disk was not full"]),
            *wrong_ends(found, {f"run-{n}": "30" for n in range(6)}), *faults(trial, folder)])
    finally:
        subprocess.run(["umount", "-l", str(folder)], capture_output=True)


def readable_status(folder: Path) -> dict[str, list[str]]:
    """Without writing: a full disk takes nothing, not even what a reader of ours would write."""
    with opened(f"file:{folder / 'e.db'}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT workflow_id, status FROM runs").fetchall()
    return {name: ["running" if status == 1 else "closed"] for name, status in rows}


def many_processes(trial: Trial) -> None:
    """Two to eight workers on one database: each task done once."""
    for count, runs in ((2, 100), (8, TASKS // 20 - 100)):
        folder = trial.context.folder(f"engine/processes-{count}")
        trial.start(folder, "Steps", 0, runs, 20, 0)
        workers = [trial.work(folder) for _ in range(count)]
        began = time.monotonic()
        found = trial.until_closed(folder, patience=180)
        took = time.monotonic() - began
        ended = [worker.poll() for worker in workers]
        for worker in workers:
            end(worker)
        done = effects(folder)
        trial.report.check(f"{count} processes on one database", [
            *wrong_ends(found, {f"run-{n}": "20" for n in range(runs)}), *faults(trial, folder),
            *([] if len(done) == runs * 20 else [f"{len(done)} effects of {runs * 20}"]),
            *(f"a worker ended with {status}" for status in ended if status is not None)],
            f"{runs * 20} tasks, each once, in {took:.1f} s")


def zombie(trial: Trial) -> None:
    """A worker that sleeps through its lease may not bring what another has done meanwhile."""
    folder = trial.context.folder("engine/zombie")
    trial.start(folder, "Slow", 0, 1, 1, 1500)
    first = trial.work(folder)
    time.sleep(0.6)
    first.send_signal(signal.SIGSTOP)
    second = trial.work(folder)
    found = trial.until_closed(folder)
    first.send_signal(signal.SIGCONT)
    time.sleep(2)
    end(first), end(second)
    with opened(folder / "e.db") as database:
        refused = database.execute("SELECT what, reason FROM refusals").fetchall()
    trial.report.check("a zombie is refused by its token", [
        *wrong_ends(found, {"run-0": "2"}), *faults(trial, folder),
        *([] if any(what == "a result" for what, _ in refused) else [f"refusals: {refused}"])],
        "; ".join(reason for _, reason in refused[:1]))


def poison(trial: Trial) -> None:
    """A run that kills its worker is set aside after five workers; others are done."""
    folder = trial.context.folder("engine/poison")
    trial.start(folder, "Poison", 0, 1, 1, 0)
    trial.start(folder, "Steps", 1, 20, 5, 10)
    deaths, deadline = 0, time.monotonic() + PATIENCE
    worker = trial.work(folder)
    while time.monotonic() < deadline:
        if worker.poll() is not None:
            deaths += 1
            worker = trial.work(folder)
        found = trial.status(folder)
        if quarantined(folder) and all(
                run[0] == "completed" for name, run in found.items() if name != "run-0"):
            break
        time.sleep(0.1)
    time.sleep(1)
    survived = worker.poll() is None
    end(worker)
    trial.report.check("a poisonous run is set aside", [
        *wrong_ends(trial.status(folder), {f"run-{n}": "5" for n in range(1, 21)}),
        *([] if quarantined(folder) else ["it is not in quarantine"]),
        *([] if survived else ["it kills workers still"]),
        *([] if deaths <= 6 else [f"it killed {deaths} workers"])], f"{deaths} workers died of it")


def quarantined(folder: Path) -> bool:
    with opened(folder / "e.db") as database:
        fault = database.execute(
            "SELECT last_fault FROM runs WHERE workflow_id = 'run-0'").fetchone()[0]
    return "quarantine" in fault


def asked_to_end(trial: Trial) -> None:
    """On TERM a worker ends in time and hands its work on; a second TERM is not needed."""
    folder = trial.context.folder("engine/term")
    trial.start(folder, "Steps", 0, 30, 6, 30)
    times = []
    for _ in range(4):
        worker = trial.work(folder)
        time.sleep(0.3)
        times.append(end(worker))
    found = trial.finish(folder)
    trial.report.check("asked to end, four times over", [
        *wrong_ends(found, {f"run-{n}": "6" for n in range(30)}), *faults(trial, folder),
        *(f"took {took:.1f} s" for took in times if took > 10)], f"at most {max(times):.2f} s")


def foreign_files(trial: Trial) -> None:
    """Files of others, and databases of a newer program, are refused and stay as they are."""
    folder = trial.context.folder("engine/foreign")
    (folder / "text").write_text("no database\n" * 100)
    with opened(folder / "other") as database:
        database.execute("CREATE TABLE t(a)")
    trial.start(trial.context.folder("engine/newer"), "Steps", 0, 1, 1, 0)
    shutil.copy(folder.parent / "newer/e.db", folder / "newer")
    with opened(folder / "newer") as database:
        database.execute("PRAGMA user_version = 99")
    problems = []
    for name, words in {
            "text": "is not a database", "other": "of another program", "newer": "version 99",
    }.items():
        before = (folder / name).read_bytes()
        done = subprocess.run(
            [str(trial.context.tool), "workflow", "list", "--database", str(folder / name)],
            capture_output=True, text=True)
        if done.returncode != 3 or words not in done.stderr:
            problems.append(f"{name}: exit {done.returncode}, {done.stderr.strip()[:200]}")
        if (folder / name).read_bytes() != before:
            problems.append(f"{name} was written to")
    trial.report.check("files of others stay as they are", problems)
