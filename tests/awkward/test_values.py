"""Values that are no plain numbers: each is read, asked about or sent back, and none becomes another number."""

import pytest
from openpyxl.styles import Font

from tests.awkward.workbooks import NATIONAL, book, expect, figure, people, reading

BASE = """
    Council|Year|Option 1|Option 2|Option 3
    Fife|2023/24|{}|126|1204
"""


def option_1(drawn: str, verdict: str, problems: str, value: str, may: str = "") -> None:
    """Draws a return with one cell as given and two good ones; `value` is expected of it, with flags if any."""
    first, _, flags = value.partition(" ")
    said = f"{first} C2 {flags}".strip() if value else ""
    expect(book(BASE.format(drawn)), verdict, problems, people("Fife", "2023/24", said, "126 D2", "1204 E2"), may=may)


def rate(drawn: str, verdict: str, problems: str, value: str, may: str = "") -> None:
    drawing = f"""
        Council|Year|Implementation rate
        Fife|2023/24|{drawn}
    """
    expect(
        book(drawing),
        verdict,
        problems,
        [figure("Fife", "2023/24", "implementation_rate", "", f"{value} C2")] if value else [],
        may=may,
    )


def test_a_plain_return():
    option_1("545", "accept", "", "545")


def test_nought_is_nought():
    option_1("0", "accept", "", "0")


def test_words_where_a_number_belongs():
    option_1("see email", "reject", "V01 reject C2", "?")


def test_a_number_stored_as_text():
    option_1("'545", "accept", "V02 note C2", "545")


def test_thousands_separators():
    option_1("'1,204", "accept", "V03 note C2", "1204", may="V02")


def test_a_comma_that_could_be_a_point():
    option_1("'1,23", "reject", "V03 reject C2", "?")


def test_a_point_between_thousands():
    # 1.204 as text: a continental 1,204 or 1.2 people; a part of a person is asked about
    option_1("'1.204", "ask", "V07 ask C2", "1.204", may="V02")


def test_a_space_between_thousands():
    option_1("'1\u00a0204", "accept", "V03 note C2", "1204", may="V02 V17")


def test_a_plain_space_could_part_two_numbers():
    option_1("'139 125", "reject", "V03 reject C2", "?")


def test_two_numbers_with_a_space_are_not_one():
    option_1("'12 34", "reject", "V14 reject C2", "?")


def test_excel_made_it_a_date():
    option_1("2024-04-01", "reject", "V04 reject C2", "?")


def test_excel_made_every_figure_a_date():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|2024-04-01|2024-02-03|2024-03-04
    """
    expect(
        book(drawing),
        "reject",
        "V04 reject C2, V04 reject D2, V04 reject E2",
        people("Fife", "2023/24", "? C2", "? D2", "? E2"),
    )


def test_a_date_of_the_first_of_april_in_a_row_of_its_own():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|2024-04-01
        Option 3|1204
    """
    expect(book(drawing), "reject", "V04 reject B3", people("Fife", "2023/24", "545 B2", "? B3", "1204 B4"))


def test_a_number_formatted_as_a_date():
    option_1("545 {dd/mm/yyyy}", "reject", "V04 reject C2", "?")


def test_an_excel_error():
    option_1("#REF!", "reject", "V05 reject C2", "?")


def test_an_error_typed_or_pasted_as_text():
    option_1("'#N/A", "reject", "V05 reject C2", "?")


def test_a_formula_that_ends_in_an_error():
    option_1("=1/0 -> #DIV/0!", "reject", "V05 reject C2", "?", may="S15")


def test_below_zero():
    option_1("-12", "reject", "V06 reject C2", "?")


def test_below_zero_as_accountants_write_it():
    option_1("'(15)", "reject", "V06 reject C2", "?")


def test_part_of_a_person():
    option_1("140.5", "ask", "V07 ask C2", "140.5")


def test_a_whole_number_that_arithmetic_has_frayed():
    option_1("=0.1+0.2 -> 545.0000000000001", "accept", "", "545", may="S15")


def test_a_count_formatted_as_a_percentage_is_not_a_count():
    option_1("0.71 {0%}", "reject", "V01 reject C2", "?")


def test_a_count_that_is_a_percentage_in_text():
    option_1("'71%", "reject", "V01 reject C2", "?", may="V02")


def test_the_scale_of_a_percentage_is_unclear():
    rate("0.71", "ask", "V08 ask C2", "unclear")


def test_a_rate_between_nought_and_one_may_be_small():
    rate("1", "ask", "V08 ask C2", "unclear")


def test_a_percentage_by_its_format():
    rate("0.71 {0%}", "accept", "", "71")


def test_a_percentage_in_text():
    rate("'71.2%", "accept", "", "71.2", may="V02")


def test_a_rate_with_a_percent_sign_in_its_heading():
    drawing = """
        Council|Year|Implementation rate (%)
        Fife|2023/24|71.2
    """
    expect(book(drawing), "accept", "", [figure("Fife", "2023/24", "implementation_rate", "", "71.2 C2")])


def test_a_rate_over_100():
    rate("104", "ask", "V09 ask C2", "104")


def test_a_rate_over_100_by_its_format():
    rate("71 {0%}", "ask", "V09 ask C2", "7100")


def test_a_mean_outside_its_scale():
    drawing = """
        Council|Year|Statement|Round|Mean score|Responses
        Fife|2023/24|I am listened to|Baseline|5.6|40
        Fife|2023/24|I have real choice|Baseline|3.4|41
    """
    expect(
        book(drawing),
        "reject",
        "V10 reject E2",
        [
            figure("Fife", "2023/24", "statement_score", "round=baseline;statement=I am listened to", "? E2"),
            figure("Fife", "2023/24", "statement_score", "round=baseline;statement=I have real choice", "3.4 E3"),
        ],
    )


def test_a_blank_is_not_nought():
    option_1("", "ask", "V11 ask C2", "blank")


def test_a_cell_of_spaces_is_blank():
    option_1("'␣␣", "ask", "V11 ask C2", "blank", may="V17")


def test_a_formula_that_shows_nothing_is_blank():
    drawing = """
        Year|Option 1|Option 2
        2022/23|545|126
        2023/24|=IF(B2>600,B2,"") -> ''|131
    """
    figures = [*people("Fife", "2022/23", "545 B2", "126 C2"), *people("Fife", "2023/24", "blank B3", "131 C3")]
    expect(book(drawing), "ask", "V11 ask B3", figures, may="S15")


def test_small_raised_digit_stuck_to_a_number():
    option_1("374^1", "ask", "V12 ask C2", "374", may="V02")


def test_more_people_than_live_there():
    option_1("412000", "ask", "V13 ask C2", "412000")


def test_number_with_words():
    option_1("approx 40", "reject", "V14 reject C2", "?")


def test_a_range_of_numbers():
    option_1("'40-50", "reject", "V14 reject C2", "?")


def test_a_number_with_a_unit():
    option_1("545 people", "reject", "V14 reject C2", "?")


def test_a_figure_in_thousands():
    option_1("'1.2k", "reject", "V14 reject C2", "?")


def test_a_truth_value():
    option_1("TRUE", "reject", "V15 reject C2", "?")


def test_too_many_digits():
    option_1("1234567890123456", "ask", "V13 ask C2, V16 note C2", "1.23456789e+15")


def test_invisible_characters_round_a_number():
    option_1("'\u00a0545\u200b", "accept", "V17 note C2", "545", may="V02")


def test_wide_digits():
    option_1("'５４５", "accept", "V17 note C2", "545", may="V02")


def test_a_number_in_exponents():
    option_1("'5.45E2", "reject", "V14 reject C2", "?")


def test_a_formula_without_a_saved_result():
    option_1("=A1+1", "reject", "S14 reject C2", "?")


def test_a_struck_out_figure_is_asked_about():
    # taken back by whoever struck it out, or not: never taken silently
    content = book(BASE.format("545"), after=lambda made: setattr(made["Data"]["C2"], "font", Font(strike=True)))
    expect(content, "ask", "V19 ask C2", people("Fife", "2023/24", "545 C2", "126 D2", "1204 E2"))


def test_a_struck_out_marker_is_asked_about():
    content = book(BASE.format("[x]"), after=lambda made: setattr(made["Data"]["C2"], "font", Font(strike=True)))
    figures = people("Fife", "2023/24", "not_available C2", "126 D2", "1204 E2")
    expect(content, "ask", "M01 note C2, V19 ask C2", figures)


@pytest.mark.parametrize("code", ["0,", "#,##0,", "0.0,,", '"see note"', '"n/a"', ";;;"])
def test_a_number_format_that_shows_something_else(code):
    option_1(f"54500 {{{code}}}", "ask", "V18 ask C2", "54500")


@pytest.mark.parametrize(
    "code", ["0", "#,##0", "0.0", "#,##0.00", "General", "@", '0" people"', "[Red]0", "0_)", "#,##0;-#,##0"]
)
def test_a_number_format_that_shows_the_number(code):
    option_1(f"545 {{{code}}}", "accept", "", "545")


def test_a_figure_merged_over_two_authorities_rows():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|545|126|1204
        Angus|2023/24||98|640
    """
    reading_ = reading(book(drawing, merged=["C2:C3"]), owner=NATIONAL)
    assert ("V20", "ask", "C2") in {(each.code, each.severity, each.cell) for each in reading_.problems}
    shown = {(each.key.area, each.value) for each in reading_.observations if each.key.breakdown == "option=1"}
    assert ("S12000041", 545) not in shown


def test_a_figure_merged_over_two_columns():
    content = book(BASE.replace("126", "").format("545"), merged=["C2:D2"])
    found = reading(content)
    assert ("V20", "ask", "C2") in {(each.code, each.severity, each.cell) for each in found.problems}
    assert "option=2" not in {each.key.breakdown for each in found.observations if each.value is not None}


def test_a_label_merged_over_rows_is_no_figure_merged():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2022/23|545|126|1204
        |2023/24|560|131|1250
    """
    found = reading(book(drawing, merged=["A2:A3"]))
    assert "V20" not in {each.code for each in found.problems}


def test_a_measure_of_yes_partly_no_answered_with_a_number():
    drawing = """
        Council|Fife
        Year|2023/24
        Attribute|Answer
        Mandatory for staff|Yes
        Mandatory for managers|partly
        Ongoing|3
    """
    at = ("Fife", "2023/24", "training_attribute")
    expect(
        book(drawing),
        "reject",
        "V01 reject B6",
        [
            figure(*at, "attribute=mandatory_staff", "1 B4"),
            figure(*at, "attribute=mandatory_managers", "0.5 B5"),
            figure(*at, "attribute=ongoing", "? B6"),
        ],
    )


def test_a_continental_point_between_thousands():
    # 12.000 as text is twelve thousand or twelve: never one of them without a question
    option_1("'12.000", "reject", "V03 reject C2", "?", may="V02")


def test_a_raised_digit_of_unicode_stuck_to_a_number():
    option_1("'374¹", "ask", "V12 ask C2", "374", may="V02 V17")
