"""One statement of many is turned round, after a long history: the report on that change, beside reqcov's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from acceptance.processes import Measured

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


def changes(bench: Bench, count: int, commits: int, repeat: int) -> list[Figure]:
    """Ours reads both sides from objects; reqcov checks one of them out."""
    job = f"a change in {count:,} items"
    ours, theirs = traced(bench, count), other(bench, count)
    for project in (ours, theirs):
        told(project, commits, repeat)
    cold, pushed, again, peer = [], [], [], []
    for number in range(repeat):
        out = bench.new("report.json")

        def report(*options: str) -> Measured:
            command = [bench.tool, "report", "pr", "--source", ours, "--base", "main", "--head", f"turned{number}"]
            return bench.run(*command, "--format", "json", "--output", out, *options, findings=True)

        cold.append(report("--no-cache"))
        if number == 0:
            bench.run(bench.tool, "report", "pr", "--source", ours, "--base", "main", "--head", "main", findings=True)
        # What the base says is known from the run before, and then what both say.
        pushed.append(report())
        again.append(report())
        said = json.loads(out.read_text("utf-8"))
        kinds = [finding["kind"] for finding in said["findings"]]
        # What rests on the statement is suspect; reqcov compares statuses, and says that nothing has changed.
        if kinds.count("changed") != 1 or set(kinds) != {"changed", "suspect"}:
            raise Failed(f"{out}: {said['headline']}")
        git(theirs, "checkout", "-q", f"turned{number}")
        peer.append(bench.run(
            Path(sys.prefix) / "bin/reqcov", "check", "--base-ref", "main", "--quiet", cwd=theirs, findings=True))
    return [
        bench.figure(f"{job}: report", "throughline", cold),
        bench.figure(f"{job}: report", "reqcov", peer),
        bench.figure(f"{job}: report, base known", "throughline", pushed),
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


def told(project: Path, commits: int, branches: int) -> None:
    """A history in which each commit touches one file, then branches of which each turns one statement round."""
    git(project, "init", "-q", "-b", "main")
    (project / ".gitignore").write_text(".throughline/\nreqcov-report/\n", "utf-8")
    commit(project)
    files = sorted(path for path in project.rglob("*.y*ml") if path.is_file())
    stream = b"".join(edition(project, files[number % len(files)], number) for number in range(1, commits))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=project, input=stream, check=True)
    git(project, "reset", "-q", "--hard", "main")
    for number in range(branches):
        git(project, "checkout", "-q", "-b", f"turned{number}", "main")
        turn(project, corpus.statement(number, "STK", 1))
    git(project, "gc", "-q")


def edition(project: Path, path: Path, number: int) -> bytes:
    """One commit of a stream: a file with another comment at its end, and the rest as it was."""
    text = path.read_bytes() + f"# edition {number}\n".encode()
    start = b"from refs/heads/main^0\n" if number == 1 else b""
    who = f"committer A <a@example.org> {1_700_000_000 + 60 * number} +0000".encode()
    name = str(path.relative_to(project)).encode()
    return b"commit refs/heads/main\n%s\ndata 4\nnext\n%sM 100644 inline %s\ndata %d\n%s\n" % (
        who, start, name, len(text), text)


def turn(project: Path, statement: str) -> None:
    for path in sorted(project.rglob("*.y*ml")):
        if path.is_file() and statement in (text := path.read_text("utf-8")):
            path.write_text(text.replace(statement, f"Never {statement}", 1), "utf-8")
            return commit(project)
    raise AssertionError(f"no file below {project} has the statement")


def commit(project: Path) -> None:
    git(project, "add", "-A")
    git(project, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "next")


def git(project: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=project, check=True)
