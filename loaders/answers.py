"""Answers to the questions a return raises, by what was asked and where; and which of them are an answer at all.

What an authority once said of words of its own is remembered, and answers the same question in its next return.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from loaders import concerns, statuses, vocabulary, years
from loaders.problems import Problem
from model.observations import Reason

_OF_A_BLANK = {
    "zero": 0.0,
    "none": 0.0,
    "not available": Reason.NOT_AVAILABLE,
    "not collected": Reason.NOT_COLLECTED,
    "not supplied": Reason.NOT_SUPPLIED,
    "not applicable": Reason.NOT_APPLICABLE,
    "does not apply": Reason.NOT_APPLICABLE,
    "hidden": Reason.SUPPRESSED,
    "suppressed": Reason.SUPPRESSED,
}
_NUMBER = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3}")
WHICH_FIGURES = ("S09 figures", "V11 figures")  # that words concern
WITHOUT_A_NUMBER = ("V11", "V11 rate", "M03", "M03 return", "M04 return", "M07")
LEAVE_OUT = "leave out"
SHEET = "S13"  # the code under which a sheet is left out
OF_WORDS = ("S09 title", "S09 beside", "S11 ask")  # questions about words that could limit what figures are of
ABOUT_WORDS = ("S09 return", *OF_WORDS)  # all that a heading, title or note raises


@dataclass(frozen=True)
class Answers:
    """Answers by code, sheet and cell; without a cell, one is for the whole sheet, without a sheet for the file.

    `remembered` are those of earlier returns to questions about words, by the words (see `words_asked`).
    """

    given: Mapping[tuple[str, str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    remembered: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, code: str, sheet: str, cell: str) -> str:
        """The answer to a question, in small letters, or nothing."""
        for place in ((code, sheet, cell), (code, sheet, ""), (code, "", "")):
            if place in self.given:
                return self.given[place].casefold().strip()
        return ""

    def leaves_out(self, sheet: str) -> bool:
        """Whether the sender wants nothing of a sheet used: a draft, or last year's."""
        return self.given.get((SHEET, sheet, "")) == LEAVE_OUT

    def of_words(self, text: str) -> str:
        """What the sender said of some words in an earlier return, or nothing."""
        return self.remembered.get(words_asked(text), "") if self.remembered else ""


NO_ANSWERS = Answers()


@dataclass(frozen=True)
class Choice:
    """One answer to a question, in words and as it is taken."""

    words: str
    answer: str


_MEND = Choice("No: I will mend the file", "no")
_YES_OR_MEND = (Choice("Yes", "yes"), _MEND)
NOT_KNOWN, CARRIED, NOT_FINAL = "not known", "carried forward", "provisional"
_CHOICES = {  # of the questions that yes or no does not answer as they are put
    **dict.fromkeys(OF_WORDS, (Choice("Yes: these words will stand beside them", "yes"), _MEND)),
    "S10": (Choice("Yes: leave it out", "yes"), _MEND),
    "P03": (Choice("The year ending then", "ending"), Choice("The year beginning then", "beginning")),
    "P04 ask": (
        Choice("Leave them out until the year is over", LEAVE_OUT),
        Choice("Take them in, marked provisional", NOT_FINAL),
    ),
    "P06": (Choice("Yes: leave these out", "yes"), _MEND),
    "V20": (Choice("Yes: take in no number for them", "yes"), _MEND),
    "S06": (Choice("Yes, they count", "yes"), Choice("No, leave them out", LEAVE_OUT)),
    "A07": (Choice("The two counts", "yes"), Choice("The percentage: I will mend the file", "no")),
    "A10 return": (
        Choice("Yes: mark them carried forward, and estimated", CARRIED),
        Choice("No, they are that year's own", "yes"),
        Choice("I will mend the file", "no"),
    ),
    "A14": (
        Choice("None: each number is 0", "yes"),
        Choice("Not known: show them as not available", NOT_KNOWN),
        Choice("I will mend the file", "no"),
    ),
    "R02": (Choice("Replace it", "yes"), Choice("Another file was meant", "no")),
}
_ABSENT = (
    *(Choice("None: the number is 0", "zero"), Choice("Not available", "not available")),
    *(Choice("Does not apply", "does not apply"), Choice("Not collected", "not collected")),
    Choice("Hidden to protect people", "hidden"),
)
_AS_STATUS = ("as counted", "provisional", "estimated", "revised", "not available", "hidden to protect people")
OUR_NAMES = (
    *("Option 1", "Option 2", "Option 3", "Option 4", "Any SDS option", "Able to choose", "Made a choice"),
    *("Staff eligible", "Staff trained", "Teams asked", "Teams replied", "Training refreshed"),
    *("Outcomes reviewed", "Outcomes met"),
    *("Awaiting assessment", "Awaiting a budget", "Waiting for support to start", "Independent support"),
    *("Budgets agreed", "Budgets spent"),
)
_TWO_RATES = re.compile(r"could be ([0-9.]+)% or ([0-9.]+)%")


def choices(asked: Problem) -> tuple[Choice, ...]:
    """The answers a person may choose among, none of them before the others; each settles the question but `no`."""
    if asked.kind in WITHOUT_A_NUMBER:
        return _ABSENT
    if asked.kind == "M04 status":
        return tuple(Choice(words.capitalize(), words) for words in _AS_STATUS)
    if asked.code == "V08" and (rates := _TWO_RATES.search(asked.message)):
        return tuple(Choice(f"{rate}%", rate) for rate in rates.groups())
    if asked.kind == "P05 two":
        return (*(Choice(year, year) for year in years.in_a_title(asked.message)[0]), _MEND)
    if asked.kind in WHICH_FIGURES:
        return tuple(Choice(name, name.lower()) for name in concerns.names())
    if asked.kind == "S09 return":
        named = tuple(Choice(f"It is: {name}", name.lower()) for name in OUR_NAMES)
        return (Choice("Leave it out", LEAVE_OUT), *named)
    return _CHOICES.get(asked.kind, _YES_OR_MEND)


def takes_a_number(asked: Problem) -> bool:
    """Whether the number itself may be the answer."""
    return asked.kind in WITHOUT_A_NUMBER


def words_asked(text: str) -> str:
    """A heading's or a title's words as they are remembered: without case, signs or the financial years it names, which
    change; other numbers stay, since `65+` is not `85+`."""
    return " ".join(vocabulary.words_of(years.in_a_title(text)[1]))


def is_lasting(kind: str, text: str) -> bool:
    """Whether an answer about words holds for the next return too: one about a note that names a year does not."""
    return kind in ABOUT_WORDS and (kind != "S11 ask" or not years.in_a_title(text)[0])


def our_words(answer: str) -> bool:
    """Whether an answer to “what is this?” is a name of something we collect."""
    return answer not in ("", "yes", LEAVE_OUT) and vocabulary.read(answer).known


def of_a_blank(answer: str) -> tuple[float | None, Reason | None]:
    """What an answer makes of a cell without a number: zero, a number, or a reason; a blank stays one unanswered."""
    said = _OF_A_BLANK.get(answer)
    if isinstance(said, Reason):
        return None, said
    if said is not None:
        return said, None
    if _NUMBER.fullmatch(answer):
        return float(answer.replace(",", "")), None
    return None, Reason.UNCLEAR if answer else Reason.BLANK


def settle(asked: Problem, answer: str) -> bool:
    """Whether an answer answers the question: what is no answer to it leaves it open, and a `no` is for the sender to
    mend in the file."""
    if asked.kind in WITHOUT_A_NUMBER:
        number, reason = of_a_blank(answer)
        return number is not None or reason not in (Reason.UNCLEAR, Reason.BLANK)
    if asked.kind == "M04 status":  # a figure carried forward names its year, in the file
        status = statuses.read(answer) if answer else None
        return status is not None and status.period_of_figure is None
    if asked.kind in WHICH_FIGURES:
        return concerns.find(answer) is not None
    if asked.code == "V08":
        return bool(answer) and f" {answer.rstrip('%')}%" in asked.message
    if asked.kind == "S09 return":
        return answer in (LEAVE_OUT, "yes")
    if asked.code == "R02" and answer.startswith("replace"):
        return True
    return answer != "no" and answer in {choice.answer for choice in choices(asked)}
