"""The traced items as manifolds: constraints, truths, and the artifacts that satisfy or verify."""

from __future__ import annotations

from pathlib import Path

from . import corpus


def name(layer: str, number: int) -> str:
    """The id in a manifold; the two lower layers are artifacts and known by their path."""
    return {"STK": f"T{number}", "SYS": f"RT-{number}", "SWR": f"src/part_{number}.py"}[layer]


def manifold(group: int) -> str:
    rows = list(corpus.traced(group))
    lines = [
        "schema_version: 3", f"feature: group-{group:04}", f"outcome: Group {group} is traced",
        "phase: GENERATED", "constraints:", "  business: []", "  technical:",
    ]
    for layer, number, _ in rows:
        if layer == "STK":
            lines += [
                f"    - id: {name(layer, number)}", "      type: invariant",
                f"      statement: {corpus.statement(group, layer, number)}"]
    lines += ["  user_experience: []", "  security: []", "  operational: []", "tensions: []"]
    lines += ["anchors:", "  required_truths:"]
    for layer, number, targets in rows:
        if layer == "SYS":
            lines += [
                f"    - id: {name(layer, number)}",
                f"      statement: {corpus.statement(group, layer, number)}",
                f"      maps_to: [{', '.join(name(*target) for target in targets)}]"]
    lines += ["generation:", "  option: A", "  artifacts:"]
    for layer, number, targets in rows:
        if layer in ("SWR", "TST"):
            lines += artifact(group, layer, number, targets)
    return "\n".join(lines) + "\n"


def artifact(group: int, layer: str, number: int, targets: list[tuple[str, int]]) -> list[str]:
    is_test = layer == "TST"
    path = f"tests/test_{number}.py" if is_test else f"src/part_{number}.py"
    names = [name(*target) for target in targets]
    return [
        f"    - path: group-{group:04}/{path}", f"      type: {'test' if is_test else 'code'}",
        f"      description: {corpus.statement(group, layer, number)}",
        f"      {'validates' if is_test else 'satisfies'}: [{', '.join(names)}]"]


def write(project: Path, count: int) -> None:
    folder = project / ".manifold"
    folder.mkdir(parents=True)
    (project / "content").mkdir()
    (project / "content/site.yaml").write_text("title: Items\n", "utf-8")
    for group in range(count // corpus.GROUP):
        (folder / f"group-{group:04}.yaml").write_text(manifold(group), "utf-8")
