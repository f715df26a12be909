"""What goes wrong with modules: it is said with its place, and nothing is lost."""

from __future__ import annotations

import shutil

from .tool import Context

DOCS = "modules/seats/docs"
WRITING = (("actual",), ("gap",), ("tasks", "--tick", "1.1"), ("tasks", "--generate"),
           ("advance", "--by", "Ada", "--gate", "tasks"), ("changelog",))


def run(context: Context, play) -> None:
    for name, change, words in cases():
        faulty(context, play, name, change, words)
    blocked(context, play)
    read_only(context, play)
    usage(play)


def cases():
    """Name, change of the finished project, words that `check` must say."""

    def edited(document, old, new):
        def change(play):
            play.change(f"{DOCS}/{document}", old, new)
        return change

    def replaced(document, data):
        def change(play):
            (play.root / DOCS / document).write_bytes(data)
        return change

    twice = "### REQ-SEAT-1: Again\nIt MUST hold.\n\n### REQ-SEAT-2"
    yield "an id that is declared twice", edited("INTENT_REQUIREMENTS.md", "### REQ-SEAT-2", twice), [
        "INTENT_REQUIREMENTS.md:", "REQ-SEAT-1", "error["]
    yield "a phase that does not exist", edited("INTENT_SCENARIOS.md", "(PHASE-SEAT-2)", "(PHASE-SEAT-9)"), [
        "INTENT_SCENARIOS.md:13:", "PHASE-SEAT-9", "error["]
    yield "a document edited to nonsense", replaced("INTENT_SCENARIOS.md", bytes(range(256)) * 40), [
        "INTENT_SCENARIOS.md", "error["]
    yield "an empty document", replaced("INTENT_REQUIREMENTS.md", b""), [
        "INTENT_REQUIREMENTS.md: error[nothing-declared]", "REQ-SEAT-1"]
    yield "a record with a misspelt gate", edited("pipeline.yaml", 'gate: "tasks"', 'gate: "taks"'), [
        "pipeline.yaml:", 'did you mean "tasks"?', "error[pipeline-record]"]
    yield "a record that is no YAML", replaced("pipeline.yaml", b"gates: [\n  {gate: design\n"), [
        "pipeline.yaml:", "error["]
    yield "a record that says nothing", replaced("pipeline.yaml", b"\n"), [
        "pipeline.yaml:1:1: error[pipeline-record]: the record says nothing"]
    yield "a number that is given a second time", edited(
        "pipeline.yaml", "declared:", 'retired: ["SCEN-SEAT-03"]\ndeclared:'), [
        "INTENT_SCENARIOS.md:", "SCEN-SEAT-03", "error[id-reused]"]


def faulty(context: Context, play, name, change, words) -> None:
    saved = context.work / "modules/saved"
    shutil.rmtree(saved, ignore_errors=True)
    shutil.copytree(play.root, saved)
    change(play)
    done = play.module("check")
    wrong = [f"no {word!r}" for word in words if word not in done.text]
    if done.status != 1:
        wrong.append(f"check ends with {done.status}")
    documents = read(play)
    for step, *options in WRITING:
        result = play.module(step, *options, "--on", "2031-05-05") if step in ("advance", "changelog") \
            else play.module(step, *options)
        if result.status not in (0, 1):
            wrong.append(f"{step} ends with {result.status}: {result.text[-200:]}")
        if name.startswith("a record") and read(play) != documents and step != "tasks":
            wrong.append(f"{step} writes although the record cannot be read")
    # What stood in the faulty document by hand is still there.
    if name.startswith(("a document", "an empty", "a record")):
        for path, data in documents.items():
            if path in ("INTENT_DESIGN.md", "INTENT_REQUIREMENTS.md", "INTENT_SCENARIOS.md") and read(play).get(path) != data:
                wrong.append(f"{path} has changed")
    context.report.check(f"faults: {name}", wrong + (done.text.splitlines()[:6] if wrong else []))
    shutil.rmtree(play.root)
    shutil.copytree(saved, play.root)


def read(play) -> dict[str, bytes]:
    folder = play.root / DOCS
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def blocked(context: Context, play) -> None:
    """A folder where a document is to be written: all or nothing."""
    target = play.root / DOCS / "ACTUAL_DESIGN.md"
    play.change(f"{DOCS}/TASKS.md", "[x] 1.1", "[ ] 1.1")
    before = read(play)
    target.unlink()
    target.mkdir()
    done = play.module("actual")
    after = read(play)
    wrong = [] if done.status == 3 else [f"exit {done.status}: {done.text[-300:]}"]
    before.pop("ACTUAL_DESIGN.md")
    wrong += [f"{path} has changed" for path in before if after.get(path) != before[path]]
    target.rmdir()
    context.report.check("faults: a place that is taken changes nothing", wrong)


def read_only(context: Context, play) -> None:
    """The mode alone counts: who runs this may be the superuser, who can write to everything."""
    target = play.root / DOCS / "TASKS.md"
    before, mode = entries(play), target.stat().st_mode
    target.chmod(0o444)
    done = play.module("tasks", "--tick", "1.1")
    wrong = [] if done.status == 3 else [f"exit {done.status}"]
    wrong += [f"no {word!r}" for word in ("nothing is written", "TASKS.md is read-only") if word not in done.text]
    if target.stat().st_mode & 0o777 != 0o444:
        wrong.append("the file has another mode")
    target.chmod(mode)
    if entries(play) != before:
        wrong.append("something has changed")
    play.expect("faults: a file that is writable again is written to", play.module("tasks", "--tick", "1.1"), 0,
                "changed")
    context.report.check("faults: a read-only file is left alone", wrong + (done.text.splitlines()[-4:] if wrong else []))


def entries(play) -> dict[str, bytes | None]:
    """The whole project, with what a run might have left behind; not git's files, and not who runs last."""
    return {str(path.relative_to(play.root)): path.read_bytes() if path.is_file() else None
            for path in sorted(play.root.rglob("*"))
            if ".git" not in path.parts and not path.match(".throughline/lock")}


def usage(play) -> None:
    play.expect("faults: a phase that the module does not have", play.context.run(
        "module", "prompt", "seats", "code", "--phase", "9", "--source", str(play.root)), 2, "phases 1, 2")
    play.expect("faults: a box that is not there", play.module("tasks", "--tick", "9.9"), 1, "no box or task 9.9")
    play.expect("faults: a module that is not there", play.module("status", name="seat"), 1,
                'the nearest name is "seats"')
    play.expect("faults: a gate that is not there",
                play.module("advance", "--by", "Ada", "--gate", "code:7"), 2, "code:1")
    play.expect("faults: what is computed cannot be attested",
                play.module("advance", "--by", "Ada", "--gate", "code:1", "--attest", "tasks-ticked"), 2,
                "cannot be attested")
    play.expect("faults: a module is not begun twice", play.module("new"), 1, "already there")
    play.expect("faults: a name that is none", play.module("new", name="../up"), 2, "lower-case")
