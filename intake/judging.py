"""A file sent in -> a judgement: what it holds, what is wrong with it, what must be asked. Nothing is written."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from intake import difference
from intake.difference import Difference
from ledger import Ledger
from loaders import sent
from loaders.answers import NO_ANSWERS, Answers, settle
from loaders.problems import Problem, Severity, problem
from loaders.progress import Progress
from loaders.reading import Reading
from model import areas, breakdowns, sources
from model.observations import Observation
from model.returns import NATIONAL, SERIES

PERSONAL = ("D02", "D03", "D04", "D05", "D06", "D09")
ACCEPT, ASK, REJECT = "accept", "ask", "reject"


@dataclass(frozen=True)
class Judgement:
    """What a file was found to be. `open` are its questions without an answer; `owner` whose return it is; `difference`
    what taking it in would change, where it was held against a ledger and is not in already."""

    file: str
    sha256: str
    owner: str
    reading: Reading
    open: tuple[Problem, ...]
    difference: Difference | None = None

    @property
    def verdict(self) -> str:
        """`accept`, `ask` or `reject`: the strongest of its problems, answered questions left out."""
        if any(each.severity is Severity.REJECT for each in self.reading.problems):
            return REJECT
        return ASK if self.open else ACCEPT

    @property
    def is_personal(self) -> bool:
        """Whether the file holds something about individuals, so that it is not kept."""
        return any(each.code in PERSONAL and each.severity is Severity.REJECT for each in self.reading.problems)


def owner_of(words: str) -> str:
    """The code of the authority that words name, or `national`. Raises ValueError with a plain sentence."""
    if words.strip().casefold() == NATIONAL:
        return NATIONAL
    place = areas.find(words)
    code = areas.current_code(words) or (place.code if place else None)
    if code is None or code == areas.SCOTLAND:
        raise ValueError(f"We know no authority called “{words}”. Write its name, such as Fife, or national.")
    return code


def judge(
    content: bytes,
    name: str,
    owner: str = "",
    ledger: Ledger | None = None,
    answers: Answers = NO_ANSWERS,
    take_proposals: bool = False,
    today: date | None = None,
    progress: Progress | None = None,
) -> Judgement:
    """Judges a file; with a ledger, against what is held there. `take_proposals` accepts each answer we propose.

    `progress` is called in this thread with what the reading is at: words for a person, plain but for what a page
    might take for markup (a sheet's name is the sender's), and how far it has come, from 0 to 1."""
    sha256 = hashlib.sha256(content).hexdigest()
    if ledger is not None and owner:
        answers = replace(answers, remembered={each.words: each.answer for each in ledger.told(owner)})
    reading = sent.read(content, name, owner, today or date.today(), answers, progress)
    more, change = _not_the_senders(reading, owner), None
    if ledger is not None:
        told, change = _sent_before(sha256, owner, reading, ledger)
        more += told
    reading = replace(reading, problems=(*reading.problems, *more))
    open_ = _open(reading, answers, take_proposals)
    brings = reading.observations or reading.notes
    if not (open_ or brings or any(each.severity is Severity.REJECT for each in reading.problems)):
        reading = replace(reading, problems=(*reading.problems, problem("S02 answered")))
    return Judgement(name, sha256, owner or _said_in(reading), reading, open_, change)


def _not_the_senders(reading: Reading, owner: str) -> list[Problem]:
    """What a table saved from the dashboard may hold and nobody may send in: published figures, another authority's."""
    published = [each for each in reading.observations if each.key.series != SERIES]
    if published and owner:
        first = published[0]
        return [problem("I08 published", first.sheet, first.cell, name=sources.series()[first.key.series].name)]
    told = {(each.sheet, each.cell) for each in reading.problems if each.code in ("I07", "I08")}
    places = [(each.key.area, each.sheet, each.cell) for each in reading.observations]
    places += [(each.area, each.sheet, each.cell) for each in reading.notes]
    others = [each for each in places if owner not in ("", NATIONAL, each[0])]
    if not others or told:
        return []
    area, sheet, cell = others[0]
    return [problem("I07", sheet, cell, mine=areas.name(owner), other=areas.name(area))]


def _said_in(reading: Reading) -> str:
    named = {each.key.area for each in reading.observations} | {each.area for each in reading.notes}
    return named.pop() if len(named) == 1 else ""


def _open(reading: Reading, answers: Answers, take_proposals: bool) -> tuple[Problem, ...]:
    asked = [each for each in reading.problems if each.severity is Severity.ASK]
    return tuple(
        each
        for each in asked
        if not (take_proposals and each.proposal) and not settle(each, answers.of(each.code, each.sheet, each.cell))
    )


def _sent_before(sha256: str, owner: str, reading: Reading, ledger: Ledger) -> tuple[list[Problem], Difference | None]:
    """What the ledger says: the same file, the same figures, fewer figures, changed figures; and the difference."""
    current = [each for each in ledger.returns() if each.state == "current" and owner in ("", each.owner)]
    if same := [each for each in current if each.sha256 == sha256]:
        return [problem("R01", day=same[-1].sent_at[:10])], None
    change = difference.of(reading.observations, ledger)
    found = [_replaces(before, now) for before, now in change.changed]
    if change.same and change.brings_nothing and not change.not_here:
        held = ledger.figures(exact=True, series=SERIES, area={each.key.area for each in change.same})
        days = {each.id: each.sent_at[:10] for each in ledger.returns()}  # again: another may have come in since
        found.append(problem("R02", day=max(days[each.return_id] for each in held)))
    elif change.not_here and not change.new and (change.same or change.changed):
        many = len(reading.observations)
        found.append(problem("R03", count=many, held=many + len(change.not_here)))
    return found, change


def _replaces(before: Observation, now: Observation) -> Problem:
    told = {"before": before.as_typed or before.value, "value": now.as_typed or now.value}
    return problem("R04", now.sheet, now.cell, **told)


def as_json(judged: Judgement) -> dict[str, object]:
    """A judgement as the command line prints it."""
    return {
        "file": judged.file,
        "sha256": judged.sha256,
        "verdict": judged.verdict,
        "problems": [
            {
                "code": each.code,
                "severity": each.severity,
                "sheet": each.sheet or None,
                "cell": each.cell or None,
                "message": each.message,
            }
            for each in judged.reading.problems
        ],
        "observations": [_observation(each) for each in judged.reading.observations],
    }


def _observation(each: Observation) -> dict[str, object]:
    return {
        "authority": each.key.area,
        "period": each.key.period,
        "metric": each.key.metric,
        "breakdown": breakdowns.split(each.key.breakdown),
        "value": _number(each.value),
        "numerator": _number(each.numerator),
        "denominator": _number(each.denominator),
        "base": _number(each.base),
        "reason": each.reason,
        "flags": list(each.flags),
        "period_of_figure": each.period_of_figure,
        "sheet": each.sheet,
        "cell": each.cell,
        "cells": dict(part.split("=", 1) for part in each.cells.split(";") if part),
        "as_typed": each.as_typed,
    }


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _text(answer: object) -> str:
    if isinstance(answer, bool) or not isinstance(answer, (str, int, float)):
        raise ValueError(f"{answer} is no answer")
    return str(answer)


def answers_from(path: Path) -> Answers:
    """Answers from a file: a list of {code, sheet, cell, answer}. Raises ValueError with a plain sentence."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
        return Answers(
            {(each["code"], each.get("sheet") or "", each.get("cell") or ""): _text(each["answer"]) for each in listed}
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise ValueError(
            f"{path} does not hold answers as we read them: a list of entries with code, sheet, cell and answer."
        ) from wrong
