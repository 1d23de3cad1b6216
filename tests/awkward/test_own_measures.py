"""Measures of an authority's own in any layout: read where a label says one in full, else asked about."""

import pytest

from model.notes import NoteKind
from tests.awkward.workbooks import NATIONAL, book, expect, figure, reading

YEAR = ("Fife", "2023/24")


def stage(said, code, period="at 2024-03"):
    return figure("Fife", period, "stage_people", f"stage={code}", said)


# Read


def test_services_across():
    drawing = """
        SDS options by service 2023/24
        Option|Adult services|Children and families|Adult carers|Young carers
        Option 1|120|45|30|12
    """
    codes = ("adults", "children_families", "adult_carers", "young_carers")
    said = zip(codes, ("120 B3", "45 C3", "30 D3", "12 E3"), strict=True)
    figures = [figure(*YEAR, "sds_people", f"option=1;service={code}", typed) for code, typed in said]
    expect(book(drawing), "accept", "", figures)


def test_a_service_over_a_column_under_a_title_of_options():
    drawing = """
        People by SDS option 2023/24
        |Children and families
        Option 1|120
    """
    expect(book(drawing), "accept", "", [figure(*YEAR, "sds_people", "option=1;service=children_families", "120 B3")])


@pytest.mark.parametrize("day", ["31/03/2024", "31 March 2024", "2024-03-31", "At 31st March 2024"])
def test_people_waiting_on_the_last_day_of_a_year(day):
    drawing = f"""
        Council|Period|Awaiting assessment|Waiting for a budget|Waiting for support to start
        Fife|{day}|45|12|30
    """
    figures = [stage("45 C2", "assessment"), stage("12 D2", "budget"), stage("30 E2", "start")]
    expect(book(drawing), "accept", "", figures)


def test_two_days_are_two_states_and_no_jump_between_years():
    drawing = """
        |31 March 2023|31 March 2024
        Awaiting assessment|500|45
    """
    figures = [stage("500 B2", "assessment", "at 2023-03"), stage("45 C2", "assessment")]
    expect(book(drawing), "accept", "", figures)


def test_beside_figures_of_the_same_year_no_year_is_missing():
    drawing = """
        Council|Year|Option 1|Awaiting assessment 31 March 2024
        Fife|2023/24|545|45
    """
    found = reading(book(drawing))
    assert "P09" not in {each.code for each in found.problems}


def test_budgets_in_pounds():
    drawing = """
        Measure|2023/24
        Budgets agreed (£)|1200000
        Budgets spent (£)|1100000
    """
    parts = [("agreed", "1200000 B2"), ("spent", "1100000 B3")]

    def in_pounds(workbook):
        for cell, code in (("B2", '"£"#,##0'), ("B3", "[$£-809]#,##0.00")):
            workbook["Data"][cell].number_format = code

    figures = [figure(*YEAR, "budget_gbp", f"part={part}", said) for part, said in parts]
    expect(book(drawing), "accept", "", figures)
    expect(book(drawing, after=in_pounds), "accept", "", figures)


def test_a_number_of_people_shown_in_pounds_is_still_asked_about():
    def in_pounds(workbook):
        workbook["Data"]["B2"].number_format = '"£"#,##0'

    drawing = """
        Measure|2023/24
        Independent support|120
    """
    figures = [figure(*YEAR, "independent_support", "", "120 B2")]
    expect(book(drawing, after=in_pounds), "ask", "V18 ask B2", figures)


def test_pounds_shown_in_thousands_are_asked_about():
    def in_thousands(workbook):
        workbook["Data"]["B2"].number_format = '"£"#,##0,'

    drawing = """
        Measure|2023/24
        Budgets agreed|1200000
    """
    figures = [figure(*YEAR, "budget_gbp", "part=agreed", "1200000 B2")]
    expect(book(drawing, after=in_thousands), "ask", "V18 ask B2", figures)


def test_where_options_are_available_in_words():
    drawing = """
        Measure|2023/24
        Option 1 available|Everywhere
        Option 2 available|some areas
        Option 3 available|no
        Option 4 available|[x]
    """
    said = ("1 B2", "0.5 B3", "0 B4", "not_available B5")
    figures = [figure(*YEAR, "option_available", f"option={n}", each) for n, each in enumerate(said, 1)]
    expect(book(drawing), "accept", "", figures, may="M01")


def test_standards_by_number_and_by_title():
    drawing = """
        Measure|2023/24
        Standard 1|Fully in place
        2. Early help, family support and community support|partly in place
        Standard 12: Access to budgets and flexibility of spend|not yet in place
    """
    said = ((1, "1 B2"), (2, "0.5 B3"), (12, "0 B4"))
    expect(book(drawing), "accept", "", [figure(*YEAR, "standard_view", f"standard={n}", each) for n, each in said])


def test_several_authorities():
    drawing = """
        Council|Year|Independent support
        Fife|2023/24|120
        Angus|2023/24|60
    """
    figures = [
        figure("Fife", "2023/24", "independent_support", "", "120 C2"),
        figure("Angus", "2023/24", "independent_support", "", "60 C3"),
    ]
    expect(book(drawing), "accept", "", figures, owner=NATIONAL)


# Definitions


def test_a_definition_is_kept_beside_its_figure_and_asks_nothing():
    drawing = """
        Measure|2023/24|Definition
        Independent support|120|Carers and adults aged 65+, excluding advocacy
        Option 1|545|
    """
    found = reading(book(drawing))
    (note,) = found.notes
    assert (found.verdict, found.account.total()) == ("accept", found.cells)
    assert (note.kind, note.words) == (NoteKind.EXPLANATION, "Carers and adults aged 65+, excluding advocacy")
    assert (note.beside, note.period, note.said_by, note.sheet, note.cell) == (
        *("independent_support", "2023/24", "Fife"),
        *("Data", "C2"),
    )


def test_definitions_of_parts_are_one_note_that_says_which_is_of_which():
    drawing = """
        Measure|31 March 2024|Definition
        Awaiting assessment|45|From the day of referral
        Awaiting a budget|12|From the day of assessment
        Waiting for support to start|30|From the day of assessment
    """
    (note,) = reading(book(drawing)).notes
    assert note.words == (
        "Awaiting assessment: From the day of referral\nAwaiting a budget: From the day of assessment"
    )
    assert note.period == "at 2024-03"


@pytest.mark.parametrize("definition", ["Figures in thousands", "This is last year's figure"])
def test_a_definition_that_would_make_the_number_another_is_asked_about(definition):
    drawing = f"""
        Measure|2023/24|Definition
        Independent support|120|{definition}
    """
    assert [(each.code, each.cell) for each in reading(book(drawing)).problems if each.severity == "ask"] == [
        ("S11", "C2")
    ]


def test_beside_a_measure_that_all_define_alike_words_are_asked_about_as_ever():
    drawing = """
        Measure|2023/24|Definition
        Option 1|545|Adults aged 65+
    """
    found = reading(book(drawing))
    assert [each.code for each in found.problems] == ["S11"]
    assert [each.said_by for each in found.notes] == ["Fife, in words beside its figures"]


# Asked about

ASKED = {
    "adults alone": "People by SDS option 2023/24\n|Adults\nOption 1|120",
    "carers alone": "People by SDS option 2023/24\n|Carers\nOption 1|120",
    "a title of children": "Children and families: people by SDS option 2023/24\n|2023/24\nOption 1|120",
    "a title of young carers": "Young carers\nYear|Option 1|Option 2\n2023/24|120|60",
    "a title of adult carers over another measure": "Adult carers 2023/24\nYear|Independent support\n2023/24|45",
    "waiting alone": "Council|Year|Option 1|Waiting\nFife|2023/24|545|45",
    "people waiting in a title": "People waiting 2023/24\n|2023/24\nOption 1|45",
    "waiting for an assessment over options": "Waiting for assessment\n|31 March 2024\nOption 1|45\nOption 2|50",
    "a budget over options": "Budgets agreed 2023/24\n|2023/24\nOption 1|45000",
    "budget alone": "Council|Year|Option 1|Budget\nFife|2023/24|545|45000",
    "spend alone": "Council|Year|Option 1|Spend\nFife|2023/24|545|45000",
    "in thousands": "Council|Year|Option 1|Budgets agreed (£000)\nFife|2023/24|545|45000",
    "options available over counts": "Options available 2023/24\n|2023/24\nOption 1|12",
    "options at risk of being all of one service": "|2023/24\nAdult carers\nOption 1|45\nYoung carers\nOption 1|41",
    "a measure that is not split by service": "Council|Year|Independent support adult carers\nFife|2023/24|45",
    "a stage without a measure of its own": "Measure|31 March 2024\nPeople at each stage|45\nAwaiting assessment|12",
}


@pytest.mark.parametrize("drawing", ASKED.values(), ids=ASKED)
def test_words_that_say_less_than_a_measure_in_full_are_asked_about(drawing):
    found = reading(book(drawing))
    assert found.verdict == "ask", [(each.code, each.cell) for each in found.problems]


@pytest.mark.parametrize("typed", ["Everywhere", "in some places", "fully in place", "not yet"])
def test_an_answer_is_never_a_count(typed):
    drawing = f"""
        Measure|2023/24
        Option 1|{typed}
        Option 2|126
    """
    (wrong,) = [each for each in reading(book(drawing)).problems if each.severity == "reject"]
    assert (wrong.code, wrong.cell) == ("V01", "B2")


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        *(("Option 1 available", each) for each in ("yes", "3", "partly in place", "x")),
        *(("Standard 1", each) for each in ("yes", "4", "everywhere", "good")),
    ],
)
def test_what_is_no_answer_to_the_question_is_sent_back(label, typed):
    drawing = f"""
        Measure|2023/24
        {label}|{typed}
        Independent support|126
    """
    found = reading(book(drawing))
    assert ("V01", "B2") in {(each.code, each.cell) for each in found.problems if each.severity == "reject"}
    assert all(each.value is None for each in found.observations if each.cell == "B2")


def test_people_waiting_in_a_year_are_asked_on_which_day():
    drawing = """
        Council|Year|Awaiting assessment
        Fife|2023/24|45
    """
    found = reading(book(drawing))
    (asked,) = found.problems
    assert (asked.kind, asked.cell, asked.proposal) == ("P07 date", "B2", "yes")
    assert asked.message.endswith("it says 2023/24. Are they people waiting on 31 March 2024?")
    assert [each.key.period for each in found.observations] == ["at 2024-03"]


def test_a_year_on_the_cover_alone_is_no_day():
    found = reading(book({"Cover": "Council|Fife\nYear|2023/24", "Data": "Measure|Value\nAwaiting assessment|45"}))
    assert [(each.kind, each.sheet) for each in found.problems if each.severity == "ask"] == [("P07 date", "Data")]


@pytest.mark.parametrize("day", ["30 September 2023", "1 April 2024"])
def test_another_day_gives_no_figure_and_is_told_at_its_cell(day):
    drawing = f"""
        Council|Date|Awaiting assessment
        Fife|{day}|45
    """
    found = reading(book(drawing))
    assert [(each.code, each.cell) for each in found.problems] == [("P06", "B2")]
    assert found.verdict != "accept" and not found.observations
