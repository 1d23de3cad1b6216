"""Figures that do not go together, and figures that look wrong but are right."""

from tests.awkward.workbooks import NATIONAL, book, expect, figure, people


def year(one, two, three, four, any_, verdict, problems, may=""):
    drawing = f"""
        Council|Year|Option 1|Option 2|Option 3|Option 4|Any option
        Fife|2023/24|{one}|{two}|{three}|{four}|{any_}
    """
    said = [f"{value} {column}2" for value, column in zip((one, two, three, four), "CDEF", strict=True)]
    expect(book(drawing), verdict, problems, people("Fife", "2023/24", *said, any_=f"{any_} G2"), may=may)


def test_options_add_to_more_than_the_total():
    year(545, 126, 1204, 53, 1822, "accept", "A01 note G2")


def test_options_add_to_the_total():
    year(545, 126, 1204, 53, 1928, "accept", "")


def test_options_add_to_less_than_the_total():
    year(545, 126, 1204, 53, 2490, "ask", "A02 ask G2")


def test_options_add_to_a_little_less_where_all_is_rounded():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|545|560
        Option 2|125|130
        Option 3|1205|1190
        Option 4|50|55
        Any option|1935|1945
    """
    expect(
        book(drawing),
        "accept",
        "A13 note -",
        [
            *people("Fife", "2022/23", "545 B2", "125 B3", "1205 B4", "50 B5", any_="1935 B6"),
            *people("Fife", "2023/24", "560 C2", "130 C3", "1190 C4", "55 C5", any_="1945 C6"),
        ],
    )


def test_one_option_above_the_total():
    year(545, 126, 1204, 53, 1104, "ask", "A03 ask E2, A01 note G2")


def test_exclusive_options_do_not_add_up():
    drawing = """
        Measure|2023/24
        Option 1 only|545
        Option 2 only|126
        Option 3 only|1204
        More than one|53
        Any option|2290
    """
    at = ("Fife", "2023/24", "sds_people_one_option")
    figures = [
        figure(*at, "option=1", "545 B2"),
        figure(*at, "option=2", "126 B3"),
        figure(*at, "option=3", "1204 B4"),
        figure(*at, "option=mixed", "53 B5"),
        *people("Fife", "2023/24", any_="2290 B6"),
    ]
    expect(book(drawing), "ask", "A04 ask *", figures)


def test_exclusive_options_add_up():
    drawing = """
        Measure|2023/24
        Option 1 only|545
        Option 2 only|126
        Option 3 only|1204
        Mixed|53
        Any option|1928
    """
    at = ("Fife", "2023/24", "sds_people_one_option")
    figures = [
        figure(*at, "option=1", "545 B2"),
        figure(*at, "option=2", "126 B3"),
        figure(*at, "option=3", "1204 B4"),
        figure(*at, "option=mixed", "53 B5"),
        *people("Fife", "2023/24", any_="1928 B6"),
    ]
    expect(book(drawing), "accept", "", figures)


def test_total_row_of_councils_wrong():
    drawing = """
        Council|Year|Option 1|Option 2
        Angus|2023/24|545|126
        Falkirk|2023/24|469|131
        Total|2023/24|1104|257
    """
    expect(
        book(drawing),
        "ask",
        "A05 ask C4, S12 note A4",
        [*people("Angus", "2023/24", "545 C2", "126 D2"), *people("Falkirk", "2023/24", "469 C3", "131 D3")],
        owner=NATIONAL,
    )


def test_total_row_of_councils_right():
    drawing = """
        Council|Year|Option 1|Option 2
        Angus|2023/24|545|126
        Falkirk|2023/24|469|131
        Total|2023/24|1014|257
    """
    expect(
        book(drawing),
        "accept",
        "S12 note A4",
        [*people("Angus", "2023/24", "545 C2", "126 D2"), *people("Falkirk", "2023/24", "469 C3", "131 D3")],
        owner=NATIONAL,
    )


def test_more_staff_trained_than_eligible():
    drawing = """
        Measure|2023/24
        Staff eligible|125
        Staff trained|139
    """
    figures = [
        figure("Fife", "2023/24", "staff_eligible", "", "125 B2"),
        figure("Fife", "2023/24", "staff_trained", "", "139 B3"),
    ]
    expect(book(drawing), "ask", "A06 ask B3", figures)


def test_more_outcomes_met_than_reviewed():
    drawing = """
        Measure|2023/24
        Outcomes reviewed|158
        Outcomes met|185
    """
    figures = [
        figure("Fife", "2023/24", "outcomes_reviewed", "", "158 B2"),
        figure("Fife", "2023/24", "outcomes_met", "", "185 B3"),
    ]
    expect(book(drawing), "ask", "A06 ask B3", figures)


def test_percentage_does_not_match():
    drawing = """
        Measure|2023/24
        Staff eligible|158
        Staff trained|101
        % trained|25%
    """
    figures = [
        figure("Fife", "2023/24", "staff_eligible", "", "158 B2"),
        figure("Fife", "2023/24", "staff_trained", "", "101 B3"),
    ]
    expect(book(drawing), "ask", "A07 ask B4", figures, may="V02")


def test_percentage_matches():
    drawing = """
        Measure|2023/24
        Staff eligible|158
        Staff trained|101
        % trained|=B3/B2 {0%} -> 0.639240506
    """.replace(" {0%}", "")
    figures = [
        figure("Fife", "2023/24", "staff_eligible", "", "158 B2"),
        figure("Fife", "2023/24", "staff_trained", "", "101 B3"),
    ]
    expect(book(drawing), "accept", "", figures, may="S15")


def test_implementation_rate_with_its_parts():
    drawing = """
        Measure|2023/24
        People for whom a choice should exist|639
        People who made a choice|455
        Implementation rate|71.2
    """
    parts = "71.20500782 B4 n=455 d=639"
    expect(book(drawing), "accept", "", [figure("Fife", "2023/24", "implementation_rate", "", parts)])


def test_implementation_rate_does_not_match_its_parts():
    drawing = """
        Measure|2023/24
        People for whom a choice should exist|639
        People who made a choice|455
        Implementation rate|25%
    """
    parts = "71.20500782 B4 n=455 d=639"
    expect(book(drawing), "ask", "A07 ask B4", [figure("Fife", "2023/24", "implementation_rate", "", parts)], may="V02")


def test_implementation_rate_from_parts_alone():
    drawing = """
        Measure|2023/24
        People for whom a choice should exist|639
        People who made a choice|455
    """
    parts = "71.20500782 B3 n=455 d=639"
    expect(book(drawing), "accept", "", [figure("Fife", "2023/24", "implementation_rate", "", parts)])


def test_mean_with_nobody_behind_it():
    drawing = """
        Council|Year|Statement|Round|Mean score|Responses
        Fife|2023/24|I am listened to|Baseline|3.1|0
    """
    at = ("Fife", "2023/24", "statement_score")
    expect(book(drawing), "ask", "A08 ask E2", [figure(*at, "round=baseline;statement=I am listened to", "3.1 E2")])


def test_big_change_within_the_file():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|340|3420
        Option 2|126|131
    """
    figures = [*people("Fife", "2022/23", "340 B2", "126 B3"), *people("Fife", "2023/24", "3420 C2", "131 C3")]
    expect(book(drawing), "ask", "A09 ask C2", figures)


def test_small_numbers_may_change_a_lot():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|12|31
        Option 2|126|131
    """
    figures = [*people("Fife", "2022/23", "12 B2", "126 B3"), *people("Fife", "2023/24", "31 C2", "131 C3")]
    expect(book(drawing), "accept", "", figures)


def test_all_the_same_as_the_year_before():
    drawing = """
        Measure|2022/23|2023/24
        Option 1|340|340
        Option 2|126|126
        Option 3|1204|1204
    """
    figures = [
        *people("Fife", "2022/23", "340 B2", "126 B3", "1204 B4"),
        *people("Fife", "2023/24", "340 C2", "126 C3", "1204 C4"),
    ]
    expect(book(drawing), "ask", "A10 ask *", figures)


def test_all_noughts():
    year(0, 0, 0, 0, 0, "ask", "A14 ask *")


def test_one_option_all_noughts_over_the_years():
    drawing = """
        Measure|2021/22|2022/23|2023/24
        Option 1|340|352|361
        Option 2|0|0|0
        Option 3|1204|1210|1188
    """
    figures = [
        each
        for period, column, one, three in (
            ("2021/22", "B", 340, 1204),
            ("2022/23", "C", 352, 1210),
            ("2023/24", "D", 361, 1188),
        )
        for each in people("Fife", period, f"{one} {column}2", f"0 {column}3", f"{three} {column}4")
    ]
    expect(book(drawing), "ask", "A14 ask *", figures)


def test_everything_rounded_to_five():
    drawing = """
        Measure|2020/21|2021/22|2022/23|2023/24
        Option 1|340|350|360|355
        Option 2|125|130|120|135
        Option 3|1205|1210|1190|1215
    """
    rows = {"B": (340, 125, 1205), "C": (350, 130, 1210), "D": (360, 120, 1190), "E": (355, 135, 1215)}
    figures = [
        each
        for (column, values), period in zip(rows.items(), ("2020/21", "2021/22", "2022/23", "2023/24"), strict=True)
        for each in people("Fife", period, *(f"{value} {column}{row}" for row, value in enumerate(values, 2)))
    ]
    expect(book(drawing), "accept", "A13 note -", figures)


def test_percentage_over_a_hundred_beside_its_count():
    drawing = """
        Measure|2023/24
        Staff eligible|125
        Staff trained|139
        % trained|111%
    """
    figures = [
        figure("Fife", "2023/24", "staff_eligible", "", "125 B2"),
        figure("Fife", "2023/24", "staff_trained", "", "139 B3"),
    ]
    expect(book(drawing), "ask", "A06 ask B3, V09 ask B4", figures, may="V02")


def test_implementation_rate_with_half_of_its_parts():
    drawing = """
        Measure|2023/24
        People for whom a choice should exist|639
    """
    expect(
        book(drawing),
        "ask",
        "V11 ask B2",
        [figure("Fife", "2023/24", "implementation_rate", "", "blank B2 n=None d=639")],
    )


def test_implementation_rate_of_nobody():
    drawing = """
        Measure|2023/24
        People for whom a choice should exist|0
        People who made a choice|0
    """
    expect(
        book(drawing), "ask", "V11 ask B3", [figure("Fife", "2023/24", "implementation_rate", "", "blank B3 n=0 d=0")]
    )


def test_implementation_rate_with_a_hidden_part():
    drawing = """
        Measure|2023/24
        People for whom a choice should exist|639
        People who made a choice|[c]
    """
    parts = "suppressed B3 n=None d=639"
    expect(book(drawing), "accept", "M01 note B3", [figure("Fife", "2023/24", "implementation_rate", "", parts)])


def test_a_count_that_is_none_is_no_reason_to_fail_at_the_next_year():
    drawing = """
        Council|Measure|2022/23|2023/24
        Fife|Staff eligible|-3|640
        Fife|Option 1|0.5|545
    """
    figures = [
        figure("Fife", "2022/23", "staff_eligible", "", "-3 C2"),
        figure("Fife", "2023/24", "staff_eligible", "", "640 D2"),
        *people("Fife", "2022/23", "0.5 C3"),
        *people("Fife", "2023/24", "545 D3"),
    ]
    expect(book(drawing), "reject", "V06 reject C2, V07 ask C3", figures)
