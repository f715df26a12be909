"""Each template in both schemes, on a phone and on a desk: fits, is silent, stays at home."""

from __future__ import annotations

import re

from .browser import SCHEMES, WIDTHS, Browser
from .templates import addresses, checked_templates
from .tool import ROOT, Context

SHOTS = ROOT / ".build" / "screenshots"
OVERFLOW = """
const wide = [];
for (const e of document.querySelectorAll('body *')) {
  if (e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('[role=region], pre, svg'))
    wide.push(e.tagName.toLowerCase() + '.' + e.getAttribute('class'));
}
return [document.documentElement.scrollWidth, innerWidth, wide.slice(0, 3)];
"""


def run(context: Context) -> None:
    site = context.own_site()
    pages = checked_templates(context, site)
    backgrounds: dict[str, set] = {}
    with Browser() as browser, addresses(context, site, pages) as urls:
        for scheme in SCHEMES:
            for width in WIDTHS:
                browser.emulate(scheme, width)
                for name, url in urls.items():
                    found = browser.open(url)
                    found += overflow(browser)
                    browser.screenshot(SHOTS / f"{name}-{scheme}-{width}.png")
                    context.report.check(f"{name}, {scheme}, {width} px", found)
                    backgrounds.setdefault(scheme, set()).add(background(browser))
    same = backgrounds["light"] & backgrounds["dark"]
    context.report.check(
        "the schemes differ", [f"both have background {colour}" for colour in same if same])


def overflow(browser: Browser) -> list[str]:
    scroll, inner, wide = browser.script(OVERFLOW)
    return [f"{scroll} px wide on a screen of {inner} px: {wide}"] if scroll > inner else []


def background(browser: Browser) -> str:
    colour = browser.script("return getComputedStyle(document.body).backgroundColor")
    if re.fullmatch(r"rgba\(.*, 0\)", str(colour)):
        colour = browser.script("return getComputedStyle(document.documentElement).backgroundColor")
    return str(colour)
