"""The verbs of the program, as these checks use them."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping, Optional

from .processes import Measured, measured
from .report import Report

ROOT = Path(__file__).resolve().parents[2]
CACHE = ".throughline"  # the program's cache, in the project's root


@dataclass
class Context:
    """What every part gets."""

    tool: Path
    report: Report
    work: Path
    _sites: dict[str, Path] = field(default_factory=dict)

    def run(self, *arguments: str, **options) -> Measured:
        return measured([str(self.tool), *arguments], **options)

    def build(
        self, project: Path, out: Path, *options: str, env: Optional[Mapping[str, str]] = None,
        **more,
    ) -> Measured:
        return self.run(
            "build", "--source", str(project), "--destination", str(out), "--quiet", *options,
            env=None if env is None else {**os.environ, **env}, **more,
        )

    def folder(self, name: str) -> Path:
        """A new empty folder for this run."""
        path = self.work / name
        if path.exists():
            shutil.rmtree(path)
        path.mkdir(parents=True)
        return path

    def own_site(self) -> Path:
        """This repository's own site, built once."""
        if "own" not in self._sites:
            project = self.folder("own/project")
            for name in ("content", "site-templates"):
                if (ROOT / name).is_dir():
                    shutil.copytree(ROOT / name, project / name)
            self._sites["own"] = self.built("own site builds", project, self.work / "own/site")
        return self._sites["own"]

    def built(self, name: str, project: Path, out: Path, *options: str) -> Path:
        """Builds a project that must build without an error."""
        run = self.build(project, out, *options)
        if run.status != 0 or not (out / "index.html").is_file():
            lines = run.text.splitlines()[-8:]
            self.report.check(name, [f"exit {run.status}", *lines])
            raise Unbuilt(name)
        return out

    def findings(self, project: Path, *options: str) -> list[dict]:
        """Every finding of `check`, one JSON object a line."""
        run = self.run("check", "--source", str(project), "--format", "json", *options)
        found = []
        for line in run.output.splitlines():
            if line.startswith("{"):
                found.append(json.loads(line))
        return found


class Unbuilt(Exception):
    """A site that a part needs could not be built; the failure is already reported."""


def html_files(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.html") if path.is_file())


def hostile_folder() -> Optional[Path]:
    """The folder of malicious files, when the environment names one."""
    named = os.environ.get("THROUGHLINE_HOSTILE")
    return Path(named) if named else None


def corpora_folder() -> Optional[Path]:
    named = os.environ.get("THROUGHLINE_CORPORA")
    return Path(named) if named else None
