"""What the agents of the small project answer, by what they are asked."""

from __future__ import annotations

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
DESIGN = """# Seats

## Overview
A seat is kept for a guest until it is paid.

## Category
Generic: others call it in their own process.

## API surface
- `hold(seat, guest)` says who has the seat

## Data model
A seat and its guest.

## Persistence
None.

## Security
Nobody acts for another guest.

## Observability
A line for each call.

## Schemas
`Seat` with a number.

## Phases

### Holding (PHASE-SEAT-1)
A guest can hold a seat.
"""
SCRIPT = {
    "run_agent": [{"answer": {
        "files": {"modules/seats/docs/INTENT_DESIGN.md": DESIGN}, "changes": [],
        "explanation": "A design."}}],
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
        coder("a-slow-wish", "text", {"faults/slow": "280"}),
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
        fix("slow", {"faults/slow": "280"}),
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
        moved("paused", "one", {"faults/slow": "20"}),
        moved("paused", "two", {"faults/slow": "0"}),
        *(moved("batch", name, {f"{name}.txt": "new\n"}) for name in ("one", "two")),
        moved("slow", "one", {"faults/slow": "280"}),
    ],
}
