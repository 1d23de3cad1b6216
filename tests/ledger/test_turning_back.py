"""Undo and redo: a return may be withdrawn and restored; what counts is always the latest accepted version."""

import random

import pytest

from ledger import Event
from ledger.shape import KEY
from model.notes import NoteKind
from model.observations import Key

FIFE, ANGUS = "S12000047", "S12000041"


def values(ledger):
    return {each.key.breakdown: (each.value, each.return_id) for each in ledger.figures(exact=True)}


def states(ledger):
    return {each.id: each.state for each in ledger.returns()}


@pytest.fixture
def two(ledger, sent, figure):
    """Two returns of Fife: the second changes one figure of the first's two."""
    ledger.record(sent(b"one"), [figure(545), figure(120, "2")])
    ledger.record(sent(b"two"), [figure(550)])
    return ledger


# Restoring


def test_a_return_restored_counts_as_if_it_had_never_been_withdrawn(two):
    before = two.figures(exact=True), two.notes(), states(two)
    two.withdraw("R2", "A. N. Other", "a slip")
    assert values(two) == {"option=1": (545, "R1"), "option=2": (120, "R1")}
    two.restore("R2", "A. N. Other", "no slip")
    assert (two.figures(exact=True), two.notes(), states(two)) == before


def test_an_earlier_return_restored_takes_no_later_figures_place(two):
    two.withdraw("R1", "A. N. Other", "a slip")
    assert values(two) == {"option=1": (550, "R2")}
    two.restore("R1", "A. N. Other", "no slip")
    assert values(two) == {"option=1": (550, "R2"), "option=2": (120, "R1")}


@pytest.mark.parametrize("number", ["R1", "R2", "R3", "R9", "R0", "", "R", "Fife", "R1.5", "R-1", "R²", "1"])
def test_what_is_not_withdrawn_cannot_be_restored(two, sent, figure, number):
    two.record(sent(b"three"), [figure(1)], replaces="R2")
    version = two.version()
    with pytest.raises(KeyError):
        two.restore(number, "A. N. Other", "a slip")
    assert two.version() == version


def test_a_return_may_be_withdrawn_and_restored_again_and_again(two):
    for _ in range(3):
        two.withdraw("R2", "A. N. Other", "a slip")
        two.restore("R2", "A. N. Other", "no slip")
        with pytest.raises(KeyError):
            two.restore("R2", "A. N. Other", "again")
    assert states(two) == {"R1": "current", "R2": "current"}


def test_what_was_done_is_told_in_order_with_who_when_and_why(two):
    two.withdraw("R2", "A. N. Other", "a slip")
    two.restore("R2", "Somebody", "no slip")
    assert [(each.return_id, each.what, each.by, each.why) for each in two.events()] == [
        ("R1", "accepted", "A. N. Officer", ""),
        ("R2", "accepted", "A. N. Officer", ""),
        ("R2", "withdrawn", "A. N. Other", "a slip"),
        ("R2", "restored", "Somebody", "no slip"),
    ]
    assert two.events("R2") == [each for each in two.events() if each.return_id == "R2"]
    assert all(isinstance(each, Event) and each.at.endswith("+00:00") for each in two.events())
    assert two.events("R9") == two.events("Fife") == []


# States


def test_a_return_of_which_nothing_is_current_is_superseded(two, sent, figure):
    assert states(two) == {"R1": "current", "R2": "current"}
    two.record(sent(b"three"), [figure(560), figure(130, "2")])
    assert states(two) == {"R1": "superseded", "R2": "superseded", "R3": "current"}
    assert [each.counts for each in two.returns()] == [True] * 3
    two.withdraw("R3", "A. N. Other", "a slip")
    assert states(two) == {"R1": "current", "R2": "current", "R3": "withdrawn"}
    assert [each.counts for each in two.returns()] == [True, True, False]


def test_a_note_that_is_current_keeps_a_return_current(ledger, sent, figure, note):
    ledger.record(sent(b"one"), [figure(545)], notes=[note()])
    ledger.record(sent(b"two"), [figure(550)])
    assert states(ledger) == {"R1": "current", "R2": "current"}
    ledger.record(sent(b"three"), [], notes=[note("We count twice.")])
    assert states(ledger) == {"R1": "superseded", "R2": "current", "R3": "current"}


def test_a_return_that_brought_nothing_is_not_superseded(ledger, sent, figure):
    ledger.record(sent(b"empty"), [])
    ledger.record(sent(b"one"), [figure()])
    assert states(ledger) == {"R1": "current", "R2": "current"}


def test_a_file_that_was_superseded_may_be_sent_again_to_bring_its_figures_back(ledger, sent, figure):
    ledger.record(sent(b"one"), [figure(545)])
    ledger.record(sent(b"two"), [figure(550)])
    assert ledger.record(sent(b"one"), [figure(545)]) == "R3"
    assert values(ledger) == {"option=1": (545, "R3")}
    assert states(ledger) == {"R1": "superseded", "R2": "superseded", "R3": "current"}


def test_one_return_is_found_by_its_number(two):
    assert two.return_("R2") == two.returns()[1]
    for number in ("R9", "R0", "", "Fife", "2"):
        with pytest.raises(KeyError):
            two.return_(number)


@pytest.mark.parametrize("number", ["R9", "R0", "", "Fife", "2"])
def test_there_is_no_original_of_what_is_no_return(two, number):
    with pytest.raises(KeyError):
        two.original(number)


# History


def test_every_version_of_a_figure_is_told_the_newest_first(two, sent, figure):
    two.record(sent(b"three"), [figure(560)])
    two.withdraw("R3", "A. N. Other", "a slip")
    versions = two.history(figure().key)
    assert [(each.observation.value, each.return_.id, each.state) for each in versions] == [
        (560, "R3", "withdrawn"),
        (550, "R2", "current"),
        (545, "R1", "superseded"),
    ]
    assert [each.return_ for each in versions] == list(reversed(two.returns()))
    assert two.history(figure(option="9").key) == []


def test_versions_hide_small_numbers_from_all_but_their_sender(ledger, sent, figure):
    ledger.record(sent(b"one"), [figure(3)])
    ledger.record(sent(b"two"), [figure(127)])
    assert [(each.observation.value, each.observation.as_typed) for each in ledger.history(figure().key)] == [
        (125, "125"),
        (None, "[c]"),
    ]
    assert [each.observation.value for each in ledger.history(figure().key, exact=True)] == [127, 3]


def test_the_figure_of_a_file_that_was_replaced_is_superseded(ledger, sent, figure):
    ledger.record(sent(b"one"), [figure(545)])
    ledger.record(sent(b"two"), [figure(120, "2")], replaces="R1")
    assert [each.state for each in ledger.history(figure().key)] == ["superseded"]


# At any time


class Oracle:
    """The same, worked out afresh and naively: all that was ever sent in, read from the first to the last."""

    def __init__(self):
        self.returns, self.state = [], []

    def record(self, figures, notes, replaces):
        if replaces:
            self.state[replaces - 1] = "replaced by a newer file"
        self.returns.append((figures, notes))
        self.state.append("accepted")

    def counting(self):
        return [number for number, state in enumerate(self.state, 1) if state == "accepted"]

    def figures(self):
        current = {}
        for number in self.counting():
            current |= {each.key: (each.value, f"R{number}") for each in self.returns[number - 1][0]}
        return current

    def notes(self):
        current = {}
        for number in self.counting():
            notes = self.returns[number - 1][1]
            current |= {
                each.identity: [(one.words, f"R{number}") for one in notes if one.identity == each.identity]
                for each in notes
            }
        return current

    def states(self):
        counts = {number for _, number in self.figures().values()}
        counts |= {number for notes in self.notes().values() for _, number in notes}
        return {
            f"R{number}": state
            if state != "accepted"
            else "current"
            if f"R{number}" in counts or not any(self.returns[number - 1])
            else "superseded"
            for number, state in enumerate(self.state, 1)
        }


def said(ledger):
    """All that a ledger says is current."""
    notes = {}
    for each in ledger.notes():
        notes.setdefault(each.identity, []).append((each.words, each.return_id))
    return {each.key: (each.value, each.return_id) for each in ledger.figures(exact=True)}, notes, states(ledger)


@pytest.mark.parametrize("seed", range(6))
def test_what_counts_is_at_any_time_what_would_be_worked_out_afresh(ledger, sent, figure, note, ask, seed):
    chance, oracle, versions = random.Random(seed), Oracle(), [0]
    for step in range(45):
        of = lambda *states: [n for n, state in enumerate(oracle.state, 1) if state in states]  # noqa: B023, E731
        doing = chance.choice(("record", "record", "withdraw", "restore", "restore", "purge"))
        if doing == "record" or not oracle.state:
            figures = [
                figure(chance.randrange(10, 999), str(chance.randrange(5)), area=chance.choice((FIFE, ANGUS)))
                for _ in range(chance.randrange(5))
            ]
            notes = [
                note(f"{step} {n}", chance.choice(("Fife", " FIFE ", "Carers")), period=chance.choice(("", "2023/24")))
                for n in range(chance.randrange(3))
            ]
            replaces = chance.choice([0, 0, *of("accepted")]) if step % 7 == 3 else 0
            ledger.record(sent(b"%d" % step), figures, replaces=f"R{replaces}" if replaces else "", notes=notes)
            oracle.record(figures, notes, replaces)
        elif doing == "withdraw" and (may := of("accepted")):
            number = chance.choice(may)
            ledger.withdraw(f"R{number}", "A. N. Other", "a slip")
            oracle.state[number - 1] = "withdrawn"
        elif doing == "restore" and (may := of("withdrawn")):
            number = chance.choice(may)
            ledger.restore(f"R{number}", "A. N. Other", "no slip")
            oracle.state[number - 1] = "accepted"
        elif doing == "purge" and step % 3 == 0:
            number = chance.choice(of("accepted", "withdrawn", "replaced by a newer file") or [0])
            if number:
                ledger.purge(f"R{number}", "A. N. Other", "it named somebody")
                oracle.state[number - 1] = "purged"
        assert said(ledger) == (oracle.figures(), oracle.notes(), oracle.states())
        versions.append(ledger.version())
    assert versions == sorted(versions)
    assert {
        Key(**dict(zip(KEY, row, strict=True))) for row in ask(ledger, f"SELECT {', '.join(KEY)} FROM current_figures")
    } == set(oracle.figures())
    assert {NoteKind.EXPLANATION} == {each.kind for each in ledger.notes()} or not oracle.notes()
