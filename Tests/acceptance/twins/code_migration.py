"""A migration, step by step, on a branch of its own; all of it taken back when a step fails."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Optional

from temporalio import workflow
from temporalio.exceptions import FailureError

from .course import Course, ask, branch_name, is_failure, reason, refused, tried
from .judgement import passes, words


@workflow.defn(name="CodeMigrationWorkflow")
class CodeMigration(Course):
    def __init__(self) -> None:
        super().__init__()
        self.is_paused = self.is_rolled_back = False
        self.results: list[dict] = []
        self.skipped: list[str] = []
        self.pull_request: Optional[dict] = None

    @workflow.signal
    async def pause_migration(self) -> None:
        self.is_paused = True

    @workflow.signal
    async def resume_migration(self) -> None:
        self.is_paused = False

    @workflow.run
    async def run(self, given: dict) -> dict:
        self.given = {
            "source_version": "", "target_version": "", "incremental": True,
            "auto_rollback": True, "base": "main"} | given
        return await self.course(self.migration, undoes=self.given["auto_rollback"])

    async def migration(self) -> dict:
        waves = await self.make_plan()
        kind, target = self.given["migration_type"], self.given["target_version"]
        self.branch = branch_name("migration", f"{kind}-{target}" if target else kind)
        await self.make_branch(self.branch, self.given["base"])
        if self.given["incremental"]:
            is_whole = await self.carry_out(waves)
        else:
            is_whole = await self.carry_out_at_once([step for wave in waves for step in wave])
        if not is_whole and self.given["auto_rollback"]:
            await self.compensate("a step failed")
            self.is_rolled_back = True
        elif any(result["success"] for result in self.results):
            await self.until_resumed()
            self.pull_request = await self.propose(
                f"Migration {kind} to {target}", self.report(), self.branch, self.given["base"])
        return self.result()

    async def make_plan(self) -> list[list[dict]]:
        analysis = await ask("analyze_codebase", self.given)
        await self.until_resumed()
        self.plan = await ask(
            "create_migration_plan", {"input": self.given, "analysis": analysis})
        if not self.plan["steps"]:
            raise refused("the plan has no step", "EmptyPlan")
        return waves_of(self.plan["steps"])

    async def carry_out(self, waves: list[list[dict]]) -> bool:
        """Wave by wave; false once a step has failed."""
        broken: set[str] = set()
        for wave in waves:
            steps = [step for step in wave if broken.isdisjoint(step["dependencies"])]
            skipped = [step["id"] for step in wave if step not in steps]
            self.skipped += skipped
            broken.update(skipped)
            await self.until_resumed()
            changes = await self.write(steps)
            for step, change in zip(steps, changes):
                await self.until_resumed()
                result = await self.bring_in(step, change)
                self.results.append(result)
                if result["success"]:
                    continue
                broken.add(step["id"])
                if self.given["auto_rollback"]:
                    return False
                await self.take_back(step)
        return not broken

    async def carry_out_at_once(self, steps: list[dict]) -> bool:
        """All changes as one commit, tested once, each step validated."""
        await self.until_resumed()
        changes = await self.write(steps)
        files = {
            path: text for change in changes if isinstance(change, dict)
            for path, text in change["files"].items()}
        way_back = {
            path: text for step in reversed(steps)
            for path, text in step["rollback_changes"].items()}
        whole = {
            "id": "batch", "description": "\n".join(step["description"] for step in steps),
            "files_to_change": [], "changes": {}, "dependencies": [], "validation_criteria": {},
            "rollback_changes": way_back}
        report = await self.commit_and_test(whole, files)
        await self.until_resumed()
        validations = await tried([lambda step=step: self.validate(step) for step in steps])
        self.results += [
            step_result(step, change, report, validation)
            for step, change, validation in zip(steps, changes, validations)]
        return all(result["success"] for result in self.results)

    async def write(self, steps: list[dict]) -> list[Any]:
        """The changes of each step, or why there are none."""
        async def one(step: dict) -> dict:
            made = await ask("generate_migration_step", {"step": step, "branch": self.branch})
            if not made["files"]:
                raise refused("the agent wrote no file", "EmptyPatch")
            return made
        return await tried([lambda step=step: one(step) for step in steps])

    async def bring_in(self, step: dict, change: Any) -> dict:
        if not isinstance(change, dict):
            return step_result(step, change, None, None)
        try:
            report = await self.commit_and_test(step, change["files"])
            validation = await self.validate(step) if passes(report) else None
            return step_result(step, change, report, validation)
        except FailureError as error:
            if not is_failure(error):
                raise
            return step_result(step, change, error, None)

    async def commit_and_test(self, step: dict, files: dict) -> dict:
        made = await self.commit(files, self.branch, step["description"], step["id"])
        self.effects.append(
            ("roll_back", {"step": step, "branch": self.branch, "commit": made["sha"]}))
        await self.push(self.branch, step["id"])
        return await ask("run_tests", {"target": self.branch, "type": "unit"})

    async def validate(self, step: dict) -> dict:
        return await ask("validate_migration_step", {"step": step, "branch": self.branch})

    async def take_back(self, step: dict) -> None:
        kind, what = self.effects[-1]
        if kind == "roll_back" and what["step"] == step:
            await self.undo_last(f"step {step['id']} failed")

    async def until_resumed(self) -> None:
        if self.is_paused:
            await workflow.wait_condition(lambda: not self.is_paused)

    def report(self) -> str:
        lines = [self.plan["description"], ""]
        for result in self.results:
            errors = ": " + "; ".join(result["errors"]) if result["errors"] else ""
            lines.append(f"- [{'x' if result['success'] else ' '}] {result['step_id']}{errors}")
        lines += [f"- [ ] {id}: skipped, because of steps that failed" for id in self.skipped]
        return "\n".join(lines)

    def result(self) -> dict:
        done = sum(result["success"] for result in self.results)
        return {
            "plan_name": self.plan["name"], "total_steps": len(self.plan["steps"]),
            "completed_steps": 0 if self.is_rolled_back else done,
            "failed_steps": len(self.results) - done, "skipped_steps": self.skipped,
            "step_results": self.results,
            "final_pr_url": self.pull_request["url"] if self.pull_request else None,
            "rollback_performed": self.is_rolled_back, "not_rolled_back": self.notes,
            "duration_minutes":
                (workflow.now() - workflow.info().workflow_start_time) / timedelta(minutes=1)}


def waves_of(steps: list[dict]) -> list[list[dict]]:
    """Steps of a wave depend on steps of earlier waves."""
    done: set[str] = set()
    rest, waves = list(steps), []
    while rest:
        wave = [step for step in rest if done.issuperset(step["dependencies"])]
        if not wave:
            ids = [step["id"] for step in rest]
            raise refused(f"steps depend on each other: {circle(rest, ids)}", "BadPlan")
        waves.append(wave)
        done.update(step["id"] for step in wave)
        rest = [step for step in rest if step["id"] not in done]
    return waves


def circle(rest: list[dict], ids: list[str]) -> str:
    """From one step to the first that it waits for, until one comes again."""
    waits = {step["id"]: next((id for id in step["dependencies"] if id in ids), "") for step in rest}
    path = [ids[0]]
    while path[-1] not in path[:-1]:
        path.append(waits[path[-1]])
    return " → ".join(path[path.index(path[-1]):])


def step_result(step: dict, change: Any, tests: Any, validation: Any) -> dict:
    """What came of a step; none stands for what was not tried, a failure for what did not end."""
    def holds(report: Any) -> bool:
        return isinstance(report, dict) and passes(report)

    def faults(topic: str, report: Any) -> list[str]:
        if report is None or holds(report):
            return []
        return [f"{topic}: {words(report) if isinstance(report, dict) else reason(report)}"]
    is_written = isinstance(change, dict)
    return {
        "step_id": step["id"], "success": holds(tests) and holds(validation),
        "files_changed": sorted(change["files"]) if is_written else [],
        "tests_passed": holds(tests), "validation_passed": holds(validation),
        "errors": ([] if is_written else [f"changes: {reason(change)}"])
        + faults("tests", tests) + faults("validation", validation),
        "rollback_available": tests is not None}
