"""Incidents: one with consensus whose fix stays, one without, and one whose fix is taken back."""

from __future__ import annotations

import json

from . import people
from .world import HERE, World, differing

ALERTS = json.loads((HERE / "tools/service.json").read_text("utf-8"))["alerts"]


def run(world: World) -> None:
    consensus(world)
    no_consensus(world)
    rollback(world)


def incident(world: World, alert: str) -> dict:
    """Nobody watches afterwards: the run is over when the hotfix is proposed."""
    world.start("IncidentSwarm", f"incident-{alert}", "--observation-minutes", 0,
                "--alert", json.dumps({"id": alert, **ALERTS[alert]}), by="On call")
    return world.result(f"incident-{alert}")


def postmortem(world: World, run: str) -> list[str]:
    """Titles of what was written about a run."""
    return [issue["title"] for issue in world.of(run, "issues") if "postmortem" in issue["labels"]]


def consensus(world: World) -> None:
    wrong = world.file("parcels/card.py")
    result = incident(world, "exact-weight")
    found = result["consensus"] or {}
    world.report.check("agents agree on the cause", differing(
        sure=(found.get("confidence"), 0.9), key=(found.get("key"), "band-limit-exclusive"),
        supporting=(len(found.get("supporting_diagnoses", [])), 3)), found.get("root_cause", ""))
    world.report.check("a tested hotfix is proposed, and a postmortem written", differing(
        fixed=(result["fix_applied"], True), issue=(result.get("issue_url"), None),
        postmortem=(postmortem(world, "incident-exact-weight"),
                    ["Postmortem: the parcel of exactly 31.5 kg"]), notes=(result["notes"], [])))
    if not result["fix_applied"]:
        return
    people.merge(world, result["hotfix_pr_number"])
    world.report.check("a person merges it, and the limit of a band is its own", differing(
        before=("weight < band.up_to" in wrong, True),
        after=("weight <= band.up_to" in world.file("parcels/card.py"), True)),
        f"#{result['hotfix_pr_number']}")


def no_consensus(world: World) -> None:
    before = world.git("for-each-ref", "refs/heads")
    result = incident(world, "slow-evening")
    issue = [issue for issue in world.of("incident-slow-evening", "issues")
             if "incident" in issue["labels"]][0]
    world.report.check("agents who disagree leave it to people", differing(
        sure=(result["consensus"]["confidence"], 0.2),
        conflicting=(len(result["consensus"]["conflicting_diagnoses"]), 2),
        fixed=(result["fix_applied"], False), state=(issue["state"], "open"),
        all_suggestions=(issue["body"].count("agent-"), 3),
        branches=(world.git("for-each-ref", "refs/heads"), before)), f"issue #{issue['number']}")


def rollback(world: World) -> None:
    before = world.tree()
    result = incident(world, "empty-scales")
    people.merge(world, result["hotfix_pr_number"])
    between = world.tree()
    world.start("IncidentRollback", "rollback-empty-scales", "--alert-id", "empty-scales",
                "--pr-number", result["hotfix_pr_number"],
                "--reason", "The old scales say 0 g for letters", by="Maya")
    undone = world.result("rollback-empty-scales")
    world.report.check("a hotfix is taken back by a run of its own", differing(
        rolled_back=(undone["rollback_performed"], True), was_changed=(between != before, True),
        main=(world.tree(), before)), undone["revert_pr_url"])
