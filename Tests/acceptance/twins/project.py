"""A small project for agents that follow a script: a repository, tools, answers."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

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


def make(folder: Path) -> Path:
    """The folder of the project, ready for a worker."""
    work, project = folder / "work", folder / "project"
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
    "gate/slow": {"slow": "60"},
}

ALERT = {
    "id": "ALERT-7", "severity": "high", "service": "shop", "message": "checkout is slow",
    "timestamp": "2026-01-02T03:04:05Z", "metrics": {"load": 9}, "logs": ["queue is full"]}


def issue(name: str) -> dict:
    return {
        "id": name, "title": f"Write {name}", "description": f"The part {name}.",
        "component": name, "files_to_modify": [f"{name}.txt"], "dependencies": [],
        "estimated_complexity": "low"}


def patch(name: str, files: dict, tests: dict = {}) -> dict:
    return {"issue_id": name, "files": files, "tests": tests, "description": f"{name} is written"}


def coder(branch: str, name: str, files: dict) -> dict:
    return {"when": {"branch": f"feature/{branch}", "issue.id": name}, "answer": patch(name, files)}


def diagnosis(alert: str, agent: str, cause: str, key: str | None, confidence: float) -> dict:
    return {"when": {"alert.id": alert, "agent_id": agent}, "answer": {
        "agent_id": agent, "root_cause": cause, "root_cause_key": key, "confidence": confidence,
        "evidence": ["the queue"], "suggested_fix": f"mend {cause}", "estimated_impact": "orders"}}


def fix(alert: str, files: dict) -> dict:
    return {"when": {"alert.id": alert}, "answer": {
        "description": "A longer queue.", "files": files}}


def step(name: str, *after: str) -> dict:
    return {
        "id": name, "description": f"Move {name}.", "files_to_change": [f"{name}.txt"],
        "changes": {}, "dependencies": list(after), "validation_criteria": {"is": "moved"},
        "rollback_changes": {}}


def plan(kind: str, *steps: dict) -> dict:
    return {"when": {"input.migration_type": kind}, "answer": {
        "name": f"plan {kind}", "description": f"How {kind} goes.", "source_pattern": "old",
        "target_pattern": "new", "steps": list(steps), "estimated_duration_hours": 1.5,
        "risk_level": "low"}}


def moved(kind: str, name: str, files: dict) -> dict:
    return {"when": {"branch": f"migration/{kind}-2", "step.id": name}, "answer": {"files": files}}


AGREED = [("the pool is too small", "pool-size"), ("Pool exhausted", "The pool size")]
SCRIPT = {
    "create_design": [{"answer": {
        "architecture": "Two parts.", "components": ["api", "text"], "dependencies": [],
        "file_structure": {"api.txt": "the part api"}, "test_strategy": "by hand"}}],
    "create_issues": [{"answer": [issue("api"), issue("text")]}],
    "generate_code": [
        coder("a-plain-wish", "api", {"api.txt": "api\n"}),
        coder("a-plain-wish", "text", {"text.txt": "text\n"}),
        coder("a-wish-that-contradicts-itself", "api", {"both.txt": "api\n"}),
        coder("a-wish-that-contradicts-itself", "text", {
            "both.txt": "text\n", "faults/linting": "tabs", "faults/unit_tests": "no"}),
        coder("a-slow-wish", "api", {"api.txt": "api\n"}),
        coder("a-slow-wish", "text", {"faults/slow": "60"}),
        # For the wish that nobody can fulfil there is a coder for one of two issues.
        coder("a-wish-too-many", "api", {"api.txt": "api\n"}),
        coder("a-wish-by-hand", "api", {"hand.txt": "api\n"}),
        coder("a-wish-by-hand", "text", {"foot.txt": "text\n"}),
        *(coder("a-wish-by-halves", name, {f"half-{name}.txt": "half\n"})
          for name in ("api", "text")),
        # The wish by hand has this file in another way, and is merged first.
        coder("a-wish-too-late", "api", {"hand.txt": "late\n"}),
        coder("a-wish-too-late", "text", {"late.txt": "late\n"}),
        {"answer": patch("patch", {"small.txt": "small\n"})},
    ],
    "review_code": [{"answer": [
        patch("api", {"both.txt": "both\n", "faults/linting": "good\n"}),
        patch("text", {"faults/unit_tests": "good\n"}, {"tests.txt": "more\n"})]}],
    "diagnose_issue": [
        *(diagnosis(alert, f"agent-{number}", *AGREED[number % 2], 0.9)
          for alert in ("agreed", "kept", "untested", "unwanted", "slow", "lone")
          for number in (1, 2, 3)),
        *(diagnosis("seventy", f"agent-{number}", "the pool", None, 0.7) for number in (1, 2, 3)),
        diagnosis("split", "agent-1", "the disk", None, 0.9),
        diagnosis("split", "agent-2", "A disk!", None, 0.8),
        diagnosis("split", "agent-3", "the network", None, 0.7),
    ],
    "generate_fix": [
        *(fix(alert, {"pool.txt": "20\n"}) for alert in ("agreed", "kept", "lone")),
        fix("untested", {"pool.txt": "`20`\n", "faults/fix_tests": "no"}),
        fix("slow", {"faults/slow": "60"}),
    ],
    "generate_postmortem": [{"answer": {"title": "What happened", "body": "It was the pool."}}],
    "analyze_codebase": [{"answer": {
        "summary": "small", "files_affected": ["a.txt"], "patterns": ["old"],
        "complexity": "low"}}],
    "create_migration_plan": [
        plan("whole", step("last", "left", "right"), step("left"), step("right", "left")),
        *(plan(kind, step("first"), step("bad", "first"), step("after", "bad"), step("beside"))
          for kind in ("torn", "kept")),
        plan("paused", step("one"), step("two")),
        plan("batch", step("one"), step("two", "one")),
        plan("slow", step("one"), step("two", "one")),
        plan("round", step("egg", "hen"), step("hen", "egg")),
    ],
    "generate_migration_step": [
        *(moved("whole", name, {f"{name}.txt": "new\n"}) for name in ("left", "right", "last")),
        *(moved(kind, name, {f"{name}.txt": "new\n"})
          for kind in ("torn", "kept") for name in ("first", "beside")),
        *(moved(kind, "bad", {"faults/unit_tests": "it broke"}) for kind in ("torn", "kept")),
        moved("paused", "one", {"faults/slow": "15"}),
        moved("paused", "two", {"faults/slow": "0"}),
        *(moved("batch", name, {f"{name}.txt": "new\n"}) for name in ("one", "two")),
        moved("slow", "one", {"faults/slow": "60"}),
    ],
}
