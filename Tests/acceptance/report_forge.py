"""A forge for one check: the server that the Swift suites use, started and asked."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from typing import Iterator

from .tool import ROOT

SCRIPT = ROOT / "Tests/ActivitiesTests/Fixtures/report_server.py"


class Forge:
    def __init__(self, port: int):
        self.base = f"http://127.0.0.1:{port}"

    def state(self, change: dict | None = None) -> dict:
        body = None if change is None else json.dumps(change).encode()
        request = urllib.request.Request(
            f"{self.base}/state", data=body, method="GET" if body is None else "PUT")
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    @property
    def writes(self) -> list[str]:
        return [line for line in self.state()["log"] if not line.startswith("GET ")]


@contextmanager
def forge(*faults: str, **state) -> Iterator[Forge]:
    child = subprocess.Popen(
        [sys.executable, "-B", str(SCRIPT), *faults], stdout=subprocess.PIPE, text=True)
    try:
        found = Forge(int(child.stdout.readline()))
        found.state(state)
        yield found
    finally:
        child.kill()
        child.wait()
