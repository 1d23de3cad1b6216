"""The words of a label -> what they say, or the admission that some are not known. Every word must be explained.

The phrases stand in `data/registers/vocabulary.toml`. The longest phrase wins; fillers say nothing. Where words are
left over, or two phrases disagree, the ideas that `loaders.concepts` knows may explain them all in another order; a
label that neither explains (“Option 1 and Option 2”) is a question, never a guess.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from loaders import concepts
from model import DATA, declared

_OUTCOMES = "outcomes"  # the gloss of outcomes counted instead of people
NOTE_MARK = re.compile(r"\[\s*notes?\s*[0-9]+(?:\s*(?:,|and|&)\s*[0-9]+)*\s*\]", re.IGNORECASE)
_SIGNS = {"%": " percent ", "&": " and ", "+": " plus ", "#": " number ", "£": " gbp "}
_IN_ONE_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")  # `FinancialYear`, as systems head their columns
_SAYS_NO_MORE = re.compile(  # words that qualify elsewhere: how figures ran, and the law they are of
    r"\bpart[- ]way\b|"
    r"\bover (?:the )?(?:last |past )?(?:years?|time|period)\b|"
    r"\bunder (?:the |each |any |every )?"
    r"(?:option|more than one|section|part|social care|self[ -]directed|sds|2013|act|legislation|"
    r"regulations|statutory)\b",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"\b(?:this year and (?:the )?(?:last|previous) year|(?:over )?(?:the )?(?:last|past) (?:[2-9]|[a-z]+) years|"
    r"(?:both )?(?:children|young people) (?:and|&) adults|(?:both )?adults (?:and|&) (?:children|young people)|"
    r"all (?:ages|localities|areas|teams|services|providers|offices)|all (?:client|care|service user) groups|"
    r"(?:most recent|latest|newest)(?: year)? first|"
    r"(?:people|clients|individuals|persons),? (?:and )?not (?:packages|services|hours|payments|cases|episodes))\b",
    re.IGNORECASE,
)
_EVERYWHERE = re.compile(r"\ball (?:localities|areas|teams|services|providers|offices)\b", re.IGNORECASE)
_COUNTED_ONCE = re.compile(r"\(?\b(?:each )?(?:person|people|client|individual)s? (?:is |are )?counted once\b\)?", re.I)
_COUNTED_TWICE = re.compile(  # what a total says of its own making, and of who is in it more than once
    r"(?<=total)(?: choices made)?\s*\((?:(?:the )?sum of |adds )?(?:the )?"
    r"options? [1-4]\s*(?:,|to|and|&|\+|-|–)[^()]*\)|"
    r"\((?:some )?(?:people|clients)\b[^()]*\b(?:twice|more than once|double)\)",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(r"\W*(?:the )?(?:whole|full)? ?year\W*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_OF_A_MEETING = re.compile(  # how often it meets says nothing of the figures
    r"\b(?:quarterly|monthly|weekly)\b(?=[ _-](?:\w+[ _-])?(?:board|committee|meeting|forum|group|panel)\b)",
    re.IGNORECASE,
)
_WHO_ANSWERED = frozenset(  # how many scored the statements, in any order of these words
    "base responding respondents responses response responded replies replied replying answered answering answers "
    "forms questionnaires participants scorers".split()
)
_HOW_MANY = frozenset(
    "number no n of people persons who total how many at in the each for baseline revisit round returned completed "
    "received back took part group members".split()
)
_REMARKS = frozenset("comment comments remark remarks commentary narrative say explain explains explanation".split())
_NOT_WORDS = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class Said:
    """What a label says: facts by name (metric, option, role ...), and the words that nothing explains."""

    facts: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    contradicts: bool = False

    @property
    def known(self) -> bool:
        """Whether every word is explained and something is said."""
        return bool(self.facts) and not self.unknown and not self.contradicts


class _Words(NamedTuple):
    """The file, made ready to be looked up."""

    phrases: dict[tuple[str, ...], dict[str, str]]
    longest: int  # words of the longest phrase
    alone: dict[str, dict[str, str]]
    heads: dict[str, str]
    limits: frozenset[str]
    places: frozenset[str]
    regions: frozenset[str]
    qualifiers: frozenset[str]
    of_measures: dict[str, frozenset[str]]  # those that stand in a measure's own name
    in_file_names: frozenset[str]
    shares_in_file_names: frozenset[str]
    of_the_file: frozenset[str]
    pairs: dict[str, str]  # the left of pairs that may limit figures, by its words, with how
    no_limit: frozenset[str]


@cache
def _words(path: Path = DATA / "registers" / "vocabulary.toml") -> _Words:
    facts = declared.read(path)
    phrases: dict[tuple[str, ...], dict[str, str]] = {tuple(each.split()): {} for each in facts["fillers"]}
    for entry in facts["phrase"]:
        for each in entry["words"]:
            phrases[tuple(each.split())] = entry["says"]
    return _Words(
        phrases=phrases,
        longest=max(map(len, phrases)),
        alone=facts["alone"],
        heads={word: head for head, words in facts["heads"].items() for word in words},
        limits=frozenset((*facts["limits"], *facts["places"], *facts["regions"])),
        places=frozenset(facts["places"]),
        regions=frozenset(facts["regions"]),
        qualifiers=frozenset(facts["qualifiers"]),
        of_measures={measure: frozenset(words) for measure, words in facts["qualifiers_of"].items()},
        in_file_names=frozenset((*facts["in_file_names"], *facts["places"])),
        shares_in_file_names=frozenset(facts["shares_in_file_names"]),
        of_the_file=frozenset(facts["file_words"]),
        pairs={each: kind for kind, words in facts["pairs"].items() for each in words if kind != "no_limit"},
        no_limit=frozenset(facts["pairs"]["no_limit"]),
    )


def words_of(text: str) -> list[str]:
    """A label's words as they are looked up: one kind of letter, no case, no punctuation, no note marks."""
    plain = _IN_ONE_WORD.sub(" ", unicodedata.normalize("NFKC", NOTE_MARK.sub(" ", text))).casefold()
    if not plain.isascii():
        plain = "".join(each for each in plain if unicodedata.category(each) != "Cf")
    for sign, word in _SIGNS.items():
        plain = plain.replace(sign, word)
    return _NOT_WORDS.sub(" ", plain.replace("'", "").replace("’", "")).split()


def limits_in(text: str) -> frozenset[str]:
    """The words of a text that limit or qualify what figures are of."""
    return (_words().limits | _words().qualifiers) & set(words_of(_SAYS_NO_MORE.sub(" ", text)))


def names_a_region(text: str) -> bool:
    """Whether the only words of a text that limit name regions of several authorities: `Tayside`."""
    return bool(limits_in(text)) and limits_in(text) <= _words().regions


def names_a_place(text: str) -> bool:
    """Whether words name a town, an island or a district within an authority."""
    return not _words().places.isdisjoint(words_of(text))


def without_everyone(text: str) -> str:
    """A text without the words that say figures are of everyone, everywhere or every year shown, which limit nothing:
    `children and adults`, `all localities`, `the last three years`."""
    return _EVERYONE.sub(" ", text)


def without_everywhere(text: str) -> str:
    """A label without the words that say its figures are of every part of the authority: `all teams`."""
    return _EVERYWHERE.sub(" ", text)


def limited(text: str) -> bool:
    """Whether a title has a word, explained by no phrase, that limits what figures are of: a place, a group."""
    return not _words().limits.isdisjoint(read(text).unknown)


@lru_cache(maxsize=20_000)
def qualified(text: str) -> bool:
    """Whether free text has a word that makes figures something else than counts: a rate, a target, a cost."""
    return bool(_qualifiers_in(text))


def qualified_beyond(text: str, measures: Iterable[str]) -> bool:
    """The same, the words aside that stand in the names of some measures: a `rate` in the implementation rate."""
    own = {word for measure in measures for word in _words().of_measures.get(measure, ())}
    return bool(_qualifiers_in(text) - own)


def _qualifiers_in(text: str) -> frozenset[str]:
    return _words().qualifiers & set(words_of(_SAYS_NO_MORE.sub(" ", text)))


def qualifiers_of_file(name: str, may_be_shares: bool, measures: Iterable[str] = ()) -> set[str]:
    """The words of a file's name that make its figures something else than counts, those aside that stand in the names
    of some measures; those of shares only where they may be."""
    words = set(words_of(_OF_A_MEETING.sub(" ", name))) - {
        word for measure in measures for word in _words().of_measures.get(measure, ())
    }
    return words & (_words().in_file_names | (_words().shares_in_file_names if may_be_shares else frozenset()))


def of_the_file(text: str) -> bool:
    """Whether the left of a pair speaks of the file, not of its figures: who completed it, when, its version."""
    return " ".join(words_of(text)) in _words().of_the_file


def pair_of(left: str) -> str:
    """How the right of a pair with this left may limit figures: `always`, `where_it_limits`, by `what_is_counted`, by
    their `status`; nothing where it does not."""
    return _words().pairs.get(" ".join(words_of(left)), "")


def limits_nothing(right: str) -> bool:
    """Whether the right of a pair says that figures are of everyone, the whole year, plain numbers."""
    return " ".join(words_of(right)) in _words().no_limit or not without_everyone(right).strip(" ,;.")


@lru_cache(maxsize=20_000)
def is_lone(text: str) -> bool:
    """Whether a label is one word that is clear only where nothing else stands beside it."""
    words = words_of(text)
    return len(words) == 1 and words[0] in _words().alone


@lru_cache(maxsize=20_000)
def head(text: str) -> str:
    """What a heading says the cells under it are (`area`, `period`, `measure`, `value` ...), or nothing."""
    heads = _words().heads
    found = heads.get(" ".join(words_of(text)), "")
    if found:
        return found
    words = set(words_of(text))
    if len(words) > 1 and words <= _WHO_ANSWERED | _HOW_MANY and words & _WHO_ANSWERED:
        return "base"
    if "(" not in text:
        return "note" if _REMARKS & words and not _parsed(text)[0] else ""
    bracketed = _IN_BRACKETS.findall(text)
    bare = heads.get(" ".join(words_of(_IN_BRACKETS.sub(" ", text))), "") if bracketed else ""
    if bare in ("note", "ref"):
        return bare  # whatever is said of it, under it stands no figure: `Rank (1 = most people)`
    harmless = all(not _parsed(each)[1] for each in bracketed)  # `Statement (mean score, 1 to 5)`, not `People (000s)`
    return bare if harmless else ""


def describes(text: str) -> str:
    """The option that words name or describe, whatever else they say; nothing where they do neither."""
    facts = _parsed(text)[0]
    return facts.get("option") or facts.get("gloss", "")


@lru_cache(maxsize=50_000)
def read(text: str) -> Said:
    """What a label says, every word of it explained or named as unknown."""
    text = _COUNTED_TWICE.sub(" ", text)
    words = words_of(text)
    if len(words) == 1 and words[0] in _words().alone:
        return Said(_words().alone[words[0]])
    if (once := _COUNTED_ONCE.search(text)) and once[0] != text:
        rest = f"{text[: once.start()]} {text[once.end() :]}"
        beside = read(rest)
        if beside.facts.keys() & {"only", "option"} or _WHOLE_YEAR.fullmatch(rest):
            return beside  # how people are counted, beside the option, or the year, that is named
    facts, unknown, contradicts = _parsed(text)
    gloss = facts.pop("gloss", None)  # what describes an option is known only beside its number
    contradicts |= gloss not in (None, facts.get("option"))
    of_a_whole = facts.get("role") == "percent" and "of" in words  # `% of people with any option` is of no option
    says_nothing = not (facts or unknown or gloss)  # of each word by itself: `People (no double counting)`
    if (
        (unknown or contradicts or of_a_whole or says_nothing)
        and gloss != _OUTCOMES
        and (meant := concepts.meaning(words))
    ):
        return Said(meant)
    return Said(facts, unknown, contradicts)


def _parsed(text: str) -> tuple[dict[str, str], tuple[str, ...], bool]:
    """The facts of a text's phrases, the longest first; the words left over; whether two phrases disagree."""
    words = words_of(text)
    phrases, longest = _words().phrases, _words().longest
    facts: dict[str, str] = {}
    unknown: list[str] = []
    contradicts = False
    at = 0
    while at < len(words):
        for many in range(min(longest, len(words) - at), 0, -1):
            found = phrases.get(tuple(words[at : at + many]))
            if found is not None:
                contradicts |= any(facts.get(key, value) != value for key, value in found.items())
                facts |= found
                at += many
                break
        else:
            unknown.append(words[at])
            at += 1
    return facts, tuple(unknown), contradicts
