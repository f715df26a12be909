"""A {{names.process}} with everything around it played by memory: each port remembers what it was asked."""

from __future__ import annotations

import asyncio
import hashlib
import math
from collections import Counter
from collections.abc import Sized
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment

from src.activities.{{names.module}} import {{names.class}}Activities
{{#if has.notification}}
from src.models.{{names.module}} import Message
{{/if}}
{{#if has.authorisation}}
from src.models.{{names.module}} import {{names.class}}Request, TransactionContext
{{else}}
from src.models.{{names.module}} import {{names.class}}Request
{{/if}}
{{#if (and has.notification has.rate_limit)}}
from src.services.notification_limit import MemoryNotificationLimit
{{/if}}
from src.services.ports import Answer
from src.workflows.{{names.module}} import {{names.class}}Workflow

from .recording import START, Clock, Recording

MANIFOLD = "{{manifold.id}}"

CACHES = {"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".git", ".venv", "node_modules"}

DONE = Answer(done=True)
PASSING = Answer(done=False, code="429")
PERMANENT = Answer(done=False, code="400")
UNREADABLE = Answer(done=False, code="")


class LostAnswer(Exception):
    """It took effect, and the answer never came."""


class MemoryProvider:
    """Carries out what it is asked to, recognises a key it has seen, and answers as scripted."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.script: list[Answer | Exception] = []
        #: How often each key was executed with effect; more than once is what must not happen.
        self.effects: dict[str, int] = {}
        self.executed: list[tuple[str, str, datetime]] = []
{{#if has.authorisation}}
        self.transactions: list[str] = []
        #: Transactions that are not genuine.
        self.unknown: set[str] = set()
{{/if}}
        self.silent_status = 0
        #: How many questions pass before an effect shows.
        self.knows_after = 0
        self.secret = ""
        self.duration = timedelta(0)

    async def status(self, key: str) -> Answer:
        if self.silent_status:
            self.silent_status -= 1
            raise ConnectionError("no answer to the question " + self.secret)
        if self.knows_after:
            self.knows_after -= 1
            return Answer(done=False)
        return Answer(done=key in self.effects, times_done=self.effects.get(key, 0))

{{#if has.authorisation}}
    async def execute(self, key: str, {{names.subject}}_id: str, transaction_id: str) -> Answer:
{{else}}
    async def execute(self, key: str, {{names.subject}}_id: str) -> Answer:
{{/if}}
        self.executed.append((key, {{names.subject}}_id, self.clock.now()))
        self.clock.pass_by(self.duration)
{{#if has.authorisation}}
        self.transactions.append(transaction_id)
        if transaction_id in self.unknown:
            return Answer(done=False, code="403")
{{/if}}
        answer = self.script.pop(0) if self.script else DONE
        if isinstance(answer, LostAnswer) or answer == DONE:
            self.effects[key] = self.effects.get(key, 0) + 1
        if isinstance(answer, Exception):
            raise answer
        return answer
{{#if has.notification}}


class MemoryNotifier:
    """Sends a message with a key once, as a service does that recognises repetitions."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.failures = 0
        #: How many messages arrive without being acknowledged.
        self.lost_answers = 0
        self.is_down = False
        self.secret = ""
        self.duration = timedelta(0)
        self.sent: list[Message] = []
        self.times: list[datetime] = []

    async def send(self, message: Message) -> None:
        self.clock.pass_by(self.duration)
        if self.failures or self.is_down:
            self.failures = max(self.failures - 1, 0)
            raise ConnectionError("the service is down " + self.secret)
        if message.key not in {each.key for each in self.sent}:
            self.sent.append(message)
            self.times.append(self.clock.now())
        if self.lost_answers:
            self.lost_answers -= 1
            raise ConnectionError("no answer about a message " + self.secret)

    @property
    def kinds(self) -> list[str]:
        return [message.kind for message in self.sent]
{{/if}}
{{#if has.escalation}}


class MemoryEscalations:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.silent = 0
        self.failures = 0
        self.secret = ""
        self.taken: dict[str, str] = {}
        self.times: list[datetime] = []

    async def take_over(self, {{names.subject}}_id: str, reason: str) -> str:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("nobody can be reached " + self.secret)
        if self.silent:
            self.silent -= 1
            return ""
        self.taken.setdefault({{names.subject}}_id, reason)
        self.times.append(self.clock.now())
        return "on call"
{{/if}}
{{#if has.observability}}


class MemoryEvents:
    """Keeps an event once, however often it is brought."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.failures = 0
        self.is_down = False
        self.secret = ""
        self.kept: list[tuple[str, dict[str, str]]] = []

    async def append(self, name: str, fields: dict[str, str]) -> None:
        if self.failures or self.is_down:
            self.failures = max(self.failures - 1, 0)
            raise ConnectionError("no event is taken " + self.secret)
        if (name, fields) not in self.kept:
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
{{#if (and has.notification has.rate_limit)}}
        self.limit = MemoryNotificationLimit()
{{/if}}
{{#if has.escalation}}
        self.escalations = MemoryEscalations(self.clock)
{{/if}}
{{#if has.observability}}
        self.events = MemoryEvents(self.clock)
{{/if}}
        self.activities = {{names.class}}Activities(
            self.provider,
            self.clock,
{{#if has.notification}}
            notifier=self.notifier,
{{/if}}
{{#if (and has.notification has.rate_limit)}}
            limit=self.limit,
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
            first_failed_at=self.clock.now(),
{{#if has.authorisation}}
            transaction_context=TransactionContext("transaction-1", {{names.subject}}_id),
{{/if}}
        )
        return {{names.class}}Request(**(values | changes))

{{#if has.notification}}
    def message(self, key: str) -> Message:
        return Message(
            key=key,
            {{names.subject}}_id="item-1",
            recipient="recipient-1",
            channel="",
            kind="starting",
{{#if has.cancellation}}
            cancel_reference="run-1",
{{/if}}
        )

{{/if}}
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


TYPES = ("unit", "integration", "property", "security", "chaos")


def function_of(item: pytest.Item) -> tuple[str, str]:
    """The test without its parameters."""
    return item.parent.nodeid if item.parent else "", getattr(item, "originalname", item.name)


def cases_of(item: pytest.Item) -> int:
    """As many cases as the test's parameters make, be they asked for or not."""
    values = [
        mark.args[1] if len(mark.args) > 1 else mark.kwargs["argvalues"]
        for mark in item.iter_markers("parametrize")
    ]
    return math.prod(len(each) for each in values if isinstance(each, Sized))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Reports carry what a test is marked with, ids in full: other manifolds have ids like them.

    And, before any case is deselected, how many cases its test has.
    """
    collected = Counter(map(function_of, items))
    for item in items:
        cases = max(collected[function_of(item)], cases_of(item))
        item.user_properties.append(("collected", str(cases)))
        for kind in ("constraint", "failure_mode"):
            for mark in item.iter_markers(kind):
                item.user_properties.append((kind, f"{MANIFOLD}/{mark.args[0]}"))
        types = [kind for kind in TYPES if item.get_closest_marker(kind)]
        item.user_properties += [("test_type", kind) for kind in types]
        for line in (getattr(item, "function", None) and item.function.__doc__ or "").splitlines():
            name, is_there, text = line.strip().partition(": ")
            if is_there and name in ("Scenario", "Expected", "Source"):
                item.user_properties.append(("test_" + name.lower(), text))
