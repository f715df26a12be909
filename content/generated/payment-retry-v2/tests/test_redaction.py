# test_redaction.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: S1
import dataclasses
import logging

import pytest

from src.activities.payment_retry import logger
from src.models import payment_retry as models
from src.services.redaction import SECRET_NAMES, redacted

NUMBER = "4111 1111 1111 1111"
SECRETS = [NUMBER, "4111111111111111", "card_number=4111-1111-1111-1111", "password: hunter2"]


@pytest.mark.constraint("S1")
class TestSecrets:
    """
    S1 (INVARIANT): Card and account data never reach our logs or our storage
    """

    @pytest.mark.parametrize("text", SECRETS)
    def test_nothing_secret_is_left(self, text):
        """Scenario: a secret in the middle of a text
        Expected: it is gone, the rest is there
        """
        cleaned = redacted(f"before {text} after")
        assert "hunter2" not in cleaned and "1111" not in cleaned
        assert cleaned.startswith("before ") and "[redacted]" in cleaned

    def test_other_numbers_stay(self):
        """Scenario: a number that is no card's
        Expected: it is still there
        """
        assert redacted("order 1234567890123") == "order 1234567890123"

    def test_a_lost_answer_leaves_no_secret_in_the_log(self, world, caplog):
        """Scenario: the provider's error quotes the card
        Expected: the log does not
        """
        world.provider.script = [ConnectionError(f"declined {NUMBER}")] * 100
        with caplog.at_level(logging.DEBUG):
            world.run()
        assert caplog.records and "1111" not in caplog.text

    def test_no_secret_in_the_record(self, world):
        """Scenario: each port's errors quote the card
        Expected: the history that the engine keeps does not
        """
        world.provider.silent_status, world.provider.secret = 2, NUMBER
        world.notifier.failures, world.notifier.secret = 2, NUMBER
        history = world.run().history.to_json()
        assert "failed" in history.lower() and "1111" not in history

    def test_no_field_could_hold_one(self):
        """Scenario: the fields of every value that is kept
        Expected: none is named like a secret
        """
        kept = [kind for kind in vars(models).values() if dataclasses.is_dataclass(kind)]
        fields = [field.name for kind in kept for field in dataclasses.fields(kind)]
        assert fields
        assert [f for f in fields if any(name in f for name in SECRET_NAMES)] == []
