"""axe-core finds no violation of WCAG A or AA, on one page per template in both colour schemes."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from .browser import SCHEMES, Browser
from .templates import addresses, checked_templates
from .tool import Context

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}, resultTypes: ['violations']})
  .then(found => done(found.violations), error => done([{id: 'failed', help: String(error),
    nodes: []}]));
"""


def run(context: Context) -> None:
    site = context.own_site()
    source = Path(sysconfig.get_path("purelib")) / "axe_playwright_python" / "axe.min.js"
    script = source.read_text("utf-8")
    pages = checked_templates(context, site)
    with Browser() as browser, addresses(context, site, pages) as urls:
        for scheme in SCHEMES:
            browser.emulate(scheme)
            for name, url in urls.items():
                browser.open(url)
                browser.script(script)
                violations = browser.driver.execute_async_script(RUN, TAGS)
                context.report.check(f"{name}, {scheme}: no violation", problems(violations))


def problems(violations: list[dict]) -> list[str]:
    found = []
    for violation in violations:
        for node in violation["nodes"] or [{}]:
            where = " ".join(str(part) for part in node.get("target", []))
            found.append(f"{violation['id']}: {where}: {violation['help']}")
    return found
