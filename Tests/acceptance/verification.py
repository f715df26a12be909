"""`verify` on what is generated: whole, with results, with planted faults, with files taken out.

Nothing of a planted fault is run here: what is counted is what can be seen. The part `generation`
shows that the generated tests catch them all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from .generation import CASES, contents, generate, lay_out, pytest
from .planted import FAULTS, Fault
from .tool import ROOT, Context

#: What no test of a generated project can show.
OPEN = {"B2", "T3"}
#: Faults that a look at the text finds. The others need a run; their edits are named all the same.
SEEN = {
    "no question before an attempt",
    "a new key for each attempt",
    "a key that depends on the time",
    "a lost last answer is never looked for",
    "an unreadable answer is tried again at once",
    "the window is not looked at",
    "the engine repeats attempts, too",
    "a loop that goes once more",
    "a window of 80 hours",
    "chance in the waits",
    "the machine's clock in the workflow",
    "a message every time",
    "one message too many",
    "a shorter window for messages",
    "the limit is not asked",
    "two may take the last place",
    "no last message",
    "the first message after the attempt",
    "a key for a message that is new each time",
    "a silent notifier stops it",
    "nobody is asked to take over",
    "the signal is ignored",
    "anybody may start it",
    "a foreign context is good enough",
    "a card number in the log",
    "a card number in a recorded failure",
    "a field for a card number",
    "a permanent failure is tried again",
    "what is unknown passes",
    "any transition is allowed",
    "a hand-over that raises",
}


def run(context: Context) -> None:
    for case in CASES:
        project = context.folder(f"verification/{case.name}")
        lay_out(case, project / "content")
        generated = generate(context, case, project)
        if generated is None:
            continue
        account = verify(context, project, case.manifold, f"--option={case.option}")
        context.report.check(f"{case.name}: everything is as it was generated", [
            file["path"] for file in account["regeneration_proof"] if file["state"] != "same"])
        context.report.check(f"{case.name}: no pattern speaks against what is covered", [
            check for check in violated(account) if check.partition(":")[0] not in case.uncovered])
    check_results(context)
    check_mending(context)
    check_planted(context)
    check_fixture(context)


def verify(context: Context, project: Path, manifold: str, *options: str) -> dict:
    done = context.run("verify", manifold, "--source", str(project), "--format", "json", *options)
    return json.loads(done.output)


def violated(account: dict) -> list[str]:
    return [f"{group['constraint']}: {check['check']}"
            for group in account["static_verification"] for check in group["checks"]
            if "VIOLATED" in check["status"]]


def sample(context: Context) -> tuple[Path, Path]:
    project = context.work / "verification/payment-retry"
    return project, project / "generated/payment-retry-v2"


def check_results(context: Context) -> None:
    project, generated = sample(context)
    before = verify(context, project, "payment-retry-v2")
    context.report.check("without results nothing is satisfied", [
        row["id"] for row in rows(before) if "FULLY" in row["status"]])
    results = pytest(generated)
    after = verify(context, project, "payment-retry-v2")
    context.report.check("with passing tests everything is satisfied that tests can show", [
        f"{row['id']}: {row['gaps']}" for row in rows(after)
        if ("FULLY" in row["status"]) == (row["id"] in OPEN)] if results else ["no test ran"],
        f"{len(results)} tests")
    context.report.check("with passing tests every failure mode is handled", [
        f"{row['id']}: {row['gaps']}" for row in after["verification_report"]["by_failure_mode"]
        if row["status"] != "✓ HANDLED"])


def rows(account: dict) -> list[dict]:
    return account["verification_report"]["by_constraint"]


def check_mending(context: Context) -> None:
    project, generated = sample(context)
    before = contents(generated)
    taken = ["tests/test_time_window.py", "docs/RUNBOOK.md", "observability/alerts.yaml"]
    for path in taken:
        (generated / path).unlink()
    broken = context.run("verify", "payment-retry-v2", "--source", str(project))
    context.run("verify", "payment-retry-v2", "--source", str(project), "--fix")
    after = contents(generated)
    context.report.check("mending writes what is missing and touches nothing else", [
        path for path in sorted(before | after) if before.get(path) != after.get(path)]
        or ([] if broken.status == 1 else [f"exit {broken.status} without {taken}"]))


def check_planted(context: Context) -> None:
    project, generated = sample(context)
    unseen, unnamed = [], []
    for fault in FAULTS:
        account = planted(context, fault, project, generated)
        states = {file["path"]: file["state"] for file in account["regeneration_proof"]}
        if states.get(fault.path) != "edited":
            unnamed.append(f"{fault.name}: {fault.path} is {states.get(fault.path)}")
        seen = [f for f in account["findings"]
                if f["rule"] not in ("artifact-edited", "test-not-run")
                and f["severity"] != "note"]
        if bool(seen) != (fault.name in SEEN):
            unseen.append(f"{fault.name}: {[f['rule'] for f in seen]}")
    context.report.check("planted: each edit is named", unnamed, f"{len(FAULTS)} faults")
    context.report.check(
        "planted: what can be seen in the text is found without running it", unseen,
        f"{len(SEEN)} of {len(FAULTS)}")


def planted(context: Context, fault: Fault, project: Path, generated: Path) -> dict:
    folder = context.work / "verification/planted"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(
        generated, folder, ignore=shutil.ignore_patterns("__pycache__", "results.xml"))
    path = folder / fault.path
    path.write_text(path.read_text("utf-8").replace(fault.old, fault.new, 1), "utf-8")
    return verify(context, project, "payment-retry-v2", f"--artifacts={folder}")


def check_fixture(context: Context) -> None:
    project, _ = sample(context)
    fixture = ROOT / "Tests/CLITests/Fixtures/defective"
    done = context.run(
        "verify", "payment-retry-v2", "--source", str(project), f"--artifacts={fixture}",
        "--format", "json")
    satisfied = [row["id"] for row in rows(json.loads(done.output)) if "✗" not in row["status"]
                 and "FULLY" in row["status"]]
    context.report.check(
        "artifacts with the defects of the example satisfy nothing",
        satisfied or ([] if done.status == 1 else [f"exit {done.status}"]))
