"""Reads the registry of patterns beside these tests. Needs PyYAML."""

import json
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
INDEX = ROOT / "patterns" / "registry" / "PATTERN_INDEX.yaml"
FORMAT = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
#: Among the first lines of a program.
LINK = re.compile(r"#\s*DOC_LINK:\s*(\S+)")


def entries() -> list[dict]:
    """Every entry of the index that is a mapping."""
    index = yaml.safe_load(INDEX.read_text("utf-8")) or {}
    return [entry for entry in index.get("patterns") or [] if isinstance(entry, dict)]


def place(entry: dict, key: str) -> Path | None:
    """Where a path of the index leads; backslashes are read as slashes."""
    path = entry.get(key)
    return ROOT / str(path).replace("\\", "/") if path else None


def stated(path: Path) -> str | None:
    """The doc_id that a file states, `None` when it states none."""
    text = path.read_text("utf-8-sig")
    if path.suffix == ".json":
        document = json.loads(text)
        rule = document.get("properties", {}).get("doc_id", {})
        return rule.get("const") or document.get("doc_id")
    if path.suffix in (".yaml", ".yml"):
        # By line: some specifications are no YAML, and an id must be found all the same.
        found = re.search(r"^doc_id:\s*[\"']?([^\s\"'#]+)", text, re.MULTILINE)
    else:
        found = LINK.search("\n".join(text.splitlines()[:40]))
    return found and found[1]


def files(entry: dict) -> list[Path]:
    """The files of a pattern that are there, in the order of the index's keys."""
    found = [place(entry, f"{part}_path") for part in ("spec", "schema", "executor", "test")]
    folder = place(entry, "example_dir")
    if folder and folder.is_dir():
        found += sorted(folder.glob("*.json"))
    return [path for path in found if path and path.is_file()]
