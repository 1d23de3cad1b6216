"""The words of a label that stand in no phrase -> the one meaning whose ideas explain them all.

`data/registers/concepts.toml` says which ideas a meaning needs and which others it may have, and in which words people
say each. Officers put the same few ideas in any order (`How many of the eligible staff were trained?`); a word that
belongs to no idea of the meaning (`waiting`, `not`, `hours`) leaves the label unknown. Only where an option is named by
its number and the words describe how it is arranged may some small words stand beside them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from model import DATA, declared

Words = tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """What labels of certain ideas say: those it needs, and all it may have, by name. `loosely`, small words of no idea
    may stand beside them."""

    says: Mapping[str, str]
    needs: frozenset[str]
    allowed: frozenset[str]
    loosely: bool


class _Register(NamedTuple):
    """The file, made ready to be looked up: the ideas that words can stand for, and the longest of such words."""

    meanings: tuple[Meaning, ...]
    ideas: Mapping[Words, frozenset[str]]
    longest: int
    passed_over: frozenset[str]
    beside_an_option: frozenset[str]


def meaning(words: Sequence[str]) -> Mapping[str, str]:
    """What a label's words say: the facts of the one meaning that explains every word; nothing where none does, or
    where two do that differ."""
    register = _register()
    said = _without_small_words(words, register.passed_over)
    parts = [(first, last, register.ideas[part]) for first, last, part in _parts(said) if part in register.ideas]
    held = {idea for _, _, ideas in parts for idea in ideas}
    passing = frozenset(at for at, word in enumerate(said) if word in register.beside_an_option)
    found = [each for each in register.meanings if each.needs <= held and _covers(each, parts, len(said), passing)]
    return found[0].says if found and all(each.says == found[0].says for each in found) else {}


def _parts(words: Words) -> Iterator[tuple[int, int, Words]]:
    """Every run of words that may stand for an idea: its first place, one past its last, the words."""
    for first in range(len(words)):
        for last in range(first + 1, min(first + _register().longest, len(words)) + 1):
            yield first, last, words[first:last]


def _covers(one: Meaning, parts: Sequence[tuple[int, int, frozenset[str]]], end: int, passing: frozenset[int]) -> bool:
    """Whether the words can be parted, from the first to the last, into ideas that a meaning may have, each it needs
    among them; a loose one passes over words at places that say nothing else."""
    steps: dict[int, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for at in passing if one.loosely else ():
        steps[at].append((at + 1, frozenset()))
    for first, last, ideas in parts:
        if not ideas.isdisjoint(one.allowed):
            steps[first].append((last, ideas & one.needs))
    said: dict[int, set[frozenset[str]]] = defaultdict(set, {0: {frozenset()}})  # what each place may be reached with
    for at in range(end):
        for last, more in steps[at]:
            said[last] |= {each | more for each in said[at]}
    return one.needs in said[end]


@cache
def _register(path: Path = DATA / "registers" / "concepts.toml") -> _Register:
    facts = declared.read(path)
    passed_over = frozenset(facts["passed_over"])
    ideas: dict[Words, frozenset[str]] = {}
    for name, said in facts["ideas"].items():
        for each in said:
            words = _without_small_words(each.split(), passed_over)
            ideas[words] = ideas.get(words, frozenset()) | {name}
    meanings = tuple(
        Meaning(
            each["says"],
            frozenset(each["needs"]),
            frozenset(("filler", *each["needs"], *each["may"])),
            each.get("loosely", False),
        )
        for each in facts["meaning"]
    )
    return _Register(meanings, ideas, max(map(len, ideas)), passed_over, frozenset(facts["beside_an_option"]))


def _without_small_words(words: Sequence[str], passed_over: frozenset[str]) -> Words:
    """The words without those that are passed over; self-directed support is one of these."""
    joined = f" {' '.join(words)} ".replace(" self directed support ", " ").replace(" self directed ", " ")
    return tuple(word for word in joined.split() if word not in passed_over)
