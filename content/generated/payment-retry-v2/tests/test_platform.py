# test_platform.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: T4
import asyncio

import pytest
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner

from src.workflows.payment_retry import PaymentRetryWorkflow

from .conftest import PASSING, PERMANENT


@pytest.mark.constraint("T4")
class TestEngine:
    """
    T4 (BOUNDARY): Retries run on the workflow engine that is already in operation
    """

    @pytest.mark.parametrize("script", [[], [PASSING], [PERMANENT]])
    def test_a_recorded_run_replays(self, world, script):
        """Scenario: a run that has ended, replayed by a new worker
        Expected: the same commands, so nothing outside of the engine decided
        """
        world.provider.script = list(script)
        replayer = Replayer(
            workflows=[PaymentRetryWorkflow], workflow_runner=UnsandboxedWorkflowRunner()
        )
        asyncio.run(replayer.replay_workflow(world.run().history))

    def test_waits_are_timers_of_the_engine(self, world):
        """Scenario: two attempts
        Expected: the wait between them stands in the record
        """
        world.provider.script = [PASSING]
        run = world.run()
        first, second = run.named("attempt_payment")
        assert second.at - first.at == run.timers[0]
