"""What passed, what failed and what was skipped."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Iterable

SHOWN = 12  # problems printed for one failed check; the rest is counted


@dataclass(frozen=True)
class Outcome:
    part: str
    name: str
    state: str  # passed, failed or skipped
    detail: str = ""


@dataclass
class Report:
    outcomes: list[Outcome] = field(default_factory=list)
    part: str = ""
    started: float = field(default_factory=time.monotonic)

    def check(self, name: str, problems: Iterable[str], detail: str = "") -> bool:
        """Records a failure when there is any problem, else a pass with its detail."""
        found = list(problems)
        if not found:
            self._add(name, "passed", detail)
            return True
        shown = found[:SHOWN]
        if len(found) > SHOWN:
            shown.append(f"and {len(found) - SHOWN} more")
        self._add(name, "failed", "\n".join(shown))
        return False

    def skip(self, name: str, reason: str) -> None:
        self._add(name, "skipped", reason)

    def _add(self, name: str, state: str, detail: str) -> None:
        self.outcomes.append(Outcome(self.part, name, state, detail))
        mark = {"passed": "ok  ", "failed": "FAIL", "skipped": "skip"}[state]
        lines = detail.splitlines() or [""]
        first = f"  {lines[0]}" if state != "failed" and lines[0] else ""
        print(f"{mark} {self.part:<9} {name}{first}", flush=True)
        if state == "failed":
            for line in lines:
                print(f"       {line}", flush=True)

    def count(self, state: str) -> int:
        return sum(outcome.state == state for outcome in self.outcomes)

    def close(self, what: str = "acceptance") -> int:
        """Prints the table and the closing line; gives the exit status."""
        print("\npart       passed  failed  skipped")
        for part in dict.fromkeys(outcome.part for outcome in self.outcomes):
            states = [o.state for o in self.outcomes if o.part == part]
            counts = [states.count(state) for state in ("passed", "failed", "skipped")]
            print(f"{part:<10} {counts[0]:>6}  {counts[1]:>6}  {counts[2]:>7}")
        for outcome in self.outcomes:
            if outcome.state == "failed":
                print(f"failed: {outcome.part}: {outcome.name}")
        print(
            f"{what}: {self.count('passed')} passed, {self.count('failed')} failed, "
            f"{self.count('skipped')} skipped in {time.monotonic() - self.started:.0f} s"
        )
        return 1 if self.count("failed") or not self.count("passed") else 0
