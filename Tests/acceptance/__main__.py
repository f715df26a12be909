"""`python -m acceptance --tool PATH [--only PART,…]`: runs the parts and prints a table."""

from __future__ import annotations

import argparse
import importlib
import shutil
import sys
import traceback
from pathlib import Path

from .report import Report
from .tool import ROOT, Context, Unbuilt

# Part to module, cheapest first; what is broken for all shows early. The measured one comes before all
# that disturbs it (see there), and what has a limit of memory before this program itself has grown, as a
# child counts the memory of who started it.
PARTS = {
    "cost": "cost",
    "installed": "installed", "sarif": "findings", "links": "links", "nu": "nu", "axe": "axe",
    "views": "views", "use": "use",
    "hostile": "hostile_pages", "bytes": "same_bytes", "killed": "killed_builds",
    "budgets": "budgets", "samples": "samples", "proposals": "hostile_proposals", "requests": "raw_requests", "trees": "trees",
    "corpora": "corpora", "histories": "histories", "exports": "exports", "rules": "alert_rules",
    "everything": "everything", "sample": "sample", "generation": "generation",
    "verification": "verification", "agent": "agent", "patterns": "patterns",
    "modules": "modules", "library": "library", "engine": "engine",
    "twins": "twins", "demo": "demo", "report": "pull_requests",
    "forms": "report_forms",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="acceptance", description=__doc__)
    parser.add_argument("--tool", type=Path, default=ROOT / ".build/release/throughline")
    parser.add_argument("--only", default="", help=f"some of: {', '.join(PARTS)}")
    arguments = parser.parse_args()
    chosen = [part for part in arguments.only.split(",") if part] or list(PARTS)
    unknown = [part for part in chosen if part not in PARTS]
    if unknown:
        parser.error(f"no part named {', '.join(unknown)}; there are {', '.join(PARTS)}")
    if not arguments.tool.is_file():
        parser.error(f"{arguments.tool} is not there; run: make release")

    work = ROOT / ".build" / "acceptance"
    shutil.rmtree(work, ignore_errors=True)
    context = Context(arguments.tool.resolve(), Report(), work)
    for part in chosen:
        run_part(context, part)
    return context.report.close()


def run_part(context: Context, part: str) -> None:
    context.report.part = part
    try:
        importlib.import_module(f".{PARTS[part]}", __package__).run(context)
    except Unbuilt:
        pass  # reported where it happened
    except Exception:
        context.report.check("the part runs", traceback.format_exc().splitlines()[-8:])


if __name__ == "__main__":
    sys.exit(main())
