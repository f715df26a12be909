# redaction.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: S1
"""Keeps what belongs to others out of logs, events and recorded failures."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
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
_SPOKEN_NAMES = "api[ _-]?key|credential|pass(?:phrase|wd|word)|private[ _-]?key|secret|token"
_NAMED = re.compile(f"(?i)((?:{_NAMES})" + r"[\w-]{0,64})(\\?[\"']?\s*[=:]\s*)" + _VALUE)
# "token is abc123", "password 'open sesame'": without a sign between them, only what looks like one
_SPOKEN = re.compile(
    rf"(?i)((?:{_SPOKEN_NAMES})(?:\s+(?:is|was))?\s+)"
    r"(?:\"[^\"\r\n]+\"|'[^'\r\n]+'|(?=[^\s,;]*\d)(?=[^\s,;]*[a-z])[^\s,;\"'}\])]{4,}|\d{6,})"
)
# "cvv 123", "cvc code: 1234"
_CODE = re.compile(
    r"(?i)\b((?:cvv2?|cvc2?|security code)(?:[\s_-]?(?:code|number|no|nr|value))?[.:#]*"
    r"(?:\s+(?:is|was|of))?[\s:#=]+)\d{3,4}\b"
)
# "account number is 12345678", "card no. 1234"
_LABELLED = re.compile(
    r"(?i)\b((?:account|acct|a/c|bankleitzahl|blz|card|iban|konto|kto|routing|sort code)"
    r"(?:[\s_-]?(?:number|nummer|no|nr|num|id|ending(?: in)?))?[.:#]*(?:\s+(?:is|was|in|of))?"
    r"[\s:#=]+)(?!(?:19|20)\d\d-[01]\d-[0-3]\d)([A-Z]{0,4}\d[\d .-]{2,}\d)"
)
_IBAN = re.compile(r"(?i)\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}\b")
# Groups of digits with little between them, over ends of lines, too, and as in an address.
_GAP = r"(?:[\s.:\-/_+\u2010-\u2015\u200b\u2060]|%20|%2[Dd]){1,3}"
_GAPS = re.compile(_GAP)
_USUAL_GAP = re.compile(r"[ .\-\u00a0/_]{1,2}")
_GROUPS = re.compile(rf"(?<!\d)\d+(?:{_GAP}\d+)*")
# Beginnings and lengths that numbers of cards have.
_ISSUED = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3[0689]\d{12}"
    r"|3[0-689]\d{14,17}|(?:5[06-8]|6\d)\d{11,17}"
)
# What a magnetic stripe holds behind the number.
_STRIPE = re.compile(re.escape(GONE) + r"[=^]\d{7,}")
# Year and month, or month and year.
_EXPIRY = re.compile(r"\d\d(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])\d\d")


def _is_card_number(text: str) -> bool:
    """Whether the last digit is the one that the others ask for."""
    digits = [int(letter) for letter in text]
    doubled = [d * 2 - 9 if d > 4 else d * 2 for d in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _without_cards(match: re.Match[str]) -> str:
    """A row of groups of digits without the numbers of cards, wherever in it they begin and end."""
    text = match[0]
    gaps = list(_GAPS.finditer(text))
    starts, ends = [0, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), len(text)]
    groups = [_plain(text[start:end]) for start, end in zip(starts, ends)]
    is_in_word = re.match(r"\w", match.string[match.start() - 1 : match.start()]) is not None
    # What stands between groups, with what stands before and behind them all.
    is_apart = [not is_in_word, *(not _USUAL_GAP.fullmatch(gap[0]) for gap in gaps), True]
    kept, done = "", 0
    for first, last in _cards(groups, is_apart):
        if starts[first] >= done:
            kept += text[done : starts[first]] + GONE
        done = max(done, ends[last])
    return kept + text[done:]


def _plain(digits: str) -> str:
    return "".join(str(int(digit)) for digit in digits)


def _cards(groups: list[str], is_apart: list[bool]) -> Iterator[tuple[int, int]]:
    """First and last group of each number that may be a card's.

    Of three things two have to hold: it stands alone, it begins as issued cards do, and its groups
    are of one size. So sums, times and numbers of orders stay for the most part.
    """
    for first, group in enumerate(groups):
        if _begins_with_card(group):
            yield first, first
        number = ""
        for last in range(first, len(groups)):
            number += groups[last]
            if len(number) > 19:
                break
            if len(number) < 13 or not _is_card_number(number):
                continue
            is_split = any(is_apart[first + 1 : last + 1])
            is_alone = is_apart[first] and is_apart[last + 1] and not is_split
            is_issued = _ISSUED.fullmatch(number) is not None
            if is_alone + is_issued + _is_even(groups[first : last + 1]) >= 2:
                yield first, last


def _is_even(groups: list[str]) -> bool:
    """As cards are written: groups of one size but the last, or four digits, six and the rest."""
    sizes = [len(group) for group in groups]
    return (len(set(sizes[:-1])) < 2 and sizes[-1] <= sizes[0] + 3) or sizes[:2] == [4, 6]


def _begins_with_card(group: str) -> bool:
    """A number, and right behind it when it ends to be valid."""
    return len(group) > 19 and any(
        _ISSUED.fullmatch(group[:size])
        and _is_card_number(group[:size])
        and _EXPIRY.match(group, size)
        for size in range(13, 20)
    )


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
    text = _STRIPE.sub(GONE, _GROUPS.sub(_without_cards, text))
    text = _SPOKEN.sub(r"\1" + GONE, text)
    text = _CODE.sub(r"\1" + GONE, text)
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
