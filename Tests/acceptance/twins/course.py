"""What the twins share: activities, work side by side, a way to stop, and the way back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any, Awaitable, Callable, Iterable, Optional

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError, is_cancelled_exception
from temporalio.workflow import ActivityCancellationType

STOPPED = "CancelledBySignal"
# Replays never wait, so that one limit does for all.
LIMIT = timedelta(minutes=15)

Body = Callable[[], Awaitable[Any]]


def refused(words: str, kind: str) -> ApplicationError:
    return ApplicationError(words, type=kind, non_retryable=True)


def reason(error: BaseException) -> str:
    """What lies at the bottom of a failure, in words; every cancellation is the same."""
    if is_cancelled_exception(error):
        return "canceled"
    while isinstance(error, FailureError) and error.cause is not None:
        error = error.cause
    return error.message if isinstance(error, FailureError) else str(error)


def is_failure(error: BaseException) -> bool:
    """A failure of what was tried, and no request to stop."""
    return isinstance(error, FailureError) and not is_cancelled_exception(error)


def is_stopping() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def ask(activity: str, request: Any, leaves_traces: bool = False) -> Any:
    """Runs an activity. One that leaves traces is awaited to its end even when nobody wants it."""
    if is_stopping():
        raise asyncio.CancelledError
    ending = (
        ActivityCancellationType.WAIT_CANCELLATION_COMPLETED if leaves_traces
        else ActivityCancellationType.TRY_CANCEL)
    answer = await workflow.execute_activity(
        activity, request, start_to_close_timeout=LIMIT, cancellation_type=ending)
    if not isinstance(answer, (dict, list, type(None))):
        raise TypeError(f"{activity} answers {answer!r}")
    return answer


async def side_by_side(bodies: Iterable[Body]) -> list[Any]:
    """All at once; the first failure stops the others."""
    tasks = [asyncio.ensure_future(body()) for body in bodies]
    if not tasks:
        return []
    try:
        await workflow.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        for task in tasks:
            task.cancel()
        await workflow.wait(tasks)
        failed = [task for task in tasks if not task.cancelled() and task.exception()]
        for task in failed:
            if not isinstance(task.exception(), FailureError):
                task.result()  # the code is wrong, and no request to stop hides that
    return [task.result() for task in failed[:1] + tasks]


async def tried(bodies: Iterable[Body]) -> list[Any]:
    """All at once; a failure takes the place of its result."""
    async def one(body: Body) -> Any:
        try:
            return await body()
        except FailureError as error:
            if is_cancelled_exception(error):
                raise
            return error
    return await side_by_side([lambda body=body: one(body) for body in bodies])


async def shielded(body: Body) -> Any:
    """Goes to its end, whoever wants it to stop meanwhile."""
    task = asyncio.ensure_future(body())
    while not task.done():
        try:
            await asyncio.shield(task)
        except (asyncio.CancelledError, FailureError):
            continue
    return task.result()


class Course:
    """A run that can be stopped by a signal, and that takes back what others could see of it."""

    # Who started the run, and who sent the signal or update that is handled. Temporal's library does
    # not tell workflows; whoever hosts them sets it.
    starter = ""
    sender = ""

    def __init__(self) -> None:
        self.effects: list[tuple[str, Any]] = []
        self.notes: list[str] = []
        self.is_stop_asked = False

    @workflow.signal
    async def cancel_workflow(self) -> None:
        self.is_stop_asked = True

    async def objection(self, act: str, subject: str, who: str) -> Optional[str]:
        """Why somebody may not do something."""
        answer = await ask("check_authority", {"act": act, "subject": subject, "identity": who})
        return None if answer["allowed"] else answer["reason"]

    def remark(self, note: str) -> None:
        self.notes = [*self.notes, note][-20:]

    def key(self, step: str) -> str:
        return f"{workflow.info().workflow_id}/{step}"

    async def course(self, work: Body, undoes: bool = True) -> Any:
        try:
            return await self._stoppable(work)
        except (FailureError, asyncio.CancelledError) as error:
            if undoes:
                await self.compensate(reason(error))
            raise

    async def _stoppable(self, work: Body) -> Any:
        async def stop() -> None:
            await workflow.wait_condition(lambda: self.is_stop_asked)
        working, stopping = asyncio.ensure_future(work()), asyncio.ensure_future(stop())
        try:
            await workflow.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                return working.result()
        except asyncio.CancelledError:
            pass
        finally:
            stopping.cancel()
            working.cancel()
            await workflow.wait([working, stopping])
        # What was done in spite of it is done, and what is wrong with the code is no way to stop.
        if not working.cancelled() and not isinstance(working.exception(), FailureError):
            return working.result()
        if self.is_stop_asked:
            raise refused("the run was cancelled by a signal", STOPPED)
        raise asyncio.CancelledError

    async def compensate(self, because: str) -> None:
        """Takes everything back, last first; what cannot be is noted."""
        async def all_of_it() -> None:
            while self.effects:
                await self.undo_last(because)
        await shielded(all_of_it)

    async def undo_last(self, because: str) -> None:
        kind, what = self.effects.pop()
        name = what["step"]["id"] if kind == "roll_back" else what
        undoing = f"{kind} {name}"
        request = {"idempotency_key": self.key(undoing)}
        if kind == "roll_back":
            activity, request = "rollback_migration_step", request | what
        elif kind == "delete_branch":
            activity, request = kind, request | {"name": what}
        else:
            activity, request = kind, request | {"number": what, "reason": because}
        try:
            await ask(activity, request, leaves_traces=True)
        except FailureError as error:
            self.notes.append(f"{undoing}: {reason(error)}")

    async def make_branch(self, name: str, base: str) -> None:
        await ask("create_branch", {
            "name": name, "base": base, "idempotency_key": self.key(f"create_branch {name}"),
        }, leaves_traces=True)
        self.effects.append(("delete_branch", name))

    async def commit(self, files: dict, branch: str, message: str, step: str) -> dict:
        return await ask("create_commit", {
            "branch": branch, "files": files, "message": message,
            "idempotency_key": self.key(f"create_commit {step}"),
        }, leaves_traces=True)

    async def push(self, branch: str, step: str) -> None:
        await ask("push_branch", {
            "branch": branch, "idempotency_key": self.key(f"push_branch {step}"),
        }, leaves_traces=True)

    async def propose(self, title: str, body: str, branch: str, base: str) -> dict:
        made = await ask("create_pull_request", {
            "title": title, "body": body, "branch": branch, "base": base,
            "idempotency_key": self.key(f"create_pull_request {branch}"),
        }, leaves_traces=True)
        self.effects.append(("close_pull_request", made["number"]))
        if is_stopping():
            raise asyncio.CancelledError
        return made


def branch_name(kind: str, words: str) -> str:
    """Lower-case letters, digits and points; one hyphen for all between them."""
    name = ""
    for mark in words.lower():
        if mark.isascii() and mark.isalnum():
            name += mark
        elif name and name[-1] not in "-.":
            name += "." if mark == "." else "-"
    name = name.rstrip("-.")
    if name.endswith(".lock"):
        name = name[:-5] + "-lock"
    return f"{kind}/{name or 'work'}"
