"""The styles of an OpenDocument spreadsheet: what they tell of a cell, a run of text or a sheet, as far as we ask."""

from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

_SPACES = {
    **{
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("office", "table", "text", "style", "meta")
    },
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@cache
def named(name: str) -> str:
    """`table:table` as the parser spells it, with the whole name of its namespace."""
    space, local = name.split(":")
    return f"{{{_SPACES[space]}}}{local}"


@dataclass(frozen=True)
class Style:
    """What a style says of what we ask; None where it says nothing."""

    bold: bool | None = None
    struck: bool | None = None
    small: bool | None = None
    format: str | None = None
    hidden: bool | None = None
    parent: str | None = None


_PLAIN = Style()


class Styles:
    """All styles of a file, by family and name; the nameless one of a family is its default."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], Style] = {}
        self._formats: dict[str, Element] = {}
        self._found: dict[tuple[str, str], Style] = {}
        self._codes: dict[str, str] = {}

    def add(self, element: Element) -> None:
        """Takes in office:styles or office:automatic-styles."""
        self._found.clear()
        self._codes.clear()
        for each in element:
            if each.tag == named("style:style"):
                self._styles[each.get(named("style:family"), ""), each.get(named("style:name"), "")] = _style(each)
            elif each.tag == named("style:default-style"):
                self._styles[each.get(named("style:family"), ""), ""] = _style(each)
            elif each.tag.startswith(_NUMBERS):
                self._formats[each.get(named("style:name"), "")] = each

    def of(self, family: str, name: str | None) -> Style:
        """A style with what it takes over from its parents and from the family's default."""
        key = (family, name or "")
        if key not in self._found:
            self._found[key] = self._worked_out(*key)
        return self._found[key]

    def format(self, style: Style) -> str:
        """The number format's code that a style has a number shown in; "" for none in particular."""
        name = style.format or ""
        if name not in self._codes:
            self._codes[name] = self._code(self._formats.get(name), deep=True)
        return self._codes[name]

    def _worked_out(self, family: str, name: str) -> Style:
        line, seen = [], set()
        while name and name not in seen and (family, name) in self._styles:
            seen.add(name)
            line.append(self._styles[family, name])
            name = line[-1].parent or ""
        line.append(self._styles.get((family, ""), _PLAIN))
        return Style(*(_first(getattr(style, asked) for style in line) for asked in _ASKED))

    def _code(self, element: Element | None, deep: bool) -> str:
        """A format's code; one with a condition (minus signs, mostly) is that of its first case."""
        if element is None:
            return ""
        case = element.find(named("style:map"))
        if deep and case is not None:
            return self._code(self._formats.get(case.get(named("style:apply-style-name"), "")), deep=False)
        if element.tag == named("number:text-style"):
            return "@"
        return "".join(_part(each) for each in element)


_ASKED = ("bold", "struck", "small", "format", "hidden")
_NUMBERS = named("number:")


def _first(said: object) -> object:
    return next((each for each in said if each is not None), None)


def _style(element: Element) -> Style:
    """What one style itself says."""
    attributes: dict[str, str] = {}
    for each in element:
        if each.tag in (named("style:text-properties"), named("style:table-properties")):
            attributes |= each.attrib
    return Style(
        bold=_bold(attributes.get(named("fo:font-weight"))),
        struck=_struck(attributes),
        small=_small(attributes.get(named("style:text-position"))),
        format=element.get(named("style:data-style-name")),
        hidden={"false": True, "true": False}.get(attributes.get(named("table:display"), "")),
        parent=element.get(named("style:parent-style-name")),
    )


def _bold(weight: str | None) -> bool | None:
    if weight is None:
        return None
    return weight == "bold" or (weight.isdecimal() and int(weight) >= 600)


def _struck(attributes: dict[str, str]) -> bool | None:
    said = [attributes.get(named(f"style:text-line-through-{each}")) for each in ("style", "type")]
    return _first(None if each is None else each != "none" for each in said)


def _small(position: str | None) -> bool | None:
    """`super 58%`, `sub` and `33% 58%` stand off the line; `0% 100%` does not."""
    if not position or not position.split():
        return None
    shift = position.split()[0]
    return shift in ("super", "sub") or shift.rstrip("%").strip("+-0.") != ""


# Number formats


def _part(element: Element) -> str:
    """One part of a number format, as the spreadsheet programs write it in a format's code."""
    name = element.tag.removeprefix(_NUMBERS)
    if name == "number":
        return _digits(element)
    if name in ("text", "currency-symbol"):
        return element.text or ""
    letters = _LETTERS.get(name, "")
    long = element.get(named("number:style")) == "long"
    if name == "month" and element.get(named("number:textual")) == "true":
        return "mmmm" if long else "mmm"
    if name == "day-of-week":
        return "dddd" if long else "ddd"
    return letters * 2 if long else letters


_LETTERS = {"year": "yy", "month": "m", "day": "d", "hours": "h", "minutes": "m", "seconds": "s", "am-pm": "AM/PM"}


def _digits(element: Element) -> str:
    """`0.00`, `#,##0`; "" where the number is shown with as many places as it has."""
    places = element.get(named("number:decimal-places"))
    if places is None:
        return ""
    whole = "#,##0" if element.get(named("number:grouping")) == "true" else "0"
    count = min(int(places), 30)  # as many as the spreadsheet programs show
    return f"{whole}.{'0' * count}" if count else whole
