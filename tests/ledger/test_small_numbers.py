"""Law 8: a small number of a return is kept, and leaves the ledger for its sender alone: in no list and in no file."""

import csv
import re

import pytest
from openpyxl import load_workbook

from exhibits import files
from ledger import Ledger, Sent
from model import areas
from model.observations import Key, Observation, Reason

FIFE, ORKNEY = "S12000047", "S12000023"
NUMBERS = ("value", "numerator", "denominator", "base")


def figure(value, metric="sds_people", breakdown="", area=FIFE, series="returns", **facts):
    typed = {"as_typed": "[c]" if value is None else f"{value:g}"} | facts
    return Observation(Key(series, area, "", "2023/24", metric, breakdown), value, sheet="Data", cell="C2", **typed)


def split_by(metric, key, values, **facts):
    return [figure(value, metric, f"{key}={code}", **facts) for code, value in values.items()]


STATEMENT = "round=baseline;statement=I am listened to"
RETURN = [
    *split_by("sds_people", "option", {"any": 547, "1": 1, "2": 4, "3": 540, "4": 3}),
    *split_by("sds_people", "option", {"1": 2, "2": 0, "3": 5}, area=ORKNEY),
    figure(2, "sds_people", "age=85+;option=1", as_typed="2 [p]"),
    *split_by("sds_people_one_option", "option", {"1": 3, "2": 61, "3": 480, "mixed": 3}),
    figure(7.5, "implementation_rate", numerator=3, denominator=40, cells="numerator=C2;denominator=D2"),
    figure(50, "implementation_rate", area=ORKNEY, numerator=2, denominator=4, as_typed="2"),
    figure(17, "staff_eligible"),
    figure(4, "staff_trained"),
    *split_by("training_covers", "aspect", {"conversations": 1, "budgets": 2, "risk": 3}),
    figure(1, "training_refreshed", as_typed="1 [e]"),
    figure(4, "outcomes_reviewed"),
    figure(3, "outcomes_met"),
    figure(2.5, "statement_score", STATEMENT, base=4, cells="base=D2"),
    figure(3.5, "statement_score", STATEMENT, area=ORKNEY, base=9, cells="base=D2"),
]
MANY = [
    *split_by("sds_people", "option", {"any": 1203, "1": 547, "2": 0, "3": 700}, area="S12000041"),
    figure(71.1, "implementation_rate", area="S12000041", numerator=453, denominator=637, as_typed="71.1"),
]
PUBLISHED = [
    figure(3, breakdown="option=1", series="phs_options"),
    figure(547, breakdown="option=2", series="phs_options"),
]
TEAMS = [figure(4, "teams_asked"), figure(3, "teams_replied")]
ANSWERS = [figure(1, "training_attribute", "attribute=ongoing", as_typed="yes")]


@pytest.fixture
def held(tmp_path):
    """A ledger with a return full of small numbers, and a published figure that is one."""
    ledger = Ledger(tmp_path / "home")
    ledger.record(Sent(b"published", "options.xlsx", "national", "bundled"), PUBLISHED)
    ledger.record(Sent(b"returns", "returns.xlsx", "national", "a test"), [*RETURN, *MANY])
    return ledger


def key_and_numbers(figures):
    return {each.key: tuple(getattr(each, name) for name in NUMBERS) for each in figures}


def small(value):
    return value is not None and value != "" and 0 < float(value) < 5


# Asked of the ledger


def test_to_the_sender_every_figure_is_as_it_was_sent(held):
    exact = held.figures(exact=True)
    assert key_and_numbers(exact) == key_and_numbers([*RETURN, *MANY, *PUBLISHED])
    typed = {each.key: each.as_typed for each in exact}
    assert typed == {each.key: each.as_typed for each in [*RETURN, *MANY, *PUBLISHED]}


def test_to_anyone_else_no_small_number_of_a_return_is_given(held):
    for each in held.figures(series="returns"):
        assert not [name for name in NUMBERS if small(getattr(each, name))], each


def test_what_was_typed_gives_none_away(held):
    for each in held.figures(series="returns"):
        assert not re.match(r"[1-4]\b(?!\d|\.)", each.as_typed), each


def test_what_is_hidden_keeps_its_place_and_says_why(held):
    assert {each.key for each in held.figures()} == {each.key for each in held.figures(exact=True)}
    kept = {(each.key.metric, each.key.breakdown): each for each in held.figures(area=FIFE, series="returns")}
    hidden = {name for name, each in kept.items() if each.reason is Reason.SUPPRESSED}
    shown = {name: each.value for name, each in kept.items() if each.value is not None}
    assert shown == {
        ("sds_people", "option=any"): 545,
        ("sds_people", "option=3"): 540,
        ("sds_people_one_option", "option=2"): 60,
        ("sds_people_one_option", "option=3"): 480,
        ("staff_eligible", ""): 17,
    }
    assert len(hidden) + len(shown) == len(kept)
    assert {kept[name].as_typed for name in hidden} == {"[c]"}


def test_five_and_nobody_are_no_small_numbers(held):
    found = {each.key.breakdown: each.value for each in held.figures(area=ORKNEY, metric="sds_people")}
    assert found == {"option=1": None, "option=2": 0, "option=3": 5}


def test_people_are_rounded_and_rates_worked_out_from_what_is_shown(held):
    found = {(each.key.metric, each.key.breakdown): each for each in held.figures(area="S12000041")}
    people = [found["sds_people", f"option={code}"].value for code in ("any", "1", "2", "3")]
    assert people == [1205, 545, 0, 700]
    rate = found["implementation_rate", ""]
    assert (rate.numerator, rate.denominator, rate.value) == (455, 635, pytest.approx(100 * 455 / 635))


def test_a_mean_of_few_is_hidden_and_of_fewer_than_ten_in_the_islands(held):
    assert areas.authority(ORKNEY).island
    found = held.figures(metric="statement_score")
    assert [(each.reason, each.base) for each in found] == [(Reason.SUPPRESSED, None)] * 2


def test_published_figures_are_as_published(held):
    found = held.figures(series="phs_options")
    assert [(each.value, each.as_typed) for each in found] == [(3, "3"), (547, "547")]


def test_teams_and_answers_are_nobodys_secret(ledger):
    ledger.record(Sent(b"returns", "returns.xlsx", FIFE, "a test"), [*TEAMS, *ANSWERS])
    assert key_and_numbers(ledger.figures()) == key_and_numbers(ledger.figures(exact=True))


@pytest.mark.parametrize("wanted", [{"metric": "sds_people"}, {"area": [FIFE]}, {"period": "2023/24", "area": ORKNEY}])
def test_no_way_of_asking_gives_one(held, wanted):
    for each in held.figures(**wanted):
        assert each.key.series != "returns" or not [name for name in NUMBERS if small(getattr(each, name))]


LONE_PARTS = [
    figure(None, "implementation_rate", numerator=None, denominator=3, reason=Reason.SUPPRESSED),
    figure(None, "implementation_rate", area=ORKNEY, numerator=3, reason=Reason.SUPPRESSED),
    figure(None, "statement_score", STATEMENT, base=3, reason=Reason.SUPPRESSED),
]


@pytest.mark.parametrize("given", LONE_PARTS, ids=["denominator", "numerator", "base"])
def test_a_small_part_of_what_is_no_figure_does_not_leave_either(ledger, given):
    ledger.record(Sent(b"returns", "returns.xlsx", FIFE, "a test"), [given])
    (found,) = ledger.figures()
    assert not [name for name in NUMBERS if small(getattr(found, name))]


# In files


def exported(ledger, folder, ending):
    """The rows of the returns in an exported file, each by its columns; and the whole of it as text."""
    path = folder / f"out.{ending}"
    files.export(ledger.figures(), path)
    if ending == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    else:
        rows = [["" if cell is None else str(cell) for cell in row] for row in load_workbook(path)["Figures"].values]
    assert rows[0] == list(files.COLUMNS)
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_file_lets_anyone_see_a_small_number(held, tmp_path, ending):
    rows = [row for row in exported(held, tmp_path, ending) if row["series"] == "returns"]
    assert len(rows) == len(RETURN) + len(MANY)
    for row in rows:
        assert not [name for name in NUMBERS if small(row[name])], row
        assert not re.match(r"'?[1-4](\s|$|\.0?$)", row["as_typed"]), row


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_hidden_says_so_in_a_file(held, tmp_path, ending):
    rows = exported(held, tmp_path, ending)
    (row,) = [
        row
        for row in rows
        if (row["series"], row["authority"], row["breakdown"], row["metric"])
        == ("returns", FIFE, "option=1", "sds_people")
    ]
    assert (row["value"], row["reason"], row["as_typed"]) == ("", "suppressed", "[c]")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_published_small_number_is_in_the_file_as_published(held, tmp_path, ending):
    rows = [row for row in exported(held, tmp_path, ending) if row["series"] == "phs_options"]
    assert [(float(row["value"]), row["as_typed"]) for row in rows] == [(3, "3"), (547, "547")]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("given", LONE_PARTS, ids=["denominator", "numerator", "base"])
def test_a_small_part_alone_is_in_no_file(ledger, tmp_path, given, ending):
    ledger.record(Sent(b"returns", "returns.xlsx", FIFE, "a test"), [given])
    (row,) = exported(ledger, tmp_path, ending)
    assert not [name for name in NUMBERS if small(row[name])]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_after_a_withdrawal_no_earlier_small_number_comes_to_light(held, tmp_path, ending):
    later = held.record(Sent(b"later", "later.xlsx", FIFE, "a test"), [figure(550, breakdown="option=1")])
    held.withdraw(later, "a test", "wrong")
    rows = [row for row in exported(held, tmp_path, ending) if row["series"] == "returns"]
    assert not [row for row in rows if any(small(row[name]) for name in NUMBERS)]


# Figures that add up


def test_a_part_is_hidden_for_another_whatever_is_asked(tmp_path):
    ledger = Ledger(tmp_path / "home")
    given = [
        *split_by("sds_people_one_option", "option", {"1": 7, "2": 7, "3": 4, "mixed": 0}),
        *split_by("sds_people", "option", {"any": 18}),
    ]
    ledger.record(Sent(b"returns", "returns.xlsx", "national", "a test"), given)
    all_of_it = {each.key: each.value for each in ledger.figures()}
    assert sorted(all_of_it.values(), key=str) == [0, 20, 5, None, None]
    for each in given:
        asked = {"metric": each.key.metric, "breakdown": each.key.breakdown, "period": "2023/24", "area": FIFE}
        assert [one.value for one in ledger.figures(**asked)] == [all_of_it[each.key]]
    assert [each.value for each in ledger.figures(exact=True, breakdown="option=1")] == [7]


def test_nor_does_its_history_give_it_away(tmp_path):
    """An earlier version is hidden where it was for its own return's sake, and where it would be beside what counts."""
    ledger = Ledger(tmp_path / "home")

    def sent(name, three, any_):
        counts = split_by("sds_people_one_option", "option", {"1": 7, "2": 7, "3": three, "mixed": 0})
        given = [*counts, *split_by("sds_people", "option", {"any": any_})]
        ledger.record(Sent(name.encode(), name, "national", "a test"), given)
        return given[0].key

    key = sent("first.xlsx", 4, 18)
    sent("second.xlsx", 40, 54)
    assert [each.observation.value for each in ledger.history(key)] == [5, None]
    sent("third.xlsx", 4, 18)
    assert [each.observation.value for each in ledger.history(key)] == [None, None, None]
    assert [each.observation.value for each in ledger.history(key, exact=True)] == [7, 7, 7]
