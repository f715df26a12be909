"""All real files of every format in one site, in time and memory, with no dead link.

How much was read is said beside what was not, and every recorded history is counted, checked and
shown: a fault that is planted into each of them must be found.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Iterator, Optional

from . import histories
from .budgets import check_weight
from .corpora import copied
from .links import check_site
from .processes import proportional, unwatched
from .tool import Context, corpora_folder, html_files

SECONDS = 10.0  # of processor time, over all processes
BYTES = 500 << 20
MANIFEST = ".throughline-manifest"


def run(context: Context) -> None:
    folder = corpora_folder()
    if folder is None:
        context.report.skip("everything real", "THROUGHLINE_CORPORA is not set")
        return
    project = copied(folder, context.work / "everything/project")
    (project / "content").mkdir()
    (project / "content/site.yaml").write_text("title: Everything\n", "utf-8")
    site = context.work / "everything/site"
    if not check_build(context, project, site):
        return
    check_inputs(context, project, site)
    check_histories(context, project, site)
    check_planted(context, project)
    check_weight(context, "everything", site)
    check_site(context, "everything", site)


def check_build(context: Context, project: Path, site: Path) -> bool:
    """Once for the time, because watching memory takes some, and once for the memory."""
    timed = context.build(project, site, "--keep-going", memory=unwatched)
    watched = context.build(
        project, context.work / "everything/again", "--keep-going", "--no-cache",
        memory=proportional)
    problems = [
        f"exit {run.status}: {run.text[-300:]}" for run in (timed, watched)
        if run.status not in (0, 1)]
    if timed.cpu >= SECONDS:
        problems.append(f"{timed.cpu:.1f} s of processor time")
    if watched.peak >= BYTES:
        problems.append(f"{watched.peak >> 20} MB")
    count = len(html_files(site)) if site.is_dir() else 0
    if not count:
        problems.append("nothing is published")
    return context.report.check(
        "everything builds in time", problems,
        f"{count} pages, {timed.cpu:.1f} s CPU, {timed.wall:.1f} s, {watched.peak >> 20} MB")


def listed(context: Context, project: Path) -> list[dict]:
    run = context.run("list", "inputs", "--source", str(project), "--format", "json")
    return [json.loads(line) for line in run.output.splitlines()]


def check_inputs(context: Context, project: Path, site: Path) -> None:
    """Each file is read by somebody, or it is said why not; none that is read leaves no trace."""
    rows = listed(context, project)
    there = {str(p.relative_to(project)) for p in project.rglob("*") if p.is_file()}
    there = {path for path in there if not path.startswith(".throughline/")}
    known = {row["path"] for row in rows}
    read = [row for row in rows if row["reader"] != "-"]
    left = Counter(row["reason"] for row in rows if row["reader"] == "-")
    findings = findings_of(context, project)
    errors = {finding["path"] for finding in findings if finding["severity"] == "error"}
    degraded = [row for row in read if row["path"] in errors]
    problems = [f"{path} is not listed" for path in sorted(there - known)]
    problems += [f"{row['path']}: no reason" for row in rows
                 if row["reader"] == "-" and not row["reason"]]
    context.report.check(
        "each file is read, or it is said why not", problems,
        f"{len(rows)} files: {len(read)} read, {len(degraded)} of them with errors, "
        f"{sum(left.values())} unread")
    readers = Counter(row["reader"] for row in read)
    for title, counts in (("read as", readers), ("unread", left)):
        context.report.check(
            f"files {title}", [] if counts else ["none"],
            ", ".join(f"{count} {name}" for name, count in counts.most_common()))
    traces = {source for _, source in published(site)} | {
        item["at"].split(":")[0] for item in exported(context, project)}
    traces |= {finding["path"] for finding in findings}
    # Files of one manifold are merged, and so are those of a change: their pages name them.
    silent = [row for row in read if row["path"] not in traces and not row["reason"]]
    compared = [row for row in read if row["path"] not in traces and row["reason"]]
    text = "\n".join(page.read_text("utf-8") for page in html_files(site)) if silent else ""
    context.report.check(
        "no file that is read is silently dropped",
        [f"{row['path']} ({row['reader']})" for row in silent if row["path"] not in text],
        f"{len(compared)} were compared with others, and agree")


def findings_of(context: Context, project: Path) -> list[dict]:
    return [f for f in context.findings(project) if f["type"] != "summary"]


def exported(context: Context, project: Path) -> list[dict]:
    run = context.run(
        "export", "--source", str(project), "--format", "json", "--keep-going")
    return json.loads(run.output)["items"]


def published(site: Path) -> Iterator[tuple[str, str]]:
    """Path and source of every file of the site."""
    for line in (site / MANIFEST).read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 5:
            yield cells[0], cells[4]


def recorded(project: Path) -> list[Path]:
    return sorted(
        path for path in (project / histories.FOLDER).rglob("*")
        if path.suffix in (".json", ".bin"))


def count_of(path: Path) -> int:
    """Events of a history: what the official library says, or a plain count of its JSON."""
    official = histories.read_officially(path)
    return histories.plain_count(path) if official is None else len(official.events)


def check_histories(context: Context, project: Path, site: Path) -> None:
    """Each has pages, and rows of events on them: as many as there are events."""
    pages: dict[str, list[Path]] = {}
    for name, source in published(site):
        pages.setdefault(source, []).append(site / name)
    paths, wrong, total = recorded(project), [], 0
    for path in paths:
        source = str(path.relative_to(project))
        texts = [p.read_text("utf-8") for p in pages.get(source, []) if p.suffix == ".html"]
        rows = sum(text.count('<tr id="e') for text in texts if 'template="run-events"' in text)
        expected = count_of(path)
        total += expected
        if not any('template="run"' in text for text in texts):
            wrong.append(f"{source}: no page of its own")
        if rows != expected:
            wrong.append(f"{source}: {rows} events are shown, {expected} recorded")
    context.report.check(
        "each history is shown with all its events", wrong,
        f"{len(paths)} histories, {total:,} events")


def check_planted(context: Context, project: Path) -> None:
    """The last event once more, in each of them, is found in each of them."""
    planted = context.folder("everything/planted")
    for path in recorded(project):
        content = with_repeated_event(path)
        if content is not None:
            target = planted / path.relative_to(project)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    before = faults(findings_of(context, project))
    after = faults(findings_of(context, planted))
    paths = [str(p.relative_to(planted)) for p in recorded(planted)]
    missed = [path for path in paths if after[path] <= before[path]]
    missed += [f"no fault could be planted into {path.relative_to(project)}"
               for path in recorded(project) if not (planted / path.relative_to(project)).exists()]
    context.report.check(
        "a fault that is planted into a history is found", missed,
        f"{len(paths)} histories; {sum(1 for path in paths if before[path])} have findings as "
        "they are")


def faults(findings: list[dict]) -> Counter:
    return Counter(f["path"] for f in findings)


def with_repeated_event(path: Path) -> Optional[bytes]:
    if path.suffix == ".bin":
        message = histories.read_officially(path)
        message.events.append(message.events[-1])
        return message.SerializeToString()
    root = json.loads(path.read_text("utf-8"))
    events = events_of(root)
    if not events:
        return None
    events.append(events[-1])
    return json.dumps(root).encode("utf-8")


def events_of(root) -> Optional[list]:
    """The last list of events of a document, in whatever container."""
    if isinstance(root, list):
        last = root[-1] if root else None
        return events_of(last) if isinstance(last, dict) and "eventId" not in last else root
    if "events" in root:
        return root["events"]
    return events_of(root["history"]) if "history" in root else None
