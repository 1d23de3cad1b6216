"""The workbook of the picture that shows the page's aim, as an officer might send it."""

from loaders.accounting import Fate
from loaders.answers import Answers
from loaders.sent import read_here
from tests.awkward.workbooks import FIFE, TODAY, book, expect, figure, people, reading

DRAWN = """
    Falkirk Council: Self-directed Support return|||||
    prepared 12 May 2026|||||
    |2023/24||2024/25||
    |People|% of total|People|% of total|Notes
    Option 1 (direct payment)|318|10%|328|10%|
    Option 2|280|9%|{}||
    Option 3|2588|83%|2696|86%|est.
    Option 4|-||158|5%|
    All options|3127||3153||
    Source: case system, April 2026|||||
    Staff trained|177||190||
    Staff eligible|266||269||inc. bank
"""
FALKIRK = "S12000014"
TITLE = "Falkirk Council: Self-directed Support return"
ASKED = "M03 ask B8, S11 ask F7, S11 ask F12"


def test_as_sent_one_cell_is_sent_back_and_the_rest_is_read():
    figures = [
        *people("Falkirk", "2023/24", "318 B5", "280 B6", "2588 B7", "? B8", any_="3127 B9"),
        *people("Falkirk", "2024/25", "328 D5", "? D6", "2696 D7", "158 D8", any_="3153 D9"),
        *[figure("Falkirk", "2023/24", f"staff_{each}", "", said) for each, said in STAFF_BEFORE.items()],
        *[figure("Falkirk", "2024/25", f"staff_{each}", "", said) for each, said in STAFF.items()],
    ]
    expect(book(DRAWN.format("2026-04-01")), "reject", f"V04 reject D6, {ASKED}", figures, owner=FALKIRK, may="V02 S12")


STAFF_BEFORE = {"trained": "177 B11", "eligible": "266 B12"}
STAFF = {"trained": "190 D11", "eligible": "269 D12"}


def test_a_source_between_two_blocks_is_a_note_and_what_follows_is_read():
    drawing = "Measure|2023/24\nOption 1|545\nSource: case system\nStaff trained|177"
    figures = [*people("Fife", "2023/24", "545 B2"), figure("Fife", "2023/24", "staff_trained", "", "177 B4")]
    expect(book(drawing), "accept", "", figures)


def test_a_total_that_is_people_counted_once_in_one_year_is_so_in_the_next_though_an_option_is_missing():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|545|560
        Option 2|126|[x]
        Option 3|1204|1230
        All options|1700|1750
    """
    figures = [
        *people("Fife", "2022/23", "545 B2", "126 B3", "1204 B4", any_="1700 B5"),
        *people("Fife", "2023/24", "560 C2", "not_available C3", "1230 C4", any_="1750 C5"),
    ]
    expect(book(drawing), "accept", "", figures, may="A01 S12 M01")


def test_a_total_less_than_the_options_that_are_there_is_people_counted_once():
    drawing = "Measure|2023/24\nOption 1|545\nOption 2|126\nOption 3|[x]\nOption 4|1204\nTotal|1700"
    figures = people("Fife", "2023/24", "545 B2", "126 B3", "not_available B4", "1204 B5", any_="1700 B6")
    expect(book(drawing), "accept", "", figures, may="A01 S12 M01")


def test_a_sheet_the_sender_leaves_out_gives_nothing_and_is_told():
    sheets = book({"Final": "Measure|2023/24\nOption 1|545", "Draft": "Measure|2023/24\nOption 1|541"})
    assert reading(sheets).verdict == "reject"
    found = read_here(sheets, "return.xlsx", FIFE, TODAY, Answers({("S13", "Draft", ""): "leave out"}))
    assert (found.verdict, [each.value for each in found.observations]) == ("accept", [545])
    assert [(each.code, each.sheet) for each in found.problems] == [("S13", "Draft")]
    assert found.account[Fate.NOT_USED] == 4
