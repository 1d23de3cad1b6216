"""What an authority's return carries, sheet by sheet. Declared in `data/returns.toml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from model import DATA, areas, declared, metrics
from model.declared import WronglyDeclared
from model.observations import RETURNS

NATIONAL = "national"  # who sends figures for several authorities, in place of one authority's code
REPLY = "reply:"  # before the code of the authority to whose figures an organisation replies: it is not its own return
SERIES = RETURNS  # what authorities send, beside the published series and never in their place


def whose(owner: str) -> str:
    """Whose return it is, in words: `Fife`, `several authorities`, `a reply to Fife`."""
    if owner.startswith(REPLY):
        return f"a reply to {areas.name(owner.removeprefix(REPLY))}"
    return "several authorities" if owner == NATIONAL else areas.name(owner)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a return: its name, the metrics it carries, a line on what to send, and how it is filled in."""

    id: str
    sheet: str
    metrics: tuple[str, ...]
    about: str
    optional: bool = False
    layout: str = "rows"


@cache
def sheets(path: Path = DATA / "returns.toml") -> tuple[Sheet, ...]:
    """Every sheet, in declared order. Raises WronglyDeclared where one names a metric that is not declared."""
    found = []
    for id_, facts in declared.read(path).items():
        declared.check(f"{path.name}: the sheet “{id_}”", "sheet", Sheet, facts)
        sheet = Sheet(id=id_, **(facts | {"metrics": tuple(facts["metrics"])}))
        if unknown := set(sheet.metrics) - set(metrics.metrics()):
            raise WronglyDeclared(f"{path.name}: the sheet “{id_}” names “{min(unknown)}”, which no file declares.")
        found.append(sheet)
    return tuple(found)
