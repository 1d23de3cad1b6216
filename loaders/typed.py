"""One typed cell -> a number with flags, an absence with a reason, or what is unclear about it.

The markers are those of the Government Analysis Function and of older Scottish returns; a key found in the workbook
(“* = fewer than 5”) outranks them. A blank is never zero, and nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import lru_cache

from loaders.grid import Cell, Kind
from loaders.vocabulary import NOTE_MARK
from model.observations import Flag, Reason

MARKERS: dict[str, Reason] = {
    **{each: Reason.SUPPRESSED for each in ("[c]", "c", "*", "**", "<5", "< 5", "suppressed")},
    **{each: Reason.NOT_AVAILABLE for each in ("[x]", "x", "..", "…", "...", "not available", "unavailable")},
    **{each: Reason.NOT_COLLECTED for each in ("not collected",)},
    **{each: Reason.NOT_SUPPLIED for each in ("did not submit", "not supplied", "not submitted", "not provided")},
    **{each: Reason.NOT_APPLICABLE for each in ("[z]", "z", "not applicable")},
    **{each: Reason.LOW for each in ("[low]", "low", "[k]", "0~", "~")},
    **{each: Reason.NOT_AVAILABLE for each in ("[w]",)},
}
SMALL_WORDS = {
    *(
        "fewer than 5",
        "less than 5",
        "less than five",
        "fewer than five",
        "under 5",
        "1 to 4",
        "1-4",
        "1–4",
        "<5",
        "< 5",
    ),
    *("fewer than 10", "less than 10", "<10", "< 10"),
}
UNCLEAR = {
    "-",
    "–",
    "—",
    "n/a",
    "na",
    "[na]",
    "dna",
    "n/k",
    "nk",
    "not known",
    "n.a.",
    "n.a",
    "none",
    "nil",
    "tbc",
    "?",
}
FLAGS = {
    **{each: Flag.PROVISIONAL for each in ("p", "provisional")},
    **{each: Flag.REVISED for each in ("r", "revised")},
    **{each: Flag.ESTIMATED for each in ("e", "est", "estimate", "estimated")},
    **{each: Flag.BREAK for each in ("b", "break", "break in series")},
    **{each: Flag.LOW_RELIABILITY for each in ("u", "low reliability")},
    **{each: Flag.FORECAST for each in ("f", "forecast")},
}
_BRACKETED = re.compile(r"\s*[\[(]\s*([a-z ]{1,16})\s*[\])]", re.IGNORECASE)
_BARE_FLAG = re.compile(r"(?<=[0-9%])\s*([prebuf])$", re.IGNORECASE)
_NUMBER = re.compile(r"[-−]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_GROUPED_WRONG = re.compile(r"[0-9]+(?:,[0-9]+)+(?:\.[0-9]+)?")
_THOUSANDS_BY_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_GROUPED_BY_SPACE = re.compile("[0-9]{1,3}(?:[\u00a0\u202f\u2009\u2007][0-9]{3})+")
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_IN_QUOTES = re.compile(r'"[^"]*"|\\.')
_INVISIBLE = {"\u00a0", "\u202f", "\u2007", "\u2009", "\u200a", "\u2008", "\ufeff"}
_NAMED = ("people", "persons", "staff", "teams")  # units that a number format may name
_ERRORS = {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
_ANSWERS = {  # by the metric's unit
    "yes-partly-no": {"yes": 1.0, "y": 1.0, "partly": 0.5, "partially": 0.5, "in part": 0.5, "no": 0.0, "n": 0.0},
    "everywhere-some-nowhere": {
        **dict.fromkeys(("everywhere", "in all areas", "all areas"), 1.0),
        **dict.fromkeys(("in some places", "some places", "in some areas", "some areas", "some"), 0.5),
        **dict.fromkeys(("nowhere", "no"), 0.0),
    },
    "in-place": {
        **dict.fromkeys(("fully in place", "fully"), 1.0),
        **dict.fromkeys(("partly in place", "partially in place", "partly", "partially"), 0.5),
        **dict.fromkeys(("not yet in place", "not in place", "not yet"), 0.0),
    },
}
_ANY_ANSWER = frozenset(words for each in _ANSWERS.values() for words in each)


@dataclass(frozen=True)
class Typed:
    """What a cell says: a number or a reason, its flags, whether it is a percentage, and what is to be said about it.

    `codes` are kinds of problems with their details; `shown_as` is how a percentage was written: `%` in the text,
    `format` by its number format, or nothing; `by_points` says that points may set its thousands apart (`1.234`).
    """

    number: float | None = None
    reason: Reason | None = None
    flags: tuple[Flag, ...] = ()
    shown_as: str = ""
    codes: tuple[tuple[str, Mapping[str, object]], ...] = field(default=())
    by_points: bool = False


def read(cell: Cell, key: Mapping[str, str | Reason | Flag] | None = None) -> Typed:
    """What a cell in a figure's place says. `key` are the workbook's own meanings of markers, by the marker."""
    if cell.kind is Kind.NUMBER:
        return _read_number(cell.value, cell.format)
    said = {"typed": shown(cell)}
    if cell.kind is Kind.FORMULA:
        return Typed(codes=(("S14", said),))
    if cell.kind is Kind.ERROR:
        return Typed(codes=(("V05", said),))
    if cell.kind is Kind.BOOL:
        return Typed(codes=(("V15", said),))
    if cell.kind is Kind.DATE:
        return Typed(codes=(("V04", said),))
    return _read_text(str(cell.value), raised(cell), tuple((key or {}).items()))


@lru_cache(maxsize=50_000)
def _read_text(text: str, small: tuple[tuple[int, int], ...], key: tuple[tuple[str, Reason | float], ...]) -> Typed:
    """What a text says, once for each text: a return says the same few things many times."""
    cell = Cell(1, 1, Kind.TEXT, text, small=small)
    return _text(cell, dict(key), {"typed": shown(cell)})


def shown(cell: Cell, most: int = 60) -> str:
    """What was typed, as it can be repeated to the sender: at most so many characters, nothing invisible."""
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (date, time, timedelta)):
        return str(value).removesuffix(" 00:00:00")
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    if not text.isprintable():
        text = "".join(each if each.isprintable() else f"<{unicodedata.name(each, 'control')}>" for each in text)
    return text[:most]


@lru_cache(maxsize=50_000, typed=True)  # 1e15 is shown otherwise than the whole number
def _read_number(number: float, code: str) -> Typed:
    """What a number in a format says, once for each: a return says the same few many times."""
    said = {"typed": shown(Cell(1, 1, Kind.NUMBER, number))}
    asked = (("V06", number < 0), ("V18", _shows_another_number(code)), ("V16", abs(number) >= 1e15))
    codes = tuple((kind, said) for kind, is_so in asked if is_so)
    if isinstance(number, float) and abs(number - round(number)) < 1e-9 * max(1, abs(number)):
        number = round(number)  # arithmetic in a formula frays the last digits
    return Typed(number, shown_as=_percent_by(code), codes=codes)


def _percent_by(code: str) -> str:
    """How a number format shows a percentage: of a hundred times the number (`0%`), or of the number, with the sign as
    words behind it (`0.0"%"`)."""
    if "%" not in code:
        return ""
    return "format" if "%" in _IN_QUOTES.sub("", code) else "%"


def _shows_another_number(code: str) -> bool:
    """Whether a number format shows another number than the cell holds: in thousands, or words in its place."""
    first = code.partition(";")[0]
    if code and not first.strip() or re.search(r"\[[<>=]", code) or "£" in first or re.search(r'[0#?]"[0-9]+"', first):
        return True
    if any(
        re.search("[a-z]", words, re.I) and words.strip() not in _NAMED for words in re.findall(r'"([^"]*)"', first)
    ):
        return True
    bare = re.sub(r'"[^"]*"|\\.|\[[^]]*\]|_.|\*.', "", first)
    if not first or bare.casefold() in ("general", "@"):
        return False
    return (
        "(" in bare
        or bool(re.search(r"[0#?],+(?![0#?])", bare))
        or not re.search(r"[0#?]|general", bare, re.IGNORECASE)
    )


def _text(cell: Cell, key: Mapping[str, str | Reason | Flag], said: Mapping[str, object]) -> Typed:
    raw = str(cell.value)
    codes: list[tuple[str, Mapping[str, object]]] = []
    if small := raised(cell):
        raw, glued = _without_small(raw, small)
        if glued.strip():
            codes.append(("V12", {**said, "figure": raw.strip(), "note": glued.strip()}))
    if _GROUPED_BY_SPACE.fullmatch(raw.strip()):
        raw = re.sub(r"\s", ",", raw.strip())  # spaces that do not break hold the thousands of one number together
    plain, invisible = _visible(raw)
    if invisible:
        codes.append(("V17", said))
    without_notes = NOTE_MARK.sub("", plain).strip()
    if (found := _by_key(without_notes, key, codes, said)) is not None:
        return found
    for sign, flag in key.items():
        if isinstance(flag, Flag) and (number := before_a_sign(without_notes, sign)):
            codes.append(("M05", said))
            return _written(number, (flag,), codes, said)
    return _marker(without_notes, codes, said) or _flagged(without_notes, codes, said)


def _marker(text: str, codes: list, said: Mapping[str, object]) -> Typed | None:
    """What a text says that is no number and no words: nothing, an error, a marker; None where it is neither."""
    lowered = " ".join(text.casefold().split())
    if lowered in SMALL_WORDS:
        return Typed(None, Reason.SUPPRESSED, codes=(*codes, ("M06" if lowered not in ("<5", "< 5") else "M01", said)))
    if lowered in MARKERS:
        return Typed(None, MARKERS[lowered], codes=(*codes, ("M01", {**said, "reason": MARKERS[lowered]})))
    kinds = (
        ("V11", not lowered, Reason.BLANK),
        ("V05", lowered.upper() in _ERRORS, Reason.UNCLEAR),
        ("V15", lowered in ("true", "false"), Reason.UNCLEAR),
        ("M07", lowered in FLAGS and len(lowered) == 1, Reason.UNCLEAR),
        ("M03 return", lowered in UNCLEAR, Reason.UNCLEAR),
    )
    return next((Typed(None, reason, codes=(*codes, (kind, said))) for kind, on, reason in kinds if on), None)


def before_a_sign(text: str, sign: str) -> str:
    """The number that a sign stands behind, `76` of `76*`; nothing where it stands behind none."""
    number = text.removesuffix(sign).strip()
    return number if text.endswith(sign) and number[-1:].isdigit() else ""


def raised(cell: Cell) -> tuple[tuple[int, int], ...]:
    """The places in a cell's text that stand raised or lowered: by their type, or as letters of that kind (`¹`)."""
    text = str(cell.value)
    if text.isascii():
        return cell.small
    letters = (
        (place, place + 1)
        for place, letter in enumerate(text)
        if unicodedata.decomposition(letter).startswith(("<super>", "<sub>"))
    )
    return (*cell.small, *letters)


def without_raised(cell: Cell) -> str:
    """A label's text without its footnote digits."""
    small = raised(cell)
    return _without_small(str(cell.value), small)[0].strip() if small else cell.text


def _without_small(text: str, small: tuple[tuple[int, int], ...]) -> tuple[str, str]:
    """A text without its small raised letters, and those letters."""
    kept, taken = [], []
    for place, letter in enumerate(text):
        (taken if any(first <= place < last for first, last in small) else kept).append(letter)
    return "".join(kept), "".join(taken)


def _visible(text: str) -> tuple[str, bool]:
    """A text in one kind of letter without what cannot be seen, and whether there was any."""
    if text.isascii():
        return text.strip(), text.strip() != text.strip(" ")
    plain = "".join(" " if each in _INVISIBLE else each for each in text)
    plain = "".join(each for each in plain if unicodedata.category(each) != "Cf")
    folded = (
        unicodedata.normalize("NFKC", plain) if any(each.isdigit() and not each.isascii() for each in plain) else plain
    )
    stripped = folded.strip()
    return stripped, stripped != text.strip(" ")


def _by_key(text: str, key: Mapping[str, str | Reason | Flag], codes: list, said: Mapping[str, object]) -> Typed | None:
    meaning = key.get(text.casefold())
    if meaning == 0.0 and not isinstance(meaning, str):
        return Typed(0, None, codes=(*codes, ("M02", {**said, "words": "none", "key": "of this file"})))
    if isinstance(meaning, Reason):
        return Typed(None, meaning, codes=(*codes, ("M02", {**said, "reason": meaning})))
    return None


def _flagged(text: str, codes: list, said: Mapping[str, object]) -> Typed:
    """A number as text, with or without flags; or words where a number belongs."""
    flags, rest = flags_of(text)
    if found := _BARE_FLAG.search(rest):
        flags.append(FLAGS[found[1].casefold()])
        rest = rest[: found.start()].strip()
    if flags:
        codes.append(("M05" if rest else "M07", said))
    if not rest:
        return Typed(None, Reason.UNCLEAR, codes=tuple(codes))  # of what it would be a flag, nobody can tell
    if flags and rest.casefold() in MARKERS:
        return Typed(None, MARKERS[rest.casefold()], tuple(flags), codes=(*codes, ("M01", said)))
    return _written(rest, tuple(flags), codes, said)


def flags_of(text: str) -> tuple[list[Flag], str]:
    """The flags that stand in brackets in a text, and the text without them."""
    flags = [FLAGS[found[1].strip().casefold()] for found in _BRACKETED.finditer(text) if _is_flag(found)]
    return flags, _BRACKETED.sub(lambda found: "" if _is_flag(found) else found[0], text).strip()


def _is_flag(found: re.Match) -> bool:
    return found[1].strip().casefold() in FLAGS


def _written(text: str, flags: tuple[Flag, ...], codes: list, said: Mapping[str, object]) -> Typed:
    percent = text.endswith("%")
    bare = text.removesuffix("%").strip()
    if bare.startswith("(") and bare.endswith(")") and _NUMBER.fullmatch(bare[1:-1].strip()):
        return Typed(None, Reason.UNCLEAR, flags, codes=(*codes, ("V06", said)))
    if _NUMBER.fullmatch(bare):
        number = float(bare.replace(",", "").replace("−", "-"))
        codes.append(("V03" if "," in bare else "V02", said))
        if number < 0:
            codes.append(("V06", said))
        whole = int(number) if number == int(number) and "." not in bare else number
        by_points = _THOUSANDS_BY_POINTS.fullmatch(bare) is not None
        return Typed(whole, None, flags, "%" if percent else "", tuple(codes), by_points)
    if _SPACED.fullmatch(bare):  # one number with spaces, or two numbers in one cell
        return Typed(None, Reason.UNCLEAR, flags, codes=(*codes, ("V03 reject", said)))
    if _GROUPED_WRONG.fullmatch(bare):
        return Typed(None, Reason.UNCLEAR, flags, codes=(*codes, ("V03 reject", said)))
    if len(text) <= 2 and not any(each.isalnum() for each in text) or text in ("#", "!", ":", "."):
        return Typed(None, Reason.UNCLEAR, flags, codes=(*codes, ("M04 return", said)))
    kind = "V14" if any(each.isdigit() for each in text) else "M04 return" if len(text) <= 3 else "V01"
    return Typed(None, Reason.UNCLEAR, flags, codes=(*codes, (kind, said)))


def answer(cell: Cell, unit: str) -> float | None:
    """An answer in the words of a unit as 1, 0.5 or 0 (yes, partly or no); None for anything else."""
    return _ANSWERS[unit].get(" ".join(cell.text.casefold().split())) if cell.kind is Kind.TEXT else None


def is_in_pounds(code: str) -> bool:
    """Whether a number format shows the number itself, in pounds: `£#,##0`, and not in thousands."""
    plain = re.sub(r'"£"|\[\$£[^]]*\]|\\?£', "", code)
    return plain != code and not _shows_another_number(plain)


def _is_answer(cell: Cell) -> bool:
    return cell.kind is Kind.TEXT and cell.text.casefold() in _ANY_ANSWER


def looks_like_a_value(cell: Cell, key: Mapping[str, object] | None = None) -> bool:
    """Whether a cell could stand in a figure's place: a number, an error, a formula, or a text that reads as one."""
    if cell.kind is Kind.BLANK:
        return False
    if cell.kind is not Kind.TEXT:
        return True
    if not key and not cell.small:
        return _reads_as_a_value(cell.text)
    return _no_words(read(cell, key)) or _is_answer(cell)


@lru_cache(maxsize=50_000)
def _reads_as_a_value(text: str) -> bool:
    cell = Cell(1, 1, Kind.TEXT, text)
    return _no_words(read(cell)) or _is_answer(cell)


def _no_words(said: Typed) -> bool:
    """Whether what a cell says is more than words where a number belongs, by the workbook's key at least."""
    kinds = {kind for kind, _ in said.codes}
    return not kinds & {"V01", "V14", "M04 return"} or "M02" in kinds
