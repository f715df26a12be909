"""Holds a step of a migration against its criteria: the request comes in, a report goes out.

`validate.py REPORT`, in the files of the branch. A criterion is text that a file `requires` or `forbids`."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def faults(criteria: dict[str, str]) -> list[str]:
    text = Path(criteria["in"]).read_text("utf-8")
    found = []
    if criteria.get("requires", "") not in text:
        found.append(f"{criteria['in']} lacks `{criteria['requires']}`")
    if "forbids" in criteria and criteria["forbids"] in text:
        found.append(f"{criteria['in']} still has `{criteria['forbids']}`")
    return found


def main() -> None:
    found = faults(json.load(sys.stdin)["step"]["validation_criteria"])
    issues = [{"message": fault, "severity": "high"} for fault in found]
    report = {"passed": not found, "issues": issues, "details": f"{len(found)} faults"}
    Path(sys.argv[1]).write_text(json.dumps(report), "utf-8")


if __name__ == "__main__":
    main()
