"""Takes an accepted return into the ledger: its bytes, its figures, what was found and how it was answered."""

from intake.judging import Judgement
from ledger import Finding, Ledger, Sent
from loaders.answers import Answers
from loaders.problems import Severity


def take_in(ledger: Ledger, content: bytes, judged: Judgement, by: str, answers: Answers) -> str:
    """Commits a judged return in one transaction; its number comes back. Raises ValueError where it is not accepted."""
    if judged.verdict != "accept":
        raise ValueError(f"“{judged.file}” has open problems and may not be taken in")
    findings = [
        Finding("", each.code, each.severity, each.sheet, each.cell, each.message, _answer(each, answers))
        for each in judged.reading.problems
    ]
    return ledger.record(Sent(content, judged.file, judged.owner, by), judged.reading.observations, findings)


def _answer(each: object, answers: Answers) -> str:
    if each.severity is not Severity.ASK:
        return ""
    return answers.of(each.code, each.sheet, each.cell) or each.proposal
