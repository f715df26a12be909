"""A turn for which a result and a request to stop came together."""

from __future__ import annotations

import copy
from typing import Iterator

from .edits import ACTIVITY, attributes, kind, name_of, number, references


def crowded(events: list[dict]) -> Iterator[tuple[str, list[dict]]]:
    """The way of a plan until its branch is made, and somebody stops it in the same turn.

    Code goes on with the branch, and asks for two patches before it hears of the stop: their numbers
    are used up, and nobody sees the requests. Whoever lets it hear of the stop first asks for the
    end of the branch with another number.
    """
    made = next(event for event in events if kind(event) == ACTIVITY
                and name_of(event) == "create_branch")
    result = next(event for event in events if kind(event) == "ACTIVITY_TASK_COMPLETED"
                  and attributes(event)["scheduledEventId"] == made["eventId"])
    turn = next(event for event in events[number(result):]
                if kind(event) == "WORKFLOW_TASK_COMPLETED")
    for place, name in ((number(result) - 1, "before"), (number(result), "after")):
        found = copy.deepcopy(events[:number(turn)])
        found.insert(place, stop(result))
        yield f"stopped {name} the result", numbered([*found, undone(made, turn)])


def stop(result: dict) -> dict:
    return {
        "eventTime": result["eventTime"], "eventType": "EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED",
        "workflowExecutionSignaledEventAttributes": {
            "signalName": "cancel_workflow", "identity": "ada"}}


def undone(made: dict, turn: dict) -> dict:
    found = copy.deepcopy(made)
    asked = attributes(found)
    asked["activityType"]["name"] = "delete_branch"
    asked["activityId"] = str(int(asked["activityId"]) + 3)
    asked["workflowTaskCompletedEventId"] = turn["eventId"]
    # What it asks for is not the matter here.
    del asked["input"], found["eventId"]
    return found | {"eventTime": turn["eventTime"]}


def numbered(events: list[dict]) -> list[dict]:
    numbers = {
        int(event["eventId"]): place for place, event in enumerate(events, 1)
        if "eventId" in event}
    for place, event in enumerate(events, 1):
        for key, old in references(event).items():
            attributes(event)[key] = str(numbers.get(old, old))
        event["eventId"] = str(place)
    return events
