"""Builds killed at random never leave a mixed site, and a reader never sees one.

Each generation of the project has its number in the title of the site, which stands in every page:
a mixed site shows two numbers.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from . import projects
from .processes import kill_tree
from .same_bytes import differences, shuffled
from .tool import Context

ROUNDS = 50
IN_PLACE_ROUNDS = 12
NUMBER = re.compile(rb"Generation-(\d+)-")
MANIFEST = ".throughline-manifest"


def run(context: Context) -> None:
    exchanged(context)
    in_place(context)


@dataclass
class Reader:
    """Reads the whole site over and over while builds run."""

    site: Path
    snapshots: int = 0
    mixed: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        while not self.done.is_set():
            numbers, problem = snapshot(self.site)
            if problem:
                self.mixed.append(problem)
            self.snapshots += bool(numbers)


def snapshot(site: Path) -> tuple[set[int], Optional[str]]:
    """The generations seen in one pass, and what is wrong with them.

    A pass holds on to the folder that it opened. It says nothing when that folder was exchanged
    meanwhile; then it was not looking at the published site.
    """
    try:
        folder = os.open(site, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        return set(), f"the site cannot be opened: {error}"
    try:
        numbers, problem = _read_all(folder)
        current = os.stat(site)
        held = os.fstat(folder)
        if (current.st_dev, current.st_ino) != (held.st_dev, held.st_ino):
            return set(), None
        if problem is None and len(numbers) != 1:
            problem = f"pages of generations {sorted(numbers)} together"
        return numbers, problem
    except OSError as error:
        return set(), f"the site is gone: {error}"
    finally:
        os.close(folder)


def _read_all(folder: int) -> tuple[set[int], Optional[str]]:
    numbers: set[int] = set()
    try:
        for path, size in _listed(folder):
            data = _bytes(folder, path)
            if len(data) != size:
                return numbers, f"{path} has {len(data)} bytes, the manifest says {size}"
            if path.endswith(".html"):
                numbers.update(int(number) for number in NUMBER.findall(data))
    except OSError as error:
        return numbers, f"listed but not there: {error.filename or error}"
    return numbers, None


def _listed(folder: int) -> list[tuple[str, int]]:
    """Paths and sizes in the manifest; lines are path, inputs, hash, size, source."""
    rows = []
    for line in _bytes(folder, MANIFEST).decode("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 4:
            rows.append((cells[0], int(cells[3])))
    if not rows:
        raise FileNotFoundError(2, "the manifest lists nothing", MANIFEST)
    return rows


def _bytes(folder: int, path: str) -> bytes:
    descriptor = os.open(path, os.O_RDONLY, dir_fd=folder)
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def start(context: Context, project: Path, out: Path, generation: int) -> subprocess.Popen:
    projects.write(
        project, {"content/site.yaml": projects.settings(f"Generation-{generation}-")})
    return subprocess.Popen(
        [str(context.tool), "build", "--source", str(project), "--destination", str(out),
         "--quiet"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_late(process: subprocess.Popen, delay: float) -> bool:
    """Kills the whole tree after a delay; tells whether the build was still running."""
    try:
        process.wait(delay)
        return False
    except subprocess.TimeoutExpired:
        kill_tree(process.pid)
        process.wait()
        return True


def exchanged(context: Context) -> None:
    project = projects.sample(context.folder("killed/project"), pages=150, manifolds=4)
    out = context.work / "killed/site"
    began = time.monotonic()
    first = start(context, project, out, 0).wait()
    whole = time.monotonic() - began
    if first:
        context.report.check("the project builds", [f"exit {first}"])
        return
    reader = Reader(out)
    thread = threading.Thread(target=reader.read)
    thread.start()
    chance, killed, after = random.Random(1), 0, []
    for generation in range(1, ROUNDS + 1):
        killed += kill_late(
            start(context, project, out, generation), chance.uniform(0, 1.1) * whole)
        numbers, problem = snapshot(out)
        if problem:
            after.append(f"after build {generation}: {problem}")
    reader.done.set()
    thread.join()
    report = context.report
    report.check("a killed build leaves a whole site", after, f"{killed} of {ROUNDS} killed")
    report.check("a reader never sees a mixed site", reader.mixed, f"{reader.snapshots} readings")
    report.check(
        "enough was killed and read",
        [] if killed >= ROUNDS // 3 and reader.snapshots >= 10
        else [f"{killed} killed, {reader.snapshots} readings"])
    check_recovery(context, project, out, "killed", set())


def in_place(context: Context) -> None:
    """Where `public/` holds files of its owner, the next build completes what a kill left."""
    project = projects.sample(context.folder("in-place/project"), pages=80, manifolds=2)
    out = context.folder("in-place/site")
    (out / ".git").mkdir()
    (out / ".git" / "HEAD").write_text("ref: refs/heads/pages\n")
    (out / "CNAME").write_text("docs.example.com\n")
    began = time.monotonic()
    start(context, project, out, 0).wait()
    whole = time.monotonic() - began
    chance = random.Random(2)
    for generation in range(1, IN_PLACE_ROUNDS + 1):
        kill_late(start(context, project, out, generation), chance.uniform(0.2, 1.1) * whole)
    check_recovery(context, project, out, "in-place", {"CNAME", ".git/HEAD"})


def check_recovery(
    context: Context, project: Path, out: Path, folder: str, owned: set[str],
) -> None:
    """A build that is let finish gives what a cold one gives, and removes the leftovers."""
    last = start(context, project, out, 999).wait()
    cold = shuffled(project, context.folder(f"{folder}/cold"), seed=3)
    fresh = context.work / folder / "cold-site"
    context.build(cold, fresh)
    unexpected = {f"{path}: not expected" for path in owned}
    found = [line for line in differences(fresh, out) if line not in unexpected]
    missing = [f"{path} is gone" for path in owned if not (out / path).is_file()]
    beside = [p.name for p in out.parent.iterdir() if p.name.startswith(f".{out.name}.")]
    context.report.check(
        f"{folder}: the next build is whole",
        ([f"exit {last}"] if last else []) + found + missing
        + [f"left beside: {name}" for name in beside])
