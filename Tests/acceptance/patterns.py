"""A registry of patterns gets what it lacks: on a real one, and on one whose programs all run."""

from __future__ import annotations

import difflib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import registry_checks as checks
from . import registry_failures
from .registries import SEATS, write
from .tool import Context, corpora_folder

PROJECT = "DICKY1987+complete-ai-development-pipeline-canonical-phase-plan@6f28b42d"
INDEX = "patterns/registry/PATTERN_INDEX.yaml"


def run(context: Context) -> None:
    real(context)
    seats(context)
    registry_failures.run(context)


def generate(context: Context, root: Path, *options: str):
    return context.run("patterns", "generate", "--root", str(root), *options)


def snapshot(root: Path) -> dict[str, bytes]:
    paths = [path for path in sorted(root.rglob("*")) if path.is_file()]
    return {str(path.relative_to(root)): path.read_bytes() for path in paths}


# The real one.


def real(context: Context) -> None:
    corpora = corpora_folder()
    if corpora is None:
        context.report.skip("a real registry", "THROUGHLINE_CORPORA names no folder")
        return
    source = corpora / "003" / PROJECT / "UNIVERSAL_EXECUTION_TEMPLATES_FRAMEWORK"
    root = context.folder("patterns/real")
    shutil.copytree(source, root, dirs_exist_ok=True)
    subprocess.run(["chmod", "-R", "u+w", str(root)], check=True)
    before = snapshot(root)
    done = generate(context, root)
    context.report.check(
        "real: the generation ends well", [] if done.status == 0 else done.text.splitlines()[-12:],
        f"{done.cpu:.2f} s of processor time")
    after = snapshot(root)
    check_edits(context, before, after)
    check_parts(context, root, source)
    again = generate(context, root)
    changed = [path for path in after if snapshot(root).get(path) != after[path]]
    context.report.check(
        "real: a second run changes nothing", changed + ([again.text] if again.status else []),
        f"{len(after)} files, {len(after) - len(before)} of them new")
    check_account(context, root)


def check_edits(context: Context, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """What was there has lost no line and no byte of one; lines were added only."""
    lost, edited = [], 0
    for path, old in before.items():
        if after.get(path) == old:
            continue
        edited += 1
        lines = list(difflib.ndiff(
            old.decode("utf-8").splitlines(True), after[path].decode("utf-8").splitlines(True)))
        # The last row of a table gets a comma.
        added = {line[2:].rstrip().removesuffix(",") for line in lines if line.startswith("+ ")}
        lost += [f"{path}: {line.rstrip()}" for line in lines
                 if line.startswith("- ") and line[2:].rstrip() not in added]
    context.report.check("real: edits only add lines", lost, f"{edited} files edited")


def check_parts(context: Context, root: Path, source: Path) -> None:
    report = context.report
    report.check("real: schemas are schemas", checks.schema_problems(root))
    report.check(
        "real: every example fits its schema", checks.example_problems(root),
        f"{len(checks.examples(root))} examples")
    report.check(
        "real: PowerShell parses, and asserts", checks.powershell_problems(root),
        f"{len([*root.rglob('*.ps1'), *root.rglob('*.psm1')])} files, not executed")
    passed, failed = checks.pytest(root, "patterns")
    report.check("real: generated Python tests pass", sorted(failed) or (
        [] if len(passed) > 200 else [f"only {len(passed)} tests"]), f"{len(passed)} tests")
    stated = checks.stated_links(source / "patterns/_derived_executor_doclinks.tsv")
    differing = []
    for path, link in stated.items():
        file = root / path
        if file.is_file() and f"# DOC_LINK: {link}" not in file.read_text("utf-8"):
            differing.append(f"{path} stated {link}")
    report.check("real: ids are those that the executors stated", differing, f"{len(stated)} stated")


def check_account(context: Context, root: Path) -> None:
    """What is open is listed, and the generated tests fail for that and for nothing else."""
    status = context.run("patterns", "check", "--root", str(root), "--verbose")
    failing = [line for line in status.output.splitlines() if line.startswith("FAIL")]
    _, failed = checks.pytest(root, "tests/patterns")
    dry = generate(context, root, "--dry-run").output
    open_names = {
        line.split("/")[-1].split("_executor")[0].removeprefix("test_")
        for line in dry.splitlines() if line.startswith("    open") and "_executor." in line}
    unknown = [
        name for name in failed
        if not any(key.replace("_", "-").upper() in name for key in open_names)
        and "PAT-ATOMIC-CREATE-001" not in name]
    context.report.check(
        "real: the registry's own tests fail for what is open, and nothing else", unknown,
        f"{len(failed)} tests for {len(open_names)} patterns without steps")
    must = [line for line in failing if " MUST " in line]
    context.report.check(
        "real: what cannot be made has its reason",
        [] if status.status == 1 and must and "lists no step" in dry else [status.text[-400:]],
        f"{len(must)} binding requirements are not met")


# One whose programs all run.


def seats(context: Context) -> None:
    root = write(context.folder("patterns/seats"), SEATS)
    done = generate(context, root)
    report = context.report
    report.check("seats: the generation ends well", [] if done.status == 0 else [done.text[-600:]])
    verdict = context.run("patterns", "check", "--root", str(root))
    report.check(
        "seats: every requirement is met",
        [] if verdict.status == 0 and "COMPLIANT" in verdict.output else [verdict.text[-900:]])
    report.check("seats: every example fits its schema", [
        *checks.schema_problems(root), *checks.example_problems(root)])
    passed, failed = checks.pytest(root, "patterns", "tests")
    report.check("seats: all tests pass", sorted(failed) or (
        [] if len(passed) > 40 else [f"only {len(passed)} tests"]), f"{len(passed)} tests")
    check_executor(context, root)
    check_planted(context, root)
    site = context.built("seats: the registry is published", site_project(context, root),
                         context.work / "patterns/site")
    page = (site / "patterns/patterns/index.html").read_text("utf-8")
    wanted = ["Every pattern has an executor with its DOC_LINK", "Phases of the last generation",
              "Parts of the registry&#39;s own patterns", "25 of 25 binding requirements met"]
    report.check("seats: its page shows criteria and phases",
                 [text for text in wanted if text not in page])


def site_project(context: Context, root: Path) -> Path:
    project = context.folder("patterns/project")
    shutil.copytree(root, project, dirs_exist_ok=True)
    write(project, {"content/_index.md": "# Seats\n"})
    return project


HANDLERS = '''
def S1_look(inputs):
    assert inputs["seat"]


def take(inputs):
    pass


def tell(inputs):
    {tell}
'''


def check_executor(context: Context, root: Path) -> None:
    """The program itself, from outside: its exits, and an account that its schema accepts."""
    executor = root / "patterns/executors/seat_hold_executor.py"
    example = root / "patterns/examples/seat_hold/instance_minimal.json"
    handlers, failing, foreign = (root / name for name in ("h.py", "f.py", "foreign.json"))
    handlers.write_text(HANDLERS.format(tell="return None"), "utf-8")
    failing.write_text(HANDLERS.format(tell='raise ValueError("no guest")'), "utf-8")
    foreign.write_text('{"doc_id": "DOC-X", "doc_id": "DOC-Y"}', "utf-8")
    cases = [
        ([example], 3, "incomplete"), ([example, "--handlers", handlers], 0, "succeeded"),
        ([example, "--handlers", failing], 1, "failed"), ([foreign], 2, None),
        ([root / "nothing.json"], 2, None), ([example, "--handlers", foreign / "x.py"], 2, None),
    ]
    schema = json.loads((root / "schema/pattern_execution_result.v1.json").read_text("utf-8"))
    problems = []
    for arguments, status, word in cases:
        done = subprocess.run(
            [sys.executable, "-B", str(executor), *map(str, arguments)], capture_output=True,
            text=True, check=False)
        if done.returncode != status:
            problems.append(f"{arguments}: exit {done.returncode}, expected {status}: {done.stderr}")
        elif word:
            account = json.loads(done.stdout)
            problems += [e.message for e in checks.jsonschema.Draft7Validator(schema).iter_errors(account)]
            if account["status"] != word:
                problems.append(f"{arguments}: {account['status']}, expected {word}")
        elif "Traceback" in done.stderr or not done.stderr.strip():
            problems.append(f"{arguments}: {done.stderr[-200:]!r}")
    context.report.check("seats: an executor says what it has done", problems)


#: Each is caught by a test of the pattern whose program it is in.
PLANTED = [
    ("a step is left out", "executors/seat_hold_executor.py", '        Step(\n            "S2_take",',
     '        *[] and Step(\n            "S2_take",'),
    ("a failure is passed over", "executors/pattern_runtime.py",
     'has_failed = account["status"] == "failed"', "has_failed = False"),
    ("a step is claimed that nobody wrote", "executors/pattern_runtime.py",
     '"status": "not_executed"', '"status": "succeeded"'),
    ("every instance is taken", "executors/pattern_runtime.py",
     "    if found:\n        raise Refused", "    if False:\n        raise Refused"),
    ("what is required may be missing", "executors/pattern_runtime.py",
     'if name not in value]', "if False]"),
    ("another pattern's instance is taken", "executors/pattern_runtime.py",
     'if "const" in schema and', "if False and"),
    ("types do not matter", "executors/pattern_runtime.py",
     "and not TYPES[kind](value)", "and False"),
    ("the steps are turned round", "executors/pattern_runtime.py",
     "for step in pattern.steps:", "for step in reversed(pattern.steps):"),
    ("somebody else's link", "executors/seat_hold_executor.py",
     "# DOC_LINK: DOC-SEAT-HOLD-001", "# DOC_LINK: DOC-SEAT-GIVE-002"),
]


def check_planted(context: Context, root: Path) -> None:
    missed = []
    for name, place, old, new in PLANTED:
        path = root / "patterns" / place
        text = path.read_text("utf-8")
        if old not in text:
            missed.append(f"{name}: cannot be planted")
            continue
        path.write_text(text.replace(old, new, 1), "utf-8")
        os.utime(path)
        _, failed = checks.pytest(root, "patterns/tests", "-k", "seat_hold")
        if not failed:
            missed.append(f"{name}: no test has failed")
        path.write_text(text, "utf-8")
    context.report.check("seats: planted faults are caught", missed, f"{len(PLANTED)} planted")
