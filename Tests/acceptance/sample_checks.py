"""What a hostile sample demands beyond the right exit, in time and in memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Callable, Iterable, Iterator

from .budgets import heavy_pages
from .links import broken, inline
from .pages import read
from .processes import Measured
from .tool import Context, html_files

FORMATS = ("text", "json", "sarif", "github")
EXPORTS = ("json", "csv", "needs", "reqif")
PASSWORDS = ("hunter2", "NOT-A-REAL-TOKEN")
MAXIMUM = 20  # runs of one file that GitHub takes


def problems(context: Context, name: str, project: Path, out: Path) -> Iterator[str]:
    """What holds for every site that is made of a hostile file, then what this one demands."""
    if out.is_dir():
        pages = [read(path) for path in html_files(out)]
        yield from broken(out, pages)
        yield from inline(out, pages)
        if not name.startswith("markdown/"):  # there an author's own page may be as long as it is
            yield from heavy_pages(out)
    if name in DEMANDS:
        yield from DEMANDS[name](Case(context, project, out))


class Case:
    """One sample in its project, with its site."""

    def __init__(self, context: Context, project: Path, out: Path) -> None:
        self.context, self.project, self.out = context, project, out

    def site(self) -> str:
        """Everything that is published, as one text."""
        files = sorted(path for path in self.out.rglob("*") if path.is_file())
        return "\n".join(path.read_text("utf-8", "replace") for path in files)

    def answer(self, verb: str, form: str) -> Measured:
        options = ["--keep-going"] if verb == "export" else []
        return self.context.run(verb, "--source", str(self.project), "--format", form, *options)

    def items(self) -> list[dict]:
        """What was read; nothing when nothing is exported."""
        return json.loads(self.answer("export", "json").output or '{"items": []}')["items"]

    def findings(self) -> list[dict]:
        found = self.context.findings(self.project)
        return [finding for finding in found if finding["type"] != "summary"]

    def everything(self) -> Iterator[tuple[str, str]]:
        """Every text that leaves the program, by name."""
        yield "the site", self.site()
        for form in FORMATS:
            yield f"check as {form}", self.answer("check", form).text
        for form in EXPORTS:
            yield f"export as {form}", self.answer("export", form).text


def no_secret(case: Case) -> Iterable[str]:
    for place, text in case.everything():
        for password in PASSWORDS:
            if password in text:
                yield f"{password} in {place}"


def absent(*words: str) -> Callable[[Case], Iterable[str]]:
    """Nothing that is published holds any of the texts."""
    def demand(case: Case) -> Iterable[str]:
        site = case.site()
        return [f"{word!r} is published" for word in words if word in site]

    return demand


def holding(count: int, kind: str, quiet: bool = False) -> Callable[[Case], Iterable[str]]:
    """So many items of a kind are read; without any finding when `quiet`."""
    def demand(case: Case) -> Iterable[str]:
        found = [item for item in case.items() if item["kind"] == kind]
        if len(found) != count:
            yield f"{len(found)} items of kind {kind}, not {count}"
        if quiet:
            yield from (str(finding) for finding in case.findings())

    return demand


def warned(case: Case) -> Iterable[str]:
    return [] if any(f["severity"] == "warning" for f in case.findings()) else ["no warning"]


def all_of(*demands: Callable[[Case], Iterable[str]]) -> Callable[[Case], Iterable[str]]:
    return lambda case: [problem for demand in demands for problem in demand(case)]


def faults_of_events(case: Case) -> Iterable[str]:
    """Five elements are no events: each has its own finding with its place in the document."""
    text = json.dumps(case.findings())
    for number in range(5):
        if f"/events/{number}" not in text:
            yield f"no finding names /events/{number}"


def within_limits(case: Case) -> Iterable[str]:
    """Our own report stays below what GitHub takes."""
    report = json.loads(case.answer("check", "sarif").output)
    if len(report["runs"]) > MAXIMUM:
        yield f"{len(report['runs'])} runs in our own report"
    if any(len(run["results"]) > 25_000 for run in report["runs"]):
        yield "more than 25,000 results in our own report"


DEMANDS: dict[str, Callable[[Case], Iterable[str]]] = {
    "histories/payload-secrets.json": no_secret,
    "histories/wrong-types.json": faults_of_events,
    "histories/enum-style-types.json": holding(1, "run", quiet=True),
    "histories/names-xss.json": absent("<script>alert", "</title><script", '" onmouseover'),
    "histories/payload-garbage.json": holding(1, "run"),
    "histories/wide-2000-activities.json": holding(1, "run"),
    "histories/continue-as-new-loop.json": holding(1, "run"),
    "xml/xinclude.xml": absent("root:x:0:0"),
    "xml/cdata-script.xml": all_of(holding(1, "test"), absent("<script>alert", "<img src=x")),
    "xml/counts-lie.xml": all_of(holding(3, "test"), warned),
    "xml/nested-suites-200.xml": holding(1, "test", quiet=True),
    "lcov/zero-lines.info": absent("NaN", "nan %", "inf %"),
    "lcov/crlf-bom.info": holding(1, "coverage", quiet=True),
    "sarif/uri-traversal.sarif": all_of(absent("root:x:0:0", 'href="file:'), warned),
    "sarif/markdown-message.sarif": absent(
        "<script>alert", "https://evil.example/b.png\"", 'href="javascript:'),
    "sarif/index-out-of-range.sarif": warned,
    "sarif/many-runs.sarif": within_limits,
    "sarif/external-properties.sarif": absent("root:x:0:0"),
}
