"""What the ledger's tests share: a return and its figures and notes in a word, and a look at the tables themselves."""

import sqlite3
from contextlib import closing

import pytest

from ledger import Finding, Sent
from model.notes import Note, NoteKind
from model.observations import Key, Observation

FIFE, ANGUS = "S12000047", "S12000041"


@pytest.fixture
def sent():
    """A file sent in."""
    return lambda content=b"a workbook", name="fife.xlsx", owner=FIFE: Sent(content, name, owner, "A. N. Officer")


@pytest.fixture
def figure():
    """A figure of a return."""

    def drawn(value=545, option="1", *, area=FIFE, cell="C2", period="2023/24", **facts):
        key = Key("returns", area, "", period, "sds_people", f"option={option}")
        return Observation(key, value, sheet="Data", cell=cell, as_typed=f"typed {value}", **facts)

    return drawn


@pytest.fixture
def note():
    """A note of a return."""

    def drawn(words="We count once a year.", said_by="Fife Council", area=FIFE, **facts):
        return Note(NoteKind.EXPLANATION, area, words, said_by, **({"beside": "sds_people"} | facts))

    return drawn


@pytest.fixture
def found():
    """A problem found in a return."""
    return lambda message="All 3 figures equal.", code="A10", cell="C2": Finding(
        "", code, "ask", "Data", cell, message, "yes"
    )


@pytest.fixture
def ask():
    """Asks the tables themselves."""

    def asked(ledger, question):
        with closing(sqlite3.connect(ledger.home / "ledger.db")) as database:
            return database.execute(question).fetchall()

    return asked
