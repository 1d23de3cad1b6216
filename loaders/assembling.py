"""Figures understood -> observations: rates with their parts, means with their base; percentages checked."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from loaders import answers, typed
from loaders.accounting import Fate
from loaders.work import Figure, Kept, Work
from model import breakdowns
from model.observations import Key, Observation, Reason


def assemble(work: Work, kept: list[Kept]) -> dict[Key, Observation]:
    """The observations that figures make, by what identifies them."""
    assembler = _Assembler(work, kept)
    assembler.assemble()
    return assembler.observations


def _of_the_round(score: Key) -> Key:
    """What identifies how many answered all statements of a score's round: the same, of no statement."""
    parts = breakdowns.split(score.breakdown)
    return score._replace(breakdown=breakdowns.join({name: parts[name] for name in parts if name != "statement"}))


def _answered(score: Kept) -> dict[str, object]:
    """How many answered, where the heading of a mean says it: `Baseline (n = 14)`."""
    number, cell = score.figure.facts.said.get("answered", ("", None))
    return {"base": float(number), "cells": f"base={cell.address}"} if number and cell is not None else {}


class _Assembler:
    def __init__(self, work: Work, kept: list[Kept]) -> None:
        self.work, self.kept = work, kept
        self.observations: dict[Key, Observation] = {}

    def assemble(self) -> None:
        by_role: dict[str, list[Kept]] = defaultdict(list)
        for each in self.kept:
            by_role[each.figure.role].append(each)
        values = by_role["value"]
        rates = [each for each in values if each.key.metric == "implementation_rate"]
        bases = {each.key: each for each in by_role["base"]}
        used: set[Key] = set()
        for each in values:
            if each.key.metric == "implementation_rate":
                continue
            key = next((key for key in (each.key, _of_the_round(each.key)) if key in bases), None) if bases else None
            used |= {key}
            self._keep(each, each.number, **(self._base(bases.get(key)) or _answered(each)))
        for each in (base for key, base in bases.items() if key not in used):
            self.work.tell("S10", each.figure.sheet.name, each.figure.address, typed=typed.shown(each.figure.cell))
        self._rates(rates)
        self._percentages(by_role["percent"])

    def _base(self, base: Kept | None) -> dict[str, object]:
        """How many answered, beside the mean they gave."""
        if base is None or base.figure.cell is None:
            return {}
        self.work.enter(base.figure.sheet.name, Fate.FIGURE, base.figure.cell)
        return {"base": base.number, "cells": f"base={base.figure.address}"}

    def _keep(self, kept: Kept, value: float | None, **parts: object) -> None:
        figure = kept.figure
        reason = None if value is not None else kept.said.reason or Reason.UNCLEAR
        observation = Observation(
            key=kept.key,
            value=value,
            reason=reason,
            flags=kept.said.flags,
            period_of_figure=kept.earlier,
            sheet=figure.sheet.name,
            cell=figure.address,
            as_typed=typed.shown(figure.cell) if figure.cell is not None else "",
            **parts,
        )
        if figure.cell is not None:
            self.work.enter(figure.sheet.name, Fate.FIGURE, figure.cell)
        before = self.observations.get(kept.key)
        if before is None:
            self.observations[kept.key] = observation
        else:
            self._twice(before, observation, figure)

    def _twice(self, before: Observation, now: Observation, figure: Figure) -> None:
        """The same figure in two places: once if they agree, sent back if they do not."""
        other = f"sheet “{before.sheet}”, cell {before.cell}"
        same = (before.value, before.reason, before.flags) == (now.value, now.reason, now.flags)
        if same:
            self.work.tell("I09", now.sheet, now.cell, other=other)
        elif before.sheet != now.sheet:
            told = {"typed": now.as_typed, "other": other, "value": before.as_typed}
            self.work.tell("S17", now.sheet, now.cell, **told)
        elif before.cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == now.cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
            self._same_heading(figure, now)
        else:
            self.work.tell("I10", now.sheet, now.cell, other=other)

    def _same_heading(self, figure: Figure, now: Observation) -> None:
        headings = figure.table.columns[figure.column].headings
        cell = headings[-1] if headings else None
        if cell is not None and self.work.labels.label(cell).get("period"):
            self.work.tell("P08", now.sheet, cell.address, period=now.key.period)
        elif cell is not None:
            self.work.tell("S04", now.sheet, cell.address, heading=cell.text)
        else:
            self.work.tell("I10", now.sheet, now.cell, other="the cell beside it")

    def _rates(self, found: Iterable[Kept]) -> None:
        """Implementation rates with their parts: worked out from them where both are held, checked where printed."""
        by_key: dict[Key, dict[str, Kept]] = defaultdict(dict)
        for each in found:
            part = each.figure.facts.get("part") or "rate"
            if part in by_key[each.key]:
                self.work.tell(
                    "I10", each.figure.sheet.name, each.figure.address, other=by_key[each.key][part].figure.address
                )
                continue
            by_key[each.key][part] = each
        for parts in by_key.values():
            self._rate(parts)

    def _rate(self, parts: dict[str, Kept]) -> None:
        rate, part, whole = parts.get("rate"), parts.get("numerator"), parts.get("denominator")
        numerator = part.number if part else None
        denominator = whole.number if whole else None
        worked_out = 100 * numerator / denominator if numerator is not None and denominator else None
        for each in (part, whole):
            if each is not None and each.figure.cell is not None:
                self.work.enter(each.figure.sheet.name, Fate.FIGURE, each.figure.cell)
        value = self._rate_scale(rate, worked_out) if rate and rate.number is not None else None
        self._compare_rate(rate, value, part, whole, worked_out)
        shown = rate or part or whole
        if worked_out is None and rate is None:
            shown, value = self._without_rate(part, whole)
        cells = ";".join(
            f"{name}={each.figure.address}" for name, each in (("numerator", part), ("denominator", whole)) if each
        )
        self._keep(
            shown,
            worked_out if worked_out is not None else value,
            numerator=numerator,
            denominator=denominator,
            cells=cells,
        )

    def _compare_rate(
        self, rate: Kept | None, value: float | None, part: Kept | None, whole: Kept | None, worked_out: float | None
    ) -> None:
        """A rate against what its parts give, and the part against the whole."""
        if not (part and whole) or None in (part.number, whole.number):
            return
        told = {"part": f"{part.number:,.0f}", "whole": f"{whole.number:,.0f}"}
        if value is not None and worked_out is not None and abs(value - worked_out) > 1:
            figure = rate.figure
            told |= {"worked_out": f"{worked_out:.1f}"}
            self.work.tell("A07", figure.sheet.name, figure.address, typed=f"{value:g}", **told)
        if part.number > whole.number:
            self.work.tell("A06", part.figure.sheet.name, part.figure.address, **told)

    def _without_rate(self, part: Kept | None, whole: Kept | None) -> tuple[Kept, float | None]:
        """What stands for a rate that is not printed and cannot be worked out: a half that is absent says why, and
        a half that was never given is asked about."""
        if absent := next((each for each in (part, whole) if each is not None and each.number is None), None):
            return absent, None
        if part is None:
            missing = "how many people made a choice is not given"
        elif whole is None:
            missing = "how many people should have a choice is not given"
        else:
            missing = "nobody is counted as able to choose"
        half = part or whole
        self.work.tell("V11 rate", half.figure.sheet.name, half.figure.address, missing=missing)
        answer = self.work.asked.answers.of("V11", half.figure.sheet.name, half.figure.address)
        number, reason = answers.of_a_blank(answer)
        return replace(half, said=typed.Typed(number, reason, half.said.flags)), number

    def _rate_scale(self, rate: Kept, worked_out: float | None) -> float | None:
        """A rate typed without a percent sign: 0.71 could be 71% or 0.71%, which its parts settle, or the sender."""
        value = rate.number
        if rate.said.shown_as or value > 1 or value == 0:
            return value
        if worked_out is not None:
            return value * 100 if abs(value * 100 - worked_out) <= 1 else value
        answer = self.work.asked.answers.of("V08", rate.figure.sheet.name, rate.figure.address)
        told = {"typed": f"{value:g}", "small": f"{value:g}", "large": f"{value * 100:g}"}
        self.work.tell("V08", rate.figure.sheet.name, rate.figure.address, **told)
        return {told["small"]: value, told["large"]: value * 100}.get(answer.rstrip("%"))

    def _percentages(self, found: Iterable[Kept]) -> None:
        """Percentages a return prints are checked against their parts, and never stored as the truth."""
        wholes = {
            "staff_trained": "staff_eligible",
            "outcomes_met": "outcomes_reviewed",
            "teams_replied": "teams_asked",
        }
        for each in found:
            figure, key = each.figure, each.key
            self.work.enter(figure.sheet.name, Fate.CHECKED, figure.cell)
            part = self.observations.get(key)
            if key.metric == "sds_people":
                whole = self.observations.get(key._replace(breakdown="option=any"))
            else:
                whole = self.observations.get(key._replace(metric=wholes.get(key.metric, ""), breakdown=""))
            self._percentage(each, part, whole)

    def _percentage(self, each: Kept, part: Observation | None, whole: Observation | None) -> None:
        figure = each.figure
        if part is None:
            # A percentage with nothing to check it against is all that was sent: not the count we collect.
            self.work.tell("S09 unclear", figure.sheet.name, figure.address, heading=typed.shown(figure.cell))
            return
        if each.number is None or part.value is None or whole is None or not whole.value:
            return
        worked_out = 100 * part.value / whole.value
        value = each.number
        if not each.said.shown_as and value <= 1 and abs(value * 100 - worked_out) <= 1:
            value *= 100
        if value > 100:
            self.work.tell("V09", figure.sheet.name, figure.address, typed=f"{value:g}")
        if abs(value - worked_out) > 1:
            told = {"part": f"{part.value:,.0f}", "whole": f"{whole.value:,.0f}", "worked_out": f"{worked_out:.0f}"}
            self.work.tell("A07", figure.sheet.name, figure.address, typed=f"{value:g}", **told)
