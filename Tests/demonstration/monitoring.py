"""Two alerts are watched for: each becomes an incident; one hotfix is taken back while it is watched."""

from __future__ import annotations

from . import people
from .incidents import postmortem
from .world import World, differing


def run(world: World) -> None:
    before = world.tree()
    world.start("ContinuousMonitoring", "watch", "--poll-seconds", 2, "--polls-per-run", 2,
                by="On call")
    world.until("watch", lambda status: status["incidents_started"] >= 2, "two incidents")
    world.begun += ["incident-card-missing", "incident-late-labels"]
    handed_over(world)
    asked_back(world, before)
    continued(world)


def handed_over(world: World) -> None:
    result = world.result("incident-late-labels")
    world.report.check("an alert becomes an incident of its own", differing(
        fixed=(result["fix_applied"], False), issue=(result["issue_url"] is not None, True),
        postmortem=(postmortem(world, "incident-late-labels"),
                    ["Postmortem: labels that come late"])))


def asked_back(world: World, before: str) -> None:
    """The run still listens: `rollback` is enough, of somebody who may."""
    world.until("incident-card-missing", lambda status: status["step"] == "observe", "its watch")
    hotfix = world.of("incident-card-missing", "pulls")[0]
    people.merge(world, hotfix["number"])
    merged = world.tree()
    world.said("signal", "incident-card-missing", "rollback", "--identity", "Ben")
    noted = world.until("incident-card-missing", lambda status: status["notes"], "a note")["notes"]
    world.said("signal", "incident-card-missing", "rollback", "--identity", "Maya")
    result = world.result("incident-card-missing")
    world.report.check("a hotfix is taken back while its run watches", differing(
        rolled_back=(result["rollback_performed"], True), fixed=(result["fix_applied"], False),
        state=(world.status("incident-card-missing")["state"], "rolled_back"),
        refused=("Ben may not roll back" in noted[0], True), was_changed=(merged != before, True),
        main=(world.tree(), before)), f"#{hotfix['number']}; {noted[0]}")


def continued(world: World) -> None:
    """After two looks the watch goes on in a new run, and remembers where it was."""
    before = ("--prefix", "watch", "--status", "continued-as-new")
    world.until("watch", lambda _: bool(world.runs(*before)), "a new run")
    runs = world.runs(*before)
    world.said("signal", "watch", "cancel_workflow", "--identity", "On call")
    reason = world.failure("watch")
    status = world.status("watch")
    world.report.check("the watch goes on in new runs until somebody ends it", [
        *differing(continued=(len(runs) >= 1, True), state=(status["state"], "cancelled"),
                   incidents=(status["incidents_started"], 2)),
        *([] if "cancelled by a signal" in reason else [reason])], f"{len(runs)} runs before")
