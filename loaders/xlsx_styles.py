"""The styles of a workbook -> what each style of a cell says: its number format, and letters small, bold or struck."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from loaders import serials
from loaders.serials import BUILT_IN, GENERAL, Shows
from loaders.xlsx_parts import on, whole

_MOST = 10_000_000  # of a font's or a format's number; Excel itself stops long before


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks, as far as it tells what the cell means."""

    format: str = GENERAL
    shows: Shows = Shows.NUMBER
    small: bool = False
    bold: bool = False
    struck: bool = False


def read(root: Element) -> tuple[Style, ...]:
    """The cells' styles in their order. Raises ValueError where numbers of formats or fonts are none."""
    codes = {whole(each.get("numFmtId", ""), _MOST): each.get("formatCode", GENERAL) for each in _in(root, "numFmts")}
    fonts = [(_small(font), _is(font, "b"), _is(font, "strike")) for font in _in(root, "fonts")]
    styles = []
    for each in _in(root, "cellXfs"):
        number = whole(each.get("numFmtId", "0"), _MOST)
        code = codes.get(number) or BUILT_IN.get(number, GENERAL)
        font = whole(each.get("fontId", "0"), _MOST)
        styles.append(Style(code, serials.shows(code), *(fonts[font] if font < len(fonts) else ())))
    return tuple(styles)


def _in(root: Element, group: str) -> Iterable[Element]:
    found = root.find(group)
    return () if found is None else found


def _is(font: Element, name: str) -> bool:
    found = font.find(name)
    return found is not None and on(found.get("val", "1"))


def _small(font: Element) -> bool:
    found = font.find("vertAlign")
    return found is not None and found.get("val") in ("superscript", "subscript")
