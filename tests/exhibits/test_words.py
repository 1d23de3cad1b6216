"""Numbers, dates and lists are said one way everywhere."""

from dataclasses import replace

import pytest

from exhibits import words
from model import areas, metrics

RATE, PEOPLE = metrics.metric("implementation_rate"), metrics.metric("sds_people")
MONEY = metrics.metric("sds_budget")


@pytest.mark.parametrize(
    ("value", "metric", "said"),
    [
        (99.894, RATE, "99.9%"),
        (100, RATE, "100.0%"),
        (0, RATE, "0.0%"),
        (9420, PEOPLE, "9,420"),
        (1234567, PEOPLE, "1,234,567"),
        (0, PEOPLE, "0"),
        (383, MONEY, "£383m"),
    ],
)
def test_a_number_has_commas_its_decimals_and_its_sign(value, metric, said):
    assert words.number(value, metric) == said


@pytest.mark.parametrize(
    "metric",
    [each for each in metrics.metrics().values() if each.unit != "yes-partly-no"],
    ids=lambda metric: metric.id,
)
def test_no_number_has_more_than_one_decimal(metric):
    assert len(words.number(1234.56789, metric).strip("£m%").partition(".")[2]) <= 1
    assert words.number(1234.5, metric).lstrip("£").startswith("1,23")


@pytest.mark.parametrize("value", [1, 0.5, 0])
def test_yes_partly_and_no_are_said_in_words(value):
    assert words.number(value, metrics.metric("training_attribute")) == {1: "yes", 0.5: "partly", 0: "no"}[value]


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        ("Fife | 98.4 | 9420 of 9430", "9,420 of 9,430"),
        ("Fife | 98.4 | 9420", "9,420"),
        ("Fife | 98.4", ""),
        ("Fife | 0 | 0 of 600", "0 of 600"),
    ],
)
def test_parts_are_said_as_far_as_they_are_held(figures, drawing, said):
    assert words.parts(figures(drawing)[0]) == said


def test_a_whole_without_its_part_is_not_said_alone(figures):
    assert words.parts(replace(figures("Fife | 98.4 | 1 of 600")[0], numerator=None)) == ""


@pytest.mark.parametrize(("value", "said"), [(None, "not held"), (0, "0"), (1331, "1,331")])
def test_a_part_that_is_not_held_says_so(value, said):
    assert words.part(value) == said


@pytest.mark.parametrize(
    ("many", "said"), [(0, "no"), (1, "one"), (6, "six"), (9, "nine"), (10, "10"), (1950, "1,950")]
)
def test_small_counts_are_words_and_large_ones_digits(many, said):
    assert words.count(many) == said


@pytest.mark.parametrize(
    ("named", "said"), [([], ""), (["Fife"], "Fife"), (["Angus", "Fife"], "Angus and Fife"),
                        (["Angus", "Fife", "Moray"], "Angus, Fife and Moray")],
)  # fmt: skip
def test_areas_are_listed_as_a_sentence_lists_them(named, said):
    assert words.listing([areas.find(name).code for name in named]) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-22T03:16:22+00:00", "22 November 2026"),
        ("2026-01-01", "1 January 2026"),
        ("2024-02-29T23:59:59+00:00", "29 February 2024"),
    ],
)
def test_a_day_is_said_in_english_whatever_the_servers_language(moment, said):
    assert words.day(moment) == said


@pytest.mark.parametrize(
    ("sentence", "said"), [("six show", "Six show"), ("", ""), ("NHS", "NHS"), ("31 have none", "31 have none")]
)
def test_a_sentence_begins_with_a_capital_and_is_otherwise_as_it_was(sentence, said):
    assert words.capital(sentence) == said
