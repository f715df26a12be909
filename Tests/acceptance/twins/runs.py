"""Runs with the real program, and the histories of what it did."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

from . import project
from .courses import COURSES, FIRST, Course

PATIENCE = 150  # seconds


class Runs:
    """A worker on the small project, and the histories of what it did."""

    def __init__(self, tool: Path, folder: Path) -> None:
        self.tool, self.folder = tool, folder
        self.project = project.make(tool, folder)
        self.problems: list[str] = []

    def record(self) -> dict[str, Path]:
        """All courses at once; their histories by name."""
        with open(self.folder / "worker.log", "w") as log:
            worker = subprocess.Popen(
                [self.tool, "worker", "--quiet", "--activities", "24"], cwd=self.project,
                stdout=log, stderr=log)
        try:
            numbers = {name: self.number(name, course) for name, course in FIRST.items()}
            for name, course in COURSES.items():
                given = course.input.get("pr_number")
                self.start(name, course, {"pr_number": numbers[given]} if given else {})
            for name, course in COURSES.items():
                if course.told:
                    self.tell(name, course)
            return {
                name if place == 0 else f"{name}-{place}": path
                for name, course in (FIRST | COURSES).items()
                for place, path in enumerate(self.ended(name, course))}
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait(30)

    def start(self, name: str, course: Course, more: dict = {}) -> None:
        given = json.dumps(course.input | more)
        self.call("start", course.type, "--id", name, "--input", given, "--identity", "ada")

    def number(self, name: str, course: Course) -> int:
        """The pull request of a run."""
        self.start(name, course)
        return json.loads(self.call("wait", name, "--timeout", PATIENCE))["pr_number"]

    def tell(self, name: str, course: Course) -> None:
        if course.after:
            self.call("wait", course.after, "--timeout", PATIENCE)
        self.until(name, "waiting_for" if course.at == "merge" else "step", course.at)
        self.call(course.told[0], name, *course.told[1:])
        if course.told[-1] == "pause_migration":
            self.resume(name)

    def resume(self, name: str) -> None:
        """Once the run says that it is paused."""
        self.until(name, "state", "paused")
        self.call("signal", name, "resume_migration")

    def until(self, name: str, member: str, value: str) -> None:
        """Waits until `get_status` says so."""
        deadline = time.monotonic() + PATIENCE
        while json.loads(self.call("query", name, "get_status")).get(member) != value:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{name}: {member} is never {value}")
            time.sleep(0.2)

    def ended(self, name: str, course: Course) -> list[Path]:
        """The history of a run that has ended as it must, and of the one before it, if any."""
        said = self.call("wait", name, "--timeout", PATIENCE, may_fail=True)
        result = json.loads(said) if said.startswith("{") else {}
        self.problems += [
            f"{name}: {key} is {result.get(key)!r}, not {value!r}"
            for key, value in course.result.items() if result.get(key) != value]
        # The newest first.
        listed = json.loads(self.call("list", "--prefix", name, "--format", "json", "--limit", 2))
        if listed[0]["status"] != course.end:
            self.problems.append(f"{name} is {listed[0]['status']}, not {course.end}")
        state = json.loads(self.call("query", name, "get_status")).get("state")
        expected = course.state or course.end.replace("canceled", "cancelled")
        if state != expected:
            self.problems.append(f"{name} says that it is {state}, not {expected}")
        return [self.export(name, run["run_id"], place) for place, run in enumerate(listed)]

    def export(self, name: str, run: str, place: int) -> Path:
        path = self.folder / f"{name}-{place}.json"
        self.call("export", name, "--run-id", run, "-o", path)
        return path

    def call(self, *words: object, may_fail: bool = False) -> str:
        done = subprocess.run(
            [self.tool, "workflow", *map(str, words)], cwd=self.project, capture_output=True,
            text=True, timeout=PATIENCE + 30)
        if done.returncode != 0 and not may_fail:
            raise RuntimeError(f"{words[0]} {words[1]}: {done.stderr[-300:]}")
        return done.stdout
