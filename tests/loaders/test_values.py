"""A cell and the status word beside it: a number with a status, an absence with a reason, or an admission."""

from datetime import date

import pytest

from loaders import values
from loaders.grid import Cell, Kind
from model.observations import Flag, Key, Observation, Reason, status

FIFE = Key("phs_options", "S12000047", "", "2020/21", "sds_people", "option=1")


def cell(typed):
    kinds = {bool: Kind.BOOL, int: Kind.NUMBER, float: Kind.NUMBER, date: Kind.DATE}
    kind = kinds.get(type(typed), Kind.TEXT)
    if isinstance(typed, str) and typed.startswith("="):
        kind = Kind.FORMULA
    if isinstance(typed, str) and typed.startswith("#"):
        kind = Kind.ERROR
    return None if typed is None else Cell(9, 4, kind, typed)


@pytest.mark.parametrize(
    ("typed", "word", "number", "flags", "earlier"),
    [
        (545, "as published", 545, (), None),
        (0, "as published", 0, (), None),
        (99.9, "as published", 99.9, (), None),
        (545, "estimated", 545, (Flag.ESTIMATED,), None),
        (545, "provisional; estimated", 545, (Flag.PROVISIONAL, Flag.ESTIMATED), None),
        (0, "0 may mean not recorded", 0, (Flag.ZERO_MAY_BE_UNRECORDED,), None),
        (940, "carried forward from 2018/19", 940, (Flag.CARRIED_FORWARD,), "2018/19"),
        (940, "carried forward from 2018/19; estimated", 940, (Flag.CARRIED_FORWARD, Flag.ESTIMATED), "2018/19"),
    ],
)
def test_a_number_is_read_with_its_status(typed, word, number, flags, earlier):
    assert values.read(cell(typed), word) == values.Value(number, None, flags, earlier)


@pytest.mark.parametrize(
    ("typed", "word", "reason"),
    [
        ("[x]", "not available", Reason.NOT_AVAILABLE),
        ("[x]", "not supplied", Reason.NOT_SUPPLIED),
        ("[x]", "not collected", Reason.NOT_COLLECTED),
        ("[z]", "not applicable", Reason.NOT_APPLICABLE),
        ("NA", "not applicable", Reason.NOT_APPLICABLE),
        ("[c]", "hidden to protect people", Reason.SUPPRESSED),
        ("[low]", "rounds to zero, is not zero", Reason.LOW),
        (0, "not available", Reason.NOT_AVAILABLE),
        (0, "not supplied", Reason.NOT_SUPPLIED),
    ],
)
def test_an_absence_is_read_with_its_reason(typed, word, reason):
    assert values.read(cell(typed), word) == values.Value(None, reason)


@pytest.mark.parametrize(
    ("typed", "word", "code"),
    [
        (None, "as published", "V11"),
        (None, "not available", "V11"),
        ("see email", "as published", "V01"),
        ("545", "as published", "V01"),
        ("5*", "as published", "V01"),
        ("-", "as published", "V01"),
        ("[x]", "as published", "V01"),
        ("#REF!", "as published", "V05"),
        (-5, "as published", "V06"),
        (True, "as published", "V15"),
        (date(2021, 4, 1), "as published", "V15"),
        ("=A1+B1", "as published", "S14"),
    ],
)
def test_what_is_no_figure_is_admitted(typed, word, code):
    with pytest.raises(values.NotUnderstood) as admitted:
        values.read(cell(typed), word)
    assert admitted.value.code == code


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        (545, ""),
        (545, "as publishd"),
        (545, "As published"),
        (545, "carried forward"),
        (545, "carried forward from"),
        (545, "carried forward from 2018"),
        (545, "carried forward from 2018/20"),
        (545, "estimated, provisional"),
        (545, "estimated; "),
        (545, "not available"),
        (-5, "not available"),
        (False, "not available"),
        ("545", "not available"),
        ("dna", "not available"),
        ("NA", "not available"),
        ("[c]", "not available"),
        ("[x]", "hidden to protect people"),
    ],
)
def test_an_unknown_status_or_one_that_disagrees_with_its_cell_is_never_guessed(typed, word):
    with pytest.raises(values.NotUnderstood) as admitted:
        values.read(cell(typed), word)
    assert admitted.value.code in ("M04", "V15")


@pytest.mark.parametrize("reason", [r for r in Reason if r not in (Reason.BLANK, Reason.UNCLEAR)])
def test_every_reason_we_write_is_read_back(reason):
    word = status(Observation(FIFE, None, reason))
    assert values.read(cell(0), word) == values.Value(None, reason)


@pytest.mark.parametrize("flag", Flag)
def test_every_flag_we_write_is_read_back(flag):
    earlier = "2018/19" if flag is Flag.CARRIED_FORWARD else None
    word = status(Observation(FIFE, 545, flags=(flag,), period_of_figure=earlier))
    assert values.read(cell(545), word) == values.Value(545, None, (flag,), earlier)
