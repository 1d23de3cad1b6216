"""A label's words for a year -> the financial year, or the question it raises. Every form met stands in the tests.

A financial year runs from 1 April to 31 March and is written `2020/21`. A single year could be either of two and is
asked about; a quarter or a month is not a year's figure.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from loaders.vocabulary import NOTE_MARK

_MONTHS = "january february march april may june july august september october november december".split()
_SHORTENED = {"may": "may", "september": "sep(?:t(?:ember)?)?"}  # the others to their first three letters
_MONTH = "|".join(_SHORTENED.get(month, f"{month[:3]}(?:{month[3:]})?") for month in _MONTHS)
_DASH = r"\s*[-–—‑‐/_]\s*"
# `22-23` could be ages, or days of a month; younger ages than 20 are met in returns
_YEARS_IN_SHORT = re.compile(
    r"(?<!age )(?<!ages )(?<!aged )(?<![0-9/.,_–-])([23][0-9])[–-]([23][0-9])(?![0-9/.,_–-])"
    rf"(?!\s*(?:{_MONTH}|years|yrs))"
)
_FINANCIAL = (
    re.compile(rf"(?<![0-9])(?:f\.?y\.?\s*)?([12][0-9]{{3}}){_DASH}([12][0-9]{{3}}|[0-9]{{2}})(?![0-9])"),
    re.compile(rf"(?<![0-9a-z])f\.?y\.?\s*([0-9]{{2}}){_DASH}([0-9]{{2}})(?![0-9])"),
    re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([0-9]{2})(?![0-9])"),
    re.compile(r"(?<![0-9])([12][0-9]{3})\s+to\s+([12][0-9]{3})(?![0-9])"),
    re.compile(r"(?<![0-9/.-])([1-4][0-9])/([1-4][0-9])(?![0-9/.-])"),
    _YEARS_IN_SHORT,
)
_SHORT_FORMS = _FINANCIAL[4:]  # of which the century is not written
_ISO = re.compile(r"(?<![0-9])([12][0-9]{3})-([0-9]{2})-([0-9]{2})(?![0-9])")
_NUMERIC = re.compile(r"(?<![0-9])([0-9]{1,2})[/.]([0-9]{1,2})[/.]([12][0-9]{3})(?![0-9])")
_DATE = re.compile(rf"(?<![0-9])([0-9]{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH})\.?,?\s+([12][0-9]{{3}})(?![0-9])")
_AT_ITS_END = re.compile(  # a line of its own, or the end of one: elsewhere a day is when something was written
    r"(?:(?:^|[,:;(–—-])\W*(?:position\s+)?(?:as\s+)?at|\bwaiting\s+at|\bstages?\s+at)\s+(?:the\s+)?31(?:st)?\s+mar(?:ch)?,?\s+([12][0-9]{3})\W*$"
)
_ENDING = re.compile(rf"year\s+(?:ending|ended|to|end)\s+(?:31(?:st)?\s+)?({_MONTH})\s+([12][0-9]{{3}})")
_PART = re.compile(
    r"(?<![a-z0-9])(?:q[1-4]|quarter\s*[1-4]|[1-4](?:st|nd|rd|th)\s+quarter|half\s*year|h[12])(?![a-z0-9])"
)
_OTHER_SPAN = re.compile(  # a year that is not a financial one, or not over; a week; a position within one
    r"(?<![a-z0-9])(?:calendar\s+year|academic\s+year|school\s+year|year[\s-]to[\s-]date|ytd|mid[\s-]?year|"
    r"census\s+(?:week|day)|qtr\.?\s*[1-4])(?![a-z0-9])"
)
_NUMBERED = re.compile(
    r"(?<![a-z])(?:period|month|week)\s*(?:no\.?\s*)?[0-9]{1,2}(?![0-9/]|(?:st|nd|rd|th)?\s+[a-z]{3})"
)
_MONTHS_LONG = re.compile(
    r"(?<![0-9a-z])(?:[1-9]|1[01]|one|two|three|four|five|six|seven|eight|nine|ten|eleven)\s+months?(?![a-z])|"
    r"\b(?:first|last)\s+half\b"
)
_JOINED = re.compile(r"^\s*(?:to|until|till|and|-|–|—)\s*$")
_RANGE = re.compile(rf"(?<![a-z])({_MONTH}){_DASH}({_MONTH})(?![a-z])|({_MONTH})\s+to\s+({_MONTH})")
_APRIL_TO_MARCH = re.compile(
    r"(?<![a-z0-9])apr(?:il)?\s+([12][0-9]{3})(?:\s+to\s+|\s*[-–—]\s*)mar(?:ch)?\s+([12][0-9]{3})"
)
_MONTH_OF = re.compile(rf"(?<![a-z0-9])({_MONTH})\s*['’]?\s*([12][0-9]{{3}}|[0-9]{{2}})(?![0-9])")
_SINGLE = re.compile(r"(?<![0-9/.-])([12][0-9]{3})(?![0-9])")
EXAMPLE = "2023/24"
FIRST, SDS_BEGAN = 2000, 2014  # the earliest year any SDS-like figure is of; the Act's own first year


@dataclass(frozen=True)
class Year:
    """A financial year, or the kind of problem its words raise; `rest` is the text around it."""

    period: str = ""
    code: str = ""
    rest: str = ""
    words: str = ""


def financial(start: int) -> str:
    """The financial year that begins on 1 April of a year."""
    return f"{start}/{(start + 1) % 100:02d}"


def of_date(day: date) -> str:
    """The financial year a day lies in."""
    return financial(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)


def of_year_end(day: date) -> Year:
    """The financial year that a typed date stands for: 31 March ends one; no other day is clear."""
    if (day.month, day.day) == (3, 31):
        return Year(of_date(day), "P07", "", day.isoformat())
    return Year("", "P01", "", day.isoformat())


@lru_cache(maxsize=50_000)
def find(text: str) -> Year | None:
    """The year a text speaks of, with the problem its words raise if they do; None where it speaks of none."""
    plain = NOTE_MARK.sub(" ", text).casefold()
    for look in (_part_of_a_year, _by_dates, _by_two_years, _by_one_year):
        if found := look(plain):
            return found
    return None


def names_the_last_day(text: str) -> bool:
    """Whether a label names 31 March and nothing longer: a state on that day, rather than the year that ends then."""
    plain = NOTE_MARK.sub(" ", text).casefold()
    days = _days(plain)
    return len(days) == 1 and (days[0][0].month, days[0][0].day) == (3, 31) and not _ENDING.search(plain)


def month_of(text: str) -> str:
    """The one month that a text names, as a period: `Revisit (May 2024)` is `2024-05`; nothing where it names none."""
    found = _MONTH_OF.findall(NOTE_MARK.sub(" ", text).casefold())
    if len(found) != 1:
        return ""
    month, year = found[0]
    return f"{int(year) % 2000 + 2000}-{1 + [each[:3] for each in _MONTHS].index(month[:3]):02d}"


def is_part(text: str) -> bool:
    """Whether free text speaks of a part of a year, or of more than one: a quarter, some months, days apart."""
    plain = NOTE_MARK.sub(" ", text).casefold()
    if (
        _PART.search(plain)
        or _OTHER_SPAN.search(plain)
        or _NUMBERED.search(plain)
        or _MONTHS_LONG.search(plain)
        or _is_until(plain)
        or re.fullmatch(_MONTH, plain.strip())
    ):
        return True
    if found := _APRIL_TO_MARCH.search(plain):
        return int(found[2]) != int(found[1]) + 1
    if (found := _ENDING.search(plain)) or (found := _RANGE.search(_DATE.sub(" ", plain))):
        months = [each[:3] for each in found.groups() if each and not each.isdigit()]
        return months not in (["mar"], ["apr", "mar"])
    days = _days(plain)
    if len(days) != 2 or not _JOINED.search(plain.partition(days[0][1])[2].partition(days[1][1])[0]):
        return False
    (first, _), (last, _) = days
    return (first.month, first.day, last.month, last.day) != (4, 1, 3, 31) or last.year != first.year + 1


def _is_until(plain: str) -> bool:
    """Whether words say until when in a year figures run, `to December 2023`: not when they were taken from a system,
    nor the year's own end."""
    found = _UNTIL.search(plain)
    if found is None or _TAKEN.search(plain):
        return False
    return (found[1] or "")[:3] != "mar" if found[1] else int(found[2]) != 3


def in_a_title(text: str) -> tuple[list[str], str]:
    """The financial years that free text names, each once, and the text without them.

    A single date there is when something was written or run, and a single year could be either of two: neither counts.
    """
    plain = NOTE_MARK.sub(" ", text).casefold()
    found: list[str] = []
    for look in (_ranges, _by_two_years):
        while (year := look(plain)) is not None and year.words.strip():
            if year.period:
                found.append(year.period)
            elif year.code == "P02":
                found.append("?")
            plain = plain.replace(year.words, " ") if year.words in plain else ""
    return list(dict.fromkeys(found)), plain


def single_in_a_title(text: str) -> str:
    """A single year that free text names beside no month and no day, as its words; nothing where there is none."""
    plain = NOTE_MARK.sub(" ", text).casefold()
    if _MONTH_OF.search(plain) or _days(plain):
        return ""
    found = [each[0] for each in _SINGLE.finditer(plain) if FIRST <= int(each[0]) <= 2100]
    return found[0] if len(set(found)) == 1 else ""


def _at_its_end(plain: str) -> re.Match | None:
    """A title's last words where they are the day on which a year ends: `People waiting at 31 March 2025`."""
    found = _AT_ITS_END.search(plain)
    return None if found is None or _TAKEN.search(plain) else found


def _ranges(plain: str) -> Year | None:
    """`year ending March 2024`, `April 2023 to March 2024`, `1 April 2023 to 31 March 2024`."""
    if found := _APRIL_TO_MARCH.search(plain) or _ENDING.search(plain) or _at_its_end(plain):
        year = find(found[0])
        return Year(year.period, year.code, "", found[0]) if year else None
    days = _days(plain)
    for (first, words), (last, more) in zip(days, days[1:], strict=False):
        if (first.month, first.day, last.month, last.day) == (4, 1, 3, 31) and last.year == first.year + 1:
            start, end = plain.index(words), plain.index(more) + len(more)
            return Year(of_date(first), "", "", plain[start:end])
    return None


def _part_of_a_year(plain: str) -> Year | None:
    """A quarter, a half or a run of months that is not April to March."""
    if found := _APRIL_TO_MARCH.search(plain):
        whole = int(found[2]) == int(found[1]) + 1
        return Year(
            financial(int(found[1])) if whole else "", "" if whole else "P02", plain.replace(found[0], " "), found[0]
        )
    if found := _PART.search(plain):
        rest = plain.replace(found[0], " ")
        year = _by_two_years(rest) or _by_one_year(rest)  # the year it is a part of is not left over
        return Year("", "P06", year.rest if year else rest, found[0])
    if found := _RANGE.search(plain):
        first, last = [each[:3] for each in found.groups() if each]
        if (first, last) != ("apr", "mar") and not _DATE.search(plain):
            rest = re.sub(r"[0-9]{2,4}", " ", plain.replace(found[0], " "))
            return Year("", "P06", rest, found[0])
    return None


def _by_dates(plain: str) -> Year | None:
    if found := _ENDING.search(plain):
        month, year = found[1][:3], int(found[2])
        if month == "mar":
            return Year(financial(year - 1), "", plain.replace(found[0], " "), found[0])
        return Year("", "P01", plain.replace(found[0], " "), found[0])
    days = [*_days(plain)]
    if not days:
        return None
    rest = plain
    for _, words in days:
        rest = rest.replace(words, " ")
    if len(days) == 1:
        found = of_year_end(days[0][0])
        return Year(found.period, found.code, rest, days[0][1])
    first, last = days[0][0], days[-1][0]
    whole = (first.month, first.day, last.month, last.day) == (4, 1, 3, 31) and last.year == first.year + 1
    rest = re.sub(r"\b(to|from|and|until)\b", " ", rest)
    return Year(of_date(first) if whole else "", "" if whole else "P06", rest, plain.strip())


_UNTIL = re.compile(
    r"(?:^\W*at|\b(?:(?:as|position|live|open|held) at|(?:as|position) (?:of|on)|to|until|up to))\s+"
    r"(?:the )?(?:end (?:of )?)?"
    rf"(?:(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\s+)?({_MONTH})\b|[0-9]{{1,2}}[/.]([0-9]{{1,2}})[/.][0-9]{{2,4}})"
)
_TAKEN = re.compile(
    r"\b(?:extract\w*|report\w*|run|produced|prepared|updated|correct|downloaded|printed|data|submit\w*|sent|complete\w*)\b"
)


def _days(plain: str) -> list[tuple[date, str]]:
    found = []
    for pattern, order in ((_DATE, "dmy"), (_ISO, "ymd"), (_NUMERIC, "dmy")):
        for each in pattern.finditer(plain):
            parts = each.groups() if order == "dmy" else each.groups()[::-1]
            month = int(parts[1]) if parts[1].isdigit() else 1 + [m[:3] for m in _MONTHS].index(parts[1][:3])
            try:
                found.append((date(int(parts[2]), month, int(parts[0])), each[0], each.start()))
            except ValueError:
                continue
    return [(day, words) for day, words, _ in sorted(found, key=lambda each: each[2])]


def _by_two_years(plain: str) -> Year | None:
    for pattern in _FINANCIAL:
        for found in pattern.finditer(plain):
            first, second = int(found[1]), int(found[2])
            first += 2000 if first < 100 else 0
            rest = plain.replace(found[0], " ", 1)
            follows = second in (first + 1, (first + 1) % 100)
            if (pattern is _FINANCIAL[2] or pattern in _SHORT_FORMS) and not follows:
                continue  # six digits that are no two years running are some other number
            if not follows or not FIRST <= first <= 2100:
                return Year("", "P02", rest, found[0])
            return Year(financial(first), "P07" if pattern in _SHORT_FORMS else "", rest, found[0])
    return None


def _by_one_year(plain: str) -> Year | None:
    if found := _MONTH_OF.search(plain):
        return Year("", "P06", plain.replace(found[0], " "), found[0])
    if (found := _SINGLE.search(plain)) and FIRST <= int(found[1]) <= 2100:
        return Year("", "P03", plain.replace(found[0], " ", 1), found[0])
    return None


def checked(found: Year, today: date) -> str:
    """The kind of problem a financial year raises by when it is: P04 not begun, P04 ask not over, P12 before SDS."""
    start = int(found.period[:4])
    if date(start, 4, 1) > today:
        return "P04"
    if date(start + 1, 3, 31) >= today:
        return "P04 ask"
    return "P12" if start < SDS_BEGAN else ""


def is_year_like(value: object) -> bool:
    """Whether a bare number or a date could be a year's heading rather than a figure."""
    if isinstance(value, (datetime, date)):
        return True
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    start, end = divmod(value, 100)  # `202223`
    return FIRST <= value <= 2040 or (SDS_BEGAN <= start <= 2040 and end == (start + 1) % 100)
