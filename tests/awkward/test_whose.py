"""Whose figures they are: names as people write them, codes old and new, two councils at once, somebody else's."""

from tests.awkward.workbooks import FIFE, NATIONAL, book, expect, people

FALKIRK = "S12000014"


def wide(names: list[str]) -> str:
    rows = [f"{name}|2023/24|{545 + i}|{126 + i}|{1204 + i}" for i, name in enumerate(names)]
    return "\n".join(["Council|Year|Option 1|Option 2|Option 3", *rows])


def figures(*names: str):
    """Those of `wide`, in its rows; an empty name is a row without figures taken."""
    return [
        each
        for i, name in enumerate(names)
        if name
        for each in people(name, "2023/24", f"{545 + i} C{i + 2}", f"{126 + i} D{i + 2}", f"{1204 + i} E{i + 2}")
    ]


def national(names: list[str], verdict: str, problems: str, *expected: str, may: str = "") -> None:
    expect(book(wide(names)), verdict, problems, figures(*expected), owner=NATIONAL, may=may)


def test_name_misspelt():
    national(["Falkirk", "Edinboro"], "reject", "I01 reject A3", "Falkirk", "")


def test_one_letter_away_is_not_accepted():
    national(["Nairn Ayrshire", "Sorth Ayrshire"], "reject", "I01 reject A2, I01 reject A3")


def test_renfrewshire_and_east_renfrewshire():
    national(["Renfrewshire", "East Renfrewshire"], "accept", "", "Renfrewshire", "East Renfrewshire")


def test_known_variants():
    names = ["Western Isles", "Edinburgh, City of", "Argyll & Bute", "Orkney", "The Moray Council"]
    expected = ["Na h-Eileanan Siar", "City of Edinburgh", "Argyll and Bute", "Orkney Islands", "Moray"]
    # `&` and case are no other name: nothing to note of Argyll & Bute
    national(names, "accept", "I02 note A2, I02 note A3, I02 note A5, I02 note A6", *expected)


def test_invisible_characters_in_a_name():
    national(
        ["'Falkirk\u00a0", "'Fife\u200b", "Na h\u2011Eileanan Siar"],
        "accept",
        "",
        "Falkirk",
        "Fife",
        "Na h-Eileanan Siar",
        may="V17 I02",
    )


def test_council_in_capitals_with_hscp():
    national(["FALKIRK HSCP", "Stirling Council"], "accept", "", "Falkirk", "Stirling", may="I02")


def test_name_with_a_footnote_mark():
    national(["Falkirk [note 2]", "Stirling*", "Angus"], "accept", "", "Falkirk", "Stirling", "Angus", may="I02")


def test_name_and_code_disagree():
    drawing = """
        Code|Council|Year|Option 1|Option 2
        S12000047|Falkirk|2023/24|545|126
        S12000030|Stirling|2023/24|541|131
    """
    expect(book(drawing), "reject", "I03 reject A2", people("Stirling", "2023/24", "541 D3", "131 E3"), owner=NATIONAL)


def test_old_code():
    drawing = """
        Code|Year|Option 1|Option 2
        S12000015|2023/24|545|126
    """
    expect(book(drawing), "accept", "I04 note A2", people("Fife", "2023/24", "545 C2", "126 D2"))


def test_unknown_code():
    drawing = """
        Code|Year|Option 1|Option 2
        S12000099|2023/24|545|126
        S12000030|2023/24|541|131
    """
    expect(book(drawing), "reject", "I01 reject A2", people("Stirling", "2023/24", "541 C3", "131 D3"), owner=NATIONAL)


def test_two_councils_together():
    national(["Falkirk", "Clackmannanshire & Stirling"], "reject", "I05 reject A3", "Falkirk", "")


def test_two_councils_together_the_other_way_round():
    national(["Stirling and Clackmannanshire HSCP", "Falkirk"], "reject", "I05 reject A2", "", "Falkirk")


def test_any_two_councils_together():
    national(
        ["Falkirk", "East and North Ayrshire", "Fife and Angus"], "reject", "I01 reject A3, I01 reject A4", "Falkirk"
    )


def test_partnership_in_the_title():
    drawing = """
        Clackmannanshire and Stirling HSCP: SDS return 2023/24
        Measure|Number
        Option 1|545
        Option 2|126
    """
    expect(book(drawing), "reject", "I05 reject A1", owner=NATIONAL)


def test_no_council_anywhere():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|126
    """
    expect(book(drawing), "reject", "I06 reject Data!", owner=NATIONAL)


def test_no_council_said_but_sent_by_one():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|126
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "545 B2", "126 B3"), owner=FIFE)


def test_another_councils_return():
    expect(book(wide(["Fife"])), "reject", "I07 reject A2", figures("Fife"), owner=FALKIRK)


def test_another_councils_return_said_in_its_title():
    drawing = """
        Fife Council: self-directed support 2023/24
        Measure|Number
        Option 1|545
        Option 2|126
    """
    expect(book(drawing), "reject", "I07 reject A1", people("Fife", "2023/24", "545 B3", "126 B4"), owner=FALKIRK)


def test_another_councils_return_said_in_the_files_name():
    drawing = """
        Measure|2023/24
        Option 1|545
        Option 2|126
    """
    expect(
        book(drawing),
        "reject",
        "I07 reject *",
        people("Fife", "2023/24", "545 B2", "126 B3"),
        owner=FALKIRK,
        name="Fife SDS return.xlsx",
    )


def test_rows_for_a_second_council():
    expect(
        book(wide(["Falkirk", "Stirling"])), "reject", "I08 reject A3", figures("Falkirk", "Stirling"), owner=FALKIRK
    )


def test_same_row_twice():
    drawing = """
        Council|Year|Option 1|Option 2
        Fife|2023/24|545|126
        Fife|2023/24|545|126
    """
    expect(book(drawing), "ask", "I09 ask C3, I09 ask D3", people("Fife", "2023/24", "545 C2", "126 D2"))


def test_same_row_twice_with_different_figures():
    drawing = """
        Council|Year|Option 1|Option 2
        Fife|2023/24|545|2027
        Fife|2023/24|545|2064
    """
    expect(book(drawing), "reject", "I10 reject D3, I09 ask C3", people("Fife", "2023/24", "545 C2", "? D2"))


def test_scotland_rows():
    names = ["Falkirk", "Scotland", "Scotland (Estimated)"]
    national(names, "accept", "I11 note A3, I11 note A4", "Falkirk")


def test_sub_total_of_a_health_board():
    drawing = """
        Council|Year|Option 1|Option 2
        Angus|2023/24|545|126
        Dundee City|2023/24|541|131
        NHS Tayside sub-total|2023/24|1086|257
    """
    expect(
        book(drawing),
        "accept",
        "S12 note A4",
        [*people("Angus", "2023/24", "545 C2", "126 D2"), *people("Dundee City", "2023/24", "541 C3", "131 D3")],
        owner=NATIONAL,
    )


def test_all_areas_submitted_is_scotland():
    national(["Falkirk", "All Areas Submitted"], "accept", "I11 note A3", "Falkirk")
