"""Ordinary clean returns, as councils lay them out: each is accepted without a question, every figure at its cell."""

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.table import Table

from model import areas, metrics
from tests.awkward.workbooks import NATIONAL, Figure, book, csv, expect, figure, ods, people, rows_of, xls

VALUES = {"[c]": "suppressed", "Yes": "1", "Partly": "0.5", "No": "0"}


def accepted(content: bytes, *figures: Figure, notes: str = "", name: str = "return.xlsx") -> None:
    """Holds that a file from the authority of its figures is accepted with them and with none but harmless notes."""
    named = {each.area for each in figures}
    codes = [each.code for each in areas.authorities() if each.name in named]
    owner = codes[0] if len(codes) == 1 else NATIONAL
    expect(content, "accept", notes, figures, name=name, owner=owner, may="A01 F18 I02 M01 P07 S05 S08 S11 V02")


def block(drawing: str, corner: str, down: str, across: str = "", of: str = "", sheet: str = "Data") -> list[Figure]:
    """The figures of a block of cells, as drawn, from its top left corner: what each row, each column and all are of.

    Rows and columns stand between commas. Each is an authority (else Fife), a year, a metric (else people), an option
    or a part of a breakdown such as `age=18-64`, or several; `-` is one without figures.
    """
    rows, (top, left) = rows_of(drawing), coordinate_to_tuple(corner)
    return [
        figure(
            *_key(f"{of} {its} {theirs}".split()),
            f"{_value(rows, row, column)} {sheet}!{get_column_letter(column)}{row}",
        )
        for row, its in enumerate(down.split(", "), top)
        for column, theirs in enumerate(across.split(", "), left)
        if "-" not in (its, theirs) and rows[row - 1][column - 1]
    ]


def _value(rows: list[list[str]], row: int, column: int) -> str:
    drawn = rows[row - 1][column - 1]
    return VALUES.get(drawn, drawn)


def _key(words: list[str]) -> tuple[str, str, str, str]:
    area, period, metric, parts = [], "", "sds_people", []
    for word in words:
        if "/" in word:
            period = word
        elif word in metrics.metrics():
            metric = word
        elif word in ("1", "2", "3", "4", "any", "mixed") or "=" in word:
            parts.append(word if "=" in word else f"option={word}")
        else:
            area.append(word)
    return " ".join(area) or "Fife", period, metric, ";".join(sorted(parts))


# Years and options


def test_names_of_the_options_in_a_second_row_of_headings():
    drawing = """
        Fife Health and Social Care Partnership
        Self-directed Support – annual return

        Financial year|Option 1|Option 2|Option 3|Option 4|Total people
        |Direct payments|Individual service fund|Council arranged|Mix of options|(each person counted once)
        2022/23|545|126|1204|53|1822
        2023/24|560|131|1190|61|1834
    """
    accepted(book(drawing), *block(drawing, "B6", "2022/23, 2023/24", "1, 2, 3, 4, any"))


@pytest.mark.parametrize(
    ("area", "title", "years", "options"),
    [
        (
            "Fife",
            "Fife Council: people using each SDS option in the year",
            "Year to 31 March 2023|Year to 31 March 2024",
            "Option 1 (Direct Payment)|Option 2 (Individual Service Fund)|Option 3 (Council arranged)|Option 4 (Mix)",
        ),
        (
            "Perth and Kinross",
            "Perth & Kinross Council\nTable 1. Number of people by SDS option",
            "1 April 2022 - 31 March 2023|1 April 2023 - 31 March 2024",
            "Option 1|Option 2|Option 3|Option 4|Total",
        ),
        ("Na h-Eileanan Siar", "Comhairle nan Eilean Siar\nSDS uptake", "2023-03-31|2024-03-31", "Option 1|Option 2"),
        ("Falkirk", "FALKIRK COUNCIL - SDS RETURN", "FY22/23|FY23/24", "SDS Option 1|SDS Option 2|SDS Option 3"),
        (
            "Highland",
            "Return from Highland",
            "2022/2023|2023/2024",
            "People choosing Option 1|Number choosing Option 2",
        ),
        ("Fife", "Fife Council", "2022-23|2023-24", "1|2|3|4|Any"),
    ],
)
def test_titles_years_and_options_as_councils_write_them(area, title, years, options):
    wanted, names, top = "1, 2, 3, 4, any".split(", "), options.split("|"), title.count("\n") + 3
    counts = ["545|560", "126|131", "1204|1190", "53|61", "1822|1834"]
    lines = "\n".join(f"{name}|{said}" for name, said in zip(names, counts, strict=False))
    across = f"{title}\nOption|{years}\n{lines}"
    codes, periods = ", ".join(wanted[: len(names)]), "2022/23, 2023/24"
    accepted(book(across), *block(across, f"B{top}", codes, periods, area))
    turned = zip(*(line.split("|") for line in across.split("\n")[top - 2 :]), strict=True)
    down = "\n".join([title, *map("|".join, turned)])
    accepted(book(down), *block(down, f"B{top}", periods, codes, area))


def test_a_total_with_a_footnote():
    drawing = "Year|Option 1|Option 2|Option 3|Total¹\n2022/23|545|126|1204|1822\n¹ Each person is counted once."
    accepted(book(drawing), *block(drawing, "B2", "2022/23", "1, 2, 3, any"))


NAMES = {
    "1": "Option 1 – direct payment|Option 1: Direct payments|Direct payments|1. Direct payment|SDS Option 1",
    "2": "Option 2: Individual Service Fund (ISF)|Individual service funds|Individual Service Fund (Option 2)",
    "3": "Option 3: Services arranged by the council|Council arranged (Option 3)",
    "4": "Option 4 – more than one option|Option 4 (more than one of the above)|Mixed (Option 4)",
}


@pytest.mark.parametrize(("code", "name"), [(code, name) for code in NAMES for name in NAMES[code].split("|")])
def test_a_name_of_an_option(code, name):
    drawing = f"Fife|2022/23|2023/24\n{name}|545|560"
    accepted(book(drawing), *block(drawing, "B2", code, "2022/23, 2023/24"))


@pytest.mark.parametrize("option", ["", "Option "])
def test_options_below_merged_years(option):
    drawing = f"""
        Midlothian Council
        Financial year|SDS option|Number of people
        2022/23|{option}1|145
        |{option}2|26
        2023/24|{option}1|151
        |{option}2|29
    """
    rows = "2022/23 1, 2022/23 2, 2023/24 1, 2023/24 2"
    accepted(book(drawing, ["A3:A4", "A5:A6"]), *block(drawing, "C3", rows, "", "Midlothian"))


def test_bare_option_numbers_with_their_names_beside():
    drawing = """
        North Lanarkshire||||
        SDS options||2021/22|2022/23|2023/24
        1|Direct payments|745|752|760
        2|Individual service funds|66|71|78
    """
    accepted(book(drawing), *block(drawing, "C3", "1, 2", "2021/22, 2022/23, 2023/24", "North Lanarkshire"))


def test_units_below_the_years_and_signatures_below_the_table():
    drawing = """
        East Renfrewshire Council
        Self-directed Support annual return

        |2022/23|2023/24
        |No.|No.
        Direct payment (Option 1)|245|252
        Individual Service Fund (Option 2)|66|71

        Prepared by: Performance Team
        Signed off by: Head of Service
        Date: 12 June 2024
    """
    accepted(book(drawing), *block(drawing, "B6", "1, 2", "2022/23, 2023/24", "East Renfrewshire"))


def test_two_years_in_a_title_a_day_of_extraction_and_numbered_notes():
    drawing = """
        Self-directed support in Dundee, 2022/23 and 2023/24
        Data extracted from Mosaic on 12 June 2024

        Option|2022/23|2023/24
        Option 1: Direct payments|345|352
        Option 4: A mix of options|33|36

        Notes
        1. People may use more than one option in the year and are counted once in the total.
        2. Figures include children and adults.
        Source: Dundee Health and Social Care Partnership
    """
    accepted(book(drawing), *block(drawing, "B5", "1, 4", "2022/23, 2023/24", "Dundee City"))


def test_a_column_of_definitions():
    drawing = """
        Measure|Definition|2022/23|2023/24
        Option 1|Direct payment: the person takes the money|545|560
        Option 2|The person directs the support|126|131
    """
    accepted(book(drawing), *block(drawing, "C2", "1, 2", "2022/23, 2023/24"))


def test_a_column_of_notes_and_a_true_zero():
    drawing = """
        Shetland Islands Council
        SDS 2023/24|Number|Notes
        Option 2|0|No individual service funds in Shetland
        Option 4|[c]|Fewer than 5
    """
    accepted(book(drawing), *block(drawing, "B3", "2, 4", "", "Shetland Islands 2023/24"))


def test_percentages_beside_numbers_and_an_exact_total():
    drawing = """
        West Lothian Council – Self-directed Support 2023/24
        Option|No. of people|% of total
        Option 1|345|20.7%
        Option 2|126|7.5%
        Option 3|1144|68.5%
        Option 4|55|3.3%
        Total|1670|100.0%
    """
    accepted(book(drawing), *block(drawing, "B3", "1, 2, 3, 4", "", "West Lothian 2023/24"), notes="S12 note A7")


def test_percentages_below_numbers_in_sections_of_years():
    drawing = """
        Glasgow City HSCP
        |Option 1|Option 2|Option 3|Option 4
        2022/23
        Number|1545|426|5204|153
        Percentage|21.1%|5.8%|71.0%|2.1%
        2023/24
        Number|1560|431|5190|161
        Percentage|21.2%|5.9%|70.7%|2.2%
    """
    accepted(book(drawing), *block(drawing, "B4", "2022/23, -, -, 2023/24", "1, 2, 3, 4", "Glasgow City"))


def test_one_option_only_under_the_title():
    drawing = "Argyll & Bute Council SDS return 2023/24\nOption 1 only|245\nMore than one option|31\nAny option|1246"
    only = block(drawing, "B2", "1, mixed", "", "Argyll and Bute 2023/24 sds_people_one_option")
    accepted(book(drawing), *only, *people("Argyll and Bute", "2023/24", any_="1246 B4"))


def test_ages_across_beside_all_ages():
    drawing = """
        Fife 2023/24|Aged under 18|Aged 18 to 64|Aged 65 to 74|Aged 75 to 84|Aged 85 and over|All ages
        Option 1|31|301|80|70|63|545
        Option 2|12|66|20|15|13|126
    """
    across = "age=0-17, age=18-64, age=65-74, age=75-84, age=85+, 2023/24"
    accepted(book(drawing), *block(drawing, "B2", "1, 2", across, "2023/24"))


def test_ages_in_a_long_table():
    drawing = """
        Council|Financial year|Age group|Option|People
        Fife|2023/24|0-17|Option 1|31
        Fife|2023/24|18-64|Option 1|301
    """
    accepted(book(drawing), *block(drawing, "E2", "age=0-17, age=18-64", "1", "2023/24"))


# Councils


def test_a_national_table_under_a_long_title():
    drawing = """
        People receiving self-directed support by option, Scotland, 2023/24
        Local authority|Option 1|Option 2|Option 3|Option 4|Any SDS option
        Angus|345|66|1104|30|1480
        Perth and Kinross|610|170|1302|71|2050
        Scotland|11920|4442|35112|1198|47302
    """
    figures = block(drawing, "B3", "Angus, Perth and Kinross", "1, 2, 3, 4, any", "2023/24")
    accepted(book(drawing), *figures, notes="I11 note A5")


def test_merged_options_over_years_with_codes_and_a_key():
    drawing = """
        SDS options by local authority|||||||
        ||Option 1||Option 2||Option 3|
        Code|Local authority|2022/23|2023/24|2022/23|2023/24|2022/23|2023/24
        S12000041|Angus|345|352|66|71|1104|1120
        S12000047|Fife|545|560|126|131|1204|1190
        S92000003|Scotland|9545|9560|3126|3131|41204|41190
        [x] = not available
    """
    across = "2022/23 1, 2023/24 1, 2022/23 2, 2023/24 2, 2022/23 3, 2023/24 3"
    content = book(drawing, ["A1:H1", "C2:D2", "E2:F2", "G2:H2"])
    accepted(content, *block(drawing, "C4", "Angus, Fife", across), notes="I11 note B6")


def test_sections_by_option_and_a_flag_beside_each_year():
    drawing = """
        Local authority|2022/23|Flag|2023/24|Flag
        Option 1||||
        Angus|345||352|p
        Falkirk|401|r|409|p
        Option 2||||
        Angus|66||71|p
        Falkirk|82||80|
    """
    figures = [
        *people("Angus", "2022/23", "345 B3", "66 B6"),
        *people("Angus", "2023/24", "352 D3 [provisional]", "71 D6 [provisional]"),
        *people("Falkirk", "2022/23", "401 B4 [revised]", "82 B7"),
        *people("Falkirk", "2023/24", "409 D4 [provisional]", "80 D7"),
    ]
    accepted(book(drawing), *figures)


def test_a_sheet_an_option():
    rows = "Local authority|2022/23|2023/24\nAngus|345|352\nFife|545|560"
    sheets = {f"Option {option}": f"Option {option}\n{rows}" for option in "12"}
    figures = [
        one
        for option in "12"
        for one in block(sheets["Option 1"], "B3", "Angus, Fife", "2022/23, 2023/24", option, f"Option {option}")
    ]
    accepted(book(sheets), *figures)


def test_a_table_an_option_under_numbered_titles():
    drawing = """
        Table 1: Option 1 (direct payments)
        Local authority|2022/23|2023/24
        Angus|345|352
        Fife|545|560

        Table 2: Option 2
        Local authority|2022/23|2023/24
        Angus|66|71
        Fife|126|131
    """
    years = "2022/23, 2023/24"
    figures = [*block(drawing, "B3", "Angus, Fife", years, "1"), *block(drawing, "B8", "Angus, Fife", years, "2")]
    accepted(book(drawing), *figures)


def test_options_spelt_out_in_the_headings():
    people_choosing = "Number of people choosing"
    drawing = f"""
        Local authority|Local authority code|Year|{people_choosing} Option 1|{people_choosing} more than one option
        Aberdeen City|S12000033|2023/24|245|31
        City of Edinburgh|S12000036|2023/24|1245|131
    """
    accepted(book(drawing), *block(drawing, "D2", "Aberdeen City, City of Edinburgh", "1, 4", "2023/24"))


def test_rates_with_their_numbers_and_the_year_in_the_files_name():
    drawing = "Code|Council|Able to choose|Made a choice|Implementation rate (%)\nS12000041|Angus|1600|1480|92.5"
    rate = figure("Angus", "2023/24", "implementation_rate", "", "92.5 E2 n=1480 d=1600")
    accepted(book(drawing), rate, name="Implementation 2023-24.xlsx")


# Files and sheets


def test_a_cover_and_a_sheet_for_each_topic():
    cover = """
        Aberdeenshire Council
        Self-directed support return to the national team

        Local authority|Aberdeenshire
        Financial year|2023/24
        Completed by|Data and Performance Team
        Date completed|2024-06-12
        Telephone|01224 555012
        Version|1.2
    """
    options = """
        Measure|Number of people|% of people
        Option 1 – direct payment|545|29.9%
        Option 4 – more than one option|53|2.9%
    """
    training = "Measure|Number\nStaff eligible for SDS training|158\nStaff trained|101\nTeams asked|14"
    of = "Aberdeenshire 2023/24"
    staff = "staff_eligible, staff_trained, teams_asked"
    figures = block(options, "B2", "1, 4", "", of, "SDS options") + block(training, "B2", staff, "", of, "Training")
    accepted(book({"Cover": cover, "SDS options": options, "Training": training}), *figures)


def test_three_numbered_tables_on_a_sheet_a_year():
    drawing = """
        Table 1: People by option
        Option|People
        1|545
        2|126

        Table 2: Staff training
        Measure|Number
        Staff eligible|158
        Staff trained|101

        Table 3: Personal outcomes
        Measure|Number
        Outcomes reviewed|640
        Outcomes met|420
    """
    later = drawing.replace("545", "560").replace("158", "160").replace("420", "441")
    rows = "1, 2, -, -, -, staff_eligible, staff_trained, -, -, -, outcomes_reviewed, outcomes_met"
    figures = block(drawing, "B3", rows, "", "2022/23", "2022-23") + block(later, "B3", rows, "", "2023/24", "2023-24")
    accepted(book({"2022-23": drawing, "2023-24": later}), *figures)


def test_a_sheet_a_topic_each_with_its_council():
    years = "Moray Council\n|2022/23|2023/24\n"
    sheets = {
        "Options": f"{years}Option 1|145|160\nOption 2|26|31\nAny SDS|955|961",
        "Training": f"{years}Staff eligible|58|60\nTraining covered setting budgets|22|31\n"
        "Training covered rights and risk|35|37\nRefreshed in the last 2 years|30|33",
        "Outcomes": f"{years}Outcomes reviewed|300|310\nOutcomes met|201|222",
        "Implementation": f"{years}Able to choose|1200|1250\nMade a choice|955|961\nImplementation rate|79.6%|76.9%",
    }
    covers = "training_covers aspect=budgets, training_covers aspect=risk"
    rows = {
        "Options": "1, 2, any",
        "Training": f"staff_eligible, {covers}, training_refreshed",
        "Outcomes": "outcomes_reviewed, outcomes_met",
    }
    figures = [one for name in rows for one in block(sheets[name], "B3", rows[name], "2022/23, 2023/24", "Moray", name)]
    figures += [
        figure("Moray", "2022/23", "implementation_rate", "", "79.58333333 Implementation!B5 n=955 d=1200"),
        figure("Moray", "2023/24", "implementation_rate", "", "76.88 Implementation!C5 n=961 d=1250"),
    ]
    accepted(book(sheets), *figures)


def test_instructions_and_a_form_with_numbered_sections():
    instructions = """
        Self-directed Support: annual return
        Please complete the yellow cells on the next sheet and return to the team by 28 June 2024.
        If a figure is not available, enter [x]. Do not leave cells blank.
    """
    form = """
        Name of authority:|South Lanarkshire Council
        Reporting year:|2023/24

        1. Options|
        Option 1|945
        Option 2|226
        Any option|3300

        2. Implementation|
        People for whom a choice should exist|4000
        People who made a choice|3300

        3. Training|
        Staff eligible|358
        Staff trained|201
    """
    of, rows = "South Lanarkshire 2023/24", "1, 2, any, -, -, -, -, -, -, staff_eligible, staff_trained"
    rate = figure("South Lanarkshire", "2023/24", "implementation_rate", "", "82.5 Return!B11 n=3300 d=4000")
    figures = [*block(form, "B5", rows, "", of, "Return"), rate]
    accepted(book({"Instructions": instructions, "Return": form}), *figures)


def test_a_summary_that_only_says_the_year():
    sheets = {
        "Summary": "Fife Council\nSDS return 2023/24\nSee the sheets Options and Training",
        "Options": "Option|Count\nOption 1|545\nOption 2|126",
        "Training": "Training|Count\nStaff eligible|158\nStaff trained|101",
    }
    figures = [
        *block(sheets["Options"], "B2", "1, 2", "", "2023/24", "Options"),
        *block(sheets["Training"], "B2", "staff_eligible, staff_trained", "", "2023/24", "Training"),
    ]
    accepted(book(sheets), *figures, notes="S13 note Summary!")


def test_a_sheet_of_notes_and_a_table_that_points_to_them():
    notes = """
        Notes
        Note|Text
        [note 1]|Each person is counted once for each option.
        [note 2]|Figures for 2023/24 are provisional.
    """
    table = """
        Table 1: People by self-directed support option, Fife, 2022/23 to 2023/24 [note 1]
        This worksheet contains one table.
        Source: Fife Council
        Option|2022/23|2023/24 [note 2]
        Option 1|545|560
        Option 4|[c]|9
    """
    figures = block(table, "B5", "1, 4", "2022/23, 2023/24", "", "Table_1")
    accepted(book({"Notes": notes, "Table_1": table}), *figures)


def test_a_sheet_named_by_council_and_year():
    sheets = {"Fife 2022-23": "Option 1|Option 2\n545|126", "Fife 2023-24": "Option 1|Option 2\n560|131"}
    years = zip(sheets, ("2022/23", "2023/24"), strict=True)
    figures = [one for name, year in years for one in block(sheets[name], "A2", year, "1, 2", "", name)]
    accepted(book(sheets), *figures)


def test_an_old_workbook_with_the_year_in_its_sheets_name():
    drawing = "East Lothian Council\nClients by SDS option\nOption 1|Option 2|Option 3|Option 4\n145|26|704|13"
    figures = block(drawing, "A4", "2023/24", "1, 2, 3, 4", "East Lothian", "SDS 2023-24")
    accepted(xls({"SDS 2023-24": drawing}), *figures, name="return.xls")


def test_an_open_document_with_two_sections():
    drawing = (
        "Council|Inverclyde\nYear|2023/24\n\nOptions\nOption 1|145\n\nTraining\nStaff eligible|60\nStaff trained|48"
    )
    figures = block(drawing, "B5", "1, -, -, staff_eligible, staff_trained", "", "Inverclyde 2023/24", "Return")
    accepted(ods({"Return": drawing}), *figures, name="return.ods")


def test_a_long_text_file_with_codes_and_flags():
    drawing = """
        Area code|Area|Financial year|Measure|Option|Value|Flag
        S12000047|Fife|2022/23|People|1|545|
        S12000047|Fife|2022/23|People|2|126|r
        S12000047|Fife|2023/24|People|1|560|p
    """
    figures = [
        *people("Fife", "2022/23", "545 F2", "126 F3 [revised]", sheet="sds"),
        *people("Fife", "2023/24", "560 F4 [provisional]", sheet="sds"),
    ]
    accepted(csv(drawing), *figures, name="sds.csv")


def test_coloured_headings_a_filter_and_a_chart():
    drawing = "Fife Council SDS uptake\nMeasure|2022/23|2023/24\nOption 1|545|560\nOption 2|126|131"

    def decorate(made):
        sheet, chart = made["Data"], BarChart()
        sheet.freeze_panes = "B3"
        sheet.auto_filter.ref = "A2:C4"
        for each in sheet[2]:
            each.font, each.fill = Font(bold=True), PatternFill("solid", fgColor="FFFF00")
        chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=4))
        sheet.add_chart(chart, "F2")
        made.create_sheet("Chart data").append(["See the Data sheet"])

    figures = block(drawing, "B3", "1, 2", "2022/23, 2023/24")
    accepted(book(drawing, after=decorate), *figures, notes="S13 note Chart data!")


def test_a_table_of_excels_own():
    drawing = "Year|Council|Option 1|Option 2|Option 4\n2021/22|Fife|512|88|40\n2022/23|Fife|545|126|53"
    content = book(drawing, after=lambda made: made["Data"].add_table(Table(displayName="tblSDS", ref="A1:E3")))
    accepted(content, *block(drawing, "C2", "2021/22, 2022/23", "1, 2, 4"))


# Questions, training, outcomes


def test_questions_and_answers():
    drawing = """
        Fife Council SDS survey of authorities 2023/24
        Question|Answer
        How many people chose Option 1 (direct payment)?|545
        How many people chose Option 2 (individual service fund)?|126
        How many staff are eligible for SDS training?|158
        How many staff have been trained?|101
    """
    accepted(book(drawing), *block(drawing, "B3", "1, 2, staff_eligible, staff_trained", "", "2023/24"))


def test_training_with_rates_that_follow_from_the_numbers():
    drawing = """
        Stirling Council
        Training in self-directed support
        Year|Staff eligible|Staff trained|% trained|Teams asked|Teams replied|Response rate
        2022/23|125|77|62%|14|12|86%
        2023/24|131|98|75%|15|15|100%
    """
    across = "staff_eligible, staff_trained, -, teams_asked, teams_replied, -"
    accepted(book(drawing), *block(drawing, "B4", "2022/23, 2023/24", across, "Stirling"))


def test_what_the_training_covered():
    drawing = """
        Scottish Borders Council
        Self-directed support training 2023/24

        What the training covered|Staff
        Good conversations about outcomes|97
        Setting budgets|61

        Staff eligible|158
        Staff trained|101
        Refreshed in the last 2 years|54
    """
    covers = ", ".join(f"training_covers aspect={each}" for each in ("conversations", "budgets"))
    rows = f"{covers}, -, staff_eligible, staff_trained, training_refreshed"
    accepted(book(drawing), *block(drawing, "B5", rows, "", "Scottish Borders 2023/24"))


def test_what_the_training_was_like():
    drawing = """
        Orkney Islands Council 2023/24
        What was the training like?|Answer
        Mandatory for staff|Yes
        Mandatory for managers|No
        About values rather than process|Partly
        Owned in-house|No
        Delivered with the third sector, ideally with people who use support|Partly
        Ongoing and responsive to need|Yes
    """
    attributes = "mandatory_staff, mandatory_managers, values_based, in_house, co_delivered, ongoing"
    rows = ", ".join(f"attribute={each}" for each in attributes.split(", "))
    accepted(book(drawing), *block(drawing, "B3", rows, "", "Orkney Islands 2023/24 training_attribute"))


def test_outcomes_with_a_percentage_beside_one_of_them():
    drawing = """
        West Dunbartonshire HSCP
        Outcomes 2023/24

        |Number|%
        People whose outcomes were reviewed|640|
        People whose outcomes were met|420|65.6%
    """
    accepted(book(drawing), *block(drawing, "B5", "outcomes_reviewed, outcomes_met", "", "West Dunbartonshire 2023/24"))


@pytest.mark.parametrize(
    ("rows", "baseline", "revisit"),
    [
        (
            "Statement|Baseline mean|Baseline responses|Revisit mean|Revisit responses\nI am listened to|2.5|13|3.4|10",
            "2.5 B3",
            "3.4 D3",
        ),
        (
            "Statement|Round|Mean score|Responses\nI am listened to|Baseline|2.5|13\nI am listened to|Revisit|3.4|10",
            "2.5 C3",
            "3.4 C4",
        ),
    ],
)
def test_scores_of_both_rounds(rows, baseline, revisit):
    said = {"baseline": baseline, "revisit": revisit}
    kinds = {when: f"round={when};statement=I am listened to" for when in said}
    figures = [figure("Fife", "2023/24", "statement_score", kinds[when], said[when]) for when in said]
    accepted(book(f"Fife Council 2023/24\n{rows}"), *figures)


def test_a_total_with_a_raised_number_among_the_options():
    drawing = "Option|2022/23\nOption 1|545\nOption 2|126\nOption 3|1204\nOption 4|53\nTotal¹|1822\n¹ each person once"
    accepted(book(drawing), *people("Fife", "2022/23", "545 B2", "126 B3", "1204 B4", "53 B5", any_="1822 B6"))


@pytest.mark.parametrize("year", ["No. 2022/23", "2022/23 (1)", "2022/23 final", "2022/23 (for comparison)", "22/23"])
def test_a_year_with_words_that_say_nothing(year):
    drawing = f"Measure|{year}|2023/24\nOption 1|545|560"
    accepted(book(drawing), *people("Fife", "2022/23", "545 B2"), *people("Fife", "2023/24", "560 C2"))


def test_a_total_under_years():
    drawing = "Year|Option 1|Option 2\n2021/22|530|120\n2022/23|540|110\n2024/25|547|115\nTotal|1617|345"
    figures = [people("Fife", f"20{y}", f"{a} B{r}", f"{b} C{r}") for r, (y, a, b) in enumerate(YEARS_DOWN, 2)]
    accepted(book(drawing), *(each for row in figures for each in row), notes="S12 note A5\nP09 note -")


YEARS_DOWN = [("21/22", 530, 120), ("22/23", 540, 110), ("24/25", 547, 115)]


def test_the_name_of_a_csv_is_no_question():
    drawing = "Fife 2023/24\nSupport type|Number\nOption 1|545\nOption 2|126"
    figures = people("Fife", "2023/24", "545 B3", "126 B4", sheet="own work")
    accepted(csv(drawing), *figures, name="own work.csv")
