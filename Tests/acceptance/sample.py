"""The sample that is published: what is generated of it and what its tests gave are as a new run gives them.

`python -m acceptance.sample --tool PATH` writes both anew; the part only compares."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .generation import contents, outcomes, pytest
from .tool import ROOT, Context

MANIFOLD = "payment-retry-v2"
OPTION = "SOL_A"
GENERATED = Path("content/generated") / MANIFOLD
RESULTS = Path("content/results") / f"{MANIFOLD}.xml"


def run(context: Context) -> None:
    """In a copy, because nothing of the project may change."""
    project = context.folder("sample")
    shutil.copytree(ROOT / "content", project / "content")
    done = context.run(*command(project))
    new, old = contents(project / GENERATED), contents(ROOT / GENERATED)
    problems = [] if done.status == 0 else [done.text]
    problems += [path for path in sorted(new | old) if new.get(path) != old.get(path)]
    context.report.check(
        "generating the sample again changes nothing", problems or ([] if old else ["no file"]),
        f"{len(old)} files")
    tests = pytest(project / GENERATED)
    recorded = outcomes(ROOT / RESULTS)
    differing = {test for test in tests | recorded if tests.get(test) != recorded.get(test)}
    context.report.check(
        "tests of the sample give what is recorded",
        sorted(differing) or ([] if tests else ["no test ran"]), f"{len(tests)} tests")


def command(project: Path) -> list[str]:
    return ["generate", MANIFOLD, f"--option={OPTION}", "--source", str(project),
            "--output", str(project / GENERATED), "--force"]


def record(tool: Path) -> int:
    """Generates into the project, runs the tests in a copy, and keeps their report."""
    made = subprocess.run([tool, *command(ROOT), "--quiet"], stdout=subprocess.DEVNULL, check=False)
    if made.returncode:
        return made.returncode
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / MANIFOLD
        shutil.copytree(ROOT / GENERATED, copy)
        tests = pytest(copy)
        report = (copy / "results.xml").read_text("utf-8")
    # Where it ran is nobody's business; a line a test makes changes readable.
    report = re.sub(r' hostname="[^"]*"', "", report).replace("<testcase", "\n<testcase")
    (ROOT / RESULTS).parent.mkdir(exist_ok=True)
    (ROOT / RESULTS).write_text(report, "utf-8")
    failed = sum(state != "passed" for state, _ in tests.values())
    print(f"{len(tests)} tests, {failed} of them not passed")
    return 1 if failed or not tests else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="acceptance.sample", description=__doc__)
    parser.add_argument("--tool", type=Path, default=ROOT / ".build/release/throughline")
    return record(parser.parse_args().tool)


if __name__ == "__main__":
    sys.exit(main())
