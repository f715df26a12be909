"""What a registry of patterns must hold after a generation: schemas, examples, programs, tests."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Iterator

import jsonschema
import tree_sitter
import tree_sitter_powershell

POWERSHELL = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))


def schemas(root: Path) -> dict[str, dict]:
    """Every schema of the registry by the name of its pattern."""
    paths = sorted(root.rglob("*.schema.json"))
    return {path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8-sig"))
            for path in paths}


def schema_problems(root: Path) -> Iterator[str]:
    for path in [*sorted(root.rglob("*.schema.json")), *sorted((root / "schema").glob("*.json"))]:
        try:
            jsonschema.Draft7Validator.check_schema(json.loads(path.read_text("utf-8-sig")))
        except jsonschema.SchemaError as error:
            yield f"{path.relative_to(root)}: {error.message}"


def examples(root: Path) -> list[tuple[Path, dict]]:
    paths = sorted(root.rglob("instance_*.json"))
    return [(path, json.loads(path.read_text("utf-8-sig"))) for path in paths]


def example_problems(root: Path) -> Iterator[str]:
    """Examples that the schema of their pattern does not accept."""
    known = schemas(root)
    for path, instance in examples(root):
        own = path.parent.name
        if own not in known:
            yield f"{path.relative_to(root)}: there is no schema for it"
            continue
        for error in jsonschema.Draft7Validator(known[own]).iter_errors(instance):
            yield f"{path.relative_to(root)}: {error.message}"


# Programs that cannot run here.


def powershell_problems(root: Path) -> Iterator[str]:
    """Files that do not parse, executors that demand no instance, tests that assert nothing."""
    for path in sorted([*root.rglob("*.ps1"), *root.rglob("*.psm1")]):
        source = path.read_bytes()
        tree = POWERSHELL.parse(source)
        name = path.relative_to(root)
        yield from (f"{name}: {text}" for text in errors(tree.root_node))
        if path.name.endswith("_executor.ps1") and not path.name.startswith("test_"):
            yield from (f"{name}: {text}" for text in executor_problems(tree.root_node))
        if path.name.startswith("test_"):
            yield from (f"{name}: {text}" for text in pester_problems(tree.root_node))


def errors(node: tree_sitter.Node) -> Iterator[str]:
    if node.type == "ERROR" or node.is_missing:
        yield f"line {node.start_point[0] + 1} does not parse: {node.text[:60]!r}"
    for child in node.children:
        yield from errors(child)


def nodes(node: tree_sitter.Node, kind: str) -> Iterator[tree_sitter.Node]:
    if node.type == kind:
        yield node
    for child in node.children:
        yield from nodes(child, kind)


def executor_problems(root: tree_sitter.Node) -> Iterator[str]:
    parameters = [node.text.decode() for node in nodes(root, "script_parameter")]
    if not any("$InstancePath" in text and "Mandatory" in text for text in parameters):
        yield "no mandatory parameter InstancePath"
    # Each step is a table with its id, and the call that takes them is the last command.
    steps = [node for node in nodes(root, "hash_literal_expression") if b"StepId" in node.text]
    if not steps:
        yield "lists no step"
    commands = [node.text.decode() for node in nodes(root, "command")]
    if not any(text.startswith("Invoke-Pattern") for text in commands):
        yield "never takes its steps"


def pester_problems(root: tree_sitter.Node) -> Iterator[str]:
    its = [node for node in nodes(root, "command") if node.text.startswith(b"It ")]
    if len(its) < 8:
        yield f"{len(its)} tests, expected at least 8"
    for test in its:
        if b"Should" not in test.text:
            yield f"asserts nothing: {test.text[:60]!r}"


# Programs that can.


def pytest(folder: Path, *paths: str) -> tuple[set[str], set[str]]:
    """Names of tests that passed, and of those that did not."""
    report = folder / "results-of-acceptance.xml"
    subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider",
         f"--junitxml={report}", *paths],
        cwd=folder, capture_output=True, timeout=300, check=False)
    passed, failed = set(), set()
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        (failed if len(case) else passed).add(name)
    report.unlink()
    return passed, failed


def stated_links(table: Path) -> dict[str, str]:
    """What the executors of a real registry stated, by their path below its folder."""
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {row["path"].split("/", 1)[1]: row["doc_link"] for row in rows if row["doc_link"]}
