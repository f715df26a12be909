"""`python -m Benchmarks.dbos_peer DATABASE RUNS STEPS`: workflows of DBOS one after another, on SQLite.

Settings are those that DBOS has by itself. Prints steps and the seconds and processor seconds they
took, as JSON; what is made ready before, and the first runs, are outside the clock.
"""

from __future__ import annotations

import json
import sys
import time

from dbos import DBOS, DBOSConfig

WARM_UP = 3


@DBOS.step()
def step(number: int) -> int:
    return number + 1


@DBOS.workflow()
def steps(count: int) -> int:
    number = 0
    for _ in range(count):
        number = step(number)
    return number


def main(database: str, runs: int, count: int) -> None:
    settings: DBOSConfig = {
        "name": "steps", "system_database_url": f"sqlite:///{database}", "log_level": "ERROR"}
    DBOS(config=settings)
    DBOS.launch()
    for _ in range(WARM_UP):
        steps(count)
    started, cpu = time.monotonic(), time.process_time()
    results = [steps(count) for _ in range(runs)]
    took = {
        "steps": runs * count, "seconds": time.monotonic() - started,
        "cpu": time.process_time() - cpu}
    if results != [count] * runs:
        raise SystemExit(f"a workflow of {count} steps came to {set(results)}")
    DBOS.destroy()
    print(json.dumps(took))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
