# test_telemetry.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: B1, B4, T1, T2, U3, OC3
"""What alerts and panels rest on is measured when it happens, and only then."""

import asyncio
import re
import socket
import urllib.request
from datetime import timedelta

import pytest
from temporalio import workflow
from temporalio.testing import ActivityEnvironment

from src.models.payment_retry import PaymentRetryState, IllegalTransition, Stage
from src import worker
from src.services import telemetry
from src.workflows.payment_retry import PaymentRetryWorkflow

from .conftest import PASSING, Answer, LostAnswer

from .recording import START, Meter


def measured(activity, *arguments):
    """What one call of an activity measures, and how it fails if it does."""
    environment, meter = ActivityEnvironment(), Meter()
    environment.metric_meter = meter
    try:
        asyncio.run(environment.run(activity, *arguments))
    except Exception as error:
        return meter.values, error
    return meter.values, None


@pytest.fixture(scope="module")
def exported():
    """The lines that a worker's runtime exports."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = "127.0.0.1:" + str(free.getsockname()[1])
    runtime = telemetry.runtime(address)
    meter = runtime.metric_meter
    meter.create_counter(telemetry.FINISHED).add(1, {"stage": "succeeded"})
    meter.create_histogram_float(telemetry.DECISION_SECONDS, unit="s").record(0.1)
    with urllib.request.urlopen("http://" + address + "/metrics") as page:
        return page.read().decode()


def test_names_are_exported_as_alerts_have_them(exported):
    assert re.search(r"^" + telemetry.FINISHED + r"\{.*stage=.succeeded.*\} 1$", exported, re.M)


def test_a_worker_exports_them(monkeypatch):
    """Scenario: a worker that is served with an address for its measurements
    Expected: it connects with a runtime that exports them there
    """
    seen = {}

    async def connect(address, **options):
        seen.update(options)
        raise ConnectionError(address)

    monkeypatch.setattr(worker.Client, "connect", connect)
    monkeypatch.setattr(worker, "loaded", lambda name: None)
    monkeypatch.setattr(telemetry, "runtime", lambda address: "runtime at " + address)
    words = "--address engine:7233 --activities a:b --metrics 127.0.0.1:9999".split()
    with pytest.raises(ConnectionError):
        asyncio.run(worker.serve(worker.arguments().parse_args(words)))
    assert seen["runtime"] == "runtime at 127.0.0.1:9999"


@pytest.mark.parametrize("script", [[], [PASSING] * 100])
def test_each_end_is_counted_once(world, script):
    world.provider.script = list(script)
    assert world.run().meter.values[telemetry.FINISHED] == [1]


@pytest.mark.constraint("B1")
@pytest.mark.constraint("T1")
@pytest.mark.constraint("OC3")
@pytest.mark.integration
@pytest.mark.parametrize("times_done, counted", [(0, None), (1, None), (2, [1]), (4, [3])])
def test_a_repeated_effect_is_counted(world, times_done, counted):
    """
    Type: integration
    B1 (INVARIANT): An invoice is charged at most once, however often its payment is tried
    Source: INC-2024-089
    T1 (INVARIANT): Every attempt at one payment carries the same idempotency key
    OC3 (CRITERION): Nobody pays twice
    Scenario: the attempt is answered with "done", and the provider has done it several times
    Expected: at the end each effect beyond the first is counted, once
    """

    async def status(key):
        return Answer(done=bool(world.provider.effects), times_done=times_done)

    world.provider.status = status
    run = world.run()
    assert run.meter.values.get(telemetry.REPEATED_EFFECTS) == counted
    assert run.meter.values[telemetry.FINISHED] == [1]


def test_an_end_is_counted_though_the_provider_is_silent(world):
    world.provider.silent_status = 1
    values, error = measured(world.activities.count_finished, "succeeded", "key")
    assert error is None and values == {telemetry.FINISHED: [1]}


@pytest.mark.constraint("T2")
@pytest.mark.unit
@pytest.mark.parametrize("stage", list(Stage))
def test_a_step_that_does_not_exist_is_counted(monkeypatch, stage):
    """
    Type: unit
    T2 (INVARIANT): A payment moves from one state to the next as a whole or not at all
    Scenario: the workflow asks for each step after the end
    Expected: it is counted, refused, and the state stays as it is
    """
    meter = Meter()
    monkeypatch.setattr(workflow, "metric_meter", lambda: meter)
    run = PaymentRetryWorkflow()
    run._state = PaymentRetryState("item-1", Stage.SUCCEEDED)
    with pytest.raises(IllegalTransition):
        run._moved_to(stage)
    assert meter.values == {telemetry.UNDEFINED_STATES: [1]}
    assert run._state.stage is Stage.SUCCEEDED


@pytest.mark.parametrize(
    "before, after, counted", [("failed", "checking", None), ("succeeded", "checking", [1])]
)
def test_a_recorded_step_that_does_not_exist_is_counted(world, before, after, counted):
    values, _ = measured(world.activities.record_transition, "item-1", before, after, 1)
    assert values.get(telemetry.UNDEFINED_STATES) == counted


@pytest.mark.parametrize(
    "answer, count",
    [(PASSING, 1), (Answer(done=False, code="400"), 1), (LostAnswer("lost"), 1), (Answer(done=True), 0)],
)
def test_each_decision_about_a_failure_is_timed(world, answer, count):
    world.provider.script = [answer]
    values, error = measured(world.activities.attempt_payment, "key", "item-1")
    times = values.get(telemetry.DECISION_SECONDS, [])
    assert error is None and len(times) == count and all(0 <= time < 60 for time in times)


def test_what_takes_as_long_as_the_limit_is_in_time(exported):
    """Scenario: one decision that takes 0.1 s, exported by the runtime of a worker
    Expected: the limit is a bound of the histogram, in seconds, and holds it
    """
    buckets = dict(
        re.findall(telemetry.DECISION_SECONDS + r"_bucket\{.*le=.([0-9.]+).\} ([0-9]+)", exported)
    )
    assert sorted(map(float, buckets)) == sorted(telemetry.DECISION_BOUNDS)
    assert buckets["0.1"] == "1" and buckets["0.05"] == "0"


@pytest.mark.constraint("U3")
@pytest.mark.integration
def test_messages_of_a_window_are_measured(world):
    """
    Type: integration
    U3 (BOUNDARY): A payer gets at most one message in any six hours
    Source: support tickets about repeated messages
    Scenario: one run with two messages
    Expected: no more in a window than allowed
    """
    values = world.run().meter.values[telemetry.MESSAGES_IN_WINDOW]
    assert values and max(values) <= 1


@pytest.mark.constraint("U3")
@pytest.mark.unit
@pytest.mark.parametrize("between, counted", [(0, 2), (21600, 1)])
def test_a_limit_that_fails_is_seen(between, counted):
    """
    Type: unit
    U3 (BOUNDARY): A payer gets at most one message in any six hours
    Source: support tickets about repeated messages
    Scenario: 2 messages to one recipient that no limit holds back, and one to another
    Expected: the largest number in one window
    """
    sent, now = telemetry.SentMessages(), START
    for _ in range(2):
        sent.add("recipient-1", now)
        now += timedelta(seconds=between)
    assert sent.add("recipient-2", now) == counted


@pytest.mark.constraint("B4")
@pytest.mark.integration
def test_what_nobody_takes_over_is_counted(world):
    """
    Type: integration
    B4 (INVARIANT): A payment whose attempts are used up is handed to a named escalation path
    Scenario: nobody answers the first two times
    Expected: both are counted
    """
    world.provider.script = [PASSING] * 100
    world.escalations.silent = 2
    assert world.run().meter.values[telemetry.NOT_TAKEN_OVER] == [1, 1]


@pytest.mark.constraint("B4")
@pytest.mark.unit
def test_a_path_that_breaks_off_is_counted(world):
    """
    Type: unit
    B4 (INVARIANT): A payment whose attempts are used up is handed to a named escalation path
    Scenario: the path of the escalation cannot be reached
    Expected: that is counted as well, and it is asked again
    """
    async def take_over(*_):
        raise ConnectionError("nobody can be reached")

    world.escalations.take_over = take_over
    values, error = measured(world.activities.escalate_payment, "item-1", "used up")
    assert values == {telemetry.NOT_TAKEN_OVER: [1]} and "reached" in str(error)
