"""A module goes from nothing to two finished phases; this file plays the person at each gate."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from . import module_corpora, module_faults
from . import seat_module as seat
from .tool import ROOT, Context, html_files

DOCS = "modules/seats/docs"
PERSON = ("--by", "Ada Lovelace", "--on", "2031-01-31")
ATTESTED = "routes,thin-handlers,access-control,tracing,schemas,test-patterns"


def run(context: Context) -> None:
    play = Play(context)
    play.design()
    play.requirements()
    play.tasks()
    play.code_of_phase_1()
    play.tests_of_phase_1()
    play.phase_2()
    play.prompts()
    play.site()
    own(context)
    module_faults.run(context, play)
    module_corpora.run(context)


def own(context: Context) -> None:
    """The gateway of this repository's own content: sound but for the drift that it is meant to show."""
    done = context.run("module", "check", "oagw", "--format", "json", "--source", str(ROOT))
    lines = [json.loads(line) for line in done.output.splitlines() if line.startswith("{")]
    found = sorted(line["rule"] for line in lines if line["type"] == "finding")
    wrong = [] if found == ["mark-differs"] * 3 else [f"found {found}"]
    context.report.check("own module: nothing but its deliberate drift", wrong + ([done.text] if done.status else []),
                         f"{len(found)} marks differ from what is so")


class Play:
    def __init__(self, context: Context):
        self.context = context
        self.root = context.folder("modules/project")
        subprocess.run(["git", "init", "-q", str(self.root)], check=True)
        build = f"[{sys.executable}, modules/seats/build.py, {{}}]"
        self.write("content/site.yaml", "\n".join([
            "title: Seats", "inputs:", '  sources: ["modules/**/*.py"]', "module:", "  check:",
            f"    build: {build.format('unit')}", f"    coverage: {build.format('e2e')}", ""]))

    # What a person does.

    def module(self, step: str, *options: str, name: str = "seats"):
        return self.context.run("module", step, name, *options, "--source", str(self.root))

    def write(self, path: str, text: str) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text, f"{path} holds no {old!r}"
        self.write(path, text.replace(old, new, 1))

    def expect(self, name: str, done, status: int, *words: str) -> None:
        missing = [f"no {word!r} in what it says" for word in words if word not in done.text]
        if done.status != status:
            missing.insert(0, f"exit {done.status}, not {status}")
        self.context.report.check(name, missing + (done.text.splitlines()[-12:] if missing else []))

    def advance(self, *options: str):
        return self.module("advance", *PERSON, *options)

    def open_criteria(self, gate: str) -> list[str]:
        status = json.loads(self.module("status", "--format", "json").output)
        criteria = next(entry["criteria"] for entry in status["gates"] if entry["gate"] == gate)
        return [entry["id"] for entry in criteria if entry["state"] != "met"]

    def check_open(self, name: str, gate: str, *wanted: str) -> None:
        found = self.open_criteria(gate)
        wrong = [f"{gate} lacks {found}, not {list(wanted)}"] if found != list(wanted) else []
        self.context.report.check(name, wrong, f"{len(found)} open")

    # Steps 1 and 2, and the review of tasks.

    def design(self) -> None:
        self.expect("new: the design and a record", self.module("new", "--code", "SEAT"), 0,
                    "INTENT_DESIGN.md", "pipeline.yaml")
        self.expect("design: what a template leaves open closes the gate", self.advance(), 1,
                    "design-written", "design-outputs")
        self.write(f"{DOCS}/INTENT_DESIGN.md", seat.DESIGN + "\nSee SCEN-SEAT-01.\n")
        self.expect("design: no id of a scenario in step 1", self.advance(), 1,
                    "design-without-ids", "INTENT_DESIGN.md:")
        self.write(f"{DOCS}/INTENT_DESIGN.md", seat.DESIGN)
        self.expect("design: nobody opens a gate without a name", self.module("advance"), 2, "--by")
        self.expect("design: the gate opens", self.advance(), 0, "opened the gate of design")

    def requirements(self) -> None:
        self.expect("new: requirements and scenarios come next", self.module("new"), 0,
                    "INTENT_REQUIREMENTS.md", "INTENT_SCENARIOS.md")
        self.expect("requirements: placeholders close the gate", self.advance(), 1, "<description>")
        self.write(f"{DOCS}/INTENT_REQUIREMENTS.md", seat.REQUIREMENTS)
        self.write(f"{DOCS}/INTENT_SCENARIOS.md", seat.SCENARIOS.replace("(REQ-SEAT-1)", "(REQ-SEAT-3)"))
        self.check_open("requirements: a phase that needs a later one", "requirements",
                        "scenarios-show", "phases-independent", "design-references", "documents-sound")
        self.write(f"{DOCS}/INTENT_SCENARIOS.md", seat.SCENARIOS)
        self.check_open("requirements: the design names no id yet", "requirements", "design-references")
        self.change(f"{DOCS}/INTENT_DESIGN.md", "says who has it", "says who has it: SCEN-SEAT-01, REQ-SEAT-1")
        self.expect("requirements: the gate opens", self.advance(), 0, "opened the gate of requirements")

    def tasks(self) -> None:
        self.expect("tasks: drafted from requirements, scenarios and phases",
                    self.module("tasks", "--generate"), 0, "wrote")
        text = self.read(f"{DOCS}/TASKS.md")
        missing = [word for word in ("## Phase 2 (PHASE-SEAT-2)", "### TASK-SEAT-01: One guest a seat",
                                     "- [ ] 1.2 Handle", "(SCEN-SEAT-03, REQ-SEAT-3)", "Unit tests")
                   if word not in text]
        self.context.report.check("tasks: what the draft holds", missing)
        self.expect("tasks: a second draft changes nothing", self.module("tasks", "--generate"), 0,
                    "stands in a task")
        self.change(f"{DOCS}/TASKS.md", "- [ ] 1.1 Implement", "- [ ] 1.4 The thing that implements")
        self.check_open("tasks: wrong numbers and nothing to do", "tasks", "tasks-numbered", "tasks-actionable")
        self.change(f"{DOCS}/TASKS.md", "- [ ] 1.4 The thing that implements", "- [ ] 1.1 Implement")
        self.expect("tasks: the gate opens", self.advance(), 0, "opened the gate of tasks")

    # Phase 1.

    def code_of_phase_1(self) -> None:
        self.write("modules/seats/build.py", seat.BUILD)
        self.write("modules/seats/src/seats/__init__.py", "")
        self.write("modules/seats/src/seats/handlers.py", seat.HANDLERS)
        self.write("modules/seats/src/seats/service.py", seat.SERVICE.replace("    def hold", "    def hold("))
        self.expect("code: a build that fails closes the gate", self.advance(), 1, "build", "compile")
        self.write("modules/seats/src/seats/service.py", seat.SERVICE)
        self.write("modules/seats/tests/unit/test_seats_service.py", seat.UNIT)
        self.change(f"{DOCS}/TASKS.md", "- [ ] 1.1 Implement", "- [ ] 1.1 Build")
        self.expect("code: tasks that were changed after their review close the gate",
                    self.advance("--attest", ATTESTED), 1,
                    "TASKS.md has changed since", "no program holds TODO(PHASE-SEAT-2)",
                    "tasks-ticked", "actual-documents")
        self.expect("tasks: the gate opens again", self.advance("--gate", "tasks"), 0, "gate of tasks")
        self.write("modules/seats/src/seats/service.py", seat.SERVICE + seat.STUB)
        self.expect("tasks: ticked by number and by id",
                    self.module("tasks", "--tick", "1.1,1.2,TASK-SEAT-02,TASK-SEAT-03"), 0, "changed")
        self.documents()
        self.expect("code: the gate opens", self.advance(), 0, "opened the gate of code and unit tests of phase 1")

    def documents(self) -> None:
        """Drafted, written in by hand, drafted again: what a person wrote stays."""
        self.expect("actual: drafted", self.module("actual"), 0, "ACTUAL_SCENARIOS.md")
        scenarios = f"{DOCS}/ACTUAL_SCENARIOS.md"
        lost = [] if "service.py:17" in self.read(scenarios) else ["no location of code"]
        if "[IMPLEMENTED]" not in self.read(scenarios) or "[DEFERRED]" not in self.read(scenarios):
            lost.append("no marks")
        self.change(scenarios, "### SCEN-SEAT-02", "The first guest is told nothing.\n\n### SCEN-SEAT-02")
        self.change(scenarios, "Somebody else gives it back [IMPLEMENTED]", "Somebody else gives it back [CHANGED]")
        self.expect("gap: drafted", self.module("gap"), 0, "INTENT_VS_ACTUAL.md")
        gaps = f"{DOCS}/INTENT_VS_ACTUAL.md"
        self.change(gaps, "- **Actual:** not described", "- **Actual:** They are told who holds it")
        self.change(gaps, "\n## Counts", "- **Reason:** Asked for by the box office\n\n## Counts")
        self.write(gaps, self.read(gaps) + "\nTo be read by the box office, too.\n")
        before = (self.read(scenarios), self.read(gaps))
        for step in ("actual", "gap", "actual", "gap"):
            self.module(step)
        after = (self.read(scenarios), self.read(gaps))
        for old, new in zip(before, after):
            own = re.compile(r"^- \*\*(Computed|Code|Tests|Kind):|^\||^$")
            kept = [line for line in old.splitlines() if not own.match(line)]
            lines = new.splitlines()
            lost += [f"lost: {line}" for line in kept if line not in lines]
        again = self.module("gap")
        if "nothing changes" not in again.text:
            lost.append("a second draft changes something")
        self.context.report.check("actual, gap: what was written by hand stays", lost)

    def tests_of_phase_1(self) -> None:
        self.expect("tests: without end-to-end tests the gate stays closed", self.advance(), 1,
                    "end-to-end-tests", "coverage", "changelog")
        broken = seat.END_TO_END.replace("== [409, 200]", "== [409, 409]")
        self.write("modules/seats/tests/e2e/test_seats_e2e.py", broken)
        self.expect("tests: one that fails closes the gate", self.advance(), 1, "test_scen_seat_02")
        self.write("modules/seats/tests/e2e/test_seats_e2e.py", seat.END_TO_END)
        self.advance()
        self.check_merged()
        self.expect("changelog: a release of what works",
                    self.module("changelog", "--on", "2031-02-01"), 0, "CHANGELOG.md")
        text = self.read(f"{DOCS}/CHANGELOG.md")
        wrong = [word for word in ("## [0.1.0] - 2031-02-01", "### Added", "- SCEN-SEAT-01: A seat that is held")
                 if word not in text]
        self.context.report.check("changelog: its form", wrong)
        self.change(f"{DOCS}/CHANGELOG.md", "- SCEN-SEAT-01",
                    "- SCEN-SEAT-02: nobody else can give it back\n- SCEN-SEAT-01")
        self.expect("changelog: no version below the newest",
                    self.module("changelog", "--release", "0.1.0"), 1, "not above 0.1.0")
        self.expect("tests: the gate opens", self.advance(), 0, "opened the gate of end-to-end tests of phase 1")

    def check_merged(self) -> None:
        """Lines of both reports together, counted again from the reports themselves."""
        lcov = self.read("modules/seats/reports/unit.lcov")
        lines: dict[tuple[str, int], bool] = {}
        name = ""
        for line in lcov.splitlines():
            if line.startswith("SF:"):
                name = line.rsplit("/", 1)[-1]
            if line.startswith("DA:"):
                number, hits = line[3:].split(",")[:2]
                lines[name, int(number)] = int(hits) > 0
        xml = self.read("modules/seats/reports/coverage-e2e.xml")
        for name, body in re.findall(r'filename="([^"]+)"(.*?)</class>', xml, re.S):
            for number, hits in re.findall(r'<line number="(\d+)" hits="(\d+)"', body):
                key = (name.rsplit("/", 1)[-1], int(number))
                lines[key] = lines.get(key, False) or hits != "0"
        status = json.loads(self.module("status", "--format", "json").output)
        found = status["coverage"]
        wanted = (sum(lines.values()), len(lines))
        wrong = [f"{found} is not {wanted}"] if (found["hit"], found["total"]) != wanted else []
        self.context.report.check("coverage: LCOV and Cobertura merged line by line", wrong, f"{wanted}")

    # Phase 2.

    def phase_2(self) -> None:
        self.expect("phase 2: a stub that is left over closes the gate", self.advance("--attest", ATTESTED), 1,
                    "PHASE-SEAT-2 is still open here")
        self.write("modules/seats/src/seats/service.py", seat.SERVICE + seat.WAITING)
        unit = "modules/seats/tests/unit/test_seats_service.py"
        self.write(unit, seat.UNIT + seat.UNIT_2)
        boxes = sorted(set(re.findall(r"TASK-SEAT-\d+", self.read(f"{DOCS}/TASKS.md"))))
        self.module("tasks", "--tick", ",".join(boxes))
        self.expect("phase 2: documents that say what was true before close the gate", self.advance(), 1,
                    "calls SCEN-SEAT-03 deferred, and it is implemented")
        for step in ("actual", "gap"):
            self.module(step)
        self.expect("phase 2: the gate of code opens", self.advance(), 0, "code and unit tests of phase 2")
        self.write("modules/seats/tests/e2e/test_seats_e2e.py", seat.END_TO_END + seat.END_TO_END_2)
        self.advance()
        for step in ("actual", "gap", "changelog"):
            self.module(step, *(("--on", "2031-03-01") if step == "changelog" else ()))
        self.expect("phase 2: the gate of tests opens", self.advance(), 0, "end-to-end tests of phase 2")
        self.expect("the end: every gate is open", self.module("status"), 0, "every gate is open")
        self.expect("the end: nothing is wrong with the documents", self.module("check", "--strict"), 0)
        record = self.read(f"{DOCS}/pipeline.yaml")
        people = record.count('by: "Ada Lovelace"')
        wrong = [] if "## [0.2.0] - 2031-03-01" in self.read(f"{DOCS}/CHANGELOG.md") else ["no release 0.2.0"]
        self.context.report.check("the end: who has opened what is recorded", wrong, f"{people} signatures")

    def prompts(self) -> None:
        wrong = []
        for name in ("design", "requirements", "cross-references", "tasks", "code", "compilation-fix",
                     "end-to-end-tests", "actual-documents"):
            done = self.context.run(
                "module", "prompt", "seats", name, "--phase", "1", "--source", str(self.root))
            if done.status or len(done.output) < 200 or "{{" in done.output:
                wrong.append(f"{name}: exit {done.status}, {len(done.output)} characters")
        self.write("site-templates/artifacts/module/prompts/design.txt", "Our own: {{module.code}}\n")
        done = self.context.run("module", "prompt", "seats", "design", "--source", str(self.root))
        if done.output != "Our own: SEAT\n":
            wrong.append(f"a project's own prompt: {done.output[:80]!r}")
        self.context.report.check("prompts: eight, each of which a project may replace", wrong)

    def site(self) -> None:
        out = self.context.work / "modules/site"
        self.context.built("site: a module with all gates open", self.root, out)
        page = next((path for path in html_files(out) if path.match("modules/seats/index.html")), None)
        text = page.read_text(encoding="utf-8") if page else ""
        missing = [word for word in ("Ada Lovelace", "2031-01-31", "Gate history", "End-to-end tests")
                   if word not in text]
        self.context.report.check("site: the board says who has opened which gate", missing, str(page))
