"""An exhibit cannot be built, and so cannot leave, without what is owed to the reader (law 1)."""

from dataclasses import FrozenInstanceError, replace

import pytest

from exhibits.exhibit import Exhibit, Incomplete
from exhibits.tables import Table
from model import caveats
from model.caveats import EFFECT_WORDS, Effect

SAID = {
    "id": "rate",
    "headline": "One of 32 authorities sent 2020/21 figures",
    "subtitle": "SDS implementation rate. Percent.",
    "period": "2020/21",
    "held_since": "22 November 2026",
    "table": Table("Rates", ("Authority", "Rate"), (("Fife", "98.4%"),)),
    "series": ("phs_implementation",),
    "alt": "Bar chart. Fife 98.4%.",
}


@pytest.fixture
def whole(figures):
    """Everything an exhibit of three figures needs, one of them carried forward."""
    drawn = figures("""
        Aberdeen City | 85.5 | 940 of 1100  | carried forward from 2018/19
        Fife          | 98.4 | 1310 of 1331 |
        Moray         | 0    | 0 of 600     |
    """)
    return {**SAID, "figures": tuple(drawn), "caveats": caveats.of_figures(drawn)}


def test_an_exhibit_with_everything_is_built(whole):
    assert Exhibit(**whole).caveats == whole["caveats"]


@pytest.mark.parametrize(
    ("lacking", "empty", "named"),
    [
        ("caveats", (), "has not a caveat"),
        ("series", (), "has not a source"),
        ("period", "", "has not a period"),
        ("held_since", "", "has not its date"),
        ("alt", "", "has no text alternative"),
    ],
)
def test_an_exhibit_without_what_is_owed_cannot_be_built(whole, lacking, empty, named):
    with pytest.raises(Incomplete, match=named):
        Exhibit(**whole | {lacking: empty})


def test_each_caveat_that_applies_to_a_figure_is_owed(whole):
    assert {"C01", "C07", "H17"} <= {caveat.id for caveat in whole["caveats"]}
    for missing in whole["caveats"]:
        fewer = tuple(caveat for caveat in whole["caveats"] if caveat is not missing)
        with pytest.raises(Incomplete, match=f"lacks {missing.id}, which"):
            Exhibit(**whole | {"caveats": fewer})


def test_a_caveat_of_what_the_exhibit_uses_may_stand_beside_those_of_its_figures(whole):
    used = caveats.of_figures(whole["figures"], ["order_by_value"])
    assert set(Exhibit(**whole | {"caveats": used}).caveats) - set(whole["caveats"]) == {caveats.caveats()["H39"]}


def test_nothing_can_be_taken_off_an_exhibit_once_it_is_built(whole):
    exhibit = Exhibit(**whole)
    with pytest.raises(FrozenInstanceError):
        exhibit.caveats = ()
    with pytest.raises(Incomplete):
        replace(exhibit, caveats=exhibit.caveats[1:])


def test_notes_are_numbered_through_from_one(whole):
    numbered = [pair for _, group in Exhibit(**whole).notes for pair in group]
    assert [number for number, _ in numbered] == list(range(1, len(whole["caveats"]) + 1))
    assert tuple(caveat for _, caveat in numbered) == whole["caveats"]


def test_notes_stand_once_under_each_effect_the_strongest_first(whole):
    headings = [heading for heading, _ in Exhibit(**whole).notes]
    assert headings == [EFFECT_WORDS[effect] for effect in Effect]


def test_each_note_stands_under_its_own_effect(whole):
    for heading, group in Exhibit(**whole).notes:
        assert {EFFECT_WORDS[caveat.effect] for _, caveat in group} == {heading}


def test_notes_on_figures_beside_have_a_heading_of_their_own(compare):
    exhibit = compare("Fife | 98.4 | 1310 of 1331", beside={"people_supported": "Fife | 12000 || estimated"})
    *_, (last, beside) = exhibit.notes
    assert last == "About the figures in brackets"
    assert "C37" in {caveat.id for _, caveat in beside}
    assert exhibit.aside == {caveat.id for _, caveat in beside}


PHS = "Public Health Scotland, Insights in Social Care: Self-directed Support, 2019/20 - 2020/21"


@pytest.mark.parametrize(
    ("series", "publishers"),
    [
        (("phs_implementation",), [PHS]),
        (("phs_implementation", "phs_options"), [PHS]),
        (("phs_implementation", "lgbf"), [PHS, "Improvement Service"]),
    ],
)
def test_the_source_line_names_every_source_once_and_since_when_it_is_held(whole, series, publishers):
    line = Exhibit(**whole | {"series": series}).source_line
    assert [line.count(each) for each in publishers] == [1] * len(publishers)
    assert line.startswith("Source: ") and line.endswith("Held since 22 November 2026.")


def test_a_file_is_named_for_what_it_shows_and_since_when_it_is_held(whole):
    assert Exhibit(**whole).file_stem == "rate_held-22-november-2026"
