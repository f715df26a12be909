"""From a requirement to a pull request, and to a merge when nothing speaks against it."""

from __future__ import annotations

from typing import Optional

from temporalio import workflow

from .course import Course, ask, branch_name, refused, side_by_side
from .judgement import checks, comment, demands, titled, verdict


@workflow.defn(name="PlanPatchPRWorkflow")
class PlanPatchPR(Course):
    def __init__(self) -> None:
        super().__init__()
        self.gate = ""
        # What people said at the gate: who, what, and whether it counts once somebody has looked.
        self.bids: list[dict] = []

    @workflow.signal
    async def approve(self, given: Optional[dict]) -> None:
        self.bid(given or {})

    @workflow.update(name="approve")
    async def approve_and_tell(self, given: Optional[dict]) -> list[dict]:
        bid = self.bid(given or {})
        if bid is None:
            raise refused(self.notes[-1], "NoApproval")
        await workflow.wait_condition(lambda: bid["counts"] is not None)
        if not bid["counts"]:
            raise refused(bid["objection"], "NoApproval")
        return [
            {"by": one["by"], "note": one["note"], "gate": "merge"}
            for one in self.bids if one["counts"]]

    @approve_and_tell.validator
    def refuse(self, given: Optional[dict]) -> None:
        if not self.gate:
            raise refused("the run waits for no approval", "NoGate")

    def bid(self, given: dict) -> Optional[dict]:
        """Takes what somebody said, unless it is for somebody else or for nothing."""
        by = given.get("by", "")
        if by and by != self.sender:
            self.remark(f"{self.sender} cannot agree for {by}")
        elif not self.gate:
            self.remark("the run waits for no approval")
        else:
            self.bids.append({
                "by": self.sender, "note": given.get("note", ""), "counts": None})
            return self.bids[-1]
        return None

    @workflow.run
    async def run(self, given: dict) -> dict:
        return await self.course(lambda: self.work(given))

    async def work(self, given: dict) -> dict:
        self.given, base = given, given.get("base", "main")
        self.branch = branch_name("feature", given["requirement"][:30])
        await self.plan()
        await self.make_branch(self.branch, base)
        await self.write()
        result = await self.judge()
        made = await self.propose(
            given["requirement"], self.summary(result), self.branch, base)
        objections = await self.objections(result)
        sha = None if objections else await self.merge_when_agreed(made["number"])
        return {
            "pr_number": made["number"], "pr_url": made["url"], "branch_name": self.branch,
            "files_changed": sorted(self.files()),
            "test_results": {
                check["name"]: check["passed"] for check in result["checks"] if check["ran"]},
            "not_run": result["not_run"], "qa_score": result["overall_score"],
            "merged": sha is not None, "merge_commit_sha": sha, "not_merged_because": objections,
        }

    async def plan(self) -> None:
        """A design, its issues, and each of them for people to see."""
        self.design = await ask("create_design", self.given["requirement"])
        self.issues = await ask("create_issues", self.design)
        if not self.issues:
            raise refused("the plan has no issue", "EmptyPlan")
        await side_by_side([lambda issue=issue: self.announce(issue) for issue in self.issues])

    async def announce(self, issue: dict) -> None:
        made = await ask("create_issue", {
            "title": issue["title"], "body": issue["description"], "labels": [],
            "idempotency_key": self.key(f"create_issue {issue['id']}"),
        }, leaves_traces=True)
        self.effects.append(("close_issue", made["number"]))

    async def write(self) -> None:
        """A patch for each issue; the reviewer settles what contradicts itself."""
        self.patches = await side_by_side([
            lambda issue=issue: ask(
                "generate_code", {"issue": issue, "design": self.design, "branch": self.branch})
            for issue in self.issues])
        if self.conflicts():
            await self.review(self.conflicts())
        await self.commit_patches("patches")

    async def review(self, problems: list[str]) -> None:
        self.patches = await ask("review_code", {"patches": self.patches, "problems": problems})
        if self.conflicts():
            raise refused("; ".join(self.conflicts()), "PatchConflict")

    async def commit_patches(self, step: str) -> None:
        if not self.files():
            raise refused("no agent wrote a file", "EmptyPatch")
        await self.commit(self.files(), self.branch, self.given["requirement"], step)
        await self.push(self.branch, step)

    async def judge(self) -> dict:
        """The checks, and once more after the reviewer has mended what they found."""
        wanted = demands(self.given)
        found = await checks(self.branch, wanted)
        faults = [check for check in found if check["ran"] and not check["passed"]]
        if faults and self.given.get("auto_fix", True):
            await self.review([line for check in faults for line in titled(check)])
            await self.commit_patches("review")
            found = await checks(self.branch, wanted)
        return verdict(found, wanted)

    async def objections(self, result: dict) -> list[str]:
        if not self.given.get("auto_merge", False):
            return ["auto_merge is off"]
        if not result["can_merge"]:
            return result["blocking_issues"] or ["no check ran"]
        objection = await self.objection("merge", "", self.starter)
        return [] if objection is None else [objection]

    async def merge_when_agreed(self, number: int) -> str:
        if not await self.is_waived():
            await self.approval()
        merged = await ask("merge_pull_request", {
            "number": number, "reason": "",
            "idempotency_key": self.key(f"merge_pull_request {number}"),
        }, leaves_traces=True)
        self.effects.clear()
        return merged["sha"]

    async def is_waived(self) -> bool:
        """Nobody has to agree, if whoever started the run may say so."""
        if self.given.get("approval", "required") == "required":
            return False
        objection = await self.objection("waive", "merge", self.starter)
        if objection is not None:
            self.remark(objection)
        return objection is None

    async def approval(self) -> None:
        """Waits for somebody who may agree."""
        self.gate = "merge"
        try:
            while not any(bid["counts"] for bid in self.bids):
                await workflow.wait_condition(lambda: self.next_bid() is not None)
                bid = self.next_bid()
                bid["objection"] = await self.objection("approve", "merge", bid["by"])
                bid["counts"] = bid["objection"] is None
                if not bid["counts"]:
                    self.remark(bid["objection"])
        finally:
            self.gate = ""
            for bid in self.bids:
                if bid["counts"] is None:
                    bid |= {"counts": False, "objection": "the approval came too late"}

    def next_bid(self) -> Optional[dict]:
        return next((bid for bid in self.bids if bid["counts"] is None), None)

    def files(self) -> dict:
        return {
            path: text for patch in self.patches
            for path, text in (patch["files"] | patch["tests"]).items()}

    def conflicts(self) -> list[str]:
        found, writers = [], {}
        for patch in self.patches:
            for path, text in (patch["files"] | patch["tests"]).items():
                issue, other = writers.get(path, ("", text))
                if other != text:
                    found.append(
                        f"{path} is written differently for {issue} and {patch['issue_id']}")
                writers[path] = (patch["issue_id"], text)
        return sorted(found)

    def summary(self, result: dict) -> str:
        issues = "\n".join(f"- {issue['title']}" for issue in self.issues)
        return f"{self.design['architecture']}\n\n{issues}\n\n{comment(result)}"
