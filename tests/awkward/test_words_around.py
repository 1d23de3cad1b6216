"""Words around the figures that could change what they are: each is asked about at its place, or read for what it is.

Titles, sheets' names, covers, notes, comments, totals and sections are all heeded; a word alone is not taken for a
measure that it only resembles.
"""

import pytest
from openpyxl.comments import Comment

from tests.awkward.workbooks import FIFE, NATIONAL, book, expect, figure, ods, people, reading, with_parts

ROWS = "Option 1|560\nOption 2|131\nOption 3|1190"
TABLE = f"Option|2023/24\n{ROWS}"
PLAIN = f"Option|Number\n{ROWS}"


def rows_at(row: int, sheet: str = "", period: str = "2023/24"):
    """The three rows expected as people of Fife, from this row on in column B."""
    return people("Fife", period, f"560 B{row}", f"131 B{row + 1}", f"1190 B{row + 2}", sheet=sheet)


def asked(content: bytes, *questions: str, name: str = "return.xlsx", owner: str = FIFE) -> None:
    """Holds that a file is asked about at these places and no other, whatever is proposed: `S09/P06 A1` is either."""
    found = reading(content, name, owner)
    asks = [each for each in found.problems if each.severity == "ask"]
    said = [f"{each.code} {each.cell or each.sheet}" for each in asks]
    wanted = [{f"{code} {place}" for code in codes.split("/")} for codes, place in (q.split(" ", 1) for q in questions)]
    assert found.verdict == "ask", [(each.code, each.cell) for each in found.problems]
    assert len(said) == len(wanted), said
    assert all(any(one in either for one in said) for either in wanted), said


# Titles and sheets' names


@pytest.mark.parametrize(
    "title",
    [
        "Percentage of all the people in the area who receive self-directed support, by option chosen",
        "The table below shows the average weekly cost in pounds of the support of people in each option",
        "Self-directed support annual return: people aged 65 and over who live in the area at any time in the year",
        "Numbers of people on the waiting list for self-directed support by the option they have asked for in the year",
        *"Outcomes by option|Staff by option|Training by option|Teams by option|Survey sample".split("|"),
        *"Survey respondents|Annual survey of staff|Scotland|Adults|Under 18s|Care at home".split("|"),
        "Information services contacts by option",
        "Survey of people: options in the last month",
        "Published figures rounded to hundreds",
    ],
)
def test_a_title_of_something_else(title):
    asked(book(f"{title}\n{TABLE}"), "S09 A1")


@pytest.mark.parametrize(
    "title",
    [
        "Fife SDS, April to September 2023",
        "1 April 2023 to 30 September 2023",
        "Reporting period 1 October 2023 to 31 December 2023",
        "The figures below are of people who chose each option from 1 April 2023 to 30 September 2023 only.",
        "People receiving support during the period 1 April 2023 to 30 September 2023 by option chosen (six months)",
        *"Service use October to December by option|Management information, October to March".split("|"),
        *"Monthly return March|Year to September 2023|First half of the year|Second half|Period 6".split("|"),
        "Period 6 2023/24",
    ],
)
def test_a_title_of_part_of_a_year(title):
    asked(book(f"{title}\n{TABLE}"), "S09/P06 A1")


def test_a_title_of_two_years_by_their_months():
    asked(book(f"April 2022 to March 2024\n{TABLE}"), "P05/S09 A1")


def test_a_title_with_another_year_in_brackets():
    asked(book(f"Return for the year 2023/24 (compare with 2022/23 in brackets)\n{ROWS}"), "P05 A1")


def test_a_long_title_names_another_authority():
    title = "Number of people using each self-directed support option in Falkirk, all ages, by year"
    figures = people("Falkirk", "2023/24", "560 B3", "131 B4", "1190 B5")
    expect(book(f"{title}\n{TABLE}"), "reject", "I07 reject A1", figures)


def test_a_long_title_names_another_year_than_the_file():
    title = "Number of people who used each self-directed support option, 2022/23"
    expect(book(f"{title}\n{PLAIN}"), "ask", "P05 ask *", rows_at(3, period="2022/23"), name="SDS 2023-24.xlsx")


@pytest.mark.parametrize(
    "name", ["Outcomes", "Training", "Staff", "Period 6", "March", "October to December", "Carers", "Scotland"]
)
def test_a_sheets_name_of_something_else(name):
    asked(book({name: TABLE}), f"S09/P06 {name}")


def test_a_title_of_who_prepared_it_is_asked_about():
    asked(book(f"SDS 2023/24\nPrepared for Highland Council\n{PLAIN}"), "S09 A2", owner=NATIONAL)


def test_two_authorities_in_one_title():
    expect(book(f"Fife and Falkirk 2023/24\n{ROWS}"), "reject", "I05 reject A1", owner=NATIONAL)


# Covers, notes and comments


@pytest.mark.parametrize(
    "pair",
    [
        "Quarter|Q2",
        "Period covered|April to September 2023",
        "Age group|18-64",
        "Client group|Learning disability",
        "Locality|Levenmouth",
        "Unit|%",
        "Figures in|hundreds",
        "Count of|Packages",
        "Return type|Forecast",
        "Basis|Snapshot at 31 March",
    ],
)
def test_a_pair_on_a_cover_that_limits_the_figures(pair):
    cover = f"Council|Fife\nYear|2023/24\n{pair}"
    expect(book({"Cover": cover, "Data": PLAIN}), "ask", "S11 ask Cover!B3", rows_at(2))


@pytest.mark.parametrize("pair", ["Quarter|All", "Age group|All ages", "Client group|All clients", "Unit|Number"])
def test_a_pair_on_a_cover_that_limits_nothing(pair):
    cover = f"Council|Fife\nYear|2023/24\n{pair}"
    expect(book({"Cover": cover, "Data": PLAIN}), "accept", "", rows_at(2))


NOTES = [
    "These are 2022/23 figures as no return was made.",
    "Figures cover April to September 2023 only.",
    "Note: all figures are percentages.",
    "Figures are for adults only.",
    "Data is for Levenmouth locality only",
    "Numbers are packages of support, not people.",
    "Figures include Falkirk.",
    "* carried forward from 2022/23",
]


@pytest.mark.parametrize("note", NOTES)
def test_a_note_below_the_table_that_changes_its_figures(note):
    expect(book(f"{TABLE}\n\n{note}"), "ask", "S11 ask A6", rows_at(2), may="S11")


@pytest.mark.parametrize("note", [*NOTES, "All figures shown in hundreds"])
def test_a_note_on_a_sheet_of_notes_that_changes_the_figures(note):
    expect(book({"Data": TABLE, "Notes": f"Notes\n{note}"}), "ask", "S11 ask Notes!A2", rows_at(2))


@pytest.mark.parametrize("comment", ["This is 2022/23's figure carried forward", "wrong, should be 650"])
def test_a_comment_on_a_cell_that_doubts_it(comment):
    def remark(made):
        made["Data"]["B2"].comment = Comment(comment, "SDS")

    expect(book(TABLE, after=remark), "ask", "S11 ask B2", rows_at(2))


def test_a_column_of_comments_that_doubts_a_figure():
    drawing = """
        Council|Year|Measure|Value|Comments
        Fife|2023/24|Option 1|545|carried forward from 2022/23
        Fife|2023/24|Option 2|126|
    """
    expect(book(drawing), "ask", "S11 ask E2", people("Fife", "2023/24", "545 D2", "126 D3"))


@pytest.mark.parametrize("line", ["Staff trained: 118", "Total people: 650"])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_figure_with_its_measure_in_one_cell_below_the_table(line, gap):
    content = book(f"{TABLE}\n{gap}{line}")
    expect(content, "ask", f"S10 ask A{6 if gap else 5}", rows_at(2), may="S11")


@pytest.mark.parametrize("key", ["Zero means fewer than 5", "0 means fewer than 5"])
def test_a_key_that_gives_nought_another_meaning(key):
    figures = people("Fife", "2023/24", "560 B2", "? B3")
    expect(book(f"Option|2023/24\nOption 1|560\nOption 2|0\n\n{key}"), "ask", "M08 ask A5", figures, may="S11")


def test_a_star_that_says_an_option_is_not_offered():
    asked(book("Fife|2023/24\nOption 1|560\nOption 2|*\n\n* Option 2 is not offered in Fife"), "M08 A5")


def test_scores_said_to_run_to_ten():
    drawing = """
        Fife 2023/24
        Scores run from 1 to 10
        Statement|Round|Mean score|Responses
        I am listened to|Baseline|4.1|30
    """
    score = figure("Fife", "2023/24", "statement_score", "round=baseline;statement=I am listened to", "4.1 C4")
    expect(book(drawing), "ask", "S11 ask A2", [score])


def test_pounds_in_an_open_document():
    made = ods({"Data": "Fife|2023/24\nOption 1|560\nOption 2|131"})
    number, pounds = (f'office:value-type="{kind}" office:value="560"' for kind in ("float", "currency"))
    content = with_parts(made, lambda _, part: part.replace(number.encode(), pounds.encode()))
    asked(content, "V18 B2", name="return.ods")


# Totals


@pytest.mark.parametrize(
    ("label", "metric"),
    [
        ("Total staff trained", "staff_trained"),
        ("All staff trained", "staff_trained"),
        ("Total people whose outcomes were reviewed", "outcomes_reviewed"),
        ("Total teams asked", "teams_asked"),
    ],
)
def test_a_measure_called_a_total_is_no_sum(label, metric):
    figures = [
        figure("Fife", "2023/24", "staff_eligible", "", "158 B2"),
        figure("Fife", "2023/24", metric, "", "101 B3"),
    ]
    expect(book(f"Fife 2023/24|\nStaff eligible|158\n{label}|101"), "accept", "", figures)


@pytest.mark.parametrize(
    ("drawing", "cells"),
    [
        ("Fife 2023/24\nTotal Option 1|560\nTotal Option 2|131", "B2 B3"),
        ("Fife 2023/24\n|Total\nOption 1|560\nOption 2|131", "B3 B4"),
        ("Fife 2023/24\n|Number\nTotals|\nOption 1|560\nOption 2|131", "B4 B5"),
        ("Year|Measure|Total\n2023/24|Option 1|560\n2023/24|Option 2|131", "C2 C3"),
    ],
)
def test_the_word_total_where_nothing_is_added_up(drawing, cells):
    first, second = cells.split()
    expect(book(drawing), "accept", "", people("Fife", "2023/24", f"560 {first}", f"131 {second}"))


def test_years_called_totals():
    drawing = "Fife|2022/23 Total|2023/24 Total\nOption 1|545|560"
    figures = [*people("Fife", "2022/23", "545 B2"), *people("Fife", "2023/24", "560 C2")]
    expect(book(drawing), "accept", "", figures)


def test_a_sheet_called_totals():
    expect(book({"Totals": f"Fife 2023/24\n{PLAIN}"}), "accept", "", rows_at(3, "Totals"))


@pytest.mark.parametrize(
    "label",
    "Total|SDS total|Overall total|Total people|Total number of people|ALL SDS|Any SDS|Any SDS option|Any option|"
    "Any option (each person counted once)|Total people with SDS".split("|"),
)
def test_any_name_of_people_with_any_option(label):
    figures = [*rows_at(2), *people("Fife", "2023/24", any_="1834 B5")]
    expect(book(f"{TABLE}\n{label}|1834"), "accept", "", figures, may="A01")


def test_a_total_of_ages_that_they_do_not_add_up_to():
    asked(book("Fife 2023/24|18-64|65-74|Total\nOption 1|402|50|560\nOption 2|80|21|131"), "A05 D2", "A05 D3")


def test_a_section_called_total_below_one_of_an_age():
    asked(book("Fife|2023/24\nAged 18 to 64|\nOption 1|402\nTotal|\nOption 1|545"), "S12 A4")


# Sections and lone words


def test_a_section_of_scotland_and_a_blank_row():
    content = book("Fife|2023/24\nScotland\nOption 1|9000\n\nOption 1|560\nOption 2|131")
    asked(content, "S09 A2")
    assert not [each for each in reading(content).observations if each.value == 9000]


def test_a_section_of_an_age_and_a_blank_row():
    drawing = "Fife|2023/24\nAged 18 to 64|\nOption 1|402\nOption 2|80\n\nOption 3|1190\nStaff eligible|158"
    asked(book(drawing), "S09 A2")
    assert not [one for one in reading(book(drawing)).observations if one.value == 1190 and "age" in one.key.breakdown]


@pytest.mark.parametrize("word", ["Eligible", "Reviewed", "Met", "Asked", "Replied", "Risk", "Conversations"])
def test_a_lone_word_beside_options_is_no_other_measure(word):
    drawing = f"Year|{word}|Option 1|Option 2\n2022/23|2158|545|126\n2023/24|2160|560|131"
    figures = [*people("Fife", "2022/23", "545 C2", "126 D2"), *people("Fife", "2023/24", "560 C3", "131 D3")]
    expect(book(drawing), "ask", "S09 ask B1", figures)


def test_more_than_one_option_below_one_option_only():
    only = [("1", "545 B2"), ("2", "126 B3"), ("3", "1204 B4"), ("mixed", "53 B5")]
    figures = [figure("Fife", "2023/24", "sds_people_one_option", f"option={code}", said) for code, said in only]
    rows = "Option 1 only|545\nOption 2 only|126\nOption 3 only|1204\nMore than one option|53"
    expect(book(f"Fife|2023/24\n{rows}"), "accept", "", figures)


def test_more_than_one_option_beside_one_option_only():
    only = [("1", "545 B2"), ("2", "126 C2"), ("mixed", "53 D2")]
    figures = [figure("Fife", "2023/24", "sds_people_one_option", f"option={code}", said) for code, said in only]
    expect(book("Year|Option 1 only|Option 2 only|More than one option\n2023/24|545|126|53"), "accept", "", figures)


@pytest.mark.parametrize(
    ("only", "last"), [("", "Mixed"), (" only", "Option 4"), (" only", "More than one option (Option 4)")]
)
def test_the_last_row_of_another_series_than_its_neighbours(only, last):
    asked(book(f"Fife|2023/24\nOption 1{only}|560\nOption 2{only}|131\n{last}|61"), "S09 A4")


# Layouts with another meaning


@pytest.mark.parametrize(
    ("drawing", "questions"),
    [
        ("Measure|Option 1|Option 2\nOutcomes reviewed|200|50\nOutcomes met|120|40", "S09 B2, S09 C2"),
        ("Option|Outcomes reviewed|Outcomes met\nOption 1|200|120\nOption 2|50|40", "S09 B2, S09 C2"),
        ("Age group|Able to choose|Made a choice\n18-64|900|800\n65-74|500|400", "S09 A3, S09 A4"),
        ("Statement|Mean score (out of 10)|Responses\nI am listened to|4.1|30", "S09 B2, S09 A3"),
    ],
)
def test_a_measure_split_as_it_never_is(drawing, questions):
    asked(book(f"Fife 2023/24\n{drawing}"), *questions.split(", "))


@pytest.mark.parametrize("heading", ["Previous", "Change", "Hours per week", "Previous value"])
def test_a_column_of_another_kind_beside_the_figures(heading):
    drawing = f"Fife 2023/24\nOption|Number|{heading}\nOption 1|560|3\nOption 2|131|2"
    expect(book(drawing), "ask", "S09 ask C2", people("Fife", "2023/24", "560 B3", "131 B4"))


@pytest.mark.parametrize(
    "label", ["of which new", "Of whom aged 65 and over", "of which children", "Option 1 - offered", "No SDS option"]
)
def test_a_row_of_another_kind_among_the_options(label):
    figures = people("Fife", "2023/24", "560 B2", "131 B4")
    expect(book(f"Fife|2023/24\nOption 1|560\n{label}|60\nOption 2|131"), "ask", "S09 ask A3", figures)


def test_ticks_for_attributes_are_sent_back():
    drawing = "Fife 2023/24\nMandatory for staff|x\nMandatory for managers|\nOwned in house|x"
    found = reading(book(drawing))
    assert found.verdict == "reject"
    assert {("V01", "B2"), ("V01", "B4")} <= {(each.code, each.cell) for each in found.problems}


@pytest.mark.parametrize("name", ["Stirlingshire", "Ayrshire", "Renfrewshire (East)", "Aberdeen and Aberdeenshire"])
def test_a_name_that_only_resembles_an_authority(name):
    expect(book(f"Council|Year|Option 1\n{name}|2023/24|77"), "reject", "I01 reject A2", owner=NATIONAL)


def test_a_table_turned_round_below_another():
    drawing = "Fife\nMeasure|2022/23|2023/24\nOption 1|545|560\n\nMeasure|2023/24|2022/23\nOption 3|1190|1204"
    figures = [*people("Fife", "2022/23", "545 B3", "", "1204 C6"), *people("Fife", "2023/24", "560 C3", "", "1190 B6")]
    expect(book(drawing), "accept", "", figures, may="S05")


def test_labels_between_two_years():
    drawing = "Fife\n2022/23|Option|2023/24\n545|Option 1|560\n126|Option 2|131"
    figures = [*people("Fife", "2022/23", "545 A3", "126 A4"), *people("Fife", "2023/24", "560 C3", "131 C4")]
    expect(book(drawing), "accept", "", figures)


def test_a_section_of_an_age_above_one_of_all_ages():
    rows = "Option 1|402\nOption 2|80\nAll ages|\nOption 1|545\nOption 2|126"
    figures = [
        *people("Fife", "2023/24", "402 B3", "80 B4", age="18-64"),
        *people("Fife", "2023/24", "545 B6", "126 B7"),
    ]
    expect(book(f"Fife|2023/24\nAged 18 to 64|\n{rows}"), "accept", "", figures)


# What a note says of all figures


@pytest.mark.parametrize(
    "note",
    [
        "Provisional",
        "2023/24 figures are provisional.",
        "All figures are provisional",
        "Note: these figures are provisional",
    ],
)
def test_a_note_that_flags_the_figures_flags_them(note):
    figures = people("Fife", "2023/24", "560 B2 [provisional]", "131 B3 [provisional]")
    expect(book(f"Option|2023/24\nOption 1|560\nOption 2|131\n\n{note}"), "accept", "S11 note A5", figures)


def test_a_note_that_flags_figures_is_told_as_read():
    found = reading(book("Option|2023/24\nOption 1|560\n\nAll figures are provisional"))
    assert [each.message for each in found.problems] == [
        "“All figures are provisional” read as said of the figures: provisional."
    ]


def test_a_note_that_flags_one_year_flags_no_other():
    drawing = "Option|2022/23|2023/24\nOption 1|545|560\n\n2023/24 figures are estimated"
    figures = people("Fife", "2022/23", "545 B2") + people("Fife", "2023/24", "560 C2 [estimated]")
    expect(book(drawing), "accept", "S11 note A4", figures)


@pytest.mark.parametrize(
    "note",
    [
        *("These are targets", "These figures are planned", "Counts are of services, not clients", "Weekly average"),
        *("Figures exclude children", "Does not include Kirkcaldy", "Carers are not included"),
        *("Figures cover 9 months", "Snapshot at 31 December 2023", "Options 2 and 3 have been swapped"),
        *("Figures are rounded to the nearest 100", "Data is not complete: one locality did not submit"),
        *("Each person is counted once, under their main option", "Includes 12 people counted in Falkirk's figures"),
        *("Data is subject to validation", "Only people aged 65 and over are in these figures"),
    ],
)
@pytest.mark.parametrize("where", ["below", "on another sheet"])
def test_a_note_that_limits_or_changes_the_figures_is_asked_about(note, where):
    drawing = "Option|2023/24\nOption 1|560\nOption 2|131"
    figures = people("Fife", "2023/24", "560 B2", "131 B3")
    if where == "below":
        expect(book(f"{drawing}\n\n{note}"), "ask", "S11 ask A5", figures)
    else:
        expect(
            book({"Data": drawing, "Notes": f"About the return\n{note}"}), "ask", "S11 ask Notes!A2", figures, may="S13"
        )


@pytest.mark.parametrize(
    "note",
    [
        *(
            "Source: CareFirst, 12 June 2024",
            "People may be counted under more than one option",
            "Any option counts each",
        ),
        *("Contact: SDS team", "Direct payments are Option 1", "Extracted 12 June 2024", "For internal use only"),
        *("Definitions are those of the national guidance", "Please send questions to the performance team"),
    ],
)
def test_a_note_that_changes_nothing_is_a_note(note):
    drawing = "Option|2023/24\nOption 1|560\nOption 2|131"
    expect(book(f"{drawing}\n\n{note}"), "accept", "", people("Fife", "2023/24", "560 B2", "131 B3"), may="S11")


@pytest.mark.parametrize(
    "title",
    ["Fife and Falkirk 2023/24", "Fife, Falkirk and Stirling 2023/24", "Fife & Clackmannanshire & Stirling 2023/24"],
)
def test_a_title_of_several_authorities_is_not_its_sender_s_alone(title):
    expect(book(f"{title}\nOption|Number\nOption 1|560\nOption 2|131"), "reject", "I05 reject A1", may="I07")


@pytest.mark.parametrize("heading", ["Staff", "Number of staff", "No. of staff"])
def test_staff_by_option_are_not_people(heading):
    found = reading(book(f"Option|{heading}\nOption 1|560\nOption 2|131"), "Fife 2023-24.xlsx")
    assert found.verdict == "ask" and not found.observations


def test_a_total_that_is_nearly_the_sum_is_asked_about():
    drawing = "Option|2023/24\nOption 1|612\nOption 2|148\nOption 3|4310\nOption 4|205\nTotal|{}"
    figures = people("Fife", "2023/24", "612 B2", "148 B3", "4310 B4", "205 B5")
    expect(book(drawing.format(5257)), "ask", "A05 ask B6\nS12 note A6", figures)
    expect(book(drawing.format(5275)), "accept", "S12 note A6", figures)


@pytest.mark.parametrize("code", ['0" hrs"', "(0)"])
def test_a_number_whose_format_makes_it_something_else(code):
    expect(book(f"Option|2023/24\nOption 1|560 {{{code}}}"), "ask", "V18 ask B2", people("Fife", "2023/24", "560 B2"))


def test_outcomes_counted_instead_of_people():
    found = reading(book("Measure|2023/24\nNumber of outcomes reviewed|1920\nNumber of outcomes met|1219"))
    assert found.verdict != "accept" and not found.observations


# Words beside years, numbers and titles


@pytest.mark.parametrize(
    "year",
    [
        *("2023/24 target", "2023/24 (9 months)", "2023/24 YTD", "2023/24 (children)", "2023/24 %", "2023/24 Angus"),
        *("2023/24 [c]", "2022/23 & 2023/24", "2021/22 to 2023/24", "2023/24 carried forward from 2022/23"),
    ],
)
def test_words_beside_a_year_in_a_column_of_years(year):
    found = reading(book(f"Year|Option 1|Option 2\n2022/23|545|120\n{year}|600|200"))
    assert found.verdict != "accept"
    assert {each.key.period for each in found.observations if each.value in (600, 200)} == set()


@pytest.mark.parametrize("rows", ["1 option|2000\n2 options|100\n3 options|20", "1 person|545\n2 people|120"])
def test_a_count_of_options_is_no_option(rows):
    found = reading(book(f"Fife 2023/24\nNumber used|People\n{rows}"))
    assert found.verdict != "accept" and not found.observations


def test_an_estimate_in_one_row_s_note_is_asked_about_and_flags_no_other():
    drawing = "Option|2023/24|Notes\nOption 1|333|estimate\nOption 2|44|"
    expect(book(drawing), "ask", "S11 ask C2", people("Fife", "2023/24", "333 B2", "44 B3"))


def test_a_key_to_letters_flags_no_figure():
    drawing = "Option|2023/24\nOption 1|333\nOption 2|44\n\nSymbol|Meaning\np|Provisional\nr|Revised"
    found = reading(book(drawing))
    assert [each.flags for each in found.observations] == [(), ()]


def test_a_status_of_one_year_is_not_another_s():
    drawing = "Option|2022/23|2023/24|2023/24 status\nOption 1|333|340|provisional"
    figures = people("Fife", "2022/23", "333 B2") + people("Fife", "2023/24", "340 C2 [provisional]")
    expect(book(drawing), "accept", "", figures)


@pytest.mark.parametrize("line", ["Introduced in 2014/15", "Template version 2021/22", "Next return due 2024/25"])
def test_a_year_on_the_cover_that_is_not_the_figures(line):
    found = reading(book({"Cover": f"Fife Council\n{line}", "Data": "Option|Number\nOption 1|560\nOption 2|131"}))
    assert found.verdict == "reject" and not found.observations


def test_a_corner_that_names_another_year_than_the_title():
    found = reading(book("SDS return 2023/24\nSDS 2022/23|Option 1|Option 2\nFife|545|126"))
    assert "P05" in {each.code for each in found.problems} and found.verdict != "accept"


@pytest.mark.parametrize("note", ["% of clients", "Gross spend, £000", "2022/23 figure", "Adults", "18-64"])
def test_a_note_in_a_figure_s_own_row_that_says_what_it_is_of(note):
    figures = people("Fife", "2023/24", "54 C2", "126 C3")
    expect(book(f"Measure|Definition|2023/24\nOption 1|{note}|54\nOption 2||126"), "ask", "S11 ask B2", figures)


def test_a_figure_in_a_column_of_notes():
    drawing = "Option|2023/24|Comments\nOption 1|545|560\nOption 2|126|"
    expect(book(drawing), "ask", "S10 ask C2", people("Fife", "2023/24", "545 B2", "126 B3"))


@pytest.mark.parametrize("total", ["=SUM(B3:B6) -> 2010", "2010"])
def test_a_wrong_sum_is_not_people_with_any_option(total):
    label = "Total" if total.startswith("=") else "Sum of options"
    drawing = f"Fife|\nOption|2023/24\nOption 1|545\nOption 2|120\nOption 3|1800\nOption 4|90\n{label}|{total}"
    figures = people("Fife", "2023/24", "545 B3", "120 B4", "1800 B5", "90 B6")
    expect(book(drawing), "ask", "A05 ask B7\nS12 note A7", figures)


def test_a_lone_word_without_its_topic_is_asked_about():
    found = reading(book("Measure|2023/24\nEligible|545\nOutcomes reviewed|300\nOutcomes met|200"))
    assert found.verdict == "ask"
    assert {each.key.metric for each in found.observations} == {"outcomes_reviewed", "outcomes_met"}


def test_a_contact_s_authority_is_not_that_of_the_figures():
    drawing = "Contact name|Stirling\n\nOption|2023/24\nOption 1|545\nOption 2|126"
    assert reading(book(drawing), owner=NATIONAL).verdict == "reject"


@pytest.mark.parametrize(
    "note",
    [
        *("Option 3 should be 1,900", "Figures are from last year", "Joint return with Angus", "Some teams missing"),
        *(
            "Based on a 10% sample",
            "Fife and Angus combined",
            "Annualised",
            "Older people",
            "FTE",
            "Calendar year 2023",
        ),
    ],
)
def test_a_note_in_plain_words_is_asked_about(note):
    figures = people("Fife", "2023/24", "560 B2", "131 B3")
    expect(book(f"Option|2023/24\nOption 1|560\nOption 2|131\n\n{note}"), "ask", "S11 ask A5", figures)
