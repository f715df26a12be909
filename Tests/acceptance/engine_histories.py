"""What the engine exports, held against Temporal's own checker and against our own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator

from .engine import Trial, end

# The trial workflows once more, for Temporal's own library: the same commands are expected of them.
TWINS = '''
import asyncio, json, sys
from datetime import timedelta
from temporalio import workflow
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

LIMIT = timedelta(seconds=20)


@workflow.defn(name="Steps")
class Steps:
    @workflow.run
    async def run(self, given: dict) -> int:
        number = 0
        for _ in range(given["steps"]):
            number = await workflow.execute_activity(
                "step", {"number": number}, start_to_close_timeout=LIMIT, result_type=int)
            if given["pause"] > 0:
                await asyncio.sleep(given["pause"] / 1000)
        return number


@workflow.defn(name="Mixed")
class Mixed:
    def __init__(self) -> None:
        self.total = 0

    @workflow.signal
    async def add(self) -> None:
        self.total += 1

    @workflow.run
    async def run(self, given: dict) -> int:
        await workflow.wait_condition(lambda: self.total >= given["steps"])
        child = await workflow.execute_child_workflow(
            "Steps", {"steps": 2, "pause": 0}, id=workflow.info().workflow_id + "-child",
            result_type=int)
        numbers = await asyncio.gather(*(
            workflow.execute_activity(
                "step", {"number": number}, start_to_close_timeout=LIMIT, result_type=int)
            for number in range(given["steps"])))
        await asyncio.sleep(given["pause"] / 1000)
        return child + sum(numbers) + self.total


async def main() -> None:
    replayer = Replayer(workflows=[Steps, Mixed])
    for line in sys.stdin:
        name, workflow_id, path = line.split()
        history = WorkflowHistory.from_json(workflow_id, open(path).read())
        result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
        print(json.dumps([name, str(result.replay_failure or "")[:300]]), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
'''

# Name of an edit, what it takes the place of, and what is put there.
EDITS = (
    ("another activity", r'"activityType":\{"name":"step"\}', '"activityType":{"name":"other"}'),
    ("another activity id", r'"activityId":"1"', '"activityId":"9"'),
    ("another child", r'"workflowId":"run-0-child"', '"workflowId":"run-0-other"'),
    ("a timer for a child", "START_CHILD_WORKFLOW_EXECUTION_INITIATED", "TIMER_STARTED"),
)


def run(trial: Trial) -> None:
    folder = trial.context.folder("engine/histories")
    trial.start(folder, "Mixed", 0, 1, 3, 30)
    # The first signal is there before the first turn.
    trial.call("signal", folder / "e.db", "run-0", "add", "s0")
    worker = trial.work(folder)
    for number in (1, 2):
        time.sleep(0.1)
        trial.call("signal", folder / "e.db", "run-0", "add", f"s{number}")
    trial.until_closed(folder)
    end(worker)
    paths = {}
    for name in ("run-0", "run-0-child"):
        paths[name] = folder / f"{name}.json"
        paths[name].write_text(trial.call("export", folder / "e.db", name))
    answers = checked(folder, [(name, name, path) for name, path in paths.items()])
    trial.report.check("Temporal's own checker replays our histories", [
        f"{name}: {fault}" for name, fault in answers.items() if fault], ", ".join(answers))
    edited = list(edits(folder, paths))
    answers = checked(folder, edited)
    trial.report.check(
        "and refuses what was edited",
        [f"{name} was not noticed" for name, _, _ in edited if not answers.get(name)],
        f"{len(edited)} edits")


def edits(folder: Path, paths: dict[str, Path]) -> Iterator[tuple[str, str, Path]]:
    for name, old, new in EDITS:
        text, count = re.subn(old, new, paths["run-0"].read_text(), count=1)
        if count == 0:
            raise RuntimeError(f"{name}: nothing to edit")
        path = folder / (name.replace(" ", "-") + ".json")
        path.write_text(text)
        yield name.replace(" ", "-"), "run-0", path


def checked(folder: Path, histories: list[tuple[str, str, Path]]) -> dict[str, str]:
    """What the checker says of each; empty when nothing is wrong."""
    program = folder / "twins.py"
    program.write_text(TWINS)
    lines = "".join(f"{name} {workflow} {path}\n" for name, workflow, path in histories)
    done = subprocess.run(
        [sys.executable, str(program)], input=lines, capture_output=True, text=True, timeout=120)
    return dict(json.loads(line) for line in done.stdout.splitlines() if line.startswith("["))
