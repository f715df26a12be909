"""A migration whose third step forgets a place: its validation fails, and all steps are taken back."""

from __future__ import annotations

from .world import World, differing

BRANCH = "migration/typed-weights-grams"
STEPS = ["name-grams", "parcel-in-grams", "card-in-grams"]


def run(world: World) -> None:
    before, branches = world.tree(), world.git("for-each-ref", "refs/heads")
    world.start("CodeMigration", "migration-grams", "--migration-type", "typed-weights",
                "--source-version", "int", "--target-version", "Grams", by="Ben")
    result = world.result("migration-grams")
    status = world.status("migration-grams")
    last = result["step_results"][-1]
    world.report.check("a migration fails at a step that its tests do not see", differing(
        steps=([step["step_id"] for step in result["step_results"]], STEPS),
        tests=([step["tests_passed"] for step in result["step_results"]], [True, True, True]),
        valid=([step["validation_passed"] for step in result["step_results"]], [True, True, False]),
        why=(any("still has `up_to: int`" in error for error in last["errors"]), True)))
    world.report.check("every step is taken back in reverse, and nothing is left", differing(
        rolled_back=(result["rollback_performed"], True),
        state=(status["state"], "rolled_back"), not_undone=(result["not_rolled_back"], []),
        undone=(status["undone"], [
            *(f"roll_back {step}" for step in reversed(STEPS)), f"delete_branch {BRANCH}"]),
        branches=(world.git("for-each-ref", "refs/heads"), branches), main=(world.tree(), before)))
    world.report.check("git agrees: the last commit of the migration holds what main held", differing(
        subjects=(subjects(world), [
            *(f"Take back step {step}" for step in STEPS), *DESCRIPTIONS[::-1]]),
        tree=(world.tree(tip(world)), before)))


DESCRIPTIONS = [
    "Give grams a name", "Weigh parcels in grams", "Read the limits of bands in grams"]


def tip(world: World) -> str:
    """Where the branch ended: the mark that the engine left for its last commit."""
    lines = world.git("for-each-ref", "--format", "%(objectname) %(subject)", "refs/throughline")
    found = {line.split()[0] for line in lines.splitlines()
             if line.endswith("Take back step name-grams")}
    return found.pop()


def subjects(world: World) -> list[str]:
    return world.git("log", "--format=%s", f"main..{tip(world)}").splitlines()
