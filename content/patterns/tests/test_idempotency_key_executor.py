# DOC_LINK: DOC-IDEMPOTENCY-KEY-001
# Tests idempotency_key (PAT-IDEMPOTENCY-KEY-001).
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "executors"))
from idempotency_key_executor import execute  # noqa: E402


def test_attempts_at_one_payment_share_their_key():
    inputs = {"invoice": "INV-1", "first_failure": "2026-02-01T08:00:00Z"}
    assert execute(inputs) == execute(dict(inputs))
    assert execute(inputs) != execute({**inputs, "invoice": "INV-2"})
