"""Breakdowns: short codes on the figures, words on screen, publishers' headings in between."""

import pytest

from model import breakdowns


@pytest.mark.parametrize(
    ("parts", "breakdown"),
    [
        ({}, ""),
        ({"option": "1"}, "option=1"),
        ({"option": "1", "age": "18-64"}, "age=18-64;option=1"),
        ({"age": "85+", "client_group": "elderly_frail"}, "age=85+;client_group=elderly_frail"),
    ],
)
def test_a_breakdown_is_pairs_in_key_order_and_back(parts, breakdown):
    assert breakdowns.join(parts) == breakdown
    assert breakdowns.split(breakdown) == parts


@pytest.mark.parametrize(
    ("breakdown", "words"),
    [
        ("", ""),
        ("option=1", "Option 1: direct payment"),
        ("option=any", "Any SDS option"),
        ("age=85+;option=3", "Option 3: arranged by the council, Aged 85 and over"),
        ("client_group=dementia", "Dementia"),
    ],
)
def test_a_breakdown_is_read_aloud(breakdown, words):
    assert breakdowns.words(breakdown) == words


def test_every_dimension_has_a_label_and_words_for_each_code():
    for dimension in breakdowns.dimensions().values():
        assert dimension.label
        assert all(dimension.codes.values())
        assert len(set(dimension.codes.values())) == len(dimension.codes), dimension.key


def test_every_published_heading_means_a_code_we_have_words_for():
    for dimension in breakdowns.dimensions().values():
        assert set(dimension.published.values()) <= set(dimension.codes), dimension.key


def test_no_word_means_both_a_part_and_the_whole():
    for dimension in breakdowns.dimensions().values():
        assert set(dimension.whole).isdisjoint(dimension.published), dimension.key


@pytest.mark.parametrize(
    ("key", "heading", "code"),
    [
        ("option", "Any SDS", "any"),
        ("option", "Option 4", "4"),
        ("option", "Option 4 Only", "mixed"),
        ("age", "85+ years", "85+"),
        ("age", "Unknown", "unknown"),
        ("client_group", "Elderly / Frail", "elderly_frail"),
        ("support_need", "Not Known", "not_known"),
    ],
)
def test_a_published_heading_is_one_code(key, heading, code):
    assert breakdowns.dimensions()[key].published[heading] == code


def test_codes_hold_no_sign_that_a_breakdown_is_written_with():
    for dimension in breakdowns.dimensions().values():
        assert not any(sign in code for code in dimension.codes for sign in "=;")
