"""One HTML file, read by Python's own parser: a second opinion beside the program's checks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

LINK_ATTRIBUTES = {"href", "src", "poster", "data", "action", "xlink:href"}
# The layout writes here which template made the page.
TEMPLATE_ATTRIBUTE = "data-template"


@dataclass
class Page:
    path: Path
    ids: Counter = field(default_factory=Counter)
    links: list[tuple[str, str, int]] = field(default_factory=list)  # attribute, value, line
    elements: int = 0
    nav_links: int = 0  # in navigation outside the page's own content
    inline: list[str] = field(default_factory=list)  # scripts, styles and handlers in the page
    template: str = ""
    has_policy: bool = False


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.nav_depth = 0
        self.in_main = False

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.page.elements += 1
        if tag == "nav":
            self.nav_depth += 1
        values = {name: value or "" for name, value in attrs}
        if tag == "main":
            self.in_main = True
        if tag == "a" and self.nav_depth and not self.in_main:
            self.page.nav_links += 1
        if TEMPLATE_ATTRIBUTE in values:
            self.page.template = values[TEMPLATE_ATTRIBUTE]
        if tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            self.page.has_policy = "default-src 'self'" in values.get("content", "")
        self._links(values)
        self._inline(tag, values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.in_main = False
        if tag == "nav":
            self.nav_depth = max(0, self.nav_depth - 1)

    def _links(self, values: dict[str, str]) -> None:
        line = self.getpos()[0]
        if "id" in values:
            self.page.ids[values["id"]] += 1
        for name in LINK_ATTRIBUTES & values.keys():
            self.page.links.append((name, values[name], line))
        for candidate in values.get("srcset", "").split(","):
            if candidate.strip():
                self.page.links.append(("srcset", candidate.split()[0], line))

    def _inline(self, tag: str, values: dict[str, str]) -> None:
        line = self.getpos()[0]
        if tag == "style" or (tag == "script" and "src" not in values):
            self.page.inline.append(f"{line}: <{tag}>")
        for name, value in values.items():
            if name == "style" or name.startswith("on"):
                self.page.inline.append(f"{line}: {name}={value[:40]!r}")
            if name in LINK_ATTRIBUTES and not _is_tame(value):
                self.page.inline.append(f"{line}: {name}={value[:40]!r}")


def _is_tame(url: str) -> bool:
    """Relative, or of a scheme that cannot run code."""
    cleaned = "".join(c for c in url if ord(c) > 32)
    scheme, colon, _ = cleaned.partition(":")
    if not colon or any(c in scheme for c in "/?#"):
        return True
    return scheme.lower() in {"http", "https", "mailto"}


@lru_cache(maxsize=16384)
def read(path: Path) -> Page:
    page = Page(path)
    reader = _Reader(page)
    reader.feed(path.read_text("utf-8"))
    reader.close()
    return page
