"""The pages about a recorded demonstration: a story, what was written about incidents, a gate's verdict."""

from __future__ import annotations

import json
import string
from typing import TYPE_CHECKING

from .world import HERE, World

if TYPE_CHECKING:
    from .recording import Run


def made(world: World, runs: list[Run]) -> dict[str, str]:
    found = {"_index.md": story(world, runs), "gate-refusal.md": verdict(world)}
    for issue in world.records("issues"):
        if "postmortem" in issue["labels"]:
            alert = run_of(issue).removeprefix("incident-")
            found[f"postmortem-{alert}.md"] = postmortem(issue)
    return found


def run_of(record: dict) -> str:
    """The run that made a record."""
    return record["key"].partition("/")[0]


def page(title: str, description: str, body: str) -> str:
    # A title in JSON is one in YAML, whatever stands in it.
    return f"---\ntitle: {json.dumps(title)}\ndescription: {json.dumps(description)}\n---\n\n{body}"


def story(world: World, runs: list[Run]) -> str:
    pulls, issues = world.records("pulls"), world.records("issues")
    merged = sum(pull["state"] == "merged" for pull in pulls)
    text = string.Template((HERE / "pages/_index.md").read_text("utf-8"))
    return text.substitute(
        runs=table(runs), run_count=len(runs), pulls=len(pulls), merged=merged, issues=len(issues),
        events=f"{sum(len(run.events) for run in runs):,}")


def table(runs: list[Run]) -> str:
    rows = [f"| [{run.name}](histories/{run.name}.json) | {run.kind} | {run.ending} | {len(run.events)} |"
            for run in runs]
    return "\n".join(["| run | workflow | ended | events |", "|---|---|---|---:|", *rows])


def postmortem(issue: dict) -> str:
    run = run_of(issue)
    return page(
        issue["title"], f"Written by an agent at the end of the run {run}",
        f"{issue['body'].rstrip()}\n\nWritten in the run [{run}](histories/{run}.json).\n")


def verdict(world: World) -> str:
    """The comment of the gate that mended something, as it stands at its pull request."""
    pull = world.of("patch-refusal", "pulls")[0]
    comment = next(c for c in pull["comments"] if c["key"].startswith("gate-refusal/"))
    return page(
        f"Quality gate of #{pull['number']}", f"What eight tools said about “{pull['title']}”",
        f"{comment['text']}\n\nSaid by the run [gate-refusal](histories/gate-refusal.json) about\n"
        f"“{pull['title']}”, which [patch-refusal](histories/patch-refusal.json) had proposed.\n")
