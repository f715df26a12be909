import asyncio
import hashlib

import pytest

from src.services.idempotency import idempotency_key, workflow_id

from .conftest import PASSING, PERMANENT, LostAnswer


class TestOneEffect:
    """Whatever gets lost, there is one effect."""

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_the_status_is_asked_before_each_attempt(self, world):
        """
        Type: integration
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: every attempt fails for a passing reason
        Expected: no attempt without a question right before it, and none before the first question
        """
        world.provider.script = [PASSING] * 100
        asked = [call.name for call in world.run().calls if call.name.endswith("_{{names.subject}}")]
        tries = [index for index, name in enumerate(asked) if name == "attempt_{{names.subject}}"]
        assert tries
        assert all(asked[index - 1] == "check_{{names.subject}}" for index in tries)
        assert asked[0] == "check_{{names.subject}}"

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_what_has_taken_effect_is_not_tried_again(self, world):
        """
        Type: integration
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the effect is there before the first attempt
        Expected: nothing is executed, and it ends as succeeded
        """
        world.provider.effects[idempotency_key("item-1")] = 1
        run = world.run()
        assert world.provider.executed == []
        assert (run.result.stage, run.result.effect) == ("succeeded", "done")

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_nothing_is_tried_while_nobody_knows(self, world):
        """
        Type: integration
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the provider never answers the question for the status
        Expected: nothing is executed, and the end says that the effect is unknown
        """
        world.provider.silent_status = 1000
        run = world.run()
        assert world.provider.executed == []
        assert run.result.effect == "unknown"

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_two_runs_take_effect_once(self, world):
        """
        Type: integration
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: two runs for the same, one after the first one's answer was lost
        Expected: the provider has carried out one request, once
        """
        world.provider.script = [LostAnswer()]
        first, second = world.recording(), world.recording()
        asyncio.run(first.run())
        asyncio.run(second.run())
        assert list(world.provider.effects.values()) == [1]
        assert len(world.provider.executed) == 1

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    @pytest.mark.parametrize("before", [[], [PASSING]])
    def test_a_worker_that_dies_after_the_effect_leaves_one_effect(self, world, before):
        """
        Type: chaos
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the provider has carried it out, and the worker dies before it can say so
        Expected: it is looked up and found; it is executed no second time
        """
        world.provider.script = list(before)
        recording = world.recording()
        for _ in before:
            recording.lose("attempt_{{names.subject}}", 1)
        recording.lose_result("attempt_{{names.subject}}")
        run = world.finish(recording)
        assert run.result.stage == "succeeded"
        assert sum(world.provider.effects.values()) <= 1

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_a_provider_that_knows_late_sees_the_same_key_again(self, world):
        """
        Type: chaos
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the effect is there, its result lost, and the first question still says no
        Expected: what is executed again carries the key that the provider knows
        """
        world.provider.knows_after = 2
        recording = world.recording()
        recording.lose_result("attempt_{{names.subject}}")
        run = world.finish(recording)
        assert run.result.stage == "succeeded"
        keys = [key for key, _, _ in world.provider.executed]
        assert len(keys) == 2 and set(keys) == {idempotency_key("item-1")}

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    @pytest.mark.parametrize("script", [[], [PASSING], [PERMANENT], [LostAnswer()], [PASSING] * 100])
    def test_the_end_says_what_the_provider_knows(self, world, script):
        """
        Type: integration
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: it succeeds at once, later, is refused, its answer is lost, it is used up
        Expected: `effect` is `done` exactly when the provider has carried it out
        """
        world.provider.script = list(script)
        run = world.run()
        assert (run.result.effect == "done") == bool(world.provider.effects)
        assert (run.result.stage == "succeeded") == bool(world.provider.effects)
        assert run.result.effect != "unknown"


class TestOneKey:
    """The key is what the provider recognises a repetition by."""

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_an_effect_of_the_first_path_is_found_by_its_own_key(self, world):
        """
        Type: integration
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the first path has sent with a key of its own, it took effect, and the answer was lost
        Expected: it is found, nothing is executed, and it ends as succeeded
        """
        world.provider.effects["first-path-1"] = 1
        run = world.run(world.request(idempotency_key="first-path-1"))
        assert world.provider.executed == []
        assert world.provider.effects == {"first-path-1": 1}
        assert (run.result.stage, run.result.effect) == ("succeeded", "done")

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_the_first_paths_key_is_that_of_every_attempt(self, world):
        """
        Type: integration
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the first path gives its key, and every attempt fails for a passing reason
        Expected: every question and every attempt carries that key
        """
        world.provider.script = [PASSING] * 100
        run = world.run(world.request(idempotency_key="first-path-1"))
        calls = run.named("attempt_{{names.subject}}") + run.named("check_{{names.subject}}")
        assert {call.arguments[0] for call in calls} == {"first-path-1"}

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_one_key_for_all_attempts(self, world):
        """
        Type: integration
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: every attempt fails for a passing reason
        Expected: one key in all questions and attempts, and it is the one of this {{names.subject}}
        """
        world.provider.script = [PASSING] * 100
        run = world.run()
        calls = run.named("attempt_{{names.subject}}") + run.named("check_{{names.subject}}")
        assert len(run.named("attempt_{{names.subject}}")) > 1
        assert {call.arguments[0] for call in calls} == {idempotency_key("item-1")}
        assert {given for _, given, _ in world.provider.executed} == {"item-1"}

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_the_key_depends_on_the_{{names.subject}}_alone(self):
        """
        Type: unit
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the keys of two of them, worked out here a second time
        Expected: the same, whatever process, time or attempt asks, and whatever version is generated
        """
        for name in ("item-1", "item-2"):
            expected = hashlib.sha256(("{{names.slug}}/" + name).encode()).hexdigest()
            assert idempotency_key(name) == expected

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.property
    def test_different_{{names.subject}}s_have_different_keys_and_runs(self):
        """
        Type: property
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: a thousand names, among them such that differ in a sign only
        Expected: as many keys, and as many ids of runs
        """
        names = [str(number) for number in range(500)] + [f"0/{number}" for number in range(500)]
        assert len({idempotency_key(name) for name in names}) == len(names)
        assert len({workflow_id(name) for name in names}) == len(names)

{{#each idempotency.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_attempts_that_are_called_twice_carry_one_key(self, world):
        """
        Type: unit
{{#each idempotency.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the engine calls the activity a second time, as after a crash
        Expected: the provider sees the same key twice
        """
        world.provider.script = [PASSING]
        key = idempotency_key("item-1")
        for _ in range(2):
            world.call(world.activities.attempt_{{names.subject}}, key, "item-1")
        assert [seen for seen, _, _ in world.provider.executed] == [key, key]
