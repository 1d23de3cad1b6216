"""What a round of replies brings: letters, forms and extracts, each laid out its own way, read without a question; and
their near neighbours, which are asked about."""

import pytest
from openpyxl.comments import Comment

from tests.awkward.test_ordinary import accepted, block
from tests.awkward.workbooks import book, expect, figure, people, reading, xls

ROWS = "Option 1|545\nOption 2|126\nOption 3|1204"
AT_2 = people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4")
AT_4 = people("Fife", "2023/24", "545 B4", "126 B5", "1204 B6")


def asked(content, *questions):
    found = reading(content)
    assert [f"{each.code} {each.cell}".strip() for each in found.problems if each.severity == "ask"] == [*questions]
    return found


# Letters and lists


@pytest.mark.parametrize(
    "line",
    [
        "Here is what Fife has for SDS in 2023/24. Sorry that it is late this time.",
        "Hello, please find our figures for 2023/24 below, with thanks from Fife Council",
        "Fife Council 2023/24, people by option. Each figure is taken from the case system.",
    ],
)
def test_a_letter_says_the_year_of_the_figures_it_brings(line):
    accepted(book(f"{line}\n\nOption|People\n{ROWS}"), *AT_4)


@pytest.mark.parametrize(
    "line",
    [
        "Here are our figures, which are higher than those we sent for the year 2023/24.",
        "Below are the figures as asked for; they are up since our answer of 2023/24 to you.",
        "Please find below the figures for the first half of 2023/24 as you had asked for.",
        "Here are the figures for 2023/24. You asked for 2022/23 too, which will follow soon.",
    ],
)
def test_a_letter_that_speaks_of_another_year_does_not(line):
    assert reading(book(f"{line}\n\nOption|People\n{ROWS}")).verdict != "accept"


def test_numbers_before_their_words():
    drawing = """
        Fife 2023/24

        545|people took a direct payment (Option 1)
        126|people were on Option 2
        1204|people were on Option 3
    """
    accepted(book(drawing), *people("Fife", "2023/24", "545 A3", "126 A4", "1204 A5"))


def test_a_lone_number_is_asked_about_and_makes_no_column():
    drawing = f"Fife 2023/24\n\n{ROWS}\n\n|||||5713"
    asked(book(drawing), "S10 F7")


def test_words_over_a_lone_number_are_heeded_still():
    drawing = f"Fife 2023/24\n\n{ROWS}\n\nFigures do not cover the Levenmouth locality.\n|||||5713"
    found = asked(book(drawing), "S10 F8", "S11 A7")
    assert [each.words for each in found.notes] == ["Figures do not cover the Levenmouth locality."]


@pytest.mark.parametrize("title", ["As at 31 March 2024", "Fife: people by option, at 31 March 2024"])
def test_the_day_on_which_a_year_ends_names_it(title):
    accepted(book(f"{title}\n\nOption|People\n{ROWS}"), *AT_4)


@pytest.mark.parametrize("title", ["Fife: people by option, at 30 June 2024", "Report run at 31 March 2024"])
def test_another_day_or_that_of_a_report_does_not(title):
    assert reading(book(f"{title}\n\nOption|People\n{ROWS}")).verdict != "accept"


def test_a_title_names_the_year_of_this_return_and_not_that_of_the_last():
    accepted(book(f"This return: 2023/24\n\nOption|People\n{ROWS}"), *AT_4)
    assert reading(book(f"Last return: 2022/23\nThis return\nOption|People\n{ROWS}")).verdict != "accept"


# Headings and labels


@pytest.mark.parametrize(
    "heading",
    ["Direction", "Data quality check", "Source of data", "What we want to say about it", "Officer remarks", "RAG"],
)
def test_a_column_of_words_beside_figures(heading):
    accepted(book(f"Option|2023/24|{heading}\nOption 1|545|Up\nOption 2|126|Passed\nOption 3|1204|Up"), *AT_2)


@pytest.mark.parametrize("heading", ["Direction", "Data quality check", "What we want to say about it"])
def test_such_a_column_holds_no_number_and_no_limit_unasked(heading):
    drawing = f"Option|2023/24|{heading}\nOption 1|545|64\nOption 2|126|adults only\nOption 3|1204|"
    asked(book(drawing), "S10 C2", "S11 C3")


def test_a_text_column_between_the_years_and_the_options():
    drawing = "Year|Source of data|Option 1|Option 2\n2022/23|Old system|545|126\n2023/24|New system|560|131"
    accepted(book(drawing), *block(drawing, "C2", "2022/23, 2023/24", "1, 2"))


@pytest.mark.parametrize(
    ("label", "metric", "breakdown"),
    [
        ("We reviewed the personal outcomes of", "outcomes_reviewed", ""),
        ("How many teams did you ask for training figures?", "teams_asked", ""),
        ("Eligible workers (staff who should have SDS training)", "staff_eligible", ""),
        ("Staff trained – all teams", "staff_trained", ""),
        ("Everybody, counted once:", "sds_people", "option=any"),
        ("Number of individual people across all options", "sds_people", "option=any"),
        ("People with an SDS option (no double counting)", "sds_people", "option=any"),
        ("Arranged by council (3)", "sds_people", "option=3"),
        ("Roghainn 3 / Option 3", "sds_people", "option=3"),
    ],
)
def test_officers_words_for_what_is_counted(label, metric, breakdown):
    drawing = (
        f"Measure|2023/24\nOption 1|545\nOption 2|126\n{'Option 3' if breakdown != 'option=3' else 'Option 4'}|804"
    )
    content = book(f"{drawing}\n{label}|1420")
    found = reading(content)
    assert (metric, breakdown, 1420) in {
        (each.key.metric, each.key.breakdown, each.value) for each in found.observations
    }, found.problems


@pytest.mark.parametrize(
    "label",
    [
        *(
            "Direct payment (2)",
            "Staff still to be trained",
            "Staff due training",
            "People whose outcomes were not met",
        ),
        *("Option 1 budget", "People able to choose who did not", "Teams we did not ask", "Direct payments (new)"),
    ],
)
def test_words_that_say_something_else_are_asked_about(label):
    found = reading(book(f"Measure|2023/24\nOption 2|126\nOption 3|804\nOption 4|51\n{label}|420"))
    assert found.verdict != "accept" and 420 not in {each.value for each in found.observations}


def test_an_idea_counts_only_where_the_words_are_parted_by_it():
    """`should have training` says who is eligible; the `have training` within it does not say who is trained."""
    found = reading(book("Measure|2023/24\nEligible workers (staff who should have SDS training)|142"))
    assert [each.key.metric for each in found.observations] == ["staff_eligible"]


def test_adults_beside_another_service_is_a_service():
    drawing = "Fife 2023/24\nService|Option 1|Option 2\nAdults|545|126\nChildren and families|93|34"
    found = reading(book(drawing))
    assert {each.key.breakdown for each in found.observations} == {
        f"option={option};service={service}" for option in "12" for service in ("adults", "children_families")
    }


def test_options_and_ages_in_two_rows_of_headings():
    drawing = "Fife\n|Option 1||Option 3|\nYear|Age 18-64|Age 65-74|Age 18-64|Age 65-74\n2023/24|204|66|610|280"
    found = reading(book(drawing, merged=["B2:C2", "D2:E2"]))
    assert found.verdict == "accept"
    assert {(each.key.breakdown, each.value) for each in found.observations} == {
        *(("age=18-64;option=1", 204), ("age=65-74;option=1", 66)),
        *(("age=18-64;option=3", 610), ("age=65-74;option=3", 280)),
    }


@pytest.mark.parametrize(
    "heading", ["Change (2023/24 less 2022/23)", "Change 2022/23 to 2023/24", "Difference since 2022/23 in 2023/24"]
)
def test_a_change_between_two_named_years_is_no_figure_of_either(heading):
    drawing = f"Option|2022/23|2023/24|{heading}\nOption 1|545|560|15\nOption 2|126|131|5"
    found = reading(book(drawing))
    assert not {"D2", "D3"} & {each.cell for each in found.observations}


@pytest.mark.parametrize(
    "base", ["Forms", "Number of replies", "Responses at baseline", "Number of people responding (base)"]
)
def test_how_many_answered_in_any_words_is_the_base(base):
    drawing = f"Fife\nStatement|Baseline (May 2022)|{base}\nI am heard|3.2|13\nI am clear|2.6|12"
    found = reading(book(drawing))
    assert {(each.cell, each.value, each.base) for each in found.observations} == {("B3", 3.2, 13), ("B4", 2.6, 12)}


def test_how_many_answered_under_the_heading_of_each_round():
    drawing = (
        "Fife\nStatement|Baseline (June 2023) mean|Baseline (June 2023) base|Revisit (June 2025) mean|"
        "Revisit (June 2025) base\nI am heard|3.2|16|3.8|12"
    )
    found = reading(book(drawing))
    assert {(each.key.period, each.value, each.base) for each in found.observations} == {
        ("2023-06", 3.2, 16),
        ("2025-06", 3.8, 12),
    }


def test_the_corner_over_people_each_counted_once():
    rows = "Option 1 only|310\nOption 2 only|125\nOption 3 only|902\nMore than one option|84\nAny option|1421"
    found = reading(book(f"Fife 2023/24\nEach person counted once|People\n{rows}"))
    assert found.verdict == "accept"
    assert {each.key.metric for each in found.observations} == {"sds_people_one_option", "sds_people"}


def test_both_ways_of_counting_one_under_the_other():
    drawing = """
        Fife, 2023/24
        Measure|People
        A. Every option a person used
        Option 1|222
        Option 2|127
        Option 3|472
        B. Each person counted once, by one option only
        Option 1 only|173
        Option 2 only|99
        Option 3 only|409
    """
    found = reading(book(drawing))
    assert found.verdict == "accept"
    assert {(each.key.metric, each.value) for each in found.observations} == {
        *(("sds_people", number) for number in (222, 127, 472)),
        *(("sds_people_one_option", number) for number in (173, 99, 409)),
    }


# Titles, sheets and files


def test_a_title_speaks_of_what_most_stands_under_it():
    drawing = "Fife - outcomes\nMeasure|2023/24\nPeople whose outcomes were reviewed|1502\nImplementation rate (%)|72.4"
    found = reading(book(drawing))
    assert found.verdict == "accept"
    assert {each.key.metric for each in found.observations} == {"outcomes_reviewed", "implementation_rate"}


@pytest.mark.parametrize("title", ["Section 1: the four options", "(most recent year first)"])
def test_a_title_that_limits_nothing(title):
    accepted(book(f"{title}\n\nOption|2023/24\n{ROWS}"), *AT_4)


def test_how_often_a_board_meets_says_nothing_of_the_figures():
    accepted(book(f"Option|2023/24\n{ROWS}"), *AT_2, name="fife quarterly workforce board.xlsx")
    assert reading(book(f"Option|2023/24\n{ROWS}"), "fife quarterly sds.xlsx").verdict == "ask"


def test_steps_and_versions_on_a_sheet_of_words_are_no_figures():
    steps = "Step|What to do\n1|Run the report for the year\n2|Paste the counts"
    versions = "Version|Date|Change\n1|May 2024|First issue\n1.1|May 2025|Option 4 added"
    accepted(
        book({"How to update": steps, "Version history": versions, "Data": f"Option|2023/24\n{ROWS}"}),
        *people("Fife", "2023/24", "545 B2", "126 B3", "1204 B4", sheet="Data"),
        notes="",
    )


def test_a_line_that_defines_a_measure_of_the_authority_s_own_stands_beside_it():
    line = "Budget agreed: the sum of personal budgets agreed in the year."
    found = reading(book(f"Fife\nMeasure|2023/24\nBudget agreed (£)|4318250\nBudget spent (£)|4102877\n\n{line}"))
    assert found.verdict == "accept"
    assert [each.words for each in found.notes] == [line]


# What an attack found


@pytest.mark.parametrize(
    "drawing",
    [
        "Staff training 2024/25\nStaff trained|100\nDirect payments|60\nIndividual service funds|40",
        "Version|Measure|2024/25\nDundee City|Option 1|100\nDundee City|Option 2|90",
        "Fife 2024/25\nStep|Option|People\nApril to September|Option 1|100\nApril to September|Option 2|50",
        "2024/25\nOption 1 over the last 3 years|450\nOption 2 over the last 3 years|100",
        "2024/25\nOption 1|450\nOption 2 over twelve months|100",
        "2024/25\nStaff eligible|200\nCare managers trained|40",
        "2024/25\nOption 1 - people who employ PAs|40\nOption 2|30",
        "2024/25\nStaff attended sessions|40",
        "Fife Council\nHere are our figures. The last ones we sent were for 2023/24.\nOption|People\nOption 1|100",
        "Fife Council\nPlease find below the people who left us in 2024/25.\nOption|People\nOption 1|100",
        "Fife: list frozen at 31 March 2025\nOption|People\nOption 1|100\nOption 2|50",
        "Fife 2024/25\nOption|People|Comments\nOption 1|100|people before contract ended",
        "Fife 2024/25\nBudget agreed (£)|300\n\nBudget agreed: £ thousands, before contributions",
        "Fife 2024/25\nImplementation rate|85\n\nImplementation rate: % of people aged 65+",
        "Fife 2024/25\nOption|People|Comments\nOption 1|100|Recorded under the option they asked for",
        "2024/25\nMeasure|Number of people\nPeople with a budget agreed|450",
    ],
)
def test_what_must_not_be_taken_in_unasked(drawing):
    assert reading(book(drawing)).verdict != "accept"


def test_teams_asked_to_reply_have_not_replied():
    found = reading(book("2024/25\nTeams asked to reply|25"))
    assert [each.key.metric for each in found.observations] == ["teams_asked"]


def test_each_counted_once_by_option_is_another_count_than_of_options():
    rows = "Option 1|100\nOption 2|50\nOption 3|300"
    found = reading(book(f"Fife 2024/25\nEach person counted once by the option they used|People\n{rows}"))
    assert {each.key.metric for each in found.observations} <= {"sds_people_one_option"}


def test_numbers_beside_names_of_options_under_a_lone_heading_are_not_lost():
    drawing = {"A": "Fife 2024/25\nOption|People\nOption 1|100", "B": "Line|2024/25\n400|Option 3\n30|Option 4"}
    assert reading(book(drawing)).verdict != "accept"


# Remarks


@pytest.mark.parametrize(
    "remark", ["Direct payments team confirm", "Home care framework renewed", "Includes carers with a budget"]
)
def test_a_remark_that_explains(remark):
    accepted(book(f"Option|2023/24|Comment\nOption 1|545|{remark}\nOption 2|126\nOption 3|1204"), *AT_2)


@pytest.mark.parametrize(
    "note",
    [
        *("Figures agreed with finance.", "[note 2] People, not packages.", "People recorded under each SDS option"),
        "Prepared as a report to committee",
    ],
)
def test_a_note_that_explains(note):
    accepted(book(f"Option|2023/24\n{ROWS}\n\n{note}"), *AT_2)


@pytest.mark.parametrize(
    "note",
    [
        *("Respite is left out.", "NB: people with equipment only are left out", "Agency staff are not included."),
        *("Figures leave out people living outside the council area.", "Excludes telecare and community alarm only."),
        "Figures leave out people who pay for all their own support.",
    ],
)
def test_whom_such_counts_commonly_leave_out_is_said_beside_them(note):
    found = reading(book(f"Option|2023/24\n{ROWS}\n\n{note}"))
    assert found.verdict == "accept"
    assert [each.words for each in found.notes] == [note]


@pytest.mark.parametrize(
    "note",
    [
        *("Children are left out.", "Figures leave out Kirkcaldy.", "Excludes people with equipment or care at home."),
        *("Respite is left out, and figures are of the first half.", "People living outside Kirkcaldy are left out."),
        *(
            "People with a learning disability are not included.",
            "Packages, not people.",
            "People recorded under the wrong option",
        ),
        "Figures agreed with finance for adults only.",
    ],
)
def test_its_neighbour_that_limits(note):
    assert reading(book(f"Option|2023/24\n{ROWS}\n\n{note}")).verdict == "ask"


# People


def test_a_list_of_staff_is_a_list_of_people():
    rows = "\n".join(f"SL4{n:03}|{23 + n}|Adults" for n in range(7))
    found = reading(book({"Data": f"Option|2023/24\n{ROWS}", "Register": f"Staff ref|Age|Team\n{rows}"}))
    assert [(each.code, each.sheet) for each in found.problems if each.severity == "reject"] == [("D06", "Register")]


def test_an_old_workbook_with_the_corner_over_options():
    content = xls({"Data": "Fife 2023/24\nEach person counted once|People\nOption 1 only|310\nOption 2 only|125"})
    assert {each.key.metric for each in reading(content, "a.xls").observations} == {"sds_people_one_option"}


def test_a_comment_on_a_cell_that_limits_it_is_asked_about_still():
    def commented(workbook):
        workbook["Data"]["B2"].comment = Comment("Adults only", "Officer")

    expect(book(f"Option|2023/24\n{ROWS}", after=commented), "ask", "S11 ask B2", AT_2)


def test_a_measure_nobody_knows_is_named_once():
    figures = [
        figure("Fife", "2023/24", "sds_people", f"option={n}", f"{value} B{n + 1}") for n, value in ((1, 545), (2, 126))
    ]
    expect(
        book("Measure|2023/24\nOption 1|545\nOption 2|126\nCost per package (£)|11840"), "ask", "S09 ask A4", figures
    )
