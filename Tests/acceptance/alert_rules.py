"""Files of alerts that our reader calls sound are sound to Prometheus, and the other way round.

Besides the real files there are small ones, each with one fault that authors make. Where the two
disagree on purpose, the reason stands in the table below; a disagreement that is gone fails, too.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Iterator

from . import projects
from .tool import ROOT, Context, corpora_folder

PROGRAM = "promtool"
# What our reader says of a file that Prometheus would refuse. That an alert always fires, or that a
# constraint is missing, is no fault of the file.
REFUSING = {"alert-format", "alert-duplicate"}

HEAD = "groups:\n  - name: a\n    rules:\n"
ALERT = HEAD + "      - alert: A\n        expr: x > 1\n"
GROUP = "  - name: b\n    rules:\n      - alert: B\n        expr: y > 1\n"

# One fault each, or none.
CASES = {
    "sound": ALERT + "        for: 5m\n        labels: {severity: page}\n",
    "two-groups": ALERT + GROUP,
    "recorded": HEAD + "      - record: job:x:rate5m\n        expr: rate(x[5m])\n",
    "long-hold": ALERT + "        for: 1d12h\n",
    "no-hold": ALERT + "        for: 0s\n",
    "kept-firing": ALERT + "        keep_firing_for: 5m\n",
    "interval": ALERT.replace("    rules:", "    interval: 30s\n    limit: 10\n    rules:"),
    "bad-interval": ALERT.replace("    rules:", "    interval: soon\n    rules:"),
    "group-labels": ALERT.replace("    rules:", "    labels: {team: a}\n    rules:"),
    "values": ALERT + '        annotations: {summary: "{{ $value }} of {{ $labels.job }}"}\n',
    "no-rules": "groups:\n  - name: a\n",
    "no-name": ALERT.replace("name: a", "interval: 1m"),
    "empty-name": ALERT.replace("name: a", 'name: ""'),
    "same-group": ALERT + GROUP.replace("name: b", "name: a"),
    "same-alert": ALERT + "      - alert: A\n        expr: x > 1\n",
    "unknown-key": ALERT + "        severity: page\n",
    "unknown-group-key": ALERT.replace("    rules:", "    owner: me\n    rules:"),
    "unknown-top-key": ALERT + "owner: me\n",
    "no-expression": HEAD + "      - alert: A\n        for: 5m\n",
    "neither": HEAD + "      - expr: x > 1\n",
    "both": ALERT + "        record: a:b\n",
    "hold-of-a-series": HEAD + "      - record: a:b\n        expr: x\n        for: 5m\n",
    "notes-of-a-series":
        HEAD + "      - record: a:b\n        expr: x\n        annotations: {summary: s}\n",
    "bad-series": HEAD + "      - record: a-b\n        expr: x\n",
    "words-for-time": ALERT + "        for: five minutes\n",
    "fraction-of-time": ALERT + "        for: 1.5h\n",
    "time-backwards": ALERT + "        for: 5m1h\n",
    "no-unit": ALERT + "        for: 5\n",
    "bad-label": ALERT + "        labels: {a-b: c}\n",
    "name-label": ALERT + "        labels: {__name__: c}\n",
    "bad-annotation": ALERT + "        annotations: {a-b: c}\n",
    "number-label": ALERT + "        labels: {severity: 1}\n",
    "list-of-labels": ALERT + "        labels: [a]\n",
    "nested-label": ALERT + "        labels: {a: {b: c}}\n",
    "bad-template": ALERT + '        annotations: {summary: "{{ $value"}\n',
    "bad-query": HEAD + "      - alert: A\n        expr: x > > 1\n",
    "name-with-dots": HEAD + "      - alert: A\n        expr: payment.duplicate.rate > 1\n",
    "open-bracket": HEAD + "      - alert: A\n        expr: sum(x > 1\n",
    "top-list": "- alert: A\n  expr: x > 1\n",
    "groups-is-a-map": "groups:\n  a:\n    rules: []\n",
    "repeated-key": ALERT + "        expr: y > 1\n",
    "broken": ALERT + "        labels: {a: b\n",
    "empty-groups": "groups: []\n",
}

# Where our answer differs, and why that is right.
DISAGREEMENTS = {
    "group-labels": "groups have labels since Prometheus 3.0, and Debian's is older",
    "empty-groups": "Prometheus takes a file without a rule; whoever wrote it meant something",
    "bad-template": "the language of annotations is not read",
}


def run(context: Context) -> None:
    if shutil.which(PROGRAM) is None:
        context.report.check(PROGRAM, [f"{PROGRAM} is missing; install Debian's prometheus"])
        return
    folder = context.folder("rules")
    own = sorted((ROOT / "content").rglob("*.alerts.yaml"))
    compare(context, "own files of alerts", folder / "own", own, all_sound=True)
    watched(context, folder)
    corpora = corpora_folder()
    if corpora is None:
        context.report.skip("real files of alerts", "THROUGHLINE_CORPORA is not set")
    else:
        compare(context, "real files of alerts", folder / "real", sorted(rules_below(corpora)))
    made = projects.write(
        folder / "cases", {f"{name}.alerts.yaml": text for name, text in CASES.items()})
    compare(context, "files with one fault", folder / "made", sorted(made.iterdir()))


def watched(context: Context, folder: Path) -> None:
    """The engine's own operation is what the generator makes of its manifold, and its tests hold."""
    made, kept = folder / "watch", ROOT / "content/generated/durable-engine"
    done = context.run(
        "generate", "durable-engine", "--pack", "watch", "--output", str(made),
        "--source", str(ROOT), "--quiet")
    files = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    problems = [
        str(name) for name in files
        if not (kept / name).is_file() or (kept / name).read_bytes() != (made / name).read_bytes()]
    if done.status != 0 or len(files) < 5:
        problems.append(f"exit {done.status}, {len(files)} files")
    context.report.check("the engine's alerts, dashboard and runbook are generated", problems)
    context.report.check("tests of generated alerts hold", tested(made), "promtool test rules")
    alerts = made / "observability/alerts.yaml"
    text = alerts.read_text()
    survivors = []
    for before, after in (("> 0.5", "> 0.6"), ("> 300", "> 301"), ("!= 0", "!= 1")):
        alerts.write_text(text.replace(before, after))
        if before not in text or not tested(made):
            survivors.append(f"{before} -> {after}")
    context.report.check("an alert with another line fails its test", survivors)
    query = ROOT / "content/operations/durable-engine.query.test.yaml"
    context.report.check(
        "the query that the manifold states fires when it should", promtool_tests(query))


def tested(folder: Path) -> list[str]:
    return promtool_tests(folder / "observability/alerts.test.yaml")


def promtool_tests(file: Path) -> list[str]:
    done = subprocess.run([PROGRAM, "test", "rules", file], capture_output=True, text=True)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).splitlines()[-6:]


def rules_below(folder: Path) -> Iterator[Path]:
    """YAML with groups of rules in it, whatever it is called."""
    for path in folder.rglob("*.y*ml"):
        text = path.read_text("utf-8", "replace")
        if "expr:" in text and "alert:" in text:
            yield path


def compare(
    context: Context, title: str, project: Path, paths: list[Path], all_sound: bool = False,
) -> None:
    (project / "content").mkdir(parents=True)
    (project / "content/site.yaml").write_text("title: Rules\n", "utf-8")
    names = {}
    for number, path in enumerate(paths):
        name = f"{number:03}-{path.name.split('.')[0]}.alerts.yaml"
        shutil.copyfile(path, project / name)
        names[name] = path.name.split(".")[0]
    ours = {
        finding["path"] for finding in context.findings(project)
        if finding.get("rule") in REFUSING or finding.get("rule", "").startswith("yaml-")}
    problems, refusals = [], 0
    for name, short in names.items():
        theirs = refused(project / name)
        refusals += bool(theirs)
        agrees = bool(theirs) == (name in ours)
        if all_sound and (theirs or name in ours):
            problems.append(f"{short}: {theirs or 'we report it'}")
        elif agrees and short in DISAGREEMENTS:
            problems.append(f"{short}: agrees by now; take it out of the table")
        elif not agrees and short not in DISAGREEMENTS:
            problems.append(
                f"{short}: {theirs or 'Prometheus takes it'}; "
                f"{'we report it' if name in ours else 'we are silent'}")
    context.report.check(
        title, problems if paths else ["there are none"],
        f"{len(paths)} files, {refusals} refused by both or explained")


def refused(path: Path) -> str:
    """Empty for a file that Prometheus takes; a rule that is there twice counts as refused."""
    done = subprocess.run(
        [PROGRAM, "check", "rules", "--lint=duplicate-rules", "--lint-fatal", str(path)],
        capture_output=True, text=True, timeout=60)
    lines = (done.stderr + done.stdout).strip().splitlines()
    return "" if done.returncode == 0 else (lines[-1].strip() if lines else "refused")
