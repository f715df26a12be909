# DOC_LINK: DOC-ESCALATION-NOTE-002
# Tests escalation_note (PAT-ESCALATION-NOTE-001).
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "executors"))
from escalation_note_executor import execute  # noqa: E402


def test_the_note_names_who_takes_over():
    inputs = {"invoice": "INV-1", "attempts": ["declined"], "path": "support"}
    assert execute(inputs)["note"].endswith("Taken over by support.")
