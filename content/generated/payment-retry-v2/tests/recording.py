# recording.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: none
"""Runs a workflow in the SDK's own replay worker, on a history that grows while it runs.

There is no server. The recording plays its part: it replays what has happened so far, takes the
commands that the workflow answers with, carries them out (activities are called for real, timers
fire at once, and move the clock), appends the events, and replays again. So every step of a test
is also a crash and a recovery, and every command is checked against the history by the SDK.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, get_type_hints

from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import EventType
from temporalio.api.failure.v1 import Failure
from temporalio.api.history.v1 import History, HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.converter import DataConverter
from temporalio.testing import ActivityEnvironment
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner, WorkflowInstance, WorkflowRunner

START = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)
PAYLOADS = DataConverter.default.payload_converter
FAILURES = DataConverter.default.failure_converter


class Clock:
    """The time of the recording; only timers, retries and slow ports move it."""

    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        return self.time

    def pass_by(self, duration: timedelta) -> None:
        self.time += duration


class Meter:
    """What activities measured, by name."""

    def __init__(self) -> None:
        self.values: dict[str, list[float]] = {}

    def with_additional_attributes(self, attributes: Any) -> Meter:
        return self

    def create_counter(self, name: str, *_: Any, **__: Any) -> Instrument:
        return Instrument(self.values.setdefault(name, []))

    create_gauge = create_histogram_float = create_counter


class Instrument:
    def __init__(self, values: list[float]) -> None:
        self._values = values

    def add(self, value: float, *_: Any) -> None:
        self._values.append(value)

    set = record = add


class ListeningRunner(WorkflowRunner):
    """The SDK's runner; what a workflow answers to its last task stays readable."""

    def __init__(self) -> None:
        self._inner = UnsandboxedWorkflowRunner()
        self.commands: list[Any] = []
        self.failure = ""
        self._length = -1

    def prepare_workflow(self, defn: Any) -> None:
        self._inner.prepare_workflow(defn)

    def set_worker_level_failure_exception_types(self, types: Any) -> None:
        self._inner.set_worker_level_failure_exception_types(types)

    def create_instance(self, det: Any) -> WorkflowInstance:
        instance = self._inner.create_instance(det)
        activate = instance.activate

        def listening(activation: Any) -> Any:
            completion = activate(activation)
            self._hear(activation, completion)
            return completion

        instance.activate = listening  # type: ignore[method-assign]
        return instance

    def _hear(self, activation: Any, completion: Any) -> None:
        if any(job.HasField("remove_from_cache") for job in activation.jobs):
            return
        if activation.history_length != self._length:
            self._length, self.commands = activation.history_length, []
        self.commands.extend(completion.successful.commands)
        self.failure = completion.failed.failure.message


@dataclass(frozen=True)
class Call:
    """One try of an activity: its name, its arguments, and when it began."""

    name: str
    arguments: tuple[Any, ...]
    at: datetime


class NeverEnds(Exception):
    """The workflow waits for something that the scenario does not bring."""


class Recording:
    """One run of a workflow, from its start to its end."""

    def __init__(self, workflow: type, argument: Any, activities: object, clock: Clock) -> None:
        self.workflow = workflow
        self.clock = clock
        self.meter = Meter()
        self.calls: list[Call] = []
        self.timers: list[timedelta] = []
        self.tasks = 0
        self.result: Any = None
        self.failure: Failure | None = None
        self._activities = {
            name: getattr(activities, name) for name in dir(activities) if name[0] != "_"
        }
        self._signals_in_calls: dict[tuple[str, int], str] = {}
        self._signals_in_waits: dict[int, tuple[timedelta, str]] = {}
        self._lost: dict[str, int] = {}
        self._history = History()
        self._waiting: dict[int, tuple[int, datetime]] = {}
        self._argument = argument

    def signal_during(self, activity: str, signal: str, number: int = 1) -> None:
        """The signal arrives while the activity is called for the `number`th time."""
        self._signals_in_calls[activity, number] = signal

    def signal_in_wait(self, number: int, after: timedelta, signal: str) -> None:
        """The signal arrives `after` the `number`th timer has started."""
        self._signals_in_waits[number] = (after, signal)

    def lose(self, activity: str, times: int) -> None:
        """The worker dies during that many tries of the activity; the engine sees a timeout."""
        self._lost[activity] = times

    def named(self, activity: str) -> list[Call]:
        return [call for call in self.calls if call.name == activity]

    @property
    def history(self) -> WorkflowHistory:
        return WorkflowHistory("recorded", list(self._history.events))

    async def run(self) -> Recording:
        self._begin()
        while self.result is None and self.failure is None:
            commands = await self._replay()
            completed = self._complete_task()
            brought = [await self._carry_out(command, completed) for command in commands]
            if self.result is None and self.failure is None:
                if not any(brought):
                    self._pass_time()
                self._schedule_task()
        await self._replay()
        return self

    # What the server would do.

    async def _replay(self) -> list[Any]:
        runner = ListeningRunner()
        replayer = Replayer(workflows=[self.workflow], workflow_runner=runner)
        outcome = await replayer.replay_workflow(self.history, raise_on_replay_failure=False)
        if runner.failure:
            raise AssertionError(f"the workflow's code failed: {runner.failure}")
        if outcome.replay_failure:
            raise outcome.replay_failure
        return self._kept(runner.commands)

    @staticmethod
    def _kept(commands: list[Any]) -> list[Any]:
        """Without the timers that were started and cancelled at once: they are never recorded."""
        cancelled = {c.cancel_timer.seq for c in commands if c.HasField("cancel_timer")}
        started = {c.start_timer.seq for c in commands if c.HasField("start_timer")}
        gone = cancelled & started
        return [
            c for c in commands if c.start_timer.seq not in gone and c.cancel_timer.seq not in gone
        ]

    def _event(self, kind: str) -> HistoryEvent:
        event = self._history.events.add()
        event.event_id = len(self._history.events)
        event.event_type = EventType.Value(f"EVENT_TYPE_{kind}")
        event.event_time.FromDatetime(self.clock.now())
        return event

    def _begin(self) -> None:
        started = self._event("WORKFLOW_EXECUTION_STARTED").workflow_execution_started_event_attributes
        started.workflow_type.name = self.workflow.__name__
        started.task_queue.name = "recorded"
        started.input.payloads.extend(PAYLOADS.to_payloads([self._argument]))
        started.original_execution_run_id = started.first_execution_run_id = "recorded"
        started.attempt = 1
        self._schedule_task()

    def _schedule_task(self) -> None:
        scheduled = self._event("WORKFLOW_TASK_SCHEDULED")
        scheduled.workflow_task_scheduled_event_attributes.task_queue.name = "recorded"
        started = self._event("WORKFLOW_TASK_STARTED").workflow_task_started_event_attributes
        started.scheduled_event_id = scheduled.event_id
        self.tasks += 1

    def _complete_task(self) -> int:
        event = self._event("WORKFLOW_TASK_COMPLETED")
        completed = event.workflow_task_completed_event_attributes
        completed.scheduled_event_id = event.event_id - 2
        completed.started_event_id = event.event_id - 1
        return event.event_id

    async def _carry_out(self, command: Any, completed: int) -> bool:
        """Whether something happened that the workflow must hear of."""
        kind = command.WhichOneof("variant")
        if kind == "schedule_activity":
            await self._call(command.schedule_activity, completed)
            return True
        if kind == "start_timer":
            self._start_timer(command.start_timer, completed)
        elif kind == "cancel_timer":
            self._cancel_timer(command.cancel_timer.seq, completed)
        elif kind == "complete_workflow_execution":
            self._complete(command.complete_workflow_execution.result, completed)
        elif kind == "fail_workflow_execution":
            self._fail(command.fail_workflow_execution.failure, completed)
        else:
            raise NotImplementedError(f"the recording cannot carry out {kind}")
        return False

    def _complete(self, result: Payload, completed: int) -> None:
        event = self._event("WORKFLOW_EXECUTION_COMPLETED")
        closed = event.workflow_execution_completed_event_attributes
        closed.workflow_task_completed_event_id = completed
        closed.result.payloads.append(result)
        kind = get_type_hints(self.workflow.run)["return"]
        self.result = PAYLOADS.from_payloads([result], [kind])[0]

    def _fail(self, failure: Failure, completed: int) -> None:
        event = self._event("WORKFLOW_EXECUTION_FAILED")
        closed = event.workflow_execution_failed_event_attributes
        closed.workflow_task_completed_event_id = completed
        closed.failure.CopyFrom(failure)
        self.failure = failure

    # Timers, and time.

    def _start_timer(self, command: Any, completed: int) -> None:
        event = self._event("TIMER_STARTED")
        started = event.timer_started_event_attributes
        started.timer_id = str(command.seq)
        started.start_to_fire_timeout.CopyFrom(command.start_to_fire_timeout)
        started.workflow_task_completed_event_id = completed
        delay = command.start_to_fire_timeout.ToTimedelta()
        self.timers.append(delay)
        self._waiting[command.seq] = (event.event_id, self.clock.now() + delay)

    def _cancel_timer(self, number: int, completed: int) -> None:
        started, _ = self._waiting.pop(number)
        canceled = self._event("TIMER_CANCELED").timer_canceled_event_attributes
        canceled.timer_id = str(number)
        canceled.started_event_id = started
        canceled.workflow_task_completed_event_id = completed

    def _pass_time(self) -> None:
        if not self._waiting:
            raise NeverEnds(f"after {len(self.calls)} calls")
        if signal := self._signals_in_waits.pop(len(self.timers), None):
            self.clock.pass_by(signal[0])
            return self._signal(signal[1])
        number = min(self._waiting, key=lambda timer: self._waiting[timer][1])
        started, due = self._waiting.pop(number)
        self.clock.time = max(self.clock.now(), due)
        fired = self._event("TIMER_FIRED").timer_fired_event_attributes
        fired.timer_id = str(number)
        fired.started_event_id = started

    def _signal(self, name: str) -> None:
        event = self._event("WORKFLOW_EXECUTION_SIGNALED")
        event.workflow_execution_signaled_event_attributes.signal_name = name

    # Activities: called for real, retried as their policy says.

    async def _call(self, command: Any, completed: int) -> None:
        event = self._event("ACTIVITY_TASK_SCHEDULED")
        scheduled = event.activity_task_scheduled_event_attributes
        scheduled.activity_id = command.activity_id
        scheduled.activity_type.name = command.activity_type
        scheduled.workflow_task_completed_event_id = completed
        attempt, value, error = await self._tries(command)
        event_id = event.event_id
        if signal := self._signals_in_calls.pop(
            (command.activity_type, len(self.named(command.activity_type))), None
        ):
            self._signal(signal)
        begun = self._event("ACTIVITY_TASK_STARTED")
        begun.activity_task_started_event_attributes.scheduled_event_id = event_id
        begun.activity_task_started_event_attributes.attempt = attempt
        if error is None:
            ended = self._event("ACTIVITY_TASK_COMPLETED").activity_task_completed_event_attributes
            ended.result.payloads.extend(PAYLOADS.to_payloads([value]))
        else:
            ended = self._event("ACTIVITY_TASK_FAILED").activity_task_failed_event_attributes
            FAILURES.to_failure(error, PAYLOADS, ended.failure)
        ended.scheduled_event_id = event_id
        ended.started_event_id = begun.event_id

    async def _tries(self, command: Any) -> tuple[int, Any, Exception | None]:
        method = self._activities[command.activity_type]
        arguments = tuple(PAYLOADS.from_payloads(list(command.arguments)))
        policy, attempt = command.retry_policy, 0
        pause = policy.initial_interval.ToTimedelta()
        deadline = self._deadline(command)
        while True:
            attempt += 1
            self.calls.append(Call(command.activity_type, arguments, self.clock.now()))
            try:
                self._pass_lost_try(command)
                return attempt, await self._environment().run(method, *arguments), None
            except Exception as error:
                final = getattr(error, "non_retryable", False)
                if final or attempt == policy.maximum_attempts or self.clock.now() + pause > deadline:
                    return attempt, None, error
            self.clock.pass_by(pause)
            pause = min(pause * policy.backoff_coefficient, self._longest_pause(policy, pause))

    def _environment(self) -> ActivityEnvironment:
        environment = ActivityEnvironment()
        environment.metric_meter = self.meter  # type: ignore[assignment]
        return environment

    def _pass_lost_try(self, command: Any) -> None:
        if self._lost.get(command.activity_type, 0) > 0:
            self._lost[command.activity_type] -= 1
            self.clock.pass_by(command.start_to_close_timeout.ToTimedelta())
            raise TimeoutError("start-to-close")

    def _deadline(self, command: Any) -> datetime:
        limit = command.schedule_to_close_timeout.ToTimedelta()
        return self.clock.now() + (limit or timedelta(days=365))

    @staticmethod
    def _longest_pause(policy: Any, pause: timedelta) -> timedelta:
        return policy.maximum_interval.ToTimedelta() or pause * 100
