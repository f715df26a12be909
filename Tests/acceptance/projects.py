"""The small projects that are built. All text is made here, the same on every run."""

from __future__ import annotations

from pathlib import Path

CATEGORIES = ("business", "technical", "user_experience", "security", "operational")
LETTERS = "BTUSO"


def write(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return root


def settings(title: str) -> str:
    return f"title: {title}\nlanguage: en\nbase_url: https://docs.example.com/lines/\n"


def manifold(feature: str, constraints: int = 10) -> str:
    """A manifold with truths, a tension and evidence; each constraint has one truth."""
    lines = [
        "schema_version: 3", f"feature: {feature}", f"outcome: {feature} keeps its promises",
        "phase: ANCHORED", "constraints:",
    ]
    for index, category in enumerate(CATEGORIES):
        members = [n for n in range(constraints) if n % len(CATEGORIES) == index]
        lines.append(f"  {category}:" if members else f"  {category}: []")
        for position, _ in enumerate(members, 1):
            lines += [
                f"    - id: {LETTERS[index]}{position}",
                f"      type: {('invariant', 'goal', 'boundary')[position % 3]}",
                f"      statement: Promise {position} of the {category} kind holds",
                f"      rationale: Somebody relies on promise {position}",
            ]
    lines += [
        "tensions:", "  - id: TN1", "    type: trade_off", "    between: [B1, T1]",
        "    description: Speed against care", "    status: resolved", "anchors:",
        "  required_truths:",
    ]
    for number in range(constraints):
        constraint = f"{LETTERS[number % 5]}{number // 5 + 1}"
        lines += [
            f"    - id: RT-{number + 1}", f"      statement: Truth {number + 1} is established",
            f"      maps_to: [{constraint}]", "      status: PARTIAL", "      evidence:",
            f"        - id: E{number + 1}", "          type: file_exists",
            f"          path: content/page-{number % 3}.md", "          status: PENDING",
        ]
    return "\n".join(lines) + "\n"


def page(number: int, count: int, extra: str = "") -> str:
    """A page of a fixed shape that links to three others."""
    others = [(number + step) % count for step in (1, 7, 31)]
    links = "\n".join(f"- [Page {other:05}](page-{other}.md#details)" for other in others)
    return (
        f"---\ntitle: Page {number:05}\ntags: [sample]\n---\n\nText of the page.{extra}\n\n"
        f"## Details\n\n| key | value |\n|---|---|\n| number | {number:05} |\n\n"
        f"## Others\n\n{links}\n\n```python\ndef answer():\n    return 42\n```\n"
    )


def sample(
    root: Path, pages: int = 20, manifolds: int = 1, constraints: int = 10, title: str = "Sample",
) -> Path:
    """A project with linked pages and manifolds."""
    files = {"content/site.yaml": settings(title), "content/_index.md": "# Start\n\nWelcome.\n"}
    for number in range(pages):
        files[f"content/page-{number}.md"] = page(number, pages)
    for number in range(manifolds):
        files[f".manifold/feature-{number}.yaml"] = manifold(f"feature-{number}", constraints)
    return write(root, files)
