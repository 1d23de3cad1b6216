"""A note that says of all figures what a marker says of one, `2023/24 figures are provisional` -> figures flagged."""

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders import years
from loaders.accounting import Fate
from loaders.grid import Cell, Sheet
from loaders.work import Kept, Work
from model import periods
from model.observations import Flag

_FLAG_WORDS = {
    "provisional": Flag.PROVISIONAL,
    **dict.fromkeys(("estimate", "estimates", "estimated"), Flag.ESTIMATED),
    "revised": Flag.REVISED,
}
_YEAR = r"(?:[0-9]{4}[/-][0-9]{2,4} )?"
_FLAGGED = re.compile(
    rf"\W*(?:note:? )?(?:please note:? )?(?:all |the |these )*{_YEAR}(?:(?:figures|data|numbers) )?(?:for {_YEAR})?"
    r"(?:are |is )?(?:all |still )?(?P<flag>provisional|estimates?|estimated|revised)(?: figures| data)?\W*",
    re.IGNORECASE,
)


def with_flags(work: Work, kept: Sequence[Kept]) -> list[Kept]:
    """The figures with what a note says of all of them, `2023/24 figures are provisional`: on its sheet, or in the book
    where it stands on a sheet without figures. The note is told as read."""
    sheets = {each.figure.sheet.name for each in kept}
    found = list(kept)
    for sheet in work.book.sheets:
        for cell, said in _flagging(work, sheet):
            flag, year = _FLAG_WORDS[said["flag"].casefold()], _year_in(said)
            for number, each in enumerate(found):
                here = each.figure.sheet.name == sheet.name or sheet.name not in sheets
                if here and year in ("", periods.year_of(each.key.period)):
                    flags = tuple(dict.fromkeys((*each.said.flags, flag)))
                    found[number] = replace(each, said=replace(each.said, flags=flags))
                    work.tell("S11 flag", sheet.name, cell.address, typed=cell.text, words=said["flag"].lower())
    return found


def _flagging(work: Work, sheet: Sheet) -> list[tuple[Cell, re.Match]]:
    """The lines of a sheet, each alone in its row, that flag figures."""
    rows, fates = sheet.rows(), work.accounts[sheet.name].fates
    flagging = ((_FLAGGED.fullmatch(text.strip()), cells) for text, cells in sheet.texts.items())
    found = [
        (cell, said)
        for said, cells in flagging
        for cell in (cells if said is not None else ())
        if fates.get((cell.row, cell.column)) is Fate.NOTE and len(rows[cell.row]) == 1
        if (sheet.name, (cell.row, cell.column)) not in work.set_apart and not _is_of_a_sign(work, cell)
    ]
    flags = {_FLAG_WORDS[said["flag"].casefold()] for _, said in found}
    return found if len(flags) == 1 or all(_year_in(said) for _, said in found) else []  # a list of words is a key


def _is_of_a_sign(work: Work, cell: Cell) -> bool:
    """Whether a line says what a sign behind some of the numbers means: `* = provisional`."""
    return any(isinstance(meaning, Flag) and cell.text.startswith(sign) for sign, meaning in work.key.items())


def _year_in(said: re.Match) -> str:
    named, _ = years.in_a_title(said[0])
    return named[0] if named else ""
