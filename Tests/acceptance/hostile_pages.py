"""Chromium on a site made of attacks: no dialog, no policy report, no request to another origin."""

from __future__ import annotations

import shutil
from pathlib import Path

from . import attacks, projects
from .browser import Browser
from .links import inline
from .pages import read
from .tool import Context, html_files, hostile_folder

MOST_PAGES = 150
WHOLE_PAGE = """
for (const e of document.querySelectorAll('details')) e.open = true;
for (const e of document.querySelectorAll('button, summary')) e.click();
for (const e of document.querySelectorAll('a[href^="#"]')) e.click();
"""


def run(context: Context) -> None:
    project = projects.write(
        context.folder("hostile/project"),
        {
            "content/site.yaml": projects.settings(attacks.quoted(attacks.SCRIPTS[0])),
            "content/page.md": attacks.page(),
            ".manifold/hostile.yaml": attacks.manifold(),
        })
    folder = hostile_folder()
    if folder is None:
        context.report.skip("samples of the hostile folder", "THROUGHLINE_HOSTILE is not set")
    else:
        add_samples(project, folder)
    site = context.work / "hostile/site"
    made = context.build(project, site, "--keep-going")
    pages = html_files(site)
    if not pages:
        context.report.check("the hostile site builds", [f"exit {made.status}", made.text[-500:]])
        return
    context.report.check(
        "no markup of ours is inline", inline(site, [read(path) for path in pages]),
        f"{len(pages)} pages")
    visit(context, pages)


def add_samples(project: Path, folder: Path) -> None:
    """Those that publish text; the ones made to exhaust a parser are tried one by one elsewhere."""
    for sample in sorted((folder / "markdown").iterdir()):
        if sample.stat().st_size < 20_000:
            shutil.copyfile(sample, project / "content" / sample.name)
    for kind in ("yaml", "json"):
        for sample in sorted((folder / kind).iterdir()):
            if sample.stat().st_size < 20_000:
                target = project / kind / sample.stem / ".manifold" / sample.name
                target.parent.mkdir(parents=True)
                shutil.copyfile(sample, target)


def visit(context: Context, pages: list[Path]) -> None:
    # The heaviest pages show the most; the rest differ in little.
    chosen = sorted(pages, key=lambda path: -path.stat().st_size)[:MOST_PAGES]
    found = []
    with Browser() as browser:
        for path in sorted(chosen):
            problems = browser.open(path.as_uri())
            try:
                browser.script(WHOLE_PAGE)
            except Exception as error:  # a dialog ends the script; `complaints` names it
                problems.append(f"script: {str(error).splitlines()[0]}")
            problems += browser.complaints(path.as_uri())
            found += [f"{path.name}: {problem}" for problem in problems]
    context.report.check(
        "no dialog, no policy report, no request", found, f"{len(chosen)} pages")
