"""The labels of a row: exact look-ups. A name, code, year or word we do not know is a problem, and never a guess."""

import pytest

from loaders import labels
from loaders.grid import Cell, Kind
from model.areas import Place


def cell(text, at="A9"):
    return Cell(int(at[1:]), ord(at[0]) - ord("A") + 1, Kind.TEXT, text)


def place(code, name):
    return labels.place("Table 1", cell(code, "A9"), cell(name, "B9"))


@pytest.mark.parametrize(
    ("code", "name", "area"),
    [
        ("S12000047", "Fife", Place("S12000047")),
        ("S12000013", "Western Isles", Place("S12000013")),
        ("S12000035", "Argyll & Bute", Place("S12000035")),
    ],
)
def test_an_area_is_its_code_and_its_name_together(code, name, area):
    assert place(code, name) == (area, [])


@pytest.mark.parametrize(
    ("name", "coverage"), [("Scotland (Estimated)", "estimated"), ("Scotland (All Areas Submitted)", "submitted")]
)
def test_scotland_is_noted_as_no_authority(name, coverage):
    area, notes = place("S92000003", name)
    assert area == Place("S92000003", coverage)
    assert [(note.code, note.cell) for note in notes] == [("I11", "B9")]


@pytest.mark.parametrize("name", ["Sotuh Ayrshire", "Ayrshire", "Edinboro", "Clackmannanshire and Stirling", "Total"])
def test_a_name_we_do_not_know_is_a_problem_and_never_a_guess(name):
    with pytest.raises(labels.NotRead) as unread:
        place("S12000028", name)
    assert (unread.value.problem.code, unread.value.problem.sheet, unread.value.problem.cell) == (
        "I01",
        "Table 1",
        "B9",
    )
    assert f"“{name}”" in unread.value.problem.message


@pytest.mark.parametrize(
    ("code", "name", "says"),
    [
        ("S12000047", "Falkirk", "Fife"),
        ("S12000021", "South Ayrshire", "North Ayrshire"),
        ("S12000099", "Fife", "S12000099"),
        ("S92000003", "Fife", "Scotland"),
        ("S12000047", "Scotland", "Fife"),
    ],
)
def test_a_code_and_a_name_that_disagree_are_a_problem(code, name, says):
    with pytest.raises(labels.NotRead) as unread:
        place(code, name)
    assert (unread.value.problem.code, unread.value.problem.cell) == ("I03", "A9")
    assert says in unread.value.problem.message and name in unread.value.problem.message


def test_a_former_code_is_read_as_the_current_one_and_noted():
    area, notes = place("S12000015", "Fife")
    assert area == Place("S12000047")
    assert [(note.code, note.cell) for note in notes] == [("I04", "A9")]
    assert "S12000015 is a former code of Fife" in notes[0].message


@pytest.mark.parametrize("typed", ["2020/21", "mid-2013"])
def test_a_period_is_read_as_it_is(typed):
    assert labels.period("Table 1", cell(typed, "C9")) == typed


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2021/23", "P02"),
        ("2021/21", "P02"),
        ("2020-21", "P01"),
        ("2010-11", "P01"),  # as the benchmarking framework types 2010/11: not November 2010
        ("2020", "P01"),
        ("last yr", "P01"),
        ("2020/2021", "P01"),
    ],
)
def test_a_year_we_cannot_read_is_a_problem_and_never_a_guess(typed, code):
    with pytest.raises(labels.NotRead) as unread:
        labels.period("Table 1", cell(typed, "C9"))
    assert (unread.value.problem.code, unread.value.problem.cell) == (code, "C9")
    assert f"“{typed}”" in unread.value.problem.message


@pytest.mark.parametrize(
    ("dimension", "typed", "part"),
    [
        ("age", "18-64 years", {"age": "18-64"}),
        ("age", "All Ages", {}),
        ("age", "Unknown", {"age": "unknown"}),
        ("option", "Option 4 Only", {"option": "mixed"}),
    ],
)
def test_a_published_word_is_a_part_or_the_whole(dimension, typed, part):
    assert labels.breakdown("Table 1", dimension, cell(typed, "D9")) == part


@pytest.mark.parametrize(("dimension", "typed"), [("age", "18-65 years"), ("age", "all ages"), ("option", "Option 5")])
def test_a_word_we_do_not_know_is_a_problem(dimension, typed):
    with pytest.raises(labels.NotRead) as unread:
        labels.breakdown("Table 1", dimension, cell(typed, "D9"))
    assert (unread.value.problem.code, unread.value.problem.cell) == ("S09", "D9")
