"""Words sent in by a form: what people told an authority, and replies to its figures."""

from datetime import date

import pytest

from intake import telling
from model.notes import NoteKind

FIFE = "S12000047"
SAID = {"words": "We were asked.", "said_by": "Carers' forum", "involved": "12 people", "period": "2024/25"}


def take_in(ledger, kind=NoteKind.ACCOUNT, agreed=True, by="A. Officer", **more):
    return telling.take_in(ledger, kind, FIFE, SAID | more, agreed, by, "2026-11-22")


def test_an_account_is_a_return_of_its_own_whose_form_is_kept(ledger):
    number = take_in(ledger)
    (note,) = ledger.notes()
    assert (note.kind, note.area, note.words, note.said_by, note.said_on, note.return_id) == (
        *(NoteKind.ACCOUNT, FIFE, "We were asked.", "Carers' forum", "2026-11-22", number),
    )
    kept = ledger.original(number).decode()
    assert kept.startswith("What people told us\nAuthority: Fife\n") and "What they said: We were asked." in kept
    assert ledger.return_(number).owner == FIFE


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"agreed": False}, "only where they agreed"),
        ({"words": " "}, "what was said"),
        ({"said_by": ""}, "whose words"),
        ({"by": " "}, "your name"),
        ({"words": "Mrs Smith was asked."}, "name somebody"),
        ({"checked_by": "jo@example.org"}, "name somebody"),
        ({"words": "x" * 3001}, "Too long"),
        ({"period": "last year"}, "“last year” is no financial year we know"),
        ({"period": "2024/26"}, "no financial year"),
    ],
    ids=[
        *("no consent", "no words", "no voice", "no sender", "a name", "an address", "too long"),
        *("a year that stands beside no figure", "no year at all"),
    ],
)
def test_what_may_not_be_shared_is_refused_at_the_door_and_nothing_of_it_is_kept(ledger, wrong, why):
    with pytest.raises(telling.NotTaken, match=why):
        take_in(ledger, **wrong)
    assert ledger.notes() == [] and ledger.returns() == []


def test_words_may_be_about_all_years_or_any_since_sds_began(ledger):
    assert telling.years(date(2026, 11, 22))[:2] == ["2026/27", "2025/26"]
    for period in ("", telling.years(date(2026, 11, 22))[-1]):
        assert ledger.return_(take_in(ledger, period=period)).state == "current"


def test_every_reason_is_given_at_once(ledger):
    with pytest.raises(telling.NotTaken) as refused:
        take_in(ledger, agreed=False, words="", by="")
    assert len(refused.value.why) == 3


def test_a_reply_is_its_organisations_and_not_its_authoritys_to_take_back(ledger):
    found = ledger.return_(take_in(ledger, NoteKind.REPLY, said_by="Fife People First"))
    assert (found.owner, found.sent_by) == (f"reply:{FIFE}", "Fife People First")
    assert not telling.may_turn(found, "A. Officer")
    assert telling.may_turn(found, " fife people first")
    assert telling.may_turn(ledger.return_(take_in(ledger)), "anybody")


def test_newer_words_of_the_same_voice_take_the_place_of_older_ones_and_undo_brings_those_back(ledger):
    take_in(ledger)
    number = take_in(ledger, words="We were asked again.")
    assert [each.words for each in ledger.notes()] == ["We were asked again."]
    ledger.withdraw(number, "A. Officer", "a slip")
    assert [each.words for each in ledger.notes()] == ["We were asked."]
