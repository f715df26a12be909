# test_telemetry.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: B1, B4, T1, T2, U3, OC3
"""What alerts and panels rest on is measured when it happens, and only then."""

import asyncio

import pytest
from temporalio.testing import ActivityEnvironment

from src.services import telemetry

from .conftest import PASSING
from .conftest import Answer
from .recording import Meter


@pytest.mark.parametrize("script", [[], [PASSING] * 100])
def test_each_end_is_counted_once(world, script):
    world.provider.script = list(script)
    assert world.run().meter.values[telemetry.FINISHED] == [1]


@pytest.mark.constraint("B1")
@pytest.mark.constraint("T1")
@pytest.mark.constraint("OC3")
@pytest.mark.parametrize("times_done, counted", [(1, None), (2, [1]), (4, [3])])
def test_a_repeated_effect_is_counted(world, times_done, counted):
    """Scenario: the provider reports one effect, and several
    Expected: each one beyond the first is counted
    """

    async def status(key):
        return Answer(done=True, times_done=times_done)

    world.provider.status = status
    assert world.run().meter.values.get(telemetry.REPEATED_EFFECTS) == counted


@pytest.mark.constraint("T2")
@pytest.mark.parametrize(
    "before, after, counted", [("failed", "checking", None), ("succeeded", "checking", [1])]
)
def test_a_step_that_does_not_exist_is_counted(world, before, after, counted):
    """Scenario: a step of the table, and one that it does not hold
    Expected: the second is counted
    """
    environment, meter = ActivityEnvironment(), Meter()
    environment.metric_meter = meter
    step = world.activities.record_transition
    asyncio.run(environment.run(step, "item-1", before, after, 1))
    assert meter.values.get(telemetry.UNDEFINED_STATES) == counted


def test_each_decision_is_timed(world):
    world.provider.script = [PASSING]
    assert len(world.run().meter.values[telemetry.DECISION_SECONDS]) == 1


@pytest.mark.constraint("U3")
def test_messages_of_a_window_are_measured(world):
    """Scenario: one run with two messages
    Expected: no more in a window than allowed
    """
    values = world.run().meter.values[telemetry.MESSAGES_IN_WINDOW]
    assert values and max(values) <= 1


@pytest.mark.constraint("B4")
def test_what_nobody_takes_over_is_counted(world):
    """Scenario: nobody answers the first two times
    Expected: both are counted
    """
    world.provider.script = [PASSING] * 100
    world.escalations.silent = 2
    assert world.run().meter.values[telemetry.NOT_TAKEN_OVER] == [1, 1]
