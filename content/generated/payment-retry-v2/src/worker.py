# worker.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: none
"""Serves the workflow and its activities.

    python -m payment_retry.worker --address HOST:PORT --activities MODULE:FUNCTION
        --metrics HOST:PORT

The function takes nothing and gives a `PaymentRetryActivities` with adapters to the real ports; its
limit has to be a store that all workers share.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
from typing import Any

from temporalio.client import Client
from temporalio.worker import Worker

from .activities.payment_retry import PaymentRetryActivities
from .services import telemetry
from .workflows.payment_retry import PaymentRetryWorkflow

TASK_QUEUE = "payment-retry"


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Serves " + TASK_QUEUE + ".")
    parser.add_argument("--address", required=True, help="the engine, as HOST:PORT")
    parser.add_argument("--namespace", default="default")
    parser.add_argument("--task-queue", default=TASK_QUEUE)
    parser.add_argument(
        "--metrics", default="127.0.0.1:9464", help="where Prometheus reads what alerts rest on"
    )
    parser.add_argument("--activities", required=True, help="MODULE:FUNCTION that gives them")
    return parser


def served(activities: PaymentRetryActivities) -> dict[str, Any]:
    """What a worker of this queue offers."""
    return {"workflows": [PaymentRetryWorkflow], "activities": activities.all()}


def loaded(name: str) -> PaymentRetryActivities:
    module, _, function = name.partition(":")
    activities = getattr(importlib.import_module(module), function or "activities")()
    if not isinstance(activities, PaymentRetryActivities):
        raise TypeError("expected PaymentRetryActivities from " + name)
    return activities


async def serve(options: argparse.Namespace) -> None:
    activities = loaded(options.activities)
    client = await Client.connect(
        options.address,
        namespace=options.namespace,
        runtime=telemetry.runtime(options.metrics),
    )
    await Worker(client, task_queue=options.task_queue, **served(activities)).run()


if __name__ == "__main__":
    asyncio.run(serve(arguments().parse_args()))
