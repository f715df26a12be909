"""Runs a workflow in the SDK's own replay worker, on a history that grows while it runs.

There is no server. The recording plays its part: it replays what has happened so far, takes the
commands that the workflow answers with, and puts what they ask for on an agenda: activities are
called for real when they are due, retried as their policy says, and run beside each other; timers
move the clock. What happens becomes events, and all of it is replayed again. So every step of a
test is also a crash and a recovery, and every command is checked against the history by the SDK.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, get_type_hints

from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import EventType, TimeoutType
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
    """One try of an activity: its name, its arguments, when it began, and what limits it."""

    name: str
    arguments: tuple[Any, ...]
    at: datetime
    #: When the engine gives it up at the latest, retries and queues included.
    until: datetime
    #: How long one try may take.
    limit: timedelta


class NeverEnds(Exception):
    """The workflow waits for something that the scenario does not bring."""


class Refused(Exception):
    """A command that the server does not accept: it would fail the workflow's task."""


class TimedOut(Exception):
    """A try that took too long, or whose worker died: the engine never hears of it."""


def kinds_of(method: Any) -> list[type]:
    """The types of an activity's arguments, in their order."""
    return [kind for name, kind in get_type_hints(method).items() if name != "return"]


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
        self.is_cancelled = False
        self._activities = {
            name: getattr(activities, name) for name in dir(activities) if name[0] != "_"
        }
        self._kinds = {name: kinds_of(method) for name, method in self._activities.items()}
        self._tries: dict[str, int] = {}
        self._signals_in_calls: dict[tuple[str, int], str] = {}
        self._agenda: list[tuple[datetime, int, Callable[[], Any]]] = []
        self._order = 0
        self._lost: dict[str, list[bool]] = {}
        self._held: dict[str, timedelta] = {}
        self._pauses: dict[str, timedelta] = {}
        self._paused_until = clock.now()
        self._history = History()
        self._waiting: dict[int, int] = {}
        self._pending: set[int] = set()
        self._news = False
        self._argument = argument

    # What a scenario can bring.

    def signal_during(self, activity: str, signal: str, number: int = 1) -> None:
        """The signal arrives while the activity is called for the `number`th time."""
        self._signals_in_calls[activity, number] = signal

    def signal_after(self, delay: timedelta, signal: str) -> None:
        """The signal arrives so long after now."""
        self._put(self.clock.now() + delay, lambda: self._signal(signal))

    def cancel_after(self, delay: timedelta) -> None:
        """Somebody cancels the run in the engine, so long after now."""
        self._put(self.clock.now() + delay, self._request_cancel)

    def lose(self, activity: str, times: int) -> None:
        """The worker dies before that many tries of the activity do anything."""
        self._lost.setdefault(activity, []).extend([False] * times)

    def lose_result(self, activity: str, times: int = 1) -> None:
        """That many tries do all they should, and the worker dies before it can say so."""
        self._lost.setdefault(activity, []).extend([True] * times)

    def hold(self, activity: str, delay: timedelta) -> None:
        """No worker takes the activity up for so long after it was scheduled."""
        self._held[activity] = delay

    def pause_after(self, activity: str, delay: timedelta) -> None:
        """When the activity has ended the first time, no worker takes the workflow up for so long."""
        self._pauses[activity] = delay

    def named(self, activity: str) -> list[Call]:
        return [call for call in self.calls if call.name == activity]

    @property
    def history(self) -> WorkflowHistory:
        return WorkflowHistory("recorded-run", list(self._history.events))

    async def run(self) -> Recording:
        self._begin()
        while not self._is_over():
            commands = await self._replay()
            completed = self._complete_task()
            for command in commands:
                self._carry_out(command, completed)
            if not self._is_over():
                await self._wait_for_news()
                self._schedule_task()
        await self._replay()
        return self

    def _is_over(self) -> bool:
        return self.result is not None or self.failure is not None or self.is_cancelled

    # The agenda: what happens when.

    def _put(self, at: datetime, happening: Callable[[], Any]) -> None:
        self._order += 1
        heapq.heappush(self._agenda, (at, self._order, happening))

    async def _wait_for_news(self) -> None:
        """Until something has happened that the workflow must hear of, and all else at that moment."""
        self._news = False
        while self._agenda and not (self._news and self._agenda[0][0] > self._next_task()):
            at, _, happening = heapq.heappop(self._agenda)
            self.clock.time = max(self.clock.now(), at)
            outcome = happening()
            if outcome is not None:
                await outcome
        if not self._news:
            raise NeverEnds(f"after {len(self.calls)} calls")
        self.clock.time = self._next_task()

    def _next_task(self) -> datetime:
        return max(self.clock.now(), self._paused_until)

    # What the server would do.

    async def _replay(self) -> list[Any]:
        runner = ListeningRunner()
        # Without a name of its own the SDK would read all modules for each replay.
        replayer = Replayer(
            workflows=[self.workflow], workflow_runner=runner, build_id="recorded"
        )
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

    def _carry_out(self, command: Any, completed: int) -> None:
        kind = command.WhichOneof("variant")
        if kind == "schedule_activity":
            self._schedule(command.schedule_activity, completed)
        elif kind == "start_timer":
            self._start_timer(command.start_timer, completed)
        elif kind == "cancel_timer":
            self._cancel_timer(command.cancel_timer.seq, completed)
        elif kind == "complete_workflow_execution":
            self._complete(command.complete_workflow_execution.result, completed)
        elif kind == "fail_workflow_execution":
            self._fail(command.fail_workflow_execution.failure, completed)
        elif kind == "cancel_workflow_execution":
            event = self._event("WORKFLOW_EXECUTION_CANCELED")
            closed = event.workflow_execution_canceled_event_attributes
            closed.workflow_task_completed_event_id = completed
            self.is_cancelled = True
        else:
            raise NotImplementedError(f"the recording cannot carry out {kind}")

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

    # Timers, signals.

    def _start_timer(self, command: Any, completed: int) -> None:
        event = self._event("TIMER_STARTED")
        started = event.timer_started_event_attributes
        started.timer_id = str(command.seq)
        started.start_to_fire_timeout.CopyFrom(command.start_to_fire_timeout)
        started.workflow_task_completed_event_id = completed
        delay = command.start_to_fire_timeout.ToTimedelta()
        if delay < timedelta(0):
            raise Refused(f"a timer of {delay}")
        self.timers.append(delay)
        self._waiting[command.seq] = event.event_id
        self._put(self.clock.now() + delay, lambda: self._fire(command.seq))

    def _fire(self, number: int) -> None:
        if number not in self._waiting:
            return
        fired = self._event("TIMER_FIRED").timer_fired_event_attributes
        fired.timer_id = str(number)
        fired.started_event_id = self._waiting.pop(number)
        self._news = True

    def _cancel_timer(self, number: int, completed: int) -> None:
        canceled = self._event("TIMER_CANCELED").timer_canceled_event_attributes
        canceled.timer_id = str(number)
        canceled.started_event_id = self._waiting.pop(number)
        canceled.workflow_task_completed_event_id = completed

    def _signal(self, name: str) -> None:
        event = self._event("WORKFLOW_EXECUTION_SIGNALED")
        event.workflow_execution_signaled_event_attributes.signal_name = name
        self._news = True

    def _request_cancel(self) -> None:
        event = self._event("WORKFLOW_EXECUTION_CANCEL_REQUESTED")
        event.workflow_execution_cancel_requested_event_attributes.cause = "somebody"
        self._news = True

    # Activities: called for real, retried as their policy says.

    def _schedule(self, command: Any, completed: int) -> None:
        event = self._event("ACTIVITY_TASK_SCHEDULED")
        scheduled = event.activity_task_scheduled_event_attributes
        scheduled.activity_id = command.activity_id
        scheduled.activity_type.name = command.activity_type
        scheduled.workflow_task_completed_event_id = completed
        scheduled.input.payloads.extend(command.arguments)
        now = self.clock.now()
        limit = self._limit(command, "schedule_to_close_timeout")
        if not limit and not self._limit(command, "start_to_close_timeout"):
            raise Refused(command.activity_type + " without a limit")
        until = now + (limit or timedelta(days=3650))
        event_id = event.event_id
        self._pending.add(event_id)
        start = now + self._held.get(command.activity_type, timedelta(0))
        self._put(start, lambda: self._try(command, event_id, until, 1))
        if limit:
            self._put(until, lambda: self._give_up(command, event_id, None))

    @staticmethod
    def _limit(command: Any, name: str) -> timedelta | None:
        if not command.HasField(name):
            return None
        limit: timedelta = getattr(command, name).ToTimedelta()
        if limit <= timedelta(0):
            raise Refused(f"{command.activity_type} with {name} of {limit}")
        return limit

    async def _try(self, command: Any, event_id: int, until: datetime, attempt: int) -> None:
        """One try; its end is put on the agenda, for ports may take their time."""
        if event_id not in self._pending:
            return
        method = self._activities[command.activity_type]
        values = list(command.arguments)
        kinds = self._kinds[command.activity_type][: len(values)]
        arguments = tuple(PAYLOADS.from_payloads(values, kinds))
        begun, limit = self.clock.now(), command.start_to_close_timeout.ToTimedelta()
        self.calls.append(Call(command.activity_type, arguments, begun, until, limit))
        number = self._tries[command.activity_type] = self._tries.get(command.activity_type, 0) + 1
        value, error = await self._outcome(command.activity_type, method, arguments)
        duration, self.clock.time = self.clock.now() - begun, begun
        if duration > limit or isinstance(error, TimedOut):
            duration, error = limit, TimedOut("start-to-close")
        signal = self._signals_in_calls.pop((command.activity_type, number), None)
        if signal is not None:
            self._put(begun + duration, lambda: self._signal(signal))
        self._put(
            begun + duration, lambda: self._end(command, event_id, until, attempt, value, error)
        )

    async def _outcome(
        self, name: str, method: Any, arguments: tuple[Any, ...]
    ) -> tuple[Any, Exception | None]:
        losses = self._lost.get(name, [])
        takes_effect = losses.pop(0) if losses else None
        if takes_effect is False:
            return None, TimedOut("the worker died")
        try:
            value = await self._environment().run(method, *arguments)
        except Exception as error:
            return None, error
        return value, TimedOut("the worker died") if takes_effect else None

    def _end(
        self,
        command: Any,
        event_id: int,
        until: datetime,
        attempt: int,
        value: Any,
        error: Exception | None,
    ) -> None:
        if event_id not in self._pending:
            return
        if error is None:
            begun = self._started(event_id, attempt)
            ended = self._event("ACTIVITY_TASK_COMPLETED").activity_task_completed_event_attributes
            ended.result.payloads.extend(PAYLOADS.to_payloads([value]))
            ended.scheduled_event_id, ended.started_event_id = event_id, begun
            self._pending.discard(event_id)
            self._news = True
            pause = self._pauses.pop(command.activity_type, timedelta(0))
            self._paused_until = max(self._paused_until, self.clock.now() + pause)
            return
        policy = command.retry_policy
        again = self.clock.now() + self._pause(policy, attempt)
        is_final = getattr(error, "non_retryable", False) or attempt == policy.maximum_attempts
        if is_final or again >= until:
            return self._give_up(command, event_id, error, attempt)
        self._put(again, lambda: self._try(command, event_id, until, attempt + 1))

    @staticmethod
    def _pause(policy: Any, attempt: int) -> timedelta:
        """Before the next try; the engine's own bound is a hundred times the first pause."""
        first = policy.initial_interval.ToTimedelta()
        longest = policy.maximum_interval.ToTimedelta() or first * 100
        return min(first * (policy.backoff_coefficient or 2.0) ** min(attempt - 1, 30), longest)

    def _give_up(
        self, command: Any, event_id: int, error: Exception | None, attempt: int = 0
    ) -> None:
        """The last word on an activity: its error, or that it took too long."""
        if event_id not in self._pending:
            return
        self._pending.discard(event_id)
        self._news = True
        begun = self._started(event_id, attempt) if attempt else 0
        if error is None or isinstance(error, TimedOut):
            kind = "SCHEDULE_TO_CLOSE" if error is None else "START_TO_CLOSE"
            ended = self._event("ACTIVITY_TASK_TIMED_OUT").activity_task_timed_out_event_attributes
            ended.failure.message = "activity timed out"
            ended.failure.timeout_failure_info.timeout_type = TimeoutType.Value("TIMEOUT_TYPE_" + kind)
        else:
            ended = self._event("ACTIVITY_TASK_FAILED").activity_task_failed_event_attributes
            FAILURES.to_failure(error, PAYLOADS, ended.failure)
        ended.scheduled_event_id, ended.started_event_id = event_id, begun

    def _started(self, event_id: int, attempt: int) -> int:
        begun = self._event("ACTIVITY_TASK_STARTED")
        begun.activity_task_started_event_attributes.scheduled_event_id = event_id
        begun.activity_task_started_event_attributes.attempt = attempt
        return begun.event_id

    def _environment(self) -> ActivityEnvironment:
        environment = ActivityEnvironment()
        environment.metric_meter = self.meter  # type: ignore[assignment]
        return environment
