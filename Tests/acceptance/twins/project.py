"""A small project for agents that follow a script: a repository, tools, answers."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from .answers import ALERT, SCRIPT

# A fault is a file of that name that does not say `good`; `slow` says how many seconds to take.
JUDGE = '''
import json, pathlib, sys, time

step, name, report = sys.argv[1:4]
fault = pathlib.Path("faults") / name
if step == "mend":
    fault.write_text("good\\n")
    sys.exit()
slow = pathlib.Path("faults/slow")
if slow.exists():
    time.sleep(float(slow.read_text()))
bad = fault.exists() and fault.read_text() != "good\\n"
found = [{"message": f"{name}: {fault.read_text().strip()}", "severity": "high"}] if bad else []
score = None if name != "coverage" else 40 if bad else 91.5
pathlib.Path(report).write_text(json.dumps(
    {"passed": not bad, "score": score, "issues": found, "details": f"{name} looked"}))
'''
TOOLS = [
    "unit_tests", "integration_tests", "fix_tests", "linting", "security", "coverage",
    "dependencies", "static_analysis"]  # nobody measures performance


def make(tool: Path, folder: Path) -> Path:
    """The folder of the project, ready for a worker."""
    work, project = folder / "work", folder / "project"
    write(work / "content/site.yaml", "title: Small\n")
    write(work / "modules/seats/hold.py", "LIMIT = 5\n")
    subprocess.run(
        [tool, "module", "new", "seats", "--code", "SEAT"], cwd=work, check=True,
        capture_output=True)
    write(work / "tools/judge.py", JUDGE)
    write(work / "README.md", "A small project.\n")
    for line in (
            "init -q -b main", "add .", "commit -q -m first", f"clone -q --bare . {folder}/bare"):
        git(work, *line.split(" "))
    for branch, faults in GATES.items():
        git(work, "checkout", "-q", "-b", branch, "main")
        for name, text in faults.items():
            write(work / "faults" / name, text)
        git(work, "add", ".")
        git(work, "commit", "-q", "--allow-empty", "-m", branch)
        git(work, "push", "-q", str(folder / "bare"), branch)
    write(project / "content/site.yaml", json.dumps(configuration(folder)))
    write(project / "content/_index.md", "# Small\n\nA small project.\n")
    write(project / "agents.json", json.dumps(SCRIPT))
    (folder / "copies").mkdir()
    return project


def configuration(folder: Path) -> dict:
    def judge(step: str, name: str) -> dict:
        report = "{output}/report.json"
        return {
            "command": ["python3", "tools/judge.py", step, name, report],
            "results": [report] if step == "judge" else []}
    tools = {name: judge("judge", name) for name in TOOLS}
    tools["fix_linting"] = judge("mend", "linting")
    tools["validate_step"] = judge("judge", "validation")
    # Nobody keeps logs.
    tools["metrics"] = {"command": ["printf", '{"values": {"errors": 12.5, "load": 3}}']}
    tools["alerts"] = {"command": ["printf", json.dumps({"alerts": [ALERT], "cursor": "1"})]}
    return {"title": "Small", "orchestration": {
        "agents": {"default": {"script": "agents.json"}}, "tools": tools,
        "authority": {"waive": ["ada"], "approve": ["ada", "ben"], "roll_back": ["ada"]},
        "forge": {"repository": f"{folder}/bare", "records": f"{folder}/records"},
        "work": f"{folder}/copies"}}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def git(folder: Path, *words: str) -> str:
    who = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER")
           for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True,
        env={**os.environ, **who, "GIT_CONFIG_GLOBAL": "/dev/null"})
    return done.stdout


# Branches whose gate has something to find.
GATES = {
    "gate/clean": {}, "gate/lint": {"linting": "two spaces"},
    "gate/broken": {"unit_tests": "1 is not 2", "security": "a key in the text", "coverage": "low"},
    "gate/slow": {"slow": "280"},
}
