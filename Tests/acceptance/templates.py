"""One page for each template of a site."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Iterator
from urllib.parse import urlsplit

from .file_server import served
from .pages import read
from .tool import Context, html_files

# Templates that the sample project must fill. A fallback page or an embed has no page of its own.
EXPECTED = {
    "overview", "manifold", "node", "matrix", "matrices", "gaps", "claims", "page", "list",
    "search", "404", "diagnostics", "patterns", "registry", "requirement", "compliance", "pattern",
    "operations", "dashboard", "runbook", "reports", "report", "prospect",
}


@lru_cache(maxsize=None)
def base_path(site: Path) -> str:
    """The path of the base URL, `/` when the site has none; the site map names the home first."""
    site_map = site / "sitemap.xml"
    text = site_map.read_text("utf-8") if site_map.is_file() else ""
    found = re.search(r"<loc>([^<]*)</loc>", text)
    return urlsplit(found.group(1)).path if found else "/"


def by_template(site: Path) -> dict[str, Path]:
    """The largest page of each template: it has the most to go wrong."""
    best: dict[str, Path] = {}
    for path in html_files(site):
        name = read(path).template
        if name and (name not in best or path.stat().st_size > best[name].stat().st_size):
            best[name] = path
    return dict(sorted(best.items()))


def checked_templates(context: Context, site: Path) -> dict[str, Path]:
    """As `by_template`, and a failure for each template without a page."""
    found = by_template(site)
    context.report.check(
        "each template has a page",
        [f"no page of {name}" for name in sorted(EXPECTED - set(found))],
        f"{len(found)} templates")
    return found


@contextmanager
def addresses(context: Context, site: Path, pages: dict[str, Path]) -> Iterator[dict[str, str]]:
    """Where a browser opens each page: from disk, but 404 from its server."""
    with served(site, context.folder("served"), base_path(site)) as (url, _):
        yield {
            name: f"{url}/404.html" if name == "404" else path.as_uri()
            for name, path in pages.items()
        }
