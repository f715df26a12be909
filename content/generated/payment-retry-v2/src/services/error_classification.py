# error_classification.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: T5
"""Whether a failure passes by itself, is final, or cannot be told."""

from __future__ import annotations

from enum import Enum


class FailureClass(str, Enum):
    PASSING = "passing"
    PERMANENT = "permanent"
    AMBIGUOUS = "ambiguous"


# throughline:begin classification [T5]
# Codes of HTTP, which mean the same everywhere. Those of a provider are given to the service.
# What a gateway says (502, 503, 504) says nothing about what happened behind it.
COMMON_CODES: dict[str, FailureClass] = {
    "429": FailureClass.PASSING,
    "502": FailureClass.AMBIGUOUS,
    "503": FailureClass.AMBIGUOUS,
    "504": FailureClass.AMBIGUOUS,
    "timeout": FailureClass.AMBIGUOUS,
    "400": FailureClass.PERMANENT,
    "401": FailureClass.PERMANENT,
    "403": FailureClass.PERMANENT,
    "404": FailureClass.PERMANENT,
    "410": FailureClass.PERMANENT,
    "422": FailureClass.PERMANENT,
}


class ErrorClassificationService:
    """A table; what it does not hold is ambiguous, never passing."""

    def __init__(self, codes: dict[str, FailureClass] | None = None) -> None:
        self._codes = COMMON_CODES | (codes or {})

    def classify(self, code: str) -> FailureClass:
        return self._codes.get(code, FailureClass.AMBIGUOUS)
# throughline:end
