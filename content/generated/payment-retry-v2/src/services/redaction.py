# redaction.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: S1
"""Keeps what belongs to others out of logs, events and recorded failures."""

from __future__ import annotations

import logging
import re

# throughline:begin redaction [S1]
# Names whose values never leave the provider's side.
SECRET_NAMES = (
    "account",
    "card",
    "credential",
    "cvc",
    "cvv",
    "iban",
    "password",
    "private_key",
    "secret",
    "token",
)

_NUMBER = re.compile(r"\b\d(?:[ -]?\d){12,18}\b")
_KEY = re.compile(r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|$)", re.DOTALL)
_NAMED = re.compile(
    r"(?i)\b(\w*(?:" + "|".join(SECRET_NAMES) + r")\w*)([\"']?\s*[=:]\s*)[\"']?[^\s,;\"']+"
)


def _is_card_number(text: str) -> bool:
    digits = [int(letter) for letter in text if letter.isdigit()]
    doubled = [d * 2 - 9 if d > 4 else d * 2 for d in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def redacted(text: str) -> str:
    """The text without card numbers, keys, and the values of secret names."""
    text = _KEY.sub("[redacted]", text)
    text = _NUMBER.sub(lambda m: "[redacted]" if _is_card_number(m[0]) else m[0], text)
    return _NAMED.sub(r"\1\2[redacted]", text)


class RedactingFilter(logging.Filter):
    """Rewrites every record before a handler sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = redacted(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True
# throughline:end
