# payment_retry.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
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
    first_failed_at: datetime
    transaction_context: TransactionContext | None = None


@dataclass(frozen=True)
class PaymentRetryResult:
    """How it ended, after how many attempts, through which stages."""

    stage: Stage
    attempts: int
    history: list[Stage] = field(default_factory=list)
