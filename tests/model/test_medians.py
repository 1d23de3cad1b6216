"""The middle of a family group is that of members with a figure of their own, and says who those are and are not."""

import pytest

from model import areas, medians
from model.observations import FLAG_WORDS, Flag, Key, Observation, Reason

ANGUS, FIFE, MORAY, HIGHLAND, FALKIRK = GROUP = tuple(
    areas.find(name).code for name in ("Angus", "Fife", "Moray", "Highland", "Falkirk")
)


def figure(area, value, *flags, **facts):
    key = Key("phs_implementation", area, "", "2020/21", "implementation_rate", "")
    return Observation(key, value, flags=flags, **facts)


def middle(values, members=GROUP, **other):
    """The middle of figures by area; a number stands for a figure of the area's own."""
    given = {area: figure(area, each) if isinstance(each, (int, float)) else each for area, each in values.items()}
    return medians.of_group(members, given | other)


def test_it_is_the_median_with_the_range_of_all_who_have_a_figure():
    found = middle({ANGUS: 10, FIFE: 70, MORAY: 20, HIGHLAND: 40, FALKIRK: 30})
    assert (found.median, found.lowest, found.highest) == (30, 10, 70)
    assert (found.counted, found.missing) == (GROUP, ())


def test_of_an_even_number_it_lies_halfway_between_the_two_in_the_middle():
    found = middle({ANGUS: 10, FIFE: 70, MORAY: 20, HIGHLAND: 40})
    assert found.median == 30
    assert found.missing == (FALKIRK,)


def test_every_member_is_named_once_as_counted_or_as_missing_in_the_groups_order():
    found = middle({FALKIRK: 1, ANGUS: 2, MORAY: 3})
    assert found.counted == (ANGUS, MORAY, FALKIRK)
    assert found.missing == (FIFE, HIGHLAND)


def test_there_is_none_under_three():
    assert middle({ANGUS: 10, FIFE: 70}) is None
    assert middle({}) is None
    assert middle({ANGUS: 10, FIFE: 70, MORAY: 20}).counted == (ANGUS, FIFE, MORAY)


@pytest.mark.parametrize(
    "flag", [Flag.CARRIED_FORWARD, Flag.ESTIMATED, Flag.ZERO_MAY_BE_UNRECORDED], ids=FLAG_WORDS.get
)
def test_a_figure_that_is_not_the_periods_own_does_not_count(flag):
    not_its_own = figure(FALKIRK, 0, flag)
    found = middle({ANGUS: 10, FIFE: 70, MORAY: 20, FALKIRK: not_its_own})
    assert (found.median, found.lowest, found.missing) == (20, 10, (HIGHLAND, FALKIRK))
    assert middle({ANGUS: 10, FIFE: 70, FALKIRK: not_its_own}) is None


def test_an_absence_with_a_reason_does_not_count():
    absent = figure(FALKIRK, None, reason=Reason.NOT_SUPPLIED)
    assert middle({ANGUS: 10, FIFE: 70, FALKIRK: absent}) is None
    assert FALKIRK in middle({ANGUS: 10, FIFE: 70, MORAY: 1, FALKIRK: absent}).missing


@pytest.mark.parametrize("flag", [Flag.PROVISIONAL, Flag.REVISED])
def test_a_provisional_or_revised_figure_is_the_periods_own(flag):
    assert FALKIRK in middle({ANGUS: 10, FIFE: 70, FALKIRK: figure(FALKIRK, 20, flag)}).counted


def test_a_true_zero_counts():
    assert middle({ANGUS: 0, FIFE: 70, MORAY: 20}).lowest == 0


def test_figures_of_those_outside_the_group_do_not_count():
    found = middle({ANGUS: 10, FIFE: 70, MORAY: 20, HIGHLAND: 999}, members=(ANGUS, FIFE, MORAY))
    assert (found.highest, found.counted) == (70, (ANGUS, FIFE, MORAY))


def test_members_may_be_given_once_only():
    assert middle({ANGUS: 10, FIFE: 70, MORAY: 20}, members=iter(GROUP)).missing == (HIGHLAND, FALKIRK)
