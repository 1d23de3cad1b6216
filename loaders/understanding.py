"""A place where a figure belongs -> a figure understood (whose, of when, of what, how much), or what is to be asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby

from loaders import answers, progress, statuses, typed, years
from loaders.accounting import Fate
from loaders.answers import LEAVE_OUT, NOT_FINAL
from loaders.grid import Cell, Kind
from loaders.meaning import SPLITS, Facts
from loaders.movements import Movements
from loaders.tables import Table
from loaders.totals import Totals
from loaders.work import Beside, Figure, Kept, Work
from model import areas, breakdowns, metrics, periods
from model.observations import FLAG_WORDS, REASON_WORDS, Flag, Key, Reason
from model.returns import NATIONAL, SERIES

_WORDS = ("V01", "M03 return", "M04 return")  # words where a number belongs, which may be an answer
_TICKS = ("x", "✓", "✔", "√")  # a tick says yes, or no, or that there is no answer
_OF_ONE = "sds_people_one_option"
_SPLIT_BY = {"budget": "part"}  # what labels say of a budget's part; of a rate, `part` is another thing
_NO_STATUS = statuses.Status()


def understand(work: Work) -> list[Kept]:
    """The figures of a return that are understood; what is to be said of the others is told."""
    reader = _Understander(work)
    of_sheets = [list(figures) for _, figures in groupby(work.figures, key=lambda figure: figure.sheet.name)]
    for figures in progress.sheets(progress.FIGURES, of_sheets, name=lambda figures: figures[0].sheet.name):
        for figure in figures:
            reader.figure(figure)
    return reader.kept


class _Understander:
    def __init__(self, work: Work) -> None:
        self.work = work
        self.kept: list[Kept] = []
        self.totals = Totals(work)
        self.movements = Movements(work)
        self.asked_about: set[tuple[str, int, int]] = set()
        self._checked: dict[str, str] = {}  # years, with the problem each raises

    def figure(self, figure: Figure) -> None:
        facts, sheet = figure.facts, figure.sheet.name
        role = figure.role
        if role in ("change", "part"):
            self._set_aside(figure, role)
            return
        if facts.problems:
            self.work.raise_problems(_problems_of(facts), sheet)
        if self._left_out(figure) or self._not_understood(figure) or self._of_another_topic(figure):
            self.work.enter(sheet, Fate.NOT_USED, *filter(None, [figure.cell]))
            return
        if role == "total" or facts.get("area") == areas.SCOTLAND:
            self._note_total(figure)
            return
        key = self._key(figure)
        if key is None:
            self.work.enter(sheet, Fate.NOT_USED, *filter(None, [figure.cell]))
        elif figure.cell is None:
            self._blank(figure, key)
        elif role == "percent" and figure.cell.kind is Kind.FORMULA:
            self.work.tell("S14 ask", figure.sheet.name, figure.address)  # only checked: no figure of ours is missed
            self.work.enter(sheet, Fate.CHECKED, figure.cell)
        else:
            self._keep(figure, key)

    def _left_out(self, figure: Figure) -> bool:
        """Whether a figure is of a year that is not over and is left out for that; a year that has not begun, is not
        over or was before SDS is told of where the name of a sheet, or of the file, says it, which has no cell."""
        period, said_at = figure.facts.said.get("period", ("", None))
        if said_at is None and (late := self._late(period)):
            self.work.tell(late, figure.sheet.name, "", typed=period, period=period)
        return self._of_a_year_not_over(figure) == LEAVE_OUT

    def _of_a_year_not_over(self, figure: Figure) -> str:
        """What the sender says is to become of a figure of a year that is not over: at the words that name its year, or
        else of that year anywhere, for only one is running. Left out anywhere, no figure of it is taken in for want of
        an answer of its own."""
        said = self._of_the_running_year
        if not said or self._late(figure.facts.get("period")) != "P04 ask":
            return ""
        cell = figure.facts.said["period"][1]
        own = said.get((figure.sheet.name, cell.address if cell is not None else ""))
        return own or next((each for each in (LEAVE_OUT, NOT_FINAL) if each in said.values()), "")

    @cached_property
    def _of_the_running_year(self) -> dict[tuple[str, str], str]:
        """The answers about a year that is not over, by sheet and cell."""
        given = self.work.asked.answers.given
        return {(sheet, cell): answer for (code, sheet, cell), answer in given.items() if code == "P04"}

    def _late(self, period: str) -> str:
        """The kind of problem that a financial year raises by when it is; nothing for a month, or no year."""
        if period not in self._checked:
            is_year = periods.is_year(period) if period not in ("", "?") else False
            self._checked[period] = years.checked(years.Year(period), self.work.asked.today) if is_year else ""
        return self._checked[period]

    def _set_aside(self, figure: Figure, role: str) -> None:
        """Passes over a number that we do not collect: a change, which is checked, or part of a year that stands
        beside."""
        if role == "change":
            self.movements.check(figure)
            return
        cell = figure.facts.said["role"][1] or figure.cell
        told = {"typed": cell.text if cell else ""}
        self.work.tell("P06 beside", figure.sheet.name, cell.address if cell else "", **told)
        self.work.enter(figure.sheet.name, Fate.NOT_USED, *filter(None, [figure.cell]))

    def _keep(self, figure: Figure, key: Key) -> None:
        """Keeps what a figure's cell says, with all that is to be told of it."""
        sheet = figure.sheet.name
        said = typed.read(figure.cell, self.work.key)
        status = self._status(figure, key.period)
        said = self._answered(figure, _with_status(figure, said, status))
        if self._of_a_year_not_over(figure) == NOT_FINAL:
            said = replace(said, flags=tuple(dict.fromkeys((*said.flags, Flag.PROVISIONAL))))
        if figure.cell.struck:
            self.work.tell("V19", sheet, figure.address, typed=typed.shown(figure.cell))
        if self.work.book.uncalculated and figure.cell.formula and said.number == 0:  # never worked out: see S14
            said = replace(said, number=None, reason=Reason.UNCLEAR)
        if self._stands_for_several(figure):  # whose it is of them, nobody can tell
            self.work.tell("V20", sheet, figure.address, typed=typed.shown(figure.cell))
            said = replace(said, number=None, reason=said.reason or Reason.UNCLEAR)
        self._tell_of_value(figure, said, key)
        number = self._scaled(figure, said, key)
        self.kept.append(Kept(figure, key, said, number, status.period_of_figure))

    def _not_understood(self, figure: Figure) -> bool:
        """Whether a label of the figure is not known, or two labels equally near disagree; each such label is named."""
        facts, sheet = figure.facts, figure.sheet.name
        if not (facts.unknown or facts.clashes or facts.doubts):
            return False
        self._ask_about_labels(figure)
        clashes = [clash for clash in facts.clashes if clash[0] != "role"]  # the share of a total is a total
        for sheet_name, address, text in self.work.doubts:
            if text in facts.doubts and (part := years.find(text)) is not None and part.code == "P06":
                self.work.tell("P06", sheet_name, address, typed=text[:60])
            elif text in facts.doubts:
                self.work.ask_about("S09 return", sheet_name, address, text)
        unclear = bool(clashes) and facts.raises("P01", "P02", "P03", "P06")
        told_already = unclear and any(clash[0] == "period" for clash in clashes)
        clashes = [clash for clash in clashes if clash[0] != "period" or not unclear]
        for name, first, second in clashes:
            if name == "period":
                self.work.tell("P05", sheet, second.address, typed=second.text, period=first.text)
            else:
                self.work.tell("S09 unclear", sheet, second.address, heading=second.text)
        return bool(facts.unknown or clashes or facts.doubts or told_already)

    def _ask_about_labels(self, figure: Figure) -> None:
        """Asks about the labels of a figure that are not known, each once: one may stand over a whole column."""
        sheet = figure.sheet.name
        for cell in figure.facts.unknown:
            place = (sheet, cell.row, cell.column)
            if place not in self.asked_about:
                self.asked_about.add(place)
                self.work.ask_about("S09 return", sheet, cell.address, cell.text)

    def _of_another_topic(self, figure: Figure) -> bool:
        """Whether a figure stands under a heading, a title or on a sheet of something else than what it counts."""
        topic, cell = figure.facts.said.get("topic", ("", None))
        declared = metrics.metrics().get(figure.facts.get("metric")) if topic else None
        if declared is None or declared.topic == topic:
            return False
        elsewhere = declared.id not in ("sds_people", _OF_ONE)  # an option is of whatever stands over it
        over = cell is None or any(cell is title for title in figure.table.titles)
        if over and elsewhere and topic in self._topics_on.get(figure.sheet.name, ()):
            return False  # a title is of what most stands under it, and a label says what one row is
        words = cell.text if cell is not None else figure.sheet.name
        self.work.tell("S09 unclear", figure.sheet.name, cell.address if cell is not None else "", heading=words)
        return True

    @cached_property
    def _topics_on(self) -> dict[str, set[str]]:
        """What the figures of each sheet are about, by their own labels."""
        found: dict[str, set[str]] = {}
        for each in self.work.figures:
            if declared := metrics.metrics().get(each.facts.get("metric")):
                found.setdefault(each.sheet.name, set()).add(declared.topic)
        return found

    def _note_total(self, figure: Figure) -> None:
        sheet = figure.sheet.name
        if figure.cell is not None and figure.cell.kind is Kind.FORMULA:
            self.work.tell("S14 ask", sheet, figure.address)
        label = next((cell for _, cell in figure.facts.said.values() if cell is not None), figure.cell)
        if figure.facts.get("area") == areas.SCOTLAND:
            cell = figure.facts.said["area"][1]
            self.work.tell("I11", sheet, cell.address if cell else "", typed=cell.text if cell else "Scotland")
        elif figure.cell is not None:
            cell = figure.facts.said["role"][1] or label
            told = {"typed": cell.text if cell else ""}
            self.work.tell(self.totals.kind_of(figure), sheet, cell.address if cell else "", **told)
        self.work.enter(sheet, Fate.TOTAL, *filter(None, [figure.cell]))

    def _key(self, figure: Figure) -> Key | None:
        """A figure's identity; None where part of it is not said, which is told at the place."""
        facts, sheet = figure.facts, figure.sheet.name
        metric, breakdown, fits = _measure(facts)
        declared = metrics.metrics().get(metric)
        if declared is None:
            if figure.cell is not None and typed.read(figure.cell, self.work.key).number is not None:
                self.work.tell("S10", sheet, figure.address, typed=typed.shown(figure.cell))
            return None
        if not fits and not (figure.role == "base" and "statement" not in facts.said):  # how many answered in a round
            self._ask_how_split(figure)
            return None
        area, period = self._area(figure), facts.get("period") or self._year_beside(figure)
        if not period:
            self._without_a_year(figure)
        if not area or area == "?" or not period or period == "?":
            return None
        return Key(SERIES, area, "", self._day(figure, period) if declared.at_a_date else period, metric, breakdown)

    def _day(self, figure: Figure, year: str) -> str:
        """The day that figures of a state are of: the last of a year, asked about where only the year is named."""
        cell = figure.facts.said["period"][1]
        end = int(year[:4]) + 1
        if cell is None or not _is_the_last_day(cell):
            place = cell if cell is not None and cell in figure.sheet.cells.values() else None
            told = {"typed": typed.shown(cell) if cell is not None else year, "day": f"31 March {end}"}
            self.work.tell("P07 date", figure.sheet.name, place.address if place else "", **told)
        return f"at {end}-03"

    def _year_beside(self, figure: Figure) -> str:
        """The year of percentages that name none: that of the figures in their row, where those are of one year."""
        if figure.role != "percent":
            return ""
        found = self._years_of_lines.get(id(figure.line), {})
        if len(set(found.values())) == 1:
            return next(iter(found.values()))
        beside = figure.column - 1
        return found.get(beside, "") if beside - 1 not in found else ""  # each beside its count

    @cached_property
    def _years_of_lines(self) -> dict[int, dict[int, str]]:
        """The years of the counts of each line, by their columns."""
        found: dict[int, dict[int, str]] = {}
        for each in self.work.figures:
            if each.role == "value" and (year := each.facts.get("period")):
                found.setdefault(id(each.line), {})[each.column] = year
        return found

    def _without_a_year(self, figure: Figure) -> None:
        """Sends back a figure of no year; one under no heading, beside others that have one, is of nothing at all."""
        sheet = figure.sheet.name
        if figure.cell is None and figure.role != "value":
            return  # nothing stands where nothing is collected
        if figure.role == "percent":  # only checked: no year of it is missed
            headings = figure.table.columns[figure.column].headings
            if headings:
                self.work.tell("S09 unclear", sheet, headings[-1].address, heading=headings[-1].text)
            else:
                self._ask_how_split(figure)
        elif figure.table.columns[figure.column].headings or not self._others_are_headed(figure.table):
            self.work.tell("P10", sheet, "")
        elif figure.cell is not None:
            self.work.tell("S10", sheet, figure.address, typed=typed.shown(figure.cell))

    def _others_are_headed(self, table: Table) -> bool:
        return any(column.headings for column in table.columns.values() if column.role == "value")

    @cached_property
    def _is_also_mine(self) -> bool:
        """Whether the file has figures of the sender's own authority beside another's."""
        return any(each.facts.get("area") == self.work.asked.owner for each in self.work.figures)

    def _ask_how_split(self, figure: Figure) -> None:
        """A measure that is not split as it must be, or by something else, is asked about at its label."""
        cell = next((cell for cell, _ in figure.line.labels), None) or next(iter(figure.table.header), None)
        if cell is not None:
            self.work.tell("S09 unclear", figure.sheet.name, cell.address, heading=cell.text)

    def _area(self, figure: Figure) -> str:
        facts, sheet = figure.facts, figure.sheet.name
        area, code = facts.get("area"), facts.get("code")
        owner = self.work.asked.owner
        if area and not code and owner in (area, "", NATIONAL):
            return area
        if code and facts.said.get("area", ("", None))[1] is not None and area not in ("", "?", code):
            cell = facts.said["code"][1]
            named = facts.said["area"][1].text
            self.work.tell("I03", sheet, cell.address, code=cell.text, of_code=areas.name(code), named=named)
            return "?"
        area = code or area
        if not area:
            if not facts.raises("I01"):
                self.work.tell("I06", sheet, "")
            return ""
        if owner not in ("", NATIONAL) and area not in ("?", owner):
            cell = (facts.said.get("code") or facts.said.get("area"))[1]
            told = {"mine": areas.name(owner), "other": areas.name(area)}
            self.work.tell("I08" if self._is_also_mine else "I07", sheet, cell.address if cell else "", **told)
        return area

    def _blank(self, figure: Figure, key: Key) -> None:
        if figure.role == "percent":
            return
        if (reason := self._status(figure, key.period).reason) is not None:
            self.kept.append(Kept(figure, key, typed.Typed(None, reason), None))
            return
        self.work.tell("V11", figure.sheet.name, figure.address)
        answer = self.work.asked.answers.of("V11", figure.sheet.name, figure.address)
        number, reason = answers.of_a_blank(answer)
        self.kept.append(Kept(figure, key, typed.Typed(number, reason), number))

    def _status(self, figure: Figure, period: str) -> statuses.Status:
        """What the status column beside a figure says; words we do not know, or that cannot be true of it, are asked
        about at their own cell."""
        cell = self._status_cell(figure)
        if cell is None or self._is_status_of_another_year(figure, cell, periods.year_of(period)):
            return _NO_STATUS
        said = statuses.read(cell.text)
        if said is not None and said.fits(period) and not (said.reason and self.work.plain(figure)):
            return said
        self.work.tell("M04 status", figure.sheet.name, cell.address, typed=cell.text)
        answer = self.work.asked.answers.of("M04", figure.sheet.name, cell.address)
        return statuses.read(answer) or statuses.Status()

    def _is_status_of_another_year(self, figure: Figure, cell: Cell, period: str) -> bool:
        """Whether a status stands under a heading that names another year: `2023/24 status`."""
        headings = figure.table.columns[cell.column].headings
        named = {found.period for each in headings if (found := years.find(each.text)) is not None and found.period}
        return bool(named) and period not in named

    def _stands_for_several(self, figure: Figure) -> bool:
        """Whether a figure's cell is merged over several rows or columns of figures."""
        if not figure.sheet.merged:
            return False
        row, column = figure.line.row, figure.column
        return (row, column) in figure.sheet.merged_into or any(
            first_row <= row <= last_row and first <= column <= last
            for first_row, first, last_row, last in figure.sheet.large_merged
        )

    def _answered(self, figure: Figure, said: typed.Typed) -> typed.Typed:
        """A value whose marker the sender has explained."""
        for kind, _ in said.codes:
            answer = self.work.asked.answers.of(kind.partition(" ")[0], figure.sheet.name, figure.address)
            if kind in answers.WITHOUT_A_NUMBER and answer:
                number, reason = answers.of_a_blank(answer)
                return typed.Typed(number, reason, said.flags, said.shown_as, said.codes)
            if kind == "V12" and answer:
                number = typed.read(_plain_text(figure.cell, str(dict(said.codes)["V12"]["figure"]))).number
                return typed.Typed(number, None if number is not None else Reason.UNCLEAR, said.flags, "", said.codes)
        return said

    def _status_cell(self, figure: Figure) -> Cell | None:
        """The cell of the next status column to the right: it stands for all figures since the one before."""
        if not figure.line.others:
            return None
        found = figure.table.statuses
        status = next((number for number in found if number > figure.column), None)
        if status is None and found and found[0] < min(figure.line.values, default=0):
            status = max(number for number in found if number < figure.column)  # each stands before its figure
            between = [number for number in figure.line.values if status < number]
            if len(between) > 1 and status in figure.line.others:  # or before all of them: nobody can tell
                cell = figure.line.others[status]
                self.work.tell("M04 status", figure.sheet.name, cell.address, typed=cell.text)
        return figure.line.others.get(status) if status is not None else None

    def _tell_of_value(self, figure: Figure, said: typed.Typed, key: Key) -> None:
        sheet = figure.sheet.name
        metric = metrics.metric(key.metric)
        if metric.answers and _is_no_answer(figure.cell, said, metric.unit):
            told = {"typed": typed.shown(figure.cell), "answers": metric.unit_words}
            self.work.tell("V01 answer", sheet, figure.address, **told)
        for kind, details in said.codes:
            if metric.answers and kind in _WORDS:
                continue
            if kind == "V18" and metric.unit == "GBP" and typed.is_in_pounds(figure.cell.format):
                continue
            if kind == "V02" and (self.work.book.form == "csv" or said.flags):
                continue  # in a CSV every number is text
            self.work.tell(kind, sheet, figure.address, **_in_words(kind, details, said))
        if said.number is not None and metric.is_count and figure.role == "value":
            self._tell_of_count(figure, said)

    def _tell_of_count(self, figure: Figure, said: typed.Typed) -> None:
        """What is wrong with a number that should count people, staff or teams."""
        whole = float(said.number).is_integer()
        if whole and said.by_points:
            kind = "V03 reject"
        elif said.shown_as:
            kind = "V01"
        elif not whole and said.number >= 0:
            kind = "V07"
            words = f"{typed.shown(figure.cell)} is a full-time equivalent or an average."
            self.work.beside.append(Beside(figure.sheet.name, figure.address, words))
        else:
            return
        self.work.tell(kind, figure.sheet.name, figure.address, typed=typed.shown(figure.cell))

    def _scaled(self, figure: Figure, said: typed.Typed, key: Key) -> float | None:
        """The number in the metric's unit: a percentage as typed, as its format shows it, or asked about."""
        metric = metrics.metric(key.metric)
        if metric.answers:
            return typed.answer(figure.cell, metric.unit)
        if said.number is None or said.shown_as != "format":
            return said.number
        percent = figure.role == "percent" or (metric.unit == "percent" and figure.facts.get("part") == "rate")
        return round(said.number * 100, 10) if percent else said.number


def _measure(facts: Facts) -> tuple[str, str, bool]:
    """The metric, its breakdown and whether that is how it must be split, from what labels say; `only` makes people by
    option people in one option only."""
    said = facts.said
    splits = tuple([(_SPLIT_BY.get(name, name), said[name][0]) for name in SPLITS if name in said])
    return _measure_of(facts.get("metric"), "only" in said, splits)


@lru_cache(maxsize=5_000)
def _measure_of(metric: str, only: bool, splits: tuple[tuple[str, str], ...]) -> tuple[str, str, bool]:
    split = dict(splits)
    if metric == "sds_people" and only and split.get("option") != "any":  # any option is each person once as it is
        metric = _OF_ONE
        if split.get("option") == "4":
            split["option"] = "mixed"
    declared = metrics.metrics().get(metric)
    fits = declared is not None and set(declared.breakdown) <= split.keys() <= {*declared.breakdown, *declared.optional}
    return metric, breakdowns.join(split), fits


def _with_status(figure: Figure, said: typed.Typed, status: statuses.Status) -> typed.Typed:
    """A value with the flags of its headings and what its status says; a reason takes the place of a marker or of 0."""
    flags = [Flag(name[5:]) for name in figure.facts.said if name[:5] == "flag "]
    if status is _NO_STATUS and not flags and not said.flags:
        return said
    number, reason = (said.number, said.reason) if status.reason is None else (None, status.reason)
    return replace(said, number=number, reason=reason, flags=tuple(dict.fromkeys((*said.flags, *flags, *status.flags))))


def _is_no_answer(cell: Cell, said: typed.Typed, unit: str) -> bool:
    """Whether what stands where yes, partly or no belongs (or a unit's other answers) is none of them, nor a marker: a
    number, a tick, words."""
    if said.number is not None or cell.text.casefold() in _TICKS:
        return True
    return typed.answer(cell, unit) is None and any(kind in _WORDS for kind, _ in said.codes)


def _in_words(kind: str, details: Mapping[str, object], said: typed.Typed) -> dict[str, object]:
    """The details of a problem with a value, in the words of its message."""
    more = dict(details)
    if "reason" in more:
        more["words"] = REASON_WORDS[more.pop("reason")]
        more["key"] = "of this file"
    if kind == "M01":
        more.setdefault("words", REASON_WORDS[Reason.SUPPRESSED])
    if kind in ("V03", "M05"):
        more["value"] = f"{said.number:,}" if said.number is not None else "no number"
        more["words"] = " and ".join(FLAG_WORDS[flag] for flag in said.flags)
    return more


def _problems_of(facts: Facts) -> Facts:
    """The facts with the problems to be told of them: of a state on a day, the day is not read as a year."""
    declared = metrics.metrics().get(facts.get("metric"))
    if declared is None or not declared.at_a_date:
        return facts
    return replace(facts, problems=[each for each in facts.problems if each[0] != "P07"])


def _is_the_last_day(cell: Cell) -> bool:
    if isinstance(cell.value, date):  # a date and time is a date too
        return (cell.value.month, cell.value.day) == (3, 31)
    return years.names_the_last_day(cell.text)


def _plain_text(cell: Cell, text: str) -> Cell:
    return Cell(cell.row, cell.column, Kind.TEXT, text, cell.format)
