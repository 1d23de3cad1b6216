"""An Excel workbook (.xlsx, .xlsm) -> the neutral grid. Our own reader over the XML inside: others lose figures.

openpyxl finds no sheet in a "Strict" workbook and refuses those of the government's own table tool; calamine gives a
blank cell for `#N/A` and ends the process over a stray entry in the last cell; neither shows small raised digits.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from loaders import progress, xlsx_styles
from loaders.grid import Book, Cell, Kind, Refused, Sheet, column_letters
from loaders.xlsx_parts import DAMAGE, Link, Package, local, on, whole
from loaders.xlsx_sheet import MOST_COLUMNS, MOST_ROWS, Place, SheetReader, checked_place
from loaders.xlsx_styles import Style
from loaders.xlsx_text import Runs, Words, unescaped

HIDDEN = {"hidden": "hidden", "veryHidden": "very hidden"}
MACRO_SHEETS = {"xlMacrosheet", "xlIntlMacrosheet"}

# Programs that work formulas out before they save. Libraries sign as "Microsoft Excel" too, or as compatible with
# it (openpyxl); those that leave the work to Excel, at the next opening, mostly say so (fullCalcOnLoad).
CALCULATING = ("Microsoft", "LibreOffice", "OpenOffice", "WPS", "ONLYOFFICE", "Collabora", "Gnumeric", "Numbers")


def read(content: bytes) -> Book:
    """Reads a workbook whole.

    Raises Refused: F07 for what is damaged or no workbook, F11 for a package that says two things at once (two parts
    or sheets of one name, two cells at one address) or leads outside itself, F10 for one that defines entities.
    """
    try:
        return _Reader(Package(content)).book()
    except DAMAGE as damage:
        raise Refused("F07", seen=str(damage)[:200]) from damage


class _Reader:
    """Goes through one package, from the workbook's part to all that it points at."""

    def __init__(self, package: Package) -> None:
        self.package = package
        kinds = {link.kind: link.path for link in package.links("").values() if link.kind == "officeDocument"}
        self.path = kinds.get("officeDocument", "xl/workbook.xml")
        self.workbook = package.tree(self.path)
        self.links = package.links(self.path)
        if local(self.workbook.tag) != "workbook":
            raise Refused("F07", part=self.path)
        self.date1904 = on(_has(self.workbook, "workbookPr").get("date1904"))
        self.styles = self._styles()
        self.strings: list[Words] = []
        for path in self._one("sharedStrings"):
            self.strings = _strings(package, path)

    def book(self) -> Book:
        """All of it."""
        properties = self._properties()
        sheets = tuple(self._sheets())
        macros = any(name.rpartition("/")[2] == "vbaproject.bin" for name in self.package.names)
        macro_sheets = any(link.kind in MACRO_SHEETS for link in self.links.values())
        calculated_later = on(_has(self.workbook, "calcPr").get("fullCalcOnLoad"))
        program = properties.get("Application", "")
        calculates = program.startswith(CALCULATING) and "Compatible" not in program
        return Book(
            form="xlsm" if macros or self._says_macros() else "xlsx",
            sheets=sheets,
            date1904=self.date1904,
            macros=macros or macro_sheets,
            outside=tuple(self._outside()),
            properties=properties,
            uncalculated=_uncalculated(sheets, calculated_later or not calculates),
        )

    # The workbook's own parts

    def _one(self, kind: str) -> list[str]:
        """The part of a kind, if the workbook has one; more than one would say two things at once."""
        paths = [link.path for link in self.links.values() if link.kind == kind]
        if len(paths) > 1:
            raise Refused("F11", part=kind)
        return [path for path in paths if kind == "styles" or self.package.known(path)]

    def _styles(self) -> tuple[Style, ...]:
        """The cells' styles; without them no date could be told from a number, so a lost part of styles is damage."""
        for path in self._one("styles"):
            return xlsx_styles.read(self.package.tree(path)) or (Style(),)
        return (Style(),)

    def _says_macros(self) -> bool:
        types = self.package.tree("[Content_Types].xml") if self.package.known("[Content_Types].xml") else ()
        kinds = {each.get("PartName", "").lstrip("/").lower(): each.get("ContentType", "") for each in types}
        return "macroenabled" in kinds.get(self.path.lower(), "").lower()

    def _properties(self) -> dict[str, str]:
        """The file's words about itself: the core ones, the program's and the sender's own, each by its name."""
        found: dict[str, str] = {}
        for kind in ("coreproperties", "extendedproperties", "customproperties"):
            # "Strict" workbooks write extendedProperties where others write extended-properties
            links = [each for each in self.package.links("").values() if each.kind.replace("-", "").lower() == kind]
            for root in self.package.trees(link.path for link in links):
                for each in root:
                    said = "" if len(each) > 1 else "".join(each.itertext()).strip()
                    if said:
                        found.setdefault(each.get("name") or each.tag, unescaped(said))
        return found

    def _outside(self) -> Iterable[str]:
        """The other workbooks' file names, in the order of the `[1]`, `[2]` that formulas say; "" for one unnamed."""
        for reference in self.workbook.iterfind("externalReferences/externalReference"):
            link = self.links.get(reference.get("id", ""))
            targets = [each.target for each in self.package.links(link.path).values() if each.outside] if link else []
            yield unquote(targets[0]).replace("\\", "/").rpartition("/")[2] if targets else ""

    # Sheets

    def _sheets(self) -> Iterable[Sheet]:
        seen: set[str] = set()
        entries = [(unescaped(each.get("name", "")), each) for each in self.workbook.iterfind("sheets/sheet")]
        if not entries:
            raise Refused("F07", part=self.path)
        for name, entry in progress.sheets(progress.OPENING, entries, name=lambda entry: entry[0]):
            link = self.links.get(entry.get("id", ""))
            if link is None:
                raise Refused("F07", sheet=name)
            marks = {name.lower(), f"part {link.path.lower()}"}
            if marks & seen:
                raise Refused("F11", sheet=name)
            seen |= marks
            yield self._sheet(name, HIDDEN.get(entry.get("state", ""), ""), link)

    def _sheet(self, name: str, hidden: str, link: Link) -> Sheet:
        """One sheet; those that are a chart, a dialog or macros have a name and no cells."""
        if link.kind != "worksheet":
            return Sheet(name, {}, hidden=hidden, chart=link.kind == "chartsheet")
        near = self.package.links(link.path).values()
        reader = SheetReader(name, self.strings, self.styles, self.date1904, self._comments(near))
        self.package.walk(link.path, reader.started, reader.ended, reader.said)
        reader.finish()
        return Sheet(
            name,
            reader.cells,
            tuple(reader.merged),
            frozenset(reader.hidden_rows),
            frozenset(reader.hidden_columns),
            hidden,
            self._pictures(near),
            declared=reader.declared,
        )

    def _comments(self, near: Iterable[Link]) -> dict[Place, str]:
        """What is said about cells, by place: old notes, and conversations with their answers below each other.

        A conversation also stands among the notes, for programs that do not know conversations; that copy (by the
        author `tc=...`) is left out where the conversation itself is there.
        """
        said: dict[Place, list[str]] = {}
        for root in self.package.trees(link.path for link in near if link.kind == "threadedComment"):
            for each in root.iterfind("threadedComment"):
                text = each.findtext("text") or ""
                said.setdefault(checked_place(each.get("ref", "")), []).append(text)
        for path in (link.path for link in near if link.kind == "comments"):
            if self.package.known(path):
                _add_notes(said, self.package.tree(path))
        texts = {place: "\n".join(text for text in each if text.strip()) for place, each in said.items()}
        return {place: text for place, text in texts.items() if text}

    def _pictures(self, near: Iterable[Link]) -> tuple[str, ...]:
        """The addresses at which pictures begin, each once."""
        found: dict[str, None] = {}
        for root in self.package.trees(link.path for link in near if link.kind == "drawing"):
            for anchor in root.iter():
                if anchor.tag in ("oneCellAnchor", "twoCellAnchor") and anchor.find(".//pic") is not None:
                    found[_corner(anchor)] = None
        return tuple(found)


def _has(root: Element, name: str) -> Mapping[str, str]:
    """The attributes of a part's element, none where it is not there."""
    found = root.find(name)
    return {} if found is None else found.attrib


def _strings(package: Package, path: str) -> list[Words]:
    """The shared strings, gathered one by one, so that the part is never held whole."""
    runs, strings = Runs(), []
    ends = runs.ends | {"si": lambda: strings.append(runs.take())}
    package.walk(
        path,
        lambda tag, has: runs.starts[local(tag)](has) if local(tag) in runs.starts else None,
        lambda tag: ends[local(tag)]() if local(tag) in ends else None,
        runs.said,
    )
    return strings


def _add_notes(said: dict[Place, list[str]], root: Element) -> None:
    authors = [each.text or "" for each in root.iterfind("authors/author")]
    for each in root.iterfind("commentList/comment"):
        place = checked_place(each.get("ref", ""))
        author = whole(each.get("authorId", "0"), 10**9)
        copied = author < len(authors) and authors[author].startswith("tc=")
        if not (copied and place in said):
            runs = each.iterfind("text/t"), each.iterfind("text/r/t")
            said.setdefault(place, []).append("".join(unescaped(run.text or "") for run in chain(*runs)))


def _corner(anchor: Element) -> str:
    """The upper left address of an anchor, which counts from 0. Raises ValueError beyond a sheet's bounds."""
    row = whole((anchor.findtext("from/row") or "").strip(), MOST_ROWS - 1)
    column = whole((anchor.findtext("from/col") or "").strip(), MOST_COLUMNS - 1)
    return f"{column_letters(column + 1)}{row + 1}"


def _uncalculated(sheets: Iterable[Sheet], left_to_others: bool) -> bool:
    """Whether the program that wrote the formulas never worked them out.

    It is plain when no formula at all has a result. Libraries that cannot calculate may write 0 instead: where every
    result is 0 or missing though a number typed in is not, and the file either asks to be calculated when it is opened
    or does not come from a program that calculates (`left_to_others`), these zeros are nobody's. Zeros alone are no
    sign: a workbook whose only formulas are checks (sum less total) is all zeros when it is right.
    """
    results: set[str] = set()
    typed = False
    for cell in (cell for sheet in sheets for cell in sheet.cells.values()):
        if not cell.formula:
            typed = typed or (cell.kind is Kind.NUMBER and cell.value != 0)
        elif _saved(cell) == "figure":
            return False
        else:
            results.add(_saved(cell))
    return results == {"none"} or (bool(results) and typed and left_to_others)


def _saved(cell: Cell) -> str:
    """What a formula's saved result comes to: `none`, a `nought`, or a `figure` that somebody worked out."""
    if cell.kind is Kind.FORMULA:
        return "none"
    nought = (cell.kind is Kind.NUMBER and cell.value == 0) or cell.value == ""
    return "nought" if nought else "figure"
