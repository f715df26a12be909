# start.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: U2
"""Starts a retry, and calls it off.

    python -m payment_retry.start --address HOST:PORT start ID --recipient NAME --failed-at TIME
    python -m payment_retry.start --address HOST:PORT cancel REFERENCE
"""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from .models.payment_retry import PaymentRetryRequest, TransactionContext
from .services.idempotency import workflow_id
from .worker import TASK_QUEUE
from .workflows.payment_retry import PaymentRetryWorkflow


class Starter:
    """The engine of a hand-over: one id has one run, ever."""

    def __init__(self, client: Client, task_queue: str = TASK_QUEUE) -> None:
        self._client = client
        self._task_queue = task_queue

    async def start(self, run_id: str, request: PaymentRetryRequest) -> None:
        """A run that is there already, whether it goes on or has ended, counts as started."""
        if not request.has_zone():
            raise ValueError("first_failed_at has no time zone")
        try:
            await self._client.start_workflow(
                PaymentRetryWorkflow.run,
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

    # throughline:begin call-off [U2]
    async def cancel(self, reference: str) -> None:
        """The reference is the one that messages carry."""
        await self._client.get_workflow_handle(reference).signal(PaymentRetryWorkflow.cancel)
    # throughline:end


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
    start.add_argument("--transaction", required=True, help="the original that is repeated")
    verbs.add_parser("cancel").add_argument("reference")
    return parser


def request_of(options: argparse.Namespace) -> PaymentRetryRequest:
    return PaymentRetryRequest(
        payment_id=options.id,
        recipient=options.recipient,
        first_failed_at=options.failed_at,
        channel=options.channel,
        idempotency_key=options.key,
        transaction_context=TransactionContext(options.transaction, options.id),
    )


async def carry_out(options: argparse.Namespace) -> None:
    client = await Client.connect(options.address, namespace=options.namespace)
    starter = Starter(client, options.task_queue)
    if options.verb == "cancel":
        return await starter.cancel(options.reference)
    await starter.start(workflow_id(options.id), request_of(options))


if __name__ == "__main__":
    asyncio.run(carry_out(arguments().parse_args()))
