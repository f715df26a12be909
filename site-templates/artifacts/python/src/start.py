"""Starts a {{names.process}}{{#if has.cancellation}}, and calls it off{{/if}}.

    python -m {{names.module}}.start --address HOST:PORT start ID --recipient NAME --failed-at TIME
{{#if has.cancellation}}
    python -m {{names.module}}.start --address HOST:PORT cancel REFERENCE
{{/if}}
"""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

{{#if has.authorisation}}
from .models.{{names.module}} import {{names.class}}Request, TransactionContext
{{else}}
from .models.{{names.module}} import {{names.class}}Request
{{/if}}
from .services.idempotency import workflow_id
from .worker import TASK_QUEUE
from .workflows.{{names.module}} import {{names.class}}Workflow


class Starter:
    """The engine of a hand-over: one id has one run, ever."""

    def __init__(self, client: Client, task_queue: str = TASK_QUEUE) -> None:
        self._client = client
        self._task_queue = task_queue

    async def start(self, run_id: str, request: {{names.class}}Request) -> None:
        """A run that is there already, whether it goes on or has ended, counts as started."""
        if not request.has_zone():
            raise ValueError("first_failed_at has no time zone")
        try:
            await self._client.start_workflow(
                {{names.class}}Workflow.run,
                request,
                id=run_id,
                task_queue=self._task_queue,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            )
        except WorkflowAlreadyStartedError:
            return

    async def has_started(self, run_id: str) -> bool:
        try:
            await self._client.get_workflow_handle(run_id).describe()
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return False
            raise
        return True
{{#if has.cancellation}}

    # throughline:begin call-off [{{cancellation.ids}}]
    async def cancel(self, reference: str) -> None:
        """The reference is the one that messages carry."""
        await self._client.get_workflow_handle(reference).signal({{names.class}}Workflow.cancel)
    # throughline:end
{{/if}}


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", required=True, help="the engine, as HOST:PORT")
    parser.add_argument("--namespace", default="default")
    parser.add_argument("--task-queue", default=TASK_QUEUE)
    verbs = parser.add_subparsers(dest="verb", required=True)
    start = verbs.add_parser("start")
    start.add_argument("id")
    start.add_argument("--recipient", required=True)
    start.add_argument("--channel", default="")
    start.add_argument("--key", default="", help="of the first path, if it was its own")
    start.add_argument("--failed-at", required=True, type=datetime.fromisoformat)
{{#if has.authorisation}}
    start.add_argument("--transaction", required=True, help="the original that is repeated")
{{/if}}
{{#if has.cancellation}}
    verbs.add_parser("cancel").add_argument("reference")
{{/if}}
    return parser


def request_of(options: argparse.Namespace) -> {{names.class}}Request:
    return {{names.class}}Request(
        {{names.subject}}_id=options.id,
        recipient=options.recipient,
        first_failed_at=options.failed_at,
        channel=options.channel,
        idempotency_key=options.key,
{{#if has.authorisation}}
        transaction_context=TransactionContext(options.transaction, options.id),
{{/if}}
    )


async def carry_out(options: argparse.Namespace) -> None:
    client = await Client.connect(options.address, namespace=options.namespace)
    starter = Starter(client, options.task_queue)
{{#if has.cancellation}}
    if options.verb == "cancel":
        return await starter.cancel(options.reference)
{{/if}}
    await starter.start(workflow_id(options.id), request_of(options))


if __name__ == "__main__":
    asyncio.run(carry_out(arguments().parse_args()))
