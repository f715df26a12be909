# DOC_LINK: DOC-RETRY-WINDOW-001
# Tests retry_window (PAT-RETRY-WINDOW-001).
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "executors"))
from retry_window_executor import execute  # noqa: E402


def test_nothing_is_planned_behind_the_end_of_the_window():
    inputs = {"first_failure": "2026-02-01T08:00:00+00:00", "pauses_minutes": [60, 4400],
              "window_hours": 72}
    assert execute(inputs)["attempts"] == ["2026-02-01T09:00:00+00:00"]
