"""Fifty readers at once, each thinking some five seconds between choices, beside one reader alone."""

import asyncio
import random
import time
from contextlib import AsyncExitStack
from statistics import median, quantiles

from benchmarks import results
from benchmarks.reader import Reader, visiting
from benchmarks.results import Line
from benchmarks.server import BARE_PAGE, COMPARE, DASHBOARD, serving
from benchmarks.workshop import Workshop

READERS, THINK, LASTING = 50, 5, 15
ALONE = 20
BUDGET = 4


def measure(workshop: Workshop) -> list[Line]:
    """The dashboard first, then the bare page under the same crowd: what Streamlit itself makes of it."""
    with serving(DASHBOARD, SDS_HOME=workshop.home) as ours, serving(BARE_PAGE, BARE_PAGE=workshop.page) as bare:
        return [_line("95th percentile", f"{ours}/{COMPARE}", BUDGET), _line("the bare page likewise", bare)]


def _line(what: str, address: str, budget: float | None = None) -> Line:
    alone, together = asyncio.run(_alone_and_together(address))
    worst = quantiles(together, n=20)[-1]
    return results.ratio(f"{READERS} readers at once, {what}", worst, median(alone), "median of one alone", budget)


async def _alone_and_together(address: str) -> tuple[list[float], list[float]]:
    """One reader before the crowd and one after, so that a slower moment of the machine counts on both sides."""
    async with visiting(address) as reader:
        before = await _alone(reader)
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(visiting(address)) for _ in range(READERS)]
        until = time.monotonic() + LASTING
        together = await asyncio.gather(*(_reads(reader, until) for reader in readers))
    async with visiting(address) as reader:
        after = await _alone(reader)
    return before + after, [seconds for each in together for seconds in each]


async def _alone(reader: Reader) -> list[float]:
    taken = []
    for _ in range(ALONE):
        taken.append(await _one_choice(reader))
        await asyncio.sleep(0.05)
    return taken


async def _reads(reader: Reader, until: float) -> list[float]:
    """Thinks, chooses and looks, until time is up; the first thought is of any length, so that nobody walks in step."""
    taken = []
    thought = random.uniform(0, THINK)
    while time.monotonic() + thought < until:
        await asyncio.sleep(thought)
        taken.append(await _one_choice(reader))
        thought = random.uniform(0.6, 1.4) * THINK
    return taken


async def _one_choice(reader: Reader) -> float:
    """Any year; every fourth time another authority as one's own."""
    label = random.choice(["Year", "Year", "Year", "Your authority"])
    return (await reader.choose(label, random.choice(reader.options(label)))).seconds
