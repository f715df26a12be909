# idempotency.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: B1, T1, OC3
"""One key for each payment, so that the provider recognises what it has seen."""

from __future__ import annotations

import hashlib


# throughline:begin idempotency-key [B1, T1, OC3]
# The key depends on the payment alone. The number of an attempt in it would make every
# attempt a new request; a version in it would do so for what is under way when the version changes.
def idempotency_key(payment_id: str) -> str:
    return hashlib.sha256(("payment-retry/" + payment_id).encode()).hexdigest()


# One run for each payment: a start with the same id a second time starts nothing.
def workflow_id(payment_id: str) -> str:
    return "payment-retry/" + payment_id
# throughline:end
