"""What the outside must offer. Adapters to it are written by hand, one for each provider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
{{#if has.notification}}

from ..models.{{names.module}} import Message
{{/if}}


@dataclass(frozen=True)
class Answer:
    """What the provider said: done, not done with a code, or nothing that can be read."""

    done: bool
    code: str = ""
    times_done: int = 0


class Provider(Protocol):
    """What carries a {{names.subject}} out, and knows it again by its key.

    The first path reaches it, too, before any of this begins. It has to send with the key that
    `idempotency_key` makes, or give the one that it used in the request: asked with any other key,
    the provider does not know of an effect that the first path had.
    """

    async def status(self, key: str) -> Answer:
        """What has become of the request with this key; `done` only if it has taken effect.

        Raises while it cannot say, also while a request with this key is under way: "not done" is
        a promise that what was sent so far will not take effect any more.
        """

{{#if has.authorisation}}
    async def execute(self, key: str, {{names.subject}}_id: str, transaction_id: str) -> Answer:
        """Tries once, in the name of the original transaction, which the provider checks: it answers
        with a code such as 403 when that is not genuine. May raise: a lost answer says nothing
        about what happened.
        """
{{else}}
    async def execute(self, key: str, {{names.subject}}_id: str) -> Answer:
        """Tries once. May raise: a lost answer says nothing about what happened."""
{{/if}}


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, with its zone."""
{{#if has.notification}}


class Notifier(Protocol):
    async def send(self, message: Message) -> None:
        """Sends, or raises. A message whose key was sent already is not sent again."""
{{/if}}
{{#if has.escalation}}


class Escalations(Protocol):
    async def take_over(self, {{names.subject}}_id: str, reason: str) -> str:
        """Hands over to somebody and names them; an empty name means that nobody did.

        Asked again for the same {{names.subject}}, it names the same person and hands over nothing new.
        """
{{/if}}
{{#if has.observability}}


class Events(Protocol):
    async def append(self, name: str, fields: dict[str, str]) -> None:
        """Keeps one event; one whose run and number are there already is not kept twice."""
{{/if}}
