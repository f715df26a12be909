"""What is generated runs: its tests pass, planted faults are caught, its alerts fire and are silent.

Three manifolds of different domains, and the sample's own with every id and every figure changed.
The generated project is run as its users would: with the SDK and pytest in a folder of its own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from . import observability
from .planted import FAULTS, MEASURES, Fault
from .tool import ROOT, Context

MANIFOLDS = Path(__file__).parent / "manifolds"
SAMPLE = ROOT / "content/manifolds"
#: Of the sample, in the order of their use; longer ones first where one contains the other.
RENAMED = {
    "F_NEW_1": "F94", "F1": "F91", "F2": "F92", "F3": "F93",
    "B1": "B61", "B2": "B62", "B3": "B63", "B4": "B64",
    "T1": "T61", "T2": "T62", "T3": "T63", "T4": "T64", "T5": "T65",
    "U1": "U61", "U2": "U62", "U3": "U63", "S1": "S61", "S2": "S62", "O1": "O61", "O2": "O62",
}
#: Every figure of the sample that a generated file could take over.
REFIGURED = [
    ("72 hours", "48 hours"), ("72h", "48h"), ("ceiling: 72", "ceiling: 48"),
    ("at most one message in any six hours", "at most two messages in any 24 hours"),
    ("payer per 6h) <= 1", "payer per 24h) <= 2"),
    ('operator: "<=", ceiling: 1, window: 6h', 'operator: "<=", ceiling: 2, window: 24h'),
    ("less than 100 ms", "less than 250 ms"), ('target: "0.1"', 'target: "0.25"'),
    ("p99: 0.1", "p99: 0.25"), ("within three attempts", "within four attempts"),
    ("Three attempts are enough", "Four attempts are enough"),
    ("max(attempts per payment) <= 3", "max(attempts per payment) <= 4"),
    ("80 %", "70 %"), ("< 0.20", "< 0.30"), ("ceiling: 0.20", "ceiling: 0.30"),
]


#: Read without the rest of the project.
KEY_OF = "from src.services.idempotency import idempotency_key; key = idempotency_key('item-1')"


class Case(NamedTuple):
    name: str
    manifold: str
    option: str
    #: Constraints that nothing here can cover, whatever is generated.
    uncovered: set[str]


CASES = [
    Case("payment-retry", "payment-retry-v2", "SOL_A", set()),
    Case("webhook-delivery", "webhook-delivery", "A", {"O53"}),
    Case("certificate-renewal", "certificate-renewal", "B - Workflow per certificate", set()),
    Case("ticket-refund", "ticket-refund", "A", {"L3"}),
    Case("renamed", "payment-retry-v2", "A", set()),
]


def run(context: Context) -> None:
    for case in CASES:
        project = context.folder(f"generation/{case.name}")
        lay_out(case, project / "content")
        generated = generate(context, case, project)
        if generated is None:
            continue
        check_again(context, case, project, generated)
        check_python(context, case, generated)
        check_alerts(context, case, generated)
        check_account(context, case, project, generated)
    check_figures(context)
    check_next_version(context)
    plant(context)


def lay_out(case: Case, content: Path) -> None:
    folder = content / "manifolds"
    folder.mkdir(parents=True)
    (content / "site.yaml").write_text("title: Generated\n", "utf-8")
    from_sample = case.manifold.startswith("payment")
    for path in sorted((SAMPLE if from_sample else MANIFOLDS).glob(f"{case.manifold}*")):
        text = path.read_text("utf-8")
        text = re.sub(r"\[\[payment-retry-order-\d+\]\]", "a recorded run", text)
        (folder / path.name).write_text(changed(text) if case.name == "renamed" else text, "utf-8")


def changed(text: str) -> str:
    for old, new in REFIGURED:
        text = text.replace(old, new)
    pattern = r"\b(" + "|".join(map(re.escape, RENAMED)) + r")\b"
    return re.sub(pattern, lambda match: RENAMED[match[1]], text)


def generate(context: Context, case: Case, project: Path) -> Path | None:
    done = context.run(
        "generate", case.manifold, f"--option={case.option}", "--source", str(project))
    folder = project / "generated" / case.manifold
    problems = [] if done.status == 0 and folder.is_dir() else [done.text]
    context.report.check(f"{case.name}: everything is generated", problems)
    return None if problems else folder


def check_again(context: Context, case: Case, project: Path, generated: Path) -> None:
    before = contents(generated)
    context.run("generate", case.manifold, f"--option={case.option}", "--source", str(project))
    after = contents(generated)
    context.report.check(
        f"{case.name}: generating again changes nothing",
        [path for path in sorted(before | after) if before.get(path) != after.get(path)])


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in str(path))
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


# Running it.


def check_python(context: Context, case: Case, generated: Path) -> None:
    compiled = called(generated, "compileall", "-q", "src", "tests")
    context.report.check(f"{case.name}: every file compiles", compiled.stdout.splitlines())
    results = pytest(generated)
    failed = [test for test, (state, _) in results.items() if state != "passed"]
    marked = {mark for _, marks in results.values() for mark in marks}
    context.report.check(
        f"{case.name}: every generated test passes", failed if results else ["no test ran"],
        f"{len(results)} tests for {len(marked)} constraints and failure modes")


def pytest(folder: Path, *arguments: str) -> dict[str, tuple[str, set[str]]]:
    """State and marks of each test that is run, read from the JUnit report."""
    report = folder / "results.xml"
    report.unlink(missing_ok=True)
    called(folder, "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *arguments)
    return outcomes(report) if report.is_file() else {}


def outcomes(report: Path) -> dict[str, tuple[str, set[str]]]:
    return {case_name(case): (state(case), marks(case))
            for case in ElementTree.parse(report).iter("testcase")}


def case_name(case: ElementTree.Element) -> str:
    return f"{case.get('classname')}.{case.get('name')}"


def state(case: ElementTree.Element) -> str:
    for kind in ("failure", "error", "skipped"):
        if case.find(kind) is not None:
            return kind
    return "passed"


def marks(case: ElementTree.Element) -> set[str]:
    return {str(entry.get("value")).rpartition("/")[2] for entry in case.iter("property")
            if entry.get("name") in ("constraint", "failure_mode")}


def called(folder: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "-m", module, *arguments], cwd=folder, capture_output=True,
        text=True, timeout=600)


def check_alerts(context: Context, case: Case, generated: Path) -> None:
    folder = generated / "observability"
    for verb, file in (("check", "alerts.yaml"), ("test", "alerts.test.yaml")):
        done = subprocess.run(
            ["promtool", verb, "rules", file], cwd=folder, capture_output=True, text=True)
        context.report.check(
            f"{case.name}: promtool {verb} rules", [] if done.returncode == 0
            else (done.stdout + done.stderr).splitlines())
    observability.check(context, case.name, generated)


def check_account(context: Context, case: Case, project: Path, generated: Path) -> None:
    """The report says what is there, and our own check finds no contradiction in it."""
    done = context.run("check", "--source", str(project), "--format", "json")
    findings = [json.loads(line) for line in done.output.splitlines() if line.startswith("{")]
    wrong = [f"{f.get('file')}: {f.get('message')}" for f in findings
             if f.get("severity") == "error" or "generated/" in str(f.get("file"))]
    context.report.check(f"{case.name}: nothing generated contradicts itself", wrong)
    text = (generated / f"{case.manifold}-generation.yaml").read_text("utf-8")
    listed = re.search(r"not_covered:(.*?)(?:\n  \w|\Z)", text, re.DOTALL)
    missing = case.uncovered - set(re.findall(r"[A-Z]\d+", listed[1] if listed else ""))
    context.report.check(f"{case.name}: what nothing covers is listed", sorted(missing))


def check_figures(context: Context) -> None:
    """With other ids and figures in the manifold, nothing of the old ones is left."""
    folder = context.work / "generation/renamed/generated/payment-retry-v2"
    if not folder.is_dir():
        return
    old = re.compile(r'\b(?:F_NEW_1|[BTUSOF][1-5])\b|259200|21600|\b72 h|\b6 h|within three')
    left = [f"{path}: {match[0]}" for path, data in sorted(contents(folder).items())
            for match in old.finditer(data.decode("utf-8", "replace"))]
    context.report.check("renamed: no id and no figure of the sample is left", left)
    wanted = {"src/services/schedule.py": "172800", "src/services/notification_limit.py": "86400",
              "observability/alerts.yaml": "0.25", "docs/RUNBOOK.md": "0.25"}
    context.report.check("renamed: the new figures are there", [
        f"{path}: no {figure}" for path, figure in wanted.items()
        if figure not in (folder / path).read_text("utf-8")])


def check_next_version(context: Context) -> None:
    """What is under way goes on with its key: the next version of a manifold makes the same."""
    project = context.folder("generation/next-version")
    shutil.copytree(context.work / "generation/payment-retry/content", project / "content")
    for path in sorted((project / "content/manifolds").iterdir()):
        text = path.read_text("utf-8").replace("payment-retry-v2", "payment-retry-v3")
        path.with_name(path.name.replace("-v2", "-v3")).write_text(text, "utf-8")
        path.unlink()
    key = "src/services/idempotency.py"
    old = context.work / "generation/payment-retry/generated/payment-retry-v2" / key
    new = generate(context, Case("next-version", "payment-retry-v3", "SOL_A", set()), project)
    if new is not None and old.is_file():
        made = [called(path.parents[2], "timeit", "-n1", "-r1", "-s", KEY_OF, "print(key)").stdout
                .splitlines()[:1] for path in (old, new / key)]
        context.report.check("the next version makes the same keys", [
            f"{made[0]} becomes {made[1]}"] if made[0] != made[1] or not made[0] else [])


# Faults.


def plant(context: Context) -> None:
    """Each fault in a copy of its own; only tests that are marked with what it breaks are run."""
    generated = context.work / "generation/payment-retry/generated/payment-retry-v2"
    if not (generated / "results.xml").is_file():
        return
    marked = tests_by_mark(generated / "results.xml")
    folder = context.work / "generation/planted"
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(
            lambda fault: caught(fault, generated, folder, marked.get(fault.breaks, [])),
            FAULTS + MEASURES)
        for fault, problems in zip(FAULTS + MEASURES, found):
            context.report.check(f"planted: {fault.name}", problems, fault.breaks)


def tests_by_mark(report: Path) -> dict[str, list[str]]:
    """Tests as pytest names them on its command line, without their parameters."""
    found: dict[str, list[str]] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        module, *classes = re.split(r"\.(?=Test)", str(case.get("classname")))
        name = str(case.get("name")).partition("[")[0]
        test = "::".join([module.replace(".", "/") + ".py", *classes, name])
        for mark in marks(case):
            if test not in found.setdefault(mark, []):
                found[mark].append(test)
    return found


def caught(fault: Fault, generated: Path, below: Path, tests: list[str]) -> list[str]:
    folder = below / re.sub(r"\W+", "-", fault.name)
    shutil.copytree(generated, folder, ignore=shutil.ignore_patterns("__pycache__"))
    path = folder / fault.path
    text = path.read_text("utf-8")
    if fault.old not in text:
        return [f"{fault.path} has no: {fault.old.strip()}"]
    if not tests:
        return [f"no test is marked with {fault.breaks}"]
    path.write_text(text.replace(fault.old, fault.new, 1), "utf-8")
    results = pytest(folder, "-x", *tests)
    broken = {mark for state, marks in results.values() if state != "passed" for mark in marks}
    return [] if fault.breaks in broken else [f"of {len(results)} tests none of its own failed"]
