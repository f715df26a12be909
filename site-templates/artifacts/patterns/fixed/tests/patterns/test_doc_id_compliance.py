"""Everything of a pattern is joined by one doc_id (ID-SYSTEM-SPEC-V1, PAT-CHECK-001-070)."""

import pytest

from .registry import FORMAT, INDEX, entries, files, stated

ENTRIES = entries() if INDEX.is_file() else []


def name(entry: dict) -> str:
    return str(entry.get("pattern_id"))


def test_there_is_something_to_check():
    assert ENTRIES


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_the_id_has_the_format(entry):
    assert FORMAT.fullmatch(str(entry.get("doc_id"))), entry.get("doc_id")


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_every_file_states_the_id_of_the_index(entry):
    found = {str(path): stated(path) for path in files(entry)}
    assert found, "the pattern has no file"
    assert {path: id for path, id in found.items() if id != entry.get("doc_id")} == {}
