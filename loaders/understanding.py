"""A place where a figure belongs -> a figure understood (whose, of when, of what, how much), or what is to be asked."""

import re
from collections.abc import Mapping
from functools import lru_cache

from loaders import answers, typed
from loaders.accounting import Fate
from loaders.grid import Cell, Kind
from loaders.meaning import Facts
from loaders.tables import Table
from loaders.work import NATIONAL, Figure, Kept, Work
from model import areas, breakdowns, metrics
from model.disclosure import SERIES
from model.observations import FLAG_WORDS, REASON_WORDS, Flag, Key, Reason

_OF_ONE = "sds_people_one_option"
_SPLITS = ("option", "aspect", "attribute", "age", "statement", "round")
_COUNTS = ("people", "staff", "teams")


def understand(work: Work) -> list[Kept]:
    """The figures of a return that are understood; what is to be said of the others is told."""
    reader = _Understander(work)
    for figure in work.figures:
        reader.figure(figure)
    return reader.kept


class _Understander:
    def __init__(self, work: Work) -> None:
        self.work = work
        self.kept: list[Kept] = []
        self.earlier: str | None = None

    def figure(self, figure: Figure) -> None:
        facts, sheet = figure.facts, figure.sheet.name
        self.work.raise_problems(facts, sheet)
        if self._not_understood(figure):
            self.work.enter(sheet, Fate.NOT_USED, *filter(None, [figure.cell]))
            return
        if figure.role == "total" or facts.get("area") == areas.SCOTLAND:
            self._note_total(figure)
            return
        key = self._key(figure)
        if key is None:
            self.work.enter(sheet, Fate.NOT_USED, *filter(None, [figure.cell]))
            return
        if figure.cell is None:
            self._blank(figure, key)
            return
        said = typed.read(figure.cell, self.work.key)
        said = self._answered(figure, self._with_status(figure, said))
        if figure.cell.struck:
            self.work.tell("V19", sheet, figure.address, typed=typed.shown(figure.cell))
        if self._stands_for_several(figure):
            self.work.tell("V20", sheet, figure.address, typed=typed.shown(figure.cell))
        self._tell_of_value(figure, said, key)
        number = self._scaled(figure, said, key)
        self.kept.append(Kept(figure, key, said, number, self.earlier))

    def _not_understood(self, figure: Figure) -> bool:
        """Whether a label of the figure is not known, or two labels equally near disagree; each such label is named."""
        facts, sheet = figure.facts, figure.sheet.name
        for cell in facts.unknown:
            self.work.tell("S09 return", sheet, cell.address, heading=cell.text)
        clashes = [clash for clash in facts.clashes if clash[0] != "role"]  # the share of a total is a total
        for sheet_name, address, text in self.work.doubts:
            if text in facts.doubts:
                self.work.tell("S09 return", sheet_name, address, heading=text)
        unclear = any(kind in ("P01", "P02", "P03", "P06") for kind, _, _ in facts.problems)
        told_already = unclear and any(clash[0] == "period" for clash in clashes)
        clashes = [clash for clash in clashes if clash[0] != "period" or not unclear]
        for name, first, second in clashes:
            if name == "period":
                self.work.tell("P05", sheet, second.address, typed=second.text, period=first.text)
            else:
                self.work.tell("S09 return", sheet, second.address, heading=second.text)
        return bool(facts.unknown or clashes or facts.doubts or told_already)

    def _note_total(self, figure: Figure) -> None:
        sheet = figure.sheet.name
        if figure.cell is not None and figure.cell.kind is Kind.FORMULA:
            self.work.tell("S14 ask", sheet, figure.address)
        self._check_total(figure)
        label = next((cell for _, cell in figure.facts.said.values() if cell is not None), figure.cell)
        if figure.facts.get("area") == areas.SCOTLAND:
            cell = figure.facts.said["area"][1]
            self.work.tell("I11", sheet, cell.address if cell else "", typed=cell.text if cell else "Scotland")
        else:
            cell = figure.facts.said["role"][1] or label
            self.work.tell("S12", sheet, cell.address if cell else "", typed=cell.text if cell else "")
        self.work.enter(sheet, Fate.TOTAL, *filter(None, [figure.cell]))

    def _check_total(self, total_: Figure) -> None:
        """A row of totals over authorities is held against the rows above it."""
        if total_.facts.get("area") == areas.SCOTLAND or not total_.facts.get("metric"):
            return
        same = ("metric", "option", "period", "aspect", "only")
        rows = [
            self.work.plain(each)
            for each in self.work.figures
            if each.table is total_.table and each.column == total_.column and each.role == "value"
            and all(each.facts.get(name) == total_.facts.get(name) for name in same)
        ]  # fmt: skip
        whole = self.work.plain(total_)
        if whole is not None and len(rows) > 1 and None not in rows and sum(rows) != whole:
            told = {"total": f"{whole:,.0f}", "sum": f"{sum(rows):,.0f}"}
            self.work.tell("A05", total_.sheet.name, total_.address, **told)

    def _key(self, figure: Figure) -> Key | None:
        """A figure's identity; None where part of it is not said, which is told at the place."""
        facts, sheet = figure.facts, figure.sheet.name
        metric, split = _measure(facts)
        declared = metrics.metrics().get(metric)
        if declared is None:
            if figure.cell is not None and typed.read(figure.cell, self.work.key).number is not None:
                self.work.tell("S10", sheet, figure.address, typed=typed.shown(figure.cell))
            return None
        if not self._fits(figure, declared, split):
            return None
        area, period = self._area(figure), facts.get("period")
        if not period and not figure.table.columns[figure.column].headings and self._others_are_headed(figure.table):
            if figure.cell is not None:
                self.work.tell("S10", sheet, figure.address, typed=typed.shown(figure.cell))
        elif not period:
            self.work.tell("P10", sheet, "")
        if not area or area == "?" or not period or period == "?":
            return None
        return Key(SERIES, area, "", period, metric, breakdowns.join(split))

    def _others_are_headed(self, table: Table) -> bool:
        return any(column.headings for column in table.columns.values() if column.role == "value")

    def _fits(self, figure: Figure, declared: metrics.Metric, split: Mapping[str, str]) -> bool:
        """Whether a measure is split as it must be, and by nothing else."""
        wanted, allowed = set(declared.breakdown), {*declared.breakdown, *declared.optional}
        if wanted <= set(split) <= allowed:
            return True
        cell = next((cell for cell, _ in figure.line.labels), None) or next(iter(figure.table.header), None)
        if cell is not None:
            self.work.tell("S09 return", figure.sheet.name, cell.address, heading=cell.text)
        return False

    def _area(self, figure: Figure) -> str:
        facts, sheet = figure.facts, figure.sheet.name
        area, code = facts.get("area"), facts.get("code")
        if code and facts.said.get("area", ("", None))[1] is not None and area not in ("", "?", code):
            cell = facts.said["code"][1]
            named = facts.said["area"][1].text
            self.work.tell("I03", sheet, cell.address, code=cell.text, of_code=areas.name(code), named=named)
            return "?"
        area = code or area
        if not area:
            if not any(kind == "I01" for kind, _, _ in facts.problems):
                self.work.tell("I06", sheet, "")
            return ""
        owner = self.work.asked.owner
        if owner not in ("", NATIONAL) and area not in ("?", owner):
            cell = (facts.said.get("code") or facts.said.get("area"))[1]
            told = {"mine": areas.name(owner), "other": areas.name(area)}
            self.work.tell("I08" if self._is_also_mine() else "I07", sheet, cell.address if cell else "", **told)
        return area

    def _is_also_mine(self) -> bool:
        """Whether the file has figures of the sender's own authority beside another's."""
        return any(each.facts.get("area") == self.work.asked.owner for each in self.work.figures)

    def _blank(self, figure: Figure, key: Key) -> None:
        if figure.role == "percent":
            return
        status = self._status_cell(figure)
        if status is not None and (reason := _status(status.text)[2]) is not None:
            self.kept.append(Kept(figure, key, typed.Typed(None, reason), None))
            return
        self.work.tell("V11", figure.sheet.name, figure.address)
        answer = self.work.asked.answers.of("V11", figure.sheet.name, figure.address)
        number, reason = answers.of_a_blank(answer)
        self.kept.append(Kept(figure, key, typed.Typed(number, reason), number))

    def _with_status(self, figure: Figure, said: typed.Typed) -> typed.Typed:
        """A value with the status that stands in the column beside it, and the flags of its headings."""
        flags = [Flag(name[5:]) for name in figure.facts.said if name.startswith("flag ")]
        status = self._status_cell(figure)
        codes = list(said.codes)
        reason, number, earlier = said.reason, said.number, None
        if status is not None:
            words, more, why, earlier = _status(status.text)
            flags += more
            if not words:
                self.work.tell("M04 return", figure.sheet.name, status.address, typed=status.text)
            if why is not None and number in (None, 0):
                number, reason = None, why
        whole = tuple(dict.fromkeys((*said.flags, *flags)))
        self.earlier = earlier
        return typed.Typed(number, reason, whole, said.shown_as, tuple(codes))

    def _stands_for_several(self, figure: Figure) -> bool:
        """Whether a figure's cell is merged over several rows or columns of figures."""
        place = (figure.line.row, figure.column)
        return any(
            first_row <= place[0] <= last_row and first <= place[1] <= last
            for first_row, first, last_row, last in figure.sheet.merged
        )

    def _answered(self, figure: Figure, said: typed.Typed) -> typed.Typed:
        """A value whose marker the sender has explained."""
        for kind, _ in said.codes:
            answer = self.work.asked.answers.of(kind.partition(" ")[0], figure.sheet.name, figure.address)
            if kind in ("M03", "M04", "M07", "V11") and answer:
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
        found = sorted(number for number, column in figure.table.columns.items() if column.role == "status")
        status = next((number for number in found if number > figure.column), None)
        if status is None and found and found[0] < min(figure.line.values, default=0):
            status = max(number for number in found if number < figure.column)  # each stands before its figure
            between = [number for number in figure.line.values if status < number]
            if len(between) > 1 and status in figure.line.others:  # or before all of them: nobody can tell
                cell = figure.line.others[status]
                self.work.tell("M04 return", figure.sheet.name, cell.address, typed=cell.text)
        return figure.line.others.get(status) if status is not None else None

    def _tell_of_value(self, figure: Figure, said: typed.Typed, key: Key) -> None:
        unit, sheet = metrics.metric(key.metric).unit, figure.sheet.name
        answered = unit == "yes-partly-no"
        for kind, details in said.codes:
            if answered and kind in ("V01", "M03", "M04") and typed.answer(figure.cell) is not None:
                continue
            name, more = _value_form(kind, details, said, self.work.book.form)
            if name:
                self.work.tell(name, sheet, figure.address, **more)
        if said.number is None:
            return
        if answered:
            self.work.tell("V01", sheet, figure.address, typed=typed.shown(figure.cell))
        elif unit in _COUNTS and figure.role == "value":
            self._tell_of_count(figure, said)

    def _tell_of_count(self, figure: Figure, said: typed.Typed) -> None:
        """What is wrong with a number that should count people, staff or teams."""
        whole = float(said.number).is_integer()
        if whole and any(kind == "V03p" for kind, _ in said.codes):
            kind = "V03 reject"
        elif said.shown_as:
            kind = "V01"
        elif not whole and said.number >= 0:
            kind = "V07"
        else:
            return
        self.work.tell(kind, figure.sheet.name, figure.address, typed=typed.shown(figure.cell))

    def _scaled(self, figure: Figure, said: typed.Typed, key: Key) -> float | None:
        """The number in the metric's unit: a percentage as typed, as its format shows it, or asked about."""
        if metrics.metric(key.metric).unit == "yes-partly-no":
            return typed.answer(figure.cell)
        percent = figure.role == "percent" or (
            metrics.metric(key.metric).unit == "percent" and figure.facts.get("part") == "rate"
        )
        if said.number is None or not percent:
            return said.number
        if said.shown_as == "format":
            return round(said.number * 100, 10)
        return said.number


def _measure(facts: Facts) -> tuple[str, Mapping[str, str]]:
    """The metric and its split, from what labels say; `only` makes people by option people in one option only."""
    said = facts.said
    return _measure_of(
        facts.get("metric"), "only" in said, tuple((name, said[name][0]) for name in _SPLITS if name in said)
    )


@lru_cache(maxsize=5_000)
def _measure_of(metric: str, only: bool, splits: tuple[tuple[str, str], ...]) -> tuple[str, Mapping[str, str]]:
    split = dict(splits)
    if metric == "sds_people" and only:
        metric = _OF_ONE
        if split.get("option") == "4":
            split["option"] = "mixed"
    return metric, split


def _value_form(
    kind: str, details: Mapping[str, object], said: typed.Typed, form: str
) -> tuple[str, dict[str, object]]:
    """The catalogue's form of a problem with a value, and its details; nothing where a CSV makes it no news."""
    more = dict(details)
    if kind == "V03p":
        return "", {}
    if kind == "V02" and (form == "csv" or said.flags):
        return "", {}
    if "reason" in more:
        more["words"] = REASON_WORDS[more.pop("reason")]
        more["key"] = "of this file"
    if kind == "M01":
        more.setdefault("words", REASON_WORDS[Reason.SUPPRESSED])
    if kind in ("V03", "M05"):
        more["value"] = f"{said.number:,}" if said.number is not None else "no number"
        more["words"] = " and ".join(FLAG_WORDS[flag] for flag in said.flags)
    forms = {"V03x": "V03 reject", "M03": "M03 return", "M04": "M04 return"}
    return forms.get(kind, kind), more


def _status(text: str) -> tuple[bool, list[Flag], Reason | None, str | None]:
    """A status column's words: whether they are known, and the flags or the reason they give."""
    words = text.casefold().strip()
    if words in ("as counted", "as published", "final", "ok", "actual"):
        return True, [], None, None
    if found := re.fullmatch(r"carried forward from ([0-9]{4}/[0-9]{2})", words):
        return True, [Flag.CARRIED_FORWARD], None, found[1]
    if words in ("as returned", "as sent", ""):
        return True, [], None, None
    reasons = {said: reason for reason, said in REASON_WORDS.items()}
    flags = {said: flag for flag, said in FLAG_WORDS.items()} | typed.FLAGS
    if words in reasons:
        return True, [], reasons[words], None
    found = [flags[part.strip()] for part in words.split(";") if part.strip() in flags]
    return bool(found), found, None, None


def _plain_text(cell: Cell, text: str) -> Cell:
    return Cell(cell.row, cell.column, Kind.TEXT, text, cell.format)
