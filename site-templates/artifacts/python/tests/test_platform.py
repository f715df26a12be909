import asyncio

import pytest
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner

from src.workflows.{{names.module}} import {{names.class}}Workflow

from .conftest import PASSING, PERMANENT


{{#each platform.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
class TestEngine:
    """
{{#each platform.constraints}}
    {{id}} ({{type_label}}): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
    """

    @pytest.mark.parametrize("script", [[], [PASSING], [PERMANENT]])
    def test_a_recorded_run_replays(self, world, script):
        """Scenario: a run that has ended, replayed by a new worker
        Expected: the same commands, so nothing outside of the engine decided
        """
        world.provider.script = list(script)
        replayer = Replayer(
            workflows=[{{names.class}}Workflow], workflow_runner=UnsandboxedWorkflowRunner()
        )
        asyncio.run(replayer.replay_workflow(world.run().history))

    def test_waits_are_timers_of_the_engine(self, world):
        """Scenario: two attempts
        Expected: the wait between them stands in the record
        """
        world.provider.script = [PASSING]
        run = world.run()
        first, second = run.named("attempt_{{names.subject}}")
        assert second.at - first.at == run.timers[0]
