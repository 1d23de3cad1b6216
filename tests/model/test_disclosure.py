"""Law 8: what a figure of a return becomes before anyone but its sender sees it."""

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


@pytest.mark.parametrize("metric", ["option_available", "standard_view"])
@pytest.mark.parametrize("value", [0, 0.5, 1])
def test_an_answer_about_an_area_or_its_practice_hides_nobody(metric, value):
    assert disclosure.protected(figure(value, metric)).value == value
