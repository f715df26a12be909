"""A feature that is planned, written, mended, agreed to and merged, and one that is taken back."""

from __future__ import annotations

from . import people
from .world import World, differing

INSURANCE = "Insure a parcel by its declared value"
EXPRESS = "Offer express carriage"


def run(world: World) -> None:
    merged(world)
    taken_back(world)


def merged(world: World) -> None:
    """Coders make two mistakes; tools find them, the reviewer mends them, a person agrees."""
    world.start("PlanPatchPR", "feature-insurance", "--requirement", INSURANCE, "--auto-merge")
    status = world.until("feature-insurance", waits_for_merge, "its approval")
    world.report.check("a feature is planned, written, tested and reviewed", differing(
        issues=(status["issues_count"], 2), patches=(status["patches_count"], 2),
        good=(status["qa_score"] > 95, True), merged=(status["merged"], False)), status["pr_url"])
    shown = world.said("show", "feature-insurance")
    world.report.check("whoever looks sees what it waits for", differing(
        waits=("waiting, at create_pull_request, until somebody approves merge" in shown, True)))
    refused = world.verb("update", "feature-insurance", "approve", "--identity", "Ben")
    world.report.check("an approval of somebody who may not is refused", differing(
        exit=(refused.returncode, 1), why=(refused.stderr.strip(), (
            "approve was refused: Ben may not approve (merge); these may: Maya"))))
    world.said("update", "feature-insurance", "approve", "--identity", "Maya",
               "--input", '{"note": "The fee is what we agreed on."}')
    result = world.result("feature-insurance")
    record = world.record("pulls", result["pr_number"])
    world.report.check("the feature is merged, with everything that was asked for", differing(
        merged=(result["merged"], True), state=(record["state"], "merged"),
        commit=(world.git("rev-parse", "main"), result["merge_commit_sha"]),
        smallest_fee=("max(SMALLEST" in world.file("parcels/insurance.py"), True),
        unused_import=("import math" in world.file("parcels/insurance.py"), False),
        total=("self.carriage + self.insurance" in world.file("parcels/quote.py"), True)),
        f"#{record['number']} as {result['merge_commit_sha'][:10]}")


def taken_back(world: World) -> None:
    """Main moves on while a person thinks, and the merge fails: everything is undone in reverse."""
    world.start("PlanPatchPR", "feature-express", "--requirement", EXPRESS, "--auto-merge")
    world.until("feature-express", waits_for_merge, "its approval")
    people.change(
        world, "parcels/__init__.py",
        '"""Prices of parcels, read from a rate card."""\n\n__version__ = "1.1.0"\n', "Version 1.1.0")
    before = world.tree()
    world.said("signal", "feature-express", "approve", "--identity", "Maya", "--input", "{}")
    reason = world.failure("feature-express")
    status = world.status("feature-express")
    pull, issue = world.of("feature-express", "pulls")[0], world.of("feature-express", "issues")[0]
    world.report.check("a feature that cannot be merged is undone in reverse", [
        *differing(
            state=(status["state"], "failed"),
            undone=(status["undone"], [
                f"close_pull_request {pull['number']}", f"delete_branch {pull['branch']}",
                f"close_issue {issue['number']}"]),
            pull=(pull["state"], "closed"), issue=(issue["state"], "closed"),
            branch=(world.has_branch(pull["branch"]), False), main=(world.tree(), before)),
        *([] if "both sides changed parcels/__init__.py" in reason else [reason])], reason.strip())


def waits_for_merge(status: dict) -> bool:
    return status.get("waiting_for") == "merge"
