"""What most of several agents hold for the cause."""

from __future__ import annotations

import math
import re
from typing import Optional

from .judgement import within


def consensus(diagnoses: list[dict], asked: int) -> Optional[dict]:
    """The cause that the surest agents name; who gave no answer supports nobody."""
    groups: dict[str, list[dict]] = {}
    for diagnosis in diagnoses:
        groups.setdefault(cause(diagnosis), []).append(diagnosis)
    if not groups:
        return None
    sums = {name: sum(within(one["confidence"], 0, 1) for one in group)
            for name, group in groups.items()}
    winner = max(groups, key=lambda name: sums[name])
    share = sums[winner] / max(asked, len(diagnoses))
    return {
        "root_cause": groups[winner][0]["root_cause"], "key": winner,
        # Three times 0.7 is a little more than 0.7 in the last digit.
        "confidence": math.floor(share * 1e9 + 0.5) / 1e9,
        "supporting_diagnoses": groups[winner],
        "conflicting_diagnoses": [
            one for name, group in groups.items() if name != winner for one in group]}


def cause(diagnosis: dict) -> str:
    return normalised(diagnosis.get("root_cause_key") or "") or normalised(diagnosis["root_cause"])


def normalised(text: str) -> str:
    found = re.split(r"[\W_]+", text.lower())
    return "-".join(word for word in found if word and word not in ("a", "an", "the"))
