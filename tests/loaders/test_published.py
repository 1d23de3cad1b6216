"""A workbook as publishers write them -> figures and problems. The table is found by its words; nothing is guessed."""

import re
import tomllib
from pathlib import Path

import pytest

from intake import bundled
from loaders import layouts, problems, published
from loaders.accounting import Fate
from loaders.layouts import Table, ValueColumn
from model import DATA, breakdowns, sources
from model.declared import WronglyDeclared
from model.observations import Flag, Reason


def option(number):
    return ValueColumn("sds_people", {"option": number})


RATE = Table(
    "Table 1",
    {"Rate": ValueColumn("implementation_rate", {})},
    series="phs_implementation",
    parts={"numerator": "Made a choice", "denominator": "Able to choose"},
)
OPTION_1 = Table("Table 1", {"Option 1": option("1")}, series="phs_options")
OPTIONS = Table("Table 1", {f"Option {n}": option(n) for n in "12"}, series="phs_options")
BY_AGE = Table("Table 1", {"Option 1": option("1")}, series="phs_options_submitted", dimensions={"Age band": "age"})
COLLECTED = Table(
    "Table 1",
    {"Option 1": option("1")},
    series_column="Collection",
    series_words={"Social Care Survey": "scs_options", "PHS Source": "phs_options"},
    notes_columns=("Note",),
)
POPULATION = Table(
    "Table 1", {"All Ages": ValueColumn("population", {})}, series="nrs_population", period_column="Mid-year"
)


@pytest.fixture
def read(draw):
    """Reads sheets drawn in the test, each laid out as told (or one sheet, Table 1)."""

    def reading(drawing, *tables, key=None):
        sheets = {"Table 1": drawing} if isinstance(drawing, str) else drawing
        return published.read(draw(sheets, key=key), {"drawn": tables})

    return reading


def found(reading):
    """The problems as code, sheet and cell."""
    return [(problem.code, problem.sheet, problem.cell) for problem in reading.problems]


def figures(reading):
    """The figures as area, period, breakdown and value."""
    return [(each.key.area, each.key.period, each.key.breakdown, each.value) for each in reading.observations]


FIFE, ANGUS, SOUTH_AYRSHIRE = "S12000047", "S12000041", "S12000028"

TIDY = """
    Area code | Area  | Financial year | Option 1 | Option 1 status
    S12000047 | Fife  | 2019/20        | 545      | as published
    S12000041 | Angus | 2020/21        | 0        | as published
"""


# What is read


def test_a_tidy_table_is_read_whole(read):
    reading = read(TIDY, OPTION_1)
    assert figures(reading) == [(FIFE, "2019/20", "option=1", 545), (ANGUS, "2020/21", "option=1", 0)]
    assert reading.problems == ()
    assert reading.verdict == "accept"
    assert reading.reference == "drawn"


def test_a_figure_knows_its_key_its_cell_and_what_was_typed(read):
    fife = read(TIDY, OPTION_1).observations[0]
    assert fife.key == ("phs_options", FIFE, "", "2019/20", "sds_people", "option=1")
    assert (fife.sheet, fife.cell, fife.as_typed) == ("Table 1", "D2", "545")


def test_a_rate_keeps_both_its_parts_and_their_cells(read):
    reading = read(
        """
        Area code | Area | Financial year | Rate | Rate status  | Made a choice | Able to choose
        S12000047 | Fife | 2020/21        | 99.9 | as published | 9420          | 9430
        """,
        RATE,
    )
    (fife,) = reading.observations
    assert (fife.value, fife.numerator, fife.denominator) == (99.9, 9420, 9430)
    assert (fife.cell, fife.cells) == ("D2", "numerator=F2;denominator=G2")


def test_the_header_is_found_by_its_words_under_rows_inserted_above(read):
    reading = read(
        """
        Table 1: People by option

        This worksheet contains one table.
        Area

        Area code | Area  | Financial year | Option 1 | Option 1 status
        S12000047 | Fife  | 2019/20        | 545      | as published
        """,
        OPTION_1,
    )
    assert figures(reading) == [(FIFE, "2019/20", "option=1", 545)]
    assert reading.observations[0].cell == "D7"
    assert reading.problems == ()


def test_columns_may_stand_in_any_order_and_anywhere(read):
    reading = read(
        """
         | Option 1 status | Option 1 | Financial year |  | Area | Area code
         | as published    | 545      | 2019/20        |  | Fife | S12000047
        """,
        OPTION_1,
    )
    assert figures(reading) == [(FIFE, "2019/20", "option=1", 545)]
    assert reading.observations[0].cell == "C2"
    assert reading.problems == ()


def test_blank_rows_between_rows_lose_nothing(read):
    reading = read(
        """
        Area code | Area  | Financial year | Option 1 | Option 1 status

        S12000047 | Fife  | 2019/20        | 545      | as published


        S12000041 | Angus | 2019/20        | 120      | as published
        """,
        OPTION_1,
    )
    assert [area for area, *_ in figures(reading)] == [FIFE, ANGUS]


def test_each_value_column_is_a_figure_of_its_own(read):
    reading = read(
        """
        Area code | Area | Financial year | Option 1 | Option 1 status | Option 2 | Option 2 status
        S12000047 | Fife | 2020/21        | 10       | as published    | 20       | estimated
        """,
        OPTIONS,
    )
    assert figures(reading) == [
        (FIFE, "2020/21", "option=1", 10),
        (FIFE, "2020/21", "option=2", 20),
    ]
    assert [each.flags for each in reading.observations] == [(), (Flag.ESTIMATED,)]


def test_a_breakdown_in_a_column_joins_the_one_in_the_heading(read):
    reading = read(
        """
        Area code | Area | Financial year | Age band    | Option 1 | Option 1 status
        S12000047 | Fife | 2020/21        | All Ages    | 545      | as published
        S12000047 | Fife | 2020/21        | 18-64 years | 300      | as published
        S12000047 | Fife | 2020/21        | Unknown     | 5        | as published
        """,
        BY_AGE,
    )
    split = [each.key.breakdown for each in reading.observations]
    assert split == ["option=1", "age=18-64;option=1", "age=unknown;option=1"]


def test_the_collection_named_in_a_row_decides_its_series(read):
    reading = read(
        """
        Area code | Area | Financial year | Collection         | Option 1 | Option 1 status | Note
        S12000047 | Fife | 2016/17        | Social Care Survey | 400      | as published    | at least
        S12000047 | Fife | 2017/18        | PHS Source         | 545      | as published    | none
        """,
        COLLECTED,
    )
    assert [each.key.series for each in reading.observations] == ["scs_options", "phs_options"]
    assert reading.problems == ()


def test_a_mid_year_is_a_period(read):
    reading = read(
        """
        Area code | Area | Mid-year | All Ages | All Ages status
        S12000047 | Fife | mid-2018 | 371910   | as published
        """,
        POPULATION,
    )
    assert figures(reading) == [(FIFE, "mid-2018", "", 371910)]


def test_several_tables_are_read_each_from_its_sheet(read):
    one = Table("Table 1", {"Option 1": option("1")}, series="phs_options")
    other = Table("Table 2", {"Option 1": option("1")}, series="phs_options_submitted")
    reading = read({"Table 1": TIDY, "Table 2": TIDY}, one, other)
    assert [(each.key.series, each.sheet) for each in reading.observations] == [
        ("phs_options", "Table 1"),
        ("phs_options", "Table 1"),
        ("phs_options_submitted", "Table 2"),
        ("phs_options_submitted", "Table 2"),
    ]


# Statuses and absences


def test_a_zero_the_publisher_typed_for_want_of_a_figure_is_an_absence_as_typed_0(read):
    reading = read(
        """
        Area code | Area         | Financial year | Option 1 | Option 1 status
        S12000049 | Glasgow City | 2017/18        | 0        | not available
        """,
        OPTION_1,
    )
    (glasgow,) = reading.observations
    assert (glasgow.value, glasgow.reason, glasgow.as_typed) == (None, Reason.NOT_AVAILABLE, "0")
    assert reading.problems == ()


def test_a_figure_carried_forward_keeps_the_year_it_is_of(read):
    reading = read(
        """
        Area code | Area          | Financial year | Option 1 | Option 1 status
        S12000033 | Aberdeen City | 2020/21        | 940      | carried forward from 2018/19
        """,
        OPTION_1,
    )
    (aberdeen,) = reading.observations
    assert (aberdeen.value, aberdeen.flags, aberdeen.period_of_figure) == (940, (Flag.CARRIED_FORWARD,), "2018/19")
    assert aberdeen.key.period == "2020/21"


NOT_APPLICABLE = """
    Area code | Area | Financial year | Option 1 | Option 1 status
    S12000047 | Fife | 2020/21        | NA       | not applicable
"""


def test_na_is_read_by_the_workbooks_own_key(read):
    reading = read(NOT_APPLICABLE, OPTION_1, key={"NA": "Not applicable: nobody in this group."})
    (fife,) = reading.observations
    assert (fife.reason, fife.as_typed) == (Reason.NOT_APPLICABLE, "NA")
    assert found(reading) == [("M02", "Table 1", "D2")]
    assert "Not applicable: nobody in this group." in reading.problems[0].message


def test_na_without_a_key_is_a_question(read):
    reading = read(NOT_APPLICABLE, OPTION_1)
    assert found(reading) == [("M03", "Table 1", "D2")]
    assert reading.verdict == "ask"


def test_an_absent_rate_may_have_no_parts(read):
    reading = read(
        """
        Area code | Area | Financial year | Rate | Rate status   | Made a choice | Able to choose
        S12000047 | Fife | 2020/21        | [x]  | not available |               |
        """,
        RATE,
        key={"[x]": "Not available."},
    )
    (fife,) = reading.observations
    assert (fife.reason, fife.numerator, fife.denominator, fife.cells) == (Reason.NOT_AVAILABLE, None, None, "")


# Scotland and former codes


def test_scotland_keeps_its_coverage_and_is_noted(read):
    reading = read(
        """
        Area code | Area                           | Financial year | Option 1 | Option 1 status
        S92000003 | Scotland (Estimated)           | 2020/21        | 8000     | as published
        S92000003 | Scotland (All Areas Submitted) | 2020/21        | 7000     | as published
        """,
        OPTION_1,
    )
    assert [(each.key.area, each.key.coverage, each.value) for each in reading.observations] == [
        ("S92000003", "estimated", 8000),
        ("S92000003", "submitted", 7000),
    ]
    assert found(reading) == [("I11", "Table 1", "B2"), ("I11", "Table 1", "B3")]
    assert reading.verdict == "accept"


def test_a_former_code_is_read_as_the_current_one_and_noted(read):
    reading = read(
        """
        Area code | Area | Financial year | Option 1 | Option 1 status
        S12000015 | Fife | 2014/15        | 400      | as published
        """,
        OPTION_1,
    )
    assert figures(reading) == [(FIFE, "2014/15", "option=1", 400)]
    assert found(reading) == [("I04", "Table 1", "A2")]


# Problems: a row drawn wrong, the problem's code and its cell

HEADINGS = "Area code | Area | Financial year | Option 1 | Option 1 status"


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ("S12000028 | Sotuh Ayrshire | 2020/21 | 545 | as published", "I01", "B2"),
        ("S12000028 | South Ayr | 2020/21 | 545 | as published", "I01", "B2"),
        ("S12000021 | South Ayrshire | 2020/21 | 545 | as published", "I03", "A2"),
        ("S12000099 | South Ayrshire | 2020/21 | 545 | as published", "I03", "A2"),
        ("S12000047 | Fife | 2021/23 | 545 | as published", "P02", "C2"),
        ("S12000047 | Fife | last year | 545 | as published", "P01", "C2"),
        ("S12000047 | Fife | 2020 | 545 | as published", "P01", "C2"),
        ("S12000047 | Fife | 2010-11 | 545 | as published", "P01", "C2"),
        ("S12000047 | Fife | 2020/21 | see email | as published", "V01", "D2"),
        ("S12000047 | Fife | 2020/21 | '545 | as published", "V01", "D2"),
        ("S12000047 | Fife | 2020/21 | 5* | as published", "V01", "D2"),
        ("S12000047 | Fife | 2020/21 | [x] | as published", "V01", "D2"),
        ("S12000047 | Fife | 2020/21 | #REF! | as published", "V05", "D2"),
        ("S12000047 | Fife | 2020/21 | -5 | as published", "V06", "D2"),
        ("S12000047 | Fife | 2020/21 | TRUE | as published", "V15", "D2"),
        ("S12000047 | Fife | 2020/21 | 2021-04-01 | as published", "V15", "D2"),
        ("S12000047 | Fife | 2020/21 | =C2+1 | as published", "S14", "D2"),
        ("S12000047 | Fife | 2020/21 |  | as published", "V11", "D2"),
        ("S12000047 | Fife | 2020/21 |  | not available", "V11", "D2"),
        ("S12000047 |  | 2020/21 | 545 | as published", "V11", "B2"),
        ("S12000047 | Fife |  | 545 | as published", "V11", "C2"),
        ("S12000047 | Fife | 2020/21 | 545 | as publishd", "M04", "E2"),
        ("S12000047 | Fife | 2020/21 | 545 | not available", "M04", "E2"),
        ("S12000047 | Fife | 2020/21 | 545 | carried forward", "M04", "E2"),
        ("S12000047 | Fife | 2020/21 | 545 | carried forward from 2018/20", "M04", "E2"),
        ("S12000047 | Fife | 2020/21 | 545 | carried forward from 2022/23", "M04", "E2"),
        ("S12000047 | Fife | 2020/21 | -5 | not available", "M04", "E2"),
        ("S12000047 | Fife | 2020/21 | 545 | #REF!", "M04", "E2"),
        (" | Fife | 2020/21 | 545 | as published", "S10", "B2"),
    ],
)
def test_a_row_we_cannot_read_is_a_problem_at_its_cell_and_no_figure(read, row, code, cell):
    reading = read(f"{HEADINGS}\n{row}\nS12000041 | Angus | 2020/21 | 120 | as published", OPTION_1)
    assert found(reading)[0] == (code, "Table 1", cell)
    assert figures(reading) == [(ANGUS, "2020/21", "option=1", 120)]
    assert reading.verdict != "accept"


def test_a_figure_without_a_status_word_is_a_problem_and_no_guess(read):
    reading = read(f"{HEADINGS}\nS12000047 | Fife | 2020/21 | 545 |", OPTION_1)
    assert found(reading) == [("M04", "Table 1", "E2")]
    assert reading.observations == ()


@pytest.mark.parametrize(
    ("parts", "code", "cell"),
    [
        ("many | 9430", "V01", "F2"),
        ("9420 | -9430", "V06", "G2"),
        ("9420 | =F2+10", "S14", "G2"),
        ("| 9430", "V11", "F2"),
        ("9420 |", "V11", "G2"),
    ],
)
def test_a_part_we_cannot_read_is_a_problem_at_the_parts_own_cell(read, parts, code, cell):
    headings = "Area code | Area | Financial year | Rate | Rate status | Made a choice | Able to choose"
    reading = read(f"{headings}\nS12000047 | Fife | 2020/21 | 99.9 | as published | {parts}", RATE)
    assert found(reading) == [(code, "Table 1", cell)]
    assert reading.observations == ()


@pytest.mark.parametrize(
    ("rate", "parts", "code"),
    [
        ("104", "208 | 208", "V09"),
        ("99.9", "9430 | 9420", "A06"),
        ("25", "101 | 158", "A07"),
    ],
)
def test_a_rate_that_does_not_hold_is_a_question_at_its_cell_and_the_figure_is_understood(read, rate, parts, code):
    headings = "Area code | Area | Financial year | Rate | Rate status | Made a choice | Able to choose"
    reading = read(f"{headings}\nS12000047 | Fife | 2020/21 | {rate} | as published | {parts}", RATE)
    assert found(reading)[0] == (code, "Table 1", "D2")
    assert reading.verdict == "ask"
    assert len(reading.observations) == 1


def test_a_year_repeated_and_a_year_of_zeros_are_questions(read):
    reading = read(
        """
        Area code | Area  | Financial year | Age band    | Option 1 | Option 1 status
        S12000047 | Fife  | 2019/20        | All Ages    | 60       | as published
        S12000047 | Fife  | 2019/20        | 18-64 years | 20       | as published
        S12000047 | Fife  | 2019/20        | 65-74 years | 40       | as published
        S12000047 | Fife  | 2020/21        | All Ages    | 60       | as published
        S12000047 | Fife  | 2020/21        | 18-64 years | 20       | as published
        S12000047 | Fife  | 2020/21        | 65-74 years | 40       | as published
        S12000041 | Angus | 2020/21        | All Ages    | 0        | as published
        S12000041 | Angus | 2020/21        | 18-64 years | 0        | as published
        S12000041 | Angus | 2020/21        | 65-74 years | 0        | as published
        """,
        BY_AGE,
    )
    assert found(reading) == [("A10", "Table 1", "E5"), ("A14", "Table 1", "E8")]
    assert len(reading.observations) == 9


def test_an_unknown_word_in_a_label_column_is_a_question(read):
    reading = read(
        """
        Area code | Area | Financial year | Age band    | Option 1 | Option 1 status
        S12000047 | Fife | 2020/21        | 18-65 years | 545      | as published
        """,
        BY_AGE,
    )
    assert found(reading) == [("S09", "Table 1", "D2")]
    assert reading.observations == ()


def test_an_unknown_collection_is_a_question(read):
    reading = read(
        """
        Area code | Area | Financial year | Collection | Option 1 | Option 1 status | Note
        S12000047 | Fife | 2016/17        | Some other | 400      | as published    | none
        """,
        COLLECTED,
    )
    assert found(reading) == [("S09", "Table 1", "D2")]
    assert reading.observations == ()


def test_the_same_figure_given_twice_is_refused_and_the_twin_is_named(read):
    reading = read(
        """
        Area code | Area | Financial year | Option 1 | Option 1 status
        S12000047 | Fife | 2020/21        | 545      | as published
        S12000047 | Fife | 2020/21        | 550      | as published
        """,
        OPTION_1,
    )
    assert found(reading) == [("I10", "Table 1", "D3")]
    assert "cell D2" in reading.problems[0].message
    assert reading.verdict == "reject"


# Problems with the table


def test_a_table_without_one_of_its_headings_is_refused_and_the_heading_is_named(read):
    reading = read(
        """
        Area code | Area | Financial year | Option 1
        S12000047 | Fife | 2020/21        | 545
        """,
        OPTION_1,
    )
    assert found(reading)[0] == ("S03", "Table 1", "")
    assert "“Option 1 status”" in reading.problems[0].message and "“Option 1”" not in reading.problems[0].message
    assert reading.observations == ()
    assert reading.verdict == "reject"


def test_two_columns_with_the_same_heading_are_refused(read):
    reading = read(
        """
        Area code | Area | Financial year | Option 1 | Option 1 status | Option 1
        S12000047 | Fife | 2020/21        | 545      | as published    | 550
        """,
        OPTION_1,
    )
    assert found(reading) == [("S04", "Table 1", "F1"), ("S10", "Table 1", "F2")]
    assert reading.verdict == "reject"


def test_a_column_we_do_not_know_is_a_question_and_nothing_of_it_is_read(read):
    reading = read(
        """
        Area code | Area | Financial year | Option 1 | Option 1 status | Option 5
        S12000047 | Fife | 2020/21        | 545      | as published    | 7
        """,
        OPTION_1,
    )
    assert found(reading) == [("S09", "Table 1", "F1"), ("S10", "Table 1", "F2")]
    assert figures(reading) == [(FIFE, "2020/21", "option=1", 545)]


def test_what_stands_outside_the_table_is_a_question(read):
    reading = read(
        """
        Area code | Area | Financial year | Option 1 | Option 1 status |
        S12000047 | Fife | 2020/21        | 545      | as published    |
                  |      |                | 545      |                 |
                  |      |                |          |                 | 99
        """,
        OPTION_1,
    )
    assert found(reading) == [("S10", "Table 1", "D3"), ("S10", "Table 1", "F4")]


def test_a_workbook_without_its_table_is_refused(read):
    reading = read({"Table 2": TIDY}, OPTION_1)
    assert found(reading) == [("S01", "", ""), ("S13", "Table 2", "")]
    assert "“Table 1”" in reading.problems[0].message
    assert reading.verdict == "reject"


def test_a_sheet_that_no_layout_names_is_noted_by_name_and_all_of_it_is_accounted_for(read):
    reading = read({"Table 1": TIDY, "removed comments": "Fife | 545\n | checked twice", "Sheet3": ""}, OPTION_1)
    assert found(reading) == [("S13", "removed comments", ""), ("S13", "Sheet3", "")]
    assert "“removed comments”" in reading.problems[0].message
    assert reading.account[Fate.NOT_USED] == 3
    assert reading.cells == reading.account.total()
    assert reading.verdict == "accept"
    assert len(figures(reading)) == 2


@pytest.mark.parametrize("reference", ["another", ""])
def test_a_workbook_with_a_reference_we_do_not_know_is_refused_at_its_cell(draw, reference):
    reading = published.read(draw({"Table 1": TIDY}, reference=reference), {"drawn": (OPTION_1,)})
    assert found(reading) == [("S01", "Cover", "B2" if reference else "")]
    assert reading.verdict == "reject"


# Files that do not open


@pytest.mark.parametrize("content", [b"", b"PK", b"Area,Option 1\n", bytes(500)])
def test_what_is_no_workbook_is_refused(content):
    reading = published.read(content)
    assert found(reading) == [("F07", "", "")]
    assert reading.observations == ()


def test_a_workbook_cut_short_is_refused(draw):
    content = draw({"Table 1": TIDY})
    assert found(published.read(content[: len(content) // 2], {"drawn": (OPTION_1,)})) == [("F07", "", "")]


# The catalogue of problems


ROOT = Path(published.__file__).parents[1]


def written(*folders):
    """Every text in double quotes in the code of some folders, the catalogue itself left out."""
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if path.name != "problems.py"]
    return {found for path in paths for found in re.findall(r'"([^"\n]+)"', path.read_text(encoding="utf-8"))}


def test_every_kind_of_problem_that_is_raised_is_in_the_catalogue():
    named = {each for each in written("loaders", "intake") if re.fullmatch(r"[FSIPVMADRT][0-9]{2}( [a-z]+)?", each)}
    assert len(named) > 60
    assert {each for each in named if each not in problems.KINDS} == set()


def test_no_kind_of_problem_is_listed_that_nothing_raises():
    assert {name for name in problems.KINDS if name not in written("loaders", "intake")} == set()


def test_every_code_of_the_catalogue_has_a_test():
    said = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert {kind.code for kind in problems.KINDS.values() if kind.code not in said} == set()


def test_a_message_shows_no_more_of_a_cell_than_fits_a_line():
    assert "x" * 61 not in problems.problem("V01", "Table 1", "D9", typed="x" * 1000).message


def test_a_problem_says_where_in_words():
    assert problems.problem("V06", "Table 1", "D9", typed=-5).where == "sheet “Table 1”, cell D9"
    assert problems.problem("V06", "Table 1", "D9", typed=-5).message == "It says -5. This figure cannot be below zero."
    assert problems.problem("F07").where == ""


# The bundled layouts


def tables():
    return [table for each in layouts.published().values() for table in each]


def test_every_bundled_workbook_has_a_layout_and_every_layout_a_workbook():
    assert sorted(layouts.published()) == sorted(path.stem for path in bundled.FOLDER.glob("*.xlsx"))


def test_every_series_and_breakdown_that_a_layout_names_exists():
    for table in tables():
        assert {table.series, *table.series_words.values()} - {""} <= set(sources.series()), table.sheet
        for column in table.values.values():
            for key, code in column.breakdown.items():
                assert code in breakdowns.dimensions()[key].codes, table.sheet


def test_a_heading_that_names_a_part_of_a_breakdown_is_read_as_that_part():
    for table in tables():
        for heading, column in table.values.items():
            for key, code in column.breakdown.items():
                assert breakdowns.dimensions()[key].published[heading] == code, heading


def test_no_table_has_the_same_heading_twice():
    for table in tables():
        assert len(set(table.headings)) == len(table.headings), table.sheet


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('metric = "sds_people"', 'metric = "sds_pople"', "sds_pople"),
        ('{ "Age band" = "age" }', '{ "Age band" = "aeg" }', "aeg"),
        ('metric = "sds_people"\n', "", ""),
        ('series = "phs_options"', 'series = "pbs_options"', "pbs_options"),
        ('series = "phs_options"', "", ""),
        ('series = "phs_options"', 'series_column = "A"\nseries_words = { "B" = "pbs_options" }', "pbs_options"),
        ('{ option = "1" }', '{ optoin = "1" }', "optoin"),
        ('{ option = "1" }', '{ option = "5" }', "5"),
        ('{ option = "1" }', "{ option = 1 }", "1"),
        ('{ option = "1" }', '{ option = "1", metric = "sds_pople" }', "sds_pople"),
    ],
)
def test_a_layout_that_names_what_does_not_exist_is_refused_by_file_layout_and_word(tmp_path, right, wrong, said):
    written = """
        [drawn]
        [[drawn.table]]
        sheet = "Table 1"
        metric = "sds_people"
        series = "phs_options"
        dimensions = { "Age band" = "age" }
        values = { "Option 1" = { option = "1" } }
    """
    (tmp_path / "right.toml").write_text(written, encoding="utf-8")
    (tmp_path / "wrong.toml").write_text(written.replace(right, wrong), encoding="utf-8")
    assert list(layouts.published(tmp_path / "right.toml")) == ["drawn"]
    assert right in written
    with pytest.raises(WronglyDeclared, match=f"^wrong.toml: layout “drawn” .*“{said}” .*sheet “Table 1”"):
        layouts.published(tmp_path / "wrong.toml")


def test_the_layouts_are_words_and_hold_no_coordinates():
    written = tomllib.loads((DATA / "layouts" / "published.toml").read_text(encoding="utf-8"))
    keys = {key for facts in written.values() for table in facts["table"] for key in table}
    assert keys <= {
        *("sheet", "metric", "series", "series_column", "series_words", "period_column", "dimensions"),
        *("notes_columns", "values", "parts"),
    }
