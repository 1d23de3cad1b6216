"""Notes: words beside figures."""

import pytest

from model import caveats, notes
from model.notes import Note, NoteKind
from model.observations import Key, Observation
from model.returns import SERIES


def account(**more):
    facts = {"kind": NoteKind.ACCOUNT, "area": "S12000047", "words": "We were asked.", "said_by": "Carers"}
    return Note(**(facts | more))


@pytest.mark.parametrize("missing", [{"words": "  "}, {"said_by": ""}])
def test_a_note_has_words_and_a_voice(missing):
    with pytest.raises(ValueError, match="S12000047"):
        account(**missing)


def test_the_same_voice_on_the_same_figures_is_one_note_in_two_versions():
    assert account().identity == account(words="We were asked twice.", said_by=" carers").identity
    assert account().identity != account(period="2024/25").identity
    assert account().identity != account(said_by="Young carers").identity
    assert account().identity != account(kind=NoteKind.REPLY).identity


FIFE, ANGUS = "S12000047", "S12000041"


def sent(metric="sds_people", period="2024/25", area=FIFE, series=SERIES):
    return Observation(Key(series, area, "", period, metric, "option=1"), 545)


@pytest.mark.parametrize(
    ("note", "figure", "concerned"),
    [
        (account(), sent(), True),
        (account(), sent(area=ANGUS), False),
        (account(beside="sds_people"), sent(), True),
        (account(beside="staff_trained"), sent(), False),
        (account(period="2024/25"), sent(), True),
        (account(period="2023/24"), sent(), False),
        (account(), sent(series="phs_options"), False),
    ],
    ids=["all of an area's", "another's", "its metric", "another metric", "its year", "another year", "published"],
)
def test_a_note_stands_beside_the_figures_it_concerns_and_no_others(note, figure, concerned):
    assert (notes.concerning([note], [figure]) == (note,)) is concerned


@pytest.mark.parametrize("kind", list(NoteKind))
@pytest.mark.parametrize("words", ["We were asked.", "We were asked twice. " * 60])
@pytest.mark.parametrize(
    "said_by", ["Carers", "A very long name of an organisation of disabled people and carers " * 2]
)
def test_a_note_is_drawn_as_any_caveat_in_short_and_in_full_with_whose_it_is_and_when(kind, words, said_by):
    note = account(kind=kind, words=words, said_by=said_by, said_on="2026-11-22", involved="12 people", return_id="R14")
    drawn = notes.as_caveat(note)
    assert len(drawn.short) <= caveats.LONGEST_SHORT
    assert words in drawn.full
    assert "Involved: 12 people." in drawn.full
    assert said_by in drawn.citation and "2026-11-22" in drawn.citation and "R14" in drawn.citation


def test_a_note_is_called_the_same_wherever_it_stands_by_where_it_came_from():
    read = account(return_id="R11", sheet="What people told us", cell="D6")
    assert notes.as_caveat(read).id == read.id == "R11 What people told us D6"
    assert account(return_id="R12").id == "R12 account"
