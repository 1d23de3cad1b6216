"""A rerun of *Compare authorities* after choosing a year, and of other pages after choosing an authority, each beside a
bare Streamlit script with the same elements."""

import asyncio
from urllib.parse import urlencode

from benchmarks import results, views, walk
from benchmarks.reader import Run
from benchmarks.results import Line
from benchmarks.server import BARE_PAGE, BARE_VIEW, COMPARE, DASHBOARD, serving
from benchmarks.workshop import Workshop

BUDGET = 1.5


def measure(workshop: Workshop) -> list[Line]:
    """Both servers run at once and are asked in turn."""
    with serving(DASHBOARD, SDS_HOME=workshop.home) as ours, serving(BARE_PAGE, BARE_PAGE=workshop.page) as bare:
        compared = asyncio.run(_side_by_side(f"{ours}/{COMPARE}", bare))
    with serving(DASHBOARD, SDS_HOME=workshop.home) as ours, serving(BARE_VIEW, BARE_PAGE=workshop.views) as bare:
        return compared + [
            line
            for name, page in views.VIEWS.items()
            for line in asyncio.run(_view(name, f"{ours}/{page}", f"{bare}?{urlencode({'view': name})}"))
        ]


async def _view(name: str, *addresses: str) -> list[Line]:
    async with walk.abreast(*addresses) as readers:
        names = views.authorities(readers[0])
        unseen, *again = [await walk.options(readers, views.CHOICE, names) for _ in range(3)]
    seen = [one + two for one, two in zip(*again, strict=True)]
    for ours, bare in zip(*unseen, strict=True):
        _same_elements(ours, bare)
    return [_line(f"{name}, a view seen before", seen), _line(f"{name}, a view nobody has seen yet", unseen)]


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
        raise AssertionError(f"the bare page must follow the page: it lacks {more}, and has {fewer} besides")
    if not 0.9 < ours.size / bare.size < 1.1:
        raise AssertionError(f"the bare page sends {bare.size:,} bytes, the dashboard {ours.size:,}")
