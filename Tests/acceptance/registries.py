"""Registries of patterns that the checks write for themselves."""

from __future__ import annotations

from pathlib import Path

INDEX = """\
version: "1.0"   # kept by hand
patterns:
  # The first of all.
  - pattern_id: PAT-SEAT-HOLD-001
    name: seat_hold
    version: "1.2.0"
    status: active
    executor_path: patterns/executors/seat_hold_executor.py
  - pattern_id: PAT-SEAT-GIVE-002
    name: 'seat_give'
    status: draft
    executor_path: "patterns\\\\executors\\\\seat_give_executor.py"
"""

HOLD = """\
name: seat_hold
intent: |
  Holds a seat for a guest, "for a while": it's free again afterwards.
inputs:
  seat: {type: string, required: true, max_length: 12}
  minutes: {type: integer, required: true, minimum: 1, maximum: 30, default: 10}
  guests:
    type: array
    required: true
    min_items: 2
    items:
      type: object
      required: [name]
      properties:
        name: {type: string}
        age: {type: number, minimum: 0}
  kind: {type: string, enum: [stalls, circle]}
  notify: {type: boolean, default: true}
outputs:
  held_until: {type: string}
execution_steps:
  - step_id: S1_look
    description: Looks whether the seat is free
  - step_id: S2_take
    description: "Takes it: \\"once\\" # and for all"
    actions: [take]
  - step_id: S3_tell
    description: Tells the guest
    actions:
      - action: tell
    on_error: release
"""

GIVE = """\
# Two lines, and nothing else is known.
name: seat_give
inputs: {seat: {type: string, required: true, examples: [A-12]}}
steps: [look it up, give it]
"""

SEATS = {
    "patterns/registry/PATTERN_INDEX.yaml": INDEX,
    "patterns/specs/seat_hold.pattern.yaml": HOLD,
    "patterns/specs/seat_give.pattern.yaml": GIVE,
}


def write(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root
