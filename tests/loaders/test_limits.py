"""Which words about figures make them something else than they seem, and which do not: sentences, remarks and pairs."""

import pytest

from loaders import limits

YEARS, FIFE = {"2024/25"}, {"S12000047"}


def limit(text: str) -> bool:
    """Whether a line under the figures of Fife for 2024/25 is asked about."""
    return limits.of_all(text) or limits.in_one_cell(text) or limits.of_figures(text, YEARS, FIFE)


def lines(text: str) -> list[str]:
    """A list written a line each."""
    return [each.strip() for each in text.strip().split("\n")]


@pytest.mark.parametrize(
    "text",
    lines("""
        Figures relate to adults aged 65+
        These figures are for learning disability services.
        The figures are those of the mental health team.
        Numbers are for children and families.
        Figures cover the north locality.
        Data is for Kirkcaldy.
        Client group: LD
        Coverage: 6 of 7 localities
        Excludes Levenmouth
        Under 18s are counted elsewhere
        Only people reviewed in the year are counted
        Two teams have not reported
        * Adults only
        * Excludes children
        Please note: figures are for adults only
        Use [c] for small numbers. Figures are for adults only.
        Some shorthand is used. Figures are for adults only.
        One locality still to report
    """),
)
def test_some_of_the_people_or_a_place(text):
    assert limit(text)


@pytest.mark.parametrize(
    "text",
    lines("""
        This is the position at Q3
        Mid-year position
        Position at 30 September 2024
        Figures to 31 January 2025
        Data to end December
        First six months of the year
        Calendar year 2024
        Academic year
        Year to date
        Census week
        Period: April to September 2024
        Figures as last year
        Note: Figures are for 2022/23
        Please note that the figures are for 2022/23
    """),
)
def test_another_time(text):
    assert limit(text)


@pytest.mark.parametrize(
    "text",
    lines("""
        Figures are %
        Figures are rates per 1,000 people
        All numbers are 1000s
        Figures rounded to nearest ten
        Figures weighted to population
        Number of agreements rather than people
        Each service counted separately
        A person is counted once for each service
        Figures count new assessments
        Numbers are open cases
        Figures show people who asked for the option, not those who got it
        Measure: packages
    """),
)
def test_another_thing_counted(text):
    assert limit(text)


@pytest.mark.parametrize(
    "text",
    lines("""
        Options 2 and 3 cannot be separated
        Options 1 and 2 are recorded together.
        Option 2 is recorded as Option 3.
        Option 4 is counted in Option 3
        Option 3 includes people with Option 4.
        Options 1 and 2 have been swapped
    """),
)
def test_options_that_are_not_told_apart(text):
    assert limit(text)


@pytest.mark.parametrize(
    "text",
    lines("""
        Draft - do not use
        DRAFT - figures not final
        Not for use
        Made up numbers for training
        Awaiting figures from the north team
        Option 2 figure is an error
        Option 1 and 2 figures are transposed
        Note: Draft
        Figures have not been deduplicated
        The Option 1 number is wrong and will be corrected
    """),
)
def test_figures_that_nobody_stands_by(text):
    assert limit(text)


@pytest.mark.parametrize("text", ["Includes Clackmannanshire", "Figures are for Fife and Falkirk", "Falkirk figures"])
def test_another_authority(text):
    assert limit(text)


@pytest.mark.parametrize(
    "text",
    lines("""
        Figures are taken from the case management system.
        Figures are from our new recording system.
        Figures cover all localities and all client groups.
        Figures are for people who chose an option during the year.
        Data extracted as at 12 May 2025
        These figures include children and adults.
        Includes respite and short breaks.
        Option 4 includes people with Options 1 and 2.
        People with Options 1 and 3 together are counted in Option 4.
        Direct payments are made every four weeks.
        A new case management system was introduced in October 2023.
        We trained more staff this year because of the new standards.
        Do not share outside the council.
        Source: Mosaic (adults and children)
        Completed by: Older People's Services
        Our five localities each have an SDS lead.
        Fewer people chose Option 2 as two providers left the market.
        People placed here by South Lanarkshire or Falkirk are not counted.
        Reporting period 1 April 2024 to 31 March 2025
        Adults and children.
        Checked by finance, June 2025
    """),
)
def test_what_changes_nothing(text):
    assert not limit(text)


@pytest.mark.parametrize(
    "text",
    lines("""
        Highland figure
        open cases
        6 of 7 localities
        with option 3
        all options
        Kirkcaldy
        tbc
        ?
        needs checking
        not sure about this
        counted twice
        should say 454
        454 is correct
        known to be an undercount
        includes duplicates
        at 30 September
        2023/24
    """),
)
def test_a_remark_beside_a_figure_that_limits_it(text):
    assert limit(text) or limits.beside(text, FIFE)


@pytest.mark.parametrize(
    "text",
    lines("""
        Largest group
        From Mosaic
        New recording system
        Includes one-off payments
        Direct payments
        Full year
        120 in 2022/23
        agrees with the finance system
        same room, same facilitator
        Two new providers joined in the year
        Person chooses, council arranges
        Includes people who changed option part way through the year.
    """),
)
def test_a_remark_beside_a_figure_that_explains_it(text):
    assert not limits.beside(text, FIFE)


def test_options_named_beside_more_than_one_option_explain_it():
    assert limits.beside("Includes Option 2", FIFE, options={"1"})
    assert not limits.beside("Options 1 and 2, or 1 and 3", FIFE, options={"4"})


@pytest.mark.parametrize(
    "pair",
    lines("""
        Basis|packages
        As at|30 September 2024
        Period|P9
        Team|North
        Service type|Day care
        Counting|episodes
        Figures|percentages
        Coverage|5 of 7 areas
        Includes|Option 4
        Filters|Age >= 65
        Selection|open cases
        Status|Draft
        Data status|Provisional
    """),
)
def test_a_pair_that_limits(pair):
    assert limits.pair(*pair.split("|"))


@pytest.mark.parametrize(
    "pair",
    lines("""
        Service|Adult Social Care
        Team|Performance Team
        Reporting period|1 April 2024 to 31 March 2025
        As at|31 March 2025
        Unit|Number of people
        Measure|People choosing each option
        Status|Signed off by the Chief Social Work Officer
        Coverage|Whole council
        Client group|All
        Scope|Adults and children
        Basis|Each person counted once under each option
        Completed by|Older People's Services
    """),
)
def test_a_pair_that_limits_nothing(pair):
    assert not limits.pair(*pair.split("|"))
