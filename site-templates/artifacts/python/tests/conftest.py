"""A {{names.process}} with everything around it played by memory: each port remembers what it was asked."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment

from src.activities.{{names.module}} import {{names.class}}Activities
{{#if has.authorisation}}
from src.models.{{names.module}} import {{names.class}}Request, TransactionContext
{{else}}
from src.models.{{names.module}} import {{names.class}}Request
{{/if}}
{{#if (and has.notification has.rate_limit)}}
from src.services.notification_limit import NotificationLimit
{{/if}}
from src.services.ports import Answer
from src.workflows.{{names.module}} import {{names.class}}Workflow

from .recording import START, Clock, Recording

MANIFOLD = "{{manifold.id}}"

CACHES = {"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".git", ".venv", "node_modules"}

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

    async def execute(self, key: str, {{names.subject}}_id: str) -> Answer:
        self.clock.pass_by(self.duration)
        answer = self.script.pop(0) if self.script else DONE
        if isinstance(answer, LostAnswer) or answer == DONE:
            self.effects[key] = 1
        if isinstance(answer, Exception):
            raise answer
        return answer
{{#if has.notification}}


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
{{/if}}
{{#if has.escalation}}


class MemoryEscalations:
    def __init__(self) -> None:
        self.silent = 0
        self.taken: list[tuple[str, str]] = []

    async def take_over(self, {{names.subject}}_id: str, reason: str) -> str:
        if self.silent:
            self.silent -= 1
            return ""
        self.taken.append(({{names.subject}}_id, reason))
        return "on call"
{{/if}}
{{#if has.observability}}


class MemoryEvents:
    def __init__(self) -> None:
        self.kept: list[tuple[str, dict[str, str]]] = []

    async def append(self, name: str, fields: dict[str, str]) -> None:
        self.kept.append((name, fields))
{{/if}}


class World:
    """One of everything, and a way to run the workflow in it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.provider = MemoryProvider(self.clock)
{{#if has.notification}}
        self.notifier = MemoryNotifier(self.clock)
{{/if}}
{{#if has.escalation}}
        self.escalations = MemoryEscalations()
{{/if}}
{{#if has.observability}}
        self.events = MemoryEvents()
{{/if}}
        self.activities = {{names.class}}Activities(
            self.provider,
            self.clock,
{{#if has.notification}}
            notifier=self.notifier,
{{/if}}
{{#if has.escalation}}
            escalations=self.escalations,
{{/if}}
{{#if has.observability}}
            events=self.events,
{{/if}}
        )

    def request(self, {{names.subject}}_id: str = "item-1", **changes: Any) -> {{names.class}}Request:
        values = dict(
            {{names.subject}}_id={{names.subject}}_id,
            recipient="recipient-1",
            first_failed_at=START,
{{#if has.authorisation}}
            transaction_context=TransactionContext("transaction-1", {{names.subject}}_id),
{{/if}}
        )
        return {{names.class}}Request(**(values | changes))

    def recording(self, request: {{names.class}}Request | None = None) -> Recording:
        return Recording(
            {{names.class}}Workflow, request or self.request(), self.activities, self.clock
        )

    def run(self, request: {{names.class}}Request | None = None) -> Recording:
        return self.finish(self.recording(request))

    def finish(self, recording: Recording) -> Recording:
        return asyncio.run(recording.run())

    def call(self, activity: Any, *arguments: Any) -> Any:
        return asyncio.run(ActivityEnvironment().run(activity, *arguments))


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(scope="session", autouse=True)
def what_was_tested(record_testsuite_property: Any) -> None:
    """A result counts for the programs that were run: the report names them by their digest."""
    root = Path(__file__).parent.parent
    lines = [
        f"{path.relative_to(root).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n"
        for path in root.rglob("*.py")
        if not any(part in CACHES for part in path.relative_to(root).parts)
    ]
    digest = hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()
    record_testsuite_property("sources_sha256", digest)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Reports carry the ids that tests are marked with, in full: other manifolds have ids like them."""
    for item in items:
        for kind in ("constraint", "failure_mode"):
            for mark in item.iter_markers(kind):
                item.user_properties.append((kind, f"{MANIFOLD}/{mark.args[0]}"))
