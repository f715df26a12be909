"""What no form of a report may hold, whatever the project says: read by GitHub's own Markdown, by parsers, by schemas."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
from cmarkgfm.cmark import Options
from jsonschema import Draft4Validator, Draft202012Validator

from .findings import schema as sarif_schema
from .tool import Context

MARKER = re.compile(r"<!-- throughline:report:(change|back) v1 sha=[0-9a-f]{40} base=[0-9a-f]{40} -->")
EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist"]
# What a comment is made of; there is no site and no forge to lead to.
ELEMENTS = set("h3 h4 p strong em table thead tbody tr th td ul li code pre details summary blockquote".split())
# What a forge looks for in the text that readers see, outside of code.
CALLS = re.compile(r"@\w|(?<![\w&])#\d|\bGH-\d|(?<!\w)!\d|https?://|www\.\w", re.IGNORECASE)
FILES = {
    "report.json", "comment.md", "summary.md", "report.sarif", "junit.xml", "badge.svg", "report.html", "report.txt",
    "commands.txt", "checks.json", "gl-code-quality-report.json", "gl-annotations.json"}


def problems(context: Context, out: Path) -> list[str]:
    """Of every form in a folder that `--output-dir` has written."""
    found = {path.name for path in out.iterdir()} if out.is_dir() else set()
    if found != FILES:
        return [f"not these files: {sorted(found ^ FILES)}"]
    texts = {name: (out / name).read_bytes().decode("utf-8") for name in FILES}
    return [
        *markdown("comment.md", texts["comment.md"], 60_000), *markdown("summary.md", texts["summary.md"], 1 << 20),
        *lines(texts["commands.txt"]), *documents(context, texts), *page(texts["report.html"]),
        *[f"report.txt: {line[:80]}" for line in commands(texts["report.txt"])],
    ]


def markdown(name: str, text: str, limit: int) -> list[str]:
    units = len(text.encode("utf-16-le")) // 2
    seen = Seen()
    seen.feed(cmarkgfm.markdown_to_html_with_extensions(text, options=Options.CMARK_OPT_UNSAFE, extensions=EXTENSIONS))
    seen.close()
    first = text.splitlines()[0]
    marks = seen.comments if name == "summary.md" else seen.comments[1:]
    return [
        *([f"{name}: {units} characters"] if units > limit else []),
        *([] if name == "summary.md" or MARKER.fullmatch(first) else [f"{name}: begins with {first[:80]}"]),
        *[f"{name}: a comment: {one[:80]}" for one in marks],
        *[f"{name}: an element: {one}" for one in seen.elements if one not in ELEMENTS],
        *[f"{name}: an attribute: {one}" for one in seen.attributes],
        *[f"{name}: calls: {one[:80]}" for one in seen.prose if CALLS.search(one)],
        *([f"{name}: {seen.open} elements are open"] if seen.open else []),
    ]


class Seen(HTMLParser):
    """Elements, attributes but those of columns and languages, comments, and prose outside of code."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[str] = []
        self.comments: list[str] = []
        self.prose: list[str] = []
        self.open = 0
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        known = {("align", "left"), ("align", "right"), ("lang", "diff"), ("class", "language-diff")}
        self.attributes += [f"{tag} {name}={value}" for name, value in attrs if (name, value) not in known]
        self.open += 1
        self.code += tag in ("code", "pre")

    def handle_endtag(self, tag: str) -> None:
        self.open -= 1
        self.code -= tag in ("code", "pre")

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_decl(self, decl: str) -> None:
        self.comments.append(decl)

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.prose.append(data)


def commands(text: str) -> list[str]:
    """Lines that the runner of GitHub takes for commands: one form at the beginning, the older one anywhere."""
    return [line for line in text.split("\n") if line.lstrip().startswith("::") or "##[" in line]


def lines(text: str) -> list[str]:
    harmless = re.compile(r"::(error|warning|notice)( [\w=,./% -]*)?::[^\x00-\x1f]*")
    first = text.partition("\n")[0]
    wrong = [line for line in commands(text) if not harmless.fullmatch(line)]
    wrong += [] if re.fullmatch(r"(passed|failed): [\w ,]+", first) else [first]
    return [f"commands.txt: {line[:100]}" for line in wrong]


@cache
def validators(tool: Path, printed: str) -> tuple[Draft202012Validator, Draft4Validator]:
    return Draft202012Validator(json.loads(printed)), Draft4Validator(sarif_schema())


def documents(context: Context, texts: dict[str, str]) -> list[str]:
    own, sarif = validators(context.tool, context.run("report", "schema").output)
    report, results = json.loads(texts["report.json"]), json.loads(texts["report.sarif"])
    found = [f"report.json: {e.message[:120]}" for e in own.iter_errors(report)]
    found += [f"report.sarif: {e.message[:120]}" for e in sarif.iter_errors(results)]
    issues = json.loads(texts["gl-code-quality-report.json"])
    paths = [issue["location"]["path"] for issue in issues]
    found += [f"a path of an issue: {path[:80]}" for path in paths if path.startswith(("/", "./")) or ".." in path.split("/")]
    prints = [issue["fingerprint"] for issue in issues]
    found += ["fingerprints come twice"] if len(prints) != len(set(prints)) else []
    json.loads(texts["gl-annotations.json"])
    batches = json.loads(texts["checks.json"])
    sizes = [len(batch.get("output", batch).get("annotations", [])) for batch in batches]
    found += [f"batches of {sizes}"] if max(sizes, default=0) > 50 else []
    suites = ElementTree.fromstring(texts["junit.xml"])
    cases = len(suites.findall(".//testcase"))
    found += [] if cases >= len(report["constraints"]) else [f"junit.xml: {cases} cases"]
    drawn = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(texts["badge.svg"]).iter()}
    return found + [f"badge.svg: {tag}" for tag in drawn & {"script", "foreignObject", "a", "image", "use"}]


def page(text: str) -> list[str]:
    seen = Seen()
    seen.feed(text)
    bad = {"script", "iframe", "img", "object", "embed", "form", "link", "base", "svg", "input", "video", "audio"}
    outside = [one for one in seen.attributes if re.search(r" (on\w+|src|srcset|style|formaction)=", one)]
    outside += [one for one in seen.attributes if " href=" in one and not one.startswith("a href=#")]
    return [
        *[f"report.html: an element: {one}" for one in set(seen.elements) & bad],
        *[f"report.html: {one[:100]}" for one in outside]]
