"""One palette, light ground, readable on every shade; marks are told by more than colour."""

import pytest

from exhibits import look
from model.observations import Flag


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#000000", 21), ("#767676", "#ffffff", 4.54), ("#12436D", "#12436D", 1)],
)
def test_contrast_is_that_of_the_web_content_guidelines(one, other, ratio):
    assert look.contrast(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("colour", [look.BLUE, look.SOFT_INK, look.INK, *look.OPTIONS.values()])
def test_what_is_drawn_on_paper_stands_out(colour):
    assert look.contrast(colour, look.PAPER) >= 3


@pytest.mark.parametrize("ink", [look.INK, look.SOFT_INK])
def test_type_can_be_read_on_paper(ink):
    assert look.contrast(ink, look.PAPER) >= 4.5


@pytest.mark.parametrize("ground", [look.PAPER, *look.STEPS])
def test_type_can_be_read_on_every_shade(ground):
    assert look.contrast(look.ink_on(ground), ground) >= 4.5


def test_shades_are_of_one_hue_from_light_to_dark():
    lights = [look.luminance(shade) for shade in look.STEPS]
    assert lights == sorted(lights, reverse=True) and len(set(lights)) == 5
    for shade in look.STEPS:
        red, green, blue = (int(shade[i : i + 2], 16) for i in (1, 3, 5))
        assert red <= green <= blue


@pytest.mark.parametrize(("value", "shade"), [(0, 0), (19.9, 0), (20, 1), (59, 2), (80, 4), (100, 4)])
def test_a_value_has_the_shade_of_its_fifth(value, shade):
    assert look.step(value, 0, 100) == look.STEPS[shade]


def test_values_that_are_all_alike_have_a_shade():
    assert look.step(5, 5, 5) in look.STEPS


@pytest.mark.parametrize(
    ("breakdown", "colour"),
    [
        ({}, look.BLUE),
        ({"age": "18-64"}, look.BLUE),
        ({"option": "2"}, look.OPTIONS["2"]),
        ({"option": "2", "age": "18-64"}, look.OPTIONS["2"]),
        ({"option": "unheard of"}, look.BLUE),
    ],
)
def test_options_have_their_own_colour_and_all_else_is_blue(breakdown, colour):
    assert look.colour(breakdown) == colour


def test_a_value_that_is_not_the_years_own_has_a_pattern_and_not_a_colour():
    assert set(look.HATCH) == {Flag.CARRIED_FORWARD, Flag.ESTIMATED}
    assert len(set(look.HATCH.values())) == 2


def test_every_chart_starts_light_and_still():
    layout = look.layout(height=5)
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "#ffffff"
    assert layout["dragmode"] is False and layout["height"] == 5
    assert layout["separators"] == ".,"  # 1,234.5
