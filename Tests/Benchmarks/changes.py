"""One statement of many is turned round: the report on that change, beside reqcov's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from . import corpus
from .jobs import Bench, Failed, Figure, traced

SETTINGS = """version: 1
id_pattern: "(?:STK|SYS|SWR)-\\\\d+"
requirements: [docs/*.yml]
sources: [src/*.py]
tests: [tests/*.py]
rules: {min_test_coverage: 0, fail_on_unknown_ids: false}
report: {out_dir: reqcov-report, formats: [md, json]}
"""


def changes(bench: Bench, count: int, repeat: int) -> list[Figure]:
    """Ours reads both sides from objects; reqcov checks one of them out."""
    job = f"a change in {count:,} items"
    ours, theirs = turned(traced(bench, count)), turned(other(bench, count))
    first, again, peer = [], [], []
    for _ in range(repeat):
        out = bench.new("report.json")
        command = [bench.tool, "report", "pr", "--source", ours, "--base", "HEAD~1", "--format", "json"]
        first.append(bench.run(*command, "--no-cache", "--output", out, findings=True))
        # What both commits say is known from the run before.
        bench.run(*command, "--output", out, findings=True)
        again.append(bench.run(*command, "--output", out, findings=True))
        said = json.loads(out.read_text("utf-8"))
        kinds = [finding["kind"] for finding in said["findings"]]
        # What rests on the statement is suspect; reqcov compares statuses, and says that nothing has changed.
        if kinds.count("changed") != 1 or set(kinds) != {"changed", "suspect"}:
            raise Failed(f"{out}: {said['headline']}")
        peer.append(bench.run(
            Path(sys.prefix) / "bin/reqcov", "check", "--base-ref", "HEAD~1", "--quiet", cwd=theirs, findings=True))
    return [
        bench.figure(f"{job}: report", "throughline", first),
        bench.figure(f"{job}: report", "reqcov", peer),
        bench.figure(f"{job}: report, commits known", "throughline", again),
    ]


def other(bench: Bench, count: int) -> Path:
    """The same items as requirements in YAML, with marks in programs."""
    project = bench.new("reqcov")
    for folder in ("docs", "src", "tests"):
        (project / folder).mkdir(parents=True)
    (project / "reqcov.yml").write_text(SETTINGS, "utf-8")
    for group in range(count // corpus.GROUP):
        lines, programs = ["requirements:"], {"SWR": [], "TST": []}
        for layer, number, targets in corpus.items(group):
            links = [name(group, *target) for target in targets]
            if layer == "TST":
                programs[layer] += [f"# @verifies {link}" for link in links]
                continue
            lines += [
                f"- id: {name(group, layer, number)}", f"  parents: [{', '.join(links)}]",
                f"  text: {corpus.statement(group, layer, number)}"]
            if layer == "SWR":
                programs[layer].append(f"# @implements {name(group, layer, number)}")
        (project / f"docs/group{group:04}.yml").write_text("\n".join(lines) + "\n", "utf-8")
        (project / f"src/part{group:04}.py").write_text("\n".join(programs["SWR"]) + "\n", "utf-8")
        (project / f"tests/test{group:04}.py").write_text("\n".join(programs["TST"]) + "\n", "utf-8")
    return project


def name(group: int, layer: str, number: int) -> str:
    return f"{layer}-{group * 100 + number}"


def turned(project: Path) -> Path:
    """Two commits, of which the second turns the first statement of all round."""
    git(project, "init", "-q")
    (project / ".gitignore").write_text(".throughline/\nreqcov-report/\n", "utf-8")
    commit(project)
    statement = corpus.statement(0, "STK", 1)
    for path in sorted(project.rglob("*.y*ml")):
        if path.is_file() and statement in (text := path.read_text("utf-8")):
            path.write_text(text.replace(statement, f"Never {statement}"), "utf-8")
            commit(project)
            return project
    raise AssertionError(f"no file below {project} has the statement")


def commit(project: Path) -> None:
    git(project, "add", "-A")
    git(project, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "next")


def git(project: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=project, check=True)
