"""A module's design: an agent's first answer breaks a rule and is refused, people agree to the second."""

from __future__ import annotations

from .world import World, differing

DESIGN = "modules/pickup/docs/INTENT_DESIGN.md"


def run(world: World) -> None:
    world.start("ModulePipeline", "module-pickup", "--module", "pickup",
                "--wish", "Parcels are picked up at home", "--steps", "design",
                "--second-opinions", 1, by="Ada")
    world.until("module-pickup", lambda status: status.get("waiting_for") == "design", "its approval")
    pull = world.of("module-pickup", "pulls")[0]
    branch = world.file(DESIGN, pull["branch"])
    world.report.check("an answer that breaks a rule is asked for again", differing(
        ids=("REQ-PICK" in branch, False), phases=("PHASE-PICK-2" in branch, True),
        opinion=("reviewer-1 agrees" in pull["body"], True)), f"#{pull['number']}")
    world.said("update", "module-pickup", "approve", "--identity", "Maya")
    result = world.result("module-pickup")
    world.report.check("people agree, and the design is merged", differing(
        steps=([step["step"] for step in result["steps"]], ["design"]),
        stopped=(result.get("stopped_at"), None), files=(result["steps"][0]["files"], [DESIGN]),
        approvals=([a["by"] for a in result["steps"][0]["approvals"]], ["Maya"]),
        main=(world.file(DESIGN), branch)))
