"""A rerun of *Compare authorities* after choosing a year, beside a bare Streamlit script with the same elements."""

import asyncio

from benchmarks import results, walk
from benchmarks.reader import Run
from benchmarks.results import Line
from benchmarks.server import BARE_PAGE, DASHBOARD, serving
from benchmarks.workshop import Workshop

BUDGET = 1.5


def measure(workshop: Workshop) -> list[Line]:
    """Both servers run at once and are asked in turn."""
    with serving(DASHBOARD, SDS_HOME=workshop.home) as ours, serving(BARE_PAGE, BARE_PAGE=workshop.page) as bare:
        return asyncio.run(_side_by_side(ours, bare))


async def _side_by_side(*addresses: str) -> list[Line]:
    async with walk.abreast(*addresses) as readers:
        unseen = await walk.years(readers)
        seen = [one + two for one, two in zip(await walk.years(readers), await walk.years(readers), strict=True)]
    _same_elements(*(runs[-1] for runs in seen))
    return [_line("Rerun, a view seen before", seen), _line("Rerun, a view nobody has seen yet", unseen)]


def _line(what: str, runs: list[list[Run]]) -> Line:
    ours, bare = ([run.seconds for run in each] for each in runs)
    return results.against(what, ours, bare, "bare page", BUDGET)


def _same_elements(ours: Run, bare: Run) -> None:
    """Raises where the bare page no longer draws what the dashboard draws: the ratio would mean nothing."""
    if ours.kinds != bare.kinds:
        more, fewer = ours.kinds - bare.kinds, bare.kinds - ours.kinds
        raise AssertionError(f"benchmarks/bare_page.py must follow the page: it lacks {more}, and has {fewer} besides")
    if not 0.9 < ours.size / bare.size < 1.1:
        raise AssertionError(f"the bare page sends {bare.size:,} bytes, the dashboard {ours.size:,}")
