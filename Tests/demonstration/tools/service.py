"""Answers for the service that is watched: `service.py metrics|logs`, or `alerts CURSOR`.

Figures, lines and alerts come from the file beside it; the cursor counts alerts that were told."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def answer(what: str, cursor: str) -> dict:
    known = json.loads(Path(__file__).with_name("service.json").read_text("utf-8"))
    if what == "metrics":
        return {"values": known["metrics"]}
    if what == "logs":
        return {"lines": known["logs"]}
    # One at a time, so that a look begins where the last one ended.
    told = int(cursor or 0)
    names = known["monitored"][told:told + 1]
    alerts = [{"id": name, **known["alerts"][name]} for name in names]
    return {"alerts": alerts, "cursor": str(told + len(names))}


if __name__ == "__main__":
    print(json.dumps(answer(sys.argv[1], "".join(sys.argv[2:]))))
