import pytest

from src.services.error_classification import COMMON_CODES, ErrorClassificationService, FailureClass
from src.services.schedule import {{names.process_class}}Schedule

from .conftest import PASSING, PERMANENT, Answer

#: Written out once more, so that a change of the table is seen.
EXPECTED = {
    "429": "passing",
    "502": "ambiguous",
    "503": "ambiguous",
    "504": "ambiguous",
    "timeout": "ambiguous",
    "400": "permanent",
    "401": "permanent",
    "403": "permanent",
    "404": "permanent",
    "410": "permanent",
    "422": "permanent",
}


class TestClassification:
    """What is not known to pass is never taken to pass."""

{{#each classification.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    @pytest.mark.parametrize("code, expected", sorted(EXPECTED.items()))
    def test_each_known_code_has_its_class(self, code, expected):
        """
        Type: unit
{{#each classification.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: a code of HTTP
        Expected: its class
        """
        assert ErrorClassificationService().classify(code).value == expected

{{#each classification.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_no_code_was_added_unseen(self):
        """
        Type: unit
{{#each classification.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the table
        Expected: the codes that are expected, and no other
        """
        assert set(COMMON_CODES) == set(EXPECTED)

{{#each classification.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    @pytest.mark.parametrize("code", ["", "0", "200", "500", "999", "new-code", "<html>", " 429", "429 "])
    def test_unknown_error_is_ambiguous(self, code):
        """
        Type: unit
{{#each classification.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: a code that the table does not hold
        Expected: ambiguous, never passing
        """
        assert ErrorClassificationService().classify(code) is FailureClass.AMBIGUOUS

{{#each classification.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    @pytest.mark.parametrize("code", [code for code, kind in EXPECTED.items() if kind == "permanent"])
    def test_nothing_is_tried_after_a_permanent_failure(self, world, code):
        """
        Type: integration
{{#each classification.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the first attempt fails for good
        Expected: one execution, and no success
        """
        world.provider.script = [Answer(done=False, code=code), PASSING, PASSING]
        run = world.run()
        assert len(world.provider.executed) == run.result.attempts == 1
        assert run.result.stage != "succeeded"

{{#each classification.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_nothing_is_tried_after_a_later_permanent_failure(self, world):
        """
        Type: integration
{{#each classification.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the second attempt fails for good
        Expected: two executions
        """
        world.provider.script = [PASSING, PERMANENT]
        world.run()
        assert len(world.provider.executed) == 2

{{#each classification.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    @pytest.mark.parametrize("code", [code for code, kind in EXPECTED.items() if kind == "ambiguous"])
    def test_what_an_ambiguous_answer_hides_is_looked_up(self, world, code):
        """
        Type: integration
{{#each classification.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: every attempt gets this code, and the last one has taken effect behind it
        Expected: the status is asked before the end, and it ends as succeeded
        """
        execute = world.provider.execute
        world.provider.script = [Answer(done=False, code=code)] * 100

        async def takes_effect_at_last(key, *others):
            answer = await execute(key, *others)
            if len(world.provider.executed) == {{names.process_class}}Schedule().max_attempts:
                world.provider.effects[key] = 1
            return answer

        world.provider.execute = takes_effect_at_last
        assert world.run().result.stage == "succeeded"

{{#each classification.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_a_passing_failure_is_tried_again(self, world):
        """
        Type: integration
{{#each classification.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the first attempt fails for a passing reason, the second does not
        Expected: two executions, and it ends as succeeded
        """
        world.provider.script = [PASSING]
        assert world.run().result.stage == "succeeded"
        assert len(world.provider.executed) == 2

{{#each classification.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_a_code_of_the_provider_can_be_added(self):
        """
        Type: unit
{{#each classification.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the provider documents a code of its own
        Expected: its class, and the common ones as before
        """
        service = ErrorClassificationService({"own-code": FailureClass.PERMANENT})
        assert service.classify("own-code") is FailureClass.PERMANENT
        assert service.classify("429") is FailureClass.PASSING
        assert ErrorClassificationService().classify("own-code") is FailureClass.AMBIGUOUS
