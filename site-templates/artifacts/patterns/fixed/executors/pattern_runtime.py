"""Runs instances of patterns: reads one strictly, holds it against its schema, takes the steps in
their order, and says what became of each.

What a step does is written by hand, as functions named after the step or after one of its actions, in
a module that --handlers names. A step for which nobody has written one is not executed, and a run with
such a step has not succeeded.

Exit codes: 0 succeeded, 1 a step failed, 2 the instance is refused, 3 steps were not executed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, Callable

SUCCEEDED, FAILED, REFUSED, INCOMPLETE = 0, 1, 2, 3
#: Larger files are no instances.
LARGEST = 4 * 1024 * 1024
DEEPEST = 64


class Refused(Exception):
    """The instance cannot be used; the texts say why."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Step:
    step_id: str
    description: str
    actions: list[str] = field(default_factory=list)
    on_error: str = ""


@dataclass(frozen=True)
class Pattern:
    pattern_id: str
    doc_id: str
    name: str
    version: str
    #: What instances are held against.
    schema: Path
    steps: list[Step]


# Reading.


def read(path: Path) -> Any:
    """Strict JSON: no member twice, no NaN, UTF-8."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refused([f"{path}: larger than {LARGEST} bytes"])
        text = path.read_bytes().decode("utf-8")
        return json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
    except (OSError, UnicodeDecodeError, ValueError, OverflowError, RecursionError) as error:
        raise Refused([f"{path}: {error}"]) from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'the member "{double}" stands there twice')
    return members


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


# Checking.

TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and float(value).is_integer(),
    "number": lambda value: _is_number(value),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def problems(schema: dict[str, Any], value: Any, at: str = "instance") -> list[str]:
    """What a value lacks, by the words of JSON Schema that patterns use."""
    if at.count(".") + at.count("[") > DEEPEST:
        return [f"{at[:80]}: nested too deeply"]
    kind = schema.get("type")
    if isinstance(kind, str) and kind in TYPES and not TYPES[kind](value):
        return [f"{at}: expected {kind}, found {type(value).__name__}"]
    found = []
    if "const" in schema and not _same(value, schema["const"]):
        found.append(f"{at}: expected {json.dumps(schema['const'])}")
    if "enum" in schema and not any(_same(value, choice) for choice in schema["enum"]):
        found.append(f"{at}: expected one of {json.dumps(schema['enum'])}")
    if isinstance(value, dict):
        found += _object_problems(schema, value, at)
    elif isinstance(value, list):
        found += _list_problems(schema, value, at)
    elif isinstance(value, str):
        found += _text_problems(schema, value, at)
    elif _is_number(value):
        found += _number_problems(schema, value, at)
    return found


def _same(a: Any, b: Any) -> bool:
    """1 and true are not the same in JSON."""
    return a == b and isinstance(a, bool) == isinstance(b, bool)


def _object_problems(schema: dict[str, Any], value: dict[str, Any], at: str) -> list[str]:
    members = schema.get("properties", {})
    found = [f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value]
    for name, member in value.items():
        if name in members:
            found += problems(members[name], member, f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            found.append(f"{at}: {name} is not known; known are {', '.join(sorted(members))}")
    return found


def _list_problems(schema: dict[str, Any], value: list[Any], at: str) -> list[str]:
    found = _count_problems(schema, len(value), at, "Items", "elements")
    items = schema.get("items")
    if isinstance(items, dict):
        for index, element in enumerate(value):
            found += problems(items, element, f"{at}[{index}]")
    return found


def _text_problems(schema: dict[str, Any], value: str, at: str) -> list[str]:
    found = _count_problems(schema, len(value), at, "Length", "characters")
    pattern = schema.get("pattern")
    if isinstance(pattern, str) and not re.search(pattern, value):
        found.append(f"{at}: does not fit {pattern}")
    return found


def _count_problems(
    schema: dict[str, Any], count: int, at: str, what: str, things: str
) -> list[str]:
    least, most = schema.get("min" + what, 0), schema.get("max" + what, count)
    if count < least:
        return [f"{at}: {count} {things}, expected at least {least}"]
    return [f"{at}: {count} {things}, expected at most {most}"] if count > most else []


def _number_problems(schema: dict[str, Any], value: float, at: str) -> list[str]:
    found = []
    if value < schema.get("minimum", value):
        found.append(f"{at}: {value} is less than {schema['minimum']}")
    if value > schema.get("maximum", value):
        found.append(f"{at}: {value} is more than {schema['maximum']}")
    return found


def check(pattern: Pattern, path: Path) -> dict[str, Any]:
    """The instance, if its schema accepts it; else `Refused`."""
    instance, rules = read(path), read(pattern.schema)
    try:
        found = problems(rules, instance)
    except (OverflowError, re.error, TypeError) as error:
        found = [f"cannot be held against {pattern.schema}: {error}"]
    if found:
        raise Refused([f"{path}: {text}" for text in found])
    return instance


# Running.


def run(pattern: Pattern, instance: dict[str, Any], handlers: ModuleType | None) -> dict[str, Any]:
    """The account of a run. A failure ends it; what would have followed is skipped."""
    steps: list[dict[str, Any]] = []
    has_failed = False
    for step in pattern.steps:
        account = {"step_id": step.step_id, "description": step.description}
        if has_failed:
            account["status"] = "skipped"
        else:
            account |= _take(step, instance.get("inputs", {}), handlers)
            has_failed = account["status"] == "failed"
        steps.append(account)
    states = {account["status"] for account in steps}
    status = "failed" if has_failed else "succeeded" if states == {"succeeded"} else "incomplete"
    return {
        "pattern_id": pattern.pattern_id,
        "doc_id": pattern.doc_id,
        "version": pattern.version,
        "status": status,
        "steps": steps,
    }


def _take(step: Step, inputs: dict[str, Any], handlers: ModuleType | None) -> dict[str, Any]:
    found = _handlers(step, handlers)
    if not found:
        return {"status": "not_executed", "message": "nobody has written what it does"}
    try:
        for handler in found:
            handler(inputs)
    except (Exception, SystemExit) as error:  # Whatever a handler raises is the step's failure.
        message = f"{type(error).__name__}: {error}"
        undo = _function(handlers, step.on_error) if step.on_error else None
        if undo is None:
            return {"status": "failed", "message": message}
        return {"status": "failed", "message": message, "on_error": _undone(undo, inputs)}
    return {"status": "succeeded"}


def _handlers(step: Step, handlers: ModuleType | None) -> list[Callable[[Any], None]]:
    """The function of the step, or those of all its actions; none if one of them is missing."""
    own = _function(handlers, step.step_id)
    if own is not None:
        return [own]
    each = [_function(handlers, action) for action in step.actions]
    return [] if None in each else each


def _function(handlers: ModuleType | None, text: str) -> Callable[[Any], None] | None:
    """What somebody has written under a name; what every module has by itself is nobody's."""
    found = vars(handlers).get(_name(text)) if handlers is not None else None
    return found if callable(found) else None


def _undone(undo: Callable[[Any], None], inputs: dict[str, Any]) -> str:
    try:
        undo(inputs)
    except (Exception, SystemExit) as error:
        return f"failed: {type(error).__name__}: {error}"
    return "succeeded"


def _name(text: str) -> str:
    """As a function can be called."""
    return re.sub(r"\W", "_", text)


# The command line.


def main(pattern: Pattern, arguments: list[str]) -> int:
    options = _parser(pattern).parse_args(arguments)
    try:
        instance = check(pattern, Path(options.instance))
        handlers = _loaded(options.handlers)
    except Refused as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return REFUSED
    if options.check:
        return SUCCEEDED
    account = run(pattern, instance, handlers)
    print(json.dumps(account, indent=2, ensure_ascii=False))
    return {"succeeded": SUCCEEDED, "failed": FAILED}.get(account["status"], INCOMPLETE)


def _parser(pattern: Pattern) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=f"Runs an instance of {pattern.name}.")
    parser.add_argument("instance", help="the instance, a JSON file")
    parser.add_argument("--handlers", help="a Python file with what the steps do")
    parser.add_argument("--check", action="store_true", help="hold it against its schema, and stop")
    return parser


def _loaded(path: str | None) -> ModuleType | None:
    if path is None:
        return None
    spec = importlib.util.spec_from_file_location("pattern_handlers", path)
    if spec is None or spec.loader is None or not Path(path).is_file():
        raise Refused([f"{path}: is no Python file"])
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise Refused([f"{path}: {type(error).__name__}: {error}"]) from None
    return module
