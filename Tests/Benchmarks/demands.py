"""A manifold to generate from: every kind of demand that is recognised, over and over."""

from __future__ import annotations

from pathlib import Path

#: Category, type, statement and measurement; `{n}` keeps each apart from the others.
DEMANDS = [
    ("business", "invariant", "Shipment {n} is booked at most once, however often it is tried",
     "duplicate_booking_{n}_count == 0"),
    ("business", "boundary", "No attempt at shipment {n} is made later than 48 hours after the first",
     "max(completion_time_{n} - initial_failure_time) <= 48h"),
    ("business", "boundary", "Shipment {n} is tried at most four times",
     "max(attempts per shipment_{n}) <= 4"),
    ("technical", "invariant", "Every attempt at shipment {n} carries the same idempotency key",
     "distinct(idempotency_key) per shipment_{n} == 1"),
    ("technical", "goal", "Whether shipment {n} is tried again is decided in less than 250 ms",
     "histogram_quantile(0.99, decision_{n}_duration_seconds) < 0.25"),
    ("technical", "invariant", "Shipment {n} moves from one state to the next as a whole or not at all",
     "count(shipment_{n} in undefined_state) == 0"),
    ("user_experience", "boundary", "A sender gets at most two messages about {n} in any 24 hours",
     "max(notifications_{n} per sender per 24h) <= 2"),
    ("user_experience", "goal", "The sender can cancel the waiting shipment {n}",
     "cancellations_{n}_from_link / cancellations_{n} > 0.9"),
    ("security", "invariant", "Account data of shipment {n} never reach our logs",
     "count(log_{n} lines with account numbers) == 0"),
    ("operational", "boundary", "Each transition of shipment {n} leaves one event",
     "events_{n} per transition == 1"),
]
LETTERS = {"business": "B", "technical": "T", "user_experience": "U", "security": "S", "operational": "O"}


def manifold(count: int) -> str:
    groups: dict[str, list[str]] = {category: [] for category in LETTERS}
    for number in range(count):
        category, kind, statement, measurement = DEMANDS[number % len(DEMANDS)]
        rows = groups[category]
        rows += [
            f"    - id: {LETTERS[category]}{len(rows) // 5 + 1}", f"      type: {kind}",
            f"      statement: {statement.format(n=number)}",
            "      rationale: Measured, and agreed with those who carry the parcels",
            f"      measurement: {measurement.format(n=number)}"]
    lines = ["schema_version: 3", "feature: shipment-booking", "phase: ANCHORED",
             "outcome: Every shipment is booked once", "constraints:"]
    for category, rows in groups.items():
        lines += [f"  {category}:", *rows]
    return "\n".join(lines + ["tensions: []"]) + "\n"


def write(project: Path, count: int) -> None:
    folder = project / "content/manifolds"
    folder.mkdir(parents=True)
    (project / "content/site.yaml").write_text("title: Demands\n", "utf-8")
    (folder / "shipment-booking.yaml").write_text(manifold(count), "utf-8")
