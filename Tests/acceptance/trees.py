"""A project tree full of links, devices and odd names: each is refused by name, nothing leaks."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Iterator

from .samples import BYTES, SECONDS
from .tool import Context, hostile_folder

# What the listing says of a row that is not one path, in words of the diagnostic's path.
SPECIAL = {
    "content/caf\\351.md": "caf",
    "content/new\\nline.md": "new",
    "content/Case.md + case.md": "ase.md",
}


def run(context: Context) -> None:
    folder = hostile_folder()
    if folder is None:
        context.report.skip("hostile tree", "THROUGHLINE_HOSTILE is not set")
        return
    project = context.folder("trees/project")
    subprocess.run(
        ["sh", str(folder / "fs" / "setup.sh"), str(project)], check=True, capture_output=True)
    try:
        check_refusal(context, project)
        check_rows(context, project, folder)
    finally:
        subprocess.run(["chmod", "-R", "u+rwx", str(project / "content")], capture_output=True)
        shutil.rmtree(project, ignore_errors=True)


def check_refusal(context: Context, project: Path) -> None:
    """`public/` holds files that no build of ours made."""
    outside = sorted((project / "outside").iterdir())
    run = context.build(project, project / "public", timeout=20)
    found = [] if run.status in (1, 2, 3) else [f"exit {run.status}"]
    if not (project / "public/thesis.doc").is_file():
        found.append("public/thesis.doc is gone")
    if sorted((project / "outside").iterdir()) != outside:
        found.append("something was written through public/assets")
    context.report.check("a folder of its owner is refused", found)


def check_rows(context: Context, project: Path, folder: Path) -> None:
    out = context.work / "trees/site"
    made = context.build(project, out, "--keep-going", timeout=20)
    findings = context.findings(project)
    problems = [] if made.status in (0, 1) else [f"exit {made.status}: {made.text[-300:]}"]
    if made.wall >= SECONDS or made.peak >= BYTES:
        problems.append(f"{made.wall:.1f} s, {made.peak >> 20} MB")
    context.report.check(
        "the tree is walked in time", problems, f"{made.wall:.2f} s, {made.peak >> 20} MB")
    context.report.check("no secret is published", leaks(out, made.text))
    for line in (folder / "fs" / "MUST.tsv").read_text("utf-8").splitlines()[1:]:
        path, _, must = line.partition("\t")
        if must.startswith("error"):
            check_error(context, path, must, findings)


def check_error(context: Context, path: str, must: str, findings: list[dict]) -> None:
    if "skip when root" in must and os.geteuid() == 0:
        context.report.skip(path, "root may read everything")
        return
    wanted = SPECIAL.get(path, path)
    errors = [f for f in findings if f.get("severity") == "error" and wanted in str(f.get("path"))]
    context.report.check(path, [] if errors else [f"no error names it; must give {must}"])


def leaks(out: Path, text: str) -> Iterator[str]:
    """Contents of files outside, and of this process's environment."""
    secrets = ["secret-outside", "root:x:0:0", f"PATH={os.environ.get('PATH', '-')}"]
    for secret in secrets:
        if secret in text:
            yield f"{secret!r} on the terminal"
        for path in out.rglob("*"):
            if path.is_file() and secret.encode() in path.read_bytes():
                yield f"{secret!r} in {path.relative_to(out)}"
