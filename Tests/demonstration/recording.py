"""What is published of a demonstration: written when somebody asks, otherwise held against a new run."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, Iterable, Iterator, NamedTuple

from . import pages, people
from .world import World

#: Pages and settings of the project would become those of the site.
PUBLISHED = ("bench/", "cards/", "manifolds/", "modules/", "parcels/", "tests/", "pyproject.toml")
#: The same in every demonstration, to the byte.
STEADY = ("manifolds/", "modules/", "project/", "results/")
#: How often they look depends on how fast the machine is.
LOOKING = {"watch", "watch-first", "every-pull-request"}


class Run(NamedTuple):
    """A run as it was exported."""

    name: str
    text: str

    @property
    def events(self) -> list[dict[str, Any]]:
        return json.loads(self.text)["events"]

    @property
    def kind(self) -> str:
        return attributes(self.events[0])["workflowType"]["name"].removesuffix("Workflow")

    @property
    def ending(self) -> str:
        """`completed`, `continued as new`, or `failed` and why."""
        words = self.events[-1]["eventType"].removeprefix("EVENT_TYPE_WORKFLOW_EXECUTION_")
        failure = attributes(self.events[-1]).get("failure")
        while failure and "cause" in failure:
            failure = failure["cause"]
        return words.lower().replace("_", " ") + (f": {failure['message']}" if failure else "")


def attributes(event: dict[str, Any]) -> dict[str, Any]:
    return next(value for key, value in event.items() if key.endswith("Attributes"))


def name(run: str) -> str:
    """A gate that looks for itself is named after a commit, which is another one every time."""
    return re.sub(r"^(quality-gate-\d+)-[0-9a-f]{40}$", r"\1", run)


def exported(world: World) -> Iterator[Run]:
    """Every run that was begun, as the program exports it; of a chain the first and the last."""
    for run in world.begun:
        chain = world.runs("--prefix", run)
        ids = [found["run_id"] for found in chain if found["workflow_id"] == run]
        if len(ids) > 1:
            yield Run(f"{name(run)}-first", world.said("export", run, "--run-id", ids[-1]))
        yield Run(name(run), world.said("export", run, "--run-id", ids[0]))


def run(world: World) -> list[Run]:
    """What has to hold of all chapters together."""
    runs = list(exported(world))
    problems = []
    for found in runs:
        path = world.folder / f"runs/{found.name}.json"
        path.write_text(found.text, "utf-8")
        done = world.verb("replay", path)
        problems += [] if done.returncode == 0 else [done.stderr]
        # Where somebody runs this is nobody's business.
        said = found.text + values(found)
        problems += [f"{found.name} names a folder: {place}" for place in private(world) if place in said]
    world.report.check("the code asks for the same as every history says", problems, f"{len(runs)} runs")
    return runs


def private(world: World) -> tuple[str, ...]:
    """How folders of this machine begin: the demonstration's, and copies that tools work on."""
    return str(world.folder), "/tmp/throughline-", f"{tempfile.gettempdir()}/throughline-"


def values(run: Run) -> str:
    """Everything that went into and came out of a run, as text."""
    found = re.findall(r'"data":"([A-Za-z0-9+/=]*)"', run.text)
    return "\n".join(base64.b64decode(text).decode("utf-8", "replace") for text in found)


def outcome(run: Run) -> dict[str, Any]:
    """What two demonstrations have in common: how a run ended, and how often it did what."""
    counts: Counter[str] = Counter()
    if run.name not in LOOKING:
        for event in run.events:
            kind = event["eventType"].removeprefix("EVENT_TYPE_")
            if not kind.startswith("WORKFLOW_TASK"):
                what = attributes(event).get("activityType", {}).get("name", "")
                counts[f"{kind} {what}".strip()] += 1
    return {"kind": run.kind, "ending": run.ending, "events": dict(counts)}


def tests(world: World) -> str:
    """Runs the tests of main, as a person would, and gives their report."""
    people.update(world)
    report = world.folder / "tests.xml"
    subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}"],
        cwd=people.desk(world), capture_output=True)
    # When and where they ran changes with every recording, and shows nothing.
    text = re.sub(r' (?:hostname|timestamp)="[^"]*"', "", report.read_text("utf-8"))
    return re.sub(r' time="[^"]*"', ' time="0"', text).replace("<testcase", "\n<testcase")


def passing(world: World) -> str:
    """The report of tests that have to pass."""
    text = tests(world)
    count = text.count("<testcase")
    faults = [line[:200] for line in text.splitlines() if "<failure" in line or "<error" in line]
    world.report.check("the tests of main pass", faults if count else ["no test ran"], f"{count} tests")
    return text


def files(world: World, runs: list[Run]) -> dict[str, str]:
    """All that is published, by path."""
    found = {f"histories/{run.name}.json": run.text for run in runs}
    for path in sorted((world.folder / "forge").glob("*/*.json")):
        found[f"forge/{path.parent.name}/{path.name}"] = path.read_text("utf-8")
    for path in world.git("ls-tree", "-r", "--name-only", "main").splitlines():
        if path.startswith(PUBLISHED):
            place = path if path.startswith(("manifolds/", "modules/")) else f"project/{path}"
            found[place] = world.git("show", f"main:{path}") + "\n"
    found["results/parcel-rates.xml"] = passing(world)
    return found | pages.made(world, runs)


def write(folder: Path, found: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in found.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    print(f"recorded {len(found)} files in {folder}")


def compare(world: World, folder: Path, runs: list[Run], found: dict[str, str]) -> None:
    """What is published is what happens: the same runs, files, results and proposals."""
    recorded = {path.stem: Run(path.stem, path.read_text("utf-8"))
                for path in (folder / "histories").glob("*.json")}
    new = {run.name: run for run in runs}
    problems = [f"{name}: {side}" for names, side in (
        (recorded.keys() - new.keys(), "is recorded, and did not run"),
        (new.keys() - recorded.keys(), "ran, and is not recorded")) for name in sorted(names)]
    for name in sorted(recorded.keys() & new.keys()):
        old, fresh = outcome(recorded[name]), outcome(new[name])
        problems += [f"{name}: {key} is {fresh[key]}, recorded {old[key]}"
                     for key in old if old[key] != fresh[key]]
    world.report.check("every run did what is recorded of it", problems, f"{len(new)} runs")
    steady = [path for path in found if path.startswith(STEADY)]
    world.report.check("main and its results are as recorded", [
        path for path in steady
        if not (folder / path).is_file() or found[path] != (folder / path).read_text("utf-8")],
        f"{len(steady)} files")
    before = proposals(path.read_text("utf-8") for path in (folder / "forge").glob("*/*.json"))
    after = proposals(text for path, text in found.items() if path.startswith("forge/"))
    world.report.check("pull requests and issues are as recorded", sorted(
        {key for key in before | after if before.get(key) != after.get(key)}), f"{len(after)} records")


def proposals(records: Iterable[str]) -> dict[str, str]:
    """Records by what they were made for. Two issues of one plan are numbered as they come, and ids of
    commits carry the time."""
    found = {}
    for text in records:
        record = json.loads(re.sub(r"\b[0-9a-f]{40}\b", "…", text))
        del record["number"]
        words = json.dumps(record, sort_keys=True, ensure_ascii=False)
        found[record["key"]] = re.sub(r"(?:#|quality-gate-|revert/)\d+", "#", words)
    return found
