"""Histories of workflows mean the same to the official library, in both forms and both directions."""

from __future__ import annotations

import json

import subprocess
from pathlib import Path
from typing import Optional

from .tool import ROOT, Context, corpora_folder

FOLDER = "histories"


def run(context: Context) -> None:
    folder = corpora_folder()
    if folder is None:
        context.report.skip("recorded histories", "THROUGHLINE_CORPORA is not set")
        return
    paths = sorted(p for p in (folder / FOLDER).rglob("*") if p.suffix in (".json", ".bin"))
    if not paths:
        context.report.check("recorded histories", [f"no histories below {folder / FOLDER}"])
        return
    converter = build_converter(context)
    if converter is None:
        return
    ours = converted(converter, paths, context.folder("histories/ours"))
    official = {path: read_officially(path) for path in paths}
    check_counts(context, paths, ours, official)
    check_both_forms(context, ours, official)
    check_their_bytes(context, converter, official)


def build_converter(context: Context) -> Optional[Path]:
    """The program that writes histories again, next to the one that is tested."""
    options = ["-c", "release", "--product", "history-forms"]
    done = subprocess.run(["swift", "build", *options], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        context.report.check("history-forms builds", done.stdout.splitlines()[-8:])
        return None
    return ROOT / ".build/release/history-forms"


def converted(converter: Path, paths: list[Path], folder: Path) -> dict[Path, list[tuple]]:
    """For each file its runs: number of events, JSON, bytes."""
    listed = "".join(f"{path}\n" for path in paths)
    done = subprocess.run(
        [converter, folder], input=listed, capture_output=True, text=True, check=True)
    runs: dict[Path, list[tuple]] = {path: [] for path in paths}
    for line in done.stdout.splitlines():
        number, place, events, path = line.split("\t")
        if place != "-":
            start = folder / f"{number}-{place}"
            text = Path(f"{start}.json").read_text()
            runs[Path(path)].append((int(events), text, Path(f"{start}.bin").read_bytes()))
    return runs


def read_officially(path: Path):
    """The message that the official library makes of a file; None when it takes no such file."""
    from temporalio.api.history.v1 import History
    from temporalio.client import WorkflowHistory

    try:
        if path.suffix == ".bin":
            return History.FromString(path.read_bytes())
        return History(events=WorkflowHistory.from_json("id", path.read_text()).events)
    except Exception:
        return None


def check_counts(context: Context, paths, ours, official) -> None:
    wrong = []
    for path in paths:
        count = sum(events for events, _, _ in ours[path])
        expected = official[path]
        if expected is not None and count != len(expected.events):
            wrong.append(f"{path.name}: {count} events, {len(expected.events)} expected")
        if expected is None and count != plain_count(path):
            wrong.append(f"{path.name}: {count} events, {plain_count(path)} in the file")
    taken = sum(message is not None for message in official.values())
    context.report.check(
        "all events are read", wrong, f"{len(paths)} files, {taken} by the library as well")


def plain_count(path: Path) -> int:
    """Events of a file in a shape that the library does not take."""
    root = json.loads(path.read_text())
    if isinstance(root, dict):
        root = root.get("history", root).get("events", [])
    return sum(len(item["events"]) if "events" in item else 1 for item in root)


def check_both_forms(context: Context, ours, official) -> None:
    """What we write is what the library reads from the original."""
    from temporalio.api.history.v1 import History
    from temporalio.client import WorkflowHistory

    in_json, in_bytes, refused = [], [], []
    for path, runs in ours.items():
        for count, text, content in runs:
            try:
                again = WorkflowHistory.from_json("id", text)
            except Exception as error:
                refused.append(f"{path.name}: {str(error)[:200]}")
                continue
            if len(again.events) != count:
                refused.append(f"{path.name}: {len(again.events)} of {count} events")
            if official[path] is None:
                continue
            if list(again.events) != list(official[path].events):
                in_json.append(f"{path.name}: {difference(again.events, official[path].events)}")
            if History.FromString(content) != official[path]:
                parsed = History.FromString(content)
                in_bytes.append(f"{path.name}: {difference(parsed.events, official[path].events)}")
    context.report.check("the library takes our JSON of every history", refused)
    context.report.check("our JSON means what the original means", in_json)
    context.report.check("our binary form means what the original means", in_bytes)


def check_their_bytes(context: Context, converter: Path, official) -> None:
    """Binary forms that the library writes are read without loss."""
    from temporalio.api.history.v1 import History

    folder = context.folder("histories/theirs")
    sources = {}
    for number, message in enumerate(m for m in official.values() if m is not None):
        path = folder / f"{number}.bin"
        path.write_bytes(message.SerializeToString())
        sources[path] = message
    ours = converted(converter, list(sources), context.folder("histories/back"))
    wrong = [
        path.name for path, message in sources.items()
        if not message.events
        or [History.FromString(content) for _, _, content in ours[path]] != [message]
    ]
    context.report.check("binary forms of the library come back the same", wrong, f"{len(sources)}")


def difference(ours, theirs) -> str:
    """The first event that differs, in few words."""
    for a, b in zip(ours, theirs):
        if a != b:
            left, right = str(a).splitlines(), str(b).splitlines()
            lines = [line for line in left if line not in right][:3]
            missing = [line for line in right if line not in left][:3]
            return f"event {b.event_id}: {lines} for {missing}"
    return f"{len(ours)} events for {len(theirs)}"
