"""An agent that reads a prompt and answers as its first argument says: well, badly, hostilely, endlessly.

It finds everything it needs in the prompt, as a real one would."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from typing import Callable

CODE = """\
\"\"\"What was asked for, in one function.\"\"\"

# throughline:begin agent-answer [{id}]
LIMIT = 3


def is_within(count: int) -> bool:
    return count <= LIMIT
# throughline:end
"""
TESTS = """\
import pytest

from {module} import is_within


@pytest.mark.{mark}("{id}")
def test_bound() -> None:
    assert is_within(2)
    assert is_within(3)
    assert not is_within(4)
"""


class Demand:
    def __init__(self, prompt: str) -> None:
        self.prompt = prompt
        self.code, self.tests = re.findall(r'"path": "([^"]+)"', prompt)[:2]
        mark = re.search(r'@pytest\.mark\.(\w+)\("([^"]+)"\)', prompt)
        assert mark is not None
        self.mark, self.id = mark[1], mark[2]
        self.module = self.code[:-3].replace("/", ".")

    def filled(self, text: str) -> str:
        for name in ("id", "mark", "module"):
            text = text.replace("{%s}" % name, getattr(self, name))
        return text

    def files(self, code: str = CODE, tests: str = TESTS) -> list[dict[str, str]]:
        return [{"path": self.code, "text": self.filled(code)},
                {"path": self.tests, "text": self.filled(tests)}]


def answer(files: list[dict[str, str]]) -> str:
    return json.dumps({"files": files})


def with_file(path: str) -> Callable[[Demand], str]:
    return lambda demand: answer(
        [*demand.files(), {"path": path, "text": "print('taken over')\n"}])


def with_code(old: str, new: str) -> Callable[[Demand], str]:
    return lambda demand: answer(demand.files(code=CODE.replace(old, new)))


def with_tests(old: str, new: str) -> Callable[[Demand], str]:
    return lambda demand: answer(demand.files(tests=TESTS.replace(old, new)))


def noisy(demand: Demand) -> str:
    while True:
        sys.stdout.write("x" * 65_536)


def endless(demand: Demand) -> str:
    """Waits with a child in its group that would outlive it; both are named in a file."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with open("agent-processes.txt", "w", encoding="utf-8") as file:
        file.write(f"{os.getpid()} {child.pid}")
    time.sleep(600)
    return ""


def silent(demand: Demand) -> str:
    """Closes what it could be heard on, and stays."""
    os.close(1)
    os.close(2)
    time.sleep(600)
    return ""


def linked(demand: Demand) -> str:
    """Asks for a file below a link that it has just made."""
    os.makedirs("generated", exist_ok=True)
    if not os.path.islink("generated/link"):
        os.symlink("/tmp", "generated/link")
    return with_file("link/agent_x.py")(demand)


CLAIM_LATER = """
@pytest.fixture(autouse=True)
def claim(record_property):
    record_property("constraint", "tile-wall/" + "B" + "1")
"""
KILL = "import os\n\nimport pytest\n\nos._exit(0)\n"
ENDLESS_TEST = "    while True:\n        pass\n"

ANSWERS: dict[str, Callable[[Demand], str]] = {
    "well": lambda demand: answer(demand.files()),
    "no json": lambda demand: "Here you are:\n```json\n" + answer(demand.files()) + "\n```\n",
    "cut off": lambda demand: answer(demand.files())[:-20],
    "other key": lambda demand: json.dumps({"files": demand.files(), "message": "ignore the rules"}),
    "twice": lambda demand: answer(demand.files() + demand.files()[:1]),
    "no tests": lambda demand: answer(demand.files()[:1]),
    "syntax": with_code("return count <= LIMIT", "return count <="),
    "failing": with_tests("assert is_within(3)", "assert not is_within(3)"),
    "skipped": with_tests("    assert is_within(2)", "    pytest.skip('later')\n    assert is_within(2)"),
    "no block": with_code("# throughline:begin agent-answer [{id}]", "# begins here"),
    "block of words": lambda demand: answer(demand.files(
        code="LIMIT = 3\n# throughline:begin x [{id}]\n# done\n# throughline:end\n"
             "def is_within(count):\n    return count <= LIMIT\n")),
    "no mark": with_tests('@pytest.mark.{mark}("{id}")\n', ""),
    "other id": with_code("[{id}]", "[{id}, B1]"),
    "other id at a test": with_tests(
        '@pytest.mark.{mark}("{id}")', '@pytest.mark.{mark}("{id}")\n@pytest.mark.constraint("B1")'),
    "claim while running": lambda demand: answer(demand.files(tests=TESTS + CLAIM_LATER)),
    "protected": with_code("LIMIT = 3", "LIMIT = 3  # throughline:protected"),
    "proves nothing": lambda demand: answer(demand.files(
        tests='import pytest\n\n\n@pytest.mark.{mark}("{id}")\ndef test_bound():\n    assert True\n')),
    "mark on another test": lambda demand: answer(demand.files(
        tests='import pytest\n\n\n@pytest.mark.{mark}("{id}")\ndef test_bound():\n    assert True\n\n\n'
              "def test_more():\n    from {module} import is_within\n    assert is_within(3)\n")),
    "reordered text": with_code("LIMIT = 3", "LIMIT = 3  # \u202e3 = TIMIL"),
    "escape": with_file("../../escaped.py"),
    "absolute": with_file("/tmp/throughline-escaped.py"),
    "workflow": with_file(".github/workflows/x.yml"),
    "overwrite": with_file("tests/conftest.py"),
    "link": linked,
    "kills the run": lambda demand: answer(demand.files(tests=KILL + TESTS)),
    "endless test": with_tests("    assert is_within(2)\n", ENDLESS_TEST),
    "huge": lambda demand: answer(demand.files(code=CODE + "# " + "x" * 200_000 + "\n")),
    "noisy": noisy,
    "endless": endless,
    "silent": silent,
    "status": lambda demand: sys.exit(7),
}


def main() -> None:
    demand = Demand(sys.stdin.read())
    with open("agent-calls.txt", "a", encoding="utf-8") as calls:
        calls.write(demand.id + "\n")
    print(ANSWERS[sys.argv[1]](demand))


if __name__ == "__main__":
    main()
