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
        "every workflow does what is recorded", failures(whole) if whole.status else [],
        f"{whole.output.count('ok   ')} checks in {whole.wall:.0f} s")
    lacking = demonstration(context, "lacking", "--only", "incidents", "--without-fix")
    context.report.check("an agent without its fix makes it fail, where the fix is missed", [
        *([] if lacking.status == 1 else [f"exit {lacking.status}"]),
        *([] if MISSED in lacking.output else failures(lacking) or ["nothing is missed"])])


def demonstration(context: Context, name: str, *options: str) -> Measured:
    """In a folder of its own; its tools may not read ours."""
    folder: Path = context.folder(f"demonstration/{name}")
    return measured(
        [str(PYTHON), "-m", "demonstration", "--tool", str(context.tool), "--folder", str(folder),
         *options],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": "Tests", "PYTHONDONTWRITEBYTECODE": "1"})


def failures(run: Measured) -> list[str]:
    lines = run.output.splitlines()
    return [line for line in lines if line.startswith(("FAIL", "       "))] or run.text.splitlines()[-8:]
