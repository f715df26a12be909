"""A small project under git, with a change that breaks one constraint and adds another, under hostile names."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

# A name that git allows, and that does harm wherever it becomes part of a shell's text.
BRANCH = "x;touch${IFS}pwned;$(touch${IFS}pwned)'`touch${IFS}pwned`"
TITLE = "$(touch pwned)\n::error::forged\n\"';touch pwned #"

MANIFOLD = """schema_version: 3
feature: parcel-rates
outcome: A parcel costs what its weight says
constraints:
  business:
    - id: B1
      type: invariant
      statement: "The service shall charge each parcel once"
    - id: B2
      type: boundary
      statement: "A quote shall be answered within 72 h"
"""
CODE = """# Satisfies: B1
def charge(parcel):
    return parcel.charged or parcel.charge()
"""
# A figure that a job must not take for its own, at the beginning of a line as far as YAML lets it.
FIGURE = "constraints satisfied 9 of 9 (100 %) 9 of 9 (100 %) 0"
FORGED = [FIGURE, f"  {FIGURE}", "Trace coverage: 100.0%", "2031-01-01T00:00:00.000000Z 00O   " + FIGURE]
TEST = """<testsuites><testsuite name="t" tests="2" failures="{failures}">
<testcase classname="t" name="test_once" time="0.1"><properties>
<property name="verifies" value="B1"/></properties>{first}</testcase>
<testcase classname="t" name="test_in_time" time="0.1"><properties>
<property name="verifies" value="B2"/></properties></testcase>
</testsuite></testsuites>
"""


@dataclass
class Proposal:
    folder: Path
    base: str
    head: str
    better: str


def git(folder: Path, *arguments: str) -> str:
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"))}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder.parent), "GIT_CONFIG_NOSYSTEM": "1", **who})
    return done.stdout.strip()


def propose(folder: Path) -> Proposal:
    """`main`, then a branch whose first commit breaks things and whose second mends them."""
    git(folder, "init", "-q", "-b", "main")
    files = {
        "content/manifolds/parcel-rates.yaml": MANIFOLD, "src/charge.py": CODE,
        "content/site.yaml": "title: Parcels\ninputs:\n  sources: [src/*.py]\n  results: [results/*.xml]\n",
        "content/_index.md": "---\ntitle: Parcels\n---\n\nRates.\n",
        "results/junit.xml": TEST.format(failures=0, first=""), ".gitignore": "public/\n.throughline/\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    base = commit(folder, "first")
    git(folder, "checkout", "-q", "-b", BRANCH)
    manifold = folder / "content/manifolds/parcel-rates.yaml"
    worse = MANIFOLD.replace("within 72 h", "within 48 h") + (
        '    - id: B3\n      type: invariant\n      statement: |\n'
        '        No parcel @everybody #1 <!-- throughline:report:x --> shall be lost\n'
        '        ::set-output name=verdict::passed\n'
        '        ##[add-mask]parcel\n'
        + "".join(f"        {line}\n" for line in FORGED))
    manifold.write_text(worse)
    (folder / "results/junit.xml").write_text(
        TEST.format(failures=1, first='<failure message="charged twice"/>'))
    head = commit(folder, TITLE)
    manifold.write_text(MANIFOLD.replace("A quote shall", "Each quote shall"))
    (folder / "results/junit.xml").write_text(files["results/junit.xml"])
    better = commit(folder, "better")
    git(folder, "update-ref", "refs/remotes/origin/main", base)
    return Proposal(folder, base, head, better)


def quote(folder: Path, text: str) -> Proposal:
    """The project of `propose`, with a change that makes a constraint say any text."""
    proposal = propose(folder)
    lines = "".join(f"        {line}\n" for line in text.splitlines())
    said = f"{MANIFOLD}    - id: B4\n      type: goal\n      statement: |\n{lines}"
    (folder / "content/manifolds/parcel-rates.yaml").write_text(said)
    return Proposal(folder, proposal.better, commit(folder, "quoted"), proposal.better)


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")
