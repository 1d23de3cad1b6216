"""Numbers and counts as they are said on screen, in images and in files: one way everywhere."""

from datetime import datetime
from html import escape

from model import areas
from model.metrics import Metric
from model.observations import Observation, status

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # not strftime: the server's language is not the reader's

NO_FIGURE = "no figure held"


def number(value: float, metric: Metric) -> str:
    """A value with thousands commas, at most the metric's decimals, and its sign: `99.9%`, `9,420`, `£383m`."""
    if value in metric.answers:
        return metric.answers[value]
    plain = f"{value:,.{metric.decimals}f}"
    if metric.unit == "percent":
        return f"{plain}%"
    if metric.unit == "GBP":
        return f"£{plain}"
    return f"£{plain}m" if metric.unit == "GBP million" else plain


def qualified(figure: Observation, metric: Metric) -> str:
    """A figure with its status where it has one: `9,430 (estimated)`.

    Without a value, the reason; a 0 that may mean nothing was recorded says that, and is no number anywhere.
    """
    if figure.drawn is None:
        return status(figure)
    return number(figure.value, metric) + (f" ({status(figure)})" if figure.flags else "")


COVERAGE = {"estimated": "estimated", "submitted": "all areas submitted"}


def drawn(text: str) -> str:
    """Text as Plotly takes it: tags in it are shown, not obeyed."""
    return escape(text, quote=False)


def part(value: float | None) -> str:
    """One part of a rate, or a dash in words where it is not held."""
    return "not held" if value is None else f"{value:,.0f}"


def parts(figure: Observation) -> str:
    """Both parts of a rate, `9,420 of 9,430`, as far as they are held; empty where none is."""
    if figure.numerator is None:
        return ""
    return part(figure.numerator) + (f" of {part(figure.denominator)}" if figure.denominator is not None else "")


def count(number_: int) -> str:
    """A small count as a word, a larger one in digits."""
    return _SMALL[number_] if number_ < len(_SMALL) else f"{number_:,}"


def listing(codes: list[str]) -> str:
    """Areas by name, as a sentence lists them: `Angus, Fife and Moray`."""
    names = [areas.name(code) for code in codes]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def day(moment: str) -> str:
    """An ISO date or time as `22 November 2026`."""
    when = datetime.fromisoformat(moment)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def moment(at: str) -> str:
    """An ISO time as `22 November 2026, 14:05`, in the time zone it is kept in (UTC)."""
    when = datetime.fromisoformat(at)
    return f"{day(at)}, {when:%H:%M} UTC"


def capital(sentence: str) -> str:
    """A sentence with its first letter large, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
