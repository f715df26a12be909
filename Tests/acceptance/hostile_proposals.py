"""Each hostile sample as a pull request that adds it: no form of the report does what the sample wants."""

from __future__ import annotations

import shutil
from pathlib import Path

from . import channels
from .processes import Measured
from .proposed import MANIFOLD, commit, git
from .samples import BYTES, CACHE, ESCAPES, PLACES, SECONDS, Sample, changed, is_placed, listed, patience, snapshot
from .tool import Context, hostile_folder

# Each would do harm in a comment.
PLANTED = (
    "a @team", "see #12", "GH-3 is it", "![x](y.png)", "<img src=x>", "<script>1</script>", "[x](javascript:1)",
    "https://tracker.example.net", "www.example.net", "<details open>", "<!-- throughline:report:x -->",
    "<p onclick=x>", "x" * (1 << 21))


def run(context: Context) -> None:
    folder = hostile_folder()
    if folder is None:
        context.report.skip("hostile proposals", "THROUGHLINE_HOSTILE is not set")
        return
    blind = [text for text in PLANTED if not channels.markdown("summary.md", text, 1 << 20)]
    context.report.check("what samples want is seen where it works", blind, f"{len(PLANTED)} texts")
    for sample in listed(folder):
        if is_placed(sample):
            check(context, folder, sample)
    swarm(context, folder)


def check(context: Context, folder: Path, sample: Sample) -> None:
    """One file, under the name that its reader looks for; and the same taken away again."""
    project = begun(context.folder(f"proposals/{sample.path}") / "project")
    base = git(project, "rev-parse", "HEAD")
    PLACES[sample.kind](project, folder / sample.path)
    head = commit(project, "::error::forged\n@everyone fixes #1")
    problems, made = told(context, project, base, head)
    taken, back = told(context, project, head, base, "--name", "back")
    context.report.check(
        sample.path, problems + [f"taken away: {one}" for one in taken],
        f"{made.wall:.2f} s, exits {made.status} and {back.status}")


def begun(project: Path) -> Path:
    """A project with one manifold in a repository of its own."""
    for name, text in {
        "content/site.yaml": "title: Sample\n", "content/manifolds/parcel-rates.yaml": MANIFOLD,
        "content/_index.md": "# Start\n", ".gitignore": "public/\n.throughline/\n",
    }.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    git(project, "init", "-q", "-b", "main")
    commit(project, "first")
    return project


def told(
    context: Context, project: Path, base: str, head: str, *options: str
) -> tuple[list[str], Measured]:
    """One is the ancestor of the other: where the head is, the merge base would be the head itself."""
    if "back" in options:
        head = commit_of(project, base, head)
    out = project.parent / f"report{len(options)}"
    before = snapshot(project.parent)
    made = context.run(
        "report", "pr", "--source", str(project), "--base", base, "--head", head, "--output-dir", str(out),
        *options, timeout=30)
    if made.wall >= SECONDS and not made.timed_out:  # once more, as a busy machine is slow
        shutil.rmtree(project / CACHE, ignore_errors=True)
        made = min(made, context.run(*again(project, base, head, out, options), timeout=30), key=lambda run: run.wall)
    written = [name for name in changed(before, snapshot(project.parent)) if not name.startswith(f"{out}/")]
    problems = [f"written outside: {name}" for name in written]
    problems += bounds(made)
    problems += channels.problems(context, out) if made.status in (0, 1) else []
    problems += [] if made.status in (0, 1) or out.is_dir() is False else ["refused, and yet written"]
    return problems, made


def again(project: Path, base: str, head: str, out: Path, options: tuple[str, ...]) -> list[str]:
    return ["report", "pr", "--source", str(project), "--base", base, "--head", head, "--output-dir", str(out), *options]


def commit_of(project: Path, base: str, head: str) -> str:
    """A commit after `base` that has the files of `head`."""
    return git(project, "commit-tree", f"{head}^{{tree}}", "-p", base, "-m", "back")


def bounds(made: Measured) -> list[str]:
    problems = []
    if made.timed_out or made.wall >= patience() or made.cpu >= SECONDS:
        problems.append(f"took {made.wall:.1f} s, {made.cpu:.1f} s of processor time")
    if made.peak >= BYTES:
        problems.append(f"took {made.peak >> 20} MB")
    if made.status not in (0, 1, 2, 3):
        problems.append(f"exit {made.status}: {made.text[-300:]}")
    if ESCAPES.search(made.text):
        problems.append("control characters on the terminal")
    return problems + [f"a command: {line[:80]}" for line in channels.commands(made.text)]


def swarm(context: Context, folder: Path) -> None:
    """All that can stand side by side, in one proposal."""
    project = begun(context.folder("proposals/all") / "project")
    base = git(project, "rev-parse", "HEAD")
    for sample in listed(folder):
        if sample.kind in PLACES and sample.kind not in ("config", "templates") and sample.size < 50_000:
            PLACES[sample.kind](project, folder / sample.path)
    head = commit(project, "all of them")
    problems, made = told(context, project, base, head)
    problems = [one for one in problems if not one.startswith("took")] + ["no end"] * made.timed_out
    context.report.check("all at once", problems, f"{made.wall:.2f} s, exit {made.status}")
