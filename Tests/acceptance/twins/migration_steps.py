"""The order of a migration's steps, and what came of each."""

from __future__ import annotations

from typing import Any

from .judgement import passes, words
from .work import reason, refused


def waves_of(steps: list[dict]) -> list[list[dict]]:
    """Steps of a wave depend on steps of earlier waves."""
    done: set[str] = set()
    rest, waves = list(steps), []
    while rest:
        wave = [step for step in rest if done.issuperset(step["dependencies"])]
        if not wave:
            ids = [step["id"] for step in rest]
            raise refused(f"steps depend on each other: {circle(rest, ids)}", "BadPlan")
        waves.append(wave)
        done.update(step["id"] for step in wave)
        rest = [step for step in rest if step["id"] not in done]
    return waves


def circle(rest: list[dict], ids: list[str]) -> str:
    """From one step to the first that it waits for, until one comes again."""
    waits = {step["id"]: next((id for id in step["dependencies"] if id in ids), "") for step in rest}
    path = [ids[0]]
    while path[-1] not in path[:-1]:
        path.append(waits[path[-1]])
    return " → ".join(path[path.index(path[-1]):])


def step_result(step: dict, change: Any, tests: Any, validation: Any) -> dict:
    """What came of a step; none stands for what was not tried, a failure for what did not end."""
    def holds(report: Any) -> bool:
        return isinstance(report, dict) and passes(report)

    def faults(topic: str, report: Any) -> list[str]:
        if report is None or holds(report):
            return []
        return [f"{topic}: {words(report) if isinstance(report, dict) else reason(report)}"]
    is_written = isinstance(change, dict)
    return {
        "step_id": step["id"], "success": holds(tests) and holds(validation),
        "files_changed": sorted(change["files"]) if is_written else [],
        "tests_passed": holds(tests), "validation_passed": holds(validation),
        "errors": ([] if is_written else [f"changes: {reason(change)}"])
        + faults("tests", tests) + faults("validation", validation),
        "rollback_available": tests is not None}
