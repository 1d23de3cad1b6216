"""An OLE file's bytes -> the streams at its top: the box that Excel 97-2003 and password-protected workbooks come in.

Only what telling one kind of file from another takes. Nothing the file says of itself is believed: places outside the
file, rings and streams shorter than they claim are refused as damage.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.grid import Refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # from here on a number is no place but a sign: end, free, a table's own
_NOBODY = 0xFFFFFFFF
_ENTRY = struct.Struct("<64sHBBIII36xIQ")  # name, its length, kind, colour, left, right, child, first sector, size


@dataclass(frozen=True)
class Compound:
    """An OLE file: its tables of which sector follows which, and by name the streams and storages at its top."""

    content: bytes
    sector: int
    following: Sequence[int]
    small_following: Sequence[int]
    smallest: int  # bytes; shorter streams lie in the root's own stream, in sectors of 64 bytes
    root: tuple[int, int]
    top: Mapping[str, tuple[int, int]]

    def stream(self, name: str) -> bytes:
        """A stream's bytes. Raises Refused F07 where the file does not hold all of them, KeyError for no such name."""
        first, size = self.top[name]
        if size >= self.smallest:
            return _exactly(_joined(self.content, self.following, first, self.sector, self.sector), size)
        held = _joined(self.content, self.following, self.root[0], self.sector, self.sector)
        return _exactly(_joined(held, self.small_following, first, 64, 0), size)


def opened(content: bytes) -> Compound:
    """An OLE file, ready to be looked into. Raises Refused F07 where it is damaged or cut short."""
    try:
        return _opened(content)
    except (struct.error, IndexError) as damage:
        raise Refused("F07", reason="OLE") from damage


def _opened(content: bytes) -> Compound:
    (shift,) = struct.unpack_from("<H", content, 30)
    first_entry, smallest, first_small = struct.unpack_from("<I4xII", content, 48)
    if shift not in (9, 12):
        raise Refused("F07", reason="OLE")
    sector = 1 << shift
    following = _numbers(b"".join(_sectors_at(content, _table_places(content, sector), sector)))
    small = _joined(content, following, first_small, sector, sector)
    entries = [_ENTRY.unpack(each) for each in _entries(_joined(content, following, first_entry, sector, sector))]
    root = entries[0]
    top = {_name(entry): (entry[7], entry[8] & _NOBODY) for entry in _children(entries, root[6])}
    return Compound(content, sector, following, _numbers(small), smallest, (root[7], root[8]), top)


def _numbers(held: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4])


def _table_places(content: bytes, sector: int) -> list[int]:
    """Where the table of following sectors lies: 109 places in the header, more in a chain of their own."""
    places = list(struct.unpack_from("<109I", content, 76))
    (further,) = struct.unpack_from("<I", content, 68)
    while further < _LAST:
        if len(places) * sector > len(content) + 110 * sector:
            raise Refused("F07", reason="OLE")  # a ring
        *more, further = _numbers(_sector_at(content, further, sector))
        places += more
    return [place for place in places if place < _LAST]


def _sectors_at(content: bytes, places: Sequence[int], sector: int) -> Iterator[bytes]:
    return (_sector_at(content, place, sector) for place in places)


def _sector_at(content: bytes, place: int, sector: int) -> bytes:
    held = content[(place + 1) * sector : (place + 2) * sector]
    if len(held) < sector:
        raise Refused("F07", reason="OLE")
    return held


def _joined(held: bytes, following: Sequence[int], first: int, sector: int, header: int) -> bytes:
    """The sectors of one chain; the last one may be cut where the file ends. Raises Refused F07 for a ring or a gap."""
    found, place = [], first
    while place < _LAST:
        if place >= len(following) or len(found) > len(following):
            raise Refused("F07", reason="OLE")
        found.append(held[header + place * sector : header + (place + 1) * sector])
        place = following[place]
    return b"".join(found)


def _exactly(held: bytes, size: int) -> bytes:
    if len(held) < size:
        raise Refused("F07", reason="OLE")
    return held[:size]


def _entries(directory: bytes) -> list[bytes]:
    return [directory[place : place + 128] for place in range(0, len(directory) - 127, 128)]


def _children(entries: Sequence[tuple], child: int) -> Iterator[tuple]:
    """What lies directly in a storage (a Word document may hold whole workbooks further in). IndexError for damage."""
    waiting, seen = [child], set()
    while waiting:
        place = waiting.pop()
        if place == _NOBODY or place in seen:
            continue
        seen.add(place)
        yield entries[place]
        waiting += entries[place][4:6]


def _name(entry: tuple) -> str:
    return entry[0][: max(entry[1] - 2, 0)].decode("utf-16-le", "replace")
