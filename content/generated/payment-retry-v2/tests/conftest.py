# conftest.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: none
"""A retry with everything around it played by memory: each port remembers what it was asked."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment

from src.activities.payment_retry import PaymentRetryActivities
from src.models.payment_retry import PaymentRetryRequest, TransactionContext
from src.services.notification_limit import NotificationLimit
from src.services.ports import Answer
from src.workflows.payment_retry import PaymentRetryWorkflow

from .recording import START, Clock, Recording

MANIFOLD = "payment-retry-v2"

DONE = Answer(done=True)
PASSING = Answer(done=False, code="503")
PERMANENT = Answer(done=False, code="400")
UNREADABLE = Answer(done=False, code="")


class LostAnswer(Exception):
    """It took effect, and the answer never came."""


class MemoryProvider:
    """Carries out what it is asked to, recognises a key it has seen, and answers as scripted."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.script: list[Answer | Exception] = []
        self.effects: dict[str, int] = {}
        self.silent_status = 0
        self.secret = ""
        self.duration = timedelta(0)

    async def status(self, key: str) -> Answer:
        if self.silent_status:
            self.silent_status -= 1
            raise ConnectionError("no answer to the question " + self.secret)
        return Answer(done=key in self.effects, times_done=self.effects.get(key, 0))

    async def execute(self, key: str, payment_id: str) -> Answer:
        self.clock.pass_by(self.duration)
        answer = self.script.pop(0) if self.script else DONE
        if isinstance(answer, LostAnswer) or answer == DONE:
            self.effects[key] = 1
        if isinstance(answer, Exception):
            raise answer
        return answer


class MemoryNotifier:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.failures = 0
        self.secret = ""
        self.sent: list[tuple[str, str]] = []
        self.times: list[datetime] = []

    async def send(self, recipient: str, message: str) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the service is down " + self.secret)
        self.sent.append((recipient, message))
        self.times.append(self.clock.now())


class MemoryEscalations:
    def __init__(self) -> None:
        self.silent = 0
        self.taken: list[tuple[str, str]] = []

    async def take_over(self, payment_id: str, reason: str) -> str:
        if self.silent:
            self.silent -= 1
            return ""
        self.taken.append((payment_id, reason))
        return "on call"


class MemoryEvents:
    def __init__(self) -> None:
        self.kept: list[tuple[str, dict[str, str]]] = []

    async def append(self, name: str, fields: dict[str, str]) -> None:
        self.kept.append((name, fields))


class World:
    """One of everything, and a way to run the workflow in it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.provider = MemoryProvider(self.clock)
        self.notifier = MemoryNotifier(self.clock)
        self.escalations = MemoryEscalations()
        self.events = MemoryEvents()
        self.activities = PaymentRetryActivities(
            self.provider,
            self.clock,
            notifier=self.notifier,
            escalations=self.escalations,
            events=self.events,
        )

    def request(self, payment_id: str = "item-1", **changes: Any) -> PaymentRetryRequest:
        values = dict(
            payment_id=payment_id,
            recipient="recipient-1",
            first_failed_at=START,
            transaction_context=TransactionContext("transaction-1", payment_id),
        )
        return PaymentRetryRequest(**(values | changes))

    def recording(self, request: PaymentRetryRequest | None = None) -> Recording:
        return Recording(
            PaymentRetryWorkflow, request or self.request(), self.activities, self.clock
        )

    def run(self, request: PaymentRetryRequest | None = None) -> Recording:
        return self.finish(self.recording(request))

    def finish(self, recording: Recording) -> Recording:
        return asyncio.run(recording.run())

    def call(self, activity: Any, *arguments: Any) -> Any:
        return asyncio.run(ActivityEnvironment().run(activity, *arguments))


@pytest.fixture
def world() -> World:
    return World()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Reports carry the ids that tests are marked with, in full: other manifolds have ids like them."""
    for item in items:
        for kind in ("constraint", "failure_mode"):
            for mark in item.iter_markers(kind):
                item.user_properties.append((kind, f"{MANIFOLD}/{mark.args[0]}"))
