"""Wrong figures that were once taken without a question: each a small mess, found by changing good sheets at random.

Held is only that none of them is simply accepted; what is asked, and where, is for the reader to say.
"""

import pytest
from openpyxl.styles import Font

from tests.awkward.workbooks import FIFE, NATIONAL, book, reading

ROWS = "Option 1|545\nOption 2|126\nOption 3|1204"
TABLE = f"Measure|2023/24\n{ROWS}"


def not_taken(content: bytes, *cells: str, name: str = "return.xlsx", owner: str = FIFE) -> None:
    """Holds that a file is not simply accepted with figures at these cells (at any cell where none is named)."""
    found = reading(content, name, owner)
    taken = [
        f"{each.key.area} {each.key.period} {each.key.metric} {each.key.breakdown} = {each.value} at {each.cell}"
        for each in found.observations
        if not cells or each.cell in cells
    ]
    assert found.verdict != "accept" or not taken, "accepted without a question:\n" + "\n".join(taken)


# Words that say the figures are something else


def test_rate_heads_the_figures():
    not_taken(book("Fife 2023/24\nOption|Rate\nOption 1|29\nOption 2|7\nOption 3|64"))


@pytest.mark.parametrize("corner", ["People waiting", "Cost (£000)"])
def test_the_corner_says_it_is_something_else(corner):
    not_taken(book(f"{corner}|2023/24\n{ROWS}"))


def test_the_corner_of_a_second_table_says_it_is_something_else():
    not_taken(book("Measure|2023/24\nOption 1|545\n\nPeople waiting|2023/24\nOption 2|26"), "B5")


@pytest.mark.parametrize(
    "title",
    [
        "Outcomes met by option, 2023/24",
        "Implementation rate by option, 2023/24",
        "Expenditure by option, 2023/24",
        "Learning disability clients, 2023/24",
        "Self-directed support Q1 2023/24",
        "Self-directed support 2023/24 (part year)",
    ],
)
def test_a_title_that_says_it_is_something_else(title):
    not_taken(book(f"{title}\nMeasure|Number\n{ROWS}"))


@pytest.mark.parametrize("name", ["Q1 2023-24", "Last year"])
def test_a_sheets_name_that_says_it_is_something_else(name):
    not_taken(book({name: TABLE}))


def test_a_files_name_that_says_it_is_something_else():
    not_taken(book(TABLE), name="SDS waiting list 2023-24.xlsx")


def test_a_marking_for_official_use_only_is_not_one_option_only():
    found = reading(book(f"For official use only\nSelf-directed support 2023/24\nMeasure|Number\n{ROWS}"))
    wrong = [each for each in found.observations if each.key.metric == "sds_people_one_option"]
    assert not wrong


def test_figures_for_one_council_only_are_not_one_option_only():
    found = reading(book(f"Fife only, 2023/24\nMeasure|Number\n{ROWS}"), "Fife only.xlsx")
    assert not [each for each in found.observations if each.key.metric == "sds_people_one_option"]


def test_a_section_of_another_measure_than_its_rows():
    not_taken(book(f"Measure|2023/24\nOutcomes reviewed\n{ROWS}"))


def test_a_section_of_another_year_than_its_column():
    not_taken(book("Measure|2023/24\n2022/23\nOption 1|545\nOption 2|126"))


def test_a_long_section_line_is_no_note():
    line = "The following are people who are still waiting for their assessment or budget"
    not_taken(book(f"Measure|2023/24\nOption 1|545\n{line}\nOption 2|126"), "B4")


def test_a_line_between_figures_that_begins_with_note():
    line = "Note: the figures below are of people still waiting"
    not_taken(book(f"Measure|2023/24\nOption 1|545\n{line}\nOption 2|126"), "B4")


def test_a_numbered_section_of_another_year():
    drawing = "SDS 2022/23\nMeasure|Number\nOption 1|545\n2. 2023/24\nOption 2|126"
    found = reading(book(drawing))
    wrong = [each for each in found.observations if each.cell == "B5" and each.key.period != "2023/24"]
    assert found.verdict != "accept" or not wrong


def test_a_row_of_units_between_figures():
    not_taken(book("Measure|2022/23|2023/24\nOption 1|545|560\n|(000s)|(000s)\nOption 2|26|31"), "B4", "C4")


def test_figures_said_to_be_thousands_under_the_table():
    not_taken(book(f"{TABLE}\n\nAll figures are in thousands"))


# Labels understood though a word of them changes what is counted


@pytest.mark.parametrize("label", ["Outcomes met in part", "Option 1 (part year)", "Budgets"])
def test_a_word_in_a_label_that_changes_what_is_counted(label):
    not_taken(book(f"Measure|2023/24\n{label}|30\nOption 3|1204"), "B2")


def test_part_of_a_year_in_a_heading():
    not_taken(book(f"Measure|2023/24 (part year)\n{ROWS}"))


# Columns right of the figures that are passed over


@pytest.mark.parametrize(("heading", "words"), [("Unit", "%"), ("Client group", "Carers")])
def test_a_column_right_of_the_figures(heading, words):
    drawing = f"Council|Year|Measure|Value|{heading}\nFife|2023/24|Option 1|29|{words}\nFife|2023/24|Option 2|7|{words}"
    not_taken(book(drawing))


def test_a_unit_in_a_column_without_heading():
    not_taken(book("Measure|2023/24|\nOption 1|29|%\nOption 2|7|%\nOption 3|64|%"))


def test_a_year_in_a_column_without_heading():
    drawing = "Measure|Number|\nOption 1|545|2021/22\nOption 2|126|2022/23"
    found = reading(book(drawing), "SDS 2023-24.xlsx")
    assert found.verdict != "accept" or not [each for each in found.observations if each.key.period == "2023/24"]


def test_a_status_left_of_the_figure():
    not_taken(book("Council|Year|Status|Option 1|Option 2\nFife|2023/24|not available|0|126"), "D2")


# Years and authorities from the wrong place


def test_two_titles_of_different_years():
    not_taken(book(f"Self-directed support 2023/24\nUses the 2021/22 definitions\nMeasure|Number\n{ROWS}"))


def test_a_note_under_one_table_is_no_title_of_the_next():
    drawing = f"Measure|Number\n{ROWS}\n\nFigures for 2021/22 were revised\n\nMeasure|Number\nStaff eligible|139"
    not_taken(book({"2023-24": drawing}), "B9")


def test_a_sheets_name_of_another_year_than_its_title():
    not_taken(book({"2022-23": f"Self-directed support 2023/24\nMeasure|Number\n{ROWS}"}))


def test_a_cover_of_another_year_than_the_title():
    data = f"Self-directed support 2023/24\nMeasure|Number\n{ROWS}"
    not_taken(book({"Cover": "Year|2022/23\nCouncil|Fife", "Data": data}))


def test_the_day_a_return_was_completed_is_not_its_year():
    not_taken(book(f"Date completed|2024-03-31\nMeasure|Number\n{ROWS}"))


def test_a_year_left_blank_in_one_row_of_many():
    drawing = "Council|Year|Option 1\nAngus|2021/22|545\nFalkirk||541\nFife|2021/22|540"
    not_taken(book(drawing), "C3", name="SDS 2023-24.xlsx", owner=NATIONAL)


@pytest.mark.parametrize("title", ["Contact Angus Black", "NHS Highland"])
def test_a_council_named_inside_another_name(title):
    not_taken(book(f"{title}\nSelf-directed support 2023/24\nMeasure|Number\n{ROWS}"), owner=NATIONAL)


def test_the_title_of_one_table_and_the_files_name_disagree_about_the_next():
    drawing = "2022/23\nMeasure|Number\nOption 1|545\n\nMeasure|Number\nStaff trained|88"
    not_taken(book(drawing), "B6", name="SDS 2023-24.xlsx")


def test_headings_shifted_one_column_to_the_left():
    not_taken(book("2021/22|2022/23|2023/24|\nOption 1|545|560|571\nOption 2|126|131|139"))


def test_a_council_deleted_in_a_column_that_names_every_other():
    rows = "Angus|2022/23|Option 1|545\n|2023/24|Staff trained|88\nFalkirk|2022/23|Option 1|566"
    drawing = f"Council|Year|Measure|Value\nAngus|2022/23|Option 2|126\n{rows}\nFalkirk|2022/23|Option 2|131"
    not_taken(book(drawing), "D4", owner=NATIONAL)


def test_a_corner_that_names_a_part_of_a_council():
    not_taken(book(f"Fife (Levenmouth)|2023/24\n{ROWS}"))


def test_a_sheets_name_of_another_council_than_its_title():
    not_taken(book({"Angus": f"Fife, 2023/24\nMeasure|Number\n{ROWS}"}), owner=NATIONAL)


def test_a_deleted_heading_is_not_the_files_year():
    drawing = "Measure||2023/24\nOption 1|545|560\nOption 2|126|131"
    not_taken(book(drawing), "B2", "B3", name="SDS 2022-23.xlsx")


# Rows left blank


def test_a_first_row_left_blank_is_no_section():
    found = reading(book("Measure|2023/24\nOption 1 only|\nOption 2|126\nOption 3|12"))
    assert not [each.cell for each in found.observations if each.value and each.key.metric != "sds_people"]


def test_a_last_row_of_a_number_with_words_is_no_footnote():
    found = reading(book("Measure|2023/24\nStaff eligible|100\nStaff trained|64 (64%)"))
    assert found.verdict != "accept"


def test_a_title_right_of_the_table():
    not_taken(book("Measure|2023/24||Waiting list\nOption 1|545\nOption 2|126"))


# Values that are not what they seem


@pytest.mark.parametrize("code", ['"£"#,##0', '0"00"', ";;;", '[>=200]0;"[c]"'])
def test_a_format_that_shows_something_else(code):
    not_taken(book(f"Measure|2023/24\nOption 1|545\nOption 2|126 {{{code}}}\nOption 3|1204"), "B3")


def test_a_key_to_zero():
    not_taken(book("Measure|2023/24\nOption 1|545\nOption 2|0\nOption 3|1204\n\n0 = not known"), "B3")


def test_a_key_to_a_flags_letter():
    drawing = "Measure|2023/24\nOption 1|545 r\nOption 2|126\n\nr = rounded to the nearest 10"
    found = reading(book(drawing))
    assert found.verdict != "accept" or not [each for each in found.observations if "revised" in each.flags]


def test_a_total_of_three_options_of_four_is_not_people_with_any():
    drawing = f"Measure|2023/24\n{ROWS}\nOption 4|53\nTotal|1875"
    not_taken(book(drawing), "B6")


def test_two_numbers_in_one_cell():
    not_taken(book("Measure|2023/24\nStaff eligible|139 125\nTeams asked|14"), "B2")


def test_a_struck_out_label():
    def strike(made):
        made["Data"]["A3"].font = Font(strike=True)

    not_taken(book(TABLE, after=strike), "B3")
