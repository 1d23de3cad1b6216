"""What anybody could plainly read, and was once asked about or sent back: each in the smallest file that shows it."""

import pytest

from tests.awkward.test_ordinary import accepted
from tests.awkward.workbooks import book, expect, figure, people

ROWS = "Option 1|545\nOption 2|126\nOption 3|1204"
FIGURES = people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4")
TITLED = people("Fife", "2023/24", "545 B3", "126 B4", "1204 B5")

# The file's name


@pytest.mark.parametrize(
    "name",
    [
        "percentages beside counts.xlsx",
        "staff_trained_more_than_eligible.xlsx",
        "options over years.xlsx",
        "test 12.xlsx",
        "one option only.xlsx",
        "outcomes met - new.xlsx",
        "A06 part bigger than whole.xlsx",
    ],
)
def test_words_of_a_files_name_that_say_nothing_of_its_figures(name):
    accepted(book(f"Measure|2023/24\n{ROWS}"), *FIGURES, name=name)


@pytest.mark.parametrize(("name", "kind"), [("SDS waiting list.xlsx", "S09"), ("SDS return Q2.xlsx", "P06")])
def test_words_of_a_files_name_that_make_its_figures_something_else(name, kind):
    expect(book(f"Measure|2023/24\n{ROWS}"), "ask", f"{kind} ask -", name=name)


def test_a_file_called_percentages_whose_numbers_may_be_some():
    rows = "Option 1|26\nOption 2|6\nOption 3|68"
    expect(book(f"Measure|2023/24\n{rows}"), "ask", "S09 ask -", name="SDS percentages.xlsx")


def test_a_file_called_rates_that_holds_some():
    rate = figure("Fife", "2023/24", "implementation_rate", "", "80.9 B2")
    accepted(book("Council|Implementation rate 2023/24\nFife|80.9%"), rate, name="SDS rates.xlsx")


# Words over the table


@pytest.mark.parametrize(
    "title",
    [
        "People supported through SDS, Fife, year ending March 2024",
        "Trends across time, 2023/24",
        "Self-directed support return 23-24",
    ],
)
def test_a_title_in_ordinary_words(title):
    accepted(book(f"{title}\nOption|People\n{ROWS}"), *TITLED)


def test_a_line_that_explains_the_markers_below_the_title():
    shorthand = "Some shorthand is used: [c] means suppressed to protect people, [x] not available"
    figures = people("Fife", "2023/24", "545 B4", "suppressed B5", "1204 B6")
    content = book(f"SDS 2023/24\n{shorthand}\nOption|People\nOption 1|545\nOption 2|[c]\nOption 3|1204")
    accepted(content, *figures, notes="M02 note B5")


def test_a_line_of_a_key_that_begins_with_a_dash():
    figures = people("Fife", "2023/24", "545 B2", "not_available B3", "1204 B4")
    accepted(
        book("Measure|2023/24\nOption 1|545\nOption 2|-\nOption 3|1204\n\n'- = not available"),
        *figures,
        notes="M02 note B3",
    )


@pytest.mark.parametrize("name", ["Rate", "Implementation rates"])
def test_a_sheet_named_by_the_word_of_its_measure(name):
    drawing = "Council|Year|Able to choose|Made a choice|Implementation rate (%)\nFife|2023/24|1600|1480|92.5"
    rate = figure("Fife", "2023/24", "implementation_rate", "", f"92.5 {name}!E2 n=1480 d=1600")
    accepted(book({name: drawing}), rate)


def test_a_part_of_a_year_in_a_title_is_asked_about_as_one():
    expect(book(f"Fife SDS return Quarter 2 2023/24\nOption|People\n{ROWS}"), "ask", "P06 ask A1")


# Years


def test_years_in_two_figures_with_a_dash():
    figures = [*people("Fife", "2022/23", "540 B2", "120 B3"), *people("Fife", "2023/24", "545 C2", "126 C3")]
    content = book("Option|'22-23|'23-24\nOption 1|540|545\nOption 2|120|126")
    accepted(content, *figures, notes="P07 note B1, P07 note C1")


def test_ages_are_no_years_in_two_figures():
    expect(
        book("Fife 2023/24\nAged 20-21|People\nOption 1|545"), "ask", "S09 ask A2", people("Fife", "2023/24", "545 B3")
    )


def test_last_year_and_this_year_beside_their_numbers():
    figures = [*people("Fife", "2022/23", "540 B2", "120 B3"), *people("Fife", "2023/24", "545 C2", "126 C3")]
    content = book("Option|Last year (2022/23)|This year (2023/24)\nOption 1|540|545\nOption 2|120|126")
    accepted(content, *figures)


def test_words_beside_year_that_are_none():
    expect(book(f"Year|last yr\n\nOption|People\n{ROWS}"), "reject", "P01 reject B1")


# Beside the figures


def test_percentages_without_a_heading_beside_counts():
    rows = "Option 1|545|0.29 {0%}\nOption 2|126|0.07 {0%}\nOption 3|1204|0.64 {0%}"
    accepted(book(f"Option|2023/24\n{rows}"), *FIGURES)


def test_a_remark_that_says_how_a_figure_moved():
    rows = "Option 1|545|Up 5 on last year\nOption 2|126|Down by 3%\nOption 3|1204|"
    accepted(book(f"Option|2023/24|Comments\n{rows}"), *FIGURES)


def test_a_remark_that_says_a_figure_is_last_years():
    content = book("Option|2023/24|Comments\nOption 1|545|Up on last year's figures, same as last year\nOption 2|126|")
    expect(content, "ask", "S11 ask C2", people("Fife", "2023/24", "545 B2", "126 B3"))


# Statements


def scores(*said: str):
    return [
        figure("Fife", month, "statement_score", f"round={when};statement=I am heard", cell)
        for month, when, cell in (each.split(" ", 2) for each in said)
    ]


def test_rounds_headed_by_their_months_with_answers_beside_each():
    drawing = """
        Mean score 1 to 5
        Statement|Baseline mean (May 2022)|Responses|Revisit mean (May 2024)|Responses
        I am heard|3.1|13|3.8|10
    """
    accepted(book(drawing), *scores("2022-05 baseline 3.1 B3", "2024-05 revisit 3.8 D3"))


def test_rounds_with_a_column_of_dates():
    drawing = """
        Fife 2024/25
        Statement|Round|Date|Mean score|Responses
        I am heard|Baseline|May 2022|3.1|13
        I am heard|Revisit|2024-05-14|3.8|10
    """
    accepted(book(drawing), *scores("2022-05 baseline 3.1 D3", "2024-05 revisit 3.8 D4"))


def test_a_column_of_months_beside_counts_is_still_a_question():
    drawing = "Date|Option 1|Option 2\nMay 2023|540|120\nJune 2023|545|126"
    expect(book(drawing), "ask", "P06 ask A2, P06 ask A3")


# Layouts


def test_options_beside_options_in_two_halves():
    drawing = """
        Fife 2023/24
        Option|People|Option|People
        Option 1|545|Option 3|1204
        Option 2|126|Option 4|53
    """
    accepted(book(drawing), *people("Fife", "2023/24", "545 B3", "126 B4", "1204 D3", "53 D4"))


def test_bare_option_numbers_below_a_merged_heading():
    drawing = """
        Council|Year|Options||
        ||1|2|3
        Fife|2023/24|545|126|1204
    """
    accepted(book(drawing, ["C1:E1"]), *people("Fife", "2023/24", "545 C3", "126 D3", "1204 E3"))


def test_codes_of_partnerships_beside_the_names_of_councils():
    drawing = "SDS 2023/24\nHSCP code|HSCP|Option 1|Option 2\nS37000018|Fife|545|126"
    accepted(book(drawing), *people("Fife", "2023/24", "545 C3", "126 D3"))


def test_references_without_a_heading():
    drawing = "Fife 2023/24\n|Measure|Number\nA1|Option 1|545\nA2|Option 2|126\nB.1|Option 3|1204"
    accepted(book(drawing), *people("Fife", "2023/24", "545 C3", "126 C4", "1204 C5"))


@pytest.mark.parametrize("heading", ["Implementation rate 2023/24", "Implementation rate (%) 2023-24"])
def test_one_column_beside_the_councils(heading):
    rates = [
        figure("Fife", "2023/24", "implementation_rate", "", "80.9 B2"),
        figure("Angus", "2023/24", "implementation_rate", "", "71.2 B3"),
    ]
    accepted(book(f"Council|{heading}\nFife|80.9%\nAngus|71.2%"), *rates)


def test_councils_under_one_year():
    figures = [
        figure("Fife", "2023/24", "sds_people", "option=1", "545 B3"),
        figure("Angus", "2023/24", "sds_people", "option=1", "187 B4"),
    ]
    accepted(book("Option 1\nCouncil|2023/24\nFife|545\nAngus|187"), *figures)


# And what is plainly a question


def test_figures_in_tens():
    expect(book(f"Option|2023/24\n{ROWS}\n\nNote: figures are in tens"), "ask", "S11 ask A6", FIGURES)


def test_a_sheet_of_one_option_with_figures_of_another():
    expect(book({"ISF": "Fife 2023/24\nMeasure|People\nDirect payment|545"}), "ask", "S09 ask ISF!A3")


def test_percentages_on_a_sheet_of_no_year_are_no_reason_to_send_a_return_back():
    helper = "Option|%\nOption 1|29%\nOption 2|7%"
    content = book({"Data": f"Fife\nOption|2023/24\n{ROWS}", "Chart": helper})
    figures = people("Fife", "2023/24", "545 Data!B3", "126 Data!B4", "1204 Data!B5")
    expect(content, "ask", "S09 ask Chart!B1", figures)


@pytest.mark.parametrize("shares", [("29", "7", "64"), ("0.29", "0.07", "0.64")], ids=["of a hundred", "of one"])
def test_percentages_beside_the_figures_of_one_year_are_of_that_year(shares):
    rows = "\n".join(
        f"Option {n}|{count}|{share}" for n, count, share in zip("123", (545, 126, 1204), shares, strict=True)
    )
    found = people("Fife", "2024/25", "545 B2", "126 B3", "1204 B4")
    expect(book(f"Measure|2024/25|%\n{rows}"), "accept", "", found)


def test_percentages_that_could_be_of_either_year_are_asked_about_at_their_heading():
    figures = [*people("Fife", "2023/24", "545 B2"), *people("Fife", "2024/25", "560 C2")]
    expect(book("Measure|2023/24|2024/25|%\nOption 1|545|560|29"), "ask", "S09 ask D1", figures)
