"""Which year a figure is of: as people write years, single ones, parts of years, years that cannot be."""

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.awkward.workbooks import book, expect, figure, people


def year(typed: str, verdict: str, problems: str, period: str, may: str = "") -> None:
    """One row for a year as typed; no figures where `period` is empty."""
    drawing = f"""
        Council|Year|Option 1|Option 2
        Fife|{typed}|545|126
    """
    expected = people("Fife", period, "545 C2", "126 D2") if period else []
    expect(book(drawing), verdict, problems, expected, may=may)


def across(first: str, second: str, verdict: str, problems: str, *periods: str, may: str = "") -> None:
    drawing = f"""
        Measure|{first}|{second}
        Option 1|545|560
        Option 2|126|131
    """
    columns = (("545 B2", "126 B3"), ("560 C2", "131 C3"))
    figures = [
        f for period, said in zip(periods, columns, strict=False) if period for f in people("Fife", period, *said)
    ]
    expect(book(drawing), verdict, problems, figures, may=may)


def test_forms_of_a_financial_year():
    drawing = """
        Council|Year|Option 1
        Fife|2015-16|545
        Fife|2016–17|546
        Fife|2017/2018|547
        Fife|FY2018/19|548
        Fife|'201920|549
        Fife|2020_21|551
        Fife|FY 21/22|552
        Fife|April 2022 to March 2023|553
        Fife|year ending March 2024|554
    """
    starts = [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023]
    values = [545, 546, 547, 548, 549, 551, 552, 553, 554]
    figures = [
        figure("Fife", f"{start}/{start % 100 + 1}", "sds_people", "option=1", f"{value} C{row}")
        for row, (start, value) in enumerate(zip(starts, values, strict=True), 2)
    ]
    expect(book(drawing), "accept", "", figures, may="P07 V02")


def test_a_year_as_a_number_of_six_digits():
    year("202324", "accept", "", "2023/24")


def test_year_not_understood():
    year("last yr", "reject", "P01 reject B2", "")


def test_impossible_year():
    year("2021/23", "reject", "P02 reject B2", "")


def test_impossible_year_across():
    across("2021/23", "2023/24", "reject", "P02 reject B1", "", "2023/24")


def test_single_year():
    year("2023", "ask", "P03 ask B2", "")


def test_single_years_across():
    across("2023", "2024", "ask", "P03 ask B1, P03 ask C1")


def test_future_year():
    year("2031/32", "reject", "P04 reject B2", "2031/32")


def test_year_not_over():
    year("2026/27", "ask", "P04 ask B2", "2026/27")


def test_cover_and_rows_disagree():
    sheets = {
        "Cover": """
            Council|Fife
            Year|2023/24
        """,
        "Data": """
            Measure|2022/23
            Option 1|545
            Option 2|126
        """,
    }
    expect(book(sheets), "ask", "P05 ask *", people("Fife", "2022/23", "545 B2", "126 B3"))


def test_title_and_heading_disagree():
    drawing = """
        Self-directed support in Fife, 2023/24
        Measure|2022/23
        Option 1|545
        Option 2|126
    """
    expect(book(drawing), "ask", "P05 ask *", people("Fife", "2022/23", "545 B3", "126 B4"))


def test_sheets_name_and_heading_disagree():
    drawing = """
        Measure|2022/23
        Option 1|545
        Option 2|126
    """
    expect(
        book({"2023-24": drawing}), "ask", "P05 ask *", people("Fife", "2022/23", "545 B2", "126 B3", sheet="2023-24")
    )


def test_title_of_the_last_year_of_a_run_is_no_disagreement():
    drawing = """
        Self-directed support in Fife, 2023/24
        Measure|2022/23|2023/24
        Option 1|545|560
        Option 2|126|131
    """
    figures = [*people("Fife", "2022/23", "545 B3", "126 B4"), *people("Fife", "2023/24", "560 C3", "131 C4")]
    expect(book(drawing), "accept", "", figures)


def test_row_and_column_of_different_years():
    drawing = """
        Council|Year|Option 1 2022/23|Option 2 2023/24
        Fife|2023/24|545|126
    """
    expect(book(drawing), "ask", "P05 ask *", people("Fife", "2023/24", "", "126 D2"))


def test_quarters():
    across("Q1 2023/24", "Q2 2023/24", "ask", "P06 ask B1, P06 ask C1")


def test_quarters_below_a_year():
    drawing = """
        Measure|2023/24||2022/23
        |Q1|Q2|Whole year
        Option 1|545|560|571
        Option 2|126|131|129
    """
    expect(
        book(drawing, ["B1:C1"]),
        "ask",
        "P06 ask B2\nP06 ask C2\n",
        people("Fife", "2022/23", "571 D3", "129 D4"),
        may="S08",
    )


def test_months():
    across("Apr-Jun 23", "April 2023", "ask", "P06 ask B1, P06 ask C1")


def test_date_as_a_year_end():
    year("2024-03-31", "accept", "P07 note B2", "2023/24")


def test_dates_as_year_ends_across():
    across("2023-03-31", "2024-03-31", "accept", "P07 note B1, P07 note C1", "2022/23", "2023/24")


def test_date_that_is_no_year_end():
    year("2024-01-15", "reject", "P01 reject B2", "")


def test_as_at_a_date_in_words():
    year("31 March 2024", "accept", "P07 note B2", "2023/24")


def test_same_year_twice_with_different_figures():
    across("2022/23", "2022/23", "reject", "P08 reject C1", "2022/23")


def test_same_year_twice_with_the_same_figures():
    drawing = """
        Measure|2022/23|2022-23
        Option 1|545|545
        Option 2|126|126
    """
    expect(book(drawing), "ask", "I09 ask C2, I09 ask C3", people("Fife", "2022/23", "545 B2", "126 B3"))


def test_missing_year_in_a_run():
    drawing = """
        Measure|2019/20|2020/21|2022/23
        Option 1|545|560|571
        Option 2|126|131|129
    """
    figures = [
        *people("Fife", "2019/20", "545 B2", "126 B3"),
        *people("Fife", "2020/21", "560 C2", "131 C3"),
        *people("Fife", "2022/23", "571 D2", "129 D3"),
    ]
    expect(book(drawing), "accept", "P09 note *", figures)


def test_no_year_anywhere():
    drawing = """
        Measure|Number
        Option 1|545
        Option 2|126
    """
    expect(book(drawing), "reject", "P10 reject Data!")


def test_dates_from_1904():
    drawing = """
        Council|Year|Option 1|Option 2
        Fife|43920 {dd/mm/yyyy}|545|126
    """

    def since_1904(made):
        made.epoch = CALENDAR_MAC_1904

    # 43920 days after 1 January 1904 is 31 March 2024; counted from 1900 it would be 2020
    figures = people("Fife", "2023/24", "545 C2", "126 D2")
    expect(book(drawing, after=since_1904), "accept", "P11 note -, P07 note B2", figures)


def test_before_sds_began():
    year("2011/12", "ask", "P12 ask B2", "2011/12")


def test_before_sds_began_direct_payments():
    year("2013/14", "ask", "P12 ask B2", "2013/14")


def test_year_in_the_files_name_alone():
    drawing = """
        Measure|Number
        Option 1|545
        Option 2|126
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "545 B2", "126 B3"), name="SDS 2023-24.xlsx")


def test_year_ending_in_a_heading():
    across("Year ending 31 March 2023", "Year ending 31 March 2024", "accept", "", "2022/23", "2023/24", may="P07")


def test_century_turned():
    year("2099/00", "reject", "P04 reject B2", "2099/00")


def test_years_back_to_front():
    year("2024/23", "reject", "P02 reject B2", "")


def test_a_year_that_is_a_formula():
    year('="2023"&"/24" -> 2023/24', "accept", "", "2023/24")
