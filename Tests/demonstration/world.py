"""A folder with a small project, its forge, a database and a worker: everything real but the agents."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import string
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Callable, Optional

from acceptance.report import Report

HERE = Path(__file__).parent
USUAL = HERE.parents[1] / ".build/demonstration"
PATIENCE = 120  # seconds until a run must have come somewhere
#: In folders that a demonstration has made, and may remove.
MARKER = ".throughline-demonstration"
NOBODY = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


class World:
    def __init__(self, tool: Path, folder: Path, report: Report) -> None:
        self.tool, self.folder, self.report = tool.resolve(), folder.resolve(), report
        self.worker: Optional[subprocess.Popen] = None
        self.begun: list[str] = []
        emptied(self.folder)
        for name in ("content", "forge", "runs"):
            (self.folder / name).mkdir(parents=True)
        for name in ("agents", "tools"):
            shutil.copytree(HERE / name, self.folder / name)
        self._configure()

    def without_fix(self) -> None:
        """Takes the fix of an incident out of what its agent answers; the tests of the fix stay."""
        path = self.folder / "agents/mender.yaml"
        text = path.read_text("utf-8")
        changed = re.sub(r" +parcels/card\.py: \|\n(?: {10}.*\n|\n)+", "", text, count=1)
        if changed == text:
            raise Unexpected("the agent's file has no fix that could be taken out")
        path.write_text(changed, "utf-8")

    def _configure(self) -> None:
        """The tools are those of the environment that runs us."""
        text = string.Template((HERE / "site.yaml").read_text("utf-8")).substitute(
            bin=Path(sys.prefix) / "bin", venv=sys.prefix, python=os.path.realpath(sys.base_prefix),
            tools=self.folder / "tools")
        (self.folder / "content/site.yaml").write_text(text, "utf-8")

    # MARK: the worker

    def __enter__(self) -> World:
        with (self.folder / "worker.log").open("a") as log:
            self.worker = subprocess.Popen(
                [self.tool, "worker", "--identity", "worker"], cwd=self.folder, stdout=log, stderr=log)
        return self

    def __exit__(self, *_: object) -> None:
        assert self.worker is not None
        self.worker.send_signal(signal.SIGTERM)
        try:
            self.worker.wait(30)
        except subprocess.TimeoutExpired:
            self.worker.kill()
            self.worker.wait()

    # MARK: verbs of the program

    def verb(self, *words: object) -> subprocess.CompletedProcess:
        """`workflow …`, as somebody at a keyboard would say it."""
        return subprocess.run(
            [str(self.tool), "workflow", *map(str, words)], cwd=self.folder,
            capture_output=True, text=True, timeout=PATIENCE + 30)

    def said(self, *words: object) -> str:
        done = self.verb(*words)
        if done.returncode != 0:
            raise Unexpected(f"workflow {' '.join(map(str, words[:3]))}: {done.stderr.strip()}")
        return done.stdout

    def start(self, kind: str, name: str, *options: object, by: str = "Ada") -> None:
        self.said("start", kind, "--id", name, "--identity", by, *options)
        self.begun.append(name)

    def status(self, name: str) -> dict[str, Any]:
        return json.loads(self.said("query", name, "get_status"))

    def until(self, name: str, holds: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        """Asks a run how it stands until it stands so."""
        deadline = time.monotonic() + PATIENCE
        while not holds(found := self.status(name)):
            if time.monotonic() > deadline or found["state"] in ("failed", "cancelled"):
                raise Unexpected(f"{name} does not come to {what}: {found}")
            time.sleep(0.1)
        return found

    def result(self, name: str) -> dict[str, Any]:
        """What a run that completes comes to."""
        done = self.verb("wait", name, "--timeout", PATIENCE)
        if done.returncode != 0:
            raise Unexpected(f"{name} does not complete: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def failure(self, name: str) -> str:
        """Why a run fails that has to."""
        done = self.verb("wait", name, "--timeout", PATIENCE)
        if done.returncode != 1:
            raise Unexpected(f"{name} does not fail: {done.stdout.strip() or done.stderr.strip()}")
        return done.stderr

    def runs(self, *options: object) -> list[dict[str, Any]]:
        return json.loads(self.said("list", "--format", "json", *options))

    # MARK: the forge

    def git(self, *words: object, folder: Optional[Path] = None) -> str:
        done = subprocess.run(
            ["git", *map(str, words)], cwd=folder or self.folder / "origin.git", env=NOBODY,
            capture_output=True, text=True)
        if done.returncode != 0:
            raise Unexpected(f"git {' '.join(map(str, words[:3]))}: {done.stderr.strip()}")
        return done.stdout.strip()

    def tree(self, name: str = "main") -> str:
        return self.git("rev-parse", f"{name}^{{tree}}")

    def file(self, path: str, name: str = "main") -> str:
        """What a file holds on a branch; empty when it is not there."""
        try:
            return self.git("show", f"{name}:{path}")
        except Unexpected:
            return ""

    def has_branch(self, name: str) -> bool:
        return bool(self.git("for-each-ref", f"refs/heads/{name}"))

    def record(self, kind: str, number: int) -> dict[str, Any]:
        return json.loads((self.folder / f"forge/{kind}/{number}.json").read_text("utf-8"))

    def records(self, kind: str) -> list[dict[str, Any]]:
        paths = (self.folder / "forge" / kind).glob("*.json")
        return sorted((json.loads(path.read_text("utf-8")) for path in paths), key=lambda r: r["number"])

    def of(self, run: str, kind: str) -> list[dict[str, Any]]:
        """The records that a run made: their keys begin with its id."""
        return [record for record in self.records(kind) if record["key"].startswith(f"{run}/")]


def emptied(folder: Path) -> None:
    """Makes a folder, or takes what an earlier demonstration has left in it; nothing else is removed."""
    if folder.exists() and any(folder.iterdir()):
        if folder != USUAL.resolve() and not (folder / MARKER).is_file():
            raise SystemExit(f"{folder} is not empty, and no demonstration has made it")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()


class Unexpected(Exception):
    """Something did not go as it has to; the rest makes no sense."""


def differing(**pairs: tuple[object, object]) -> list[str]:
    """A line for each thing that is not what it should be."""
    return [f"{name} is {found!r}, not {wanted!r}" for name, (found, wanted) in pairs.items()
            if found != wanted]
