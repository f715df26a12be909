"""Search and filters work for a reader: from disk, and from below a path of a server."""

from __future__ import annotations

import re
import time
from pathlib import Path

from .browser import Browser
from .file_server import served
from .pages import read
from .templates import by_template
from .tool import Context, html_files

PREFIX = "/some/prefix/"
WAIT = 5.0  # seconds for the index to load
HITS = """
return Array.from(document.querySelectorAll('[role=option]'), e => [e.textContent, e.href]);
"""
TYPE = """
const box = document.querySelector('[role=combobox]');
box.value = arguments[0];
box.dispatchEvent(new Event('input', {bubbles: true}));
"""
PRESS = """
document.body.dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}));
"""
# Presses the first chip that narrows the list in place; tells rows shown before and after, and its
# count.
FILTER = """
const visible = () => document.querySelectorAll('[data-row]:not([hidden])').length;
const before = visible();
for (const chip of document.querySelectorAll('[data-filterable]:not([data-paged]) .chip')) {
  if (!chip.dataset.value || chip.pathname !== location.pathname) continue;
  const count = Number(chip.querySelector('.num').textContent);
  if (count >= before) continue;
  chip.click();
  return [before, visible(), count];
}
return null;
"""


def run(context: Context) -> None:
    site = context.own_site()
    ids = known_ids(site)
    with Browser() as browser:
        use(context, browser, "file://", site, site.as_uri(), ids)
        with served(site, context.folder("use/root"), PREFIX) as (url, missing):
            use(context, browser, "sub-path", site, url, ids)
            context.report.check("sub-path: nothing is missing on the server", sorted(missing))


def known_ids(site: Path) -> list[str]:
    """Ids with a page of their own: hyphenated ones, which many searches take apart, first."""
    found = []
    for path in html_files(site):
        if read(path).template == "node":
            match = re.search(r"<title>([A-Za-z][\w.-]*)\b", path.read_text("utf-8"))
            if match:
                found.append(match.group(1))
    return sorted(set(found), key=lambda name: ("-" not in name, name))[:3]


def use(
    context: Context, browser: Browser, name: str, site: Path, base: str, ids: list[str],
) -> None:
    report = context.report
    report.check(f"{name}: there are ids to search", [] if ids else ["no page of a node found"])
    pages = {template: path.relative_to(site) for template, path in by_template(site).items()}
    if "search" not in pages:
        report.check(f"{name}: there is a search page", ["no page of template search"])
        return
    browser.emulate()
    search = f"{base}/{pages['search']}"
    for wanted in ids:
        problems = browser.open(f"{search}?q={wanted}")
        problems += first_hit(browser, wanted, base)
        report.check(f"{name}: {wanted} is found first", problems + browser.complaints(search))
    if ids:
        problems = dialog(browser, f"{base}/index.html", ids[0], base)
        report.check(f"{name}: the dialog opens with a key and finds", problems)
    problems = browser.open(f"{search}?q=qqzzxxqq")
    time.sleep(0.5)
    report.check(
        f"{name}: an unknown word finds nothing",
        problems + [f"found {hit}" for hit in browser.script(HITS)])
    report.check(f"{name}: a filter narrows its list", narrowed(browser, site, base))


def first_hit(browser: Browser, wanted: str, base: str) -> list[str]:
    until = time.monotonic() + WAIT
    hits: list = []
    while time.monotonic() < until and not hits:
        time.sleep(0.05)
        hits = browser.script(HITS)
    if not hits:
        return [f"nothing found within {WAIT:g} s"]
    text, href = hits[0]
    problems = []
    if not text.startswith(wanted):
        problems.append(f"the first hit is {text!r}")
    if not href.startswith(base):
        problems.append(f"it leads to {href}")
    return problems


def dialog(browser: Browser, page: str, wanted: str, base: str) -> list[str]:
    problems = browser.open(page)
    browser.script(PRESS, "/")
    if not browser.script("return document.querySelector('dialog[open]') !== null"):
        return problems + ["no dialog opened"]
    browser.script(TYPE, wanted)
    return problems + first_hit(browser, wanted, base)


def narrowed(browser: Browser, site: Path, base: str) -> list[str]:
    tried = 0
    for path in html_files(site):
        if read(path).template not in ("gaps", "matrix", "claims", "diagnostics"):
            continue
        tried += 1
        problems = browser.open(f"{base}/{path.relative_to(site)}")
        result = browser.script(FILTER)
        if result is None:
            continue
        before, after, count = result
        if not 0 < after < before or after != count:
            problems.append(f"{path.name}: {before} rows, {after} after a chip that says {count}")
        return problems
    return [f"no page offers a filter that narrows; {tried} tried"]
