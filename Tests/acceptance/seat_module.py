"""What a person and a model write while a module goes through its gates: documents, programs, tests."""

from __future__ import annotations

DESIGN = """\
# Seats

## Overview
Guests hold a seat for a while before they pay.

## Category
Generic: others call it in their own process.

## API surface
- `hold(seat, guest)` keeps a seat, or says who has it
- `join(seat, guest)` puts a guest on the list of those who wait

## Data model
A seat, who holds it, and who waits for it.

## Persistence
None: a hold is gone when the process ends.

## Security
A guest acts for nobody else.

## Observability
Each call leaves a line with the seat and the outcome.

## Schemas
`Seat` with its number and its holder.

## Phases

### Holding (PHASE-SEAT-1)
A guest can hold a seat and give it back.

### Waiting (PHASE-SEAT-2)
A guest can wait for a seat that is held.
"""

REQUIREMENTS = """\
# Requirements of Seats

### REQ-SEAT-1: One guest a seat
A seat MUST be held by one guest at most.
- Introduced in: PHASE-SEAT-1

### REQ-SEAT-2: Only the holder gives back
A seat MUST NOT be given back by anybody but its holder.
- Introduced in: PHASE-SEAT-1

### REQ-SEAT-3: First come, first served
Guests who wait SHALL get the seat in the order in which they came.
- Introduced in: PHASE-SEAT-2
"""

SCENARIOS = """\
# Scenarios of Seats

## Phase 1 (PHASE-SEAT-1)

### SCEN-SEAT-01: A seat that is held
- **WHEN** a second guest asks for it
- **THEN** the first keeps it (REQ-SEAT-1)

### SCEN-SEAT-02: Somebody else gives it back
- **WHEN** a guest gives back a seat that another holds
- **THEN** nothing changes (REQ-SEAT-2)

## Phase 2 (PHASE-SEAT-2)

### SCEN-SEAT-03: Two guests wait
- **WHEN** the holder gives the seat back
- **THEN** the one who came first gets it (REQ-SEAT-3)
"""

SERVICE = '''\
"""Who holds which seat. Satisfies: REQ-SEAT-1, REQ-SEAT-2"""

import logging

log = logging.getLogger("seats")


class Refused(Exception):
    """A guest may not do this."""


class Seats:
    def __init__(self):
        self.holders = {}
        self.waiting = {}

    # SCEN-SEAT-01
    def hold(self, seat, guest):
        holder = self.holders.setdefault(seat, guest)
        log.info("hold %s %s", seat, holder == guest)
        if holder != guest:
            raise Refused(f"{holder} holds {seat}")
        return holder

    # SCEN-SEAT-02
    def give_back(self, seat, guest):
        if self.holders.get(seat) != guest:
            raise Refused(f"{guest} does not hold {seat}")
        log.info("give back %s", seat)
        del self.holders[seat]
'''

STUB = '''
    # TODO(PHASE-SEAT-2): whoever waits gets the seat here
'''

WAITING = '''
    # SCEN-SEAT-03, REQ-SEAT-3
    def join(self, seat, guest):
        self.waiting.setdefault(seat, []).append(guest)

    def pass_on(self, seat, guest):
        self.give_back(seat, guest)
        if self.waiting.get(seat):
            self.hold(seat, self.waiting[seat].pop(0))
'''

HANDLERS = '''\
"""Reads a request, calls the service, translates its failures."""

from .service import Refused


def handle(seats, request):
    verb, seat, guest = parse(request)
    try:
        getattr(seats, verb)(seat, guest)
    except Refused as fault:
        return {"status": 409, "detail": str(fault)}
    return {"status": 200}


def parse(request):
    """Maps a request to its parts."""
    return request["verb"], request["seat"], request["guest"]
'''

UNIT = '''\
import pytest

from seats.handlers import parse
from seats.service import Refused, Seats


def test_scen_seat_01_service_refuses_a_second_guest():
    seats = Seats()
    seats.hold("A1", "ada")
    with pytest.raises(Refused):
        seats.hold("A1", "bob")
    assert seats.holders == {"A1": "ada"}


def test_scen_seat_02_access_is_the_holders():
    seats = Seats()
    seats.hold("A1", "ada")
    with pytest.raises(Refused):
        seats.give_back("A1", "bob")
    assert seats.holders == {"A1": "ada"}


def test_mapper_takes_a_request_apart():
    assert parse({"verb": "hold", "seat": "A1", "guest": "ada"}) == ("hold", "A1", "ada")


def test_failure_of_a_request_without_a_guest():
    with pytest.raises(KeyError):
        parse({"verb": "hold", "seat": "A1"})
'''

UNIT_2 = '''

def test_scen_seat_03_service_serves_the_first_who_came():
    seats = Seats()
    seats.hold("A1", "ada")
    seats.join("A1", "bob")
    seats.join("A1", "cyd")
    seats.pass_on("A1", "ada")
    assert seats.holders == {"A1": "bob"} and seats.waiting == {"A1": ["cyd"]}
'''

END_TO_END = '''\
from seats.handlers import handle
from seats.service import Seats


def call(seats, verb, guest):
    return handle(seats, {"verb": verb, "seat": "A1", "guest": guest})["status"]


def test_scen_seat_01_a_seat_that_is_held():
    seats = Seats()
    assert [call(seats, "hold", "ada"), call(seats, "hold", "bob")] == [200, 409]


def test_scen_seat_02_somebody_else_gives_it_back():
    seats = Seats()
    assert call(seats, "hold", "ada") == 200
    assert [call(seats, "give_back", guest) for guest in ("bob", "ada")] == [409, 200]
'''

END_TO_END_2 = '''

def test_scen_seat_03_two_guests_wait():
    seats = Seats()
    done = [call(seats, verb, guest) for verb, guest in (
        ("hold", "ada"), ("join", "bob"), ("join", "cyd"), ("pass_on", "ada"))]
    assert done == [200] * 4 and call(seats, "hold", "bob") == 200
'''

# Compiles, runs tests of one kind, and leaves their reports: JUnit, and coverage as LCOV for unit tests and
# as Cobertura for end-to-end tests, which count lines from elsewhere.
BUILD = '''\
import compileall
import os
import subprocess
import sys

kind = sys.argv[1]
here = os.path.dirname(os.path.abspath(__file__))
os.chdir(here)
environment = dict(os.environ, PYTHONPATH="src", PYTHONDONTWRITEBYTECODE="1", COVERAGE_FILE=".coverage." + kind)
if not compileall.compile_dir("src", quiet=1, legacy=False, force=True, optimize=-1):
    sys.exit("it does not compile")
tests = "tests/" + kind
if not os.path.isdir(tests):
    sys.exit(0 if kind == "e2e" else "there are no tests")
os.makedirs("reports", exist_ok=True)
run = [sys.executable, "-m", "coverage", "run", "--source=src", "-m", "pytest", "-q", "-p", "no:cacheprovider",
       "--junitxml=reports/junit-" + kind + ".xml", tests]
code = subprocess.run(run, env=environment).returncode
form = ["lcov", "-o", "reports/unit.lcov"] if kind == "unit" else ["xml", "-o", "reports/coverage-e2e.xml"]
subprocess.run([sys.executable, "-m", "coverage", *form], env=environment, check=True)
sys.exit(code)
'''
