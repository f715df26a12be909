"""A small change, a gate that mends what a linter finds in it, and a look at every pull request."""

from __future__ import annotations

from .people import merge
from .world import World, differing

CHANGE = "Say what would be accepted when a parcel is refused"


def run(world: World) -> None:
    number = small_change(world)
    gate(world, number)
    every_pull_request(world, number)
    merge(world, number)


def small_change(world: World) -> int:
    world.start("IncrementalPatch", "patch-refusal", "--description", CHANGE,
                "--files", "parcels/parcel.py", by="Ben")
    result = world.result("patch-refusal")
    record = world.record("pulls", result["pr_number"])
    world.report.check("a small change becomes a pull request", differing(
        files=(result["files_changed"], ["parcels/parcel.py", "tests/unit/test_refusal.py"]),
        state=(record["state"], "open"), branch=(record["branch"], result["branch_name"])),
        f"#{record['number']} {record['branch']}")
    return result["pr_number"]


def gate(world: World, number: int) -> None:
    branch = world.record("pulls", number)["branch"]
    before = world.file("parcels/parcel.py", branch)
    world.start("QualityGate", "gate-refusal", "--pr-number", number, "--branch", branch, by="Ben")
    result = world.result("gate-refusal")
    record, after = world.record("pulls", number), world.file("parcels/parcel.py", branch)
    checks = {check["name"]: check for check in result["checks"]}
    world.report.check("a gate finds what a linter finds, has it mended, and checks all again", differing(
        mended=(result["auto_fixes_applied"], ["linting"]),
        unused_before=("from typing import Optional" in before, True),
        unused_after=("from typing import Optional" in after, False),
        ran=(sorted(name for name, check in checks.items() if check["ran"]), sorted(checks)),
        passed=(result["all_checks_passed"], True), can_merge=(result["can_merge"], True)),
        f"{len(checks)} checks, score {result['overall_score']:.1f}")
    world.report.check("its pull request says so", differing(
        statuses=([status["state"] for status in record["statuses"]], ["pending", "success"]),
        comments=(len(record["comments"]), 1),
        mended=("Mended automatically" in record["comments"][0]["text"], True)))


def every_pull_request(world: World, number: int) -> None:
    """One look finds the newest commit unjudged, the next one has nothing to do."""
    world.start("ContinuousQuality", "every-pull-request", "--poll-seconds", 1, by="Ben")
    world.until("every-pull-request", lambda status: status["polls"] >= 2, "a second look")
    world.said("signal", "every-pull-request", "cancel_workflow", "--identity", "Ben")
    reason = world.failure("every-pull-request")
    gates = world.runs("--prefix", f"quality-gate-{number}-")
    commit = world.git("rev-parse", world.record("pulls", number)["branch"])
    world.begun += [gate["workflow_id"] for gate in gates]
    results = [world.result(gate["workflow_id"]) for gate in gates]
    world.report.check("every open pull request is judged once for its newest commit", [
        *differing(
            gates=([gate["workflow_id"] for gate in gates], [f"quality-gate-{number}-{commit}"]),
            passed=([result["all_checks_passed"] for result in results], [True])),
        *([] if "cancelled by a signal" in reason else [reason])])
