"""Runs of the product's workflows with the real program, each on another way."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from . import project

PATIENCE = 150  # seconds


@dataclass
class Course:
    """How a run is started, what is said to it, and how it must end."""

    type: str
    input: dict
    end: str = "completed"
    # The step that the run has to have come to, or `merge` to wait for it, and what it is told then.
    at: str = ""
    told: tuple = ()
    # The run that has to have ended before.
    after: str = ""
    # What `get_status` says of it in the end, when it is not the word for its end.
    state: str = ""
    # Members of its result.
    result: dict = field(default_factory=dict)


def wish(words: str, **more) -> dict:
    return {"requirement": words, "auto_merge": True, "approval": "waived", **more}


def incident(alert: str, **more) -> dict:
    return {"alert": project.ALERT | {"id": alert}, "observation_minutes": 0, **more}


def migration(kind: str, **more) -> dict:
    return {"migration_type": kind, "target_version": "2", **more}


def gate(branch: str, **more) -> dict:
    return {"pr_number": "patch", "branch": f"gate/{branch}", **more}


PLAN, SWARM, MOVE, GATE = (
    "PlanPatchPRWorkflow", "IncidentSwarmWorkflow", "CodeMigrationWorkflow", "QualityGateWorkflow")
AGREED = ("signal", "approve", "--input", '{"note": "yes"}', "--identity", "ada")
ASKED = ("update", "approve", "--input", '{}', "--identity", "ben")
STOP = ("signal", "cancel_workflow")
# Runs whose pull requests others are about: those name them in the place of a number.
FIRST = {
    "patch": Course("IncrementalPatchWorkflow", {"description": "A patch"}),
    "plan-merged": Course(
        PLAN, wish("A plain wish"), result={"merged": True, "not_run": ["performance"]}),
}
COURSES = {
    "plan-reviewed": Course(
        PLAN, wish("A wish that contradicts itself"), result={"merged": True}),
    "plan-proposed": Course(PLAN, wish("A wish by halves", required_score=99), result={
        "merged": False, "not_merged_because": ["[Score] 98.7 is below 99.0"]}),
    "plan-failed": Course(PLAN, wish("A wish too many"), "failed"),
    "plan-approved": Course(
        PLAN, wish("A wish by hand", approval="required"), at="merge", told=AGREED,
        result={"merged": True}),
    "plan-too-late": Course(
        PLAN, wish("A wish too late", approval="required"), "failed", "merge", ASKED,
        after="plan-approved"),
    "plan-cancelled": Course(PLAN, wish("A slow wish"), "canceled", "quality_checks", ("cancel",)),
    "swarm-taken-back": Course(
        SWARM, incident("agreed", observation_minutes=9), at="observe",
        told=("signal", "rollback", "--identity", "ada"), state="rolled_back", result={"rollback_performed": True}),
    "swarm-watched": Course(
        SWARM, incident("kept", observation_minutes=1), at="observe",
        told=("signal", "rollback", "--identity", "eve"), result={"fix_applied": True}),
    "swarm-split": Course(SWARM, incident("split"), result={"fix_applied": False}),
    "swarm-at-seventy": Course(SWARM, incident("seventy"), result={"fix_applied": False}),
    "swarm-untested": Course(SWARM, incident("untested"), result={"fix_applied": False}),
    "swarm-by-people": Course(
        SWARM, incident("unwanted", auto_fix=False), result={"fix_applied": False}),
    "swarm-lone": Course(
        SWARM, incident("lone", num_diagnostic_agents=5), result={"fix_applied": False}),
    "swarm-stopped": Course(SWARM, incident("slow"), "failed", "run_tests", STOP, state="cancelled"),
    "move-whole": Course(MOVE, migration("whole"), result={"completed_steps": 3}),
    "move-paused": Course(
        MOVE, migration("paused"), at="run_tests", told=("signal", "pause_migration"),
        result={"completed_steps": 2}),
    "move-taken-back": Course(
        MOVE, migration("torn"), state="rolled_back",
        result={"rollback_performed": True, "completed_steps": 0}),
    "move-kept": Course(MOVE, migration("kept", auto_rollback=False), result={
        "completed_steps": 2, "failed_steps": 1, "skipped_steps": ["after"]}),
    "move-at-once": Course(MOVE, migration("batch", incremental=False)),
    "move-round": Course(MOVE, migration("round"), "failed"),
    "move-cancelled": Course(MOVE, migration("slow"), "canceled", "run_tests", ("cancel",)),
    "gate-passed": Course(
        GATE, gate("clean"), result={"can_merge": True, "not_run": ["performance"]}),
    "gate-mended": Course(GATE, gate("lint"), result={
        "can_merge": True, "auto_fixes_applied": ["linting"]}),
    "gate-closed": Course(
        GATE, gate("broken", weights={"security": 100}), result={"can_merge": False}),
    "gate-stopped": Course(GATE, gate("slow"), "failed", "quality_checks", STOP, state="cancelled"),
    "rollback": Course("IncidentRollbackWorkflow", {
        "alert_id": "old", "pr_number": "plan-merged", "reason": "it was no good"},
        state="rolled_back", result={"rollback_performed": True}),
    # Those that never end are last: meanwhile they have gone on in new runs.
    "alerts": Course(
        "ContinuousMonitoringWorkflow", {"poll_seconds": 1, "polls_per_run": 2}, "canceled",
        "fetch_alerts", ("cancel",)),
    "gates": Course(
        "ContinuousQualityWorkflow", {"poll_seconds": 1, "polls_per_run": 2}, "canceled",
        "list_pull_requests", ("cancel",)),
}


class Runs:
    """A worker on the small project, and the histories of what it did."""

    def __init__(self, tool: Path, folder: Path) -> None:
        self.tool, self.folder = tool, folder
        self.project = project.make(folder)
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
