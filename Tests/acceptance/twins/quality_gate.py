"""Eight checks of a pull request, mended where tools can, and the verdict at the pull request."""

from __future__ import annotations

import asyncio

from temporalio import workflow
from temporalio.exceptions import FailureError

from .course import Course, ask, reason, shielded
from .judgement import CHECKS, checks, comment, demands, tenths, verdict


@workflow.defn(name="QualityGateWorkflow")
class QualityGate(Course):
    @workflow.run
    async def run(self, given: dict) -> dict:
        return await self.course(lambda: self.gate(given))

    async def gate(self, given: dict) -> dict:
        self.result = None
        try:
            await self.tell(given, "pending", "checking")
            found, fixes = await checks(given["branch"], demands(given)), []
            if given.get("attempt_auto_fix", True):
                fixes = await self.mend(given, found)
                if fixes is not None:
                    found = await checks(given["branch"], demands(given))
            self.result = verdict(found, demands(given), given["pr_number"], fixes or [])
            await self.conclude(given, self.result)
            return self.result
        except (FailureError, asyncio.CancelledError) as error:
            # Or people would wait for a verdict that never comes.
            if self.result is None:
                await shielded(lambda: self.give_up(given, reason(error)))
            raise

    async def mend(self, given: dict, found: list[dict]) -> list[str] | None:
        """What was mended; none when there was nothing that a tool can mend."""
        faults = [check["name"] for check in found if check["auto_fixable"]]
        if not faults:
            return None
        fixes = await ask("apply_auto_fixes", {"branch": given["branch"], "checks": faults})
        if not fixes["files"]:
            return None
        titles = ", ".join(CHECKS[name][0] for name in fixes["applied"])
        await self.commit(
            fixes["files"], given["branch"], f"Automatic fixes: {titles}", step="fixes")
        await self.push(given["branch"], step="fixes")
        return fixes["applied"]

    async def conclude(self, given: dict, result: dict) -> None:
        state = "success" if result["can_merge"] else "failure"
        await self.tell(given, state, f"score {tenths(result['overall_score'])}")
        await ask("add_pr_comment", {
            "pr_number": given["pr_number"], "body": comment(result),
            "idempotency_key": self.key("add_pr_comment"),
        }, leaves_traces=True)

    async def tell(self, given: dict, state: str, words: str) -> None:
        await ask("update_pr_status", {
            "pr_number": given["pr_number"], "state": state, "description": words,
            "idempotency_key": self.key(f"update_pr_status {state}"),
        }, leaves_traces=True)

    async def give_up(self, given: dict, words: str) -> None:
        try:
            await self.tell(given, "failure", f"the gate was not finished: {words}")
        except FailureError as error:
            self.notes.append(f"update_pr_status: {reason(error)}")
