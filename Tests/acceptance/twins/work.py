"""Activities, work side by side, and work that nobody can stop."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any, Awaitable, Callable, Iterable

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError, is_cancelled_exception
from temporalio.workflow import ActivityCancellationType

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
