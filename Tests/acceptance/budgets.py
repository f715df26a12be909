"""No page, style or script is heavy, and pages do not grow with their number."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Iterator

from . import projects
from .pages import read
from .tool import Context, html_files

PAGE_BYTES = 500_000
PAGE_ELEMENTS = 10_000
ITEM_ELEMENTS = 1_500
NAVIGATION_LINKS = 60
STYLE_BYTES = 10_240
SCRIPT_BYTES = 8_192
GROWTH = 1.01  # longer numbers and ids may add a few bytes


def run(context: Context) -> None:
    check_weight(context, "own site", context.own_site())
    small, large = (built(context, count) for count in (100, 1000))
    check_weight(context, "1,000 pages, 1,000 items", large)
    check_growth(context, small, large)


def built(context: Context, count: int) -> Path:
    project = projects.sample(
        context.folder(f"budgets/{count}"), pages=count, manifolds=max(1, count // 50),
        constraints=20)
    return context.built(f"{count} pages build", project, context.work / f"budgets/site-{count}")


def check_weight(context: Context, name: str, site: Path) -> None:
    report = context.report
    heaviest = max(html_files(site), key=lambda path: path.stat().st_size)
    report.check(
        f"{name}: pages within budget", heavy_pages(site),
        f"heaviest {heaviest.stat().st_size:,} bytes, {heaviest.relative_to(site)}")
    style, script = compressed(site, ".css"), compressed(site, ".js")
    report.check(
        f"{name}: style at most {STYLE_BYTES:,} bytes",
        [f"{style:,} bytes compressed"] if not 0 < style <= STYLE_BYTES else [], f"{style:,} bytes")
    report.check(
        f"{name}: script at most {SCRIPT_BYTES:,} bytes",
        [f"{script:,} bytes compressed"] if not 0 < script <= SCRIPT_BYTES else [],
        f"{script:,} bytes")


def heavy_pages(site: Path) -> Iterator[str]:
    for path in html_files(site):
        found, size, name = read(path), path.stat().st_size, path.relative_to(site)
        if size > PAGE_BYTES:
            yield f"{name}: {size:,} bytes"
        limit = ITEM_ELEMENTS if found.template == "node" else PAGE_ELEMENTS
        if found.elements > limit:
            yield f"{name}: {found.elements:,} elements, at most {limit:,}"
        if found.nav_links > NAVIGATION_LINKS:
            yield f"{name}: {found.nav_links} links of navigation"


def compressed(site: Path, suffix: str) -> int:
    """Bytes of all files of a kind after gzip; the search index is content, not script."""
    files = [path for path in site.rglob(f"*{suffix}") if "search" not in path.parts[:-1]]
    return sum(len(gzip.compress(path.read_bytes())) for path in files)


def check_growth(context: Context, small: Path, large: Path) -> None:
    """Compares the pages that are in both sites, byte for byte of weight."""
    for template in ("page", "node"):
        sizes = [mean_size(site, template) for site in (small, large)]
        if not all(sizes):
            context.report.check(f"bytes a {template} do not grow", [f"no {template} found"])
            continue
        growth = sizes[1] / sizes[0]
        detail = f"{sizes[0]:,.0f} bytes at 100, {sizes[1]:,.0f} at 1,000"
        context.report.check(
            f"bytes a {template} do not grow", [detail] if growth > GROWTH else [], detail)


def mean_size(site: Path, template: str) -> float:
    sizes = [p.stat().st_size for p in html_files(site) if read(p).template == template]
    return sum(sizes) / len(sizes) if sizes else 0
