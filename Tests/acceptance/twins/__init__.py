"""The workflows of the product, run for real; their histories held against code of two kinds.

Our own code must replay every history, and must part from an edited one at the event that the edit
says. Four workflows are written once more in Python: Temporal's own library must replay what our
engine recorded with them, and must refuse what was edited.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Iterable, Iterator

from ..tool import ROOT, Context
from . import courses, edits
from .crowded import crowded
from .runs import Runs

TWINS = {courses.PLAN, courses.SWARM, courses.MOVE, courses.GATE}
WORKFLOWS = TWINS | {
    "IncrementalPatchWorkflow", "IncidentRollbackWorkflow", "ContinuousMonitoringWorkflow",
    "ContinuousQualityWorkflow", "PublishWorkflow", "ModulePipelineWorkflow"}


def run(context: Context) -> None:
    folder = context.folder("twins")
    runs = Runs(context.tool, folder)
    recorded = runs.record()
    context.report.check("each course ends as it must", runs.problems, f"{len(recorded)} histories")
    histories = {name: History(path) for name, path in recorded.items()}
    histories |= {path.stem: History(path) for path in demonstrated()}
    edited = {
        path.stem: (path, edit) for name, history in histories.items()
        for edit in history.edits() for path in [edits.written(edit, folder, name)]}
    own_code(context, histories, edited)
    twins(context, histories, edited)
    crowded_turns(context, folder, histories["plan-merged"])


def demonstrated() -> list[Path]:
    """What the demonstration recorded; it is a part of the site."""
    return sorted((ROOT / "content/demonstration/histories").glob("*.json"))


class History:
    def __init__(self, path: Path) -> None:
        self.path, self.events = path, json.loads(path.read_text())["events"]
        self.type = edits.attributes(self.events[0])["workflowType"]["name"]

    def edits(self) -> Iterator[edits.Edited]:
        yield from edits.edits(self.events)
        mistyped = edits.mistyped(self.events)
        if mistyped is not None:
            yield mistyped


def refusal(context: Context, path: Path) -> str:
    """What our own code says against a history; empty when it does the same."""
    done = subprocess.run(
        [context.tool, "workflow", "replay", str(path)], capture_output=True, text=True,
        cwd=path.parent)
    return "" if done.returncode == 0 else done.stderr.strip()[-300:] or "no word"


def own_code(context: Context, histories: dict, edited: dict) -> None:
    found = {name: refusal(context, history.path) for name, history in histories.items()}
    missing = WORKFLOWS - {history.type for history in histories.values()}
    context.report.check("our code replays what it did", [
        *(f"{name}: {words}" for name, words in found.items() if words),
        *(f"there is no history of {type}" for type in sorted(missing))],
        f"{len(histories)} histories of {len(WORKFLOWS)} workflows")
    wrong = []
    for name, (path, edit) in edited.items():
        words = refusal(context, path)
        at = re.search(r"event (\d+): ", words)
        if at is None or int(at.group(1)) != edit.event:
            wrong.append(f"{name}: parts at {edit.event}, and is told: {words or 'nothing'}")
    context.report.check(
        "and parts from what was edited, at the event", wrong, f"{len(edited)} edits")


def twins(context: Context, histories: dict, edited: dict) -> None:
    ours = {name: history.path for name, history in histories.items() if history.type in TWINS}
    answers = replayed(ours.items())
    context.report.check(
        "Temporal's library replays them with other code", unclean(ours, answers),
        f"{len(ours)} histories of {len(TWINS)} workflows")
    changed = {
        name: path for name, (path, _) in edited.items() if name.split(".")[0] in ours}
    for name in ours:
        for edit in edits.reworded(histories[name].events):
            path = edits.written(edit, context.work / "twins", name)
            changed[path.stem] = path
    answers = replayed(changed.items())
    context.report.check("and refuses what was edited", [
        f"{name} was not noticed" for name in changed if not answers.get(name)],
        f"{len(changed)} edits")


def crowded_turns(context: Context, folder: Path, history: History) -> None:
    """What comes together is there before any code runs, to both."""
    paths = {
        name: edits.written(edits.Edited(name, len(events), events), folder, "crowded")
        for name, events in crowded(history.events)}
    words = [f"{name}: {refusal(context, path)}" for name, path in paths.items()]
    # The request of the last command was left out.
    words += [fault for fault in unclean(paths, replayed(paths.items()))
              if "delete_branch: it is None" not in fault]
    context.report.check("both take a crowded turn in the same order", [
        fault for fault in words if not fault.endswith(": ")], f"{len(paths)} turns")


def unclean(names: Iterable[str], answers: dict) -> Iterator[str]:
    for name in names:
        for fault in answers.get(name, ["no answer"]):
            yield f"{name}: {fault}"


def replayed(histories: Iterable[tuple[str, Path]]) -> dict[str, list[str]]:
    """What is wrong with each, by its name."""
    lines = "".join(f"{name}\t{path}\n" for name, path in histories)
    done = subprocess.run(
        [sys.executable, "-m", f"{__name__}.replayed"], input=lines, capture_output=True, text=True,
        timeout=300)
    return dict(json.loads(line) for line in done.stdout.splitlines() if line.startswith("["))
