"""The words over one table held against each other: where they disagree on whose or of when its figures are, we ask.

They are its titles, its corner, pairs such as `Year: 2023/24`, the sheet's name and the file's.
"""

from collections.abc import Mapping

from loaders import years
from loaders.grid import Sheet
from loaders.meaning import Facts
from loaders.tables import Table
from loaders.work import Work
from model import areas


class Agreement:
    """Compares the words of one return that stand apart from its figures: `paired_on` what the pairs of each sheet say,
    `paired` those of all sheets, `in_file_name` the file's name."""

    def __init__(self, work: Work, paired_on: Mapping[str, Facts], paired: Facts, in_file_name: Facts) -> None:
        self.work, self.paired_on, self.paired, self.in_file_name = work, paired_on, paired, in_file_name

    def settle(self, sheet: Sheet, table: Table, far: Facts) -> None:
        """Takes the year that its sender says a table is of, where the words over it name several; an answer for the
        whole sheet, only where those around this table do."""
        around = [""] if len(self._years_around(sheet, table)) > 1 else []
        for place in (*around, *(each.address for each in (*table.titles, *table.header))):
            answer = self.work.asked.answers.given.get(("P05", sheet.name, place), "")
            named = years.in_a_title(answer)[0]
            if len(named) == 1 and named[0] != "?":
                far.said["period"] = (named[0], None)

    def titles(self, sheet: Sheet, table: Table) -> None:
        """Titles over one table that name different years leave open which of them its figures are of."""
        named = {title: found[0] for title in table.names if len(found := years.in_a_title(title.text)[0]) == 1}
        if len(set(named.values())) > 1:
            self.work.tell("P05 two", sheet.name, table.titles[-1].address, typed=" and ".join(sorted(named.values())))

    def corner(self, sheet: Sheet, corner: Facts, far: Facts) -> None:
        """A corner that names another year, or another authority, than the titles do."""
        for name in ("period", "area"):
            (near, cell), beyond = corner.said.get(name, ("", None)), far.get(name)
            if cell is None or near == beyond or {near, beyond} & {"", "?"}:
                continue
            if name == "period":
                self.work.tell("P05 two", sheet.name, cell.address, typed=f"{beyond} and {near}")
            elif far.said[name][1] is not None:  # not the sender alone
                names = " and ".join(sorted(map(areas.name, (near, beyond))))
                self.work.tell("S09 whose", sheet.name, cell.address, heading=names)

    def years_far_off(self, sheet: Sheet, table: Table) -> None:
        """Titles, sheet's name, pairs and file's name that speak of different years leave open which a table is of."""
        named = self._years_around(sheet, table)
        if len(named) > 1:
            self.work.tell("P05 two", sheet.name, "", typed=" and ".join(sorted(named)))

    def _years_around(self, sheet: Sheet, table: Table) -> set[str]:
        """The years that titles, the sheet's name, pairs and the file's name speak of."""
        titles = [self.work.labels.title(each.text, None) for each in table.names]
        far = [*titles, self.paired_on[sheet.name], self.work.labels.title(sheet.name, None), self.in_file_name]
        return ({each.get("period") for each in far} | {self.paired.get("period")}) - {"", "?"}

    def areas_far_off(self, sheet: Sheet, table: Table) -> None:
        """Titles and a sheet's name that name different authorities leave open whose a table is."""
        far = [*(self.work.labels.title(each.text, None) for each in table.titles), self.paired_on[sheet.name]]
        named = {each.get("area") for each in (*far, self.work.labels.title(sheet.name, None))} - {"", "?"}
        if len(named) > 1:
            self.work.tell("S09 whose", sheet.name, "", heading=" and ".join(sorted(map(areas.name, named))))

    def section(self, sheet: Sheet, section: Facts, far: Facts, facts: Facts) -> None:
        """The year of a title that names one authority is not that of a section which names another."""
        (whose, cell), (_, beside) = far.said.get("area", ("", None)), far.said.get("period", ("", None))
        if section.get("area") in ("", whose) or cell is None or cell is not beside:
            return
        if facts.said["period"][1] is cell:
            facts.said["period"] = ("?", None)
            self.work.tell("P10", sheet.name, "")

    def years_nearby(self, sheet: Sheet, far: Facts, near: set[str]) -> None:
        """A title, cover or sheet's name that speaks of a year none of the figures is of."""
        period, cell = far.said.get("period", ("", None))
        if near and period not in ("", "?", *near):
            told = {"typed": period, "period": " and ".join(sorted(near))}
            on = cell.address if cell is not None and cell in sheet.cells.values() else ""
            self.work.tell("P05", sheet.name, on, **told)
