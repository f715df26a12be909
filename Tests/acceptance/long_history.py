"""A long history of one run, made the same on every run: activities and the tasks between them."""

from __future__ import annotations

import base64
import json
from pathlib import Path


def payloads(value: object) -> dict:
    encoded = base64.b64encode(json.dumps(value).encode()).decode()
    return {"payloads": [{"metadata": {"encoding": "anNvbi9wbGFpbg=="}, "data": encoded}]}


def time_of(number: int) -> str:
    seconds, milliseconds = divmod(number * 433, 1_000)
    return (
        f"2024-01-{1 + seconds // 86_400:02}T{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:"
        f"{seconds % 60:02}.{milliseconds:03}Z")


def attributes(number: int) -> tuple[str, dict]:
    """The type and what it says; six events make a round: an activity and a workflow task."""
    step, first = (number - 5) % 6, number - (number - 5) % 6
    if number == 1:
        return "WorkflowExecutionStarted", {
            "workflowType": {"name": "SettleAccounts"}, "taskQueue": {"name": "settlement"},
            "input": payloads({"accounts": 8_533}), "attempt": 1}
    if number < 5:
        step, first = number + 1, -1
    last = first + 3
    return (
        ("ActivityTaskScheduled", {
            "activityId": str(first), "activityType": {"name": "SettleAccount"},
            "taskQueue": {"name": "settlement"}, "workflowTaskCompletedEventId": str(first - 1),
            "input": payloads({"account": f"ACC-{first:06}", "amount": first * 17 % 9_973})}),
        ("ActivityTaskStarted", {
            "scheduledEventId": str(first), "identity": "worker-1@settlement", "attempt": 1}),
        ("ActivityTaskCompleted", {
            "scheduledEventId": str(first), "startedEventId": str(first + 1),
            "result": payloads({"settled": True, "balance": first * 31 % 7_919}),
            "identity": "worker-1@settlement"}),
        ("WorkflowTaskScheduled", {"taskQueue": {"name": "settlement"}, "attempt": 1}),
        ("WorkflowTaskStarted", {
            "scheduledEventId": str(last), "identity": "worker-1@settlement"}),
        ("WorkflowTaskCompleted", {
            "scheduledEventId": str(last), "startedEventId": str(last + 1),
            "identity": "worker-1@settlement"}),
    )[step]


def event(number: int) -> dict:
    name, said = attributes(number)
    key = name[0].lower() + name[1:] + "EventAttributes"
    return {
        "eventId": str(number), "eventTime": time_of(number), "eventType": name,
        "taskId": str(1_048_576 + number), key: said}


def write(path: Path, count: int) -> Path:
    """`count` events of a run that is still open."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"events": [event(n) for n in range(1, count + 1)]}), "utf-8")
    return path
