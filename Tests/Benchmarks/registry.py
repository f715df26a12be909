"""A registry of patterns of which half were taken over, with an index and specifications, and nothing else."""

from __future__ import annotations

from pathlib import Path

SPEC = """\
name: part_{number}
intent: Does part {number} of the work, and says what came of it.
inputs:
  project_root: {{type: string, required: true}}
  files: {{type: array, required: true, min_items: 2, items: {{type: string}}}}
  kind: {{type: string, enum: [small, large], default: small}}
  tries: {{type: integer, minimum: 1, maximum: 5}}
steps:
  - {{step_id: S1_look, description: Looks at the files, actions: [look]}}
  - {{step_id: S2_do, description: Does the work, actions: [do, note]}}
  - {{step_id: S3_tell, description: Tells what came of it}}
"""


def write(root: Path, count: int) -> None:
    """Examples: three for each of its own patterns, one for each that was taken over."""
    lines = ["patterns:"]
    for number in range(count):
        migrated = number % 2
        lines += [
            f"  - pattern_id: PAT-PART-{number:03}", f"    name: part_{number}",
            '    version: "1.0.0"', "    status: active"]
        lines += ["    migrated_from: elsewhere"] if migrated else []
        folder = root / "patterns" / ("legacy_atoms/converted/specs" if migrated else "specs")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"part_{number}.pattern.yaml").write_text(SPEC.format(number=number), "utf-8")
    index = root / "patterns/registry/PATTERN_INDEX.yaml"
    index.parent.mkdir(parents=True, exist_ok=True)
    index.write_text("\n".join(lines) + "\n", "utf-8")
