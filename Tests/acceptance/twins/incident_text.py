"""What people read of an incident, in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .judgement import tenths

if TYPE_CHECKING:
    from .incident_swarm import IncidentSwarm


def outcome(run: IncidentSwarm) -> str:
    end = " The work on it was called off." if run.is_called_off else ""
    if run.consensus is None:
        return "No agent could name a cause." + end
    sure = tenths(run.consensus["confidence"] * 100)
    found = f"The cause is probably: {run.consensus['root_cause']} ({sure} % sure)."
    if run.is_rolled_back:
        return found + " A hotfix was made and taken back." + end
    return found + (" A hotfix was made." if run.hotfix else " Nothing was mended.") + end


def issue_text(run: IncidentSwarm) -> str:
    lines = [f"{run.alert['service']}: {run.alert['message']}", "", outcome(run)]
    if run.consensus:
        lines += ["", "Supported by:", *map(opinion, run.consensus["supporting_diagnoses"])]
        lines += section("In conflict with", map(opinion, run.consensus["conflicting_diagnoses"]))
    lines += proposal(run)
    return "\n".join(lines + section("On the way", (f"- {note}" for note in run.notes)))


def proposal(run: IncidentSwarm) -> list[str]:
    """What an agent wrote, or what those would do who found the cause."""
    if run.proposal is None:
        supporters = run.consensus["supporting_diagnoses"] if run.consensus else []
        fixes = [one["suggested_fix"] for one in supporters]
        return section("Proposal", (f"- {fix}" for fix in fixes if fix))
    lines = ["", "Proposal:", "", run.proposal["description"]]
    for path, text in sorted(run.proposal["files"].items()):
        longest = max([2, *map(len, re.findall("`+", text))])
        fence = "`" * (longest + 1)
        lines += ["", f"`{path}`:", "", fence, text, fence]
    return lines


def opinion(diagnosis: dict) -> str:
    sure = tenths(diagnosis["confidence"] * 100)
    return f"- {diagnosis['agent_id']}: {diagnosis['root_cause']} ({sure} % sure)"


def section(title: str, lines) -> list[str]:
    found = list(lines)
    return ["", f"{title}:", *found] if found else []
