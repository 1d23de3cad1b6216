"""Sheets whose shape is odd: nothing there, twice there, hidden, stray, merged, in several tables, by formulas."""

from dataclasses import replace

from tests.awkward.workbooks import book, csv, expect, figure, people, reading, with_parts

GOOD = """
    Council|Year|Option 1|Option 2|Option 3
    Fife|2023/24|545|126|1204
"""
FIGURES = people("Fife", "2023/24", "545 C2", "126 D2", "1204 E2")


def test_no_table_of_sds_figures():
    drawing = """
        Depot|Month|Vehicles
        Kirkcaldy|May|41
        Cupar|May|37
    """
    expect(book(drawing), "reject", "S01 reject -")


def test_template_left_blank():
    drawing = """
        Council|Fife
        Year|2023/24

        Measure|Number
        Option 1|
        Option 2|
        Option 3|
    """
    expect(book(drawing), "reject", "S02 reject Data!")


def test_two_columns_with_the_same_heading():
    drawing = """
        Council|Year|Option 1|Option 1|Option 3
        Fife|2023/24|545|126|1204
    """
    expect(book(drawing), "reject", "S04 reject D1", people("Fife", "2023/24", "? C2", "", "1204 E2"))


def test_two_tables_on_a_sheet():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|545|126|1204

        Council|Year|Staff eligible|Staff trained
        Fife|2023/24|139|125
    """
    expect(
        book(drawing),
        "accept",
        "S05 note Data!",
        [
            *FIGURES,
            figure("Fife", "2023/24", "staff_eligible", "", "139 C5"),
            figure("Fife", "2023/24", "staff_trained", "", "125 D5"),
        ],
    )


ROWS = """
    Measure|2022/23|2023/24
    Option 1|545|560
    Option 2|126|131
    Option 3|1204|1190
"""
OF_ROWS = [
    *people("Fife", "2022/23", "545 B2", "126 B3", "1204 B4"),
    *people("Fife", "2023/24", "560 C2", "131 C3", "1190 C4"),
]


def test_hidden_row():
    def hide(made):
        made["Data"].row_dimensions[3].hidden = True

    expect(book(ROWS, after=hide), "ask", "S06 ask B3, S06 ask C3", OF_ROWS)


def test_hidden_column():
    def hide(made):
        made["Data"].column_dimensions["B"].hidden = True

    expect(book(ROWS, after=hide), "ask", "S06 ask B2, S06 ask B3, S06 ask B4", OF_ROWS)


def test_hidden_sheet_of_figures():
    def hide(made):
        made["Old"].sheet_state = "veryHidden"

    old = """
        Measure|2021/22
        Option 1|519
        Option 2|127
        Option 3|1177
    """
    expect(
        book({"Data": ROWS, "Old": old}, after=hide),
        "ask",
        "S06 ask Old!",
        [*OF_ROWS, *people("Fife", "2021/22", "519 B2", "127 B3", "1177 B4", sheet="Old")],
    )


def test_stray_entry_far_away():
    def stray(made):
        made["Data"]["ZZ5000"] = "x"

    expect(book(GOOD, after=stray), "ask", "S07 ask ZZ5000", FIGURES, may="S11")


def test_stray_entry_in_the_last_cell():
    def stray(made):
        made["Data"]["XFD1048576"] = " "

    expect(book(GOOD, after=stray), "ask", "S07 ask XFD1048576", FIGURES, may="S11")


def test_council_merged_down():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2021/22|545|126|1204
        |2022/23|560|131|1190
        |2023/24|571|129|1188
    """
    expect(
        book(drawing, ["A2:A4"]),
        "accept",
        "S08 note A2",
        [
            *people("Fife", "2021/22", "545 C2", "126 D2", "1204 E2"),
            *people("Fife", "2022/23", "560 C3", "131 D3", "1190 E3"),
            *people("Fife", "2023/24", "571 C4", "129 D4", "1188 E4"),
        ],
    )


def test_a_figure_merged_over_two_councils():
    drawing = """
        Council|Year|Option 1|Option 2
        Fife|2023/24|545|126
        Falkirk|2023/24||131
    """
    # One number over two councils is neither's: it may not be taken for the first alone without a word.
    content = book(drawing, ["C2:C3"])

    found = reading(content, owner="national")
    assert found.verdict != "accept"
    assert any(each.cell == "C2" and each.severity != "note" for each in found.problems)


def test_an_unknown_column_of_figures():
    drawing = """
        Council|Year|Option 1|Cost per package (£)|Option 2|Option 3
        Fife|2023/24|545|14200|126|1204
    """
    expect(book(drawing), "ask", "S09 ask D1", people("Fife", "2023/24", "545 C2", "126 E2", "1204 F2"))


def test_two_options_in_one_column():
    drawing = """
        Council|Year|Options 1 and 2|Option 3
        Fife|2023/24|671|1204
    """
    expect(book(drawing), "ask", "S09 ask C1", people("Fife", "2023/24", "", "", "1204 D2"))


def test_an_option_that_does_not_exist():
    drawing = """
        Council|Year|Option 1|Option 5
        Fife|2023/24|545|17
    """
    expect(book(drawing), "ask", "S09 ask D1", people("Fife", "2023/24", "545 C2"))


def test_not_in_a_heading_turns_it_round():
    drawing = """
        Council|Year|Option 1|People not offered option 2
        Fife|2023/24|545|17
    """
    expect(book(drawing), "ask", "S09 ask D1", people("Fife", "2023/24", "545 C2"))


def test_numbers_beside_the_table_without_a_heading():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|545|560
        Option 2|126|131
        Option 3|1204|1190|77
    """
    expect(book(drawing), "ask", "S10 ask D4", OF_ROWS)


def test_numbers_below_the_table():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|545|560
        Option 2|126|131
        Option 3|1204|1190


        ||77
    """
    expect(book(drawing), "ask", "S10 ask C7", OF_ROWS, may="S11")


def test_a_note_elsewhere_on_a_sheet_does_not_silence_a_number_left_over():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife Council|2023/24|545|126|1204


        ||||77
    """
    expect(book(drawing), "ask", "I02 note A2\nS10 ask E5", FIGURES, may="S11")


def test_a_number_left_over_is_told_though_typed_as_text():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|545|126|1204


        ||||77
    """
    figures = [replace(each, sheet="return") for each in FIGURES]
    expect(csv(drawing), "ask", "S10 ask return!E5", figures, name="return.csv", may="F15 F16 F18 S11")


def test_a_footnote_ends_the_table():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|545|560
        Option 2|126|131
        Option 3|1204|1190
        Source: social work information system, 12 June
    """
    expect(book(drawing), "accept", "S11 note *", OF_ROWS)


def test_a_footnote_with_a_number_and_a_year():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|545|560
        Option 2|126|131
        Option 3|1204|1190

        1. In 2021/22 there were 519 people with option 1.
    """
    expect(book(drawing), "accept", "", OF_ROWS, may="S11")


def test_total_of_options_that_is_their_sum_is_no_figure():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|126
        Option 3|1204
        Total|1875
    """
    expect(book(drawing), "accept", "S12 note A5", people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4"))


def test_total_of_options_less_than_their_sum_is_any():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|126
        Option 3|1204
        Option 4|53
        Total|1822
    """
    figures = people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4", "53 B5", any_="1822 B6")
    expect(book(drawing), "accept", "A01 note B6", figures)


def test_total_of_options_more_than_their_sum_is_not_taken_silently():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|126
        Option 3|1204
        Option 4|53
        Total|2822
    """
    figures = people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4", "53 B5", any_="2822 B6")
    expect(book(drawing), "ask", "A02 ask B6", figures)


def test_a_sheet_not_used():
    sheets = {"Data": GOOD, "removed_comments": "Checked by the team\nAsked about in June"}
    expect(book(sheets), "accept", "S13 note removed_comments!", FIGURES)


def test_a_total_by_formula_without_result():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|126
        Option 3|1204
        Total|=SUM(B2:B4)
    """
    expect(book(drawing), "ask", "S14 ask B5, S12 note A5", people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4"))


def test_all_figures_by_formulas():
    drawing = """
        Measure|2023/24
        Option 1|=Z1+1 -> 545
        Option 2|=Z2+1 -> 126
        Option 3|=Z3+1 -> 1204
    """
    figures = people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4")
    expect(book(drawing), "accept", "S15 note Data!", figures)


def test_results_of_nought_that_nobody_worked_out():
    drawing = """
        Measure|2023/24
        Option 1|=Z1+1 -> 0
        Option 2|=Z2+1 -> 0
        Option 3|1204
    """
    figures = people("Fife", "2023/24", "? B2", "? B3", "1204 B4")
    expect(book(drawing), "reject", "S14 reject B2, S14 reject B3", figures, may="S15")


def test_declared_size_wrong():
    def smaller(_name: str, part: bytes) -> bytes:
        return part.replace(b'<dimension ref="A1:C4"', b'<dimension ref="A1:B2"')

    expect(with_parts(book(ROWS), smaller), "accept", "S16 note Data!", OF_ROWS)


def test_two_sheets_disagree():
    sheets = {
        "Draft": """
            Measure|2023/24
            Option 1|219
            Option 2|126
        """,
        "Final": """
            Measure|2023/24
            Option 1|208
            Option 2|126
        """,
    }
    expect(
        book(sheets),
        "reject",
        "S17 reject Final!B2\nI09 ask Final!B3\nS09 ask Draft!",
        people("Fife", "2023/24", "? B2", "126 B3", sheet="Draft"),
    )


def test_the_year_missing_from_the_whole_file():
    drawing = """
        Council|Option 1|Option 2|Option 3
        Fife|545|126|1204
    """
    expect(book(drawing), "reject", "P10 reject Data!")


def test_a_figure_that_looks_like_a_year_in_a_first_column_of_figures():
    drawing = """
        Value|Year|Measure|Council
        560|2023/24|Option 1|Fife
        2000|2023/24|Option 2|Fife
        1204|2023/24|Option 3|Fife
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "560 A2", "2000 A3", "1204 A4"))


def test_a_year_s_row_that_holds_a_sign_alone():
    drawing = """
        Year ending|Option 1|Option 2|Option 3
        2023-03-31|545|126|1204
        2024-03-31|||#
    """
    figures = people("Fife", "2022/23", "545 B2", "126 C2", "1204 D2")
    figures += people("Fife", "2023/24", "blank B3", "blank C3", "unclear D3")
    asked = "V11 ask B3\nV11 ask C3\nM04 ask D3"
    expect(book(drawing), "ask", asked, figures, may="P07")


def test_a_sheet_that_says_its_size_oddly():
    def odd(name, part):
        return part.replace(b'<dimension ref="A1:E2"', b'<dimension ref="A1:??"') if "worksheets" in name else part

    expect(with_parts(book(GOOD), odd), "accept", "", FIGURES)


def test_a_sheet_whose_name_says_it_is_not_this_return():
    expect(book({"Previous": ROWS}), "ask", "S09 ask Previous!", [replace(e, sheet="Previous") for e in OF_ROWS])


def test_tables_that_have_neither_headings_nor_figures():
    drawing = """
        |Year:|Mean score|345
        Able to choose|This is a long sentence about the 12 figures below, which are provisional.
        x|blah|'12
        0.5|Option 2|2023|Year
        Option 2|Council:
        |'7|Staff eligible|Council|Source: 12 June|0.5
        x|%|2023/24
    """
    assert reading(book(drawing)).verdict == "reject"
