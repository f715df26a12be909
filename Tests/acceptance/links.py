"""Every link leads to a file and to an id that are there; nothing is inline.

Links must be relative and name a file, so that the site works from a sub-path and from file://.
The page for what is not found is shown at any address, so its links start with the path of the
base URL.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Iterator
from urllib.parse import unquote, urlsplit

from .pages import Page, read
from .templates import base_path
from .tool import Context, html_files

EXTERNAL = {"http", "https", "mailto"}


def run(context: Context) -> None:
    check_site(context, "own site", context.own_site())


def check_site(context: Context, name: str, site: Path) -> None:
    files = html_files(site)
    pages = [read(path) for path in files]
    count = sum(len(page.links) for page in pages)
    context.report.check(
        f"{name}: every link resolves", broken(site, pages), f"{count} links on {len(pages)} pages")
    context.report.check(f"{name}: ids are unique in a page", repeated_ids(site, pages))
    context.report.check(f"{name}: nothing is inline", inline(site, pages))
    context.report.check(
        f"{name}: every page carries the policy",
        [str(page.path.relative_to(site)) for page in pages if not page.has_policy])


def broken(site: Path, pages: list[Page]) -> Iterator[str]:
    for page in pages:
        for attribute, value, line in page.links:
            problem = problem_of(site, page, value)
            if problem:
                yield f"{page.path.relative_to(site)}:{line}: {attribute}={value!r}: {problem}"


def problem_of(site: Path, page: Page, value: str) -> str:
    """Empty when the link is good."""
    parts = urlsplit(value)
    if parts.scheme in EXTERNAL:
        return ""
    base = base_path(site)
    if page.path == site / "404.html" and parts.path.startswith(base) and not parts.netloc:
        parts = parts._replace(path=parts.path[len(base):] or "index.html")
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return "neither relative nor http, https or mailto"
    target = page.path
    if parts.path:
        target = Path(os.path.normpath(page.path.parent / unquote(parts.path)))
    if site not in target.parents:
        return "leaves the site"
    if not target.is_file():
        return "names a folder" if target.is_dir() else "no such file"
    fragment = unquote(parts.fragment)
    if fragment and target.suffix == ".html" and fragment not in read(target).ids:
        return "no such id"
    return ""


def repeated_ids(site: Path, pages: list[Page]) -> Iterator[str]:
    for page in pages:
        for name, times in page.ids.items():
            if times > 1:
                yield f"{page.path.relative_to(site)}: id {name!r} stands {times} times"


def inline(site: Path, pages: list[Page]) -> Iterator[str]:
    for page in pages:
        for found in page.inline:
            yield f"{page.path.relative_to(site)}:{found}"
