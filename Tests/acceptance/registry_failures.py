"""Whatever fails while a registry gets what it lacks, the tree is as it was or as it should be."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Optional

from .processes import kill_tree
from .registries import SEATS, write
from .tool import ROOT, Context

PACK = ROOT / "site-templates/artifacts/patterns"
ROUNDS = 40


def run(context: Context) -> None:
    broken_steps(context)
    blocked_places(context)
    killed(context)
    bad_input(context)


def tree(root: Path) -> dict[str, tuple]:
    """Everything below a folder, with bytes, permissions, times, and which file it is."""
    found = {}
    for path in sorted(root.rglob("*")):
        status = path.lstat()
        data = path.read_bytes() if path.is_file() else None
        # Making and removing a file changes the time of its folder, which is no content.
        time = status.st_mtime_ns if path.is_file() else 0
        found[str(path.relative_to(root))] = (data, status.st_mode, time, status.st_ino)
    return found


def differences(before: dict, after: dict) -> list[str]:
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))


def generate(context: Context, root: Path, *options: str):
    return context.run("patterns", "generate", "--root", str(root), *options)


# A batch that fails.

#: What is made wrong, the phase that it belongs to, and what is said.
BROKEN = [
    ("executor.py", "# {{pattern.name}}\n", 2, "has no DOC_LINK"),
    ("executor.py", "# DOC_LINK: {{pattern.doc_id}}-X\n", 2, "expected DOC-"),
    ("executor.py", "{{pattern.nothing}}\n", 2, "executor.py"),
    ("test.py", "# {{pattern.name}}\n", 2, "has no DOC_LINK"),
    ("test.py", "{{#each pattern.name}}{{/each}}\n", 2, "test.py"),
    ("fixed/schema/pattern_spec.v1.json", "{", 4, "line 1"),
    ("fixed/scripts/PATTERN_DIR_CHECK.ps1", "", 4, "nothing was made"),
]


def broken_steps(context: Context) -> None:
    """Each kind of file is made wrong in turn: its phase leaves no trace, alone or with the rest."""
    problems = []
    for number, (name, text, phase, words) in enumerate(BROKEN):
        root = write(context.folder(f"patterns/broken-{number}"), SEATS)
        pack = context.folder("patterns/pack")
        shutil.copytree(PACK, pack, dirs_exist_ok=True)
        (pack / name).write_text(text, "utf-8")
        for other in range(1, phase):
            generate(context, root, "--phase", str(other))
        before = tree(root)
        done = generate(context, root, "--pack", str(pack), "--phase", str(phase))
        after = {path: rest for path, rest in tree(root).items() if "reports" not in path}
        left = differences({path: rest for path, rest in before.items() if "reports" not in path}, after)
        problems += [f"{name}: {path} is not as it was" for path in left]
        if done.status != 1 or words not in done.text or "rolled back" not in done.text:
            problems.append(f"{name}: exit {done.status}, {done.text[-300:]!r}")
        partly = generate(context, root, "--pack", str(pack), "--phase", str(phase),
                          "--rollback", "selective")
        if partly.status != 1 or "failed in part" not in partly.text:
            problems.append(f"{name}: selective: exit {partly.status}, {partly.text[-300:]!r}")
        whole = generate(context, root)
        if whole.status != 0:
            problems.append(f"{name}: run again with good templates: {whole.text[-300:]!r}")
    context.report.check(
        "failures: a phase that fails leaves no trace, and can be run again", problems,
        f"{len(BROKEN)} faults")


def blocked_places(context: Context) -> None:
    """A file that cannot be written: something else lies in its place."""
    places = [
        "patterns/schemas", "patterns/schemas/seat_hold.schema.json",
        "patterns/executors/seat_give_executor.py", "patterns/tests/test_seat_hold_executor.py",
        "patterns/registry/doc_id_mapping.json", "schema", "scripts/PATTERN_DIR_CHECK.ps1",
        "tests/patterns/__init__.py",
    ]
    problems = []
    for kind in ("file or folder", "link"):
        for place in places:
            root = write(context.folder("patterns/blocked"), SEATS)
            path = root / place
            path.parent.mkdir(parents=True, exist_ok=True)
            if kind == "link":
                path.symlink_to("/nowhere")
            elif path.suffix:
                path.mkdir()
            else:
                path.write_text("mine", "utf-8")
            done = generate(context, root)
            if done.status not in (1, 3) or "Fatal" in done.text:
                problems.append(f"{kind} at {place}: exit {done.status}, {done.text[-200:]!r}")
            if path.is_symlink() != (kind == "link") or (root / ".throughline").exists():
                problems.append(f"{kind} at {place}: it is gone, or something was left")
            path.unlink() if kind == "link" or path.is_file() else path.rmdir()
            if (again := generate(context, root)).status != 0:
                problems.append(f"{kind} at {place}: with the place free: {again.text[-200:]!r}")
    context.report.check(
        "failures: what cannot be written stops its phase alone", problems, f"{2 * len(places)} places")


# A run that is killed.


def killed(context: Context) -> None:
    """After a kill at any moment, the next run undoes or completes: the end is the same."""
    expected = write(context.folder("patterns/expected"), SEATS)
    generate(context, expected)
    wanted = content(expected)
    chance, killed, problems = random.Random(7), 0, []
    for number in range(ROUNDS):
        root = write(context.folder("patterns/killed"), SEATS)
        process = subprocess.Popen(
            [str(context.tool), "patterns", "generate", "--root", str(root), "--quiet"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.002, 0.12))
        except subprocess.TimeoutExpired:
            killed += 1
            kill_tree(process.pid)
            process.wait()
        done = generate(context, root)
        if done.status != 0:
            problems.append(f"{number}: exit {done.status}, {done.text[-200:]!r}")
        problems += [f"{number}: {path}" for path in differences(wanted, content(root))]
        if (root / ".throughline").exists():
            problems.append(f"{number}: a checkpoint was left")
    if killed < ROUNDS // 4:
        problems.append(f"only {killed} of {ROUNDS} were killed")
    context.report.check(
        "failures: a killed run is undone by the next", problems, f"{killed} of {ROUNDS} killed")


def content(root: Path) -> dict[str, Optional[bytes]]:
    """Files but the account of the last run, which tells of that run."""
    return {
        str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*")
        if path.is_file() and "reports" not in path.parts}


# Input that cannot be used.

BAD = [
    ({}, ["--root", "."], 1, "has no patterns/registry/PATTERN_INDEX.yaml"),
    ({"patterns/registry/PATTERN_INDEX.yaml": "patterns: [\n"}, ["--root", "."], 1,
     "PATTERN_INDEX.yaml:"),
    ({"a/" + path: text for path, text in SEATS.items()}
     | {"b/" + path: text for path, text in SEATS.items()}, [], 1, "there are 2 registries"),
    (SEATS, ["--phase", "9"], 2, "the recipe has phases 1 to 4"),
    (SEATS, ["--phase", "none"], 2, "--phase"),
    (SEATS, ["--rollback", "all"], 2, "--rollback"),
    (SEATS, ["--root", "elsewhere"], 3, "elsewhere"),
    ({"patterns/registry/PATTERN_INDEX.yaml":
      "patterns:\n  - {pattern_id: PAT-A-001, name: ../../x}\n"}, [], 1, "no name that a file could have"),
    ({"patterns/registry/PATTERN_INDEX.yaml":
      "patterns:\n  - {pattern_id: PAT-A-001, name: a}\n  - {pattern_id: PAT-A-001, name: b}\n"}, [], 1,
     "listed a second time"),
]


def bad_input(context: Context) -> None:
    problems = []
    for number, (files, options, status, words) in enumerate(BAD):
        root = write(context.folder("patterns/bad"), files)
        (root / "keep").touch()
        before = tree(root)
        done = subprocess.run(
            [str(context.tool), "patterns", "generate", *options], cwd=root, capture_output=True,
            text=True, check=False, env={**os.environ, "NO_COLOR": "1"})
        text = done.stdout + done.stderr
        if done.returncode != status or words not in text:
            problems.append(f"{number}: exit {done.returncode}, expected {status}: {text[-300:]!r}")
        # Entries that cannot be used stand in nobody's way.
        if "registry-entry" not in text and differences(before, tree(root)):
            problems.append(f"{number}: something was written")
    context.report.check("failures: bad input is said, and nothing is written", problems, f"{len(BAD)} cases")
