"""Agents look for the cause of an incident; a hotfix when they agree, an issue when they do not."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any, Optional

from temporalio import workflow
from temporalio.exceptions import FailureError

from .consensus import consensus
from .course import Course, branch_name
from .incident_text import issue_text, outcome
from .judgement import passes, words
from .work import ask, is_failure, reason, shielded, side_by_side, tried

THRESHOLD = 0.70


@workflow.defn(name="IncidentSwarmWorkflow")
class IncidentSwarm(Course):
    def __init__(self) -> None:
        super().__init__()
        self.rollback_asked: list[str] = []
        self.is_rolled_back = self.is_called_off = False
        self.diagnoses: list[dict] = []
        self.consensus = self.proposal = self.hotfix = self.issue = self.postmortem = None
        self.minutes = 0.0

    @workflow.signal
    async def rollback(self) -> None:
        self.rollback_asked.append(self.sender)

    @workflow.run
    async def run(self, given: dict) -> dict:
        self.given, self.alert = given, completed(given["alert"])
        try:
            return await self.course(self.incident)
        except (FailureError, asyncio.CancelledError) as error:
            if not is_failure(error) or self.is_stop_asked:
                self.is_called_off = True
                await shielded(self.write_postmortem)
            raise

    async def incident(self) -> dict:
        try:
            await self.diagnose()
            await self.resolve()
        except FailureError as error:
            if is_failure(error):
                self.note(error)
                await self.write_postmortem()
            raise
        await self.write_postmortem()
        return self.result()

    async def diagnose(self) -> None:
        metrics, logs = await self.telemetry()
        count = min(16, max(1, self.given.get("num_diagnostic_agents", 3)))
        answers = await tried([
            lambda number=number: ask("diagnose_issue", {
                "alert": self.alert, "agent_id": f"agent-{number}", "metrics": metrics,
                "logs": logs})
            for number in range(1, count + 1)])
        self.diagnoses = [answer for answer in answers if isinstance(answer, dict)]
        for answer in answers:
            if not isinstance(answer, dict):
                self.note(answer, "diagnose_issue")
        self.consensus = consensus(self.diagnoses, count)

    async def telemetry(self) -> tuple[dict, list]:
        """What came with the alert, and what the service says; silence is noted."""
        about = {"service": self.alert["service"], "timestamp": self.alert["timestamp"]}

        async def fetched(activity: str, member: str) -> Any:
            try:
                return (await ask(activity, about))[member]
            except FailureError as error:
                if not is_failure(error):
                    raise
                self.note(error, "telemetry")
                return None
        values, lines = await side_by_side([
            lambda: fetched("fetch_metrics", "values"), lambda: fetched("fetch_logs", "lines")])
        return (values or {}) | self.alert["metrics"], self.alert["logs"] + (lines or [])

    async def resolve(self) -> None:
        is_fixed = await self.may_fix() and await self.fix()
        if not is_fixed:
            await self.ask_people()
        passed = workflow.now() - workflow.info().workflow_start_time
        self.minutes = passed / timedelta(minutes=1)
        if is_fixed:
            await self.observe()

    async def may_fix(self) -> bool:
        """Agents are sure, and nobody has asked for the way back before there is a way."""
        return (
            self.consensus is not None and self.given.get("auto_fix", True)
            and self.consensus["confidence"] > THRESHOLD and not await self.is_rollback_due())

    async def is_rollback_due(self) -> bool:
        """Somebody who may has asked for it; who may not is noted."""
        while self.rollback_asked:
            objection = await self.objection("roll_back", "", self.rollback_asked.pop(0))
            if objection is None:
                return True
            self.remark(objection)
        return False

    async def fix(self) -> bool:
        """A hotfix with passing tests as a pull request; what is no good is taken back."""
        self.step = "create_branch"
        branch, base = branch_name("hotfix", self.alert["id"]), self.given.get("base", "main")
        try:
            await self.make_branch(branch, base)
            if not await self.has_tested_fix(branch):
                await self.compensate("the fix is no good")
                return False
            self.hotfix = await self.propose(
                f"Hotfix: {self.consensus['root_cause']}", self.proposal["description"], branch,
                base)
        except FailureError as error:
            if not is_failure(error):
                raise
            self.note(error)
            await self.compensate(reason(error))
            return False
        self.effects.clear()
        return True

    async def has_tested_fix(self, branch: str) -> bool:
        self.proposal = await self.at("generate_fix", ask("generate_fix", {
            "alert": self.alert, "consensus": self.consensus, "branch": branch}))
        if not self.proposal["files"]:
            return False
        await self.at("create_commit", self.commit(
            self.proposal["files"], branch, self.proposal["description"], step="fix"))
        await self.at("push_branch", self.push(branch, step="fix"))
        report = await self.at("run_tests", ask("run_tests", {"target": branch, "type": "fix"}))
        if not passes(report):
            self.notes.append(f"tests of the fix: {words(report)}")
        self.step = "create_pull_request"
        return passes(report)

    async def at(self, step: str, work: Any) -> Any:
        """Where the run is, should it fail there."""
        self.step = step
        return await work

    async def ask_people(self) -> None:
        cause = self.consensus["root_cause"] if self.consensus else self.alert["message"]
        self.issue = await self.at("create_issue", ask("create_issue", {
            "title": f"Incident {self.alert['id']}: {cause}", "body": issue_text(self),
            "labels": ["incident", self.alert["severity"]],
            "idempotency_key": self.key("create_issue"),
        }, leaves_traces=True))

    async def observe(self) -> None:
        """Waits for somebody who wants the hotfix back."""
        minutes = max(0, self.given.get("observation_minutes", 30))
        end = workflow.now() + timedelta(minutes=minutes)
        is_due = await self.is_rollback_due()
        while not is_due:
            if not self.rollback_asked:
                try:
                    await workflow.wait_condition(
                        lambda: bool(self.rollback_asked), timeout=end - workflow.now())
                except asyncio.TimeoutError:
                    return
            is_due = await self.is_rollback_due()
        await self.at("revert_fix", ask("revert_fix", {
            "number": self.hotfix["number"], "reason": "rollback was asked for",
            "idempotency_key": self.key("revert_fix"),
        }, leaves_traces=True))
        self.is_rolled_back = True

    async def write_postmortem(self) -> None:
        request = {
            "alert": self.alert, "consensus": self.consensus, "outcome": outcome(self),
            "links": [made["url"] for made in (self.hotfix, self.issue) if made],
            "idempotency_key": self.key("generate_postmortem")}
        try:
            self.postmortem = await ask("generate_postmortem", request, leaves_traces=True)
        except FailureError as error:
            if not is_failure(error):
                raise
            self.note(error, "generate_postmortem")

    def note(self, error: BaseException, step: Optional[str] = None) -> None:
        self.notes.append(f"{step or self.step}: {reason(error)}")

    def result(self) -> dict:
        hotfix, issue, postmortem = (
            made or {} for made in (self.hotfix, self.issue, self.postmortem))
        return {
            "alert_id": self.alert["id"], "consensus": self.consensus,
            "fix_applied": bool(hotfix) and not self.is_rolled_back,
            "hotfix_pr_number": hotfix.get("number"), "hotfix_pr_url": hotfix.get("url"),
            "issue_url": issue.get("url"), "postmortem_url": postmortem.get("url"),
            "resolution_time_minutes": self.minutes, "rollback_performed": self.is_rolled_back,
            "notes": self.notes}


def completed(alert: dict) -> dict:
    return {
        "severity": "medium", "service": "", "message": "", "timestamp": "", "metrics": {},
        "logs": []} | alert
