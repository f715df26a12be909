"""What is exported arrives in the tools that it is meant for, item by item and link by link."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Optional

from .tool import Context

CONF = 'extensions = ["sphinx_needs"]\nproject = "items"\nhtml_theme = "alabaster"\n'
PAGE = "Items\n=====\n\n.. needimport:: needs.json\n"


def run(context: Context) -> None:
    context.own_site()
    folder = context.folder("exports")
    exported = {form: export(context, form, folder) for form in ("json", "csv", "needs", "reqif")}
    if not all(exported.values()):
        return
    ours = json.loads(exported["json"].read_text("utf-8"))
    check_rows(context, ours, exported["csv"])
    check_needs(context, ours, exported["needs"])
    check_reqif(context, ours, exported["reqif"])


def export(context: Context, form: str, folder: Path) -> Optional[Path]:
    path = folder / ("needs.json" if form == "needs" else f"items.{form}")
    done = context.run(
        "export", "--source", str(context.work / "own/project"), "--format", form,
        "--output", str(path))
    context.report.check(f"{form}: the project is exported", [] if done.status == 0 else [done.text])
    return path if done.status == 0 else None


def check_rows(context: Context, ours: dict, path: Path) -> None:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    known = [item["name"] for item in ours["items"]]
    context.report.check("csv: a row for each item", [] if [row["name"] for row in rows] == known
                         else [f"{len(rows)} rows for {len(known)} items"])
    formulas = [cell for row in rows for cell in row.values() if cell[:1] in "=+-@" and cell]
    context.report.check("csv: no cell is a formula", formulas)


def check_needs(context: Context, ours: dict, path: Path) -> None:
    (path.parent / "conf.py").write_text(CONF, "utf-8")
    (path.parent / "index.rst").write_text(PAGE, "utf-8")
    out = path.parent / "needs"
    done = called("sphinx", "-q", "-b", "needs", str(path.parent), str(out))
    if done.returncode:
        context.report.check("Sphinx-Needs imports needs.json", done.stderr.splitlines()[-8:])
        return
    theirs = json.loads((out / "needs.json").read_text("utf-8"))
    needs = theirs["versions"][theirs["current_version"]]["needs"]
    links = {item["name"]: set() for item in ours["items"]}
    for link in ours["links"]:
        links[link["from"]].add(link["to"])
    problems = [f"{name} is missing" for name in links if name not in needs]
    problems += [f"{name} is not ours" for name in needs if name not in links]
    problems += [
        f"{name} has other links" for name in links
        if name in needs and set(needs[name]["links"]) != links[name]]
    context.report.check("Sphinx-Needs has every item with its links", problems)


def check_reqif(context: Context, ours: dict, path: Path) -> None:
    out = path.parent / "strictdoc"
    done = called("strictdoc.cli.main", "convert", str(path), str(out))
    documents = list(out.rglob("*.sdoc")) if out.is_dir() else []
    if done.returncode or not documents:
        lines = (done.stdout + done.stderr).splitlines()[-8:]
        context.report.check("StrictDoc imports the ReqIF file", lines or ["no document"])
        return
    text = "\n".join(document.read_text("utf-8") for document in documents)
    theirs = re.findall(r"^UID: (.+)$", text, re.MULTILINE)
    known = [item["name"] for item in ours["items"]]
    context.report.check("StrictDoc has every item", sorted(set(known) ^ set(theirs)))
    wanted = path.read_text("utf-8").count("<SPEC-RELATION ")
    found = len(re.findall(r"^  VALUE: ", text, re.MULTILINE))
    context.report.check("StrictDoc has every relation", [] if found == wanted
                         else [f"{found} of {wanted}"])


def called(module: str, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, timeout=300)
