"""Dates as spreadsheets keep them: a number and the code of the format it is shown in -> the moment it stands for."""

import re
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

GENERAL = "General"

# The formats a workbook names by number alone (ECMA-376, 18.8.30). 27 to 36 and 50 to 58 are the dates of East Asian
# calendars, whose codes go by the language of the program: any date does in their place, but 32 and 33 are times.
BUILT_IN = {
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy/m/d"),
    **dict(enumerate((GENERAL, "0", "0.00", "#,##0", "#,##0.00"))),
    5: '"$"#,##0_);\\("$"#,##0\\)',
    6: '"$"#,##0_);[Red]\\("$"#,##0\\)',
    7: '"$"#,##0.00_);\\("$"#,##0.00\\)',
    8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
    **dict(enumerate(("0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??"), 9)),
    **dict(enumerate(("mm-dd-yy", "d-mmm-yy", "d-mmm", "mmm-yy"), 14)),
    **dict(enumerate(("h:mm AM/PM", "h:mm:ss AM/PM", "h:mm", "h:mm:ss", "m/d/yy h:mm"), 18)),
    **dict(enumerate(("h:mm", "h:mm:ss"), 32)),
    37: "#,##0_);\\(#,##0\\)",
    38: "#,##0_);[Red]\\(#,##0\\)",
    39: "#,##0.00_);\\(#,##0.00\\)",
    40: "#,##0.00_);[Red]\\(#,##0.00\\)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
    **dict(enumerate(("mm:ss", "[h]:mm:ss", "mmss.0", "##0.0E+0", "@"), 45)),
}


class Shows(StrEnum):
    """What a number format makes of a number."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time of day"
    ELAPSED = "elapsed time"


_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_WORDS = re.compile(
    r'"[^"]*"?|[\\_*].'  # quoted, escaped, the width of a character, a character to fill with
    r"|\[(?!(?:h+|m+|s+)\])[^\]]*\]"  # colours, conditions, languages and currencies
    r"|general|standard|am/pm|a/p|e[+-]",
    re.IGNORECASE | re.DOTALL,
)


@lru_cache(4096)
def shows(code: str) -> Shows:
    """What the format of a code shows; its first section decides, the others are for negative numbers and text."""
    letters = _WORDS.sub("", code).split(";")[0].lower()
    if _ELAPSED.search(letters):
        return Shows.ELAPSED
    parts = set("ymdhs").intersection(letters)
    if parts & {"h", "s"} and not parts & {"y", "d"} and "mmm" not in letters:
        return Shows.TIME
    return Shows.DATE if parts else Shows.NUMBER


_DAY = 86_400_000  # milliseconds; a serial number is no more exact than one
_BEYOND, _BEYOND_1904 = 2_958_466, 2_957_004  # the day after 31 December 9999


def moment(number: float, shown: Shows, date1904: bool = False) -> datetime | time | timedelta | None:
    """The moment a number stands for; None where the calendar has none, so that the number stays a number.

    Excel's calendar of 1900 has a day 0 and a 29 February 1900 (day 60), which never were; the days before that one
    are off by one.
    """
    if shown is Shows.NUMBER or not 0 <= number < (_BEYOND_1904 if date1904 else _BEYOND):
        return None
    passed = timedelta(days=int(number), milliseconds=round(number % 1 * _DAY))
    if shown is Shows.ELAPSED:
        return passed
    if shown is Shows.TIME and number < 1:
        return (datetime.min + passed).time()
    if not date1904 and (number < 1 or 60 <= number < 61):
        return None
    try:
        return _first_day(number, date1904) + passed
    except OverflowError:  # half a millisecond before the year 10000
        return None


def _first_day(number: float, date1904: bool) -> datetime:
    if date1904:
        return datetime(1904, 1, 1)
    return datetime(1899, 12, 31 if number < 60 else 30)
