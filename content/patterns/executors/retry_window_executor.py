# DOC_LINK: DOC-RETRY-WINDOW-001
# Executes retry_window (PAT-RETRY-WINDOW-001).
from datetime import datetime, timedelta


def attempts(first_failure: str, pauses_minutes: list[int], window_hours: int) -> list[str]:
    """The moments inside the window, ascending."""
    start = datetime.fromisoformat(first_failure)
    end = start + timedelta(hours=window_hours)
    moments, moment = [], start
    for pause in pauses_minutes:
        moment += timedelta(minutes=pause)
        if moment <= end:
            moments.append(moment.isoformat())
    return moments


def execute(inputs: dict) -> dict:
    """Runs an instance."""
    return {"attempts": attempts(
        inputs["first_failure"], inputs["pauses_minutes"], inputs["window_hours"])}
