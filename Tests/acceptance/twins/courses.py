"""How the product's workflows are run, each time on another way."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import project


@dataclass
class Course:
    """How a run is started, what is said to it, and how it must end."""

    type: str
    input: dict
    end: str = "completed"
    # The step that the run has to have come to, or `merge` to wait for it, and what it is told then.
    at: str = ""
    told: tuple = ()
    # The run that has to have ended before.
    after: str = ""
    # What `get_status` says of it in the end, when it is not the word for its end.
    state: str = ""
    # Members of its result.
    result: dict = field(default_factory=dict)


def wish(words: str, **more) -> dict:
    return {"requirement": words, "auto_merge": True, "approval": "waived", **more}


def incident(alert: str, **more) -> dict:
    return {"alert": project.ALERT | {"id": alert}, "observation_minutes": 0, **more}


def migration(kind: str, **more) -> dict:
    return {"migration_type": kind, "target_version": "2", **more}


def gate(branch: str, **more) -> dict:
    return {"pr_number": "patch", "branch": f"gate/{branch}", **more}


PLAN, SWARM, MOVE, GATE = (
    "PlanPatchPRWorkflow", "IncidentSwarmWorkflow", "CodeMigrationWorkflow", "QualityGateWorkflow")
AGREED = ("signal", "approve", "--input", '{"note": "yes"}', "--identity", "ada")
ASKED = ("update", "approve", "--input", '{}', "--identity", "ben")
STOP = ("signal", "cancel_workflow")
# Runs whose pull requests others are about: those name them in the place of a number.
FIRST = {
    "patch": Course("IncrementalPatchWorkflow", {"description": "A patch"}),
    "plan-merged": Course(
        PLAN, wish("A plain wish"), result={"merged": True, "not_run": ["performance"]}),
}
COURSES = {
    # The first to be told something: it can be paused while its tests run, and no later.
    "move-paused": Course(
        MOVE, migration("paused"), at="run_tests", told=("signal", "pause_migration"),
        result={"completed_steps": 2}),
    "plan-reviewed": Course(
        PLAN, wish("A wish that contradicts itself"), result={"merged": True}),
    "plan-proposed": Course(PLAN, wish("A wish by halves", required_score=99), result={
        "merged": False, "not_merged_because": ["[Score] 98.7 is below 99.0"]}),
    "plan-failed": Course(PLAN, wish("A wish too many"), "failed"),
    "plan-cancelled": Course(PLAN, wish("A slow wish"), "canceled", "quality_checks", ("cancel",)),
    "swarm-taken-back": Course(
        SWARM, incident("agreed", observation_minutes=9), at="observe",
        told=("signal", "rollback", "--identity", "ada"), state="rolled_back",
        result={"rollback_performed": True}),
    "swarm-watched": Course(
        SWARM, incident("kept", observation_minutes=1), at="observe",
        told=("signal", "rollback", "--identity", "eve"), result={"fix_applied": True}),
    "swarm-split": Course(SWARM, incident("split"), result={"fix_applied": False}),
    "swarm-at-seventy": Course(SWARM, incident("seventy"), result={"fix_applied": False}),
    "swarm-untested": Course(SWARM, incident("untested"), result={"fix_applied": False}),
    "swarm-by-people": Course(
        SWARM, incident("unwanted", auto_fix=False), result={"fix_applied": False}),
    "swarm-lone": Course(
        SWARM, incident("lone", num_diagnostic_agents=5), result={"fix_applied": False}),
    "swarm-stopped": Course(SWARM, incident("slow"), "failed", "run_tests", STOP, state="cancelled"),
    "move-whole": Course(MOVE, migration("whole"), result={"completed_steps": 3}),
    "move-taken-back": Course(
        MOVE, migration("torn"), state="rolled_back",
        result={"rollback_performed": True, "completed_steps": 0}),
    "move-kept": Course(MOVE, migration("kept", auto_rollback=False), result={
        "completed_steps": 2, "failed_steps": 1, "skipped_steps": ["after"]}),
    "move-at-once": Course(MOVE, migration("batch", incremental=False)),
    "move-round": Course(MOVE, migration("round"), "failed"),
    "move-cancelled": Course(MOVE, migration("slow"), "canceled", "run_tests", ("cancel",)),
    "gate-passed": Course(
        GATE, gate("clean"), result={"can_merge": True, "not_run": ["performance"]}),
    "gate-mended": Course(GATE, gate("lint"), result={
        "can_merge": True, "auto_fixes_applied": ["linting"]}),
    "gate-closed": Course(
        GATE, gate("broken", weights={"security": 100}), result={"can_merge": False}),
    "gate-stopped": Course(GATE, gate("slow"), "failed", "quality_checks", STOP, state="cancelled"),
    "rollback": Course("IncidentRollbackWorkflow", {
        "alert_id": "old", "pr_number": "plan-merged", "reason": "it was no good"},
        state="rolled_back", result={"rollback_performed": True}),
    "publish": Course("PublishWorkflow", {}, result={"unchanged": False}),
    "module": Course("ModulePipelineWorkflow", {
        "module": "seats", "wish": "hold seats", "steps": ["design"], "approval": "waived"},
        result={"module": "seats", "stopped_at": None}),
    "plan-approved": Course(
        PLAN, wish("A wish by hand", approval="required"), at="merge", told=AGREED,
        result={"merged": True}),
    "plan-too-late": Course(
        PLAN, wish("A wish too late", approval="required"), "failed", "merge", ASKED,
        after="plan-approved"),
    # Those that never end are last: meanwhile they have gone on in new runs.
    "alerts": Course(
        "ContinuousMonitoringWorkflow", {"poll_seconds": 1, "polls_per_run": 2}, "canceled",
        "fetch_alerts", ("cancel",)),
    "gates": Course(
        "ContinuousQualityWorkflow", {"poll_seconds": 1, "polls_per_run": 2}, "canceled",
        "list_pull_requests", ("cancel",)),
}
