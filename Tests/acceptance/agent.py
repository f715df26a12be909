"""`generate --agent`: a scripted agent answers well, badly, hostilely and endlessly.

Only what passes every check is written and counted; everything else leaves the demand open, with the
reason in the report, and the project as it is without an agent."""

from __future__ import annotations

import http.server
import json
import os
import re
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

from .generation import contents, outcomes, called
from .scripted_agent import ANSWERS, Demand
from .tool import Context, hostile_folder

MANIFOLD = """\
meta: {id: tile-wall, outcome_anchor: Nobody pays twice}
constraints:
  business:
    - {id: B1, type: invariant, statement: A payment is carried out at most once however often it is asked for}
    - {id: B2, type: boundary, statement: A payment is attempted at most three times}
    - {id: Z9, type: boundary, statement: The display wall shows three coloured tiles beside one another}
failure_modes:
  - {id: Y8, scenario: The coloured tiles stand in the wrong order}
"""
#: Enough on a machine that does much else.
SECONDS = 120
#: For answers that never end.
SHORT = {"endless": 4, "silent": 4, "endless test": 20}


class Bad(NamedTuple):
    answer: str
    stage: str
    #: Of the reason.
    words: str


BAD = [
    Bad("no json", "format", "no JSON"),
    Bad("cut off", "format", "no JSON"),
    Bad("other key", "format", "message"),
    Bad("twice", "path", "given twice"),
    Bad("no tests", "path", "has no tests/test_agent_"),
    Bad("syntax", "compile", "does not compile"),
    Bad("failing", "tests", "does not pass"),
    Bad("skipped", "tests", "does not pass"),
    Bad("no block", "marks", ""),
    Bad("block of words", "marks", "holds no code"),
    Bad("no mark", "marks", "is marked with"),
    Bad("other id", "marks", "names B1"),
    Bad("other id at a test", "marks", "names B1"),
    Bad("claim while running", "marks", "claim"),
    Bad("protected", "marks", "no block"),
    Bad("proves nothing", "tests", "without its code"),
    Bad("mark on another test", "tests", "without its code"),
    Bad("reordered text", "text", "U+202E"),
    Bad("escape", "path", "lead out"),
    Bad("absolute", "path", "absolute"),
    Bad("workflow", "path", "not asked for"),
    Bad("overwrite", "path", "not asked for"),
    Bad("link", "path", "not asked for"),
    Bad("kills the run", "tests", "no results"),
    Bad("endless test", "tests", "does not end within"),
    Bad("huge", "text", "more than the limit"),
    Bad("noisy", "call", "more than"),
    Bad("endless", "call", "does not end within"),
    Bad("silent", "call", "does not end within"),
    Bad("status", "call", "status 7"),
]


def run(context: Context) -> None:
    check_unasked(context)
    check_well(context)
    for bad in BAD:
        check_bad(context, bad)
    check_sample(context)
    check_processes(context)
    check_http(context)


def project(context: Context, name: str, agent: str) -> Path:
    folder = context.folder(f"agent/{re.sub(r'[^a-z]+', '-', name)}")
    (folder / "content/manifolds").mkdir(parents=True)
    (folder / "content/site.yaml").write_text(f"title: Agent\n{agent}", "utf-8")
    (folder / "content/manifolds/tile-wall.yaml").write_text(MANIFOLD, "utf-8")
    return folder


def scripted(context: Context, name: str) -> Path:
    script = Path(__file__).with_name("scripted_agent.py")
    command = json.dumps([sys.executable, str(script), name])
    return project(context, name, settings(f"command: {command}", SHORT.get(name, SECONDS)))


def settings(means: str, seconds: int = SECONDS) -> str:
    return (f"agent:\n  {means}\n  timeout: {seconds}\n"
            f"  python: {json.dumps(sys.executable)}\n")


def generate(context: Context, folder: Path, *options: str):
    return context.run("generate", "tile-wall", "--source", str(folder), *options)


def output(folder: Path) -> Path:
    return folder / "generated/tile-wall"


def report(folder: Path) -> str:
    return (output(folder) / "tile-wall-generation.yaml").read_text("utf-8")


def covered(folder: Path) -> str:
    return re.search(r"fully_covered: \[(.*)\]", report(folder))[1]


def calls(folder: Path) -> list[str]:
    path = folder / "agent-calls.txt"
    return path.read_text("utf-8").split() if path.is_file() else []


def check_unasked(context: Context) -> None:
    folder = scripted(context, "well")
    generate(context, folder)
    context.report.check(
        "nobody is asked without --agent", calls(folder)
        + [path for path in contents(output(folder)) if "agent_" in path])
    generate(context, folder, "--agent", "--dry-run")
    context.report.check("a dry run asks nobody", calls(folder))
    bare = project(context, "nobody", "")
    done = generate(context, bare, "--agent")
    context.report.check(
        "--agent without an agent is a fault of usage",
        [] if done.status == 2 and "names no agent" in done.text else [done.text])


def check_well(context: Context) -> None:
    folder = scripted(context, "well")
    done = generate(context, folder, "--agent")
    problems = [] if done.status == 0 else [done.text]
    problems += [f"{id} is not accepted" for id in ("Z9", "Y8") if f"- {id}: accepted" not in done.text]
    if '"Z9"' not in covered(folder):
        problems.append(f"covered are {covered(folder)}")
    context.report.check("a good answer is accepted and counts", problems)
    results = output(folder) / "results.xml"
    called(output(folder), "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={results}")
    states = outcomes(results) if results.is_file() else {}
    marked = {mark for state, marks in states.values() if state == "passed" for mark in marks}
    context.report.check(
        "the whole project's tests pass with it",
        [test for test, (state, _) in states.items() if state != "passed"]
        + [f"no test for {id}" for id in ("Z9", "Y8") if id not in marked])
    verified = context.run(
        "verify", "tile-wall", "--source", str(folder), "--format", "json")
    account = json.loads(verified.output)
    rows = account["verification_report"]["by_constraint"]
    context.report.check(
        "verify holds it against the manifold like everything else",
        [f"{file['path']}: {file['state']}" for file in account["regeneration_proof"]
         if file["state"] != "same"]
        + [f"{row['id']}: {row['gaps']}" for row in rows
           if row["id"] == "Z9" and "FULLY" not in row["status"]])
    check_kept(context, folder)


def check_kept(context: Context, folder: Path) -> None:
    """Whether an agent is asked again or not, the answer stays while the demand is the same."""
    results = output(folder) / "results.xml"
    results.unlink(missing_ok=True)
    before, asked = contents(output(folder)), calls(folder)
    generate(context, folder)
    generate(context, folder, "--agent")
    after = contents(output(folder))
    context.report.check(
        "generating again keeps it, and asks nobody",
        [path for path in sorted(before | after) if before.get(path) != after.get(path)]
        + calls(folder)[len(asked):])
    findings = [finding["message"] for finding in context.findings(folder)
                if finding.get("severity") == "error"]
    context.report.check("check finds no contradiction in it", findings)
    manifold = folder / "content/manifolds/tile-wall.yaml"
    manifold.write_text(MANIFOLD.replace("three coloured", "four coloured"), "utf-8")
    done = generate(context, folder)
    context.report.check(
        "a changed demand drops it, and says so",
        [] if "refused (prompt)" in done.text and '"Z9"' not in covered(folder) else [done.text])


def check_bad(context: Context, bad: Bad) -> None:
    folder = scripted(context, bad.answer)
    # One demand is enough, and takes half the time where a limit has to pass.
    (folder / "content/manifolds/tile-wall.yaml").write_text(
        MANIFOLD.partition("failure_modes:")[0], "utf-8")
    began = time.monotonic()
    done = generate(context, folder, "--agent")
    took = time.monotonic() - began
    problems = [] if done.status == 0 else [f"exit {done.status}: {done.text}"]
    if not problems:
        text = report(folder)
        if f'stage: "{bad.stage}"' not in text or bad.words not in text:
            problems.append(text.partition("\nagent:")[2])
        if '"Z9"' in covered(folder):
            problems.append("it counts as covered")
        problems += [path for path in contents(output(folder)) if "agent_" in path]
    # An answer, compiling, and two runs of its tests.
    if bad.answer in SHORT and took > 4 * SHORT[bad.answer]:
        problems.append(f"took {took:.0f} s")
    problems += [str(path) for path in (folder / "escaped.py", folder.parent / "escaped.py",
                                        Path("/tmp/throughline-escaped.py")) if path.exists()]
    context.report.check(f"refused: {bad.answer}", problems, bad.stage)


def check_sample(context: Context) -> None:
    """The answer among the hostile files: patches that lead out of the folder, into hooks and workflows."""
    hostile = hostile_folder()
    if hostile is None:
        context.report.skip("a hostile reply", "THROUGHLINE_HOSTILE is not set")
        return
    sample = hostile / "config/agent-reply-hostile.json"
    command = json.dumps([sys.executable, "-c", f"print(open({str(sample)!r}).read())"])
    folder = project(context, "sample", settings(f"command: {command}"))
    (folder / ".git/hooks").mkdir(parents=True)
    done = generate(context, folder, "--agent")
    problems = [] if done.status == 0 else [f"exit {done.status}: {done.text}"]
    problems += [] if problems or 'stage: "format"' in report(folder) else [report(folder)[-300:]]
    problems += [str(path) for path in (folder / ".git/hooks").iterdir()]
    problems += [str(path) for path in folder.parent.rglob("*") if path.name in ("pre-commit", "x.yml", "b")]
    context.report.check("refused: a hostile reply", problems, "format")


def check_processes(context: Context) -> None:
    path = context.work / "agent/endless/agent-processes.txt"
    left = [number for number in path.read_text("utf-8").split() if is_running(int(number))]
    context.report.check("after the time limit nothing of the agent runs", left)


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        text = ANSWERS["well"](Demand(self.rfile.read(length).decode("utf-8")))
        self.send_response(200 if self.path == "/ask" else 503)
        self.end_headers()
        self.wfile.write(text.encode("utf-8"))

    def log_message(self, *arguments: object) -> None:
        pass


def check_http(context: Context) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    folder = project(context, "http", settings(f"http: {address}/ask"))
    done = generate(context, folder, "--agent")
    context.report.check(
        "an agent behind an address of this machine is asked",
        [] if "- Z9: accepted" in done.text else [done.text])
    folder = project(context, "http busy", settings(f"http: {address}/other"))
    done = generate(context, folder, "--agent")
    context.report.check(
        "an answer with another status is none", [] if "status 503" in done.text else [done.text])
    server.shutdown()
    folder = project(context, "http gone", settings("http: http://127.0.0.1:9/ask"))
    done = generate(context, folder, "--agent")
    context.report.check(
        "an address where nobody listens is no answer",
        [] if "no connection" in done.text and done.status == 0 else [done.text])
    folder = project(context, "http away", settings("http: https://agent.example.org/ask"))
    done = generate(context, folder, "--agent")
    context.report.check(
        "an address elsewhere is refused",
        [] if done.status == 2 and "on this machine" in done.text else [done.text])
