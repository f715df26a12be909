# redaction.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: 3ecaf7337d6e63ac53c6d7b5440684d2
# Constraint coverage: S1
"""Keeps what belongs to others out of logs, events and recorded failures."""

from __future__ import annotations

import logging
import re
from typing import Any

# throughline:begin redaction [S1]
# Names whose values never leave the provider's side.
SECRET_NAMES = (
    "account",
    "api_key",
    "apikey",
    "authorization",
    "card",
    "credential",
    "cvc",
    "cvv",
    "iban",
    "passphrase",
    "passwd",
    "password",
    "private_key",
    "secret",
    "token",
)
GONE = "[redacted]"

_KEY = re.compile(r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|\Z)", re.DOTALL)
_SCHEME = re.compile(
    r"\b((?i:bearer|basic|digest|negotiate))(\s+)(?=\S*[0-9A-Z=._])[A-Za-z0-9._~+/=-]{6,}"
)
_HEADER = re.compile(r"(?i)\b((?:proxy-)?authorization|set-cookie|cookie)(\s*[=:]\s*)[^\r\n\"']+")
_NAMES = "|".join(name.replace("_", "[ _-]?") for name in SECRET_NAMES)
_VALUE = r"(?:\\?\"[^\"\r\n]*\"?|'[^'\r\n]*'?|[^\s,;\"'}\])]+)"
_NAMED = re.compile(rf"(?i)\b([\w-]*(?:{_NAMES})[\w-]*)(\\?[\"']?\s*[=:]\s*){_VALUE}")
# "account number is 12345678", "card no. 1234"
_LABELLED = re.compile(
    r"(?i)\b((?:account|acct|a/c|card|iban|konto|routing|sort code)"
    r"(?:[ _-]?(?:number|no|nr|num|id|ending(?: in)?))?[.:#]*(?:\s+(?:is|was|in|of))?[ :#=]+)"
    r"([A-Z]{0,4}\d[\d .-]{2,}\d)"
)
_IBAN = re.compile(r"(?i)\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}\b")
_NUMBER = re.compile(r"(?<![\w])\d(?:[ .\-\u00a0/_]{0,2}\d){12,18}(?!\d)")


def _is_card_number(text: str) -> bool:
    digits = [int(letter) for letter in text if letter.isdigit()]
    doubled = [d * 2 - 9 if d > 4 else d * 2 for d in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _without_iban(match: re.Match[str]) -> str:
    """An account number has two check digits; what follows it may be the next word."""
    text = match[0]
    for end in range(len(text), 14, -1):
        plain = re.sub(r"[ .-]", "", text[:end]).upper()
        if len(plain) < 15 or len(plain) > 34 or (end < len(text) and text[end].isalnum()):
            continue
        moved = plain[4:] + plain[:4]
        if int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1:
            return GONE + text[end:]
    return text


def redacted(text: str) -> str:
    """The text without card and account numbers, keys, and the values of secret names."""
    text = _KEY.sub(GONE, text)
    text = _HEADER.sub(r"\1\2" + GONE, text)
    text = _SCHEME.sub(r"\1\2" + GONE, text)
    text = _NAMED.sub(r"\1\2" + GONE, text)
    text = _IBAN.sub(_without_iban, text)
    text = _NUMBER.sub(lambda m: GONE if _is_card_number(m[0]) else m[0], text)
    return _LABELLED.sub(r"\1" + GONE, text)


class RedactingFilter(logging.Filter):
    """Rewrites every record before a handler sees it, with all that was given along with it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        for name, value in vars(record).items():
            if name not in _OWN and isinstance(value, (str, dict, list, tuple, BaseException)):
                setattr(record, name, redacted(value if isinstance(value, str) else str(value)))
        return True


#: What a record says of itself; everything else came with the message.
_OWN = frozenset(vars(logging.makeLogRecord({}))) - {"exc_text", "stack_info"}


def clean_logger(name: str) -> logging.Logger:
    """The logger of this name with the filter; all loggers below it, old and new, are clean, too."""
    logger = logging.getLogger(name)
    if not any(isinstance(each, RedactingFilter) for each in logger.filters):
        logger.addFilter(RedactingFilter())
    logger.manager.setLoggerClass(_class_for(name, logger.manager.loggerClass))
    for other, each in list(logger.manager.loggerDict.items()):
        if other.startswith(name + ".") and isinstance(each, logging.Logger):
            each.addFilter(RedactingFilter())
    return logger


def _class_for(name: str, usual: Any) -> type[logging.Logger]:
    """Makes loggers below this name clean ones, and all others what they would have been."""
    usual = usual or logging.getLoggerClass()

    class ByName(usual):  # type: ignore[misc, valid-type]
        def __init__(self, own: str, level: int = logging.NOTSET) -> None:
            super().__init__(own, level)
            if own.startswith(name + "."):
                self.addFilter(RedactingFilter())

    return ByName
# throughline:end
