"""An observation is a value with a status, or an absence with a reason. There is no blank."""

import pytest

from model.observations import FLAG_WORDS, REASON_WORDS, Flag, Key, Observation, Reason, status

FIFE = Key("phs_options", "S12000047", "", "2020/21", "sds_people", "option=1")


def test_a_figure_is_a_value():
    assert Observation(FIFE, 545).value == 545


def test_a_zero_is_a_value():
    assert Observation(FIFE, 0).as_returned


@pytest.mark.parametrize("reason", Reason)
def test_an_absence_has_a_reason_and_says_it(reason):
    absent = Observation(FIFE, None, reason)
    assert not absent.as_returned
    assert status(absent) == REASON_WORDS[reason]


def test_neither_value_nor_reason_is_refused():
    with pytest.raises(ValueError, match="a value, or an absence with a reason"):
        Observation(FIFE, None)


@pytest.mark.parametrize("value", [545, 0])
def test_both_value_and_reason_is_refused(value):
    with pytest.raises(ValueError, match="never both"):
        Observation(FIFE, value, Reason.NOT_AVAILABLE)


@pytest.mark.parametrize(
    ("flags", "earlier", "words"),
    [
        ((), None, "as published"),
        ((Flag.ESTIMATED,), None, "estimated"),
        ((Flag.PROVISIONAL, Flag.ESTIMATED), None, "provisional; estimated"),
        ((Flag.CARRIED_FORWARD,), "2018/19", "carried forward from 2018/19"),
        ((Flag.ZERO_MAY_BE_UNRECORDED,), None, "0 may mean not recorded"),
    ],
)
def test_a_value_says_its_status_in_words(flags, earlier, words):
    assert status(Observation(FIFE, 0, flags=flags, period_of_figure=earlier)) == words


@pytest.mark.parametrize("flag", Flag)
def test_a_carried_forward_or_estimated_figure_is_not_as_returned(flag):
    figure = Observation(FIFE, 545, flags=(flag,))
    assert figure.as_returned == (flag not in (Flag.CARRIED_FORWARD, Flag.ESTIMATED))
    assert figure.carried_forward == (flag is Flag.CARRIED_FORWARD)


def test_every_reason_and_flag_has_words_of_its_own():
    words = [*REASON_WORDS.values(), *FLAG_WORDS.values()]
    assert set(REASON_WORDS) == set(Reason) and set(FLAG_WORDS) == set(Flag)
    assert len(set(words)) == len(words)
