# authorisation.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: S2
"""Who may start this: the transaction that it repeats, and nobody else."""

from __future__ import annotations

from ..models.payment_retry import PaymentRetryRequest


class NotAuthorised(Exception):
    """Without the context of its original, or with somebody else's."""


# throughline:begin authorisation [S2]
def authorise(request: PaymentRetryRequest) -> str:
    """The original transaction, in whose name every attempt is made; the provider checks it."""
    context = request.transaction_context
    if context is None or not context.transaction_id.strip():
        raise NotAuthorised("no original transaction")
    if context.payment_id != request.payment_id:
        raise NotAuthorised("the original transaction belongs to something else")
    return context.transaction_id
# throughline:end
