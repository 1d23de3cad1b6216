"""Sheets in which a plain reading would take a wrong figure. None may be taken without a question or a rejection.

Held here is only this: no such figure comes with an `accept`, and some must not come at all.
"""

import pytest

from tests.awkward.workbooks import FIFE, NATIONAL, book, expect, people, reading

OPTIONS = "Measure|2023/24\nOption 1|545\nOption 2|126\nOption 3|1204"


def asked_about(content: bytes, name: str = "return.xlsx", owner: str = FIFE) -> None:
    """Holds that a file is not simply accepted with figures."""
    found = reading(content, name, owner)
    words = [
        f"{each.key.area} {each.key.period} {each.key.metric} {each.key.breakdown} = {each.value} at {each.cell}"
        for each in found.observations
    ]
    assert found.verdict != "accept" or not words, "accepted without a question:\n" + "\n".join(words)


@pytest.mark.parametrize(
    "title",
    [
        "Percentage of people by option, 2023/24",
        "Cost of support by option (£000), 2023/24",
        "Rate per 1,000 population, 2023/24",
        "People waiting for support, by option, 2023/24",
        "New starts in 2023/24 by option",
        "Hours of support by option 2023/24",
        "Children and families 2023/24",
        "Adults aged 65 and over, 2023/24",
        "Target for 2023/24",
        "Complaints by option, 2023/24",
    ],
)
def test_a_title_that_says_it_is_something_else(title):
    asked_about(book(f"{title}\nMeasure|Number\nOption 1|45\nOption 2|26\nOption 3|64"))


@pytest.mark.parametrize("name", ["Costs", "Waiting list", "Percentages", "Children", "65 and over", "Targets 2023-24"])
def test_a_sheets_name_that_says_it_is_something_else(name):
    asked_about(book({name: "Measure|2023/24\nOption 1|45\nOption 2|26\nOption 3|64"}))


def test_a_section_that_says_it_is_something_else():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|126
        People still waiting
        Option 3|77
    """
    asked_about(book(drawing))


def test_a_section_of_another_kind_above_the_rest():
    drawing = """
        Measure|2023/24
        Adults
        Option 1|545
        Option 2|126
        Children
        Option 3|77
    """
    asked_about(book(drawing))


def test_a_column_over_columns_that_says_it_is_something_else():
    drawing = """
        Council|Year|People waiting||People supported|
        ||Option 1|Option 2|Option 3|Option 4
        Fife|2023/24|545|126|1204|53
    """
    asked_about(book(drawing, ["C1:D1", "E1:F1"]))


def test_years_centred_over_their_columns_without_merging():
    drawing = """
        Fife 2023/24
        ||2022/23|||2023/24|
        |Option 1|Option 2|Option 3|Option 1|Option 2|Option 3
        People|545|126|1204|560|131|1190
    """
    found = reading(book(drawing))
    right = {"B4": "2022/23", "C4": "2022/23", "D4": "2022/23", "E4": "2023/24", "F4": "2023/24", "G4": "2023/24"}
    wrong = [each for each in found.observations if right[each.cell] != each.key.period]
    assert found.verdict != "accept" or not wrong, [f"{each.cell} as {each.key.period}" for each in wrong]


def test_an_unlabelled_row_of_sums_under_years():
    drawing = """
        Year|Option 1|Option 2
        2021/22|545|126
        2022/23|560|131
        |1105|257
    """
    asked_about(book(drawing), name="SDS return 2023-24.xlsx")


def test_an_unlabelled_row_of_sums_under_councils():
    drawing = """
        SDS 2023/24
        Council|Option 1|Option 2
        Angus|545|126
        Falkirk|560|131
        |1105|257
    """
    found = reading(book(drawing), owner=NATIONAL)
    assert not any(each.cell in ("B5", "C5") for each in found.observations)
    assert any(each.cell in ("B5", "C5", "") for each in found.problems)


def test_an_average_row_under_years():
    drawing = """
        Year|Option 1|Option 2
        2021/22|545|126
        2022/23|560|131
        Average|552|128
    """
    asked_about(book(drawing), name="SDS return 2023-24.xlsx")


def test_a_row_of_changes_under_years():
    drawing = """
        Year|Option 1|Option 2
        2021/22|545|126
        2022/23|560|131
        Change|17|5
    """
    asked_about(book(drawing), name="SDS return 2023-24.xlsx")


def test_row_numbers_under_a_heading_that_says_number():
    drawing = """
        SDS 2023/24
        Number|Measure|Value
        11|Option 1|545
        12|Option 2|126
        13|Option 3|1204
    """
    found = reading(book(drawing))
    assert found.verdict != "accept" or not any(each.cell.startswith("A") for each in found.observations)


def test_people_who_moved_from_one_option_to_another():
    drawing = """
        From option / to option, 2023/24|Option 1|Option 2|Option 3
        Option 1|500|12|33
        Option 2|6|110|10
        Option 3|21|18|1165
    """
    found = reading(book(drawing))
    assert not found.observations, [
        f"{each.key.breakdown} = {each.value} at {each.cell}" for each in found.observations
    ]


def test_a_unit_column_of_numbers_and_percentages():
    drawing = """
        Council|Year|Option|Unit|Value
        Fife|2023/24|1|Number|545
        Fife|2023/24|1|Percent|29
        Fife|2023/24|2|Number|126
        Fife|2023/24|2|Percent|7
    """
    found = reading(book(drawing))
    assert not any(each.value in (29, 7) and each.key.metric == "sds_people" for each in found.observations)


def test_only_percentages_in_a_unit_column():
    drawing = """
        Council|Year|Option|Unit|Value
        Fife|2023/24|1|%|29
        Fife|2023/24|2|%|7
    """
    asked_about(book(drawing))


def test_quarters_in_a_column_of_a_long_table():
    drawing = """
        Council|Year|Quarter|Measure|Value
        Fife|2023/24|Q1|Option 1|145
        Fife|2023/24|Q2|Option 1|151
    """
    asked_about(book(drawing))


def test_one_quarter_alone_in_a_column():
    drawing = """
        Council|Year|Quarter|Option 1|Option 2
        Fife|2023/24|4|145|151
    """
    asked_about(book(drawing))


def test_sex_in_a_column_of_a_long_table():
    drawing = """
        Council|Year|Sex|Option 1|Option 2
        Fife|2023/24|Female|145|51
        Fife|2023/24|Male|151|48
    """
    found = reading(book(drawing))
    assert found.verdict != "accept"
    assert not found.observations


def test_one_client_group_alone_in_a_column():
    drawing = """
        Council|Year|Client group|Option 1|Option 2
        Fife|2023/24|Learning disability|145|51
    """
    asked_about(book(drawing))


def test_previous_figures_beside_revised_ones():
    drawing = """
        Measure|2023/24 as published|2023/24 revised
        Option 1|545|560
        Option 2|126|131
    """
    found = reading(book(drawing))
    wrong = [each.cell for each in found.observations if each.cell.startswith("B")]
    assert found.verdict != "accept" or not wrong


def test_target_beside_actual():
    drawing = """
        Measure|2023/24 target|2023/24
        Option 1|600|560
        Option 2|150|131
    """
    expect(book(drawing), "ask", "S09 ask B1", people("Fife", "2023/24", "560 C2", "131 C3"))


def test_total_of_three_options_more_than_their_sum():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|126
        Option 3|1204
        Total|2400
    """
    asked_about(book(drawing))


def test_total_that_counts_everybody_supported():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|126
        Option 3|1204
        Total people|1500
    """
    # Less than the sum of options: the people with any option
    figures = people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4", any_="1500 B5")
    expect(book(drawing), "accept", "", figures, may="A01")


def test_a_council_named_in_a_note_is_not_whose_it_is():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|126

        Compared with Angus last year
    """
    asked_about(book(drawing), owner=NATIONAL)


def test_a_council_in_a_list_of_choices_is_not_whose_it_is():
    sheets = {"Data": OPTIONS, "Lists": "Councils\nAngus\nFalkirk\nFife"}
    asked_about(book(sheets), owner=NATIONAL)


def test_a_date_of_extraction_nearer_than_the_year():
    drawing = """
        Self-directed support 2022/23
        Extracted 1 April 2024
        Measure|Number
        Option 1|545
        Option 2|126
    """
    found = reading(book(drawing))
    assert found.verdict != "accept" or all(each.key.period == "2022/23" for each in found.observations)


def test_a_date_of_extraction_after_the_year():
    drawing = """
        Self-directed support 2022/23
        Report run 31/03/2024
        Measure|Number
        Option 1|545
        Option 2|126
    """
    found = reading(book(drawing))
    assert found.verdict != "accept" or all(each.key.period == "2022/23" for each in found.observations)


def test_a_month_in_a_title_is_no_part_year():
    drawing = """
        Self-directed support 2022/23
        Extracted June 2023
        Measure|Number
        Option 1|545
        Option 2|126
    """
    expect(book(drawing), "accept", "", people("Fife", "2022/23", "545 B4", "126 B5"))


def test_sections_by_authority_with_one_year_left_empty():
    drawing = """
        Measure|2022/23|2023/24
        Angus
        Option 1|545|
        Option 2|126|
    """
    found = reading(book(drawing), owner=NATIONAL)
    wrong = [each for each in found.observations if each.cell.startswith("B") and each.key.period != "2022/23"]
    assert not wrong, [f"{each.cell} as {each.key.period}" for each in wrong]


def test_a_line_of_words_between_headings_and_figures_with_one_year_left_empty():
    drawing = """
        Measure|2022/23|2023/24
        People
        Option 1|545|
        Option 2|126|
    """
    wrong = [
        f"{each.cell} as {each.key.period}"
        for each in reading(book(drawing)).observations
        if each.value is not None and each.key.period != "2022/23"
    ]
    assert not wrong, wrong


def test_section_of_a_year_under_a_year_heading():
    drawing = """
        Measure|2023/24
        Last year (2022/23)
        Option 1|545
        This year
        Option 2|126
    """
    asked_about(book(drawing))


def test_a_council_over_columns_beside_one_in_rows():
    drawing = """
        Measure|Fife|Falkirk
        Year|2023/24|2022/23
        Option 1|545|126
    """
    found = reading(book(drawing), owner=NATIONAL)
    right = {"B3": ("S12000047", "2023/24"), "C3": ("S12000014", "2022/23")}
    wrong = [each for each in found.observations if right[each.cell] != (each.key.area, each.key.period)]
    assert not wrong


def test_numbers_in_a_hidden_column_are_not_dropped_silently():
    drawing = """
        Council|Year|Option 1||Option 2
        Fife|2023/24|545|77|126
    """

    def hide(made):
        made["Data"].column_dimensions["D"].hidden = True

    asked_about(book(drawing, after=hide))


def test_a_heading_over_two_columns():
    drawing = """
        Council|Year|Option 1||Option 2
        Fife|2023/24|545|77|126
    """
    asked_about(book(drawing, ["C1:D1"]))


def test_a_number_with_its_note_beside_it():
    drawing = """
        Measure|2023/24|Note
        Option 1|545|1
        Option 2|126|2
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "545 B2", "126 B3"))


def test_figures_in_thousands_by_the_heading():
    asked_about(book("Council|Year|Option 1 (thousands)|Option 2\nFife|2023/24|5|126"), owner=FIFE)


def test_figures_in_thousands_by_a_row_of_units():
    asked_about(book("Council|Year|Option 1|Option 2\n||000s|000s\nFife|2023/24|5|12"), owner=FIFE)


def test_percent_in_a_row_of_units():
    asked_about(book("Council|Year|Option 1|Option 2\n||%|%\nFife|2023/24|55|12"), owner=FIFE)


def test_a_format_that_shows_thousands():
    # 545000 that shows as 545: what the officer sees and what is stored differ
    asked_about(book("Council|Year|Option 1|Option 2\nFife|2023/24|545000 {#,##0,}|126"), owner=FIFE)


def test_a_format_that_shows_another_number():
    # a number format of words: the officer sees [c], the cell holds 3000
    asked_about(book('Council|Year|Option 1|Option 2\nFife|2023/24|3000 {"[c]"}|126'), owner=FIFE)


def test_two_formulas_of_another_year():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|545|=B2 -> 545
        Option 2|126|=B3 -> 126
        Option 3|1204|=B4 -> 1204
    """
    asked_about(book(drawing))


def test_only_in_the_title():
    drawing = """
        People with one option only, 2023/24
        Measure|Number
        Option 1|545
        Option 2|126
    """
    found = reading(book(drawing))
    wrong = [each for each in found.observations if each.key.metric != "sds_people_one_option"]
    assert found.verdict != "accept" or not wrong


def test_two_years_in_a_title():
    drawing = """
        SDS 2021/22 to 2023/24
        Measure|Number
        Option 1|545
        Option 2|126
    """
    asked_about(book(drawing))


def test_two_years_together_in_a_heading():
    asked_about(book("Measure|2022/23 and 2023/24\nOption 1|545\nOption 2|126"))


def test_two_councils_in_the_files_name():
    asked_about(book(OPTIONS), name="Angus and Fife SDS.xlsx", owner=NATIONAL)


@pytest.mark.parametrize("drawn", ["'12.000", "'374¹", "'374²", "'1⁴"])
def test_a_text_that_could_be_two_numbers(drawn):
    found = reading(book(f"Council|Year|Option 1|Option 2\nFife|2023/24|{drawn}|126"))
    questions = [
        each for each in found.problems if each.cell == "C2" and each.severity != "note" and each.code != "D01"
    ]
    assert questions, [each.value for each in found.observations if each.cell == "C2"]


def test_a_title_of_scotland_is_not_the_senders():
    asked_about(book("Scotland: people by option, 2023/24\nMeasure|Number\nOption 1|9545\nOption 2|8126"))


def test_a_sheet_of_scotland_is_not_the_senders():
    found = reading(book({"Data": OPTIONS, "Scotland": "Measure|2022/23\nOption 1|9545\nOption 2|8126"}))
    assert not any(each.sheet == "Scotland" for each in found.observations)


def test_a_sheet_with_an_example():
    asked_about(book({"Data": OPTIONS, "Example": "Measure|2022/23\nOption 1|531\nOption 2|119\nOption 3|1177"}))


def test_a_month_that_excel_made_a_date():
    drawing = """
        Measure|2024-04-01 {mmm-yy}
        Option 1|545
        Option 2|126
    """
    asked_about(book(drawing))


def test_a_section_of_a_council_misspelt():
    drawing = """
        Measure|2023/24
        Falkirk
        Option 1|545
        Edinboro
        Option 2|126
    """
    asked_about(book(drawing), owner=NATIONAL)


def test_a_section_of_a_year_misspelt():
    drawing = """
        Fife
        Measure|Number
        2022/23
        Option 1|545
        2023/234
        Option 2|126
    """
    asked_about(book(drawing))


def test_a_nameless_total_row_below_councils_takes_no_name():
    drawing = """
        Council|Year|Option 1|Option 2
        Angus|2022/23|545|126
        Falkirk|2022/23|541|131
        |2023/24|1086|257
    """
    found = reading(book(drawing), owner=NATIONAL)
    assert found.verdict != "accept" or not any(each.cell in ("C4", "D4") for each in found.observations)


def test_carried_forward_in_a_status_column_is_read_back():
    drawing = """
        Council|Year|Measure|Value|Status
        Fife|2023/24|Option 1|545|carried forward from 2022/23
        Fife|2023/24|Option 2|126|as returned
    """
    found = reading(book(drawing))
    first = next(each for each in found.observations if each.cell == "D2")
    assert found.verdict == "accept", found.problems
    assert first.carried_forward
    assert first.period_of_figure == "2022/23"


def test_a_flag_in_a_status_column_two_columns_away():
    drawing = """
        Council|Year|Option 1|Option 2|Status
        Fife|2023/24|545|126|estimated
    """
    found = reading(book(drawing))
    assert found.verdict != "accept" or all("estimated" in each.flags for each in found.observations)


def test_a_note_that_the_figures_are_estimates():
    drawing = """
        Council|Year|Option 1|Option 2|Notes
        Fife|2023/24|545|126|Estimate: last year's figures used
    """
    found = reading(book(drawing))
    assert {each.value for each in found.observations} == {545, 126}


def test_a_council_named_twice_over():
    drawing = """
        Falkirk Council: SDS 2023/24
        Council|Option 1|Option 2
        Fife|545|126
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "545 B3", "126 C3"), owner="")


def test_two_pairs_of_years_in_one_book():
    sheets = {
        "A": "Year|2022/23\n\nMeasure|Number\nOption 1|545\nOption 2|126",
        "B": "Year|2023/24\n\nMeasure|Number\nOption 1|560\nOption 2|131",
        "C": "Measure|Number\nOption 3|1204",
    }
    found = reading(book(sheets))
    assert found.verdict != "accept" or not any(each.sheet == "C" for each in found.observations)


def test_two_titles_of_different_years_in_one_column():
    drawing = """
        2022/23
        Measure|Number
        Option 1|545
        Option 2|126

        2023/24
        Option 1|560
        Option 2|131
    """
    figures = [*people("Fife", "2022/23", "545 B3", "126 B4"), *people("Fife", "2023/24", "560 B7", "131 B8")]
    expect(book(drawing), "accept", "", figures)


def test_a_blank_for_one_council_of_a_figure_merged_over_two():
    drawing = """
        Council|2023/24
        |Option 1|Option 2
        Angus|545|126
        Falkirk||131
    """
    found = reading(book(drawing, ["B3:B4", "B1:C1"]), owner=NATIONAL)
    assert not any(each.cell in ("B3", "B4") and each.value is not None for each in found.observations)


def test_numbers_under_a_blank_heading_are_not_dropped_silently():
    drawing = """
        Fife 2023/24
        Year|Option 1||Option 2|Option 3
        2022/23|545|29|126|1204
    """
    asked_about(book(drawing))


def test_headings_below_the_figures():
    drawing = """
        Fife 2023/24
        545|126|1204
        Option 1|Option 2|Option 3
    """
    found = reading(book(drawing))
    assert found.verdict != "accept" or {(each.cell, each.key.breakdown) for each in found.observations} == {
        ("A2", "option=1"),
        ("B2", "option=2"),
        ("C2", "option=3"),
    }


def test_labels_right_of_the_figures():
    drawing = """
        Fife 2023/24
        545|Option 1
        126|Option 2
        1204|Option 3
    """
    found = reading(book(drawing))
    right = {("A2", "option=1"), ("A3", "option=2"), ("A4", "option=3")}
    assert found.verdict != "accept" or {(each.cell, each.key.breakdown) for each in found.observations} == right


def test_options_in_pairs_of_columns():
    drawing = """
        Fife 2023/24
        Option 1|545|Option 2|126
        Option 3|1204|Option 4|53
    """
    found = reading(book(drawing))
    right = {("B2", "option=1"), ("D2", "option=2"), ("B3", "option=3"), ("D3", "option=4")}
    taken = {(each.cell, each.key.breakdown) for each in found.observations}
    assert taken <= right, taken - right
    assert found.verdict != "accept" or taken == right
