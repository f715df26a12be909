# DOC_LINK: {{pattern.doc_id}}
# Tests of: {{pattern.name}} ({{pattern.id}})
"""What {{pattern.name}} accepts, what it refuses, and that it claims no more than it has done."""

import copy
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
EXECUTOR = HERE / "{{pattern.executor_from_tests}}"
SCHEMA = EXECUTOR.parent / "{{pattern.schema_from_here}}"
EXAMPLES = sorted((HERE / "{{pattern.examples_from_tests}}").glob("instance_*.json"))
STEPS = [{{#each pattern.steps}}"{{id}}", {{/each}}]


@pytest.fixture
def executor(monkeypatch):
    # Another folder of executors may have a runtime of its own.
    monkeypatch.delitem(sys.modules, "pattern_runtime", raising=False)
    monkeypatch.syspath_prepend(str(EXECUTOR.parent))
    spec = importlib.util.spec_from_file_location("{{pattern.module}}", EXECUTOR)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def runtime(executor):
    return sys.modules["pattern_runtime"]


def example() -> dict:
    return json.loads(EXAMPLES[0].read_text("utf-8"))


def written(functions: dict) -> ModuleType:
    """Handlers, as a file of them would be loaded."""
    module = ModuleType("handlers")
    vars(module).update(functions)
    return module


def faults(schema: dict, value, path=()):
    """Every way to leave out what is required, or to put another type in its place."""
    if path:
        kind = schema.get("type")
        # A schema that says nothing of a value takes every other one, too.
        if kind in ("string", "integer", "number", "boolean", "array", "object") or "enum" in schema:
            yield path, {"string": 7, "array": "no list", "object": []}.get(kind, "no such value")
    for name in schema.get("required", []):
        yield (*path, name), None
    for name, member in schema.get("properties", {}).items():
        if isinstance(value, dict) and name in value:
            yield from faults(member, value[name], (*path, name))


def spoiled(instance: dict, path: tuple, value) -> dict:
    instance = copy.deepcopy(instance)
    place = instance
    for name in path[:-1]:
        place = place[name]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return instance


def test_it_says_whose_it_is(executor):
    assert EXECUTOR.read_text("utf-8").splitlines()[0] == "# DOC_LINK: {{pattern.doc_id}}"
    assert executor.PATTERN.pattern_id == "{{pattern.id}}"


def test_steps_are_those_of_the_specification(executor):
    assert [step.step_id for step in executor.PATTERN.steps] == STEPS


def test_there_are_examples():
    assert EXAMPLES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_accepted(executor, runtime, path):
    assert runtime.main(executor.PATTERN, [str(path), "--check"]) == 0


@pytest.mark.parametrize(
    "path, value", list(faults(json.loads(SCHEMA.read_text("utf-8")), example())), ids=str
)
def test_what_does_not_fit_is_refused(executor, runtime, tmp_path, path, value):
    instance = tmp_path / "instance.json"
    instance.write_text(json.dumps(spoiled(example(), path, value)), "utf-8")
    assert runtime.main(executor.PATTERN, [str(instance)]) == 2


def test_a_foreign_instance_is_refused(executor, runtime, tmp_path):
    instance = tmp_path / "instance.json"
    instance.write_text(json.dumps(example() | {"pattern_id": "PAT-OF-SOMEBODY-ELSE-999"}), "utf-8")
    assert runtime.main(executor.PATTERN, [str(instance)]) == 2


def test_a_step_that_nobody_wrote_is_not_claimed(executor, runtime):
    account = runtime.run(executor.PATTERN, example(), None)
    assert account["status"] == "incomplete"
    assert {step["status"] for step in account["steps"]} == {"not_executed"}


def test_steps_are_taken_in_their_order(executor, runtime):
    taken = []
    handlers = written(
        {runtime._name(step): lambda inputs, step=step: taken.append(step) for step in STEPS}
    )
    account = runtime.run(executor.PATTERN, example(), handlers)
    assert taken == STEPS and account["status"] == "succeeded"


@pytest.mark.parametrize("failing", range(len(STEPS)), ids=STEPS)
def test_a_failure_ends_it(executor, runtime, failing):
    def fails(inputs):
        raise RuntimeError("as planned")

    names = [runtime._name(step) for step in STEPS]
    handlers = written({name: lambda inputs: None for name in names} | {names[failing]: fails})
    account = runtime.run(executor.PATTERN, example(), handlers)
    states = [step["status"] for step in account["steps"]]
    after = len(STEPS) - failing - 1
    assert states == ["succeeded"] * failing + ["failed"] + ["skipped"] * after
    assert account["status"] == "failed"
