"""Markers for what is not shown, not known or does not apply, and letters that qualify a number."""

import pytest

from tests.awkward.test_values import option_1
from tests.awkward.workbooks import book, expect, figure, people


def test_letters_in_brackets():
    drawing = """
        Measure|2020/21|2021/22|2022/23|2023/24
        Option 1|[c]|[x]|[z]|[low]
        Option 2|126|131|127|129
    """
    expect(
        book(drawing),
        "accept",
        "M01 note B2, M01 note C2, M01 note D2, M01 note E2",
        [
            *people("Fife", "2020/21", "suppressed B2", "126 B3"),
            *people("Fife", "2021/22", "not_available C2", "131 C3"),
            *people("Fife", "2022/23", "not_applicable D2", "127 D3"),
            *people("Fife", "2023/24", "low E2", "129 E3"),
        ],
    )


def test_bare_letters():
    drawing = """
        Measure|2021/22|2022/23|2023/24
        Option 1|c|x|z
        Option 2|126|131|127
    """
    expect(
        book(drawing),
        "accept",
        "M01 note B2, M01 note C2, M01 note D2",
        [
            *people("Fife", "2021/22", "suppressed B2", "126 B3"),
            *people("Fife", "2022/23", "not_available C2", "131 C3"),
            *people("Fife", "2023/24", "not_applicable D2", "127 D3"),
        ],
    )


def test_less_than_five_in_signs():
    option_1("<5", "accept", "M01 note C2", "suppressed")


def test_fewer_than_five_in_words():
    option_1("fewer than 5", "accept", "M06 note C2", "suppressed")


def test_one_to_four_as_text():
    option_1("'1-4", "accept", "M06 note C2", "suppressed", may="M01")


def test_star_without_a_key():
    option_1("*", "accept", "M01 note C2", "suppressed")


def test_two_dots():
    option_1("..", "accept", "M01 note C2", "not_available")


def test_star_with_a_key_below():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|*|126|1204

        * = fewer than 5
    """
    expect(
        book(drawing),
        "accept",
        "M02 note C2",
        people("Fife", "2023/24", "suppressed C2", "126 D2", "1204 E2"),
        may="S11",
    )


def test_dash_with_a_key_on_another_sheet():
    sheets = {
        "Data": """
            Council|Year|Option 1|Option 2|Option 3
            Fife|2023/24|-|126|1204
        """,
        "Notes": """
            Symbols used
            -|not applicable
        """,
    }
    expect(
        book(sheets),
        "accept",
        "M02 note C2",
        people("Fife", "2023/24", "not_applicable C2", "126 D2", "1204 E2"),
        may="S13",
    )


def test_dash_that_the_key_says_is_nil():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|-|126|1204

        “-” = nil
    """
    expect(book(drawing), "accept", "M02 note C2", people("Fife", "2023/24", "0 C2", "126 D2", "1204 E2"), may="S11")


def test_dash_without_a_key():
    option_1("-", "ask", "M03 ask C2", "unclear")


def test_long_dash_without_a_key():
    option_1("—", "ask", "M03 ask C2", "unclear")


def test_not_known_in_letters():
    option_1("N/K", "ask", "M03 ask C2", "unclear")


def test_n_a_could_be_two_things():
    option_1("N/A", "ask", "M03 ask C2", "unclear")


def test_did_not_answer():
    option_1("dna", "ask", "M03 ask C2", "unclear")


def test_nil_in_words_is_asked_about():
    option_1("nil", "ask", "M03 ask C2", "unclear")


def test_unknown_marker():
    option_1("§", "ask", "M04 ask C2", "unclear")


def test_number_sign():
    option_1("#", "ask", "M04 ask C2", "unclear")


def test_provisional_number():
    option_1("545 [p]", "accept", "M05 note C2", "545 [provisional]")


def test_thousands_and_two_flags():
    option_1("1,234 [p] [e]", "accept", "M05 note C2", "1234 [estimated,provisional]", may="V03 V02")


def test_estimate_with_a_bare_letter():
    option_1("545e", "accept", "M05 note C2", "545 [estimated]")


def test_number_with_a_note_mark():
    option_1("545 [note 1]", "accept", "", "545", may="V02 M05")


def test_flag_without_a_number():
    option_1("[p]", "ask", "M07 ask C2", "unclear")


def test_bare_flag_letter_without_a_number():
    option_1("r", "ask", "M07 ask C2", "unclear")


def test_key_contradicts_the_usual_meaning():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|[x]|126|1204

        [x] = confidential
    """
    expect(
        book(drawing),
        "ask",
        "M08 ask A4, M02 note C2",
        people("Fife", "2023/24", "suppressed C2", "126 D2", "1204 E2"),
        may="S11",
    )


def test_break_on_a_year_heading():
    drawing = """
        Measure|2022/23 [b]|2023/24
        Option 1|545|560
        Option 2|126|131
    """
    expect(
        book(drawing),
        "accept",
        "",
        [
            figure("Fife", "2022/23", "sds_people", "option=1", "545 B2 [break]"),
            figure("Fife", "2022/23", "sds_people", "option=2", "126 B3 [break]"),
            *people("Fife", "2023/24", "560 C2", "131 C3"),
        ],
        may="M05",
    )


def test_note_marks_in_labels_and_headings():
    drawing = """
        Measure [note 2]|2022/23 [note 1]|2023/24
        Option 1 [note 1, 2]|545|560
        Option 2 [Note 3]|126|131
    """
    expect(
        book(drawing),
        "accept",
        "",
        [*people("Fife", "2022/23", "545 B2", "126 B3"), *people("Fife", "2023/24", "560 C2", "131 C3")],
    )


def test_key_for_a_plain_number_is_no_key():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|10|126|1204

        10 = not available in quarter 1
    """
    expect(book(drawing), "accept", "", people("Fife", "2023/24", "10 C2", "126 D2", "1204 E2"), may="S11")


def test_suppressed_by_a_formula():
    option_1('=IF(4<5,"[c]",4) -> [c]', "accept", "M01 note C2", "suppressed", may="S15")


def test_marker_in_a_rate():
    drawing = """
        Council|Year|Implementation rate
        Fife|2022/23|71.2%
        Fife|2023/24|[x]
    """
    at = "implementation_rate"
    expect(
        book(drawing),
        "accept",
        "M01 note C3",
        [figure("Fife", "2022/23", at, "", "71.2 C2"), figure("Fife", "2023/24", at, "", "not_available C3")],
        may="V02",
    )


STATUSES = """
    Council|Year|Option 1|Status
    Fife|2022/23|530|as returned
    Fife|2023/24|545|{}
"""


@pytest.mark.parametrize(
    ("status", "flags"),
    [
        ("provisional", "[provisional]"),
        ("Provisional; revised", "[provisional,revised]"),
        ("p", "[provisional]"),
        ("final", ""),
        ("carried forward from 2022/23", "[carried_forward]"),
    ],
)
def test_a_status_beside_a_figure(status, flags):
    figures = people("Fife", "2022/23", "530 C2") + people("Fife", "2023/24", f"545 C3 {flags}".strip())
    expect(book(STATUSES.format(status)), "accept", "", figures)


@pytest.mark.parametrize(
    "status",
    [
        *("see email", "provisional; see email", "carried forward", "carried forward from 2023/24"),
        *("carried forward from 2024/25", "not available", "[c]"),
    ],
)
def test_a_status_nobody_understands_or_that_cannot_be(status):
    figures = people("Fife", "2022/23", "530 C2") + people("Fife", "2023/24", "545 C3")
    expect(book(STATUSES.format(status)), "ask", "M04 ask D3", figures)
