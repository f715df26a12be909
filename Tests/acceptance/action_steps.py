"""The steps of a composite action, run as GitHub runs them: what is in `env` is set, what is in `run` is not touched."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping

import yaml

EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")


@dataclass
class Ran:
    status: int = 0
    text: str = ""
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    summary: str = ""
    commands: list[str] = field(default_factory=list)  # what the runner would obey


class Action:
    """One action of the repository."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.document = yaml.safe_load((folder / "action.yml").read_text())

    @property
    def steps(self) -> list[dict]:
        return self.document["runs"]["steps"]

    def run(self, given: Mapping[str, str], room: Path, environment: Mapping[str, str], event: dict) -> Ran:
        """Runs all steps in the room; `environment` is that of the job."""
        room.mkdir(parents=True, exist_ok=True)
        unknown = set(given) - set(self.document["inputs"])
        assert not unknown, unknown
        github = {"event": event, "token": environment["TOKEN"]}
        inputs = {
            name: given.get(name, filled(one.get("default", ""), {"github": github}))
            for name, one in self.document["inputs"].items()}
        ran, path = Ran(), environment["PATH"]
        for number, step in enumerate(self.steps):
            values = {"inputs": inputs, "steps": ran.outputs, "github": github}
            if "if" in step and not truth(evaluated(step["if"], values)):
                ran.skipped.append(step["name"])
                continue
            files = {name: room / f"{name}-{number}" for name in ("output", "path")}
            for file in files.values():
                file.write_text("")
            own = {name: filled(value, values) for name, value in step.get("env", {}).items()}
            summary = room / "summary"
            summary.touch()
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                env={
                    **{k: v for k, v in environment.items() if k != "TOKEN"}, "PATH": path,
                    "RUNNER_TEMP": str(room), "GITHUB_ACTION_PATH": str(self.folder),
                    "GITHUB_OUTPUT": str(files["output"]), "GITHUB_PATH": str(files["path"]),
                    "GITHUB_STEP_SUMMARY": str(summary), **own},
                cwd=environment["GITHUB_WORKSPACE"], capture_output=True, text=True, timeout=300)
            ran.text += done.stdout + done.stderr
            ran.commands += obeyed(done.stdout) + obeyed(done.stderr)
            ran.summary = summary.read_text()
            path = ":".join([*files["path"].read_text().splitlines(), path])
            if "id" in step:
                ran.outputs[step["id"]] = {"outputs": dict(
                    line.split("=", 1) for line in files["output"].read_text().splitlines())}
            if done.returncode:
                ran.status = done.returncode
                break
        return ran


def obeyed(said: str) -> list[str]:
    """Lines that a runner takes for commands: `::name …::` after any space, `##[name …]` anywhere."""
    found, pause = [], None
    for line in said.splitlines():
        m = re.match(r"\s*::([\w-]+)[^:]*::(.*)", line) or re.search(r"##\[([\w-]+)[^\]]*\](.*)", line)
        if m and pause:
            pause = None if m[1] == pause else pause
        elif m and m[1] == "stop-commands":
            pause = m[2]
        elif m:
            found.append(line)
    return found


def filled(template: str, values: dict) -> str:
    return EXPRESSION.sub(lambda m: text(evaluated(m[1], values)), template)


def evaluated(expression: str, values: dict):
    """The few forms of expressions that the action has; anything else fails."""
    expression = expression.strip()
    for operator in ("||", "&&"):
        parts = expression.split(f" {operator} ")
        if len(parts) > 1:
            result = None
            for part in parts:
                result = evaluated(part, values)
                if truth(result) == (operator == "||"):
                    break
            return result
    m = re.fullmatch(r"(.+?) (==|!=) (.+)", expression)
    if m:
        same = text(evaluated(m[1], values)) == text(evaluated(m[3], values))
        return same == (m[2] == "==")
    m = re.fullmatch(r"format\('([^']*)', ([\w.]+)\)", expression)
    if m:
        return m[1].replace("{0}", text(evaluated(m[2], values)))
    m = re.fullmatch(r"'([^']*)'", expression)
    if m:
        return m[1]
    assert re.fullmatch(r"[\w.-]+", expression), expression
    value = values
    for part in expression.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def truth(value) -> bool:
    return bool(value)


def text(value) -> str:
    return {True: "true", False: "false", None: ""}.get(value, value) if not isinstance(value, str) else value


def job_environment(workspace: Path, event: Path, base: str, tool_path: str = "") -> dict[str, str]:
    """What a job of GitHub finds, with the programs of this machine."""
    return {
        "PATH": (tool_path + ":" if tool_path else "") + os.environ["PATH"], "HOME": str(workspace.parent),
        "GITHUB_ACTIONS": "true", "GITHUB_API_URL": base, "GITHUB_SERVER_URL": "https://forge.invalid",
        "GITHUB_REPOSITORY": "o/r", "GITHUB_EVENT_PATH": str(event), "GITHUB_WORKSPACE": str(workspace),
        "TOKEN": "s3cret",
    }
