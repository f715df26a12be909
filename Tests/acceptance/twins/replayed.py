"""Histories of our engine, held against the twins by Temporal's own library.

    python -m acceptance.twins.replayed < list

A line of the list is a name and a path, with a tab between; a line of the answer is a JSON list of
the name and what is wrong. The library compares commands by kind, id and type; that activities are
asked for the same with the same words, and that runs come to the same, is compared here.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import sys
from pathlib import Path
from typing import Any, Iterator, Optional

from temporalio import workflow
from temporalio.client import WorkflowHistory
from temporalio.exceptions import FailureError
from temporalio.worker import (
    Interceptor, Replayer, UnsandboxedWorkflowRunner, WorkflowInboundInterceptor,
    WorkflowOutboundInterceptor)

from .code_migration import CodeMigration
from .edits import attributes, payload
from .incident_swarm import IncidentSwarm
from .plan_patch_pr import PlanPatchPR
from .quality_gate import QualityGate

TWINS = [PlanPatchPR, IncidentSwarm, CodeMigration, QualityGate]


class Witness(Interceptor):
    """Keeps what one run asks for, and what it comes to."""

    def __init__(self, events: list[dict]) -> None:
        self.starter = attributes(events[0]).get("identity", "")
        self.senders = [
            attributes(event).get("identity", "") for event in events
            if event["eventType"] == "EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED"]
        self.updaters = {
            meta["updateId"]: meta.get("identity", "") for event in events
            if event["eventType"] == "EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED"
            for meta in [attributes(event)["acceptedRequest"]["meta"]]}
        self.requests: list[Any] = []
        self.result: Any = None
        self.failure: Optional[BaseException] = None

    def workflow_interceptor_class(self, _: Any) -> type[WorkflowInboundInterceptor]:
        witness = self

        class Outbound(WorkflowOutboundInterceptor):
            def start_activity(self, input: Any) -> Any:
                witness.requests.append(input.args[0])
                return super().start_activity(input)

        class Inbound(WorkflowInboundInterceptor):
            def init(self, outbound: WorkflowOutboundInterceptor) -> None:
                super().init(Outbound(outbound))

            async def execute_workflow(self, input: Any) -> Any:
                workflow.instance().starter = witness.starter
                try:
                    witness.result = await super().execute_workflow(input)
                except FailureError as error:
                    witness.failure = error
                    raise
                return witness.result

            async def handle_signal(self, input: Any) -> None:
                workflow.instance().sender = witness.senders.pop(0)
                await super().handle_signal(input)

            async def handle_update_handler(self, input: Any) -> Any:
                workflow.instance().sender = witness.updaters[input.id]
                return await super().handle_update_handler(input)
        return Inbound


async def faults(path: Path) -> list[str]:
    text = path.read_text()
    events = json.loads(text)["events"]
    start = attributes(events[0])
    witness = Witness(events)
    replayer = Replayer(
        workflows=TWINS, interceptors=[witness], workflow_runner=UnsandboxedWorkflowRunner())
    result = await replayer.replay_workflow(
        WorkflowHistory.from_json(start["workflowId"], text), raise_on_replay_failure=False)
    if result.replay_failure is not None:
        return [str(result.replay_failure)]
    return [*other_requests(events, witness), *other_end(events[-1], witness)]


def other_requests(events: list[dict], witness: Witness) -> Iterator[str]:
    for event in events:
        if event["eventType"] != "EVENT_TYPE_ACTIVITY_TASK_SCHEDULED":
            continue
        asked = event["activityTaskScheduledEventAttributes"]
        number = int(asked["activityId"])
        if number > len(witness.requests):
            yield f"event {event['eventId']}: the twin asks for no activity {number}"
        elif (where := differing(
                payload(asked.get("input")), witness.requests[number - 1])) is not None:
            yield f"event {event['eventId']}, {asked['activityType']['name']}: {where}"


def other_end(event: dict, witness: Witness) -> Iterator[str]:
    if event["eventType"] == "EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED":
        ended = event["workflowExecutionCompletedEventAttributes"]
        where = differing(payload(ended.get("result")), witness.result)
        if where is not None:
            yield f"the result: {where}"
    if event["eventType"] == "EVENT_TYPE_WORKFLOW_EXECUTION_FAILED":
        failure = event["workflowExecutionFailedEventAttributes"]["failure"]
        said = (failure["message"], failure.get("applicationFailureInfo", {}).get("type"))
        twin = (getattr(witness.failure, "message", None), getattr(witness.failure, "type", None))
        # What an activity failed of stands in its cause, word by word; the rest is each library's.
        if "applicationFailureInfo" in failure and said != twin:
            yield f"the failure: {said}, the twin's {twin}"


def differing(one: Any, other: Any, place: str = "") -> Optional[str]:
    """Where two values part; a member that is null is none."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            found = differing(one.get(key), other.get(key), f"{place}/{key}")
            if found is not None:
                return found
        return None
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        found = (differing(*pair, f"{place}/{at}") for at, pair in enumerate(zip(one, other)))
        return next((where for where in found if where is not None), None)
    if is_number(one) and is_number(other):
        # Clocks of one side count in nanoseconds, of the other in microseconds.
        same = math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-6)
    else:
        same = type(one) is type(other) and one == other
    return None if same else f"{place or 'it'} is {one!r}, the twin's {other!r}"[:300]


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


async def main() -> None:
    # What is refused is said in the answer.
    logging.disable(logging.CRITICAL)
    for line in sys.stdin:
        name, path = line.rstrip("\n").split("\t")
        print(json.dumps([name, await faults(Path(path))]), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
