"""From a requirement to a pull request, and to a merge when nothing speaks against it."""

from __future__ import annotations

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from .course import Course, ask, branch_name, refused, side_by_side
from .judgement import checks, comment, demands, titled, verdict


@workflow.defn(name="PlanPatchPRWorkflow")
class PlanPatchPR(Course):
    def __init__(self) -> None:
        super().__init__()
        self.awaits_merge = False
        self.approvals: list[dict] = []

    @workflow.signal
    async def approve(self, given: dict) -> None:
        if self.awaits_merge and given["by"]:
            self.approvals.append(
                {"by": given["by"], "note": given.get("note", ""), "gate": "merge"})

    @workflow.update(name="approve")
    async def approve_and_tell(self, given: dict) -> list[dict]:
        await self.approve(given)
        return self.approvals

    @approve_and_tell.validator
    def refuse(self, given: dict) -> None:
        if not given["by"] or not self.awaits_merge:
            raise ApplicationError("nobody asked, or nobody answers", type="NoGate")

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
        objections = self.objections(result)
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

    def objections(self, result: dict) -> list[str]:
        if not self.given.get("auto_merge", False):
            return ["auto_merge is off"]
        return [] if result["can_merge"] else result["blocking_issues"] or ["no check ran"]

    async def merge_when_agreed(self, number: int) -> str:
        if self.given.get("approval", "required") == "required":
            await self.approval()
        merged = await ask("merge_pull_request", {
            "number": number, "reason": "",
            "idempotency_key": self.key(f"merge_pull_request {number}"),
        }, leaves_traces=True)
        self.effects.clear()
        return merged["sha"]

    async def approval(self) -> None:
        self.awaits_merge = True
        try:
            await workflow.wait_condition(lambda: bool(self.approvals))
        finally:
            self.awaits_merge = False

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
