"""What officers add to their figures in their own words and ways, in the smallest file that shows each."""

import pytest
from openpyxl.comments import Comment

from tests.awkward.test_ordinary import accepted
from tests.awkward.test_plain import scores
from tests.awkward.workbooks import book, expect, figure, people, reading

ROWS = "Option 1|545\nOption 2|126\nOption 3|1204"
TOOL_ROWS = people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4")
TOOL = people("Fife", "2023/24", "545 B3", "126 B4", "1204 B5", sheet="Tool")

# Changes that a return prints


def test_a_change_and_its_percentage_are_checked_and_not_stored():
    drawing = """
        Fife: change over the year
        Measure|2023/24|2024/25|Change|% change
        Option 1|545|560|15|2.8
        Option 2|126|120|-6|-4.8%
    """
    earlier = people("Fife", "2023/24", "545 B3", "126 B4")
    accepted(book(drawing), *earlier, *people("Fife", "2024/25", "560 C3", "120 C4"))


def test_a_change_below_its_figures_is_checked():
    drawing = "Year|Option 1|Option 2\n2023/24|545|126\n2024/25|560|120\nDifference|15|-6"
    earlier, now = people("Fife", "2023/24", "545 B2", "126 C2"), people("Fife", "2024/25", "560 B3", "120 C3")
    accepted(book(drawing), *earlier, *now)


def test_a_change_that_is_none_between_the_figures_beside_it_is_asked_about():
    figures = [*people("Fife", "2023/24", "545 B2"), *people("Fife", "2024/25", "560 C2")]
    expect(book("Measure|2023/24|2024/25|Change\nOption 1|545|560|51"), "ask", "S09 ask D1", figures)


def test_a_change_of_a_rate_is_no_rate():
    drawing = "Fife 2024/25\nMeasure|2023/24|2024/25|Change\nImplementation rate|78.1%|80.2%|2.1"
    rates = ("2023/24", "78.1 B3"), ("2024/25", "80.2 C3")
    accepted(book(drawing), *(figure("Fife", year, "implementation_rate", "", said) for year, said in rates))


def test_a_change_is_held_against_the_figures_nearest_to_it():
    """Whatever the length of a table: of thousands, two would differ by any number."""
    rows = "".join(f"Fife|{2000 + n}/{(n + 1) % 100:02d}|Option 1|{900 + 7 * n * n}\n" for n in range(14, 25))
    found = reading(book(f"Council|Year|Measure|Number\n{rows}Fife|2025/26|Change|1"))
    assert "C13" in {each.cell for each in found.problems if each.severity == "ask"}


def test_figures_under_a_title_of_changes_alone_are_asked_about():
    found = reading(book(f"Fife 2023/24\nChange over the year\nOption|Number\n{ROWS}"))
    assert found.verdict == "ask" and not found.observations


def test_a_rank_is_no_figure():
    figures = people("Fife", "2023/24", "545 B3", "126 B4", "1204 B5")
    accepted(
        book("Fife 2023/24\nOption|Number|Rank (1 = most people)\nOption 1|545|2\nOption 2|126|3\nOption 3|1204|1"),
        *figures,
    )


# Statements


def test_how_many_answered_all_statements_of_a_round_stands_below_them():
    drawing = """
        Fife: average scores, from 1 (disagree strongly) to 5 (agree strongly)
        Statement|Baseline (May 2022)|Revisit (May 2024)
        I am heard|3.1|3.8
        I know my options|3.4|4
        Base|13|10
    """
    found = reading(book(drawing))
    assert found.verdict == "accept"
    assert {(each.cell, each.value, each.base) for each in found.observations} == {
        *(("B3", 3.1, 13), ("B4", 3.4, 13), ("C3", 3.8, 10), ("C4", 4, 10)),
    }


def test_a_round_and_its_month_in_the_title():
    drawing = """
        Fife: statements on choice, revisit, June 2025
        Statement|Mean (1 to 5)|Number of responses
        I am heard|3.1|22
    """
    (score,) = reading(book(drawing)).observations
    assert (score.key.period, score.key.breakdown, score.value, score.base) == (
        *("2025-06", "round=revisit;statement=I am heard"),
        *(3.1, 22),
    )


def test_a_column_of_dates_may_be_headed_when():
    drawing = "Fife 2024/25\nStatement|Round|When|Mean score\nI am heard|Baseline|May 2022|3.1"
    accepted(book(drawing), *scores("2022-05 baseline 3.1 D3"))


# Headings and rows


def test_letters_that_only_name_the_columns_of_a_form():
    drawing = f"Fife 2023/24\nOption|People\n(a)|(b)\n{ROWS}"
    accepted(book(drawing), *people("Fife", "2023/24", "545 B4", "126 B5", "1204 B6"))


def test_numbers_of_a_form_s_questions_are_no_quarters():
    rows = [
        f"Q{n}|Number of people choosing Option {n}|{value}" for n, value in ((1, 545), (2, 126), (3, 1204), (4, 45))
    ]
    rows.append("Q5|People choosing any option|1610")
    drawing = "Fife 2023/24\nNo.|Question|Your answer\n" + "\n".join(rows)
    figures = people("Fife", "2023/24", "545 C3", "126 C4", "1204 C5", "45 C6", any_="1610 C7")
    expect(book(drawing), "accept", "", figures, may="A01")


def test_headings_as_systems_write_them():
    drawing = "LocalAuthority|FinancialYear|AnyOption\nFife|2023/24|1610"
    accepted(book(drawing), figure("Fife", "2023/24", "sds_people", "option=any", "1610 C2"))


@pytest.mark.parametrize("heading", ["Last yr", "This year", "Previous financial year"])
def test_a_year_said_from_today_is_no_year(heading):
    found = reading(book(f"Option|{heading}|2024/25\nOption 1|545|560"))
    assert found.verdict == "reject" and ("P01", "B1") in {(each.code, each.cell) for each in found.problems}


def test_mixed_beside_the_other_options_is_option_4():
    accepted(
        book(f"Measure|2023/24\n{ROWS}\nMix|41"),
        *people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4", "41 B5"),
    )


def test_mixed_beside_options_with_one_called_option_4_is_asked_about():
    found = reading(book(f"Measure|2023/24\n{ROWS}\nOption 4|41\nMixed|41"))
    assert found.verdict == "ask" and [each.cell for each in found.problems if each.severity == "ask"] == ["A6"]


# Titles, sheets' names and keys


@pytest.mark.parametrize(
    "title",
    [
        "Personalisation at a glance",
        "Report to the Risk, Audit and Performance Committee",
        "Liquidlogic report: people by SDS option",
        "People receiving support under each option of the 2013 Act",
        "Form reference: SDS-AR-v3",
        "SDS: people by option. [p] provisional, [r] revised",
        "The table below shows how many people chose each of the four options under the Self-directed Support Act",
    ],
)
def test_a_title_that_limits_nothing(title):
    accepted(book({"Tool": f"{title}\nOption|2023/24\n{ROWS}"}), *TOOL)


@pytest.mark.parametrize(
    "title",
    [
        *("Galashiels", "North locality", "Learning disability", "Respite", "Care home residents", "Superseded"),
        *("Active cases", "NHS Fife patients", "All without a direct payment", "Survey respondents"),
    ],
)
@pytest.mark.parametrize(
    "table",
    [f"Option|2023/24\n{ROWS}", "Year|Option 1|Option 2\n2023/24|545|126", "Year|Option|People\n2023/24|Option 1|545"],
)
def test_a_title_that_limits_what_its_figures_are_of(title, table):
    found = reading(book(f"{title}\n{table}"))
    assert found.verdict == "ask" and "S09" in {each.code for each in found.problems}


def test_a_place_in_the_title_of_a_round():
    found = reading(book("Galashiels, baseline, May 2022\nStatement|Mean\nI am heard|3.4"))
    assert [(each.code, each.cell) for each in found.problems if each.severity == "ask"] == [("S09", "A1")]


def test_money_in_a_title_beside_labels_that_say_people():
    drawing = """
        SDS budgets
        Option|2023/24
        Option 1 (people)|545
        Option 2 (people)|126
    """
    accepted(book(drawing), *people("Fife", "2023/24", "545 B3", "126 B4"), name="Fife budgets.xlsx")


def test_money_in_a_title_beside_labels_that_do_not():
    found = reading(book(f"SDS budgets\nOption|2023/24\n{ROWS}"))
    assert found.verdict == "ask" and not found.observations


def test_a_key_that_a_word_opens_outranks_the_usual_meaning():
    drawing = "Measure|2023/24\nOption 1|545\nOption 2|[x]\n\nKey: [x] = confidential, fewer than 5 people"
    figures = people("Fife", "2023/24", "545 B2", "suppressed B3")
    expect(book(drawing), "ask", "M08 ask A5", figures, may="M02 S11")


def test_a_marker_of_an_older_style_means_what_its_key_says():
    drawing = "Measure|2023/24\nOption 1|545\nOption 2|*\n\n* = not available"
    accepted(book(drawing), *people("Fife", "2023/24", "545 B2", "not_available B3"), notes="M02 note B3")


# Footnotes


def test_a_number_of_people_left_out_stands_beside_the_figures():
    line = "1. Excludes 12 people whose option was not recorded at 31 March 2024."
    found = reading(book(f"Option|2023/24\n{ROWS}\n\n{line}"))
    assert found.verdict == "accept" and len(found.observations) == 3
    (note,) = found.notes
    assert (note.words, note.cell, note.period, note.beside) == (line, "A6", "2023/24", "sds_people")
    assert note.said_by == "Fife, in words beside its figures"


@pytest.mark.parametrize("line", ["Excludes children.", "Excludes 12 people. Figures are of the first quarter."])
def test_a_group_or_a_time_left_out_is_asked_about(line):
    found = reading(book(f"Option|2023/24\n{ROWS}\n\n{line}"))
    assert found.verdict == "ask" and [each.words for each in found.notes] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "People who used more than one option are counted once under each option and again under Option 4.",
        "Do not include names or other details of individuals.",
        "Includes children and adults.",
        "[r] = revised since last year",
    ],
)
def test_a_line_that_changes_nothing(line):
    drawing = f"Option|2023/24\n{ROWS}\n\n{line}"
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4"), may="S11")


def test_what_is_said_beside_an_answer_changes_no_number():
    drawing = (
        "Our training 2024/25|Y/N/Partly|Comment\nMandatory for staff|Y|All new starts\nIn-house|N|Monthly drop-ins"
    )
    found = reading(book(f"Fife 2024/25\n{drawing}"))
    assert found.verdict == "accept" and [each.value for each in found.observations] == [1, 0]


# Totals of people each counted once


def test_one_hidden_number_of_people_each_counted_once_and_their_total():
    rows = "Option 1 only|141\nOption 2 only|[c]\nOption 3 only|604\nMore than one option|52\nTotal|801"
    found = reading(book(f"Each person counted once\nPeople with|2023/24\n{rows}"))
    assert [(each.code, each.cell) for each in found.problems if each.severity == "ask"] == [("D07", "B4")]


def test_people_each_counted_once_that_do_not_add_up_to_their_total():
    rows = "Option 1 only|211\nOption 2 only|98\nOption 3 only|712\nMore than one option|67\nTotal|1218"
    found = reading(book(f"Each person counted once\nPeople with|2023/24\n{rows}"))
    assert [(each.code, each.cell) for each in found.problems if each.severity == "ask"] == [("A04", "B7")]


def test_a_sum_of_options_is_not_of_people_with_any():
    rows = f"{ROWS}\nOption 4|45\nSum of options 1 to 4 (people counted more than once)|1920\nAny option|1610"
    figures = people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4", "45 B5", any_="1610 B7")
    expect(book(f"Measure|2023/24\n{rows}"), "accept", "", figures, may="A01 S12")


# Percentages, years and ages


def test_a_sign_behind_a_number_that_is_a_percentage_already():
    rate = figure("Fife", "2023/24", "implementation_rate", "", "78.4 B2")
    accepted(book('Measure|2023/24\nImplementation rate|78.4 {0.0"%"}'), rate)


def test_years_headed_as_one_number():
    figures = [*people("Fife", "2022/23", "2021 B2"), *people("Fife", "2023/24", "2024 C2")]
    accepted(book("Option|202223|202324\nOption 1|2021|2024"), *figures)


def test_age_bands_that_do_not_add_up_to_all_ages():
    drawing = "Option|0-17|18-64|65-74|75-84|85+|All ages\nOption 1|44|131|37|29|21|352"
    found = reading(book(f"SDS 2023/24\n{drawing}"))
    assert [(each.code, each.cell) for each in found.problems if each.severity == "ask"] == [("A05", "G3")]


def test_age_bands_that_add_up_to_all_ages():
    found = reading(book("SDS 2023/24\nOption|0-17|18-64|65-74|75-84|85+|All ages\nOption 1|44|131|37|29|21|262"))
    assert found.verdict == "accept" and len(found.observations) == 6


def test_a_remark_that_speaks_of_something_else_changes_no_number():
    drawing = f"Option|2023/24|Comments\n{ROWS}".replace("|545", "|545|Payments are made every four weeks")
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4"))


# What must still be asked about


@pytest.mark.parametrize("title", ["Adult services", "Children and families", "To December 2023"])
def test_a_title_of_some_of_the_people_or_of_part_of_the_year(title):
    found = reading(book(f"Fife 2023/24\n{title}\nOption|Number\n{ROWS}"))
    assert found.verdict == "ask"


@pytest.mark.parametrize("label", ["Average", "Overall mean", "Total", "Target", "Response rate", "N of all"])
def test_what_sums_up_the_statements_is_no_statement(label):
    found = reading(book(f"Fife\nStatement|Baseline (May 2022)\nI am heard|3.4\n{label}|3.4"))
    assert [each.cell for each in found.observations] == ["B3"]


@pytest.mark.parametrize(
    "line",
    [
        *("Excludes 300 people aged under 18.", "Excludes 1,200 people in Kirkcaldy.", "Excludes 1,900 people."),
        *("Excludes 3 people whose option was not recorded.", "Excludes two people."),
        *("Excludes 12 people and counts packages.", "Excludes 40 people - figures are hours of support."),
    ],
)
def test_a_footnote_that_leaves_out_more_than_a_few_people_is_asked_about(line):
    assert reading(book(f"Option|2023/24\n{ROWS}\n\n{line}")).verdict == "ask"


@pytest.mark.parametrize("label", ["Number of budgets agreed", "Budgets agreed number"])
def test_budgets_counted_are_no_pounds(label):
    found = reading(book(f"Fife\nMeasure|2023/24\n{label}|412"))
    assert found.verdict != "accept" and not found.observations


@pytest.mark.parametrize(
    "word",
    ["Q1", "requests", "backlog", "LD", "awaiting", "draft", "reviews", "St Andrews", "minutes", "April to June"],
)
def test_one_word_more_beside_an_option_that_is_described(word):
    found = reading(book(f"Fife 2023/24\nOption|Number\nOption 1 direct payments {word}|545\nOption 2|126"))
    assert "A3" in {each.cell for each in found.problems} and len(found.observations) < 2


@pytest.mark.parametrize("label", ["People receiving any support", "People who chose all four options"])
def test_people_with_any_support_at_all_are_not_those_with_any_option(label):
    assert not reading(book(f"Fife\nMeasure|2023/24\n{label}|5000")).observations


def test_a_line_of_a_third_year_is_asked_about_beside_a_cover_that_is():
    sheets = {"Cover": "Fife\nSDS return for 2023/24", "Data": f"Option|2022/23\n{ROWS}\n\nFigures are for 2021/22"}
    found = reading(book(sheets))
    assert {(each.code, each.cell) for each in found.problems if each.severity == "ask"} == {("P05", ""), ("S11", "A6")}


def test_a_sign_alone_under_a_measure_is_no_heading():
    sheets = {"2022-23": "Council|Any option\nFife|2100", "2023-24": "Council|Any option\nFife|#"}
    found = reading(book(sheets))
    assert [(each.code, each.sheet, each.cell) for each in found.problems if each.severity == "ask"] == [
        ("M04", "2023-24", "B2")
    ]


# Parts of a year beside the year


def test_quarters_beside_the_years_own_figures_are_set_aside():
    drawing = """
        Fife: people by option and quarter
        Option|Q1 2024/25|Q2 2024/25|Q3 2024/25|Q4 2024/25|Whole year 2024/25 (each person counted once)
        Option 1|311|327|343|359|399
        Option 2|211|222|233|244|'271
    """
    parts = "P06 note B2, P06 note C2, P06 note D2, P06 note E2"
    expect(book(drawing), "accept", f"{parts}, V02 note F4", people("Fife", "2024/25", "399 F3", "271 F4"))


@pytest.mark.parametrize(
    "year", ["1340", "300"], ids=["the quarters together, so people are in it twice", "fewer than in one quarter"]
)
def test_quarters_beside_what_cannot_count_each_person_once_are_asked_about(year):
    drawing = f"Option|Q1 2024/25|Q2 2024/25|Q3 2024/25|Q4 2024/25|2024/25\nOption 1|311|327|343|359|{year}"
    assert reading(book(drawing)).verdict == "ask"


def test_counts_that_grow_over_the_year_are_no_quarters():
    drawing = "Fife 2023/24\nOption|Apr-Jun|Apr-Sep|Apr-Dec|Apr-Mar\nOption 1|200|300|400|545"
    assert reading(book(drawing)).verdict == "ask"


# Signs, bases, references, remarks


def test_a_sign_behind_numbers_means_what_the_files_key_says():
    drawing = "Option|2023/24|2024/25\nOption 1|545|'560*\nOption 2|126|'131*\n\n* = provisional"
    now = people("Fife", "2024/25", "560 C2 [provisional]", "131 C3 [provisional]")
    figures = [*people("Fife", "2023/24", "545 B2", "126 B3"), *now]
    expect(book(drawing), "accept", "M05 note C2, M05 note C3", figures, may="S11")


def test_how_many_answered_in_the_heading_of_a_round_is_the_base_of_its_scores():
    found = reading(
        book("Fife\nStatement|Baseline (September 2023) n = 14|Revisit (March 2025, n=12)\nI am heard|2.9|3.4")
    )
    assert [(each.value, each.base, each.cell) for each in found.observations] == [(2.9, 14, "B3"), (3.4, 12, "C3")]


def test_how_many_people_beside_each_mean_are_its_base():
    drawing = """
        Fife SDS forum
        |Baseline (June 2023)||Revisit (June 2025)
        Statement|Mean|Number of people|Mean|Number of people
        I am heard|3.1|14|3.9|11
    """
    found = reading(book(drawing, merged=["B2:C2", "D2:E2"]))
    assert [(each.value, each.base) for each in found.observations] == [(3.1, 14), (3.9, 11)]


def test_numbers_of_questions_are_no_figures():
    drawing = """
        Fife 2023/24
        No.|Question|Your answer
        1|How many people chose Option 1?|545
        2|How many people chose Option 2?|126
        3|How many people chose Option 3?|1204
        4|How many different people had any SDS option?|1790
        5|How many staff are eligible for SDS training?|205
    """
    expected = [*people("Fife", "2023/24", "545 C3", "126 C4", "1204 C5"), *people("Fife", "2023/24", any_="1790 C6")]
    accepted(book(drawing), *expected, figure("Fife", "2023/24", "staff_eligible", "", "205 C7"))


def test_a_remark_under_no_heading_that_changes_nothing():
    drawing = "Option|2023/24||\nOption 1|545||agreed with finance\nOption 2|126||OK\nOption 3|1204"
    accepted(book(drawing), *TOOL_ROWS)


@pytest.mark.parametrize("remark", ["hours", "new cases", "Falkirk", "Option 2", "to December", "guess"])
def test_a_remark_under_no_heading_that_limits_its_figure(remark):
    drawing = f"Option|2023/24||\nOption 1|545||{remark}\nOption 2|126\nOption 3|1204"
    expect(book(drawing), "ask", "S11 ask D2", TOOL_ROWS)


def test_percentages_beside_each_year_are_of_that_year():
    drawing = "Option|2022/23|% of all|2023/24|% of all\nOption 1|420|20|545|25\nAny option|2100|100|2180|100"
    before = [*people("Fife", "2022/23", "420 B2"), *people("Fife", "2022/23", any_="2100 B3")]
    accepted(book(drawing), *before, *people("Fife", "2023/24", "545 D2"), *people("Fife", "2023/24", any_="2180 D3"))


def test_a_percentage_never_worked_out_is_asked_about_and_no_figure_missed():
    rows = "Staff eligible for SDS training|60\nStaff trained|45\n% of eligible staff trained|=B4/B3"
    drawing = f"Fife 2023/24\nMeasure|Number\n{rows}"
    found = reading(book(drawing))
    assert [(each.code, each.cell) for each in found.problems if each.severity == "ask"] == [("S14", "B5")]


def test_each_person_under_one_heading_only():
    drawing = "Fife 2023/24: each person counted under one heading only\nOption|People\nOption 1|260\nOption 2|118"
    found = reading(book(drawing))
    assert {(each.key.metric, each.value) for each in found.observations} == {
        ("sds_people_one_option", 260),
        ("sds_people_one_option", 118),
    }


def test_a_persons_address_under_the_figures_is_asked_about_and_a_teams_is_not():
    asked = reading(book(f"Option|2023/24\n{ROWS}\n\nQueries to ann.baxter@fife.example"))
    assert [(each.code, each.cell) for each in asked.problems if each.severity == "ask"] == [("D05", "A6")]
    assert reading(book(f"Option|2023/24\n{ROWS}\n\nContact: sds.team@fife.example")).verdict == "accept"


@pytest.mark.parametrize(
    "key", ["* = estimate of people aged 65+", "* = provisional target", "* = provisional, adults only"]
)
def test_a_sign_that_says_more_than_a_flag_is_none(key):
    assert reading(book(f"Option|2023/24\nOption 1|'545*\nOption 2|126\n\n{key}")).verdict != "accept"


def test_unique_people_without_options_beside_could_be_of_anything():
    assert not reading(book("Fife 2023/24\nMeasure|Number\nUnique service users|545")).observations


def test_three_quarters_beside_a_year_could_be_of_one_that_is_not_over():
    assert reading(book("Option|Q1 2023/24|Q2 2023/24|Q3 2023/24|2023/24\nOption 1|100|110|120|150")).verdict == "ask"


def test_everyone_beside_some_of_the_options_only_could_be_anybody():
    found = reading(book("Fife 2023/24\nOption|Number\nOption 1|545\nOption 2|126\nEveryone supported|9000"))
    assert found.verdict == "ask" and 9000 not in {each.value for each in found.observations}


def test_quarters_of_which_the_last_stands_again_as_the_year_are_asked_about():
    drawing = "Option|Q1 2024/25|Q2 2024/25|Q3 2024/25|Q4 2024/25|2024/25\nOption 1|311|327|343|359|359"
    assert reading(book(drawing)).verdict == "ask"


@pytest.mark.parametrize("corner", ["Quarter", ""])
def test_quarters_down_the_side_are_no_numbers_of_rows(corner):
    found = reading(book(f"Fife 2023/24\n{corner}|Option 1|Option 2\nQ1|100|50\nQ2|110|55\nQ3|120|60\nQ4|130|65"))
    assert found.verdict == "ask" and not found.observations
    assert {each.code for each in found.problems if each.severity == "ask"} >= {"P06"}


def test_questions_with_letters_and_numbers_are_numbers_of_rows():
    drawing = """
        Fife 2023/24
        Section A: choices
        A1|How many people chose Option 1?|545
        A2|How many people chose Option 2?|126
        A3|How many people chose Option 3?|1204
    """
    accepted(book(drawing), *people("Fife", "2023/24", "545 C3", "126 C4", "1204 C5"))


@pytest.mark.parametrize(
    "title",
    [
        "Targets 2023/24 - please do not share",
        "People aged 65 and over who attended a carers centre and were asked their preference.",
        "Tayside 2023/24",
    ],
)
def test_a_title_that_limits_is_asked_about_whatever_else_it_says(title):
    drawing = f"{title}\nCouncil|Option 1|Option 2\nDundee City|545|126"
    assert reading(book(drawing), owner="national", name="SDS 2023-24.xlsx").verdict == "ask"


def test_a_title_of_the_years_shown_limits_nothing():
    drawing = "SDS uptake in Fife, last three years\nOption|2022/23|2023/24\nOption 1|545|560"
    accepted(book(drawing), *people("Fife", "2022/23", "545 B3"), *people("Fife", "2023/24", "560 C3"))


def test_people_without_an_option_named_are_of_the_options_across_or_down_from_them():
    over = reading(book(f"Fife 2023/24\nOption|Distinct people\n{ROWS}\nAny option|1700"))
    under = reading(book("Fife 2023/24\nMeasure|Option 1|Option 2\nPeople supported through SDS|545|126"))
    assert over.verdict == under.verdict == "accept"
    assert [each.value for each in over.observations] == [545, 126, 1204, 1700]
    assert [(each.key.breakdown, each.value) for each in under.observations] == [("option=1", 545), ("option=2", 126)]


def test_each_person_under_one_option_is_read_in_a_title_and_asked_about_in_a_note():
    words = "each person counted under one option only"
    assert reading(book(f"Fife 2023/24: {words}\nOption|People\nOption 1|260\nOption 2|118")).verdict == "accept"
    assert reading(book(f"Fife 2023/24\nOption|People\nOption 1|260\nOption 2|118\n\nE{words[1:]}")).verdict == "ask"


def test_a_postcode_in_a_comment_is_somebodys():
    def after(workbook):
        workbook["Data"]["B2"].comment = Comment("Ask at 14 Shore Road, Golspie KW10 6TT", "SDS team")

    found = reading(book(f"Option|2023/24\n{ROWS}", after=after))
    assert [(each.code, each.cell) for each in found.problems if each.severity == "reject"] == [("D09", "B2")]
