"""`python -m demonstration --tool PATH`: every workflow for real, on a small git repository."""

from __future__ import annotations

import argparse
import sys
import traceback
from pathlib import Path

from acceptance.report import Report
from acceptance.tool import ROOT

from . import feature, incidents, migration, monitoring, quality
from .people import found_project
from .world import World

CHAPTERS = {
    "feature": feature, "quality": quality, "incidents": incidents, "watch": monitoring,
    "migration": migration,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="demonstration", description=__doc__)
    parser.add_argument("--tool", type=Path, default=ROOT / ".build/release/throughline")
    parser.add_argument("--folder", type=Path, default=ROOT / ".build/demonstration")
    arguments = parser.parse_args()
    world = World(arguments.tool, arguments.folder, Report())
    found_project(world)
    with world:
        for name, chapter in CHAPTERS.items():
            world.report.part = name
            try:
                chapter.run(world)
            except Exception:
                world.report.check("the chapter ends", traceback.format_exc().splitlines()[-8:])
                break
    return world.report.close()


if __name__ == "__main__":
    sys.exit(main())
