"""What all real files in one site take: processor time and memory, over all processes.

A part of its own that comes first. A file system that has just deleted much is slow to make files,
and a measured process starts with the memory of ours, which later parts let grow."""

from __future__ import annotations

from .everything import laid_out
from .processes import proportional, unwatched
from .tool import Context, html_files

SECONDS = 10.0
BYTES = 500 << 20


def run(context: Context) -> None:
    """Once for the time, because watching memory takes some, and once for the memory."""
    project = laid_out(context)
    if project is None:
        return
    site = context.work / "everything/site"
    timed = context.build(project, site, "--keep-going", memory=unwatched)
    watched = context.build(
        project, context.work / "everything/again", "--keep-going", "--no-cache",
        memory=proportional)
    problems = [
        f"exit {run.status}: {run.text[-300:]}" for run in (timed, watched)
        if run.status not in (0, 1)]
    if timed.cpu >= SECONDS:
        problems.append(f"{timed.cpu:.1f} s of processor time")
    if watched.peak >= BYTES:
        problems.append(f"{watched.peak >> 20} MB")
    count = len(html_files(site)) if site.is_dir() else 0
    if not count:
        problems.append("nothing is published")
    context.report.check(
        "everything builds in time", problems,
        f"{count} pages, {timed.cpu:.1f} s CPU, {timed.wall:.1f} s, {watched.peak >> 20} MB")
