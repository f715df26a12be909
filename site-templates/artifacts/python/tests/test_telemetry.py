"""What alerts and panels rest on is measured when it happens, and only then."""

{{#if atomic_transition.metric}}
import asyncio

{{/if}}
import pytest
{{#if atomic_transition.metric}}
from temporalio.testing import ActivityEnvironment
{{/if}}

from src.services import telemetry

from .conftest import PASSING
{{#if idempotency.metric}}
from .conftest import Answer
{{/if}}
{{#if atomic_transition.metric}}
from .recording import Meter
{{/if}}


@pytest.mark.parametrize("script", [[], [PASSING] * 100])
def test_each_end_is_counted_once(world, script):
    world.provider.script = list(script)
    assert world.run().meter.values[telemetry.FINISHED] == [1]
{{#if idempotency.metric}}


{{#each idempotency.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
@pytest.mark.parametrize("times_done, counted", [(1, None), (2, [1]), (4, [3])])
def test_a_repeated_effect_is_counted(world, times_done, counted):
    """Scenario: the provider reports one effect, and several
    Expected: each one beyond the first is counted
    """

    async def status(key):
        return Answer(done=True, times_done=times_done)

    world.provider.status = status
    assert world.run().meter.values.get(telemetry.REPEATED_EFFECTS) == counted
{{/if}}
{{#if atomic_transition.metric}}


{{#each atomic_transition.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
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
{{/if}}
{{#if latency_goal.metric}}


def test_each_decision_is_timed(world):
    world.provider.script = [PASSING]
    assert len(world.run().meter.values[telemetry.DECISION_SECONDS]) == 1
{{/if}}
{{#if (and has.notification rate_limit.metric)}}


{{#each rate_limit.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
def test_messages_of_a_window_are_measured(world):
    """Scenario: one run with two messages
    Expected: no more in a window than allowed
    """
    values = world.run().meter.values[telemetry.MESSAGES_IN_WINDOW]
    assert values and max(values) <= {{rate_limit.count}}
{{/if}}
{{#if escalation.metric}}


{{#each escalation.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
def test_what_nobody_takes_over_is_counted(world):
    """Scenario: nobody answers the first two times
    Expected: both are counted
    """
    world.provider.script = [PASSING] * 100
    world.escalations.silent = 2
    assert world.run().meter.values[telemetry.NOT_TAKEN_OVER] == [1, 1]
{{/if}}
