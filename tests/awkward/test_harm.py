"""Text that would act rather than say: formulas in waiting, scripts, letters that hide or turn text round."""

from tests.awkward.workbooks import book, csv, expect, people

GOOD = """
    Council|Year|Option 1|Option 2|Option 3|Notes
    Fife|2023/24|545|126|1204|{}
"""
FIGURES = people("Fife", "2023/24", "545 C2", "126 D2", "1204 E2")


def test_text_that_starts_like_a_formula():
    expect(book(GOOD.format("'=cmd()")), "ask", "T01 ask F2", FIGURES)


def test_text_that_starts_with_at():
    expect(book(GOOD.format("@SUM(1+1)*cmd")), "ask", "T01 ask F2", FIGURES)


def test_text_that_starts_with_a_plus():
    expect(book(GOOD.format("+cmd()")), "ask", "T01 ask F2", FIGURES)


def test_a_formula_in_waiting_in_a_csv():
    figures = people("Fife", "2023/24", "545 return!C2", "126 return!D2", "1204 return!E2")
    expect(csv(GOOD.format("=cmd()")), "ask", "T01 ask return!F2", figures, name="return.csv")


def test_script():
    expect(book(GOOD.format("<script>alert(1)</script>")), "accept", "T02 note F2", FIGURES)


def test_picture_that_acts():
    expect(book(GOOD.format("<img src=x onerror=alert(1)>")), "accept", "T02 note F2", FIGURES)


def test_script_in_the_councils_place():
    drawing = """
        Council|Year|Option 1|Option 2
        <script>alert(1)</script>|2023/24|545|126
    """
    expect(book(drawing), "reject", "T02 note A2, I01 reject A2", owner="national")


def test_text_turned_round():
    expect(book(GOOD.format("counted \u202e4321 twice")), "ask", "T03 ask F2", FIGURES)


def test_a_turned_round_number_is_not_read():
    drawing = """
        Council|Year|Option 1|Option 2
        Fife|2023/24|'\u202e545|126
    """
    # Shown as 545 read backwards: which number was meant only the sender knows
    expect(book(drawing), "ask", "T03 ask C2", people("Fife", "2023/24", "? C2", "126 D2"), may="V17 V02")


def test_letters_that_hide_in_a_heading():
    drawing = """
        Council|Year|Option\u200b 1|Option 2
        Fife|2023/24|545|126
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "545 C2", "126 D2"), may="V17")


def test_a_sheet_named_like_a_formula():
    drawing = """
        Council|Year|Option 1|Option 2
        Fife|2023/24|545|126
    """
    expect(book({"=cmd()": drawing}), "accept", "", people("Fife", "2023/24", "545 C2", "126 D2", sheet="=cmd()"))


def test_signs_that_start_harmless_text():
    expect(book(GOOD.format("see <5 below; a+b")), "accept", "", FIGURES)
