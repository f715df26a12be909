# payment_retry.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: T2
"""The values of a payment: what comes in, where it stands, what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Stage(str, Enum):
    """Where a payment stands. There is no other stage."""

    FAILED = "failed"
    CHECKING = "checking"
    ATTEMPTING = "attempting"
    WAITING = "waiting"
    SUCCEEDED = "succeeded"
    CANCELLED = "cancelled"
    ESCALATED = "escalated"


class Effect(str, Enum):
    """What is known of the effect at the end. Nothing ends as cancelled while it is unknown."""

    DONE = "done"
    NONE = "none"
    UNKNOWN = "unknown"


class IllegalTransition(Exception):
    """A step that the table of transitions does not hold."""


# throughline:begin atomic-transition [T2]
ENDS = frozenset(
    {
        Stage.SUCCEEDED,
        Stage.CANCELLED,
        Stage.ESCALATED,
    }
)

# Nothing ends before its status has been asked; only a wait after a clear answer is the exception.
TRANSITIONS: dict[Stage, frozenset[Stage]] = {
    Stage.FAILED: frozenset({Stage.CHECKING}),
    Stage.CHECKING: ENDS | {Stage.ATTEMPTING, Stage.WAITING},
    Stage.ATTEMPTING: ENDS | {Stage.WAITING, Stage.CHECKING},
    Stage.WAITING: ENDS - {Stage.SUCCEEDED} | {Stage.CHECKING},
    **{end: frozenset() for end in ENDS},
}


def is_legal(before: Stage, after: Stage) -> bool:
    return after in TRANSITIONS[before]


@dataclass(frozen=True)
class PaymentRetryState:
    """One value: a transition gives a new one or raises, and never changes a half of it."""

    payment_id: str
    stage: Stage = Stage.FAILED
    attempts: int = 0

    def moved_to(self, stage: Stage) -> PaymentRetryState:
        if not is_legal(self.stage, stage):
            raise IllegalTransition(self.stage.value + " to " + stage.value)
        tried = 1 if stage is Stage.ATTEMPTING else 0
        return PaymentRetryState(self.payment_id, stage, self.attempts + tried)
# throughline:end


@dataclass(frozen=True)
class TransactionContext:
    """What the first transaction was allowed to do; a repetition is allowed nothing else."""

    transaction_id: str
    payment_id: str


@dataclass(frozen=True)
class PaymentRetryRequest:
    """The input: references only, never what they refer to."""

    payment_id: str
    recipient: str
    #: With its zone; a time without one is refused.
    first_failed_at: datetime
    #: How the recipient wants to be reached; empty leaves that to the notifier.
    channel: str = ""
    #: That the first path has sent with. Empty when it was `idempotency_key` of this package.
    idempotency_key: str = ""
    transaction_context: TransactionContext | None = None

    def has_zone(self) -> bool:
        return self.first_failed_at.utcoffset() is not None


@dataclass(frozen=True)
class Message:
    """What a recipient is told, and all that a text about it needs."""

    #: The same however often it is sent, so that the service can recognise it.
    key: str
    payment_id: str
    recipient: str
    channel: str
    #: `starting`, the stage at the end, or `cancelled_too_late`.
    kind: str
    #: Calls it off while it waits: `cancel` in `start.py`. It can be guessed, so a link that goes to
    #: the outside holds a token of its own in place of it.
    cancel_reference: str


@dataclass(frozen=True)
class PaymentRetryResult:
    """How it ended, after how many attempts, through which stages."""

    stage: Stage
    attempts: int
    history: list[Stage] = field(default_factory=list)
    effect: Effect = Effect.UNKNOWN
    #: It was called off, and had taken effect before: somebody may want it undone.
    cancelled_too_late: bool = False
    #: How many steps and messages their services never accepted.
    unrecorded: int = 0
    unsent: int = 0
