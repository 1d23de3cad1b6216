"""Caveats: every one declared in full, a wrong edit refused, each key of a scope holding what it says and no more."""

import tomllib

import pytest

from loaders import layouts
from model import DATA, caveats, metrics
from model.caveats import Effect, Scope
from model.declared import WronglyDeclared
from model.observations import Flag, Key, Observation, Reason

FIFE, GLASGOW, SCOTLAND = "S12000047", "S12000049", "S92000003"

WEAK = """
[X1]
short = "Treat as weak: two lists disagree."
full = "Two published lists disagree about this year."
effect = "qualifies"
source = "house"
said_by = "This dashboard"
said_on = ""
about = "Fife in 2017/18"

[X1.scope]
metrics = ["sds_people"]
"""


def figure(value=545, *, flags=(), **key):
    """A figure for Fife, 2020/21, Option 1, but for what is said to differ."""
    whole = {"series": "phs_options", "area": FIFE, "coverage": "", "period": "2020/21", "metric": "sds_people"}
    reason = Reason.NOT_AVAILABLE if value is None else None
    return Observation(Key(**(whole | {"breakdown": "option=1"} | key)), value, reason, flags)


@pytest.fixture
def declare(tmp_path):
    """Writes caveat files (name -> text) into a folder of their own and reads them."""

    def declared(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return caveats.caveats(tmp_path)

    return declared


# Declaring


def test_a_caveat_declared_in_full_is_read(declare):
    found = declare(mine=WEAK)["X1"]
    assert found.effect is Effect.QUALIFIES
    assert found.scope == Scope(metrics=frozenset({"sds_people"}))


@pytest.mark.parametrize(
    "key", [line.split(" =")[0] for line in WEAK.split("[X1.scope]")[0].splitlines() if " = " in line]
)
def test_a_caveat_without_one_of_its_keys_is_refused(declare, key):
    without = "\n".join(line for line in WEAK.splitlines() if not line.startswith(f"{key} ="))
    with pytest.raises(WronglyDeclared, match=f"^mine.toml: caveat “X1” .*{key}"):
        declare(mine=without)


def test_what_is_missing_is_named_in_the_words_of_the_file(declare):
    with pytest.raises(WronglyDeclared) as refused:
        declare(mine='[X1]\nshort = "Treat as weak."\nfull = "It is weak."\neffect = "informs"\nsource = "house"\n')
    missing = "Write in what is missing: “said_by”, “said_on”, “about”, “scope”."
    assert str(refused.value) == f"mine.toml: caveat “X1” is not complete. {missing}"


SCOPE = 'metrics = ["sds_people"]'


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("two lists disagree.", "two lists " + "x" * 90, "at most 110"),
        ('"qualifies"', '"qualifys"', "effect “qualifys”. Use one of: ['prevents', 'qualifies', 'informs']"),
        ('"qualifies"', "5", "effect “5”. Use one of"),
        ('"Treat as weak: two lists disagree."', "5", "short “5”. Write a text"),
        ("[X1.scope]\n" + SCOPE, "scope = 5", "its scope stands alone"),
        (SCOPE, 'metrics = "sds_people"', "metrics “sds_people”. Write a list"),
        (SCOPE, "period_from = 2020", "period_from “2020”. Write a text"),
        (SCOPE, 'breakdown = "option"', "breakdown “option”. Write a list of codes"),
        (SCOPE, 'zero = "yes"', "zero “yes”. Write true or false"),
        ('source = "house"', 'source = "a_book"', "“a_book”"),
        ("short", 'colour = "blue"\nshort', "colour"),
        (SCOPE, 'metrics = ["sds_pople"]', "“sds_pople”"),
        (SCOPE, 'metrics = ["@no_group"]', "“@no_group”"),
        (SCOPE, 'series = ["pbs_options"]', "“pbs_options”"),
        (SCOPE, 'areas = ["Fife"]', "“Fife”"),
        (SCOPE, 'areas = ["S12000015"]', "“S12000015”"),
        (SCOPE, 'periods = ["2021/23"]', "“2021/23”"),
        (SCOPE, 'period_from = "2021"', "“2021”"),
        (SCOPE, 'period_to = "2020-21"', "“2020-21”"),
        (SCOPE, 'flags = ["estimate"]', "“estimate”"),
        (SCOPE, 'breakdown = { optoin = ["1"] }', "“optoin”"),
        (SCOPE, 'breakdown = { option = ["5"] }', "“5”"),
        (SCOPE, 'uses = ["famly_groups"]', "“famly_groups”"),
        (SCOPE, 'years = ["2020/21"]', "“years”"),
        (SCOPE, "", "no scope"),
        (SCOPE, "metrics = []", "no scope"),
        (SCOPE, 'period_from = "2020/21"\nperiod_to = "2017/18"', "2017/18"),
        ("[X1.scope]\n" + SCOPE, "", "scope"),
    ],
)
def test_a_wrong_edit_is_refused_in_a_sentence_that_names_file_and_entry(declare, right, wrong, said):
    assert WEAK.count(right) == 1
    with pytest.raises(WronglyDeclared, match="^mine.toml: caveat “X1”") as refused:
        declare(mine=WEAK.replace(right, wrong))
    assert said in str(refused.value)


def test_the_sentence_names_file_and_entry_once(declare):
    with pytest.raises(WronglyDeclared) as refused:
        declare(mine=WEAK.replace("sds_people", "sds_pople"))
    assert str(refused.value).count("mine.toml") == 1
    assert not str(refused.value).endswith("..")


def test_a_caveat_declared_in_two_files_is_refused(declare):
    with pytest.raises(WronglyDeclared, match="^two.toml: caveat “X1” is declared twice"):
        declare(one=WEAK, two=WEAK)


def test_a_caveat_declared_twice_in_one_file_is_refused_by_the_name_of_the_file(declare):
    with pytest.raises(WronglyDeclared, match="mine.toml.*X1"):
        declare(mine=WEAK + WEAK)


@pytest.mark.parametrize("slip", ["areas = ", 'areas = ["Fife', "two lists", "[X2"])
def test_a_slip_in_the_writing_is_refused_by_the_name_of_the_file(declare, slip):
    with pytest.raises(WronglyDeclared, match="mine.toml"):
        declare(mine=WEAK + slip)


# A scope, one key at a time

SCOPES = [
    ("metrics", Scope(metrics=frozenset({"sds_people"})), figure(), figure(metric="sds_people_rate")),
    ("series", Scope(series=frozenset({"phs_options"})), figure(), figure(series="phs_options_submitted")),
    ("areas", Scope(areas=frozenset({FIFE})), figure(), figure(area=GLASGOW)),
    ("periods", Scope(periods=frozenset({"2020/21"})), figure(), figure(period="2019/20")),
    ("period_from", Scope(period_from="2020/21"), figure(), figure(period="2019/20")),
    ("period_to", Scope(period_to="2020/21"), figure(), figure(period="2021/22")),
    ("breakdown", Scope(breakdown=(("option", frozenset({"1"})),)), figure(), figure(breakdown="option=2")),
    ("breakdown not split", Scope(breakdown=(("option", frozenset({"1"})),)), figure(), figure(breakdown="")),
    ("flags", Scope(flags=frozenset({"estimated"})), figure(flags=(Flag.ESTIMATED,)), figure(flags=(Flag.REVISED,))),
    ("flags none", Scope(flags=frozenset({"estimated"})), figure(flags=(Flag.ESTIMATED,)), figure()),
    ("zero", Scope(zero=True), figure(0), figure(5)),
    ("zero absent", Scope(zero=True), figure(0), figure(None)),
]


@pytest.mark.parametrize(("scope", "within", "without"), [row[1:] for row in SCOPES], ids=[row[0] for row in SCOPES])
def test_a_key_of_a_scope_holds_what_it_says_and_no_more(scope, within, without):
    assert scope.holds(within)
    assert not scope.holds(without)


def test_a_key_left_out_holds_everything():
    assert Scope().holds(figure()) and Scope().holds(figure(None, area=SCOTLAND, metric="population", breakdown=""))


@pytest.mark.parametrize(
    "scope", [Scope(uses=frozenset({"family_groups"})), Scope(outside="No figures for England are held.")]
)
def test_what_is_used_or_not_held_concerns_no_figure_by_itself(scope):
    assert not scope.holds(figure())


@pytest.mark.parametrize(
    ("period", "within"),
    [("2016/17", False), ("2017/18", True), ("2018/19", True), ("2020/21", True), ("2021/22", False)],
)
def test_from_and_to_hold_both_ends(period, within):
    assert Scope(period_from="2017/18", period_to="2020/21").holds(figure(period=period)) == within


def test_all_keys_of_a_scope_must_hold_together():
    scope = Scope(areas=frozenset({FIFE}), periods=frozenset({"2020/21"}))
    assert scope.holds(figure())
    assert not scope.holds(figure(area=GLASGOW))
    assert not scope.holds(figure(period="2019/20"))


def test_one_of_several_parts_of_a_breakdown_may_be_named():
    scope = Scope(breakdown=(("option", frozenset({"3", "4"})),))
    assert scope.holds(figure(breakdown="age=18-64;option=4"))
    assert not scope.holds(figure(breakdown="age=18-64;option=1"))


@pytest.mark.parametrize(("named", "codes"), [("authorities", 32), ("Scotland", 1), ("S12000047", 1)])
def test_areas_are_named_by_code_or_as_the_authorities_or_scotland(declare, named, codes):
    scope = declare(mine=WEAK + f'areas = ["{named}"]\n')["X1"].scope
    assert len(scope.areas) == codes
    assert scope.holds(figure(area=SCOTLAND)) == (named == "Scotland")


def test_a_group_of_metrics_is_all_that_declare_it(declare):
    scope = declare(mine=WEAK.replace("sds_people", "@one_option"))["X1"].scope
    assert scope.metrics == {"sds_people_one_option", "sds_share_one_option"}


# Several figures


def test_the_strongest_effect_comes_first():
    found = caveats.of_figures([figure(area="S12000033"), figure()])
    effects = [list(Effect).index(each.effect) for each in found]
    assert effects == sorted(effects)
    assert len(set(effects)) == 3


def test_within_an_effect_what_concerns_few_comes_before_what_concerns_all():
    ids = [each.id for each in caveats.of_figures([figure(area="S12000018"), figure(0)])]
    qualifies = [id_ for id_ in ids if caveats.caveats()[id_].effect is Effect.QUALIFIES]
    assert qualifies.index("C29") < qualifies.index("C40")


def test_each_caveat_is_said_once_however_many_figures_it_concerns():
    ids = [each.id for each in caveats.of_figures([figure(), figure(area=GLASGOW), figure()])]
    assert len(set(ids)) == len(ids)


def test_several_figures_carry_every_caveat_that_each_would_carry():
    figures = [figure(), figure(area=SCOTLAND, coverage="estimated"), figure(0, series="scs_options", period="2015/16")]
    each_one = {caveat.id for each in figures for caveat in caveats.of_figure(each)}
    assert {caveat.id for caveat in caveats.of_figures(figures)} == each_one


def test_the_caveats_of_the_first_metric_come_before_those_of_the_metric_beside_it():
    rate = figure(99.9, metric="implementation_rate", series="phs_implementation", breakdown="")
    beside = figure(9420, metric="people_supported", series="phs_people_supported", breakdown="")
    ids = [each.id for each in caveats.of_figures([beside, rate], first="implementation_rate")]
    assert ids.index("C66") < ids.index("C36")


@pytest.mark.parametrize(
    ("use", "caveat"), [("family_groups", "C61"), ("urban_rural", "C63"), ("order_by_value", "H39")]
)
def test_what_an_exhibit_uses_brings_its_caveat(use, caveat):
    assert caveat in {each.id for each in caveats.of_figures([figure()], uses=[use])}
    assert caveat not in {each.id for each in caveats.of_figures([figure()])}


def test_a_use_that_concerns_some_areas_brings_its_caveat_only_with_them():
    orkney = figure(area="S12000023")
    assert "C62" in {each.id for each in caveats.of_figures([orkney], uses=["deprivation"])}
    assert "C62" not in {each.id for each in caveats.of_figures([figure()], uses=["deprivation"])}


# What is declared

LISTED = [
    *range(1, 4),
    *range(7, 13),
    *range(17, 38),
    *range(39, 43),
    *range(45, 68),
]


def test_every_caveat_of_the_published_list_is_declared_and_no_other():
    declared = tomllib.loads((DATA / "caveats" / "published.toml").read_text(encoding="utf-8"))
    assert len(LISTED) == 57
    assert sorted(declared) == [f"C{number:02}" for number in LISTED]
    assert set(declared) <= set(caveats.caveats())


def test_every_caveat_is_one_line_and_a_full_text_and_says_who_says_so():
    for id_, each in caveats.caveats().items():
        assert 0 < len(each.short) <= 110 and "\n" not in each.short, id_
        assert each.full and each.said_by and each.about and each.citation, id_


def test_a_citation_says_who_when_and_where():
    assert (
        caveats.caveats()["C19"].citation
        == "Scottish Government, 11 July 2017. Self-directed Support, Scotland, 2015-16"
    )
    assert caveats.caveats()["C30"].citation == "This dashboard, worked out from the figures"


def kinds_of_figure():
    """Each metric with each series it can come in: those of the bundled layouts, and returns."""
    yield from ((metric, "returns") for metric in metrics.metrics())
    for tables in layouts.published().values():
        for table in tables:
            for column in table.values.values():
                yield from ((column.metric, series) for series in table.series_words.values() or [table.series])


@pytest.mark.parametrize(("metric", "series"), sorted(set(kinds_of_figure())))
def test_every_metric_has_a_caveat_that_applies_to_all_its_figures(metric, series):
    scopes = [each.scope for each in caveats.caveats().values()]
    whole = [scope for scope in scopes if scope == Scope(metrics=scope.metrics, series=scope.series)]
    assert any(metric in (scope.metrics or {metric}) and series in (scope.series or {series}) for scope in whole)
