"""A zip package's bytes -> its parts, really inflated and counted, and refused where Excel never writes such things.

Python's `zipfile` reads the list of parts; the parts themselves are inflated here, because `zipfile` stops at the size
a part declares and other readers do not: what one reader sees another must not see differently.
"""

import re
import stat
import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from loaders.grid import Refused

MOST_PARTS = 5_000
MOST_INFLATED = 500_000_000  # bytes of all parts together
FREELY_INFLATED = 50_000_000  # so much may come out of however few bytes
MOST_TIMES = 200  # beyond that, so many times the file's own size
CHUNK = 1 << 18
_FED = 1 << 14  # bytes given to inflate at a time: what it has not used it copies
_START = 1024  # bytes that show what a part is; no chunk is shorter, but the last
_ENTRY = b"PK\x01\x02"
_LOCAL = struct.Struct("<4s22xHH")
_LONGEST_WORD = 16  # longer than any word looked for

_INSTRUCTIONS = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_XML_NAME = re.compile(r"\.(xml|rels|vml|rdf)$", re.IGNORECASE)
_PICTURE_NAME = re.compile(r"(^|/)(media|pictures|thumbnails)/[^/]*\.(svg|emf|wmf|png|gif|jpe?g|bin)$", re.IGNORECASE)
_LEADS_ELSEWHERE = re.compile(r"^/|^[A-Za-z]:|\\|\0|(^|/)\.\.(/|$)")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")
# Encodings in which `<!DOCTYPE`, zero bytes left out, is spelled as it is in ASCII.
_PLAIN_ENCODING = re.compile(rb"utf-?8|utf-?16(le|be)?|(us-)?ascii|iso-?8859-\d+|(windows-|cp)125\d", re.IGNORECASE)
_EBCDIC = b"\x4c\x6f\xa7\x94"  # `<?xm`, the one other way in which libxml2 recognises XML


def listed(content: bytes) -> list[ZipInfo]:
    """The parts of a package. Raises Refused F07 where the list is damaged or missing, F11 for very many."""
    if content.count(_ENTRY) > MOST_PARTS:  # counted before anything is made of each
        raise Refused("F11", reason="parts", parts=content.count(_ENTRY))
    try:
        with ZipFile(BytesIO(content)) as package:
            return package.infolist()
    except Exception as damage:  # whatever the damage makes the library stumble over
        raise Refused("F07", reason="zip") from damage


def refuse_odd_names(parts: Iterable[ZipInfo]) -> None:
    """Raises Refused F11 for two parts of one name, names that lead elsewhere and links; F06 for parts with a password.

    Excel takes `Sheet1.xml` and `sheet1.xml` for one part, so whichever a reader took, the other might be meant.
    """
    seen = set()
    for part in parts:
        name = part.orig_filename
        if name.casefold() in seen:
            raise Refused("F11", reason="twice", part=name)
        seen.add(name.casefold())
        if _LEADS_ELSEWHERE.search(name):
            raise Refused("F11", reason="path", part=name)
        if stat.S_ISLNK(part.external_attr >> 16):
            raise Refused("F11", reason="link", part=name)
        if part.flag_bits & 1:
            raise Refused("F06")


def search(content: bytes, parts: Iterable[ZipInfo]) -> None:
    """Inflates every part, counting, and looks for instructions in XML.

    Raises Refused F09 as soon as more comes out than any return needs, F07 where a part is damaged or not as long as
    declared, F10 for XML that defines its own entities, points outside, or hides in an unusual encoding.
    """
    most = min(MOST_INFLATED, max(FREELY_INFLATED, MOST_TIMES * len(content)))
    inflated = 0
    for part in parts:
        before, xml = b"", None
        for chunk in inflate(content, part):
            inflated += len(chunk)
            if inflated > most:
                raise Refused("F09", reason="inflated", most=most)
            xml = _may_be_xml(part.orig_filename, chunk) if xml is None else xml
            if xml:
                before = _refuse_instructions(before, chunk, part.orig_filename)


def _may_be_xml(name: str, start: bytes) -> bool:
    """Whether to look inside: a part's name is the package's own choice, so what starts like XML counts as XML too.

    A picture in a folder of pictures is left alone: drawing programs write DOCTYPE into SVG, and no reader opens it.
    Raises Refused F10 for XML in an encoding in which the words looked for are spelled otherwise.
    """
    if _PICTURE_NAME.search(name):
        return False
    plain = start[:_START].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(_EBCDIC) or (plain.startswith(b"<?xml") and not _plainly_encoded(plain)):
        raise Refused("F10", part=name, reason="encoding")
    return plain.startswith(b"<") or _XML_NAME.search(name) is not None


def _plainly_encoded(start: bytes) -> bool:
    declaration, ended, _ = start.partition(b"?>")
    encoding = _ENCODING.search(declaration)
    return bool(ended) and (encoding is None or _PLAIN_ENCODING.fullmatch(encoding[1]) is not None)


def _refuse_instructions(before: bytes, chunk: bytes, name: str) -> bytes:
    """Looks at a chunk with the end of the one before it; gives the end of this one."""
    # Without its zero bytes, XML in UTF-16 reads like any other.
    text = before + (chunk.replace(b"\0", b"") if b"\0" in chunk else chunk)
    if _INSTRUCTIONS.search(text):
        raise Refused("F10", part=name)
    return text[-_LONGEST_WORD:]


def start_of(content: bytes, part: ZipInfo, most: int = 1_000_000) -> bytes:
    """The first bytes of a part, at least `most` of them where it has so many. Raises Refused F07 for damage."""
    found = b""
    for chunk in inflate(content, part):
        found += chunk
        if len(found) >= most:
            break
    return found


def inflate(content: bytes, part: ZipInfo) -> Iterator[bytes]:
    """A part's bytes in chunks, never more than CHUNK at a time.

    Raises Refused F07 at the end of a part whose length or checksum is not the one declared, or on damage; F11 where it
    is packed in a way Excel does not use or is named otherwise in its own place.
    """
    length, checksum = 0, 0
    try:
        for chunk in _no_crumbs(_unpacked(_packed(content, part), part)):
            length, checksum = length + len(chunk), zlib.crc32(chunk, checksum)
            yield chunk
    except (zlib.error, struct.error) as damage:
        raise Refused("F07", reason="inflate", part=part.orig_filename) from damage
    if (length, checksum) != (part.file_size, part.CRC):
        raise Refused("F07", reason="checksum", part=part.orig_filename)


def _packed(content: bytes, part: ZipInfo) -> memoryview:
    """A part's bytes as they lie in the file."""
    if part.header_offset < 0:
        raise Refused("F07", reason="zip", part=part.orig_filename)
    signature, name_length, extra_length = _LOCAL.unpack_from(content, part.header_offset)
    after_header = part.header_offset + _LOCAL.size
    name = content[after_header : after_header + name_length]
    start = after_header + name_length + extra_length
    packed = memoryview(content)[start : start + part.compress_size]
    if signature != b"PK\x03\x04" or len(packed) != part.compress_size:
        raise Refused("F07", reason="zip", part=part.orig_filename)
    if name != part.orig_filename.encode("utf-8" if part.flag_bits & 0x800 else "cp437", "replace"):
        raise Refused("F11", reason="named twice", part=part.orig_filename)
    return packed


def _no_crumbs(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Joins short chunks: inflate can be made to give a byte at a time, and a start of one byte shows nothing."""
    held = b""
    for chunk in chunks:
        held += chunk
        if len(held) >= _START:
            yield held
            held = b""
    if held:
        yield held


def _unpacked(packed: memoryview, part: ZipInfo) -> Iterator[bytes]:
    if part.compress_type == ZIP_STORED:
        yield from (bytes(packed[place : place + CHUNK]) for place in range(0, len(packed), CHUNK))
        return
    if part.compress_type != ZIP_DEFLATED:
        raise Refused("F11", reason="packing", part=part.orig_filename)
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    for place in range(0, len(packed), _FED):
        fed = packed[place : place + _FED]
        while fed:
            yield unpacking.decompress(fed, CHUNK)
            fed = unpacking.unconsumed_tail
    yield unpacking.flush()
    if not unpacking.eof:
        raise Refused("F07", reason="inflate", part=part.orig_filename)
