"""Labels around a figure -> whose it is, of when, and of what: facts, each with the cell that says so.

The nearest word wins: the figure's own row and column, then its section, the table's titles, the sheet's name, pairs
such as `Council: Fife` anywhere in the book, the file's name. Two words equally near that disagree are a question.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from loaders import statuses, typed, vocabulary, years
from loaders.answers import NO_ANSWERS, Answers, our_words
from loaders.grid import Cell, Kind
from model import areas, metrics
from model.observations import Flag

PARTNERSHIPS = {frozenset(("clackmannanshire", "stirling"))}
_AREA_SUFFIX = re.compile(r"\s+(council|hscp|health and social care partnership|city council)$")


SPLITS = (  # what splits a measure
    *("option", "aspect", "attribute", "age", "statement", "round"),
    *("service", "stage", "budget", "standard"),
)
_RULED = ("metric", "option", "period", "area", "age", "aspect", "service", "stage")


@dataclass(slots=True)
class Facts:
    """What labels say: each fact with the cell that says it (None for a sheet's or file's name).

    `problems` are kinds of problems the labels raise, with their cell; `unknown` the labels not understood; `clashes`
    labels equally near that disagree; `doubts` titles that make the figures under them something else than what they
    seem.
    """

    said: dict[str, tuple[str, Cell | None]] = field(default_factory=dict)
    problems: list[tuple[str, Cell | None, Mapping[str, object]]] = field(default_factory=list)
    unknown: list[Cell] = field(default_factory=list)
    clashes: list[tuple[str, Cell, Cell]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """A fact's value, or nothing."""
        return self.said.get(name, ("", None))[0]

    def raises(self, *codes: str) -> bool:
        """Whether the labels raise a problem of any of some codes, in any of its forms."""
        return any(kind.partition(" ")[0] in codes for kind, _, _ in self.problems)

    def add(self, name: str, value: str, cell: Cell | None) -> None:
        """Takes a fact in; one that disagrees with what stands is a clash."""
        before = self.said.get(name)
        if before is not None and before[0] != value and before[1] is not None and cell is not None:
            self.clashes.append((name, before[1], cell))
        elif before is None:
            self.said[name] = (value, cell)

    def at(self, cell: Cell) -> "Facts":
        """The same facts as said by another cell of the same words."""
        said = {name: (value, cell) for name, (value, _) in self.said.items()}
        if not (self.problems or self.unknown):
            return Facts(said)  # as most often
        return Facts(said, [(kind, cell, details) for kind, _, details in self.problems], [cell] * len(self.unknown))

    def beside(self, heading: "Facts", section: "Facts", far: "Facts") -> "Facts":
        """A row's facts with those of a column, equally near, and with what only a section or words further off say."""
        clashes = self.clashes + heading.clashes
        for name, (value, cell) in heading.said.items():
            mine = self.said.get(name)
            if mine is not None and mine[0] != value and cell is not None and mine[1] is not None:
                clashes.append((name, mine[1], cell))
        for name, (value, cell) in section.said.items():  # a section rules its rows: what disagrees is neither
            nearer = self.said.get(name) or heading.said.get(name)
            if name in _RULED and nearer is not None and nearer[0] != value and cell is not None:
                clashes.append((name, nearer[1] or cell, cell))
        return Facts(
            {**far.said, **section.said, **heading.said, **self.said},
            self.problems + heading.problems,
            self.unknown + heading.unknown + section.unknown,
            clashes,
            [],
        )

    def join(self, other: "Facts") -> None:
        """Takes in the facts of a label equally near."""
        if self.said.keys().isdisjoint(other.said):
            self.said |= other.said  # as most often
        else:
            for name, (value, cell) in other.said.items():
                self.add(name, value, cell)
        self.problems += other.problems
        self.unknown += other.unknown
        self.clashes += other.clashes

    def fill(self, other: "Facts") -> None:
        """Takes from labels further away only what nothing nearer says."""
        self.said = other.said | self.said


@dataclass(slots=True)
class TitleFacts(Facts):
    """What a title says in passing. `of_scotland` are its words where it names the country, and nobody else, `strange`
    where a word of it limits what its figures are of; `speaks_of` is the measure it names, whatever else it says."""

    of_scotland: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    speaks_of: str = ""

    @property
    def open(self) -> bool:
        """Whether what the title says is to be held against the measures under it."""
        return bool(self.strange or self.speaks_of or self.doubts)


class Reader:
    """Reads labels. `today` decides which years have begun; `answers` settle single years, by `sheet` and cell."""

    def __init__(self, today: date, answers: Answers = NO_ANSWERS) -> None:
        self.today, self.answers = today, answers
        self.sheet = ""
        self._known: dict[tuple, Facts] = {}

    def label(self, cell: Cell, role: str = "label") -> Facts:
        """What one label says, by the column it stands in. Every word of it must be known, or it is unknown."""
        asked = (role, cell.kind, str(cell.value), cell.format, cell.small, cell.struck)
        known = self._known.get(asked)
        if known is None:
            known = self._of_those_who_answered(cell, role) or self._label(cell, role)
            if not known.raises("P03") and not (known.unknown and self.answers.given) and not known.raises("S09"):
                # what is settled cell by cell is not known for the next cell
                self._known[asked] = known
        return known.at(cell)

    def _of_those_who_answered(self, cell: Cell, role: str) -> Facts | None:
        """What the heading of a round of scores says that says how many answered too, `Baseline (n = 14)`; of anything
        else, None."""
        if (base := _BASE_OF_ROUND.match(cell.text)) and not cell.struck:
            facts = self._label(replace(cell, value=base[1]), role).at(cell)
            facts.said |= {"role": ("base", cell), "metric": ("statement_score", cell)}
            return facts if "round" in facts.said else None
        found = _ANSWERED.search(cell.text)
        if found is None or cell.struck:
            return None
        facts = self._label(replace(cell, value=cell.text.replace(found[0], " ")), role).at(cell)
        facts.add("answered", found[1], cell)
        return facts if "round" in facts.said else None

    def _label(self, cell: Cell, role: str) -> Facts:
        facts = Facts()
        if cell.struck:
            facts.unknown.append(cell)
            return facts
        if role == "code":
            self._code(cell, facts)
        elif role == "area":
            self._area(cell, facts)
        elif role == "period":
            self._only_a_year(cell, facts)
        elif role == "statement":
            self._statement(cell, facts)
        elif role == "option":
            self._words(cell, self._option_words(cell), facts)
        else:
            self._unless_asked(cell, role, facts)
        return facts

    def _statement(self, cell: Cell, facts: Facts) -> None:
        """A statement that was scored; or, under the statements, how many answered, or what sums them up."""
        if vocabulary.head(cell.text) == "base":
            facts.add("role", "base", cell)
            facts.add("metric", "statement_score", cell)
        elif _SUMMARY.fullmatch(cell.text):
            facts.unknown.append(cell)  # an average over the statements is no statement
        else:
            facts.add("statement", re.sub(r"[;=]", ",", typed.without_raised(cell)), cell)

    def _only_a_year(self, cell: Cell, facts: Facts) -> None:
        """A label in a column of years: words left over, or a second year, could make it something else."""
        rest = self._period(cell, facts, must=True).strip(" -–—:,.()")
        named, _ = years.in_a_title(cell.text) if cell.kind is Kind.TEXT else ([], "")
        if facts.get("role") or facts.get("period") == "?" and not rest:
            return
        said = vocabulary.read(rest)
        if len(named) > 1 or (facts.get("period") != "?" and (said.unknown or said.facts)):
            facts.unknown.append(cell)

    def _any(self, cell: Cell, facts: Facts) -> None:
        """A label that may name an area, a year, a measure, or a measure and a year together."""
        text = typed.without_raised(cell)
        if _ONLY_WHICH_YEAR.fullmatch(text):
            self._no_year(cell, text, facts)
            return
        if areas.find(_without_notes(text)) or areas.current_code(text) or _partnership(text):
            self._area(cell, facts)
            return
        if _is_change(text):
            facts.add("role", "change", cell)
            return
        rest = self._period(cell, facts)
        bare = rest.strip(" -–—:,.()")
        if bare and rest != text and (place := areas.find(_without_notes(bare))) is not None:
            self._place(cell, bare, place, facts)
        elif bare and not (rest != text and vocabulary.head(bare) == "value"):  # `No. 2022/23`
            self._words(cell, rest, facts)

    def _option_words(self, cell: Cell) -> str:
        text = typed.without_raised(cell)
        return f"option {text}" if re.fullmatch(r"[1-4](\.0)?|any|mixed", text.casefold()) else text

    def _words(self, cell: Cell, text: str, facts: Facts) -> None:
        flags, rest = typed.flags_of(text)
        for flag in flags:
            facts.add(f"flag {flag}", flag, cell)
        readings = map(vocabulary.read, _in_other_words(rest))
        said = next((each for each in readings if not (each.unknown or each.contradicts)), None)
        if said is None:
            said = self._as_told(cell, facts)
            if said is None:
                facts.unknown.append(cell)
                return
        for name, value in said.facts.items():
            if name == "role" and value == "total" and "metric" in said.facts:
                continue  # `Total staff trained` are the staff trained
            facts.add(name, value, cell)

    def _as_told(self, cell: Cell, facts: Facts) -> vocabulary.Said | None:
        """What its sender says that a label nobody knows means: our name for it, now or for an earlier return."""
        answer = self.answers.of("S09", self.sheet, cell.address) or self.answers.of_words(cell.text)
        if not our_words(answer):
            return None
        facts.problems.append(("S09 told", cell, {"heading": cell.text, "answer": answer}))
        return vocabulary.read(answer)

    def _code(self, cell: Cell, facts: Facts) -> None:
        code = areas.current_code(cell.text)
        if code is None and _OF_OTHER_BODIES.fullmatch(cell.text.strip()):
            return  # the name beside it says whose the figures are
        if code is None:
            facts.problems.append(("I01", cell, {"typed": cell.text}))
            return
        if code != cell.text.strip().upper():
            facts.problems.append(("I04", cell, {"typed": cell.text, "name": areas.name(code), "code": code}))
        facts.add("code", code, cell)

    def _area(self, cell: Cell, facts: Facts) -> None:
        text = _without_notes(typed.without_raised(cell))
        if areas.current_code(text):
            self._code(cell, facts)
            return
        if _partnership(text):
            facts.problems.append(("I05", cell, {"typed": cell.text}))
            facts.add("area", "?", cell)
            return
        place = areas.find(text)
        if place is None:
            if set(vocabulary.read(text).facts) == {"role"}:
                facts.add("role", "total", cell)
                return
            near = nearest(text)
            facts.problems.append(("I01 near" if near else "I01", cell, {"typed": cell.text, "near": near}))
            facts.add("area", "?", cell)
            return
        self._place(cell, text, place, facts)

    def _place(self, cell: Cell, text: str, place: areas.Place, facts: Facts) -> None:
        facts.add("area", place.code, cell)
        if place.code != areas.SCOTLAND and areas.normal(text) != areas.normal(areas.name(place.code)):
            facts.problems.append(("I02", cell, {"typed": cell.text, "name": areas.name(place.code)}))

    def _period(self, cell: Cell, facts: Facts, must: bool = False) -> str:
        """The year a label speaks of goes into the facts; the rest of its words come back."""
        text = typed.without_raised(cell)
        found = self._year_of(cell, text, must)
        if found is None:
            if must:
                self._no_year(cell, text, facts)
            return text
        if found.code == "P06" and self._of_a_round(cell, text, found, facts):
            return found.rest
        if found.code:
            told = {"typed": typed.shown(cell), "period": found.period, "example": years.EXAMPLE}
            facts.problems.append((found.code, cell, told))
        found = self._settled(found, cell)
        facts.add("period", found.period or "?", cell)
        if not found.period:
            return found.rest
        if late := years.checked(found, self.today):
            facts.problems.append((late, cell, {"typed": typed.shown(cell), "period": found.period}))
        flags, rest = _flags_of_year(_WHICH_YEAR.sub(" ", found.rest))
        for flag in flags:
            facts.add(f"flag {flag}", flag, cell)
        return rest

    def _unless_asked(self, cell: Cell, role: str, facts: Facts) -> None:
        """The month in which a round was held, typed as words or as a date; anything else is a label like another."""
        month = years.month_of(cell.text) if role == "asked" else ""
        if role == "asked" and isinstance(cell.value, date) and (cell.value.month, cell.value.day) != (3, 31):
            month = f"{cell.value:%Y-%m}"
        if month:
            facts.add("asked", month, cell)
        else:
            self._any(cell, facts)

    def _of_a_round(self, cell: Cell, text: str, found: years.Year, facts: Facts) -> bool:
        """Whether a label's month is that in which a round of statements was scored: no part of a year."""
        if "round" not in vocabulary.read(found.rest).facts:
            return False
        if month := years.month_of(text):
            facts.add("asked", month, cell)
        return True

    def _no_year(self, cell: Cell, text: str, facts: Facts) -> None:
        """A label in a column of years that is none: a total or a change over them, or words that are sent back."""
        if set(said := vocabulary.read(text).facts) == {"role"}:
            facts.add("role", said["role"], cell)
            return
        facts.problems.append(("P01", cell, {"typed": cell.text, "example": years.EXAMPLE}))
        facts.add("period", "?", cell)

    def _year_of(self, cell: Cell, text: str, must: bool) -> years.Year | None:
        if cell.kind is Kind.DATE and isinstance(cell.value, (datetime, date)):
            day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
            is_month = cell.format and "d" not in re.sub(r'"[^"]*"', "", cell.format.casefold())
            return years.Year("", "P06", "", typed.shown(cell)) if is_month else years.of_year_end(day)
        if cell.kind is Kind.NUMBER and not years.is_year_like(cell.value) and not must:
            return None
        return years.find(text)

    def _settled(self, found: years.Year, cell: Cell) -> years.Year:
        """A single year that the sender has said begins or ends the financial year meant."""
        answer = self.answers.of("P03", self.sheet, cell.address) if found.code == "P03" else ""
        if answer not in ("ending", "beginning"):
            return found
        start = int(found.words) - (answer == "ending")
        return years.Year(years.financial(start), found.code, found.rest, found.words)

    def title(self, text: str, cell: Cell | None) -> TitleFacts:
        """What free text says in passing: the one area and year it names, and the measure if all of it is known.

        Words that make its figures something else than counts of people (a rate, a target, those waiting) are doubts.
        """
        facts = TitleFacts()
        if self._round_of_title(text, cell, facts):
            return facts
        rest = self._years_of_title(text, cell, facts)
        self._areas_of_title(text, cell, facts)
        said = _said_in_title(rest)
        if "only" in said.facts and _ONE_OPTION_ONLY.search(rest):
            facts.add("only", "yes", cell)
        for name, value in _facts_of_title(text, said).items():
            facts.add(name, value, cell)
        if _UNDER_ONE.search(rest):
            facts.add("only", "yes", cell)
            rest = without_the_one_option(rest)
        numbered = _NUMBERED.fullmatch(text.strip()) is not None
        rest = vocabulary.without_everyone(rest)
        bare = _NUMBERING.sub("", rest, count=1)
        reversed_ = _REVERSED.search(text) is not None
        named = said.known or numbered or _of_the_file(text)
        if years.is_part(text) or reversed_ or (vocabulary.qualified(bare) and not named):
            facts.doubts.append(text)
        elif not said.known and not _of_the_file(text) and (_is_strange(rest) or _names_some(rest)):
            facts.strange.append(text)
        speaks_of = said.facts.get("metric", "")
        facts.speaks_of = "" if speaks_of == "training_attribute" else speaks_of  # `Outcomes focused reviews`
        return facts

    def file_name(self, name: str) -> Facts:
        """What a file's name says in passing: whose and of when. What it counts is for the words inside to say."""
        said = self.title(name, None).said
        return Facts({fact: said[fact] for fact in ("area", "period") if fact in said})

    def _round_of_title(self, text: str, cell: Cell | None, facts: TitleFacts) -> bool:
        """Whether a title names one round of statements and the month it was held in: of the figures it says no more
        than whose they are, and what limits them."""
        month, said = years.month_of(text), vocabulary.read(text).facts
        if not month or "round" not in said or said.get("metric") not in (None, "statement_score"):
            return False
        facts.add("round", said["round"], cell)
        facts.add("asked", month, cell)
        self._areas_of_title(text, cell, facts)
        if _is_strange(text):
            facts.strange.append(text)
        return True

    def _years_of_title(self, text: str, cell: Cell | None, facts: Facts) -> str:
        text = _WHICH_RETURN.sub("", text)
        named, rest = years.in_a_title(text)
        if len(named) == 1 and _NOT_OF_THE_FIGURES.search(text):
            return rest
        if len(named) == 1 and named[0] != "?":
            found = years.Year(named[0], words=named[0])
            facts.add("period", named[0], cell)
            if cell is not None and (late := years.checked(found, self.today)):
                facts.problems.append((late, cell, {"typed": named[0], "period": named[0]}))
        elif named and cell is not None:
            facts.add("period", "?", cell)
            facts.problems.append(("P02" if "?" in named else "P05 two", cell, {"typed": text, "period": ""}))
        elif not named and cell is not None and (single := years.single_in_a_title(text)):
            found = self._settled(years.Year("", "P03", "", single), cell)
            facts.add("period", found.period or "?", cell)
            facts.problems.append(("P03", cell, {"typed": single, "period": found.period}))
        return rest

    def _areas_of_title(self, text: str, cell: Cell | None, facts: TitleFacts) -> None:
        named = areas_in(text)
        if len(named) == 1:
            facts.add("area", named.pop(), cell)
            if _FOR_SOMEONE.search(text):
                facts.strange.append(text)
        elif len(named) > 1:
            facts.add("area", "?", cell)
            facts.problems.append(("I05", cell, {"typed": text}))
        elif not named and _OF_SCOTLAND.search(text):
            facts.of_scotland.append(text)


_WITH_A_BOARD = re.compile(
    r"(?:/|&|\+|\band\b|\bwith\b)\s*nhs\b(?:\s+\w+){0,3}|\bnhs\b(?:\s+\w+){1,3}?\s*(?:/|&|\+|\band\b|\bwith\b)",
    re.IGNORECASE,
)
_FLAG = re.compile(r"\[[a-z]\](?:\s*[=:–-]?\s*[a-z]+\b)?", re.IGNORECASE)  # and the word for it


def _said_in_title(rest: str) -> vocabulary.Said:
    """What a title's words say, without its years. `Budgets agreed and spent: Fife` names a measure of the authority's
    own in full; a service without a measure (`Young carers`) says nothing that we may take for granted."""
    bare = _NUMBERING.sub("", rest, count=1)
    said = vocabulary.read(bare)
    if said.facts.get("role") == "change":  # figures under it may be changes themselves
        return vocabulary.Said({}, ("change",))
    in_full = vocabulary.read(without_areas(re.sub("[%£]", lambda sign: _SIGNS[sign[0]], bare)))
    if in_full.known and in_full.facts.get("metric") in metrics.metrics():
        return in_full
    if "service" in said.facts and "metric" not in said.facts:
        return vocabulary.Said(said.facts, ("service",), said.contradicts)
    return said


def _is_strange(rest: str) -> bool:
    """Whether a title limits what its figures are of, the names aside of areas, flags and a council's health board."""
    return vocabulary.limited(without_areas(_without_partner(_FLAG.sub(" ", rest))))


def _names_some(rest: str) -> bool:
    """Whether a title names a service or an age of which its figures may be, without saying of what in full."""
    return not {"service", "age"}.isdisjoint(vocabulary.read(without_areas(rest)).facts)


def _without_partner(text: str) -> str:
    """A title without the health board that a council is named with: `The Highland Council / NHS Highland`."""
    return _WITH_A_BOARD.sub(" ", text) if re.search(r"\bcouncil\b", text, re.IGNORECASE) else text


def without_the_one_option(text: str) -> str:
    """A title without the words that say each person is counted under one option: read, they make its figures those of
    people in one option only."""
    return _UNDER_ONE.sub(" ", text)


def _tells_something_else(text: str) -> bool:
    """Whether a line is a sentence about another thing than figures: `In our survey 83% of people said that ...`; and
    not of whom they are: `People who attended ...`."""
    of_figures = _OF_FIGURES.search(text) or _OF_WHOM.search(text)
    return len(text) > _LONG and _SENTENCE.search(text) is not None and of_figures is None


def _of_the_file(text: str) -> bool:
    """Whether a line says something of the file and not of its figures: `Form reference: SDS-AR`, `Prepared by us`."""
    left, colon, _ = text.partition(":")
    return (
        _MADE_BY.match(text) is not None
        or (_PLEASE.search(text) is not None and vocabulary.limits_in(text) <= _IN_PASSING)
        or _tells_something_else(text)
        or (bool(colon) and vocabulary.of_the_file(left))
    )


def _facts_of_title(text: str, said: vocabulary.Said) -> dict[str, str]:
    """The facts that free text is taken at its word for: all, if every word of it is known; else its topic."""
    topic = said.facts.get("topic") or ("training" if _ABOUT_STAFF.search(text) else "")
    taken = {**(said.facts if said.known else {}), "topic": topic}
    if said.contradicts or _SEVERAL_TOPICS.search(text):
        taken["topic"] = ""
    if taken.get("role") == "percent" and _AND_NUMBERS.search(text):  # which of them, the headings say
        taken["role"] = ""
    if taken.get("role") == "total":  # a sheet of totals holds the figures themselves
        taken["role"] = ""
    split = _BY_ANOTHER.search(text) is not None and not re.search(r"\boption", text, re.IGNORECASE)
    if taken.get("option") == "any" and not (_ANY.search(text) or split):  # `Each person counted once`, over them all
        taken["option"] = taken["metric"] = ""
    return {name: value for name, value in taken.items() if value}


_BY_ANOTHER = re.compile(r"\bby (?:age|service)\b", re.IGNORECASE)  # people with SDS, split by something else
_AND_NUMBERS = re.compile(r"\b(?:numbers?|counts?|people) (?:and|&) |(?:and|&) (?:numbers?|counts?)\b", re.IGNORECASE)
_ANY = re.compile(r"\b(?:any|all)\b", re.IGNORECASE)
_SIGNS = {"%": " percent ", "£": " gbp "}
_REVERSED = re.compile(r"\b1\W{1,3}(?:strongly )?agree|\bagree\w*(?: strongly)?\W{1,3}1\b|\breversed\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:table|section|part|figure|sheet|tab|page|form|appendix|annex)\s*[0-9a-z]{1,3}", re.I)
_NUMBERING = re.compile(
    r"^\s*(?:(?:table|section|part|figure)\s*[0-9a-z]{1,2}|[0-9]{1,2}|[a-h])\s*[.):–-]\s*", re.IGNORECASE
)
_OPTION_NUMBER = re.compile(r"^\s*([1-4])\s*[.):–-]?\s+([A-Za-z].*)$")
_OPTION_NUMBER_LAST = re.compile(r"^\s*([A-Za-z].*?)\s*\(([1-4])\)\s*$")
_ARRANGED = re.compile(r"\b(?:direct(?:s|ed|ly)?|pa(?:id|yments?)|arrang\w+|funds?|mix\w*|more than)\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\(\s*[0-9]\s*\)\s*$")
_NOT_OF_THE_FIGURES = re.compile(
    r"\b(?:template|version|issued|introduced|introduction|began|since|than|next|due|compared?|previous|"
    r"same (?:data|figures)|prepared in|published in|for submission|plan|strategy|contents|report to)\b",
    re.IGNORECASE,
)
_ABOUT_STAFF = re.compile(r"\b(?:staff|workforce|teams)\b", re.IGNORECASE)
_SEVERAL_TOPICS = re.compile(r"\b(options|choices?|uptake|returns?)\b", re.IGNORECASE)
_ONE_OPTION_ONLY = re.compile(r"\bone\s+option\s+only\b|\bonly\s+one\s+option\b|\boption\s+only\b", re.IGNORECASE)
_ANSWERED = re.compile(r"[(\[,;:]?\s*\bn\s*=\s*([0-9]{1,4})(?![0-9,.])\s*[)\]]?", re.IGNORECASE)
_BASE_OF_ROUND = re.compile(
    r"\s*(.*\b(?:baseline|revisit|follow[- ]up|round)\b.*?)[\s:,–-]+\(?(?:base|responses|respondents|forms|replies|n|"
    r"(?:number|how many) (?:who )?(?:answer\w*|repl\w+|respond\w*))\)?\s*$",
    re.IGNORECASE,
)
_LONG = 60  # letters: a title is seldom longer
_SENTENCE = re.compile(
    r"\b(?:said|told|felt|feel|agreed|asked|helped|attended|met)\b.*\.\s*$", re.IGNORECASE | re.DOTALL
)
_OF_FIGURES = re.compile(
    r"\b(?:figures?|data|numbers?|counts?|tables?|below|following|above|options?|returns?|these|values)\b",
    re.IGNORECASE,
)
_IN_PASSING = frozenset(("new", "not", "last", "previous", "change", "changes", "no"))
_UNDER_ONE = re.compile(
    r"\b(?:each |every )?(?:person|people|clients?|individuals?)?\s*(?:is |are )?counted(?: once)?(?: only)?,? "
    r"(?:under|in|against|by) (?:the )?(?:one|a single|just one|only) (?:option|heading|category|row|line|group)"
    r"(?: only)?(?: they (?:use|used|have|had|chose)| used)?\b|"
    r"\b(?:each |every )?(?:person|people|clients?|individuals?)?\s*(?:is |are )?counted once(?: only)?,? "
    r"(?:by|under|against) the option (?:that )?they (?:use|used|have|had|chose)\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"\b(?:who|whose|those|aged)\b", re.IGNORECASE)
_PLEASE = re.compile(r"\bplease\b", re.IGNORECASE)
_MADE_BY = re.compile(r"\W*(?:prepared|produced|compiled|completed|checked|signed off|approved) by\b", re.IGNORECASE)
_FOR_SOMEONE = re.compile(
    r"\b(?:prepared|produced|compiled|sent|submitted|cop(?:y|ied)|report) (?:for|to|by)\b"
    r"(?! (?:the )?(?:\w+ )?(?:committee|board|cabinet|panel|forum|group|ijb|smt|members|councillors)\b)",
    re.IGNORECASE,
)
_OF_OTHER_BODIES = re.compile(r"S(?!12|92)[0-9]{8}", re.IGNORECASE)  # a partnership's or health board's code
_OF_SCOTLAND = re.compile(r"(?<!\()\bscotland\b(?!\)?\s*act)", re.IGNORECASE)
_SUMMARY = re.compile(  # rows under statements that sum them up, or say another thing of them
    r"(?:overall |theme |group |grand |sub[ -]?|all )?"
    r"(?:totals?|averages?|means?|medians?|modes?|ranges?|highest|lowest|max\w*|min\w*|targets?|differences?|changes?|"
    r"response rate|standard deviation|scores?|overall|n)"
    r"(?: (?:of all|overall|score|scores|of statements|all statements))?",
    re.IGNORECASE,
)
_MOVES = re.compile(r"\b(?:change|difference|variance|movement|increase|decrease)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:less|minus|to|from|between|and|since|on|over|v|vs|versus|compared (?:with|to))\b", re.I)
_WHICH_RETURN = re.compile(  # of several, in a title that says its year
    r"^\W*(?:our |the )?(?:this|current|latest) (?:return|submission|figures)\s*[:(–-]\s*"
    r"(?=\W*(?:19|20)[0-9]{2})",
    re.IGNORECASE,
)
_ONLY_WHICH_YEAR = re.compile(
    r"(?:the )?(?:last|this|previous|prior|current|latest) (?:financial )?(?:yr|year|fy)\.?", re.IGNORECASE
)
_WHICH_YEAR = re.compile(r"\b(?:last|this|previous|prior|current|latest) year\b", re.IGNORECASE)


def _is_change(text: str) -> bool:
    """Whether a label is of the change from one year to another: `Change (2025/26 less 2024/25)`."""
    named, rest = years.in_a_title(text) if _MOVES.search(text) else ([], "")
    return len(named) == 2 and vocabulary.read(_BETWEEN.sub(" ", rest)).facts == {"role": "change"}


def _in_other_words(text: str) -> Iterator[str]:
    """A label as it stands, without its own number, by the option that its number says, without `all teams`."""
    yield text
    yield _NUMBERING.sub("", text, count=1)
    if numbered := _option_numbered(text):
        yield numbered
    yield vocabulary.without_everywhere(text)


def _option_numbered(text: str) -> str:
    """A number and the words for that option, `3. Arranged services`, `Direct payment (1)`, as the option's name; a
    count such as `2 options`, or the mark of a note, is none."""
    if found := _OPTION_NUMBER.match(text):
        number, words = found[1], found[2]
    elif found := _OPTION_NUMBER_LAST.match(text):
        words, number = found[1], found[2]
    else:
        return ""
    name = f"option {number} {words}"
    if vocabulary.describes(words) == number:
        return name
    said = vocabulary.read(name)
    return name if _ARRANGED.search(words) and said.known and said.facts.get("option") == number else ""


def _flags_of_year(rest: str) -> tuple[list[Flag], str]:
    """The flags that words beside a year say (`2023/24 provisional`, `2022-23 [b]`), and the words left over."""
    flags, rest = typed.flags_of(_FOOTNOTE.sub("", rest))
    status = statuses.read(rest.strip(" -–—:,.()"))
    if status is None or status.reason is not None or status.period_of_figure is not None:
        return flags, rest
    return [*flags, *status.flags], ""


def _without_notes(text: str) -> str:
    bare = vocabulary.NOTE_MARK.sub("", text).strip(" *†:")
    return bare if areas.find(bare) else _AREA_SUFFIX.sub("", bare.casefold()).strip()


def _partnership(text: str) -> bool:
    """Whether a name is two councils together."""
    words = vocabulary.words_of(text)
    return frozenset(words) - {"and", "council", "councils", "hscp", "partnership"} in PARTNERSHIPS and len(words) > 1


def areas_in(text: str) -> set[str]:
    """The areas named anywhere in a text; the longest name wins, so that East Renfrewshire is not Renfrewshire."""
    words = re.sub(r"[^\w'&-]+", " ", text.replace("_", " ")).split()
    found, at = set(), 0
    while at < len(words):
        for many in range(min(7, len(words) - at), 0, -1):
            place = areas.find(" ".join(words[at : at + many]))
            if place is not None and place.code != areas.SCOTLAND:
                found.add(place.code)
                at += many
                break
        else:
            at += 1
    return found


def without_areas(text: str) -> str:
    """A text without the names of areas in it, whose words are no measure's."""
    words = re.sub(r"[^\w'&-]+", " ", text.replace("_", " ")).split()
    kept, at = [], 0
    while at < len(words):
        many = next((n for n in range(min(7, len(words) - at), 0, -1) if areas.find(" ".join(words[at : at + n]))), 0)
        if not many:
            kept.append(words[at])
        at += many or 1
    return " ".join(kept)


def nearest(text: str) -> str:
    """The authority whose name is nearest to a name not known, as a suggestion only; empty where none is near."""
    wanted = areas.normal(text)
    most = max(2, len(wanted) // 4)
    measured = ((_edits(wanted, areas.normal(each.name), most), each.name) for each in areas.authorities())
    edits, name = min(measured)
    return name if edits <= most else ""


def _edits(one: str, other: str, most: int) -> int:
    """How many letters must be put in, left out or changed to make one text the other (Levenshtein, 1965); where that
    is more than `most`, only that it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    line = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        before, line[0] = line[0], row
        for column, sought in enumerate(other, 1):
            before, line[column] = (
                line[column],
                min(line[column] + 1, line[column - 1] + 1, before + (letter != sought)),
            )
        if min(line) > most:
            return most + 1
    return line[-1]


def joined(parts: Iterable[Facts]) -> Facts:
    """The facts of several labels equally near, of which the first takes in the others."""
    first, *others = (*parts, Facts())
    for each in others:
        first.join(each)
    return first
