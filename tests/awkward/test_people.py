"""Protecting people: nothing about an individual is kept, and small or hidden numbers are asked about.

The CHI and National Insurance numbers here are made up: a date that fits, a check digit worked out, nobody's.
"""

from openpyxl.comments import Comment

from tests.awkward.workbooks import book, expect, figure, people

FIGURES = people("Fife", "2023/24", "545 C2", "126 D2", "1204 E2")
GOOD = """
    Council|Year|Option 1|Option 2|Option 3
    Fife|2023/24|545|126|1204
"""


def chi(start: str) -> str:
    """Nine digits and their check digit."""
    weighted = sum(int(digit) * weight for digit, weight in zip(start, range(10, 1, -1), strict=True))
    check = (11 - weighted % 11) % 11
    return f"{start}{check}" if check < 10 else chi(f"{start[:8]}{(int(start[8]) + 1) % 10}")


def test_count_of_one_to_four():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|545|3|1204
    """
    expect(book(drawing), "ask", "D01 ask D2", people("Fife", "2023/24", "545 C2", "3 D2", "1204 E2"))


def test_few_staff():
    drawing = """
        Measure|2023/24
        Staff eligible|125
        Staff trained|4
    """
    figures = [
        figure("Fife", "2023/24", "staff_eligible", "", "125 B2"),
        figure("Fife", "2023/24", "staff_trained", "", "4 B3"),
    ]
    expect(book(drawing), "ask", "D01 ask B3", figures)


def test_few_teams_are_nobodys_secret():
    drawing = """
        Measure|2023/24
        Teams asked|4
        Teams replied|3
    """
    figures = [
        figure("Fife", "2023/24", "teams_asked", "", "4 B2"),
        figure("Fife", "2023/24", "teams_replied", "", "3 B3"),
    ]
    expect(book(drawing), "accept", "", figures)


def test_chi_number_in_a_note():
    expect(book(GOOD + f"\n    Case {chi('010180123')} counted twice"), "reject", "D02 reject A4")


def test_chi_number_with_spaces():
    number = chi("150362456")
    expect(book(GOOD + f"\n    {number[:6]} {number[6:]}"), "reject", "D02 reject A4")


def test_chi_number_that_lost_its_nought():
    drawing = f"""
        CHI|Age|Option
        {int(chi("010180123"))}|44|1
        {int(chi("020275234"))}|49|2
    """
    expect(book(drawing), "reject", "D02 reject A2, D02 reject A3")


def test_chi_numbers_in_a_long_list_on_a_hidden_sheet():
    def hide(made):
        made["List"].sheet_state = "hidden"

    numbers = [chi(f"{day:02d}0160{day + 100}") for day in range(1, 4)]
    sheets = {"Data": GOOD, "List": "\n".join(f"'{number}" for number in numbers)}
    problems = "\n".join(f"D02 reject List!A{row}" for row in range(1, 4))
    expect(book(sheets, after=hide), "reject", problems)


def test_a_large_figure_is_no_chi_number():
    # 9 or 10 digits that fail the date or the check digit are a number like any other: nothing to do with people
    drawing = """
        Council|Year|Option 1|Option 2|Option 3|Reference of this return
        Fife|2023/24|545|126|1204|9912345678
    """
    expect(book(drawing), "ask", "S09 ask F1", FIGURES)


def test_national_insurance_number():
    expect(book(GOOD + "\n    Ask about AB 12 34 56 C"), "reject", "D03 reject A4")


def test_a_column_of_surnames():
    drawing = """
        Surname|Forename|Option|Year
        Doe|Jo|1|2023/24
        Bloggs|Sam|2|2023/24
    """
    expect(book(drawing), "reject", "D04 reject A1, D04 reject B1")


def test_a_column_of_dates_of_birth_under_another_heading():
    days = ["1950-02-03", "1961-04-05", "1972-06-07", "1983-08-09", "1944-10-11", "1955-12-13"]
    drawing = "\n".join(["When|Option", *(f"{day}|{1 + i % 3}" for i, day in enumerate(days))])
    expect(book(drawing), "reject", "D04 reject A2")


def test_a_name_as_a_contact_is_no_list_of_names():
    sheets = {
        "Cover": """
            Council|Fife
            Year|2023/24
            Completed by|A. N. Officer
            Contact e-mail|sds.returns@example.org
        """,
        "Data": """
            Measure|Number
            Option 1|545
            Option 2|126
        """,
    }
    expect(book(sheets), "accept", "", people("Fife", "2023/24", "545 B2", "126 B3"))


def test_e_mail_addresses_of_people():
    drawing = GOOD + "\n    jo.doe@example.org\n    sam.bloggs@example.org"
    expect(book(drawing), "reject", "D05 reject A4, D05 reject A5")


def test_one_e_mail_address_could_be_the_contact():
    expect(book(GOOD + "\n    sds.returns@example.org"), "ask", "D05 ask A4", FIGURES, may="S11")


def test_postcodes():
    drawing = """
        Postcode|Option 1
        KY12 7AB|4
        KY11 3BD|3
        KY2 5EF|2
    """
    expect(book(drawing), "reject", "D05 reject A2, D05 reject A3, D05 reject A4")


def test_one_row_a_person():
    rows = [f"SW{1000 + i}|{50 + i}|{'FM'[i % 2]}|{1 + i % 3}" for i in range(8)]
    drawing = "\n".join(["Client ID|Age|Sex|Option", *rows])
    expect(book(drawing), "reject", "D06 reject A1")


def test_hidden_number_can_be_worked_out():
    drawing = """
        Measure|2023/24
        Option 1 only|545
        Option 2 only|[c]
        Option 3 only|1204
        More than one|53
        Any option|1805
    """
    at = ("Fife", "2023/24", "sds_people_one_option")
    figures = [
        figure(*at, "option=1", "545 B2"),
        figure(*at, "option=2", "suppressed B3"),
        figure(*at, "option=3", "1204 B4"),
        figure(*at, "option=mixed", "53 B5"),
        *people("Fife", "2023/24", any_="1805 B6"),
    ]
    expect(book(drawing), "ask", "M01 note B3, D07 ask B3", figures)


def test_mean_from_fewer_than_five():
    drawing = """
        Council|Year|Statement|Round|Mean score|Responses
        Fife|2023/24|I am listened to|Baseline|3.1|3
    """
    at = ("Fife", "2023/24", "statement_score")
    expect(book(drawing), "ask", "D08 ask E2", [figure(*at, "round=baseline;statement=I am listened to", "3.1 E2")])


def test_personal_data_in_a_comment():
    def comment(made):
        made["Data"]["C2"].comment = Comment("ring Jo on 01592 555012 about this one", "An officer")

    expect(book(GOOD, after=comment), "reject", "D09 reject C2")


def test_personal_data_in_the_files_properties():
    def describe(made):
        made.properties.description = "from the case of AB123456C"

    expect(book(GOOD, after=describe), "reject", "D09 reject -")


def test_e_mail_in_the_files_properties():
    def describe(made):
        made.properties.description = "about jo.doe@example.org and sam.bloggs@example.org"

    expect(book(GOOD, after=describe), "reject", "D09 reject -")


def test_a_harmless_comment():
    def comment(made):
        made["Data"]["C2"].comment = Comment("checked with finance", "An officer")

    expect(book(GOOD, after=comment), "accept", "", FIGURES)


def test_counts_that_look_like_postcodes_or_telephones_are_counts():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|10111|20222|30333
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "10111 C2", "20222 D2", "30333 E2"))
