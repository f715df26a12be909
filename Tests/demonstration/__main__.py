"""`python -m demonstration --tool PATH`: every workflow for real, on a small git repository."""

from __future__ import annotations

import argparse
import sys
import traceback
from pathlib import Path
from types import ModuleType

from acceptance.report import Report
from acceptance.tool import ROOT

from . import (
    feature, incidents, migration, modules, monitoring, publishing, quality, recording)
from .people import found_project
from .world import USUAL, World

CHAPTERS = {
    "feature": feature, "quality": quality, "incidents": incidents, "watch": monitoring,
    "migration": migration, "module": modules, "publish": publishing,
}
RECORDED = ROOT / "content/demonstration"


def main() -> int:
    arguments = parsed()
    world = World(arguments.tool, arguments.folder, Report())
    if arguments.without_fix:
        world.without_fix()
    found_project(world)
    chosen = arguments.only.split(",") if arguments.only else list(CHAPTERS)
    with world:
        ended = [run_chapter(world, name, CHAPTERS[name]) for name in chosen]
    if all(ended) and not arguments.only:
        settle(world, arguments.record)
    return world.report.close("demonstration")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="demonstration", description=__doc__)
    parser.add_argument("--tool", type=Path, default=ROOT / ".build/release/throughline")
    parser.add_argument("--folder", type=Path, default=USUAL)
    parser.add_argument("--only", default="", help=f"some of: {', '.join(CHAPTERS)}")
    parser.add_argument("--record", action="store_true", help=f"write {RECORDED.relative_to(ROOT)}")
    parser.add_argument("--without-fix", action="store_true",
                        help="take the fix out of what an agent answers: it has to be missed")
    return parser.parse_args()


def run_chapter(world: World, name: str, chapter: ModuleType) -> bool:
    """False when the rest of the chapter makes no sense any more."""
    world.report.part = name
    try:
        chapter.run(world)
        return True
    except Exception:
        world.report.check("the chapter ends", traceback.format_exc().splitlines()[-8:])
        return False


def settle(world: World, records: bool) -> None:
    """What all chapters come to, and whether it is what is published."""
    world.report.part = "record"
    runs = recording.run(world)
    found = recording.files(world, runs)
    if not records:
        recording.compare(world, RECORDED, runs, found)
    elif not world.report.count("failed"):
        recording.write(RECORDED, found)


if __name__ == "__main__":
    sys.exit(main())
