"""What starts it, and what serves it; the engine is played by a few lines."""

import asyncio
from datetime import datetime

import pytest
from temporalio import activity
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from src import start, worker
from src.services.idempotency import workflow_id

from .conftest import PASSING


class Handle:
    def __init__(self, client, run_id):
        self.client, self.run_id = client, run_id

    async def describe(self):
        if self.client.silent:
            raise RPCError("unavailable", RPCStatusCode.UNAVAILABLE, b"")
        if self.run_id not in self.client.started:
            raise RPCError("not found", RPCStatusCode.NOT_FOUND, b"")

    async def signal(self, name):
        self.client.signalled.append((self.run_id, getattr(name, "__name__", name)))


class EngineClient:
    def __init__(self):
        self.started, self.signalled, self.silent = {}, [], False

    async def start_workflow(self, run, request, **options):
        if options["id"] in self.started:
            raise WorkflowAlreadyStartedError(options["id"], "any")
        self.started[options["id"]] = (request, options)

    def get_workflow_handle(self, run_id):
        return Handle(self, run_id)


class TestStart:
{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_one_id_is_started_once(self, world):
        """
        Type: unit
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the same {{names.subject}} is started twice
        Expected: one run, no error, and an id that is rejected for ever after
        """
        client = EngineClient()
        for _ in range(2):
            asyncio.run(start.Starter(client).start(workflow_id("item-1"), world.request()))
        ((request, options),) = client.started.values()
        assert request == world.request()
        assert options["id"] == workflow_id("item-1")
        assert options["task_queue"] == worker.TASK_QUEUE
        assert options["id_reuse_policy"] is WorkflowIDReusePolicy.REJECT_DUPLICATE
        assert options["id_conflict_policy"] is WorkflowIDConflictPolicy.USE_EXISTING

    @pytest.mark.unit
    def test_whether_it_has_started_is_asked_and_never_guessed(self, world):
        """Scenario: a run, none, and an engine that does not answer
        Expected: yes, no, and an error
        """
        client = EngineClient()
        starter = start.Starter(client)
        asyncio.run(starter.start("run-1", world.request()))
        assert asyncio.run(starter.has_started("run-1"))
        assert not asyncio.run(starter.has_started("run-2"))
        client.silent = True
        with pytest.raises(RPCError):
            asyncio.run(starter.has_started("run-1"))

    @pytest.mark.unit
    def test_a_time_without_zone_is_not_even_started(self, world):
        """Scenario: the first failure is said without a zone
        Expected: an error that says so, and no run
        """
        client = EngineClient()
        request = world.request(first_failed_at=datetime(2026, 3, 2, 9, 0))
        with pytest.raises(ValueError, match="time zone"):
            asyncio.run(start.Starter(client).start("run-1", request))
        assert client.started == {}

    @pytest.mark.unit
    def test_a_command_line_becomes_a_request(self, world):
        """Scenario: the arguments of a start
        Expected: the request that they say
        """
        words = "--address engine:7233 start item-1 --recipient recipient-1"
        words += " --failed-at 2026-03-02T09:00:00+00:00"
{{#if has.authorisation}}
        words += " --transaction transaction-1"
{{/if}}
        assert start.request_of(start.arguments().parse_args(words.split())) == world.request()
        words += " --key first-path-1 --channel letter"
        expected = world.request(idempotency_key="first-path-1", channel="letter")
        assert start.request_of(start.arguments().parse_args(words.split())) == expected
{{#if has.cancellation}}

{{#each cancellation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_a_reference_calls_off_its_own_run(self):
        """
        Type: unit
{{#each cancellation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the reference that a message carries
        Expected: the signal goes to the run with this id
        """
        client = EngineClient()
        asyncio.run(start.Starter(client).cancel("run-7"))
        assert client.signalled == [("run-7", "cancel")]
{{/if}}


class TestWorker:
    @pytest.mark.unit
    def test_everything_that_is_called_is_served(self, world):
        """Scenario: a run through as many activities as there are
        Expected: the worker serves each of them, once
        """
        served = worker.served(world.activities)
        names = [activity._Definition.must_from_callable(each).name for each in served["activities"]]
        assert len(names) == len(set(names))
        world.provider.script = [PASSING] * 100
        assert {call.name for call in world.run().calls} == set(names)

    @pytest.mark.unit
    def test_it_serves_only_what_has_its_ports(self, monkeypatch, world):
        """Scenario: a function that gives the activities, and one that gives something else
        Expected: the first is served, the second refused
        """
        monkeypatch.setattr(worker, "made", lambda: world.activities, raising=False)
        monkeypatch.setattr(worker, "other", lambda: None, raising=False)
        assert worker.loaded("src.worker:made") is world.activities
        with pytest.raises(TypeError):
            worker.loaded("src.worker:other")


class TestReport:
    """The report of results says how many cases a test has, so that none is left out unseen."""

    @pytest.mark.unit
    @pytest.mark.parametrize("first", [1, 2])
    @pytest.mark.parametrize("second", range(3))
    def test_each_case_says_how_many_there_are(self, request, first, second):
        """Scenario: two parameters with two and three values
        Expected: six, whichever of them are run
        """
        assert ("collected", "6") in request.node.user_properties

    @pytest.mark.unit
    def test_one_case_is_one(self, request):
        """Scenario: a test without parameters
        Expected: one
        """
        assert ("collected", "1") in request.node.user_properties
