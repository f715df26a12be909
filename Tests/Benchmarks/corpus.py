"""Markdown pages and traced items, made the same on every run."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

WORDS = (
    "retry window customer balance signal review ledger promise bound record order notice state "
    "measure limit window service account schedule outcome evidence payment boundary incident "
    "channel support queue failure timeout budget policy region deploy trace anchor monitor"
).split()
CODE = {
    "swift": "func total(of items: [Item]) -> Int {\n  // sum of all prices\n"
    "  items.reduce(0) { $0 + $1.price }\n}\n",
    "python": "def total(items):\n    \"\"\"Sum of all prices.\"\"\"\n"
    "    return sum(item.price for item in items if item.price > 0)\n",
    "yaml": "service:\n  name: retry\n  replicas: 3\n  limits: {cpu: 500m, memory: 256Mi}\n",
}
FOLDER = 100  # pages in one folder


def sentence(seed: int, count: int) -> str:
    """Words drawn by a fixed linear congruential sequence."""
    state, words = seed * 2654435761 % 2**32, []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        words.append(WORDS[(state >> 8) % len(WORDS)])
    return " ".join(words).capitalize() + "."


def page_name(number: int) -> str:
    return f"s{number // FOLDER:04}/page-{number:06}"


def linked(number: int, count: int) -> list[int]:
    """Ten other pages, near and far."""
    steps = (1, 2, 3, 17, 101, 503, 1009, 2003, 4001, 7919)
    return [(number + step) % count for step in steps]


def page(number: int, count: int) -> str:
    """About 2.5 KB: front matter, six headings, a table, tasks, a code block and fifteen links."""
    targets = linked(number, count)

    def link(other: int) -> str:
        return f"[page {other:06}](../{page_name(other)}.md)"

    refs = ", ".join(f"p-{other:06}" for other in targets[:5])
    rows = "\n".join(
        f"| {number}.{row} | {link(other)} | {sentence(number + row, 4)} |"
        for row, other in enumerate(targets[:5]))
    tasks = "\n".join(
        f"- [{'x' if step % 2 else ' '}] {sentence(number * 7 + step, 6)}" for step in range(4))
    language = list(CODE)[number % 3]
    sections = "\n".join(
        f"## {WORDS[(number + part) % len(WORDS)].capitalize()} {part}\n\n"
        f"{sentence(number * 5 + part, 22)} See {link(targets[part * 2])} and "
        f"{link(targets[part * 2 + 1])}, **then** `run {part}`.\n" for part in range(5))
    return (
        f"---\ntitle: Page {number:06} {WORDS[number % len(WORDS)]}\nid: p-{number:06}\n"
        f"type: guide\nstatus: draft-{number % 3}\nrefs: [{refs}]\n---\n\n"
        f"# Page {number:06}\n\n{sentence(number, 24)}\n\n{sections}\n"
        f"| key | target | note |\n|---|---|---|\n{rows}\n\n{tasks}\n\n"
        f"```{language}\n{CODE[language]}```\n")


def write_pages(content: Path, count: int) -> None:
    for number in range(count):
        path = content / f"{page_name(number)}.md"
        if number % FOLDER == 0:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number, count), "utf-8")


# Traced items: groups of fifty in four layers, with three links upwards from each but the topmost.
LAYERS = (("STK", 5), ("SYS", 12), ("SWR", 20), ("TST", 13))
GROUP = sum(size for _, size in LAYERS)


def items(group: int) -> Iterator[tuple[str, int, list[tuple[str, int]]]]:
    """Layer, number from 1, and the items of the layer above that it links to."""
    above = ("", 0)
    for layer, size in LAYERS:
        for number in range(1, size + 1):
            targets = []
            if above[1]:
                targets = [
                    (above[0], (number * 3 + group + step * 2) % above[1] + 1) for step in range(3)]
            yield layer, number, targets
        above = (layer, size)


def statement(group: int, layer: str, number: int) -> str:
    return sentence(group * 131 + number * 7 + len(layer) + ord(layer[1]), 28)


def traced(group: int) -> Iterator[tuple[str, int, list[tuple[str, int]]]]:
    """The same items with the links that manifolds and needs have.

    A test reaches the layer above the code that it tries, because ids of a manifold are its own;
    and nothing is linked twice.
    """
    for layer, number, targets in items(group):
        if layer == "TST":
            targets = [("SYS", (other - 1) % 12 + 1) for _, other in targets]
        yield layer, number, list(dict.fromkeys(targets))
