import pytest

from src.services.schedule import {{names.process_class}}Schedule

from .conftest import PASSING, LostAnswer


{{#each response_lost.items}}
@pytest.mark.failure_mode("{{id}}")
{{/each}}
@pytest.mark.chaos
class TestLostAnswer:
    """
{{#each response_lost.items}}
    {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
    """

    @pytest.mark.parametrize("before", range({{names.process_class}}Schedule().max_attempts))
    def test_an_effect_whose_answer_is_lost_is_found(self, world, before):
        """Scenario: the answer of the first, second or last attempt is lost
        Expected: it is found to have taken effect, and is not tried again
        """
        world.provider.script = [PASSING] * before + [LostAnswer("timed out")]
        run = world.run()
        assert run.result.stage == "succeeded"
        assert len(run.named("attempt_{{names.subject}}")) == before + 1
        assert len(world.provider.effects) == 1

    def test_no_attempt_while_the_status_is_unknown(self, world):
        """Scenario: the question for the status gets no answer
        Expected: no attempt follows it
        """
        world.provider.silent_status = 1
        names = [call.name for call in world.run().calls if call.name.endswith("_{{names.subject}}")]
        assert names[:2] == ["check_{{names.subject}}", "check_{{names.subject}}"]
