# idempotency.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: 3ecaf7337d6e63ac53c6d7b5440684d2
# Constraint coverage: B1, T1, OC3
"""One key for each payment, so that the provider recognises what it has seen."""

from __future__ import annotations

import hashlib


# throughline:begin idempotency-key [B1, T1, OC3]
# The key depends on the payment alone. The number of an attempt in it would make every
# attempt a new request.
def idempotency_key(payment_id: str) -> str:
    return hashlib.sha256(("payment-retry-v2/" + payment_id).encode()).hexdigest()


# One run for each payment: a start with the same id a second time starts nothing.
def workflow_id(payment_id: str) -> str:
    return "payment-retry/" + payment_id
# throughline:end
