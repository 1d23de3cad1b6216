"""Law 8: what a figure of a return becomes before anyone but its sender sees it."""

import random
from dataclasses import replace
from itertools import product

import pytest

from model import areas, disclosure, metrics, returns
from model.observations import Flag, Key, Observation, Reason

FIFE, ORKNEY = "S12000047", "S12000023"
ISLANDS = [each.code for each in areas.authorities() if each.island]
CARRIED = [metrics.metric(id_) for sheet in returns.sheets() for id_ in sheet.metrics]
PEOPLE = [each.id for each in CARRIED if each.unit == "people"]
STAFF = [each.id for each in CARRIED if each.unit == "staff"]


def figure(value, metric="sds_people", area=FIFE, series="returns", **facts):
    typed = {"as_typed": "" if value is None else f"{value:g}"} | facts
    return Observation(Key(series, area, "", "2023/24", metric, ""), value, sheet="Data", cell="C2", **typed)


def rate(numerator, denominator, **facts):
    value = 100 * numerator / denominator if numerator is not None and denominator else None
    more = {} if value is not None else {"reason": Reason.SUPPRESSED}
    cells = "numerator=C2;denominator=D2"
    return figure(
        value, "implementation_rate", numerator=numerator, denominator=denominator, cells=cells, **more, **facts
    )


def numbers(each):
    return each.value, each.numerator, each.denominator, each.base


def is_hidden(each):
    return numbers(each) == (None,) * 4 and each.reason is Reason.SUPPRESSED and each.as_typed == "[c]"


# Counts


def test_what_is_told_of_here_are_the_counts_that_returns_carry():
    assert {"sds_people", "sds_people_one_option", "outcomes_reviewed", "outcomes_met"} <= set(PEOPLE)
    assert {"staff_eligible", "staff_trained", "training_covers", "training_refreshed"} <= set(STAFF)


@pytest.mark.parametrize("metric", [*PEOPLE, *STAFF])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_count_of_one_to_four_is_hidden(metric, count):
    found = disclosure.protected(figure(count, metric))
    assert is_hidden(found)
    assert str(count) not in (found.as_typed, found.cells)


@pytest.mark.parametrize("metric", [*PEOPLE, *STAFF])
@pytest.mark.parametrize("count", [0, 5])
def test_nobody_and_five_are_shown(metric, count):
    assert disclosure.protected(figure(count, metric)).value == count


@pytest.mark.parametrize("count", [0.5, 3.5, 4.9])
def test_part_of_a_person_is_no_way_round_it(count):
    assert is_hidden(disclosure.protected(figure(count)))


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (5, 5), (6, 5), (7, 5), (7.5, 10), (8, 10), (12, 10), (12.5, 15), (13, 15), (545, 545), (1204, 1205)],
)
@pytest.mark.parametrize("metric", PEOPLE)
def test_people_are_rounded_to_five_halves_up(metric, count, shown):
    assert disclosure.protected(figure(count, metric)).value == shown


@pytest.mark.parametrize(("count", "shown"), [(1204, "1205"), (17, "15"), (123457, "123455")])
def test_what_was_typed_is_rounded_with_the_figure(count, shown):
    assert disclosure.protected(figure(count)).as_typed == shown


@pytest.mark.parametrize("metric", STAFF)
@pytest.mark.parametrize("count", [6, 17, 163, 140.5])
def test_staff_are_shown_as_sent(metric, count):
    assert disclosure.protected(figure(count, metric)) == figure(count, metric)


@pytest.mark.parametrize("metric", ["teams_asked", "teams_replied"])
@pytest.mark.parametrize("count", [0, 1, 4, 17])
def test_teams_are_nobodys_secret(metric, count):
    assert disclosure.protected(figure(count, metric)) == figure(count, metric)


@pytest.mark.parametrize("value", [0, 0.5, 1])
def test_an_answer_of_yes_partly_or_no_counts_nobody(value):
    assert disclosure.protected(figure(value, "training_attribute")).value == value


def test_a_figure_that_needs_no_change_is_the_same_one():
    given = figure(545)
    assert disclosure.protected(given) is given


def test_what_says_whose_it_is_and_where_it_stands_stays():
    given = figure(3, flags=(Flag.PROVISIONAL,), period_of_figure="2022/23", return_id="R7")
    found = disclosure.protected(given)
    assert (found.key, found.sheet, found.cell, found.return_id) == (given.key, "Data", "C2", "R7")
    assert (found.flags, found.period_of_figure) == ((Flag.PROVISIONAL,), "2022/23")


@pytest.mark.parametrize("reason", [each for each in Reason if each is not Reason.SUPPRESSED])
def test_an_absence_keeps_its_reason(reason):
    given = figure(None, reason=reason, as_typed="[x]")
    assert disclosure.protected(given) == given


@pytest.mark.parametrize("typed", ["3", " 3", "(3)", "3 [x]", "-3", "£3", "1,204", "3.0"])
def test_a_number_that_its_sender_said_is_none_does_not_leave_as_it_was_typed(typed):
    found = disclosure.protected(figure(None, reason=Reason.NOT_AVAILABLE, as_typed=typed))
    assert (found.value, found.reason, found.as_typed) == (None, Reason.NOT_AVAILABLE, "")
    assert disclosure.protected(figure(None, reason=Reason.SUPPRESSED, as_typed=typed)).as_typed == "[c]"


@pytest.mark.parametrize("typed", ["<5", "< 5", "[c]", "fewer than 5", "n/a", "see email", ""])
def test_a_marker_leaves_as_it_was_typed(typed):
    given = figure(None, reason=Reason.SUPPRESSED, as_typed=typed)
    assert disclosure.protected(given) == given


def test_protecting_twice_changes_nothing_more():
    for each in (figure(3), figure(1204), rate(453, 637), rate(3, 40)):
        once = disclosure.protected(each)
        assert disclosure.protected(once) == once


# Rates


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(453, 637, (455, 635)), (480, 640, (480, 640)), (12, 13, (10, 15)), (0, 640, (0, 640)), (8, 8, (10, 10))],
)
def test_a_rate_is_worked_out_from_its_rounded_parts(numerator, denominator, shown):
    found = disclosure.protected(rate(numerator, denominator))
    assert (found.numerator, found.denominator) == shown
    assert found.value == pytest.approx(100 * shown[0] / shown[1])


def test_what_was_typed_of_a_rate_is_the_rounded_rate():
    assert disclosure.protected(rate(453, 637, as_typed="71.1")).as_typed == "71.7"


def test_a_part_that_was_typed_is_not_shown_beside_rounded_parts():
    assert "453" not in disclosure.protected(rate(453, 637, as_typed="453")).as_typed


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 640), (1, 4), (0, 3), (4, 4), (3, 3)])
def test_a_rate_with_a_part_of_one_to_four_is_hidden_with_its_parts(numerator, denominator):
    assert is_hidden(disclosure.protected(rate(numerator, denominator)))


@pytest.mark.parametrize("value", [71.2, 3, 0.5])
def test_a_rate_sent_without_its_parts_is_shown_as_sent(value):
    assert disclosure.protected(figure(value, "implementation_rate")).value == value


@pytest.mark.parametrize("part", ["numerator", "denominator"])
@pytest.mark.parametrize("count", [1, 4])
def test_a_small_part_without_the_other_does_not_leave(part, count):
    """“Able to choose: 3”, “made a choice: [c]”: there is no rate, and one part that is small."""
    given = rate(**({"numerator": None, "denominator": None} | {part: count}))
    assert count not in numbers(disclosure.protected(given))


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_a_part_without_the_other_is_rounded(part):
    given = rate(**({"numerator": None, "denominator": None} | {part: 637}))
    assert getattr(disclosure.protected(given), part) == 635


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_a_part_beside_a_rate_is_rounded_without_the_other(part):
    found = disclosure.protected(figure(60, "implementation_rate", **{part: 637}))
    assert getattr(found, part) == 635


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_a_small_part_beside_a_rate_hides_both(part):
    assert is_hidden(disclosure.protected(figure(60, "implementation_rate", **{part: 3})))


# Means


def mean(base, area=FIFE):
    return figure(3.1, "statement_score", area, base=base)


@pytest.mark.parametrize("base", [0, 1, 4])
def test_a_mean_of_fewer_than_five_is_hidden_with_its_base(base):
    assert is_hidden(disclosure.protected(mean(base)))


@pytest.mark.parametrize("base", [5, 9, 40])
def test_a_mean_of_five_or_more_is_shown_with_its_base(base):
    assert disclosure.protected(mean(base)) == mean(base)


def test_there_are_three_island_authorities():
    assert [areas.name(each) for each in ISLANDS] == ["Na h-Eileanan Siar", "Orkney Islands", "Shetland Islands"]


@pytest.mark.parametrize("area", ISLANDS)
@pytest.mark.parametrize(("base", "hidden"), [(4, True), (5, True), (9, True), (10, False), (40, False)])
def test_in_the_islands_a_mean_of_fewer_than_ten_is_hidden(area, base, hidden):
    assert is_hidden(disclosure.protected(mean(base, area))) is hidden


@pytest.mark.parametrize("base", [1, 3, 4])
def test_a_small_base_does_not_leave_where_the_mean_was_hidden_by_its_sender(base):
    given = figure(None, "statement_score", base=base, reason=Reason.SUPPRESSED, as_typed="[c]")
    assert disclosure.protected(given).base is None


# Published figures

SOME = [
    figure(3, series="phs_options"),
    figure(547, series="phs_options"),
    figure(60, "implementation_rate", series="phs_implementation", numerator=3, denominator=5),
    figure(3.1, "statement_score", series="phs_options", base=2),
    figure(None, series="phs_options", reason=Reason.SUPPRESSED, as_typed="[c]"),
]


@pytest.mark.parametrize("given", SOME)
def test_a_published_figure_is_as_published(given):
    assert disclosure.protected(given) is given


# Budgets


@pytest.mark.parametrize(
    ("sum_", "shown"), [(49_999, None), (1, None), (0, 0), (50_000, 50_000), (1_234_567, 1_235_000)]
)
def test_a_sum_that_one_or_two_people_may_have_is_hidden_and_others_are_rounded(sum_, shown):
    found = disclosure.protected(figure(sum_, "budget_gbp"))
    assert found.value == shown and is_hidden(found) == (shown is None)
    assert found.as_typed == ("[c]" if shown is None else str(shown))


@pytest.mark.parametrize("metric", ["option_available", "standard_view"])
@pytest.mark.parametrize("value", [0, 0.5, 1])
def test_an_answer_about_an_area_or_its_practice_hides_nobody(metric, value):
    assert disclosure.protected(figure(value, metric)).value == value


# Figures that add up

ONCE = ("1", "2", "3", "mixed")
BANDS = ("0-17", "18-64", "65-74", "75-84", "85+")


def part(value, breakdown, metric="sds_people_one_option", **facts):
    given = figure(value, metric, **facts)
    return replace(given, key=given.key._replace(breakdown=breakdown))


def table(counts, total=None, **facts):
    """People in one option only, and all of them: four parts and their total."""
    counts = (*counts, *[0] * (4 - len(counts)))
    parts = [part(count, f"option={code}", **facts) for code, count in zip(ONCE, counts, strict=True)]
    return [*parts, part(sum(counts) if total is None else total, "option=any", "sds_people", **facts)]


def by_age(counts, **facts):
    parts = [
        part(count, f"age={band};option=1", "sds_people", **facts) for band, count in zip(BANDS, counts, strict=True)
    ]
    return [*parts, part(sum(counts), "option=1", "sds_people", **facts)]


def shown(figures, among=()):
    return ["[c]" if is_hidden(each) else each.value for each in disclosure.protected_together(figures, among)]


def could_be(count, said):
    """The numbers a reader who knows which counts are small, and that others are rounded to 5, can think of."""
    if said == "[c]":
        return range(1, 5) if count < 5 else range(5, 80)
    return [0] if said == 0 else [n for n in range(5, 260) if 5 * int(n / 5 + 0.5) == said]


def possible(exact, said):
    """For each part, the values it has in any exact table that is shown so: by trying every one of them."""
    found = [set() for _ in exact[:-1]]
    totals = set(could_be(exact[-1], said[-1]))
    for tried in product(*(could_be(*each) for each in zip(exact[:-1], said[:-1], strict=True))):
        if sum(tried) in totals:
            for values, value in zip(found, tried, strict=True):
                values.add(value)
    return found


def given_away(counts):
    """The hidden small counts of a table that subtraction leaves fewer than three values."""
    exact = [*counts, *[0] * (4 - len(counts)), sum(counts)]
    said = shown(table(counts))
    if 0 < exact[-1] < 5:
        return []  # the total is hidden itself: nothing to subtract from
    return [each for count, each in zip(exact, possible(exact, said), strict=False) if 0 < count < 5 and len(each) < 3]


@pytest.mark.parametrize("first", range(13))
def test_no_exact_table_that_could_be_shown_so_gives_a_small_count_away(first):
    """All tables of up to three parts, each of nobody to 12: larger parts are blurred as 8 to 12 are."""
    assert [(first, *more) for more in product(range(13), repeat=2) if given_away((first, *more))] == []


def test_nor_do_four_parts_some_of_them_large():
    dice = random.Random(1)
    sizes = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 52, 53, 57)
    tables = [tuple(dice.choices(sizes, k=4)) for _ in range(250)]
    assert [counts for counts in tables if given_away(counts)] == []


def test_without_hiding_a_second_some_would_be_given_away():
    """What the rule is for: 14 people in two options and 4 in the third make 18, shown as 5, 5 and 20."""
    exact, said = (7, 7, 4, 0, 18), (5, 5, "[c]", 0, 20)
    one_by_one = ["[c]" if is_hidden(each) else each.value for each in map(disclosure.protected, table((7, 7, 4)))]
    assert one_by_one == [*said]
    assert possible(exact, said)[2] == {4}


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((7, 7, 4), ["[c]", 5, "[c]", 0, 20]),
        ((12, 7, 4), [10, "[c]", "[c]", 0, 25]),
        ((8, 8, 1), ["[c]", 10, "[c]", 0, 15]),
        ((5, 5, 1, 1), ["[c]"] * 5),
        ((5, 2), ["[c]", "[c]", 0, 0, "[c]"]),
        ((3, 61, 480, 3), ["[c]", 60, 480, "[c]", 545]),
        ((12, 12, 3), [10, 10, "[c]", 0, 25]),
        ((120, 60, 45, 30), [120, 60, 45, 30, 255]),
        ((0, 0, 3), [0, 0, "[c]", 0, "[c]"]),
        ((0, 0, 0, 0), [0, 0, 0, 0, 0]),
    ],
)
def test_the_part_shown_as_the_smallest_is_hidden_too_and_only_where_it_must_be(counts, said):
    assert shown(table(counts)) == said


def by_option(counts, total, **facts):
    """People by option, who may have several: four parts and all people."""
    parts = [part(count, f"option={code}", "sds_people", **facts) for code, count in zip("1234", counts, strict=True)]
    return [*parts, part(total, "option=any", "sds_people", **facts)]


@pytest.mark.parametrize(
    ("counts", "total", "said"),
    [
        ((7, 7, 4, 0), 18, ["[c]", 5, "[c]", 0, 20]),  # nobody has several, so that they add up
        (
            (7, 4, 0, 7),
            18,
            ["[c]", "[c]", 0, 5, 20],
        ),  # everybody was counted once, Option 4 being an option like others
        ((120, 60, 3, 30), 160, [120, 60, "[c]", 30, 160]),
        ((120, 60, 3, 3), 183, [120, 60, "[c]", "[c]", 185]),
    ],
)
def test_options_add_up_where_nobody_has_several_or_all_are_counted_once(counts, total, said):
    assert shown(by_option(counts, total)) == said


def several(one, two, three, both, all_three):
    """Options 1 to 4 and all people, from how many have one option alone, Options 1 and 2, or all three."""
    counts = one + both + all_three, two + both + all_three, three + all_three, both + all_three
    return by_option(counts, one + two + three + both + all_three)


def possible_third(exact, said):
    """The values of a small Option 3 in any table that is shown so: by trying all the others can be."""
    one, two, _, four, all_ = (could_be(*each) for each in zip(exact, said, strict=True))
    sums = {a + b for a in one for b in two}
    wholes = {people + more for people in all_ for n in four for more in range(n, 2 * n + 1)}
    return {third for third in range(1, 5) if any(each + third in wholes for each in sums)}


def test_nor_is_a_small_option_given_away_where_people_have_several():
    numbers = (0, 1, 4, 5, 7, 8, 12)
    given = []
    for alone, three, both, all_three in product(product(numbers, (0, 7, 12)), (1, 2, 3, 4), (0, 1, 5, 7), (0, 2)):
        figures = several(*alone, three, both, all_three)
        exact, said = [each.value for each in figures], shown(figures)
        if 0 < exact[2] < 5 <= exact[4] and said[4] != "[c]" and len(possible_third(exact, said)) < 3:
            given.append((exact, said))
    assert given == []


def test_what_says_nearly_the_same_is_hidden_with_it():
    """With nobody in several options, Option 1 only and Option 1 are the same people."""
    counts = (7, 7, 4, 0)
    both = shown([*table(counts), *by_option(counts, 18)[:4]])
    assert both == ["[c]", 5, "[c]", 0, 20, "[c]", 5, "[c]", 0]


def test_a_small_twin_is_hidden_for_itself_and_protected_as_such():
    one_only, options = (7, 7, 4, 0), (7, 7, 4, 0)
    again = shown([*by_option(options, 18)[:4], *table(one_only)])
    assert again == ["[c]", 5, "[c]", 0, "[c]", 5, "[c]", 0, 20]


def test_ages_add_up_to_all_ages():
    assert shown(by_age((7, 7, 4, 0, 0))) == ["[c]", 5, "[c]", 0, 0, 20]
    assert shown(by_age((120, 60, 3, 45, 30))) == [120, 60, "[c]", 45, 30, 260]


def test_a_part_asked_for_alone_is_hidden_as_it_is_beside_its_total():
    whole = table((7, 7, 4))
    assert [shown([each], whole)[0] for each in whole] == shown(whole)


def test_what_is_asked_for_keeps_its_order_and_its_place():
    whole = table((7, 7, 4))
    assert [each.key for each in disclosure.protected_together(whole[::-1])] == [each.key for each in whole[::-1]]
    assert shown(whole[::-1]) == shown(whole)[::-1]


def test_the_tables_of_others_and_of_other_years_have_nothing_to_do_with_it():
    mine, other = table((7, 7, 4)), table((7, 7, 14), area=ORKNEY)
    assert shown([*mine, *other]) == [*shown(mine), 5, 5, 15, 0, 30]


def test_where_a_part_is_missing_only_what_is_certain_is_subtracted():
    without_mixed = [each for each in table((7, 7, 4)) if each.key.breakdown != "option=mixed"]
    assert shown(without_mixed) == [5, 5, "[c]", 20]
    tight = [each for each in table((5, 5, 1, 1)) if each.key.breakdown != "option=mixed"]
    assert shown(tight) == ["[c]"] * 4


def test_a_part_that_its_sender_hid_is_protected_as_well():
    given = table((7, 7, 4))
    given[2] = replace(given[2], value=None, reason=Reason.SUPPRESSED, as_typed="[c]")
    assert shown(given) == ["[c]", 5, "[c]", 0, 20]


def test_parts_that_do_not_add_up_give_nothing_away_and_nothing_more_is_hidden():
    assert shown(table((120, 60, 3, 30), total=545)) == [120, 60, "[c]", 30, 545]


def test_published_tables_are_shown_as_published():
    given = table((7, 7, 4), series="phs_one_option")
    assert disclosure.protected_together(given) == given


def test_staff_are_in_no_table_that_adds_up():
    """Staff counts are not rounded, and no total of those trained and not trained is collected."""
    unrounded = {each.id for each in CARRIED if each.hide_below and not each.round_to}
    assert unrounded == {"staff_eligible", "staff_trained", "training_covers", "training_refreshed"}
    assert unrounded.isdisjoint(disclosure.ADDING_UP)


def test_every_metric_that_is_split_by_age_is_known_to_add_up():
    split = {each.id for each in CARRIED if "age" in (*each.breakdown, *each.optional)}
    assert split <= set(disclosure.ADDING_UP)
