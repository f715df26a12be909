{{#if time_window.seconds}}
from datetime import timedelta

{{/if}}
import pytest

from src.services.schedule import {{names.process_class}}Schedule

{{#if time_window.seconds}}
from .conftest import PASSING, START, LostAnswer
{{else}}
from .conftest import PASSING, LostAnswer
{{/if}}


class TestLostAnswer:
    """A lost answer is not a failure."""

{{#each response_lost.items}}
    @pytest.mark.failure_mode("{{id}}")
{{/each}}
    @pytest.mark.chaos
    @pytest.mark.parametrize("before", range({{names.process_class}}Schedule().max_attempts))
    def test_an_effect_whose_answer_is_lost_is_found(self, world, before):
        """
        Type: chaos
{{#each response_lost.items}}
        {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the answer of the first, second or last attempt is lost
        Expected: it is found to have taken effect, and is not tried again
        """
        world.provider.script = [PASSING] * before + [LostAnswer("timed out")]
        run = world.run()
        assert (run.result.stage, run.result.effect) == ("succeeded", "done")
        assert len(world.provider.executed) == before + 1
        assert list(world.provider.effects.values()) == [1]

{{#each response_lost.items}}
    @pytest.mark.failure_mode("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_an_attempt_that_is_too_slow_is_looked_up(self, world):
        """
        Type: chaos
{{#each response_lost.items}}
        {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the attempt takes effect, and takes longer than it may
        Expected: it is found, and is not tried again
        """
        world.provider.duration = 2 * {{names.process_class}}Schedule().attempt_limit
        assert world.run().result.stage == "succeeded"
        assert len(world.provider.executed) == 1

{{#each response_lost.items}}
    @pytest.mark.failure_mode("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_no_attempt_while_the_status_is_unknown(self, world):
        """
        Type: chaos
{{#each response_lost.items}}
        {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the question for the status gets no answer
        Expected: no attempt follows it; the next question comes first
        """
        world.provider.silent_status = 1
        names = [call.name for call in world.run().calls if call.name.endswith("_{{names.subject}}")]
        assert names[:3] == ["check_{{names.subject}}", "check_{{names.subject}}", "attempt_{{names.subject}}"]
{{#if time_window.seconds}}

{{#each response_lost.items}}
    @pytest.mark.failure_mode("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_a_window_that_closes_meanwhile_hides_no_effect(self, world):
        """
        Type: chaos
{{#each response_lost.items}}
        {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the answer is lost, and no further attempt fits into the window
        Expected: the status is asked all the same, and it ends as succeeded
        """
        schedule = {{names.process_class}}Schedule()
        age = schedule.window - schedule.status_limit - schedule.attempt_limit
        world.provider.script = [LostAnswer()]
        run = world.run(world.request(first_failed_at=START - age + timedelta(milliseconds=1)))
        assert len(world.provider.executed) == 1
        assert run.result.stage == "succeeded"
{{/if}}

{{#each response_lost.items}}
    @pytest.mark.failure_mode("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_the_last_question_is_asked_more_than_once(self, world):
        """
        Type: chaos
{{#each response_lost.items}}
        {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the last attempt's answer is lost, and the provider is silent for a while
        Expected: it is asked until it says that there is an effect
        """
        last = {{names.process_class}}Schedule().max_attempts
        world.provider.script = [PASSING] * (last - 1) + [LostAnswer()]
        asked = world.provider.status

        async def status(key):
            if len(world.provider.executed) == last and not world.provider.silent_status:
                world.provider.status = asked
                world.provider.silent_status = 3
            return await asked(key)

        world.provider.status = status
        assert world.run().result.stage == "succeeded"
