"""Reports on a pull request, posted: the action, the template and the hooks run for real, against a forge that keeps
the rules of GitHub and GitLab on loopback."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from .action_steps import Action, Ran, job_environment
from .proposed import BRANCH, FIGURE, TEST, TITLE, Proposal, git, propose
from .report_forge import Forge, forge
from .tool import ROOT, Context

INTEGRATIONS = ROOT / "integrations"
MARKER = "<!-- throughline:report:change "
TRUSTED = re.compile(r"[\w./-]+@[0-9a-f]{40}|OWNER/throughline/integrations/github@COMMIT")


def run(context: Context) -> None:
    texts(context)
    proposal = propose(context.folder("pulls/project"))
    archive = packed(context)
    if archive is None:
        return
    same_repository(context, proposal, archive)
    of_forks(context, proposal, archive)
    of_pushes(context, proposal, archive)
    refused(context, proposal)
    records(context, proposal)
    preview(context, proposal)
    archives(context, archive)
    gitlab(context, proposal, archive)
    hooks(context, proposal)
    pwned = [str(p) for p in (context.work / "pulls").rglob("pwned*")] + [
        str(p) for p in ROOT.glob("pwned*")]
    context.report.check("no name or title was run by any shell", pwned)


# MARK: what is written


def texts(context: Context) -> None:
    documents = {path: yaml.safe_load(path.read_text()) for path in files()}
    problems = []
    for path, document in documents.items():
        for line in shell_lines(document):
            problems += [f"{path.name}: {line}" for _ in re.findall(r"\$\{\{", line)]
        problems += [f"{path.name}: {one} is not pinned" for one in used(document) if not TRUSTED.fullmatch(one)]
    context.report.check("no shell line holds an expression, and what is used is pinned", problems)
    flows = [d for p, d in documents.items() if p.name.startswith("workflow")]
    loose = [str(d.get("permissions")) for d in flows if d.get("permissions") != {}]
    context.report.check("workflows have no rights but those of their jobs", loose)
    context.report.check("the schemas of GitHub, GitLab and pre-commit take every file", unfit(context))
    guide = (ROOT / "content/guide/github.md").read_text()
    missing = [name for name in ("workflow.yml", "workflow-tests.yml", "workflow-forks.yml") if without_head(name) not in guide]
    context.report.check("the guide shows the workflows as they are", missing)


def unfit(context: Context) -> list[str]:
    """What published schemas say of the files, and of the guide's examples."""
    folder = context.folder("pulls/examples")
    examples = {}
    for page in ("gitlab", "pre-commit"):
        blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / f"content/guide/{page}.md").read_text(), re.DOTALL)
        for number, block in enumerate(blocks):
            name = f"{page}-{number}" if number else page
            examples[name] = folder / f"{name}.yml"
            examples[name].write_text(block)
    schema = ["check_jsonschema", "--builtin-schema"]
    lab = [*schema, "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]
    orders = [
        [*schema, "vendor.github-actions", INTEGRATIONS / "github/action.yml"],
        [*schema, "vendor.github-workflows", *sorted((INTEGRATIONS / "github").glob("workflow*.yml"))],
        [*lab, INTEGRATIONS / "gitlab/throughline.gitlab-ci.yml"], [*lab, examples["gitlab"]],
        [*lab, examples["gitlab-1"]],
        ["pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"],
        ["pre_commit", "validate-config", examples["pre-commit"]],
    ]
    problems = []
    for order in orders:
        done = subprocess.run(
            [sys.executable, "-m", *map(str, order)], capture_output=True, text=True, cwd=folder,
            env={**os.environ, "PRE_COMMIT_HOME": str(folder)})
        problems += (done.stdout + done.stderr).splitlines()[-8:] if done.returncode else []
    return problems


def files() -> list[Path]:
    return [*sorted(INTEGRATIONS.rglob("*.yml")), ROOT / ".pre-commit-hooks.yaml"]


def without_head(name: str) -> str:
    text = (INTEGRATIONS / "github" / name).read_text()
    return re.sub(r"\A(#.*\n)+", "", text)


def shell_lines(document) -> list[str]:
    found = []
    if isinstance(document, dict):
        for key, value in document.items():
            if key in ("run", "script", "before_script", "entry"):
                found += value if isinstance(value, list) else [value]
            else:
                found += shell_lines(value)
    elif isinstance(document, list):
        for value in document:
            found += shell_lines(value)
    return found


def used(document) -> list[str]:
    if isinstance(document, dict):
        own = [document["uses"]] if isinstance(document.get("uses"), str) else []
        return own + [one for value in document.values() for one in used(value)]
    return [one for value in document for one in used(value)] if isinstance(document, list) else []


def packed(context: Context) -> Path | None:
    folder = context.folder("pulls/archive")
    done = subprocess.run(
        ["bash", str(ROOT / ".ci/tarball"), str(context.tool), str(folder)], cwd=ROOT, capture_output=True, text=True)
    found = list(folder.glob("*.tar.gz"))
    context.report.check("a tarball is made", [] if len(found) == 1 else [done.stdout + done.stderr])
    return found[0] if found else None


# MARK: GitHub


def same_repository(context: Context, proposal: Proposal, archive: Path) -> None:
    with forge("503", "429", heads={"7": proposal.head}) as server:
        first = act(context, server, proposal, proposal.head, {"archive": str(archive)})
        state = server.state()
        comments, checks = state["comments"].get("7", []), state["checks"]
        context.report.check("the action posts a failed report and fails", [
            *expected(first, 1, "failed"),
            *([] if len(comments) == 1 else [f"{len(comments)} comments"]),
            *([] if [c["conclusion"] for c in checks] == ["failure"] else [str(checks)[:300]]),
            *([] if first.summary.strip() else ["no job summary"])], first.outputs["report"]["outputs"]["coverage"])
        body = comments[0]["body"] if comments else ""
        shown = re.sub(r"^```.*?^```$", "", body, flags=re.MULTILINE | re.DOTALL)
        context.report.check("the comment begins with its marker and pings nobody", [
            *([] if body.startswith(MARKER) else [body[:200]]),
            *[line for line in shown.splitlines()[1:] if "<!--" in line], *re.findall("@everybody", shown)])
        context.report.check("nothing in the project is a command to the runner", [
            *first.commands, *([] if "::set-output name=verdict" in first.text else ["not printed"])])
        again = act(context, server, proposal, proposal.head, {"archive": str(archive)})
        context.report.check("the same report again sends nothing", [
            *expected(again, 1, "failed"), *[line for line in server.writes if server.writes.count(line) > 1]])
        server.state({"heads": {"7": proposal.better}})
        mended = act(context, server, proposal, proposal.better, {"archive": str(archive)})
        state = server.state()
        context.report.check("a better commit edits the comment and passes", [
            *expected(mended, 0, "passed"),
            *([] if len(state["comments"]["7"]) == 1 else ["a second comment"]),
            *([] if state["comments"]["7"][0]["body"] != body else ["not edited"]),
            *([] if state["checks"][-1]["conclusion"] == "success" else ["no successful check"])])
        late = act(context, server, proposal, proposal.head, {"archive": str(archive)})
        after = server.state()["comments"]["7"]
        context.report.check("a late job does not overwrite what is newer", [
            *expected(late, 1, "failed"),
            *([] if after == state["comments"]["7"] else ["the comment was changed"])])
        quiet = act(context, server, proposal, proposal.better, {
            "archive": str(archive), "name": "second", "comment": "false", "fail": "false"})
        context.report.check("without a comment there is the check alone", [
            *expected(quiet, 0, "passed"),
            *([] if len(server.state()["comments"]["7"]) == 1 else ["a comment"]),
            *([] if server.state()["checks"][-1]["name"] != checks[0]["name"] else ["the same name"])])
        room = context.folder("pulls/handed-over")
        for name, failures, first in (("head", 1, '<failure message="charged twice"/>'), ("base", 0, "")):
            (room / name).mkdir()
            (room / name / "junit.xml").write_text(TEST.format(failures=failures, first=first))
        given = {"archive": str(archive), "results": f"{room}/head\n", "base-results": f"{room}/base/junit.xml"}
        tested = act(context, server, proposal, proposal.better, {**given, "name": "tested", "comment": "false"})
        context.report.check("a failing test of the job fails the report, whatever is committed", [
            *expected(tested, 1, "failed"),
            *([] if "failing: a test that speaks for it fails" in tested.text else ["no failing test is told"])])
        direct = context.run(
            "report", "pr", "--source", str(proposal.folder), "--base", "main", "--head", BRANCH, "--post",
            "--name", "direct", "--quiet",
            env={**job_environment(proposal.folder, context.work / "pulls/room/event.json", server.base),
                 "GITHUB_TOKEN": "s3cret"})
        bodies = [c["body"] for c in server.state()["comments"]["7"]]
        context.report.check("report pr --post shows its own, under its own name", [
            *([] if direct.status == 0 else direct.text.splitlines()[-4:]),
            *([] if len(bodies) == 2 and "report:direct " in bodies[1] else [str(bodies)[:300]])])


def act(
    context: Context, server: Forge, proposal: Proposal, head: str, given: dict, event: dict | None = None
) -> Ran:
    """A job for a pull request; without an event of its own, `pull_request`."""
    room = context.folder("pulls/room")
    event = event or {
        "number": 7, "repository": {"id": 1, "owner": {"login": "o"}},
        "pull_request": {"number": 7, "title": TITLE, "head": {"sha": head, "ref": BRANCH}}}
    path = room / "event.json"
    path.write_text(json.dumps(event))
    environment = {
        **job_environment(proposal.folder, path, server.base), "GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": BRANCH}
    digest = hashlib.sha256(Path(given["archive"]).read_bytes()).hexdigest()
    ran = Action(INTEGRATIONS / "github").run({"sha256": digest, **given}, room, environment, event)
    return ran


def expected(ran: Ran, status: int, verdict: str) -> list[str]:
    found = ran.outputs.get("report", {}).get("outputs", {})
    problems = [] if ran.status == status else [f"exit {ran.status}, expected {status}", *ran.text.splitlines()[-6:]]
    if found.get("verdict") != verdict or not re.fullmatch(r"\d+/\d+", found.get("coverage", "")):
        problems.append(f"outputs: {found}")
    if "s3cret" in ran.text:
        problems.append("the token was printed")
    return problems


def of_forks(context: Context, proposal: Proposal, archive: Path) -> None:
    with forge("apps", heads={"7": proposal.head, "8": proposal.head},
               sources={"7": f"fork:{BRANCH}", "8": "other:main"}) as server:
        made = act(context, server, proposal, proposal.head, {"archive": str(archive), "mode": "report"})
        handed = context.folder("pulls/handed") / "report.json"
        shutil.copy(Path(made.outputs["report"]["outputs"]["report"]) / "report.json", handed)
        (handed.parent / "number").write_text("8")  # what an artifact says of itself counts for nothing
        context.report.check("the job of a fork asks the forge for nothing", [
            *expected(made, 1, "failed"), *server.state()["log"],
            *([] if "Post" in made.skipped else ["it has posted"])])
        foreign = [line for line in made.commands if not re.match(r"::(error|warning|notice) file=content/", line)]
        context.report.check("without a check it shows its lines as commands, and no others", [
            *foreign, *([] if made.commands else ["none"])], f"{len(made.commands)} commands")
        event = {
            "repository": {"id": 1, "owner": {"login": "o"}},
            "workflow_run": {
                "event": "pull_request", "head_sha": proposal.head, "head_branch": BRANCH, "pull_requests": [],
                "head_repository": {"id": 2, "fork": True, "owner": {"login": "fork"}}}}
        given = {"archive": str(archive), "mode": "post", "report": str(handed)}
        posted = act(context, server, proposal, proposal.head, given, event)
        comments = server.state()["comments"]
        context.report.check("the second job finds the pull request by branch and head, and posts", [
            *([] if posted.status == 0 else posted.text.splitlines()[-6:]),
            *([] if {n: len(c) for n, c in comments.items() if c} == {"7": 1} else [str(comments)[:300]]),
            *([] if comments.get("7") and comments["7"][0]["user"]["login"].endswith("[bot]") else ["author"])])
        # The pull request is at the commit of this run, and the report is about another one.
        event["workflow_run"]["head_sha"] = proposal.better
        server.state({"heads": {"7": proposal.better, "8": proposal.better}})
        before = server.writes
        other = act(context, server, proposal, proposal.head, given, event)
        context.report.check("a run of another commit does not post it", [
            *([] if other.status else ["the job passes"]),
            *([] if f"the report is about {proposal.head}, and #7" in other.text else other.text.splitlines()[-3:]),
            *([] if server.writes == before else server.writes[len(before):])], other.text.splitlines()[-1])
        # The report is about the commit of its run, which the pull request has left behind.
        event["workflow_run"]["head_sha"] = proposal.head
        late = act(context, server, proposal, proposal.head, given, event)
        context.report.check("a run that was overtaken posts nothing, and is no failure", [
            *([] if late.status == 0 else late.text.splitlines()[-3:]),
            *([] if server.writes == before else server.writes[len(before):])], late.text.splitlines()[-1])


def of_pushes(context: Context, proposal: Proposal, archive: Path) -> None:
    """A push has no target: the default branch is compared with what it was."""
    room = context.folder("pulls/pushed")
    clone = room / "clone"
    subprocess.run(["git", "clone", "-q", str(proposal.folder), str(clone)], check=True)
    git(clone, "checkout", "-q", "-B", "main", proposal.head)
    git(clone, "update-ref", "refs/remotes/origin/main", proposal.head)
    git(clone, "remote", "set-head", "origin", "main")
    given = {"archive": str(archive), "sha256": hashlib.sha256(archive.read_bytes()).hexdigest(), "mode": "report"}
    event = {"before": proposal.base, "after": proposal.head, "repository": {"default_branch": "main"}}
    environment = {
        **job_environment(clone, room / "event.json", "http://127.0.0.1:9"), "GITHUB_EVENT_NAME": "push",
        "GITHUB_REF": "refs/heads/main"}
    action = Action(INTEGRATIONS / "github")
    told = action.run(given, room / "told", environment, event)
    context.report.check("a push to the default branch is compared with what was there", expected(told, 1, "failed"))
    itself = action.run(given, room / "itself", environment, {"repository": {"default_branch": "main"}})
    context.report.check("a job that knows no base but its own commit does not pass", [
        *([] if itself.status == 3 and "nothing to compare" in itself.text else itself.text.splitlines()[-3:])])


def refused(context: Context, proposal: Proposal) -> None:
    """What an artifact may be, handed to `report post` as it is."""
    folder = context.folder("pulls/refused")
    written = context.run(
        "report", "pr", "--source", str(proposal.folder), "--base", proposal.base, "--head", proposal.head,
        "--output-dir", str(folder / "good"))
    good = (folder / "good/report.json").read_text()
    cases = {
        "another head": (good.replace(proposal.head, proposal.better), 3),
        "no JSON": ("$(touch pwned)", 3), "an empty file": ("", 3), "a list": ("[]", 3),
        "an unknown member": (good.replace('"schema"', '"extra": 1, "schema"', 1), 3),
        "another version": (good.replace('"schema": 1', '"schema": 99', 1), 3),
        "a path outside": (re.sub(r'"path": "[^"]+"', '"path": "../../etc/passwd"', good), 3),
        "nesting": ("[" * 100_000, 3),
    }
    with forge(heads={"7": proposal.head}) as server:
        problems = [] if written.status == 1 else written.text.splitlines()[-4:]
        for name, (text, status) in cases.items():
            path = folder / "report.json"
            path.write_text(text)
            done = post(context, server, path, "--head", proposal.head)
            if done.status != status or server.writes:
                problems.append(f"{name}: exit {done.status}, {server.writes}: {done.text[-200:]}")
        context.report.check("what is no report of this head is refused, and nothing is sent", problems,
                             f"{len(cases)} files")
        path.write_text(good)
        shown = post(context, server, path, "--head", proposal.head, "--dry-run")
        problems = [] if shown.status == 0 and not server.state()["log"] else [shown.text[-300:]]
        live = post(context, server, path, "--head", proposal.head)
        lines = [line for line in shown.output.splitlines() if re.match(r"(GET|POST|PATCH|PUT) http", line)]
        check = server.state()["checks"][0]["id"]
        sent = [line.replace(f"check-runs/{check}", "check-runs/{id}") for line in server.state()["log"]]
        problems += [f"{a} / {b}" for a, b in zip(lines, sent) if a.replace(server.base, "") != b]
        problems += [] if len(lines) == len(sent) else [f"{len(lines)} shown, {len(sent)} sent"]
        problems += [] if "s3cret" not in shown.text + live.text else ["the token is shown"]
        context.report.check("--dry-run prints the requests of a first posting, and sends none", problems,
                             f"{len(lines)} requests")


def post(context: Context, server: Forge, path: Path, *options: str):
    return context.run(
        "report", "post", str(path), "--source", str(path.parent), "--pull-request", "7", *options,
        env={"PATH": os.environ["PATH"], "HOME": str(path.parent), "GITHUB_ACTIONS": "true",
             "GITHUB_API_URL": server.base, "GITHUB_REPOSITORY": "o/r", "GITHUB_TOKEN": "s3cret"})


def records(context: Context, proposal: Proposal) -> None:
    """The local forge: a bare repository with a record of the pull request beside it."""
    room = context.folder("pulls/local")
    git(room, "clone", "-q", "--bare", str(proposal.folder), "bare.git")
    record = {"number": 3, "title": TITLE, "body": "", "state": "open", "reason": "", "labels": [], "branch": BRANCH,
              "base": "main", "statuses": [], "comments": [{"text": "hello", "key": "k"}], "key": "w/1"}
    (room / "records/pulls").mkdir(parents=True)
    path = room / "records/pulls/3.json"
    path.write_text(json.dumps(record))
    (room / "content").mkdir()
    (room / "content/site.yaml").write_text("orchestration:\n  forge: {repository: bare.git, records: records}\n")
    context.run("report", "pr", "--source", str(proposal.folder), "--base", proposal.base, "--head", proposal.better,
                "--format", "json", "-o", str(room / "report.json"))
    done = [context.run("report", "post", str(room / "report.json"), "--source", str(room), "--pull-request", "3")
            for _ in range(2)]
    found = json.loads(path.read_text())
    context.report.check("the local forge has it as a comment and a status of the record, once", [
        *[run.text[-300:] for run in done if run.status],
        *([] if [c["text"][:len(MARKER)] for c in found["comments"]] == ["hello", MARKER] else [str(found["comments"])]),
        *([] if [s["state"] for s in found["statuses"]] == ["success"] else [str(found["statuses"])])])


def preview(context: Context, proposal: Proposal) -> None:
    """The recipe's shell lines as the guide has them, with `rsync` taken out."""
    page = (ROOT / "content/guide/github.md").read_text()
    block = next(b for b in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if b.startswith("preview:"))
    lines = [step["run"] for step in yaml.safe_load(block)["preview"]["steps"] if "run" in step]
    if shutil.which("jq") is None:
        context.report.skip("the recipe for a preview lists the changed pages", "there is no jq")
        return
    room = context.folder("pulls/preview")
    subprocess.run(["git", "clone", "-q", str(proposal.folder), str(room / "clone")], check=True)
    environment = {
        **os.environ, "PATH": f"{installed(context, room)}:{os.environ['PATH']}", "NUMBER": "7", "RSYNC_TARGET": TITLE,
        "GITHUB_STEP_SUMMARY": str(room / "summary")}
    for commit, line in zip((proposal.base, proposal.better, proposal.better), lines):
        git(room / "clone", "checkout", "-q", commit)
        shell = "rsync() { test \"$#\" = 4; }\n" + line
        subprocess.run(
            ["bash", "-eo", "pipefail", "-c", shell], cwd=room / "clone", env=environment, check=True,
            capture_output=True)
    shown = (room / "summary").read_text().splitlines()
    good = re.compile(r"- https://preview\.example\.org/7/[\w./-]+\.html")
    context.report.check("the recipe for a preview lists the changed pages", [
        *[line for line in shown if not good.fullmatch(line)],
        *([] if any("b2" in line.lower() for line in shown) else [f"no page of B2 in {shown}"])], f"{len(shown)} pages")


def archives(context: Context, archive: Path) -> None:
    action = Action(INTEGRATIONS / "github")
    problems = []
    for name, digest in {"another": "0" * 64, "none": "", "a trick": f"{'0' * 63}\n{'0' * 64}"}.items():
        room = context.folder("pulls/room")
        environment = job_environment(room, room / "event.json", "http://127.0.0.1:9")
        ran = action.run({"archive": str(archive), "sha256": digest}, room, environment, {})
        if ran.status == 0 or (room / "throughline-program").exists():
            problems.append(f"{name}: exit {ran.status}")
    context.report.check("an archive of another digest is not unpacked", problems)


# MARK: GitLab and pre-commit


# What a job would fetch from the network; everything else in its lines is run as it stands.
NETWORK = """apt-get() { test "$1" = update || test "$1" = install; }
curl() { while test "$1" != --output; do shift; done; test "$4" = "$THROUGHLINE_ARCHIVE"; cp "$ARCHIVE" "$2"; }
"""


def gitlab(context: Context, proposal: Proposal, archive: Path) -> None:
    """The two jobs of the template, each with what GitLab would give it: the token is the second one's alone."""
    document = yaml.safe_load((INTEGRATIONS / "gitlab/throughline.gitlab-ci.yml").read_text())
    read, post = ({**document[job["extends"]], **job} for job in (document["throughline"], document["throughline-post"]))
    room = context.folder("pulls/gitlab")
    clone = room / "clone"
    subprocess.run(["git", "clone", "-q", str(proposal.folder), str(clone)], check=True)
    git(clone, "checkout", "-q", proposal.head)
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(room), "TMPDIR": str(room), "GITLAB_CI": "true", "CI": "true",
        "ARCHIVE": str(archive), "THROUGHLINE_ARCHIVE": "https://example.org/throughline.tar.gz",
        "THROUGHLINE_SHA256": hashlib.sha256(archive.read_bytes()).hexdigest(), "CI_PROJECT_ID": "g/p", "CI_MERGE_REQUEST_PROJECT_ID": "g/p", "CI_MERGE_REQUEST_IID": "4",
        "CI_COMMIT_SHA": proposal.head, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": proposal.base, "CI_MERGE_REQUEST_TITLE": TITLE, "CI_COMMIT_REF_NAME": BRANCH}
    with forge("503", heads={"4": proposal.head}) as server:
        environment["CI_API_V4_URL"] = f"{server.base}/api/v4"
        done = scripted(read, clone, environment)
        context.report.check("the template's first job reports, asks the forge for nothing, and fails", [
            *([] if done.returncode == 1 else [f"exit {done.returncode}", *done.stderr.splitlines()[-6:]]),
            *server.state()["log"], *(["it may have a token"] if "environment" in read else [])])
        figures(context, read["coverage"].strip("/"), done.stdout + done.stderr)
        # What the second job finds is the artifact, and what an earlier job may have left behind.
        left = room / "left"
        (left / "content").mkdir(parents=True)
        (left / "content/site.yaml").write_text("title: [\n")
        shutil.copytree(clone / "traceability", left / "traceability")
        silent = scripted(post, left, environment)
        context.report.check("without a token the second job says so and sends nothing", [
            *([] if silent.returncode == 0 and "GITLAB_TOKEN" in silent.stdout else [silent.stderr[-300:]]),
            *server.state()["log"]])
        other = scripted(post, left, {**environment, "THROUGHLINE_SHA256": "0" * 64, "GITLAB_TOKEN": "s3cret"})
        context.report.check("an archive of another digest ends the job", [
            *([] if other.returncode and "FAILED" in other.stdout else [f"exit {other.returncode}: {other.stdout[-200:]}"]),
            *server.state()["log"]])
        sent = scripted(post, left, {**environment, "GITLAB_TOKEN": "s3cret"})
        state = server.state()
        context.report.check("the second job posts a note and a status, from the report alone", [
            *([] if sent.returncode == 0 else [f"exit {sent.returncode}", *sent.stderr.splitlines()[-6:]]),
            *([] if len(state["comments"].get("4", [])) == 1 else [str(state["comments"])[:200]]),
            *([] if [s["status"] for s in state["statuses"]] == ["failed"] else [str(state["statuses"])]),
            *(["the token was printed"] if "s3cret" in sent.stdout + sent.stderr else [])])
    reports = read["artifacts"]["reports"]
    problems = [name for name in reports.values() if not (clone / name).is_file()]
    if not problems:
        quality = json.loads((clone / reports["codequality"]).read_text())
        problems += [] if quality and len({q["fingerprint"] for q in quality}) == len(quality) else ["codequality"]
        problems += [] if isinstance(json.loads((clone / reports["annotations"]).read_text()), dict) else ["links"]
    context.report.check("every file that the template names is written", problems)


def scripted(job: dict, folder: Path, environment: dict) -> subprocess.CompletedProcess:
    """The lines of a job as a runner runs them, those that unpack the program included."""
    given = {**environment, "CI_PROJECT_DIR": str(folder), **job["variables"]}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", NETWORK + "\n".join(job["before_script"] + job["script"])], cwd=folder, env=given, capture_output=True,
        text=True)


def figures(context: Context, pattern: str, log: str) -> None:
    """GitLab looks for the figure line by line, from the last one up; some runners write the time before each."""
    expected = re.findall(r"^  constraints satisfied .* \((\d+) %\) +\S+$", log, re.MULTILINE)[:1]
    problems = [] if expected and FIGURE in log else [f"{expected}", *log.splitlines()[:12]]
    for stamp in ("", "2031-01-01T00:00:00.000000Z 00O ", "2031-01-01T00:00:00.000000Z 01E+"):
        found = [m for line in log.splitlines() for m in re.findall(pattern, stamp + line)]
        problems += [] if found == expected else [f"{stamp}: {found}"]
    context.report.check("the coverage expression finds the head's figure alone, whatever the project says", problems,
                         str(expected))


def installed(context: Context, room: Path) -> Path:
    folder = room / "bin"
    folder.mkdir()
    (folder / "throughline").symlink_to(context.tool)
    return folder


def hooks(context: Context, proposal: Proposal) -> None:
    room = context.folder("pulls/hooks")
    source, work = room / "hooks", room / "work"
    source.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", source)
    git(source, "init", "-q", "-b", "main")
    git(source, "add", "-A")
    git(source, "commit", "-q", "-m", "hooks")
    subprocess.run(["git", "clone", "-q", str(proposal.folder), str(work)], check=True)
    configuration = yaml.safe_dump({"repos": [{
        "repo": f"file://{source}", "rev": git(source, "rev-parse", "HEAD"),
        "hooks": [{"id": "throughline-check"}, {"id": "throughline-report", "args": ["--base", proposal.base]}]}]})
    environment = {
        **os.environ, "PATH": f"{installed(context, room)}:{os.environ['PATH']}", "HOME": str(room),
        "PRE_COMMIT_HOME": str(room / "cache")}

    def hook(stage: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files", "--hook-stage", stage], cwd=work,
            env=environment, capture_output=True, text=True, timeout=300)

    problems = []
    for commit, stage, passes in (
        (proposal.better, "pre-commit", True), (proposal.better, "pre-push", True),
        (proposal.head, "pre-push", False),
    ):
        git(work, "checkout", "-q", "--force", commit)
        (work / ".pre-commit-config.yaml").write_text(configuration)
        git(work, "add", ".pre-commit-config.yaml")
        done = hook(stage)
        if (done.returncode == 0) != passes or "throughline" not in done.stdout:
            problems += [f"{stage} at {commit[:7]}: exit {done.returncode}", *done.stdout.splitlines()[-8:]]
    (work / "content/manifolds/parcel-rates.yaml").write_text("constraints: [")
    done = hook("pre-commit")
    if done.returncode == 0:
        problems.append("a broken manifold passes")
    context.report.check("pre-commit runs both hooks, and they stop what they should", problems)
