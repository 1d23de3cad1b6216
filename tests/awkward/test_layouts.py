"""Layouts that no code of the catalogue mentions: each says all that is needed, and is read whole or asked about."""

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from model import areas
from tests.awkward.workbooks import NATIONAL, book, csv, expect, figure, ods, people, reading


def test_years_down():
    drawing = """
        Year|Option 1|Option 2|Option 3
        2022/23|545|126|1204
        2023/24|560|131|1190
    """
    figures = [
        *people("Fife", "2022/23", "545 B2", "126 C2", "1204 D2"),
        *people("Fife", "2023/24", "560 B3", "131 C3", "1190 D3"),
    ]
    expect(book(drawing), "accept", "", figures)


def test_years_across_under_titles_with_a_note_below():
    drawing = """
        Fife Council
        Self-directed support: people by option

        |2022/23|2023/24
        Option 1 (direct payment)|545|560
        Option 2 (individual service fund)|126|131
        Option 3 (arranged by the council)|1204|1190

        Note: people may use more than one option, so options do not add up.
    """
    figures = [
        *people("Fife", "2022/23", "545 B5", "126 B6", "1204 B7"),
        *people("Fife", "2023/24", "560 C5", "131 C6", "1190 C7"),
    ]
    expect(book(drawing), "accept", "", figures, may="S11")


def test_options_across_under_merged_years():
    drawing = """
        Council|2022/23|||2023/24||
        |Option 1|Option 2|Option 3|Option 1|Option 2|Option 3
        Angus|545|126|1204|560|131|1190
        Falkirk|541|127|1211|566|133|1192
    """
    figures = [
        *people("Angus", "2022/23", "545 B3", "126 C3", "1204 D3"),
        *people("Angus", "2023/24", "560 E3", "131 F3", "1190 G3"),
        *people("Falkirk", "2022/23", "541 B4", "127 C4", "1211 D4"),
        *people("Falkirk", "2023/24", "566 E4", "133 F4", "1192 G4"),
    ]
    expect(book(drawing, ["B1:D1", "E1:G1"]), "accept", "", figures, owner=NATIONAL, may="S08")


def test_options_across_under_years_not_merged():
    drawing = """
        Council|2022/23|||2023/24||
        |Option 1|Option 2|Option 3|Option 1|Option 2|Option 3
        Fife|545|126|1204|560|131|1190
    """
    figures = [
        *people("Fife", "2022/23", "545 B3", "126 C3", "1204 D3"),
        *people("Fife", "2023/24", "560 E3", "131 F3", "1190 G3"),
    ]
    expect(book(drawing), "accept", "", figures)


def test_years_across_under_merged_options():
    drawing = """
        Council|Option 1||Option 2|
        |2022/23|2023/24|2022/23|2023/24
        Fife|545|560|126|131
    """
    figures = [*people("Fife", "2022/23", "545 B3", "126 D3"), *people("Fife", "2023/24", "560 C3", "131 E3")]
    expect(book(drawing, ["B1:C1", "D1:E1"]), "accept", "", figures, may="S08")


def test_one_sheet_a_year():
    sheets = {
        "2022-23": "Measure|Number\nOption 1|545\nOption 2|126",
        "2023-24": "Measure|Number\nOption 1|560\nOption 2|131",
    }
    figures = [
        *people("Fife", "2022/23", "545 B2", "126 B3", sheet="2022-23"),
        *people("Fife", "2023/24", "560 B2", "131 B3", sheet="2023-24"),
    ]
    expect(book(sheets), "accept", "", figures)


def test_one_sheet_an_authority():
    sheets = {
        "Angus": "Measure|2023/24\nOption 1|545\nOption 2|126",
        "East Renfrewshire": "Measure|2023/24\nOption 1|560\nOption 2|131",
    }
    figures = [
        *people("Angus", "2023/24", "545 B2", "126 B3", sheet="Angus"),
        *people("East Renfrewshire", "2023/24", "560 B2", "131 B3", sheet="East Renfrewshire"),
    ]
    expect(book(sheets), "accept", "", figures, owner=NATIONAL)


def test_national_table_of_32():
    rows = [f"{each.name}|{545 + 3 * i}|{126 + i}|{1204 + 7 * i}" for i, each in enumerate(areas.authorities())]
    drawing = "\n".join(["SDS in Scotland 2023/24", "Local authority|Option 1|Option 2|Option 3", *rows])
    figures = [
        one
        for i, each in enumerate(areas.authorities())
        for one in people(
            each.name, "2023/24", f"{545 + 3 * i} B{i + 3}", f"{126 + i} C{i + 3}", f"{1204 + 7 * i} D{i + 3}"
        )
    ]
    expect(book(drawing), "accept", "", figures, owner=NATIONAL)


def test_tidy_long_table():
    drawing = """
        Local authority|Financial year|Measure|Value
        Angus|2022/23|Option 1|545
        Angus|2022/23|Option 2|126
        Angus|2023/24|Option 1|560
        Falkirk|2023/24|Staff trained|88
    """
    figures = [
        *people("Angus", "2022/23", "545 D2", "126 D3"),
        *people("Angus", "2023/24", "560 D4"),
        figure("Falkirk", "2023/24", "staff_trained", "", "88 D5"),
    ]
    expect(book(drawing), "accept", "", figures, owner=NATIONAL)


def test_tidy_long_table_with_bare_option_numbers():
    drawing = """
        Council|Year|Option|Number
        Angus|2023/24|1|545
        Angus|2023/24|2|126
        Angus|2023/24|3|1204
    """
    expect(book(drawing), "accept", "", people("Angus", "2023/24", "545 D2", "126 D3", "1204 D4"), owner=NATIONAL)


def test_transposed():
    drawing = """
        Council|Angus|Falkirk|Stirling
        Year|2023/24|2023/24|2023/24
        Option 1|545|560|519
        Option 2|126|131|127
    """
    figures = [
        *people("Angus", "2023/24", "545 B3", "126 B4"),
        *people("Falkirk", "2023/24", "560 C3", "131 C4"),
        *people("Stirling", "2023/24", "519 D3", "127 D4"),
    ]
    expect(book(drawing), "accept", "", figures, owner=NATIONAL)


def test_two_tables_side_by_side():
    drawing = """
        Measure|2023/24||Measure|2023/24
        Option 1|545||Staff eligible|139
        Option 2|126||Staff trained|125
        Option 3|1204||Teams asked|14
    """
    figures = [
        *people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4"),
        figure("Fife", "2023/24", "staff_eligible", "", "139 E2"),
        figure("Fife", "2023/24", "staff_trained", "", "125 E3"),
        figure("Fife", "2023/24", "teams_asked", "", "14 E4"),
    ]
    expect(book(drawing), "accept", "", figures, may="S05")


def test_two_years_side_by_side_with_their_own_titles():
    drawing = """
        2022/23|||2023/24|
        Measure|Number||Measure|Number
        Option 1|545||Option 1|560
        Option 2|126||Option 2|131
    """
    figures = [*people("Fife", "2022/23", "545 B3", "126 B4"), *people("Fife", "2023/24", "560 E3", "131 E4")]
    expect(book(drawing), "accept", "", figures, may="S05")


def test_sections_by_authority():
    drawing = """
        Measure|2022/23|2023/24
        Angus
        Option 1|545|560
        Option 2|126|131
        Falkirk
        Option 1|541|566
        Option 2|127|133
    """
    figures = [
        *people("Angus", "2022/23", "545 B3", "126 B4"),
        *people("Angus", "2023/24", "560 C3", "131 C4"),
        *people("Falkirk", "2022/23", "541 B6", "127 B7"),
        *people("Falkirk", "2023/24", "566 C6", "133 C7"),
    ]
    expect(book(drawing), "accept", "", figures, owner=NATIONAL)


def test_sections_by_option():
    drawing = """
        Year|People
        Option 1
        2022/23|545
        2023/24|560
        Option 2
        2022/23|126
        2023/24|131
    """
    figures = [*people("Fife", "2022/23", "545 B3", "126 B6"), *people("Fife", "2023/24", "560 B4", "131 B7")]
    expect(book(drawing), "accept", "", figures)


def test_units_row_under_the_headings():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        ||(number)|(number)|(number)
        Fife|2023/24|545|126|1204
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "545 C3", "126 D3", "1204 E3"))


def test_spacer_rows_and_columns():
    drawing = """
        Measure||2022/23||2023/24

        Option 1||545||560

        Option 2||126||131
    """
    figures = [*people("Fife", "2022/23", "545 C3", "126 C5"), *people("Fife", "2023/24", "560 E3", "131 E5")]
    expect(book(drawing), "accept", "", figures)


def test_status_columns():
    drawing = """
        Measure|2022/23|2022/23 status|2023/24|2023/24 status
        Option 1|545|revised|560|provisional
        Option 2|126||131|provisional
    """
    figures = [
        figure("Fife", "2022/23", "sds_people", "option=1", "545 B2 [revised]"),
        figure("Fife", "2022/23", "sds_people", "option=2", "126 B3"),
        figure("Fife", "2023/24", "sds_people", "option=1", "560 D2 [provisional]"),
        figure("Fife", "2023/24", "sds_people", "option=2", "131 D3 [provisional]"),
    ]
    expect(book(drawing), "accept", "", figures)


def test_status_that_takes_the_number_away():
    drawing = """
        Council|Year|Measure|Value|Status
        Fife|2023/24|Option 1|545|
        Fife|2023/24|Option 2||not available
        Fife|2023/24|Option 3|1204|estimated
    """
    figures = [
        *people("Fife", "2023/24", "545 D2", "not_available D3"),
        figure("Fife", "2023/24", "sds_people", "option=3", "1204 D4 [estimated]"),
    ]
    expect(book(drawing), "accept", "", figures)


def test_small_raised_digits_in_labels():
    drawing = """
        Measure|2023/24
        545^1|0
    """

    def label(made):
        raised = TextBlock(InlineFont(vertAlign="superscript"), "1")
        made["Data"]["A2"].value = CellRichText("Option 1", raised)
        made["Data"]["B1"].value = CellRichText("2023/24", raised)
        made["Data"]["B2"].value = 545

    expect(book(drawing, after=label), "accept", "", people("Fife", "2023/24", "545 B2"))


def test_footnote_signs_in_labels():
    drawing = """
        Measure|2022/23*|2023/24†
        Option 1 †|545|560
        Option 2 (see note)|126|131
    """
    figures = [*people("Fife", "2022/23", "545 B2", "126 B3"), *people("Fife", "2023/24", "560 C2", "131 C3")]
    expect(book(drawing), "accept", "", figures)


def test_codes_instead_of_names():
    drawing = """
        Area code|Year|Option 1|Option 2
        S12000041|2023/24|545|126
        S12000014|2023/24|541|127
    """
    figures = [*people("Angus", "2023/24", "545 C2", "126 D2"), *people("Falkirk", "2023/24", "541 C3", "127 D3")]
    expect(book(drawing), "accept", "", figures, owner=NATIONAL)


def test_codes_and_names_without_headings():
    drawing = """
        ||2023/24|
        ||Option 1|Option 2
        S12000041|Angus|545|126
        S12000014|Falkirk|541|127
    """
    figures = [*people("Angus", "2023/24", "545 C3", "126 D3"), *people("Falkirk", "2023/24", "541 C4", "127 D4")]
    expect(book(drawing, ["C1:D1"]), "accept", "", figures, owner=NATIONAL, may="S08")


def test_total_in_the_middle():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|126
        Any SDS|1822
        Option 3|1204
        Option 4|53
    """
    figures = people("Fife", "2023/24", "545 B2", "126 B3", "1204 B5", "53 B6", any_="1822 B4")
    expect(book(drawing), "accept", "A01 note B4", figures)


def test_total_column_in_the_middle():
    drawing = """
        Year|Option 1|Option 2|Total|Option 3|Option 4
        2022/23|545|126|1822|1204|53
        2023/24|560|131|1934|1190|53
    """
    figures = [
        *people("Fife", "2022/23", "545 B2", "126 C2", "1204 E2", "53 F2", any_="1822 D2"),
        *people("Fife", "2023/24", "560 B3", "131 C3", "1190 E3", "53 F3"),
    ]
    # 1934 is the sum, 1822 is not: a sum is never stored, and is said to be one
    expect(book(drawing), "accept", "A01 note D2, S12 note D1", figures)


def test_training_in_officers_words():
    drawing = """
        Fife Council training return 2023/24
        Question|Answer
        Number of staff eligible for SDS training|158
        Of these, trained|101
        % trained|64%
        Teams asked for training figures|14
        Teams that replied|12
        Training covered good conversations about outcomes|97
        Training covered setting budgets|61
        Training covered rights and risk|88
        Refreshed in the last 2 years|54
        Mandatory for staff|Yes
        Mandatory for managers|Partly
        Ongoing and responsive to need|No
    """
    at = ("Fife", "2023/24")
    figures = [
        figure(*at, "staff_eligible", "", "158 B3"),
        figure(*at, "staff_trained", "", "101 B4"),
        figure(*at, "teams_asked", "", "14 B6"),
        figure(*at, "teams_replied", "", "12 B7"),
        figure(*at, "training_covers", "aspect=conversations", "97 B8"),
        figure(*at, "training_covers", "aspect=budgets", "61 B9"),
        figure(*at, "training_covers", "aspect=risk", "88 B10"),
        figure(*at, "training_refreshed", "", "54 B11"),
        figure(*at, "training_attribute", "attribute=mandatory_staff", "1 B12"),
        figure(*at, "training_attribute", "attribute=mandatory_managers", "0.5 B13"),
        figure(*at, "training_attribute", "attribute=ongoing", "0 B14"),
    ]
    expect(book(drawing), "accept", "", figures, may="V02")


def test_outcomes_in_officers_words():
    drawing = """
        Outcomes|2022/23|2023/24
        People whose personal outcomes were reviewed|158|171
        Of them, met|101|117
        % met|64|68
    """
    figures = [
        figure("Fife", "2022/23", "outcomes_reviewed", "", "158 B2"),
        figure("Fife", "2023/24", "outcomes_reviewed", "", "171 C2"),
        figure("Fife", "2022/23", "outcomes_met", "", "101 B3"),
        figure("Fife", "2023/24", "outcomes_met", "", "117 C3"),
    ]
    expect(book(drawing), "accept", "", figures)


def test_percentages_beside_counts():
    drawing = """
        Measure|2023/24|
        |Number|%
        Option 1|545|29.9
        Option 2|126|6.9
        Option 3|1204|66.1
        Any option|1822|100
    """
    figures = people("Fife", "2023/24", "545 B3", "126 B4", "1204 B5", any_="1822 B6")
    expect(book(drawing, ["B1:C1"]), "accept", "", figures, may="S08 A01")


def test_numbers_and_percentages_under_each_year():
    drawing = """
        Measure|2022/23||2023/24|
        |No.|%|No.|%
        Option 1|545|29.9|560|29.0
        Option 2|126|6.9|131|6.8
        Any option|1822|100|1934|100
    """
    figures = [
        *people("Fife", "2022/23", "545 B3", "126 B4", any_="1822 B5"),
        *people("Fife", "2023/24", "560 D3", "131 D4", any_="1934 D5"),
    ]
    expect(book(drawing, ["B1:C1", "D1:E1"]), "accept", "", figures, may="S08 A01")


def test_decimals_from_formulas():
    drawing = """
        Measure|2023/24
        People for whom a choice should exist|639
        People who made a choice|455
        Implementation rate|=B3/B2*100 -> 71.2050078247261
    """
    parts = "71.20500782 B4 n=455 d=639"
    expect(book(drawing), "accept", "", [figure("Fife", "2023/24", "implementation_rate", "", parts)], may="S15")


def test_percent_formatted_rates_down_the_years():
    drawing = """
        Year|People for whom a choice should exist|People who made a choice|Implementation rate
        2022/23|600|420|0.7 {0%}
        2023/24|639|455|0.712 {0.0%}
    """
    at = "implementation_rate"
    figures = [
        figure("Fife", "2022/23", at, "", "70 D2 n=420 d=600"),
        figure("Fife", "2023/24", at, "", "71.20500782 D3 n=455 d=639"),
    ]
    expect(book(drawing), "accept", "", figures)


def test_hidden_sheet_of_lookups():
    def hide(made):
        made["Lookups"].sheet_state = "hidden"

    sheets = {
        "Data": "Measure|2023/24\nOption 1|545\nOption 2|126",
        "Lookups": "Angus\nFalkirk\nFife\nYes\nNo\n2022/23\n2023/24",
    }
    expect(book(sheets, after=hide), "accept", "", people("Fife", "2023/24", "545 B2", "126 B3"), may="S13")


def test_cover_sheet_with_pairs():
    sheets = {
        "Cover": "Self-directed support return\n\nCouncil:|Angus\nFinancial year:|2023/24\nDate sent:|2024-06-12",
        "Data": "Measure|Number\nOption 1|545\nOption 2|126",
    }
    expect(book(sheets), "accept", "", people("Angus", "2023/24", "545 B2", "126 B3"), owner=NATIONAL)


def test_csv_with_semicolons_and_title_lines():
    drawing = """
        Fife Council
        Self-directed support 2023/24

        Measure;Number
        Option 1;545
        Option 2;1.204
    """
    content = "\r\n".join(line.strip() for line in drawing.strip().split("\n")).encode()
    # 1.204 where semicolons separate is 1,204 as the continent writes it, or 1.204 people: asked about
    figures = people("Fife", "2023/24", "545 return!B5", "1.204 return!B6")
    expect(content, "ask", "F16 note -, V07 ask return!B6", figures, name="return.csv")


def test_csv_with_years_across_and_thousands_in_quotes():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|545|560
        Option 3|1,204|1,190
    """
    figures = [
        *people("Fife", "2022/23", "545 return!B2", "", "1204 return!B3"),
        *people("Fife", "2023/24", "560 return!C2", "", "1190 return!C3"),
    ]
    expect(csv(drawing), "accept", "V03 note return!B3, V03 note return!C3", figures, name="return.csv")


def test_opendocument_with_a_cover():
    sheets = {"Cover": "Council|Fife\nYear|2023/24", "Figures": "Measure|Number\nOption 1|545\nOption 2|126"}
    figures = people("Fife", "2023/24", "545 B2", "126 B3", sheet="Figures")
    expect(ods(sheets), "accept", "F18 note -", figures, name="return.ods")


def test_ages_down_and_options_across():
    drawing = """
        Fife 2023/24
        Age group|Option 1|Option 2
        0-17|45|26
        18-64|300|60
        65-74|100|20
        75-84|60|15
        85+|40|17
        All ages|545|138
    """
    rows = {"0-17": (45, 26), "18-64": (300, 60), "65-74": (100, 20), "75-84": (60, 15), "85+": (40, 17)}
    figures = [
        one
        for row, (age, (first, second)) in enumerate(rows.items(), 3)
        for one in people("Fife", "2023/24", f"{first} B{row}", f"{second} C{row}", age=age)
    ]
    expect(book(drawing), "accept", "", [*figures, *people("Fife", "2023/24", "545 B8", "138 C8")])


def test_ages_that_excel_made_dates():
    drawing = """
        Fife 2023/24
        Age group|Option 1|Option 2
        0-17|45|26
        2024-01-15|300|60
    """

    found = reading(book(drawing))
    assert found.verdict != "accept"
    assert not any(each.cell in ("B4", "C4") for each in found.observations)


def test_measure_and_year_in_one_heading():
    drawing = """
        Local authority|Option 1 (number) 2022-23|Option 1 (number) 2023-24|Option 2 (number) 2023-24
        Angus|545|560|126
        Falkirk|541|566|127
    """
    figures = [
        *people("Angus", "2022/23", "545 B2"),
        *people("Angus", "2023/24", "560 C2", "126 D2"),
        *people("Falkirk", "2022/23", "541 B3"),
        *people("Falkirk", "2023/24", "566 C3", "127 D3"),
    ]
    expect(book(drawing), "accept", "", figures, owner=NATIONAL)


def test_row_numbers_before_the_measures():
    drawing = """
        Ref|Measure|2023/24
        1|Option 1|545
        2|Option 2|126
        3|Option 3|1204
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "545 C2", "126 C3", "1204 C4"))


def test_blank_heading_rows_and_no_header_at_all():
    drawing = """
        Fife, 2023/24

        Option 1|545
        Option 2|126
        Option 3|1204
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "545 B3", "126 B4", "1204 B5"))


def test_counts_that_look_like_years():
    drawing = """
        Fife 2023/24
        Option 1|Option 2|Option 3
        2015|2016|2017
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "2015 A3", "2016 B3", "2017 C3"))


def test_counts_that_look_like_years_beside_labels():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|2015|2016
        Option 2|2019|2020
    """
    figures = [*people("Fife", "2022/23", "2015 B2", "2019 B3"), *people("Fife", "2023/24", "2016 C2", "2020 C3")]
    expect(book(drawing), "accept", "", figures)


def test_a_blank_among_figures():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|545|560
        Option 2|126|
        Option 3|1204|1190
    """
    figures = [
        *people("Fife", "2022/23", "545 B2", "126 B3", "1204 B4"),
        *people("Fife", "2023/24", "560 C2", "blank C3", "1190 C4"),
    ]
    expect(book(drawing), "ask", "V11 ask C3", figures)


def test_a_row_left_blank_at_the_end():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|545|560
        Option 2|126|131
        Option 3||
    """
    figures = [
        *people("Fife", "2022/23", "545 B2", "126 B3", "blank B4"),
        *people("Fife", "2023/24", "560 C2", "131 C3", "blank C4"),
    ]
    expect(book(drawing), "ask", "V11 ask B4, V11 ask C4", figures)


def test_a_council_left_blank_among_others():
    drawing = """
        Council|Year|Option 1|Option 2
        Angus|2023/24|545|126
        Falkirk|2023/24||
        Stirling|2023/24|541|131
    """
    figures = [
        *people("Angus", "2023/24", "545 C2", "126 D2"),
        *people("Falkirk", "2023/24", "blank C3", "blank D3"),
        *people("Stirling", "2023/24", "541 C4", "131 D4"),
    ]
    expect(book(drawing), "ask", "V11 ask C3, V11 ask D3", figures, owner=NATIONAL)


def test_a_column_for_the_whole_of_scotland_beside_the_authoritys():
    drawing = """
        Measure 2023/24|Fife|Scotland
        Option 1|545|9560
        Option 2|126|8131
    """
    expect(book(drawing), "accept", "I11 note C1", people("Fife", "2023/24", "545 B2", "126 B3"))


def test_headings_repeated_down_the_page():
    drawing = """
        Council|Year|Option 1|Option 2
        Angus|2023/24|545|126
        Council|Year|Option 1|Option 2
        Falkirk|2023/24|541|131
    """
    figures = [*people("Angus", "2023/24", "545 C2", "126 D2"), *people("Falkirk", "2023/24", "541 C4", "131 D4")]
    expect(book(drawing), "accept", "", figures, owner=NATIONAL, may="S05")


def test_headings_in_another_order_further_down():
    drawing = """
        Council|Year|Option 1|Option 2
        Angus|2023/24|545|126
        Council|Year|Option 2|Option 1
        Falkirk|2023/24|131|541
    """
    figures = [*people("Angus", "2023/24", "545 C2", "126 D2"), *people("Falkirk", "2023/24", "541 D4", "131 C4")]
    expect(book(drawing), "accept", "", figures, owner=NATIONAL, may="S05")


def test_council_once_and_left_out_below():
    drawing = """
        Council|Measure|2023/24
        Angus|Option 1|545
        |Option 2|126
        Falkirk|Option 1|541
        |Option 2|131
    """
    figures = [*people("Angus", "2023/24", "545 C2", "126 C3"), *people("Falkirk", "2023/24", "541 C4", "131 C5")]
    expect(book(drawing), "accept", "", figures, owner=NATIONAL)


def test_pairs_side_by_side_in_one_row():
    drawing = """
        Council:|Angus|Year:|2023/24

        Measure|Number
        Option 1|545
        Option 2|126
    """
    expect(book(drawing), "accept", "", people("Angus", "2023/24", "545 B4", "126 B5"), owner=NATIONAL)


def test_pairs_in_one_cell():
    drawing = """
        Council: Angus
        Financial year: 2023/24

        Measure|Number
        Option 1|545
        Option 2|126
    """
    expect(book(drawing), "accept", "", people("Angus", "2023/24", "545 B5", "126 B6"), owner=NATIONAL)


def test_accessible_style_with_a_table_below_its_titles():
    drawing = """
        Table 1: People who chose each SDS option, Fife, 2022/23 and 2023/24 [note 1]
        This worksheet contains one table. Some cells refer to notes, which stand on the Notes sheet.
        Measure|2022/23|2023/24 [p]
        Option 1 [note 2]|545|560
        Option 2|[c]|131
    """
    notes = "Notes\nNote number|Note text\n[note 1]|Each person counts once for each option.\n[note 2]|Direct payments."
    figures = [
        *people("Fife", "2022/23", "545 B4", "suppressed B5"),
        figure("Fife", "2023/24", "sds_people", "option=1", "560 C4 [provisional]"),
        figure("Fife", "2023/24", "sds_people", "option=2", "131 C5 [provisional]"),
    ]
    expect(book({"Data": drawing, "Notes": notes}), "accept", "M01 note B5", figures, may="S13 M05")


def test_three_levels_of_headings():
    drawing = """
        Local authority|2022/23||||2023/24|||
        |Option 1||Option 2||Option 1||Option 2|
        |Number|%|Number|%|Number|%|Number|%
        Angus|545|81.2|126|18.8|560|81.0|131|19.0
    """
    # Percentages with no total to hold them against are the share of nothing said: asked about or checked, never stored
    figures = [
        *people("Angus", "2022/23", "545 B4", "126 D4"),
        *people("Angus", "2023/24", "560 F4", "131 H4"),
    ]
    merged = ["B1:E1", "F1:I1", "B2:C2", "D2:E2", "F2:G2", "H2:I2"]
    expect(book(drawing, merged), "accept", "", figures, owner=NATIONAL, may="S08")


def test_authority_merged_over_its_rows_and_measures_beside():
    drawing = """
        Authority|Measure|2022/23|2023/24
        Angus|Option 1|545|560
        |Option 2|126|131
        |Any option|640|655
        Falkirk|Option 1|541|566
        |Option 2|127|133
        |Any option|641|660
    """
    figures = [
        *people("Angus", "2022/23", "545 C2", "126 C3", any_="640 C4"),
        *people("Angus", "2023/24", "560 D2", "131 D3", any_="655 D4"),
        *people("Falkirk", "2022/23", "541 C5", "127 C6", any_="641 C7"),
        *people("Falkirk", "2023/24", "566 D5", "133 D6", any_="660 D7"),
    ]
    expect(book(drawing, ["A2:A4", "A5:A7"]), "accept", "", figures, owner=NATIONAL, may="S08 A01")


def test_national_table_with_codes_names_and_scotland_first():
    drawing = """
        Self-directed support: people by option
        Code|Local authority|Year|Any option|Option 1|Option 2|Option 3|Option 4
        S92000003|Scotland|2023/24|120011|11001|9002|104003|4004
        S12000041|Angus|2023/24|1822|545|126|1204|53
        S12000047|Fife|2023/24|1925|566|133|1277|51
    """
    figures = [
        *people("Angus", "2023/24", "545 E4", "126 F4", "1204 G4", "53 H4", any_="1822 D4"),
        *people("Fife", "2023/24", "566 E5", "133 F5", "1277 G5", "51 H5", any_="1925 D5"),
    ]
    expect(book(drawing), "accept", "I11 note *", figures, owner=NATIONAL, may="A01")


def test_words_in_a_comment_column_are_kept_out():
    drawing = """
        Measure|2023/24|Comments
        Option 1|545|up from 519 in 2022/23
        Option 2|126|
        Option 3|1204|includes 12 people of Falkirk
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4"))


def test_headings_in_capitals_with_line_breaks():
    def breaks(made):
        made["Data"]["B1"].value = "OPTION 1\n(DIRECT PAYMENT)"
        made["Data"]["C1"].value = "OPTION\n2"

    drawing = "YEAR|x|x\n2022/23|545|126\n2023/24|560|131"
    figures = [*people("Fife", "2022/23", "545 B2", "126 C2"), *people("Fife", "2023/24", "560 B3", "131 C3")]
    expect(book(drawing, after=breaks), "accept", "", figures)


def test_years_newest_first():
    drawing = """
        Measure|2023/24|2022/23|2021/22
        Option 1|560|545|519
        Option 2|131|126|127
    """
    figures = [
        *people("Fife", "2023/24", "560 B2", "131 B3"),
        *people("Fife", "2022/23", "545 C2", "126 C3"),
        *people("Fife", "2021/22", "519 D2", "127 D3"),
    ]
    expect(book(drawing), "accept", "", figures)
