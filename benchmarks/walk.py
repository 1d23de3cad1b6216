"""Two readers side by side make the same choices in turn, so that a busy moment of the machine troubles both alike."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.reader import Reader, Run, visiting

PAUSE = 0.04
AUTHORITIES = 8


@asynccontextmanager
async def abreast(*addresses: str) -> AsyncIterator[list[Reader]]:
    """One reader at each address, their pages shown."""
    if not addresses:
        yield []
        return
    async with visiting(addresses[0]) as first, abreast(*addresses[1:]) as others:
        yield [first, *others]


async def years(readers: list[Reader]) -> list[list[Run]]:
    """For each of eight authorities, chosen first, every other year is chosen; the latter runs, reader by reader.

    The first walk of a server asks for views nobody has looked at yet, the second for the same ones again.
    """
    runs: list[list[Run]] = [[] for _ in readers]
    (_, *names), years = readers[0].options("Your authority"), readers[0].options("Year")
    standing = first = years[0]
    for name in names[:: len(names) // AUTHORITIES][:AUTHORITIES]:
        for reader in readers:
            await reader.choose("Your authority", name)
        for year in [year for year in years if year != standing]:
            for reader, kept in _in_turn(readers, runs):
                kept.append(await reader.choose("Year", year))
                await asyncio.sleep(PAUSE)
        standing = year
    for reader in readers:
        await reader.choose("Year", first)
    return runs


async def metrics(readers: list[Reader]) -> list[list[Run]]:
    """Every metric but the one that stands there is chosen once; then the first again."""
    runs: list[list[Run]] = [[] for _ in readers]
    first, *others = readers[0].options("Metric")
    for metric in others:
        for reader, kept in _in_turn(readers, runs):
            kept.append(await reader.choose("Metric", metric))
            await asyncio.sleep(PAUSE)
    for reader in readers:
        await reader.choose("Metric", first)
    return runs


async def options(readers: list[Reader], label: str, wanted: list[str]) -> list[list[Run]]:
    """Each of some options is chosen once, in the selectbox of that label."""
    runs: list[list[Run]] = [[] for _ in readers]
    for each in wanted:
        for reader, kept in _in_turn(readers, runs):
            kept.append(await reader.choose(label, each))
            await asyncio.sleep(PAUSE)
    return runs


def _in_turn(readers: list[Reader], runs: list[list[Run]]) -> list[tuple[Reader, list[Run]]]:
    """The readers with their runs, a different one first each time."""
    pairs = list(zip(readers, runs, strict=True))
    first = len(runs[0]) % len(pairs)
    return pairs[first:] + pairs[:first]
