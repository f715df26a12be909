"""What people do beside the machine: the first commit, a change of their own, a merge by hand."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from .world import HERE, World

WHO = ["-c", "user.name=Ada Park", "-c", "user.email=ada@parcel-rates.example"]


def found_project(world: World) -> None:
    """A bare repository whose first commit is the project."""
    world.git("init", "--quiet", "--bare", "--initial-branch", "main", world.folder / "origin.git",
              folder=world.folder)
    world.git("clone", "--quiet", world.folder / "origin.git", "desk", folder=world.folder)
    shutil.copytree(
        HERE / "project", desk(world), dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    share(world, "Prices of parcels, from a rate card")


def desk(world: World) -> Path:
    return world.folder / "desk"


def update(world: World) -> None:
    world.git("fetch", "--quiet", folder=desk(world))
    world.git("reset", "--quiet", "--hard", "origin/main", folder=desk(world))


def share(world: World, message: str) -> None:
    world.git("add", "--all", folder=desk(world))
    world.git(*WHO, "commit", "--quiet", "-m", message, folder=desk(world))
    world.git("push", "--quiet", "origin", "HEAD:main", folder=desk(world))


def change(world: World, path: str, text: str, message: str) -> None:
    """A colleague's commit on main."""
    update(world)
    (desk(world) / path).write_text(text, "utf-8")
    share(world, message)


def merge(world: World, number: int) -> str:
    """Takes a pull request in with git, as a person would, and says so in its record."""
    update(world)
    record = world.record("pulls", number)
    world.git(*WHO, "merge", "--quiet", "--no-ff", "-m", f"Merge #{number}: {record['title']}",
              f"origin/{record['branch']}", folder=desk(world))
    world.git("push", "--quiet", "origin", "HEAD:main", folder=desk(world))
    commit = world.git("rev-parse", "main")
    path = world.folder / f"forge/pulls/{number}.json"
    path.with_suffix(".new").write_text(
        json.dumps({**record, "state": "merged", "commit": commit}), "utf-8")
    os.replace(path.with_suffix(".new"), path)
    return commit
