"""The eight checks of a branch, and what their reports come to."""

from __future__ import annotations

import math
from typing import Any

from temporalio.exceptions import FailureError

from .course import ask, reason, tried

# By name: the title, the activity, what is asked for beside the branch.
CHECKS = {
    "unit_tests": ("Unit Tests", "run_tests", {"type": "unit"}),
    "integration_tests": ("Integration Tests", "run_tests", {"type": "integration"}),
    "linting": ("Linting", "run_linters", {}),
    "security": ("Security Scan", "run_security_scan", {}),
    "coverage": ("Code Coverage", "check_code_coverage", {}),
    "performance": ("Performance Tests", "run_performance_tests", {}),
    "dependencies": ("Dependencies", "check_dependencies", {}),
    "static_analysis": ("Static Analysis", "run_static_analysis", {}),
}
WEIGHTS = {
    "unit_tests": 25, "integration_tests": 15, "coverage": 15, "security": 15, "linting": 10,
    "static_analysis": 10, "dependencies": 5, "performance": 5,
}
REQUIRED = ["unit_tests", "integration_tests", "coverage"]
MENDABLE = {"linting", "coverage", "static_analysis"}


def demands(given: dict) -> dict:
    """What a run is started with, as far as it is about checks."""
    return {
        "coverage": given.get("required_coverage", 80), "score": given.get("required_score", 85),
        "checks": given.get("required_checks", REQUIRED),
        "weights": WEIGHTS | given.get("weights", {}),
    }


def within(value: float, low: float = 0, high: float = 100) -> float:
    return low if math.isnan(value) else min(high, max(low, value))


def tenths(value: float) -> str:
    number = math.floor(within(value) * 10 + 0.5)
    return f"{number // 10}.{number % 10}"


def passes(report: dict) -> bool:
    return report["passed"] and report.get("not_run") is None


def words(report: dict) -> str:
    if report.get("not_run") is not None:
        return f"not run: {report['not_run']}"
    return "; ".join(issue["message"] for issue in report["issues"]) or report["details"]


async def checks(branch: str, wanted: dict) -> list[dict]:
    """All eight at once; a tool that cannot be run is a check that did not run."""
    def body(activity: str, more: dict) -> Any:
        return lambda: ask(activity, {"target": branch} | more)
    reports = await tried(body(activity, more) for _, activity, more in CHECKS.values())
    return [check(name, report, wanted) for name, report in zip(CHECKS, reports)]


def check(name: str, report: Any, wanted: dict) -> dict:
    if isinstance(report, FailureError):
        report = {"passed": False, "issues": [], "details": "", "not_run": reason(report)}
    grave = name in ("security", "dependencies") and any(
        issue["severity"] == "critical" for issue in report["issues"])
    found = {"name": name, "required": name in wanted["checks"] or grave}
    if report.get("not_run") is not None:
        return found | {
            "ran": False, "passed": False, "score": 0, "auto_fixable": False, "details": "",
            "issues": [f"did not run: {report['not_run']}"]}
    score = points(name, report)
    low = name == "coverage" and score < wanted["coverage"]
    passed = report["passed"] and not low
    issues = [issue["message"] for issue in report["issues"]]
    if not passed and not issues:
        issues = [
            f"{tenths(score)} % of lines are covered, {tenths(wanted['coverage'])} % are required"
            if low else report["details"] or "failed"]
    return found | {
        "ran": True, "passed": passed, "score": score, "issues": issues,
        "auto_fixable": name in MENDABLE and not passed, "details": report["details"]}


def points(name: str, report: dict) -> float:
    count, all_or_none = len(report["issues"]), 100 if report["passed"] else 0
    if name in ("unit_tests", "integration_tests"):
        return all_or_none
    if name == "security":
        return within(100 - 10 * count)
    if name == "dependencies":
        return within(100 - 5 * count)
    measured = report.get("score")
    if measured is None:
        measured = 0 if name == "coverage" else all_or_none
    return within(measured)


def verdict(found: list[dict], wanted: dict, number: int = 0, fixes: list = ()) -> dict:
    required = [check for check in found if check["required"]]
    score = overall(found, wanted["weights"])
    holds = all(check["passed"] for check in required)
    blocking = [line for check in required if not check["passed"] for line in titled(check)]
    if score < wanted["score"]:
        blocking.append(f"[Score] {tenths(score)} is below {tenths(wanted['score'])}")
    return {
        "pr_number": number, "all_checks_passed": all(check["passed"] for check in found),
        "required_checks_passed": holds,
        "can_merge": holds and score >= wanted["score"] and any(check["ran"] for check in found),
        "checks": found, "overall_score": score,
        "not_run": [check["name"] for check in found if not check["ran"]],
        "auto_fixes_applied": list(fixes), "blocking_issues": blocking,
    }


def overall(found: list[dict], weights: dict) -> float:
    """The mean of what ran, by weight."""
    counted = [(within(weights[check["name"]]), check["score"]) for check in found if check["ran"]]
    total = sum(weight for weight, _ in counted)
    return sum(weight * score for weight, score in counted) / total if total > 0 else 0


def titled(check: dict) -> list[str]:
    return [f"[{CHECKS[check['name']][0]}] {issue}" for issue in check["issues"]]


def comment(result: dict) -> str:
    """What people read of a verdict, in Markdown."""
    lines = [
        f"Quality score {tenths(result['overall_score'])} of 100. "
        + ("It can be merged." if result["can_merge"] else "It cannot be merged."),
        "", "| check | result | score | required |", "|---|---|---|---|"]
    for check in result["checks"]:
        state = "passed" if check["passed"] else "failed" if check["ran"] else "did not run"
        score = tenths(check["score"]) if check["ran"] else "–"
        required = "yes" if check["required"] else "no"
        lines.append(f"| {CHECKS[check['name']][0]} | {state} | {score} | {required} |")
    mended = [CHECKS[name][0] for name in result["auto_fixes_applied"]]
    for title, items in (
            ("Blocking issues", result["blocking_issues"]), ("Mended automatically", mended)):
        if items:
            lines += ["", f"{title}:", "", *(f"- {item}" for item in items)]
    return "\n".join(lines)
