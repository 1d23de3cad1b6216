"""What an answer does: no figure is taken in for another, and no words that limit one are left behind."""

from datetime import date

import pytest
from openpyxl.comments import Comment

from loaders import sent
from loaders.answers import Answers, choices, settle
from loaders.disclosing import discloses
from model.observations import Flag, Reason
from tests.awkward.workbooks import FIFE, book

TODAY = date(2026, 11, 22)
ROWS = "Option 1|545\nOption 2|126\nOption 3|1204"


def answered(content, answer, *place):
    """The reading of a return with one answer to the question at a place, and whether that settles it."""
    given = Answers({place: answer})
    before = sent.read(content, "return.xlsx", FIFE, TODAY)
    (asked,) = [each for each in before.problems if (each.code, each.sheet, each.cell) == place]
    return sent.read(content, "return.xlsx", FIFE, TODAY, given), settle(asked, answer)


def values(found):
    return {(each.key.period, each.key.breakdown): each.value for each in found.observations}


# Words that could limit the figures


LIMITS = "Figures do not cover the Levenmouth locality."


@pytest.mark.parametrize("answer", ["", "yes"])
def test_words_asked_about_stand_beside_the_figures(answer):
    found, settled = answered(book(f"Option|2023/24\n{ROWS}\n\n{LIMITS}"), answer, "S11", "Data", "A6")
    (note,) = found.notes
    assert (note.words, note.said_by, note.beside, note.period) == (
        *(LIMITS, "Fife, in words beside its figures"),
        *("sds_people", "2023/24"),
    )
    assert settled == bool(answer)


def test_so_does_a_comment():
    def commented(workbook):
        workbook["Data"]["B2"].comment = Comment("Excludes children.", "Officer")

    content = book(f"Measure|2023/24\n{ROWS}", after=commented)
    assert [each.words for each in sent.read(content, "a.xlsx", FIFE, TODAY).notes] == ["Excludes children."]


def test_so_does_a_title():
    content = book(f"Measure|2023/24|Kingdom scheme\n{ROWS}")
    found = sent.read(content, "a.xlsx", FIFE, TODAY)
    assert [each.kind for each in found.problems if each.severity == "ask"] == ["S09 title"]
    assert [each.words for each in found.notes] == ["Kingdom scheme"]


def test_words_that_may_tell_of_a_few_people_are_not_repeated_but_that_they_are_there_is():
    found = sent.read(book(f"Option|2023/24\n{ROWS}\n\nFigures exclude 3 people in Cupar."), "a.xlsx", FIFE, TODAY)
    assert [each.words for each in found.notes] == ["More is said of what these count, not repeated here."]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        *(("Figures exclude 12 people.", True), ("Options 2 and 3 are not told apart.", True)),
        *(("2023/24 leaves out 14.5 hours", True), ("See note 3: age 65 to 74 only", True)),
        *(("1. Counted at 1 April; 3 of 4 quarters", False), ("1. Counted at 1 April, for 3 months", True)),
        *(
            ("Adults only: 3 in Elie are under 18", False),
            ("Excludes John Smith", False),
            ("2-3 people left out", False),
        ),
        *(("note 2 people left out", False), ("<5 people", False), ("a couple of people with MND", False)),
        *(("Figures do not cover the Levenmouth locality.", True), ("Excludes East Lothian clients.", True)),
        *(("Figures exclude 3 people.", False), ("Leaves out two clients", False), ("Excludes Mrs Tweedie", False)),
    ],
)
def test_which_words_are_shown(words, shown):
    assert discloses(words) != shown


def test_a_number_that_is_no_count_says_so_wherever_it_is_shown():
    drawing = "Measure|2023/24\nStaff trained|140.5\nTeams asked|24"
    found, settled = answered(book(drawing), "yes", "V07", "Data", "B2")
    assert settled
    said = "140.5 is a full-time equivalent or an average."
    assert [(each.words, each.beside, each.period) for each in found.notes] == [(said, "staff_trained", "2023/24")]


# Years


RUNNING = f"Option|2026/27\n{ROWS}"


def test_figures_of_a_year_that_is_not_over_are_left_out_if_their_sender_says_so():
    found, settled = answered(book(RUNNING.replace("2026/27", "2025/26|2026/27")), "leave out", "P04", "Data", "C1")
    assert settled and {period for period, _ in values(found)} == {"2025/26"}


def test_or_taken_in_as_provisional():
    found, settled = answered(book(RUNNING), "provisional", "P04", "Data", "B1")
    assert settled and values(found)["2026/27", "option=1"] == 545
    assert {each.flags for each in found.observations} == {(Flag.PROVISIONAL,)}


@pytest.mark.parametrize("answer", ["leave out", "provisional"])
@pytest.mark.parametrize("said_by", ["title", "pair", "cover", "sheet", "file"])
def test_wherever_that_year_is_named(said_by, answer):
    rows = "Option|People\nOption 1|545"
    drawn = {
        "title": {"Data": f"Fife 2026/27\n\n{rows}"},
        "pair": {"Data": f"Year|2026/27\n\n{rows}"},
        "cover": {"Cover": "Fife Council\nYear|2026/27", "Data": rows},
        "sheet": {"2026-27": rows},
        "file": {"Data": rows},
    }[said_by]
    name = "fife 2026-27.xlsx" if said_by == "file" else "return.xlsx"
    before = sent.read(book(drawn), name, FIFE, TODAY)
    (asked,) = [each for each in before.problems if each.code == "P04"]
    found = sent.read(book(drawn), name, FIFE, TODAY, Answers({("P04", asked.sheet, asked.cell): answer}))
    assert "S01" not in {each.code for each in found.problems}
    flagged = [(545, (Flag.PROVISIONAL,))] if answer == "provisional" else []
    assert [(each.value, each.flags) for each in found.observations] == flagged


def test_of_a_sheet_named_by_a_year_that_has_not_begun_nothing_is_taken_in():
    found = sent.read(book({"2031-32": f"Option|People\n{ROWS}"}), "return.xlsx", FIFE, TODAY)
    assert [(each.kind, each.severity) for each in found.problems] == [("P04", "reject")]


def test_that_they_are_part_year_figures_is_no_reason_to_take_them_for_the_year_s():
    assert not answered(book(RUNNING), "yes", "P04", "Data", "B1")[1]


def test_of_two_years_over_a_table_its_sender_says_which():
    drawing = f"People supported 2022/23\nReturn for 2023/24\nOption|Number\n{ROWS}"
    content = book(drawing)
    asked = [each for each in sent.read(content, "return.xlsx", FIFE, TODAY).problems if each.code == "P05"]
    assert asked and {"2022/23", "2023/24"} < {each.answer for each in choices(asked[0])} | {""}
    for year in ("2022/23", "2023/24"):
        found, settled = answered(content, year, "P05", "Data", asked[0].cell)
        assert settled and {period for period, _ in values(found)} == {year}


def test_yes_does_not_say_which_of_two_years():
    content = book(f"Return for 2022/23 and 2023/24\nOption|Number\n{ROWS}")
    assert not answered(content, "yes", "P05", "Data", "A1")[1]
    found, settled = answered_if_asked(content, "2023/24")
    assert settled and {period for period, _ in values(found)} == {"2023/24"}


def answered_if_asked(content, answer):
    (asked,) = [each for each in sent.read(content, "return.xlsx", FIFE, TODAY).problems if each.code == "P05"]
    return answered(content, answer, "P05", asked.sheet, asked.cell)


# Figures that are what they are for a reason


def test_zeros_that_nobody_knows_become_not_available():
    drawing = "Measure|2023/24\nOption 1|0\nOption 2|0\nOption 3|0\nStaff trained|41"
    found, settled = answered(book(drawing), "not known", "A14", "Data", "B2")
    assert settled
    of_options = [each for each in found.observations if each.key.metric == "sds_people"]
    assert {(each.value, each.reason) for each in of_options} == {(None, Reason.NOT_AVAILABLE)}
    assert [each.value for each in found.observations if each.key.metric == "staff_trained"] == [41]


def test_zeros_that_are_so_stay():
    found, settled = answered(book("Measure|2023/24\nOption 1|0\nOption 2|0\nOption 3|0"), "yes", "A14", "Data", "B2")
    assert settled and set(values(found).values()) == {0}


SAME = "Option|2022/23|2023/24\nOption 1|545|545\nOption 2|126|126\nOption 3|1204|1204"


def test_a_year_carried_forward_says_so_at_every_figure():
    found, settled = answered(book(SAME), "carried forward", "A10", "Data", "C2")
    assert settled
    flags = {each.key.period: (each.flags, each.period_of_figure) for each in found.observations}
    carried = ((Flag.CARRIED_FORWARD, Flag.ESTIMATED), "2022/23")
    assert flags == {"2022/23": ((), None), "2023/24": carried}


def test_a_year_carried_forward_twice_names_the_year_it_came_from():
    drawing = "Option|2021/22|2022/23|2023/24\nOption 1|545|545|545\nOption 2|126|126|126\nOption 3|1204|1204|1204"
    given = Answers({("A10", "Data", "C2"): "carried forward", ("A10", "Data", "D2"): "carried forward"})
    found = sent.read(book(drawing), "return.xlsx", FIFE, TODAY, given)
    assert {(each.key.period, each.period_of_figure) for each in found.observations} == {
        *(("2021/22", None), ("2022/23", "2021/22")),
        ("2023/24", "2021/22"),
    }


def test_an_answer_for_one_table_says_nothing_of_another():
    first, second = (
        "Fife 2022/23\nOption|People\nOption 1|100",
        "2023/24\nUpdated from 2022/23\nOption|People\nOption 3|110",
    )
    given = Answers({("P05", "Data", "A6"): "2023/24", ("P05", "Data", ""): "2023/24"})
    found = sent.read(book(f"{first}\n\n{second}"), "return.xlsx", FIFE, TODAY, given)
    assert ("2023/24", "option=1") not in values(found)


def test_a_year_of_its_own_does_not():
    found, settled = answered(book(SAME), "yes", "A10", "Data", "C2")
    assert settled and not any(each.flags for each in found.observations)
