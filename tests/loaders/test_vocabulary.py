"""The words of headings: each declared once, as it is looked up, and saying something that is collected."""

from collections import Counter

import pytest

from loaders import vocabulary
from model import DATA, declared, metrics

FACTS = declared.read(DATA / "registers" / "vocabulary.toml")
PHRASES = [(words, entry["says"]) for entry in FACTS["phrase"] for words in entry["words"]]
EVERY_WORD = {
    "phrases": [words for words, _ in PHRASES] + FACTS["fillers"],
    "headings": [words for listed in FACTS["heads"].values() for words in listed],
    "words that limit": FACTS["limits"] + FACTS["places"],
    "qualifiers": FACTS["qualifiers"],
    "words of the file": FACTS["file_words"],
}


@pytest.mark.parametrize("kind", ["phrases", "headings"])
def test_nothing_is_declared_twice_since_the_last_would_win_unseen(kind):
    assert [words for words, times in Counter(EVERY_WORD[kind]).items() if times > 1] == []


@pytest.mark.parametrize("kind", EVERY_WORD)
def test_all_words_stand_as_they_are_looked_up(kind):
    assert [words for words in EVERY_WORD[kind] if " ".join(vocabulary.words_of(words)) != words] == []


def test_each_phrase_is_of_a_metric_that_is_collected():
    named = {says["metric"] for _, says in PHRASES if "metric" in says}
    assert named <= set(metrics.metrics())


@pytest.mark.parametrize(
    ("label", "known"),
    [
        ("Option 3 (arranged services)", True),
        ("Option 1 (third party)", False),
        ("Arranged services", False),
        ("Mixture of the above", False),
    ],
)
def test_a_gloss_is_known_beside_the_number_of_its_option_alone(label, known):
    assert vocabulary.read(label).known is known
