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

GAUGE, COUNTER, TIMES = "metric: wait%_seconds, ", "metric: lost%_total, ", "metric: took%_seconds, "
# Thresholds of which each gets an alert on a series of its own, and tests that the alert passes.
THRESHOLDS = (
    *(f'{GAUGE}{line}: 5, operator: "{operator}"'
      for line in ("ceiling", "floor") for operator in ("<=", "<", ">=", ">", "==")),
    *(f"{GAUGE}ceiling: {limit}" for limit in ("-3", "0", "0.0005", "0.95", "1e12", "3e3")),
    *(f"{GAUGE}floor: 5, for: {span}" for span in ("0s", "90s", "1h30m", "1h1m1s", "500ms")),
    *(f'{COUNTER}ceiling: 5, operator: "{operator}"' for operator in ("<=", "<", ">=", ">", "==")),
    *(f"{COUNTER}{line}" for line in (
        "ceiling: 0", "floor: 5", "floor: 0.5", 'floor: 0, operator: ">"', 'value: 0, operator: "=="',
        "ceiling: 0.5", 'ceiling: 0.5, operator: "<"', "ceiling: 20000")),
    *(f"{COUNTER}{line}, window: {window}, for: {span}"
      for line in ("ceiling: 3", "floor: 3", 'value: 0, operator: "=="', 'value: 2, operator: "=="')
      for window, span in (
          ("1h", "5m"), ("5m", "5m"), ("5m", "10m"), ("1m", "0s"), ("30s", "2m"), ("90s", "61s"),
          ("1h30m", "2h"), ("6h", "1h"))),
    *(f'{TIMES}{quantile}: 0.25, operator: "{operator}"'
      for quantile in ("p50", "p90", "p95", "p99", "p999") for operator in ("<=", "<", ">=", ">")),
    *(f"{TIMES}p99: {line}" for line in (
        "2", "0.000001", "0.5, window: 1m", "0.5, window: 10s", "0.5, window: 1h30m, for: 1h",
        "0.5, for: 0s")),
)
# Queries that stay one operand, and what the rest of the rule makes of them is Prometheus's to say.
QUERIES = (
    "sum(a) or vector(0)", "sum(a) and on() b", 'sum(a{path="/x#y"})', "max_over_time(a{path='(['}[5m:])",
    r'sum(a{path="\"("})', "sum(a{path=`\\`})",
)
# What must not become an alert at all.
REFUSED = (
    'query: "sum(a) # by", ceiling: 5', "query: 'sum(a{path=\"/x;y\"})', ceiling: 5",
    'query: "sum(a", ceiling: 5', 'query: "a)+(b", ceiling: 5', 'query: "sum(a); b", ceiling: 5',
    'query: "sum(a); b: c", ceiling: 5', 'query: "sum(a); ceiling: 9", ceiling: 5',
    *(f"{GAUGE}ceiling: {limit}" for limit in
      (".nan", "nan", "inf", "-inf", "3e15", "4e-7", "1e14", "100000000000000.5", "soon", "48h")),
    f"{GAUGE}ceiling: 5, for: 5", f"{GAUGE}ceiling: 5, for: 1m1h", f"{GAUGE}ceiling: 5, for: 1y",
    f"{COUNTER}ceiling: 5, window: long", f"{COUNTER}ceiling: 5, window: 0s",
    f'{GAUGE}ceiling: 5, operator: "=>"', f'{GAUGE}ceiling: 5, alert: "bad name"',
    f"{COUNTER}ceiling: -1", f"{COUNTER}floor: 0", f"{TIMES}p99: 0",
    f'{TIMES}p99: 1, operator: "=="', "metric: 9lives, ceiling: 5", "metric: inf, ceiling: 5",
    f"{GAUGE}ceiling: 5, alert: Twice",
)


def run(context: Context) -> None:
    if shutil.which(PROGRAM) is None:
        context.report.check(PROGRAM, [f"{PROGRAM} is missing; install Debian's prometheus"])
        return
    folder = context.folder("rules")
    own = sorted((ROOT / "content").rglob("*.alerts.yaml"))
    compare(context, "own files of alerts", folder / "own", own, all_sound=True)
    watched(context, folder)
    thresholds(context, folder)
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


def thresholds(context: Context, folder: Path) -> None:
    """What the generator makes of any threshold is sound, tested and silent within its line."""
    sound = [*THRESHOLDS, *(f"query: '{text.replace(chr(39), chr(39) * 2)}', ceiling: 5"
                            for text in QUERIES), f"{GAUGE}ceiling: 4, alert: twice"]
    project = projects.write(folder / "thresholds", {
        "content/site.yaml": "title: Thresholds\n",
        "content/manifolds/line.yaml": "meta: {id: line}\nconstraints:\n  business:\n" + "".join(
            f"    - {{id: K{number}, type: boundary, statement: Line {number} holds, "
            f"threshold: {{{text.replace('%', str(number))}}}}}\n" for number, text in enumerate((*sound, *REFUSED)))})
    made = project / "made"
    done = context.run(
        "generate", "line", "--pack", "watch", "--output", str(made), "--source", str(project))
    alerts = (made / "observability/alerts.yaml").read_text()
    problems = [f"{text}: {number}" for number, text in enumerate((*sound, *REFUSED))
                if (f'constraint: "K{number}"' in alerts) != (number < len(sound))
                or (f"K{number} is not watched: " in done.text) == (number < len(sound))]
    context.report.check(
        "what cannot be watched as it is written is said, and nothing else", problems,
        f"{len(sound)} watched, {len(REFUSED)} refused")
    context.report.check("alerts of any threshold pass their tests", tested(made))


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
