"""Every pattern of the index has what a pattern has to have (PAT-CHECK-001)."""

import json

import pytest

from .registry import INDEX, ROOT, entries, place

FIELDS = ["doc_id", "pattern_id", "name", "version", "status"]
PLACES = ["spec_path", "schema_path", "executor_path", "test_path", "example_dir"]
FOLDERS = ["registry", "specs", "schemas", "executors", "examples", "tests"]
ENTRIES = entries() if INDEX.is_file() else []


def name(entry: dict) -> str:
    return str(entry.get("pattern_id"))


def test_there_is_an_index_with_patterns():
    assert ENTRIES, f"{INDEX} lists no pattern"


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_folders_are_there(folder):
    assert (ROOT / "patterns" / folder).is_dir()


def test_ids_and_names_are_unique():
    for key in ("pattern_id", "doc_id", "name"):
        values = [entry.get(key) for entry in ENTRIES]
        assert len(values) == len(set(values)), f"{key} is not unique"


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_an_entry_has_its_fields(entry):
    assert [key for key in FIELDS + PLACES if not entry.get(key)] == []


@pytest.mark.parametrize("key", PLACES)
@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_a_path_leads_to_something(entry, key):
    path = place(entry, key)
    assert path is not None and path.exists()


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_a_schema_is_json_for_this_pattern(entry):
    path = place(entry, "schema_path")
    schema = json.loads(path.read_text("utf-8-sig"))
    rule = schema.get("properties", {}).get("pattern_id", {})
    assert rule.get("const", entry["pattern_id"]) == entry["pattern_id"]


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_there_are_examples(entry):
    assert sorted(place(entry, "example_dir").glob("*.json"))
