"""Any table of figures, written in any supported layout, format and spelling, is read back as it is, or asked about.

Never another figure: what is read at a cell is what was put there, of that authority, year and measure.
"""

import csv
import io
import os
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from loaders.sent import read_here
from model import areas
from model.observations import Flag, Reason
from tests.awkward.workbooks import _ODS, NATIONAL, TODAY, package

QUICK = settings(  # what fails is not made smaller here, which would take minutes: the slow run does
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
# The same 800 in every run, so that a run says something of a change; EXPLORE=1 draws others each time.
LONG = settings(
    max_examples=800,
    deadline=None,
    derandomize="EXPLORE" not in os.environ,
    suppress_health_check=list(HealthCheck),
)

# What is written


@dataclass(frozen=True)
class Written:
    """What a cell holds, and what is to be read of it; `asked` where only the sender can say."""

    typed: object
    value: float | None = None
    reason: Reason | None = None
    flags: frozenset[Flag] = frozenset()
    format: str = ""
    asked: bool = False


@dataclass(frozen=True)
class Measure:
    """One measure: the words for it, and its identity."""

    words: tuple[str, ...]
    metric: str
    breakdown: str = ""
    part: str = ""


@dataclass(frozen=True)
class Place:
    """A figure: whose, of when, of what."""

    area: str
    year: int
    measure: Measure


@dataclass
class Page:
    """A sheet: its cells by row and column, its merged ranges, and which figure stands where."""

    name: str
    cells: dict[tuple[int, int], Written] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    figures: dict[tuple[int, int], Place] = field(default_factory=dict)

    def put(self, row, column, typed):
        self.cells[row, column] = typed if isinstance(typed, Written) else Written(typed)

    def figure(self, row, column, place, written):
        self.figures[row, column] = place
        if written.typed is not None:
            self.put(row, column, written)


_SDS, _ONE, _RATE = "sds_people", "sds_people_one_option", "implementation_rate"
OPTIONS = [
    Measure(("Option 1", "Direct payments", "option 1 (direct payment)", "Opt 1"), _SDS, "option=1"),
    Measure(("Option 2", "Number of people choosing Option 2", "OPTION 2"), _SDS, "option=2"),
    Measure(("Option 3", "Arranged by the council", "Option  3"), _SDS, "option=3"),
    Measure(("Option 4", "Option 4 (mix of options)", "Option four"), _SDS, "option=4"),
    Measure(("Any option", "Any SDS", "People with SDS", "Any option*"), _SDS, "option=any"),
]
ONE_ONLY = [
    Measure(("Option 1 only",), _ONE, "option=1"),
    Measure(("Only option 2", "Option 2 only"), _ONE, "option=2"),
    Measure(("Option 3 only",), _ONE, "option=3"),
    Measure(("More than one", "Mixed"), _ONE, "option=mixed"),
]
OTHERS = [
    Measure(("Staff eligible", "Eligible staff"), "staff_eligible"),
    Measure(("Staff trained", "Of these, trained"), "staff_trained"),
    Measure(("Teams asked",), "teams_asked"),
    Measure(("Teams replied", "Teams that replied"), "teams_replied"),
    Measure(("Training covered risk", "Rights and risk"), "training_covers", "aspect=risk"),
    Measure(("Outcomes reviewed",), "outcomes_reviewed"),
    Measure(("Outcomes met", "People whose outcomes were met"), "outcomes_met"),
]
RATE = [
    Measure(("People able to choose", "For whom a choice should exist"), _RATE, part="denominator"),
    Measure(("People who made a choice",), _RATE, part="numerator"),
    Measure(("Implementation rate", "SDS implementation rate (%)"), _RATE, part="rate"),
]

SPELLINGS = {
    "City of Edinburgh": ("Edinburgh", "Edinburgh, City of", "The City of Edinburgh Council"),
    "Na h-Eileanan Siar": ("Western Isles", "Comhairle nan Eilean Siar", "Eilean Siar"),
    "Argyll and Bute": ("Argyll & Bute", "ARGYLL AND BUTE"),
    "Perth and Kinross": ("Perth & Kinross Council",),
    "Scottish Borders": ("The Scottish Borders", "Borders"),
    "Glasgow City": ("Glasgow", "Glasgow City Council"),
    "Highland": ("The Highland Council",),
    "Fife": ("Fife Council", "Fife HSCP", "Fife\u00a0", "fife"),
    "Clackmannanshire": ("Clackmannan",),
    "Orkney Islands": ("Orkney",),
}
YEARS = {
    "slash": lambda y: f"{y}/{(y + 1) % 100:02d}",
    "hyphen": lambda y: f"{y}-{(y + 1) % 100:02d}",
    "dash": lambda y: f"{y}–{(y + 1) % 100:02d}",
    "long": lambda y: f"{y}/{y + 1}",
    "fy": lambda y: f"FY{y}/{(y + 1) % 100:02d}",
    "short fy": lambda y: f"FY {y % 100}/{(y + 1) % 100:02d}",
    "underscore": lambda y: f"{y}_{(y + 1) % 100:02d}",
    "joined": lambda y: f"{y}{(y + 1) % 100:02d}",
    "day": lambda y: f"31 March {y + 1}",
    "ending": lambda y: f"Year ending March {y + 1}",
    "range": lambda y: f"1 April {y} to 31 March {y + 1}",
    "date": lambda y: datetime(y + 1, 3, 31),
    "number": lambda y: int(f"{y}{(y + 1) % 100:02d}"),
}
IN_WORDS = [name for name in YEARS if name not in ("date", "number", "day")]
IN_NAMES = ["hyphen", "joined", "underscore"]

_MARKERS = {
    **dict.fromkeys(("[c]", "c", "*", "<5", "fewer than 5", "1 to 4", "1-4", "suppressed"), Reason.SUPPRESSED),
    **dict.fromkeys(("[x]", "x", "..", "…", "not available"), Reason.NOT_AVAILABLE),
    **dict.fromkeys(("[z]", "z", "not applicable"), Reason.NOT_APPLICABLE),
    **dict.fromkeys(("[low]", "~", "[k]"), Reason.LOW),
}
_UNCLEAR = ("-", "–", "n/a", "NA", "dna", "N/K", "#", "!", ":", ".", "[p]", "tbc")
_FLAGS = {"p": Flag.PROVISIONAL, "r": Flag.REVISED, "e": Flag.ESTIMATED, "b": Flag.BREAK}
_COUNTS = st.one_of(st.integers(0, 60), st.integers(5, 3000), st.integers(2000, 2040), st.integers(10_000, 400_000))


@st.composite
def written(draw):
    """One figure as it may be typed."""
    kind = draw(st.sampled_from(["number"] * 8 + ["text", "commas", "spaces", "flag", "marker", "unclear", "blank"]))
    number = draw(_COUNTS)
    if kind == "flag":
        letter, form = draw(st.sampled_from(sorted(_FLAGS))), draw(st.sampled_from(["{} [{}]", "{} ({})", "{} {}"]))
        return Written(form.format(number, letter), number, flags=frozenset({_FLAGS[letter]}))
    if kind == "marker":
        marker = draw(st.sampled_from(sorted(_MARKERS)))
        return Written(marker, reason=_MARKERS[marker])
    if kind == "unclear":
        return Written(draw(st.sampled_from(_UNCLEAR)), reason=Reason.UNCLEAR, asked=True)
    if kind == "blank":
        return Written(None, reason=Reason.BLANK, asked=True)
    text = {"text": f"{number}", "commas": f"{number:,}", "spaces": f" {number}\u00a0"}
    return Written(text.get(kind, number), number)


@st.composite
def rates(draw, figures, area, year):
    """An implementation rate with its parts, and perhaps the rate as printed."""
    whole = draw(st.integers(5, 3000))
    part = draw(st.integers(min(5, whole), whole))
    figures[Place(area, year, RATE[0])] = Written(whole, whole)
    figures[Place(area, year, RATE[1])] = Written(part, part)
    form = draw(st.sampled_from(["number", "percent", "format"]))
    typed = {"number": round(100 * part / whole, 1), "percent": f"{100 * part / whole:.1f}%", "format": part / whole}
    shown = Written(typed[form], 100 * part / whole, format="0.0%" if form == "format" else "")
    figures[Place(area, year, RATE[2])] = shown


@dataclass
class Figures:
    """All that is to be written: figures by place, and how names and years are spelled."""

    figures: dict[Place, Written]
    names: dict[str, str]
    years: list[int]
    measures: list[Measure]
    words: dict[Measure, str]

    @property
    def places(self):
        return list(self.names)


@st.composite
def all_figures(draw):
    codes = sorted(each.code for each in areas.authorities())
    chosen = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=4, unique=True))
    years = sorted(draw(st.lists(st.integers(2014, 2024), min_size=1, max_size=4, unique=True)))
    if draw(st.booleans()):
        years.reverse()
    sets = [OPTIONS, OPTIONS, [*OPTIONS, *OTHERS], ONE_ONLY, OTHERS, RATE, [*OPTIONS, *RATE], [*OPTIONS, *ONE_ONLY]]
    group = draw(st.sampled_from(sets))
    some = [each for each in group if each.metric == _RATE or draw(st.booleans())] or list(group)
    names = {code: draw(_name(code)) for code in chosen}
    figures: dict[Place, Written] = {}
    for code in chosen:
        for year in years:
            if any(each.metric == _RATE for each in some):
                draw(rates(figures, code, year))
            for each in some:
                if each.metric != _RATE:
                    figures[Place(code, year, each)] = draw(written())
    words = {each: draw(st.sampled_from(each.words)) for each in some}
    return Figures(figures, names, years, some, words)


def _name(code):
    name = areas.name(code)
    return st.sampled_from([name, name, f"{name} Council", *SPELLINGS.get(name, ())])


# Layouts: each writes the figures on pages


def tidy(draw, all_, spelled):
    """One row a figure, its columns in any order, perhaps with a column of notes."""
    heads = draw(st.permutations(["Council", "Year", "Measure", "Value"]))
    code = draw(st.booleans())
    notes = draw(st.booleans())
    page = Page("Data")
    for column, head in enumerate([*heads, *(["Notes"] if notes else [])], 1):
        page.put(1, column, "Area code" if code and head == "Council" else head)
    for row, (place, written) in enumerate(draw(st.permutations(list(all_.figures.items()))), 2):
        said = {
            "Council": place.area if code else all_.names[place.area],
            "Year": spelled(place.year),
            "Measure": all_.words[place.measure],
        }
        for column, head in enumerate(heads, 1):
            if head == "Value":
                page.figure(row, column, place, written)
            else:
                page.put(row, column, said[head])
        if notes and draw(st.booleans()):
            page.put(row, len(heads) + 1, "checked with finance")
    return [page]


def years_across(draw, all_, spelled):
    """For each authority a sheet, measures down and years across; whose it is stands in a title, a pair or the name."""
    return [_across(draw, all_, spelled, code) for code in all_.places]


def _across(draw, all_, spelled, code):
    page = Page(areas.name(code))
    row = _above(draw, page, all_.names[code])
    step = draw(st.sampled_from([1, 1, 2]))  # with spacer columns
    gap = draw(st.sampled_from([1, 1, 2]))  # with spacer rows
    page.put(row, 1, draw(st.sampled_from(["Measure", "", "Indicator"])) or None)
    for at, year in enumerate(all_.years):
        page.put(row, 2 + step * at, spelled(year))
    for down, measure in enumerate(all_.measures, 1):
        page.put(row + gap * down, 1, all_.words[measure])
        for at, year in enumerate(all_.years):
            place = Place(code, year, measure)
            page.figure(row + gap * down, 2 + step * at, place, all_.figures[place])
    _below(draw, page)
    return page


def _above(draw, page, name):
    """Lines above a table; the row after them."""
    kind = draw(st.sampled_from(["none", "title", "pair"]))
    if kind == "title":
        page.put(1, 1, f"{name.strip()}: return of self-directed support")
        return draw(st.sampled_from([2, 3]))
    if kind == "pair":
        page.put(1, 1, "Council:")
        page.put(1, 2, name)
        return 3
    return 1


def _below(draw, page):
    """A note under a table."""
    if draw(st.booleans()):
        last = max(row for row, _ in (*page.cells, *page.figures))
        page.put(last + 2, 1, "Note: people may use more than one option, so options do not add up.")


def years_down(draw, all_, spelled):
    """For each authority a sheet, years down and measures across."""
    pages = []
    for code in all_.places:
        page = Page(areas.name(code))
        row = _above(draw, page, all_.names[code])
        page.put(row, 1, draw(st.sampled_from(["Year", "Financial year"])))
        for column, measure in enumerate(all_.measures, 2):
            page.put(row, column, all_.words[measure])
        for down, year in enumerate(all_.years, row + 1):
            page.put(down, 1, spelled(year))
            for column, measure in enumerate(all_.measures, 2):
                place = Place(code, year, measure)
                page.figure(down, column, place, all_.figures[place])
        _below(draw, page)
        pages.append(page)
    return pages


def under_years(draw, all_, spelled):
    """Authorities down, measures across under years that are merged, repeated, or stand once."""
    kind = draw(st.sampled_from(["merged", "repeated", "once"]))
    page = Page("Data")
    page.put(1, 1, "Council")
    column = 2
    for year in all_.years:
        for number, measure in enumerate(all_.measures):
            if number == 0 or kind == "repeated":
                page.put(1, column, spelled(year))
            page.put(2, column, all_.words[measure])
            for row, code in enumerate(all_.places, 3):
                place = Place(code, year, measure)
                page.figure(row, column, place, all_.figures[place])
            column += 1
        if kind == "merged" and len(all_.measures) > 1:
            page.merged.append((1, column - len(all_.measures), 1, column - 1))
    for row, code in enumerate(all_.places, 3):
        page.put(row, 1, all_.names[code])
    return [page]


def sections(draw, all_, spelled):
    """Years across, measures down in sections, each under its authority's name."""
    page, row = Page("Data"), 2
    page.put(1, 1, "Measure")
    for column, year in enumerate(all_.years, 2):
        page.put(1, column, spelled(year))
    for code in all_.places:
        page.put(row, 1, all_.names[code])
        for row, measure in enumerate(all_.measures, row + 1):  # noqa: B020
            page.put(row, 1, all_.words[measure])
            for column, year in enumerate(all_.years, 2):
                place = Place(code, year, measure)
                page.figure(row, column, place, all_.figures[place])
        row += draw(st.sampled_from([1, 2]))
    return [page]


def sheet_a_year(draw, all_, _spelled):
    """A sheet a year, named for it; authorities down and measures across."""
    form = YEARS[draw(st.sampled_from(IN_NAMES))]
    pages = []
    for year in all_.years:
        page = Page(form(year))
        page.put(1, 1, "Local authority")
        for column, measure in enumerate(all_.measures, 2):
            page.put(1, column, all_.words[measure])
        for row, code in enumerate(all_.places, 2):
            page.put(row, 1, all_.names[code])
            for column, measure in enumerate(all_.measures, 2):
                place = Place(code, year, measure)
                page.figure(row, column, place, all_.figures[place])
        pages.append(page)
    return pages


def pairs_above(draw, all_, spelled):
    """A sheet for each authority and year, which pairs above the table name."""
    pages = []
    for code in all_.places:
        for year in all_.years:
            page = Page(f"Sheet {len(pages) + 1}")
            page.put(1, 1, "Council")
            page.put(1, 2, all_.names[code])
            page.put(2, 1, "Year")
            page.put(2, 2, spelled(year))
            page.put(4, 1, "Measure")
            page.put(4, 2, draw(st.sampled_from(["Number", "Value", "Count"])))
            _measures_down(page, 5, code, year, all_)
            pages.append(page)
    return pages


def _measures_down(page, first, code, year, all_):
    for row, measure in enumerate(all_.measures, first):
        page.put(row, 1, all_.words[measure])
        place = Place(code, year, measure)
        page.figure(row, 2, place, all_.figures[place])


def transposed(_draw, all_, spelled):
    """A column for each authority and year, measures down."""
    page = Page("Data")
    page.put(1, 1, "Council")
    page.put(2, 1, "Year")
    column = 1
    for code in all_.places:
        for year in all_.years:
            column += 1
            page.put(1, column, all_.names[code])
            page.put(2, column, spelled(year))
            for row, measure in enumerate(all_.measures, 3):
                page.put(row, 1, all_.words[measure])
                place = Place(code, year, measure)
                page.figure(row, column, place, all_.figures[place])
    return [page]


def title_only(draw, all_, _spelled):
    """A sheet for each authority and year, which one line above the table names."""
    form = YEARS[draw(st.sampled_from(IN_WORDS))]
    pages = []
    for code in all_.places:
        for year in all_.years:
            page = Page(f"Sheet {len(pages) + 1}")
            page.put(1, 1, f"{all_.names[code].strip()} self-directed support {form(year)}")
            page.put(2, 1, "Measure")
            page.put(2, 2, "Number")
            _measures_down(page, 3, code, year, all_)
            pages.append(page)
    return pages


def with_percentages(draw, all_, spelled):
    """Numbers and their shares under each year: only the numbers are figures."""
    page = Page(areas.name(all_.places[0]))
    code = all_.places[0]
    page.put(1, 1, "Measure")
    for at, year in enumerate(all_.years):
        column = 2 + 2 * at
        page.put(1, column, spelled(year))
        page.put(2, column, draw(st.sampled_from(["Number", "No."])))
        page.put(2, column + 1, draw(st.sampled_from(["%", "Percentage"])))
        page.merged.append((1, column, 1, column + 1))
        for row, measure in enumerate(all_.measures, 3):
            page.put(row, 1, all_.words[measure])
            place = Place(code, year, measure)
            page.figure(row, column, place, all_.figures[place])
            page.put(row, column + 1, draw(st.integers(5, 99)))
    return [page]


LAYOUTS = [
    *(tidy, years_across, years_down, under_years, sections, sheet_a_year, pairs_above, transposed, title_only),
    with_percentages,
]

# Formats


def xlsx(pages):
    made = Workbook()
    made.remove(made.active)
    for page in pages:
        sheet = made.create_sheet(page.name)
        for (row, column), put in page.cells.items():
            if put.typed is not None:
                cell = sheet.cell(row, column, put.typed)
                cell.number_format = put.format or cell.number_format
        for first_row, first, last_row, last in page.merged:
            sheet.merge_cells(start_row=first_row, start_column=first, end_row=last_row, end_column=last)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def text_file(page, separator, encoding):
    rows, columns = (max(place[part] for place in page.cells) for part in (0, 1))
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=separator)
    for row in range(1, rows + 1):
        writer.writerow([_in_text(page.cells.get((row, column))) for column in range(1, columns + 1)])
    try:
        return lines.getvalue().encode(encoding)
    except UnicodeEncodeError:
        return lines.getvalue().encode("utf-8")


def _in_text(put):
    if put is None or put.typed is None:
        return ""
    if isinstance(put.typed, datetime):
        return f"{put.typed:%d/%m/%Y}"
    return f"{put.typed:.1%}" if "%" in put.format else str(put.typed)


def ods(pages):
    names = " ".join(f'xmlns:{short}="{long}"' for short, long in _ODS.items())
    sheets = "".join(f'<table:table table:name="{escape(page.name)}">{_ods_rows(page)}</table:table>' for page in pages)
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return package(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest'
            f':1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
            "content.xml": f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
            f"{sheets}</office:spreadsheet></office:body></office:document-content>",
        }
    )


def _ods_rows(page):
    rows, columns = (max(place[part] for place in page.cells) for part in (0, 1))
    over = {(r, c): last - c + 1 for r, c, _, last in page.merged}
    covered = {(r, each) for r, c, _, last in page.merged for each in range(c + 1, last + 1)}
    lines = []
    for row in range(1, rows + 1):
        cells = [_ods_cell(page.cells.get((row, c)), (row, c), over, covered) for c in range(1, columns + 1)]
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return "".join(lines)


def _ods_cell(put, place, over, covered):
    if place in covered:
        return "<table:covered-table-cell/>"
    span = f' table:number-columns-spanned="{over[place]}"' if place in over else ""
    if put is None or put.typed is None:
        return f"<table:table-cell{span}/>"
    typed = put.typed
    if isinstance(typed, datetime):
        said = f'office:value-type="date" office:date-value="{typed:%Y-%m-%d}"'
    elif isinstance(typed, (int, float)):
        said = f'office:value-type="{"percentage" if put.format else "float"}" office:value="{typed!r}"'
    else:
        said = 'office:value-type="string"'
    shown = f"{typed:%d/%m/%Y}" if isinstance(typed, datetime) else escape(str(typed))
    return f"<table:table-cell {said}{span}><text:p>{shown}</text:p></table:table-cell>"


# What is held


def differences(found, pages, is_text):
    """Every way in which what was read is not what was written, and was not asked about either."""
    at = {("" if is_text else page.name, _address(*where)): (page, where) for page in pages for where in page.figures}
    asked = {("" if is_text else each.sheet, each.cell) for each in found.problems if each.severity != "note"}
    wrong, seen = [], set()
    for each in found.observations:
        name = "" if is_text else each.sheet
        seen |= {(name, each.cell), *((name, part.partition("=")[2]) for part in each.cells.split(";"))}
        if _about(asked, name, each.cell):
            continue
        if (name, each.cell) not in at:
            wrong.append(f"{each.value} at {each.sheet}!{each.cell}, where no figure was written")
            continue
        page, where = at[name, each.cell]
        wrong += _different(each, page.figures[where], page.cells.get(where))
    for (name, cell), (page, where) in at.items():
        put = page.cells.get(where)
        if _about(asked, name, cell) or asked & {(name, ""), ("", ""), ("return", "")}:
            continue
        if put is None:  # where a heading of the sheet is asked about, what is blank under others is asked in its turn
            silent = _others_in_row(page, where[0]) and not _about_labels(asked, page, name)
            wrong += [f"nothing at {name}!{cell}, not asked about"] if silent else []
        elif (put.asked or (name, cell) not in seen) and not _about_labels(asked, page, name):
            wrong.append(f"{put.typed!r} at {name}!{cell} was neither read nor asked about")
    return wrong


def _about_labels(asked, page, name):
    """Whether a label of the figure's sheet, such as the section it stands under, is asked about."""
    figures = {_address(*where) for where in page.figures}
    return any(sheet == name and cell not in figures for sheet, cell in asked)


def _others_in_row(page, row):
    """Whether anything was filled in in a row: one left empty altogether may be taken for words."""
    return any(place in page.cells for place in page.figures if place[0] == row)


def _different(each, place, put):
    said = (each.key.area, int(each.key.period[:4]), each.key.metric, each.key.breakdown)
    meant = (place.area, place.year, place.measure.metric, place.measure.breakdown)
    if said != meant or put is None:
        return [f"{each.cell}: {said} instead of {meant}"]
    if place.measure.metric == _RATE and each.value is not None:
        parts = None not in (each.numerator, each.denominator)
        meant = 100 * each.numerator / each.denominator if parts else put.value
        return [] if abs(each.value - meant) < 0.06 else [f"{each.cell}: {each.value} instead of {meant}"]
    same = (each.value, each.reason, frozenset(each.flags)) == (put.value, put.reason, put.flags)
    return [] if same else [f"{each.cell}: {each.value} {each.reason} {each.flags}, not {put}"]


def _about(asked, name, address):
    """Whether a figure's own cell, its row's or its column's labels are asked about or sent back."""
    row, column = re.sub(r"[A-Z]", "", address), re.sub(r"[0-9]", "", address)
    return any(
        sheet == name and cell and (re.sub(r"[A-Z]", "", cell) == row or re.sub(r"[0-9]", "", cell) == column)
        for sheet, cell in asked
    )


def _address(row, column):
    return f"{get_column_letter(column)}{row}"


def _holds(draw, layouts=LAYOUTS):
    all_ = draw.draw(all_figures())
    layout = draw.draw(st.sampled_from(layouts))
    form = draw.draw(st.sampled_from(sorted(YEARS)))
    if layout is with_percentages:
        assume(all(each.metric == _SDS for each in all_.measures))
        all_.names = dict(list(all_.names.items())[:1])
    pages = layout(draw.draw, all_, YEARS[form])
    kinds = ["xlsx", "ods", *(["csv", "csv"] if len(pages) == 1 else [])]
    kind = draw.draw(st.sampled_from(kinds))
    if kind == "csv":
        separator = draw.draw(st.sampled_from([",", ";", "\t"]))
        encoding = draw.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
        content = text_file(pages[0], separator, encoding)
    else:
        content = {"xlsx": xlsx, "ods": ods}[kind](pages)
    only = len(all_.names) == 1
    owner = next(iter(all_.names)) if only else NATIONAL
    found = read_here(content, f"return.{kind}", owner, TODAY)
    wrong = differences(found, pages, kind == "csv")
    told = [f"{each.code} {each.severity} {each.sheet}!{each.cell}" for each in found.problems]
    assert not wrong, "\n".join([f"{layout.__name__} {form} {kind}: {found.verdict}", *wrong[:8], *told[:12]])


@QUICK
@given(st.data())
def test_any_return_is_read_as_written_or_asked_about(data):
    _holds(data)


@pytest.mark.slow
@LONG
@given(st.data())
def test_very_many_returns_are_read_as_written_or_asked_about(data):
    _holds(data)


_BEGINNINGS = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"Council,Year\n", b"<?xml "]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.sampled_from(_BEGINNINGS),
    st.binary(max_size=400),
    st.sampled_from(["a.xlsx", "a.csv", "a.ods", "a.xls", "a", "a.txt"]),
)
def test_any_bytes_give_a_verdict(beginning, rest, name):
    found = read_here(beginning + rest, name, NATIONAL, date(2026, 11, 22))
    assert found.verdict in ("accept", "ask", "reject")
    assert found.verdict == "reject" or found.observations or found.problems or not found.cells
