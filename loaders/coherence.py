"""What the labels of one table say together: words that are clear alone can mean something else beside others.

A lone `Eligible` is the staff eligible for training in a table of training, and nobody knows what beside options;
`More than one` beside `Option 1 only` is not Option 4; a column called `Total` with nothing to add up is the
figures themselves.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from loaders import totals, vocabulary
from loaders.work import Figure
from model import metrics

_OF_SDS = re.compile(r"\b(?:any|options?|sds|self|direct\w*|cho(?:se|sen|ice|ices|osing)|2013)\b", re.IGNORECASE)
_SDS = "sds_people"
_OPTIONS = ("1", "2", "3")


def settle(figures: Sequence[Figure]) -> None:
    """Takes back what labels of one table's figures say where their neighbours leave it open: they are unknown then."""
    totals.of_nothing_are_figures(figures)
    of_options = [each for each in figures if each.facts.get("metric") == _SDS and "only" not in each.facts.said]
    of_one_only = [each for each in figures if "only" in each.facts.said and each.facts.get("option") in _OPTIONS]
    _lone_adults(figures)
    lone = _lone(figures)
    if lone:
        _lone_words(figures, lone)
    if of_one_only:
        _mixed_beside_a_fourth(of_options)
    if not set(_OPTIONS) <= {each.facts.get("option") for each in of_options}:
        _open(of_options, "option", _says_people_alone)
    if any(each.facts.get("option") in _OPTIONS for each in of_options):
        _open(lone, "metric", lambda each: _topic(each) != each.facts.get("topic"))
        if not of_one_only:
            _mixed(figures, of_options)
    elif of_one_only:
        for each in of_options:
            _more_than_one(each)
        _open(of_options, "option", lambda each: each.facts.get("option") == "4")


def _says_people_alone(figure: Figure) -> bool:
    """Whether a label says no more than people, each once, `Unique service users`: only options beside say of what."""
    option, cell = figure.facts.said.get("option", ("", None))
    words = " ".join(vocabulary.words_of(cell.text)) if cell is not None else ""
    return option == "any" and bool(words) and _OF_SDS.search(words) is None


def _lone_adults(figures: Sequence[Figure]) -> None:
    if {each.facts.get("service") for each in figures} - {""} == {"adults"}:
        _open(figures, "service", _says_adults_alone)


def _says_adults_alone(figure: Figure) -> bool:
    """Whether a label says `Adults` and no more: an age, unless another service stands beside it."""
    cell = figure.facts.said.get("service", ("", None))[1]
    return cell is not None and vocabulary.is_lone(cell.text)


def _mixed(figures: Sequence[Figure], of_options: Iterable[Figure]) -> None:
    """`Mixed` beside Options 1, 2 and 3 is Option 4, unless another label says that: then nobody can tell."""
    mixed = [each for each in figures if each.facts.get("option") == "mixed"]
    named = {each.facts.get("option") for each in of_options}
    if not {"1", "2", "3"} <= named or "4" in named:
        _open(mixed, "option", lambda _: True)
        return
    for each in mixed:
        each.facts.said["option"] = ("4", each.facts.said["option"][1])
        each.facts.said.pop("only", None)


def _mixed_beside_a_fourth(figures: Sequence[Figure]) -> None:
    """Where people in one option only stand beside all, those with more than one stand twice: once as Option 4, once,
    not called so, beside `Option 3 only`."""
    fourth = [each for each in figures if each.facts.get("option") == "4"]
    labels = {id(each.facts.said["option"][1]): each for each in fourth}
    named = [each for each in labels.values() if not _is_unnamed(each)]
    if named and len(named) < len(labels):
        for each in fourth:
            _more_than_one(each)


def _is_unnamed(figure: Figure) -> bool:
    """Whether people with more than one option are not called Option 4."""
    cell = figure.facts.said["option"][1]
    return cell is not None and not {"4", "four"} & set(vocabulary.words_of(cell.text))


def _more_than_one(figure: Figure) -> None:
    """Beside people in one option only, those with more than one, not called Option 4, are all the others."""
    option, cell = figure.facts.said.get("option", ("", None))
    if option == "4" and _is_unnamed(figure):
        figure.facts.said |= {"option": ("mixed", cell), "only": ("yes", cell)}


def _lone_words(figures: Sequence[Figure], lone: Sequence[Figure]) -> None:
    """One word is clear only among measures of its topic, or under that topic's name."""
    of_several = {id(each) for each in lone}
    spoken = {_topic(each) for each in figures if id(each) not in of_several}
    _open(lone, "metric", lambda each: _topic(each) not in spoken and _topic(each) != each.facts.get("topic"))


def _topic(figure: Figure) -> str:
    declared = metrics.metrics().get(figure.facts.get("metric"))
    return declared.topic if declared else ""


def _lone(figures: Iterable[Figure]) -> list[Figure]:
    """The figures whose measure is named by one word alone; a label over many is looked at once."""
    named = [(each, each.facts.said["metric"][1]) for each in figures if each.facts.get("metric")]
    labels = {id(cell): cell for _, cell in named if cell is not None}
    lone = {place for place, cell in labels.items() if vocabulary.is_lone(cell.text)}
    return [each for each, cell in named if id(cell) in lone] if lone else []


def _open(figures: Iterable[Figure], fact: str, doubted: Callable[[Figure], bool]) -> None:
    for each in filter(doubted, figures):
        cell = each.facts.said.get(fact, ("", None))[1]
        if cell is not None and cell not in each.facts.unknown:
            each.facts.unknown.append(cell)
