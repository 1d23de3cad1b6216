"""What taking a return in would change: new, changed, the same, and what it does not have."""

import string

import pytest

from intake import difference
from ledger import Sent
from loaders.answers import OUR_NAMES, choices, our_words, settle
from loaders.problems import KINDS, Severity, problem
from model.observations import Flag, Key, Observation
from model.returns import SERIES
from tests.awkward.workbooks import FIFE

ANGUS = "S12000041"


def figure(value, option="1", area=FIFE, **facts):
    return Observation(Key(SERIES, area, "", "2023/24", "sds_people", f"option={option}"), value, **facts)


@pytest.fixture
def held(ledger):
    ledger.record(Sent(b"earlier", "earlier.xlsx", FIFE, "a test"), [figure(545), figure(126, "2"), figure(1204, "3")])
    ledger.record(Sent(b"another", "angus.xlsx", ANGUS, "a test"), [figure(211, area=ANGUS)])
    return ledger


def test_each_figure_is_new_changed_the_same_or_not_there(held):
    found = difference.of([figure(560), figure(126, "2"), figure(61, "4")], held)
    assert [each.key.breakdown for each in found.new] == ["option=4"]
    assert [(before.value, now.value) for before, now in found.changed] == [(545, 560)]
    assert [each.value for each in found.same] == [126]
    assert [each.value for each in found.not_here] == [1204]


def test_another_flag_is_a_change(held):
    found = difference.of([figure(545, flags=(Flag.PROVISIONAL,))], held)
    assert len(found.changed) == 1 and not found.brings_nothing


def test_the_same_again_brings_nothing(held):
    assert difference.of([figure(545), figure(126, "2"), figure(1204, "3")], held).brings_nothing


def test_other_authorities_figures_are_no_part_of_it(held):
    assert not difference.of([figure(211, area=ANGUS)], held).not_here


ASKED = [kind for kind in KINDS.values() if kind.severity is Severity.ASK]


@pytest.mark.parametrize("kind", ASKED, ids=lambda kind: kind.name)
def test_every_question_has_answers_to_choose_among_and_each_settles_it_but_no(kind):
    said = {"small": "0.7", "large": "70"} | ({"typed": "2022/23 and 2023/24"} if kind.name == "P05 two" else {})
    asked = problem(kind.name, "Data", "C2", **(_any(kind.message) | said))
    offered = choices(asked)
    assert len(offered) > 1
    assert {each.answer for each in offered if not settle(asked, each.answer)} <= {
        "no",
        *(name.lower() for name in OUR_NAMES),
    }


@pytest.mark.parametrize("name", OUR_NAMES)
def test_each_name_offered_for_a_heading_is_one_we_know(name):
    assert our_words(name.lower())


def _any(message):
    return {name: "7" for _, name, _, _ in string.Formatter().parse(message) if name}


def test_a_caveat_that_newly_applies_and_one_that_no_longer_would_are_told(held):
    estimate = figure(560, flags=(Flag.ESTIMATED,))
    assert [each.id for each in difference.of([estimate], held).come] == ["H44"]
    held.record(Sent(b"an estimate", "estimate.xlsx", FIFE, "a test"), [estimate])
    assert [each.id for each in difference.of([figure(545)], held).gone] == ["H44"]
    assert difference.of([figure(126, "2")], held).gone == ()
