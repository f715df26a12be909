"""Who may start this: the transaction that it repeats, and nobody else."""

from __future__ import annotations

from ..models.{{names.module}} import {{names.class}}Request


class NotAuthorised(Exception):
    """Without the context of its original, or with somebody else's."""


# throughline:begin authorisation [{{authorisation.ids}}]
def authorise(request: {{names.class}}Request) -> str:
    """The original transaction, in whose name every attempt is made; the provider checks it."""
    context = request.transaction_context
    if context is None or not context.transaction_id.strip():
        raise NotAuthorised("no original transaction")
    if context.{{names.subject}}_id != request.{{names.subject}}_id:
        raise NotAuthorised("the original transaction belongs to something else")
    return context.transaction_id
# throughline:end
