"""What is generated for monitoring: names, links, and tests of alerts that depend on every line.

A test of an alert that passes with another line in the rule tests nothing. So every line of every
alert is moved up and down a little, and each time some test of that alert has to fail."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any, Iterator, NamedTuple

from .tool import Context

#: The number that an alert compares with.
LINE = re.compile(r"(?P<sign>>=|<=|>|<) (?P<line>[0-9.]+)$")
#: What else may be planted in every rule, by what it breaks.
SLIPS = {
    "the first event of a new series is not seen": (re.compile(r" unless \S+ offset \w+"), " * 0"),
    "another comparison": (re.compile(r" (>=|<=|>|<) (?=[0-9.]+$)"), " == bool "),
    "it fires at once": (re.compile(r"(?m)^        for: \w+\n"), ""),
    "a shorter period": (re.compile(r"\[(\d+d|\d{2,}h)\]"), "[1h]"),
}


class Alert(NamedTuple):
    name: str
    #: Its lines in the file of rules, with those of series that are recorded for it.
    text: str
    expression: str


def check(context: Context, name: str, generated: Path) -> None:
    alerts = alerts_of((generated / "observability/alerts.yaml").read_text("utf-8"))
    panels = json.loads((generated / "observability/dashboard.json").read_text("utf-8"))["panels"]
    context.report.check(f"{name}: alerts lead to a section, documents name them", [
        *documented(generated, alerts), *unlinked(generated, panels)], f"{len(alerts)} alerts")
    context.report.check(f"{name}: every series is measured or recorded", unknown(
        generated, alerts, panels))
    context.report.check(f"{name}: panels and alerts draw one line", differing(alerts, panels))
    survived, count = [], 0
    for fault, changed, alert in faults(generated, alerts):
        count += 1
        if passes(context, generated, changed, alert.name):
            survived.append(f"{alert.name}: {fault}")
    context.report.check(f"{name}: tests of alerts depend on what they test", survived,
                         f"{count} faults")


def alerts_of(text: str) -> list[Alert]:
    found, recorded = [], ""
    for rule in re.split(r"(?m)^(?=      - (?:alert|record): )", text)[1:]:
        name = re.search(r'(?m)^      - (alert|record): "?([^"\n]+)', rule)
        expression = re.search(r'(?m)^        expr: "(.*)"$', rule)
        assert name and expression, rule
        if name[1] == "alert":
            found.append(Alert(name[2], rule, expression[1]))
    return found


# Names.


def documented(generated: Path, alerts: list[Alert]) -> Iterator[str]:
    runbook = (generated / "docs/RUNBOOK.md").read_text("utf-8")
    interfaces = (generated / "docs/API.md").read_text("utf-8")
    names = {alert.name for alert in alerts}
    for alert in alerts:
        if f"## {alert.name}\n" not in runbook:
            yield f"{alert.name} has no section"
        address = re.search(r'runbook_url: "[^#"]*#([^"]+)"', alert.text)
        if not address or address[1] not in anchors(runbook):
            yield f"{alert.name} leads to no heading: {address and address[0]}"
    listed = set(re.findall(r"(?m)^\| `([A-Z]\w+)` \| [^|]+ \| \w+ \|$", interfaces))
    for other in (listed ^ names) | (sections(runbook) - names):
        yield f"{other} is documented or there, and not both"


def sections(runbook: str) -> set[str]:
    return set(re.findall(r"(?m)^## ([A-Z]\w+)$", runbook))


def anchors(text: str) -> set[str]:
    headings = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def unlinked(generated: Path, panels: list[dict[str, Any]]) -> Iterator[str]:
    known = anchors((generated / "docs/RUNBOOK.md").read_text("utf-8"))
    for panel in panels:
        anchor = panel["links"][0]["url"].partition("#")[2] if panel.get("links") else "none"
        if anchor and anchor not in known:
            yield f'panel "{panel["title"]}" leads to no heading: {anchor}'


def unknown(generated: Path, alerts: list[Alert], panels: list[dict[str, Any]]) -> Iterator[str]:
    rules = (generated / "observability/alerts.yaml").read_text("utf-8")
    program = (generated / "src/services/telemetry.py").read_text("utf-8")
    known = set(re.findall(r'(?m)^[A-Z_]+ = "(\w+)"', program))
    known |= {f"{name}_bucket" for name in known}
    known |= set(re.findall(r"(?m)^      - record: (\w+)", rules))
    queries = [target["expr"] for panel in panels for target in panel["targets"]]
    for query in queries + re.findall(r'(?m)^        expr: "(.*)"$', rules):
        plain = re.sub(r"\{[^}]*\}|\[[^\]]*\]|\bby \([^)]*\)", " ", query)
        for word in re.findall(r"\b([a-z]\w*_\w+)\b(?!\()", plain):
            if word not in known:
                yield f"{word} in: {query[:80]}"


def differing(alerts: list[Alert], panels: list[dict[str, Any]]) -> Iterator[str]:
    """A panel turns red where the alert for its constraints fires; of counts, at the next one."""
    lines: dict[str, float] = {}
    for alert in alerts:
        line, ids = LINE.search(alert.expression), re.search(r'constraint: "(.*)"', alert.text)
        if line and ids:
            lines[ids[1]] = float(line["line"])
    for panel in panels:
        ids = panel["description"].removeprefix("[").partition("]")[0]
        steps = panel["fieldConfig"]["defaults"].get("thresholds", {}).get("steps", [])
        drawn = [step["value"] for step in steps if step["value"] is not None]
        if drawn and (ids not in lines or all(d - lines[ids] not in (0, 1) for d in drawn)):
            yield f'panel "{panel["title"]}" at {drawn}, alert at {lines.get(ids)}'


# Faults.


def faults(generated: Path, alerts: list[Alert]) -> Iterator[tuple[str, str, Alert]]:
    """Each with the whole file of rules that has it."""
    rules = (generated / "observability/alerts.yaml").read_text("utf-8")
    for alert in alerts:
        line = LINE.search(alert.expression)
        assert line, alert.expression
        for factor in (0.99, 1.01):
            value = float(line["line"])
            moved = value * factor if "." in line["line"] else value + (1 if factor > 1 else -1)
            changed = LINE.sub(f"{line['sign']} {moved:.10g}", alert.expression)
            yield f"line at {moved:.10g}", rules.replace(alert.expression, changed), alert
        for slip, (pattern, new) in SLIPS.items():
            scope = alert.text if slip != "a shorter period" else rules
            if slip == "a shorter period" and "ShareMissed" not in alert.name:
                continue
            text = re.sub(r'(?m)(?<=expr: ")(.*)(?="$)', lambda m: pattern.sub(new, m[1]), scope)
            text = text if text != scope else pattern.sub(new, scope)
            if text != scope:
                yield slip, rules.replace(scope, text), alert


def passes(context: Context, generated: Path, rules: str, alert: str) -> bool:
    """Whether the tests of one alert pass with other rules."""
    folder = context.folder("generation/rules")
    text = (generated / "observability/alerts.test.yaml").read_text("utf-8")
    head, *cases = re.split(r"(?m)^(?=  - name: )", text)
    # Those of a name that begins alike are another alert's.
    own = [case for case in cases if re.search(rf'alertname: "?{alert}"?\n', case)]
    (folder / "alerts.yaml").write_text(rules, "utf-8")
    (folder / "alerts.test.yaml").write_text(head + "".join(own), "utf-8")
    done = subprocess.run(
        ["promtool", "test", "rules", "alerts.test.yaml"], cwd=folder, capture_output=True)
    return not own or done.returncode == 0
