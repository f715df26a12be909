"""Findings as SARIF hold to the schema that the standard publishes."""

from __future__ import annotations

import json
import sysconfig
from pathlib import Path

from .tool import Context

BROKEN = """schema_version: 3
feature: shop
outcome: Orders are paid
constraints:
  business:
    - {id: B1, type: invariant, statement: "Ünïcode 💩 paid once"}
    - {id: "..", type: gaol, statement: twice}
anchors:
  required_truths:
    - {id: RT-1, statement: s, maps_to: [B2]}
"""


def schema() -> dict:
    """A package carries it at the root of what it installs."""
    path = Path(sysconfig.get_path("purelib")) / "sarif-schema.json"
    return json.loads(path.read_text("utf-8"))


def run(context: Context) -> None:
    from jsonschema import Draft4Validator

    validator = Draft4Validator(schema())
    project = context.folder("sarif/project")
    (project / "content").mkdir()
    cases = [("clean", None, "# A\n"), ("broken", BROKEN, "# A\n\n[b](c.md)\n")]
    for name, manifold, page in cases:
        (project / "content/a page.md").write_text(page, "utf-8")
        if manifold is not None:
            (project / "shop.manifold.yaml").write_text(manifold, "utf-8")
        done = context.run("check", "--source", str(project), "--format", "sarif")
        problems = []
        try:
            report = json.loads(done.output)
            problems = [
                f"{'/'.join(map(str, error.absolute_path))}: {error.message[:160]}"
                for error in validator.iter_errors(report)
            ]
            count = sum(len(one["results"]) for one in report["runs"])
            if (count == 0) != (manifold is None):
                problems.append(f"{count} results")
        except (ValueError, KeyError) as fault:
            problems.append(f"exit {done.status}: {fault}")
        context.report.check(f"SARIF of a {name} project is valid", problems)
