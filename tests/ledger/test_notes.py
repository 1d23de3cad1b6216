"""Notes in the ledger: kept with their return; of each voice on the same figures, the latest words count."""

from dataclasses import replace

import pytest

from model.notes import Note, NoteKind

FIFE, ANGUS = "S12000047", "S12000041"


def words(ledger, **wanted):
    return [each.words for each in ledger.notes(**wanted)]


def test_a_note_comes_out_as_it_went_in(ledger, sent):
    account = Note(
        NoteKind.ACCOUNT, FIFE, "“We were heard.”", "Carers’ group", "2026-05-01", "2023/24", "sds_people", "12 carers",
        "A new form", "A partner", "Accounts", "B4",
    )  # fmt: skip
    assert ledger.record(sent(), [], notes=[account]) == "R1"
    assert ledger.notes() == [replace(account, return_id="R1")]


def test_a_return_may_hold_notes_and_no_figures(ledger, sent, note):
    version = ledger.version()
    ledger.record(sent(), [], notes=[note()])
    assert ledger.version() > version
    assert [(each.figures, each.state) for each in ledger.returns()] == [(0, "current")]


def test_notes_are_asked_for_by_area_kind_and_what_they_stand_beside(ledger, sent, note):
    reply = Note(NoteKind.REPLY, FIFE, "reply", "A DPO")
    ledger.record(
        sent(), [], notes=[note("one"), note("two", area=ANGUS), note("three", beside="staff_trained"), reply]
    )
    assert words(ledger) == ["two", "reply", "one", "three"]
    assert words(ledger, area=ANGUS) == ["two"]
    assert words(ledger, kind=NoteKind.REPLY) == ["reply"]
    assert words(ledger, area=FIFE, beside="sds_people") == ["one"]
    assert words(ledger, area="' OR 1=1 --") == []


def test_newer_words_of_the_same_voice_take_the_place_of_older_ones_however_it_is_written(ledger, sent, note):
    ledger.record(sent(b"one"), [], notes=[note("old", "Fife Council"), note("other", "Carers")])
    ledger.record(sent(b"two"), [], notes=[note("new", " FIFE COUNCIL "), note("next", "Carers", period="2023/24")])
    assert sorted(words(ledger)) == ["new", "next", "other"]


def test_all_that_one_return_says_in_one_voice_stands(ledger, sent, note):
    ledger.record(sent(b"one"), [], notes=[note("a"), note("b"), note("c")])
    assert words(ledger) == ["a", "b", "c"]
    ledger.record(sent(b"two"), [], notes=[note("d")])
    assert words(ledger) == ["d"]


def test_notes_follow_their_return_out_and_back_in(ledger, sent, note):
    ledger.record(sent(b"one"), [], notes=[note("old")])
    ledger.record(sent(b"two"), [], notes=[note("new")])
    ledger.withdraw("R2", "A. N. Other", "a slip")
    assert words(ledger) == ["old"]
    ledger.restore("R2", "A. N. Other", "no slip")
    assert words(ledger) == ["new"]
    ledger.purge("R2", "A. N. Other", "it named somebody")
    assert words(ledger) == ["old"]


def test_a_return_that_is_not_wholly_in_leaves_no_note(ledger, sent, note):
    def broken():
        yield note()
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        ledger.record(sent(), [], notes=broken())
    assert (ledger.notes(), ledger.returns()) == ([], [])
