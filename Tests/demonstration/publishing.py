"""What has happened is published: once for the same inputs, again when they change, never when they are wrong."""

from __future__ import annotations

import json
import shutil

from . import people
from .recording import tests
from .world import HERE, World, differing

MANIFOLDS = HERE.parent / "acceptance/manifolds"

HOOKS = {"source": "hooks", "destination": "public", "manifold": "webhook-delivery", "option": "A"}


def run(world: World) -> None:
    project(world)
    refused(world)
    generated(world)


def publish(world: World, name: str, **members: str) -> dict:
    world.start("Publish", name, "--input", json.dumps(members), by="Ada")
    return world.result(name)


def project(world: World) -> None:
    """The project as it is now, with the results of its tests."""
    report = people.desk(world) / "results/parcel-rates.xml"
    report.parent.mkdir(exist_ok=True)
    report.write_text(tests(world), "utf-8")
    first = publish(world, "publish-parcels", source="desk", destination="public")
    page = people.desk(world) / "public/manifolds/parcel-rates/B2.html"
    world.report.check("the project is published, with what its tests have shown", differing(
        unchanged=(first["unchanged"], False), pages=(first["pages"] > 20, True),
        satisfied=("Satisfied" in page.read_text("utf-8"), True)), f"{first['pages']} pages")
    built = page.stat().st_mtime_ns
    again = publish(world, "publish-parcels-again", source="desk", destination="public")
    world.report.check("the same inputs are not published twice", differing(
        unchanged=(again["unchanged"], True), hash=(again["input_hash"], first["input_hash"]),
        page=(page.stat().st_mtime_ns, built)), first["input_hash"][:12])
    write_about(world, "Written by the counter team.")
    third = publish(world, "publish-parcels-edited", source="desk", destination="public")
    world.report.check("other inputs are published again", differing(
        unchanged=(third["unchanged"], False), other=(third["input_hash"] != first["input_hash"], True),
        words=("counter team" in published(world), True)))


def refused(world: World) -> None:
    """Somebody writes of a constraint that there is not."""
    before = published(world)
    write_about(world, "See [[parcel-rates/B99]].")
    world.start("Publish", "publish-parcels-wrong", "--input",
                json.dumps({"source": "desk", "destination": "public"}), by="Ada")
    reason = world.failure("publish-parcels-wrong")
    world.report.check("what does not hold together is not published", differing(
        names=("content/_index.md: " in reason and "B99" in reason, True),
        site=(published(world), before)), reason.strip())


def write_about(world: World, words: str) -> None:
    path = people.desk(world) / "content/_index.md"
    path.write_text(f"{path.read_text('utf-8')}\n{words}\n", "utf-8")


def published(world: World) -> str:
    return (people.desk(world) / "public/index.html").read_text("utf-8")


def generated(world: World) -> None:
    """Another project: artifacts are made of its manifold and verified before its site is built."""
    folder = world.folder / "hooks"
    place = folder / "content/manifolds/webhook-delivery.cms.yaml"
    place.parent.mkdir(parents=True)
    shutil.copy(MANIFOLDS / place.name, place)
    found = publish(world, "publish-hooks", **HOOKS)
    programs = list((folder / "generated/webhook-delivery").rglob("*.py"))
    world.report.check("artifacts are generated and verified before a site is built", differing(
        unchanged=(found["unchanged"], False), artifacts=(found["artifacts"] > 30, True),
        programs=(len(programs) > 10, True), pages=(found["pages"] > 20, True)),
        f"{found['artifacts']} artifacts, {found['pages']} pages")
