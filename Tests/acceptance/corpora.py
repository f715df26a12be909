"""Every real manifold builds into one site, broken ones shown in place."""

from __future__ import annotations

import shutil
from pathlib import Path

from .links import check_site
from .tool import Context, corpora_folder, html_files

FOLDER = "000"  # the collection of manifolds


def run(context: Context) -> None:
    folder = corpora_folder()
    if folder is None:
        context.report.skip("real manifolds", "THROUGHLINE_CORPORA is not set")
        return
    if not (folder / FOLDER).is_dir():
        context.report.check("real manifolds", [f"THROUGHLINE_CORPORA names no {FOLDER}: {folder}"])
        return
    project = copied(folder / FOLDER, context.work / "corpora/project")
    site = context.work / "corpora/site"
    run = context.build(project, site, "--keep-going")
    problems = [] if run.status in (0, 1) else [f"exit {run.status}", *run.text.splitlines()[-5:]]
    if not (site / "index.html").is_file():
        problems.append("nothing is published")
    detail = f"{len(html_files(site))} pages in {run.wall:.1f} s, {run.peak >> 20} MB"
    if context.report.check("real manifolds build into one site", problems, detail):
        check_site(context, "real manifolds", site)


def copied(folder: Path, project: Path) -> Path:
    """A copy that may be written to, whatever the modes of the original."""
    shutil.copytree(folder, project, symlinks=True)
    for path in [project, *project.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o200)
    return project
