"""Takes an accepted return into the ledger: its bytes, its figures, what was found and how it was answered."""

from collections.abc import Iterable

from intake import difference
from intake.difference import Difference
from intake.judging import Judgement
from ledger import Finding, Ledger, Moved, Sent, Told
from loaders.answers import LEAVE_OUT, Answers, is_lasting, words_asked
from loaders.problems import Problem, Severity
from model.notes import Note

TOLD = "S09 told"


class ChangedMeanwhile(Exception):
    """Taking the return in would no longer do what its sender was shown; the message is a plain sentence."""


def take_in(
    ledger: Ledger,
    content: bytes,
    judged: Judgement,
    by: str,
    answers: Answers,
    seen: Difference | None = None,
    notes: Iterable[Note] = (),
) -> str:
    """Commits a judged return in one transaction, with its notes and those given; its number comes back.

    `seen` is the difference its sender was shown and agreed to. Raises ValueError where the return is not accepted, or
    was purged before, and ChangedMeanwhile where what was seen no longer holds; nothing is taken in then.
    """
    if judged.verdict != "accept":
        raise ValueError(f"“{judged.file}” has open problems and may not be taken in")
    findings = [
        Finding("", each.code, each.severity, each.sheet, each.cell, each.message, _answer(each, answers))
        for each in judged.reading.problems
    ]
    sent = Sent(content, judged.file, judged.owner, by)
    brings = {"told": _told(judged.reading.problems, answers), "notes": (*judged.reading.notes, *notes)}
    while True:
        version = _version_as_seen(ledger, judged, seen)
        try:
            return ledger.record(sent, judged.reading.observations, findings, expected_version=version, **brings)
        except Moved:  # somebody was quicker: what they changed may be something else altogether
            continue


def _version_as_seen(ledger: Ledger, judged: Judgement, seen: Difference | None) -> int | None:
    """The version of the ledger for which what was seen holds; nothing where nothing was shown."""
    if seen is None:
        return None
    version = ledger.version()  # first: what is written after this, `record` will notice
    if not difference.same(seen, difference.of(judged.reading.observations, ledger)):
        raise ChangedMeanwhile(
            f"Figures that “{judged.file}” changes were changed by somebody else in the meantime, so nothing was taken "
            "in. Check it once more, and see what it changes now."
        )
    return version


def turn_away(ledger: Ledger, judged: Judgement, by: str) -> None:
    """Notes a file that is not kept because it holds something about individuals: its fingerprint, name, time and the
    addresses of those cells. Raises ValueError where it holds nothing of the kind."""
    if not judged.is_personal:
        raise ValueError(f"“{judged.file}” has nothing about individuals")
    places = [f"{each.sheet}!{each.cell}" for each in judged.reading.problems if each.severity is Severity.REJECT]
    ledger.turn_away(judged.sha256, judged.file, judged.owner, by, dict.fromkeys(places))


def _answer(each: Problem, answers: Answers) -> str:
    given = answers.of(each.code, each.sheet, each.cell)
    return given or each.proposal if each.severity is Severity.ASK else given if each.kind == TOLD else ""


def _told(problems: Iterable[Problem], answers: Answers) -> list[Told]:
    """What was said of words of the sender's own, to be remembered: each once, unless it was already."""
    asked = [each for each in problems if is_lasting(each.kind, each.words) or each.kind == TOLD]
    said = {words_asked(each.words): (each, _answer(each, answers)) for each in asked}
    return [
        Told(words, each.words, _settled(each, answer)) for words, (each, answer) in said.items() if words and answer
    ]


def _settled(asked: Problem, answer: str) -> str:
    """An answer as it is remembered: `yes` to a heading nobody knows leaves it out."""
    return LEAVE_OUT if asked.kind == "S09 return" and answer == "yes" else answer
