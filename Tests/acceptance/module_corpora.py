"""Documents of real modules, in every convention, go through the same verbs and views."""

from __future__ import annotations

import json
from pathlib import Path

from .corpora import copied
from .tool import Context, corpora_folder

FOLDER = "001"  # the collection of documents about modules
LOOKING = (("check",),)
DRAFTING = (("status",), ("tasks", "--generate"), ("actual",), ("gap",), ("changelog", "--on", "2031-01-31"))
# One of each convention that drafts are tried on.
DRAFTED = ("hypernetix+hyperspot/modules/oagw", "Fission-AI+OpenSpec/openspec/specs/cli-config",
           "rakaarwaky+lint-arwaky/crates/tui", "zarfld+IEEE_1588_2019/reports")


def run(context: Context) -> None:
    folder = corpora_folder()
    if folder is None:
        context.report.skip("real modules", "THROUGHLINE_CORPORA names no folder")
        return
    root = copied(folder / FOLDER, context.work / "modules/real")
    files = [path for path in root.rglob("*") if path.is_file()]
    modules = scopes(context, root)
    look(context, root, modules)
    draft(context, root)
    site = context.work / "modules/real-site"
    built = context.build(root, site, "--keep-going")
    text = (site / "modules/index.html").read_text(encoding="utf-8")
    wrong = [f"{scope} is in no list" for scope in modules if scope not in text]
    wrong += [] if built.status in (0, 1) else [f"exit {built.status}"]
    context.report.check("real modules: all files in one site", wrong,
                         f"{len(files)} files, {len(modules)} modules")


def scopes(context: Context, root: Path) -> list[str]:
    out = context.work / "modules/real.json"
    context.run("export", "--keep-going", "--source", str(root), "--format", "json", "-o", str(out), "-q")
    items = json.loads(out.read_text(encoding="utf-8"))["items"]
    return sorted(item["scope"] for item in items if item["kind"] == "module")


def look(context: Context, root: Path, modules: list[str]) -> None:
    wrong, findings = [], 0
    for scope in modules:
        for step, *options in LOOKING:
            done = context.run("module", step, scope, *options, "--source", str(root))
            findings += done.text.count("warning[") + done.text.count("error[")
            if done.status not in (0, 1):
                wrong.append(f"{step} {scope}: exit {done.status}: {done.text[-200:]}")
    context.report.check("real modules: every one is looked at", wrong,
                         f"{len(modules)} modules, {findings} findings")


def draft(context: Context, root: Path) -> None:
    wrong = []
    for scope in DRAFTED:
        for step, *options in DRAFTING:
            before = texts(root)
            done = context.run("module", step, scope, *options, "--source", str(root))
            if done.status not in (0, 1):
                wrong.append(f"{step} {scope}: exit {done.status}: {done.text[-200:]}")
            wrong += lost(before, texts(root), f"{step} {scope}")
            after = texts(root)
            again = context.run("module", step, scope, *options, "--source", str(root))
            changed = [path for path, data in texts(root).items() if after.get(path) != data]
            if changed and step != "changelog":
                wrong.append(f"{step} {scope} a second time changes {changed[:3]} ({again.status})")
    context.report.check("real modules: drafts lose no line, and change nothing the second time", wrong)


def texts(root: Path) -> dict[str, bytes]:
    paths = [path for path in root.rglob("*") if path.is_file() and ".throughline" not in path.parts]
    return {str(path.relative_to(root)): path.read_bytes() for path in paths}


def lost(before: dict[str, bytes], after: dict[str, bytes], name: str) -> list[str]:
    found = []
    for path, old in before.items():
        if after.get(path) == old or path.endswith("pipeline.yaml"):
            continue
        new = set(after.get(path, b"").splitlines())
        computed = (b"- **Computed:", b"- **Code:", b"- **Tests:", b"- **Kind:", b"| ")
        gone = [line for line in old.splitlines()
                if line not in new and not line.startswith(computed) and not line.startswith(b"### ")]
        found += [f"{name}: {path} lost {line[:80]!r}" for line in gone[:3]]
    return found
