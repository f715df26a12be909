"""The demonstration: every workflow for real, held against what is published; and its fix is missed."""

from __future__ import annotations

import os
from pathlib import Path

from .processes import Measured, measured
from .tool import ROOT, Context

#: Made by the Makefile, with the tools that the demonstration's project is worked on with.
PYTHON = ROOT / ".build/demonstration-venv/bin/python"
MISSED = "FAIL incidents a tested hotfix is proposed, and a postmortem written"


def run(context: Context) -> None:
    whole = demonstration(context, "whole")
    context.report.check(
        "every workflow does what is recorded", faults(whole),
        f"{whole.output.count('ok   ')} checks in {whole.wall:.0f} s")
    lacking = demonstration(context, "lacking", "--only", "incidents", "--without-fix")
    context.report.check("an agent without its fix makes it fail, where the fix is missed", [
        *([] if lacking.status == 1 else [f"exit {lacking.status}"]),
        *([] if MISSED in lacking.output else failures(lacking) or ["nothing is missed"])])
    careful(context)


def careful(context: Context) -> None:
    """It neither passes by dying nor removes what it has not made."""
    killed = Measured(status=-9, wall=0, cpu=0, peak=0, output="", errors="")
    context.report.check(
        "a demonstration that is killed has not passed", [] if faults(killed) else ["it has"])
    folder = context.folder("demonstration/strange")
    (folder / "kept.txt").write_text("kept", "utf-8")
    done = started(context, folder, "--only", "none")
    context.report.check("a folder of somebody else is left alone", [
        *([] if (folder / "kept.txt").is_file() else ["its file is gone"]),
        *([] if done.status == 1 and "is not empty" in done.text else [f"exit {done.status}: {done.text}"])])


def demonstration(context: Context, name: str, *options: str) -> Measured:
    """In a folder of its own; its tools may not read ours."""
    return started(context, context.folder(f"demonstration/{name}"), *options)


def started(context: Context, folder: Path, *options: str) -> Measured:
    return measured(
        [str(PYTHON), "-m", "demonstration", "--tool", str(context.tool), "--folder", str(folder),
         *options],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": "Tests", "PYTHONDONTWRITEBYTECODE": "1"})


def faults(run: Measured) -> list[str]:
    """None for a run that ends well; one that is killed may have said nothing."""
    return (failures(run) or [f"exit {run.status}"]) if run.status else []


def failures(run: Measured) -> list[str]:
    lines = run.output.splitlines()
    return [line for line in lines if line.startswith(("FAIL", "       "))] or run.text.splitlines()[-8:]
