# test_platform.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: T4
import asyncio

import pytest
from temporalio.worker import Replayer

from src.workflows.payment_retry import PaymentRetryWorkflow

from .conftest import PASSING, PERMANENT, LostAnswer, World

SCRIPTS = [[], [PASSING], [PERMANENT], [LostAnswer()], [PASSING] * 100]


class TestEngine:
    """The engine holds state and time; what it recorded leads to the same decisions again."""

    @pytest.mark.constraint("T4")
    @pytest.mark.integration
    @pytest.mark.parametrize("script", SCRIPTS)
    def test_a_recorded_run_replays_in_the_sandbox(self, world, script):
        """
        Type: integration
        T4 (BOUNDARY): Retries run on the workflow engine that is already in operation
        Scenario: a run that has ended, replayed by a new worker in the SDK's own sandbox
        Expected: the same commands, and nothing that the sandbox forbids
        """
        world.provider.script = list(script)
        replayer = Replayer(workflows=[PaymentRetryWorkflow])
        asyncio.run(replayer.replay_workflow(world.run().history))

    @pytest.mark.constraint("T4")
    @pytest.mark.integration
    @pytest.mark.parametrize("script", SCRIPTS)
    def test_two_runs_of_one_scenario_are_the_same(self, script):
        """
        Type: integration
        T4 (BOUNDARY): Retries run on the workflow engine that is already in operation
        Scenario: the same answers twice, in two processes of their own time
        Expected: the same calls with the same arguments at the same moments, and the same timers
        """
        runs = []
        for _ in range(2):
            world = World()
            world.provider.script = list(script)
            runs.append(world.run())
        assert runs[0].calls == runs[1].calls
        assert runs[0].timers == runs[1].timers

    @pytest.mark.constraint("T4")
    @pytest.mark.integration
    def test_waits_are_timers_of_the_engine(self, world):
        """
        Type: integration
        T4 (BOUNDARY): Retries run on the workflow engine that is already in operation
        Scenario: two attempts
        Expected: the wait between them stands in the record
        """
        world.provider.script = [PASSING]
        run = world.run()
        first, second = run.named("attempt_payment")
        assert second.at - first.at in run.timers
        assert second.at > first.at
