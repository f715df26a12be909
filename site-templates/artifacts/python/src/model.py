"""The values of a {{names.subject}}: what comes in, where it stands, what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Stage(str, Enum):
    """Where a {{names.subject}} stands. There is no other stage."""

    FAILED = "failed"
    CHECKING = "checking"
    ATTEMPTING = "attempting"
    WAITING = "waiting"
    SUCCEEDED = "succeeded"
{{#if has.cancellation}}
    CANCELLED = "cancelled"
{{/if}}
{{#if has.escalation}}
    ESCALATED = "escalated"
{{else}}
    GIVEN_UP = "given_up"
{{/if}}


class IllegalTransition(Exception):
    """A step that the table of transitions does not hold."""


# throughline:begin atomic-transition [{{atomic_transition.ids}}]
ENDS = frozenset(
    {
        Stage.SUCCEEDED,
{{#if has.cancellation}}
        Stage.CANCELLED,
{{/if}}
{{#if has.escalation}}
        Stage.ESCALATED,
{{else}}
        Stage.GIVEN_UP,
{{/if}}
    }
)

TRANSITIONS: dict[Stage, frozenset[Stage]] = {
    Stage.FAILED: ENDS - {Stage.SUCCEEDED} | {Stage.CHECKING},
    Stage.CHECKING: ENDS | {Stage.ATTEMPTING, Stage.WAITING},
    Stage.ATTEMPTING: ENDS | {Stage.WAITING},
    Stage.WAITING: ENDS - {Stage.SUCCEEDED} | {Stage.CHECKING},
    **{end: frozenset() for end in ENDS},
}


def is_legal(before: Stage, after: Stage) -> bool:
    return after in TRANSITIONS[before]


@dataclass(frozen=True)
class {{names.class}}State:
    """One value: a transition gives a new one or raises, and never changes a half of it."""

    {{names.subject}}_id: str
    stage: Stage = Stage.FAILED
    attempts: int = 0

    def moved_to(self, stage: Stage) -> {{names.class}}State:
        if not is_legal(self.stage, stage):
            raise IllegalTransition(self.stage.value + " to " + stage.value)
        tried = 1 if stage is Stage.ATTEMPTING else 0
        return {{names.class}}State(self.{{names.subject}}_id, stage, self.attempts + tried)
# throughline:end


{{#if has.authorisation}}
@dataclass(frozen=True)
class TransactionContext:
    """What the first transaction was allowed to do; a repetition is allowed nothing else."""

    transaction_id: str
    {{names.subject}}_id: str


{{/if}}
@dataclass(frozen=True)
class {{names.class}}Request:
    """The input: references only, never what they refer to."""

    {{names.subject}}_id: str
    recipient: str
    first_failed_at: datetime
{{#if has.authorisation}}
    transaction_context: TransactionContext | None = None
{{/if}}


@dataclass(frozen=True)
class {{names.class}}Result:
    """How it ended, after how many attempts, through which stages."""

    stage: Stage
    attempts: int
    history: list[Stage] = field(default_factory=list)
