"""One page for each template of a site."""

from __future__ import annotations

from pathlib import Path

from .pages import read
from .tool import Context, html_files

# Templates that the sample project must fill. A fallback page or an embed has no page of its own.
EXPECTED = {
    "overview", "manifold", "node", "matrix", "matrices", "gaps", "claims", "page", "list",
    "search", "404", "diagnostics",
}


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
        "each template has a page", [f"no page of {name}" for name in sorted(EXPECTED - set(found))],
        f"{len(found)} templates")
    return found
