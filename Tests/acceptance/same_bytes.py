"""The same inputs give the same bytes: on another machine, with other threads, built in steps."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from pathlib import Path
from typing import Iterator

from . import projects
from .tool import CACHE, ROOT, Context


def run(context: Context) -> None:
    original = context.folder("bytes/original")
    projects.sample(original, pages=120, manifolds=6)
    for name in ("content", "site-templates"):
        if (ROOT / name).is_dir():
            # Templates of dashboards and alerts look like what they make, and are none.
            shutil.copytree(
                ROOT / name, original / "more" / name, ignore=shutil.ignore_patterns("artifacts"))
    reference = context.built(
        "the project builds", original, context.work / "bytes/reference", "--jobs", "1")
    machines(context, original, reference)
    steps(context, original)


def machines(context: Context, original: Path, reference: Path) -> None:
    cases = {
        "time zone and language": dict(env={"TZ": "Pacific/Chatham", "LC_ALL": "tr_TR.UTF-8"}),
        "an empty environment": dict(env={"HOME": "/nonexistent", "LANG": "", "TERM": "dumb"}),
        "another umask": dict(umask=0o077),
        "two jobs": dict(options=["--jobs", "2"]),
        "four jobs": dict(options=["--jobs", "4"]),
    }
    for number, (name, how) in enumerate(cases.items()):
        project = shuffled(original, context.folder(f"bytes/{number}/elsewhere"), seed=number)
        out = context.work / f"bytes/{number}/site"
        options = how.pop("options", [])
        run = context.build(project, out, *options, **how)
        found = [f"exit {run.status}", *run.text.splitlines()[-3:]] if run.status else []
        context.report.check(
            f"same bytes: {name}, shuffled folders", found or differences(reference, out))


def steps(context: Context, original: Path) -> None:
    """An incremental build gives what a cold one gives, after each kind of change."""
    project = shuffled(original, context.folder("bytes/steps/project"), seed=7)
    out = context.work / "bytes/steps/site"
    context.built("the first step builds", project, out)
    for number, (name, change) in enumerate(CHANGES.items()):
        change(project)
        context.build(project, out)
        cold = shuffled(project, context.folder(f"bytes/steps/cold-{number}"), seed=number)
        fresh = context.work / f"bytes/steps/cold-site-{number}"
        run = context.build(cold, fresh)
        found = [f"exit {run.status}", *run.text.splitlines()[-3:]] if run.status else []
        context.report.check(f"incremental as cold: {name}", found or differences(fresh, out))


def _edit(path: str, old: str, new: str):
    def change(project: Path) -> None:
        text = (project / path).read_text("utf-8")
        assert old in text, (path, old)
        (project / path).write_text(text.replace(old, new), "utf-8")
    return change


def _remove(path: str):
    return lambda project: (project / path).unlink()


def _rename(old: str, new: str):
    return lambda project: (project / old).rename(project / new)


def _add(path: str, text: str):
    return lambda project: projects.write(project, {path: text})


def _damage(project: Path) -> None:
    """What one build leaves for the next is overwritten in the middle, and a page is edited."""
    for record in (project / CACHE).iterdir():
        if record.is_file() and record.stat().st_size > 100:
            text = bytearray(record.read_bytes())
            text[len(text) // 2] ^= 0x55
            record.write_bytes(bytes(text))
    _edit("content/page-3.md", "Other text, longer.", "Other text.")(project)


CHANGES = {
    "a page's text": _edit("content/page-3.md", "Text of the page.", "Other text, longer."),
    "a page's title": _edit("content/page-4.md", "title: Page 00004", "title: Renamed"),
    "a link": _edit("content/page-5.md", "page-6.md#details", "page-9.md#details"),
    "a statement": _edit(
        ".manifold/feature-1.yaml", "Promise 1 of the business", "Promise one of the business"),
    "a truth's target": _edit(".manifold/feature-2.yaml", "maps_to: [B1]", "maps_to: [T1]"),
    "a new page": lambda project: projects.write(
        project, {"content/zz.md": "---\ntitle: New\n---\n\nSee [one](page-1.md).\n"}),
    "the new page removed": _remove("content/zz.md"),
    "a link more": _edit("content/page-6.md", "## Others", "[9](page-9.md)\n\n## Others"),
    "a heading more": _edit("content/page-7.md", "## Others", "## More\n\n## Others"),
    "an alias and a weight": _edit(
        "content/page-8.md", "tags: [sample]", "aliases: [former]\nweight: 3\ntags: [sample]"),
    "a link to the alias": _edit("content/page-9.md", "## Others", "[x](/former/)\n\n## Others"),
    "no alias, no link": lambda project: [
        _edit("content/page-8.md", "aliases: [former]\n", "")(project),
        _edit("content/page-9.md", "[x](/former/)\n\n", "")(project),
    ],
    "a page nobody knows": _add("content/aa.md", "---\ntitle: First\n---\n\nText.\n"),
    "that page by another name": _rename("content/aa.md", "content/zzz.md"),
    "an asset that a page shows": lambda project: [
        _add("content/note.txt", "note")(project),
        _edit("content/zzz.md", "Text.", "[note](note.txt)")(project),
    ],
    "a template": _add("site-templates/alias.html", "<p>{{title}}</p>\n"),
    "a damaged cache": _damage,
    "a removed manifold": _remove(".manifold/feature-5.yaml"),
    "the title of the site": _edit("content/site.yaml", "title: Sample", "title: Renamed"),
    "nothing": lambda project: None,
}


def shuffled(original: Path, copy: Path, seed: int) -> Path:
    """A copy whose folders list their members in another order: they are made in another order."""
    files = [
        p.relative_to(original) for p in original.rglob("*")
        if p.is_file() and CACHE not in p.relative_to(original).parts
    ]
    random.Random(seed).shuffle(files)
    for file in files:
        (copy / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(original / file, copy / file)
        os.utime(copy / file, (seed * 1000, seed * 1000))
    return copy


def digests(site: Path) -> dict[str, str]:
    return {
        str(p.relative_to(site)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(site.rglob("*")) if p.is_file()
    }


def differences(expected: Path, found: Path) -> Iterator[str]:
    a, b = digests(expected), digests(found)
    for path in sorted(a.keys() | b.keys()):
        if path not in b:
            yield f"{path}: missing"
        elif path not in a:
            yield f"{path}: not expected"
        elif a[path] != b[path]:
            yield f"{path}: other bytes"
