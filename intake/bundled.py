"""The bundled workbooks of published figures, taken in like any return: once, and again when a file has changed."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ledger import Finding, Ledger, Return, Sent
from loaders import published
from loaders.problems import Problem, Severity, problem
from loaders.reading import Reading
from model import DATA
from model.returns import NATIONAL

FOLDER = DATA / "published"
BY = "bundled with this dashboard"

# What an authority would be asked about its own return. Published figures are the publisher's: the question is kept
# with them for all to see, and nobody is asked.
TAKEN_AS_PUBLISHED = {"A10", "A14", "M03"}
ANSWER = "taken as published"


@dataclass(frozen=True)
class Refusal:
    """A bundled workbook that was not taken in: the first reason, how many more, and whether earlier figures stay."""

    file_name: str
    problem: Problem
    more: int
    kept: bool

    @property
    def sentence(self) -> str:
        """One sentence for the screen: file, sheet, cell, what we saw and what to do."""
        where = ", ".join(part for part in (f"{self.file_name}", self.problem.where) if part)
        rest = f" ({self.more} more {'problem' if self.more == 1 else 'problems'} in this file.)" if self.more else ""
        stays = " The figures held from its earlier edition stay." if self.kept else ""
        return f"{where}: {self.problem.message}{rest}{stays}"


def take_in(
    ledger: Ledger, folder: Path = FOLDER, progress: Callable[[int, int, str], None] = lambda done, of, file: None
) -> list[Refusal]:
    """Takes in every bundled workbook the ledger does not hold yet; the refused ones are returned, the rest is in.

    A workbook whose bytes have changed replaces its earlier self; one that was purged stays out. `progress` is told how
    many are done, of how many, and which file comes next.
    """
    paths = sorted(folder.glob("*.xlsx"))
    returns = ledger.returns()
    held = {each.file_name: each for each in returns if each.sent_by == BY and each.counts}
    purged = {each.sha256 for each in returns if each.state == "purged"}
    refusals = []
    with _collector_resting():
        for done, path in enumerate(paths):
            progress(done, len(paths), path.name)
            refusals.extend(_take_in(ledger, path, held.get(path.name), purged))
    return refusals


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Reading makes a great many objects and no rubbish; collecting meanwhile takes a third of the time for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _take_in(ledger: Ledger, path: Path, held: Return | None, purged: set[str]) -> Iterator[Refusal]:
    try:
        sent = Sent(path.read_bytes(), path.name, NATIONAL, BY)
    except OSError:
        yield Refusal(path.name, problem("F07"), 0, held is not None)
        return
    if sent.sha256 in purged or (held and held.sha256 == sent.sha256):
        return
    reading = published.read(sent.content)
    if standing := _in_the_way(reading):
        yield Refusal(path.name, standing[0], len(standing) - 1, held is not None)
        return
    ledger.record(sent, reading.observations, map(_finding, reading.problems), replaces=held.id if held else "")


def _in_the_way(reading: Reading) -> list[Problem]:
    """Problems that keep a published workbook out: rejections, and questions that have no standing answer."""
    return sorted(
        (
            each
            for each in reading.problems
            if each.severity is Severity.REJECT
            or (each.severity is Severity.ASK and each.code not in TAKEN_AS_PUBLISHED)
        ),
        key=lambda each: each.severity is not Severity.REJECT,
    )


def _finding(found: Problem) -> Finding:
    answer = ANSWER if found.severity is Severity.ASK else ""
    return Finding("", found.code, found.severity, found.sheet, found.cell, found.message, answer)
