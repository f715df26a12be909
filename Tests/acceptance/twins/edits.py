"""Histories that no run of ours has made: each differs in one thing from one that a run has."""

from __future__ import annotations

import base64
import copy
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Optional

ACTIVITY = "ACTIVITY_TASK_SCHEDULED"


@dataclass
class Edited:
    """A history with one change, and the event at which code and history part."""

    name: str
    event: int
    events: list[dict]


def edits(events: list[dict]) -> Iterator[Edited]:
    """Every kind of change that the history has room for."""
    steps = [event for event in events if kind(event) == ACTIVITY]
    for place in sorted({0, len(steps) // 2, len(steps) - 1}) if steps else ():
        yield renamed(events, number(steps[place]))
        yield removed(events, number(steps[place]), "without an activity")
    fired = [event for event in events if kind(event) == "TIMER_FIRED"]
    # A turn that asks for nothing is one with the turn after it to other checkers; one whose timer
    # was called off there may as well never have been set.
    for event in fired[:1]:
        yield removed(events, int(attributes(event)["startedEventId"]), "without a timer")
    pair = next(
        (pair for pair in zip(steps, steps[1:]) if name_of(pair[0]) != name_of(pair[1])), None)
    if pair is not None:
        yield exchanged(events, number(pair[0]), number(pair[1]))
    end = events[-1]
    if kind(end) == "WORKFLOW_EXECUTION_COMPLETED":
        yield failing(events)


def kind(event: dict) -> str:
    return event["eventType"].removeprefix("EVENT_TYPE_")


def number(event: dict) -> int:
    return int(event["eventId"])


def attributes(event: dict) -> dict:
    return next(value for key, value in event.items() if key.endswith("EventAttributes"))


def name_of(event: dict) -> str:
    return attributes(event)["activityType"]["name"]


def renamed(events: list[dict], at: int) -> Edited:
    found = copy.deepcopy(events)
    attributes(found[at - 1])["activityType"]["name"] += "_again"
    return Edited("another activity", at, found)


def exchanged(events: list[dict], one: int, other: int) -> Edited:
    """What two activities do, the one in the place of the other."""
    found = copy.deepcopy(events)
    first, second = attributes(found[one - 1]), attributes(found[other - 1])
    for key in ("activityType", "input"):
        first[key], second[key] = second[key], first[key]
    return Edited("two activities exchanged", one, found)


def removed(events: list[dict], at: int, name: str) -> Edited:
    """Without a command and all that came of it; the rest is numbered again."""
    gone = {at} | {number(event) for event in events if at in references(event).values()}
    # Nothing else refers to the start of an activity.
    found = [copy.deepcopy(event) for event in events if number(event) not in gone]
    numbers = {number(event): place for place, event in enumerate(found, 1)}
    for event in found:
        for key, old in references(event).items():
            attributes(event)[key] = str(numbers.get(old, old))
        event["eventId"] = str(numbers[number(event)])
    return Edited(name, parting(events, found, at), found)


def references(event: dict) -> dict[str, int]:
    return {
        key: int(value) for key, value in attributes(event).items()
        if key.endswith("EventId") and key != "lastContinueAsNewEventId"}


def parting(events: list[dict], found: list[dict], at: int) -> int:
    """The command that stands where the removed one stood, or else the beginning of its turn."""
    turn = attributes(events[at - 1])["workflowTaskCompletedEventId"]
    if at <= len(found):
        # The end of an update is a command that does not name its turn.
        is_update = kind(found[at - 1]) == "WORKFLOW_EXECUTION_UPDATE_COMPLETED"
        if is_update or attributes(found[at - 1]).get("workflowTaskCompletedEventId") == turn:
            return at
    return int(attributes(events[int(turn) - 1])["startedEventId"])


def failing(events: list[dict]) -> Edited:
    """A failure in the place of the result."""
    found = copy.deepcopy(events)
    ended = attributes(found[-1])
    found[-1] = {
        "eventId": found[-1]["eventId"], "eventTime": found[-1]["eventTime"],
        "eventType": "EVENT_TYPE_WORKFLOW_EXECUTION_FAILED",
        "workflowExecutionFailedEventAttributes": {
            "failure": {"message": "no", "applicationFailureInfo": {"type": "No"}},
            "workflowTaskCompletedEventId": ended["workflowTaskCompletedEventId"]}}
    return Edited("a failure for a result", number(found[-1]), found)


def reworded(events: list[dict]) -> Iterator[Edited]:
    """One word more in a request, and in the result: code may change so, a twin may not."""
    for event in events:
        key = "input" if kind(event) == ACTIVITY else "result"
        is_end = kind(event) == "WORKFLOW_EXECUTION_COMPLETED"
        given = payload(attributes(event).get(key))
        if (kind(event) == ACTIVITY or is_end) and isinstance(given, dict):
            found = copy.deepcopy(events)
            more = base64.b64encode(json.dumps(given | {"more": 1}).encode()).decode()
            attributes(found[number(event) - 1])[key]["payloads"][0]["data"] = more
            yield Edited(f"another {key}", number(event), found)


def mistyped(events: list[dict]) -> Optional[Edited]:
    """A text where an object was answered, to an activity that was asked for alone.

    Of several, code may look at each when all have answered.
    """
    turns = [attributes(event)["workflowTaskCompletedEventId"] for event in events
             if kind(event) == ACTIVITY]
    for event in events:
        if kind(event) != "ACTIVITY_TASK_COMPLETED":
            continue
        asked = attributes(events[int(attributes(event)["scheduledEventId"]) - 1])
        if turns.count(asked["workflowTaskCompletedEventId"]) > 1:
            continue
        if payload(attributes(event).get("result")) in (None, {}):
            continue
        found = copy.deepcopy(events)
        given = base64.b64encode(b'"neither one nor the other"').decode()
        attributes(found[number(event) - 1])["result"]["payloads"][0]["data"] = given
        return Edited("a result of another type", turn_after(events, event), found)
    return None


def turn_after(events: list[dict], event: dict) -> int:
    """The beginning of the turn that hears of an event."""
    done = [event for event in events if kind(event) == "WORKFLOW_TASK_COMPLETED"]
    starts = [int(attributes(turn)["startedEventId"]) for turn in done]
    return min(start for start in starts if start > number(event))


def payload(given: Optional[dict]) -> object:
    """The first value of a list of payloads."""
    found = (given or {}).get("payloads", [])
    return json.loads(base64.b64decode(found[0]["data"])) if found and "data" in found[0] else None


def written(edited: Edited, folder: Path, run: str) -> Path:
    name = re.sub(r"\W", "-", edited.name)
    path = folder / f"{run}.{name}.{edited.event}.json"
    path.write_text(json.dumps({"events": edited.events}))
    return path
