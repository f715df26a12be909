# DOC_LINK: DOC-IDEMPOTENCY-KEY-001
# Executes idempotency_key (PAT-IDEMPOTENCY-KEY-001).
from hashlib import sha256


def key(invoice: str, first_failure: str) -> str:
    """The same for every attempt at one payment."""
    return sha256(f"{invoice}\n{first_failure}".encode()).hexdigest()


def execute(inputs: dict) -> dict:
    """Runs an instance."""
    return {"key": key(inputs["invoice"], inputs["first_failure"])}
