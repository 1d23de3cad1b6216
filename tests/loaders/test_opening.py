"""A workbook's bytes -> typed cells with addresses. What cannot be opened is refused, and never ends the program."""

import random
import re
import subprocess
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from intake import bundled
from loaders import grid, opening
from loaders.grid import Kind, Refused

ROOT = Path(grid.__file__).parent.parent


def read(content):
    """The sheets of a workbook's bytes."""
    return opening.read(content, "return.xlsx").sheets


def saved(workbook):
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def parts(content):
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts):
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


@pytest.fixture
def fife(draw):
    return draw({"Table 1": "Area | Option 1\nFife | 545"})


def cells(content, sheet="Table 1"):
    (found,) = [each for each in read(content) if each.name == sheet]
    return {cell.address: (cell.kind, cell.value) for cell in found.cells.values()}


# What a cell holds


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("545", Kind.NUMBER, 545),
        ("-12", Kind.NUMBER, -12),
        ("85.3", Kind.NUMBER, 85.3),
        ("0", Kind.NUMBER, 0),
        ("Fife", Kind.TEXT, "Fife"),
        ("'545", Kind.TEXT, "545"),
        ("N/A", Kind.TEXT, "N/A"),
        ("NA", Kind.TEXT, "NA"),
        ("[x]", Kind.TEXT, "[x]"),
        ("TRUE", Kind.BOOL, True),
        ("2021-04-01", Kind.DATE, datetime(2021, 4, 1)),
        ("#REF!", Kind.ERROR, "#REF!"),
        ("#N/A", Kind.ERROR, "#N/A"),
        ("=A1+B1", Kind.FORMULA, None),
    ],
)
def test_a_cell_keeps_its_kind_and_what_was_typed(draw, typed, kind, value):
    assert cells(draw({"Table 1": f"Fife | {typed}"}))["B1"] == (kind, value)


def test_a_percentage_keeps_its_number():
    workbook = Workbook()
    workbook.active["A1"], workbook.active["A1"].number_format = 0.853, "0.0%"
    assert cells(saved(workbook), "Sheet") == {"A1": (Kind.NUMBER, 0.853)}


def test_a_cell_knows_its_address(draw):
    (sheet,) = [each for each in read(draw({"Table 1": "\n\n | | Fife"})) if each.name == "Table 1"]
    assert {cell.address: (cell.row, cell.column) for cell in sheet.cells.values()} == {"C1": (1, 3)}


def test_a_blank_cell_is_not_in_the_grid_and_rows_keep_their_numbers(draw):
    content = draw({"Table 1": "Area |  | Option 1\n\nFife | | 545"})
    (sheet,) = [each for each in read(content) if each.name == "Table 1"]
    assert {row: sorted(cells) for row, cells in sheet.rows().items()} == {1: [1, 3], 3: [1, 3]}


def test_sheets_come_in_their_order_with_hidden_ones():
    workbook = Workbook()
    workbook.active.title = "Table 2"
    for name, state in (("Table 1", "visible"), ("removed comments", "hidden"), ("lookups", "veryHidden")):
        workbook.create_sheet(name).sheet_state = state
    assert [sheet.name for sheet in read(saved(workbook))] == ["Table 2", "Table 1", "removed comments", "lookups"]


def test_hidden_rows_and_columns_and_merged_cells_lose_nothing():
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Fife", 1, 2])
    sheet.append(["Angus", 3, 4])
    sheet.row_dimensions[2].hidden = sheet.column_dimensions["C"].hidden = True
    sheet.merge_cells("A2:A4")
    assert sorted(cells(saved(workbook), "Sheet")) == ["A1", "A2", "B1", "B2", "C1", "C2"]


def test_a_sheet_that_declares_too_small_a_size_is_read_whole(fife):
    inside = parts(fife)
    inside["xl/worksheets/sheet3.xml"] = inside["xl/worksheets/sheet3.xml"].replace(b'ref="A1:B2"', b'ref="A1"')
    assert b'ref="A1"' in inside["xl/worksheets/sheet3.xml"]
    assert sorted(cells(packed(inside))) == ["A1", "A2", "B1", "B2"]


def test_a_formulas_saved_result_is_kept_with_the_formula_behind_it(fife):
    inside = parts(fife)
    sheet = inside["xl/worksheets/sheet3.xml"]
    inside["xl/worksheets/sheet3.xml"] = sheet.replace(b"<v>545</v>", b"<f>A1*2</f><v>0</v>")
    (sheet,) = [each for each in read(packed(inside)) if each.name == "Table 1"]
    assert (sheet.cells[2, 2].kind, sheet.cells[2, 2].value, sheet.cells[2, 2].formula) == (Kind.NUMBER, 0, "A1*2")


def test_a_stray_entry_in_the_far_corner_is_read_without_the_ten_thousand_million_cells_between(tmp_path):
    workbook = Workbook()
    workbook.active["A1"], workbook.active["XFD1048576"] = "Fife", " "
    (tmp_path / "stray.xlsx").write_bytes(saved(workbook))
    reading = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (700_000_000,) * 2)\n"
        "from pathlib import Path; from loaders import opening\n"
        "print(len(opening.read(Path(sys.argv[1]).read_bytes(), chr(120)).sheets[0].cells))"
    )
    command = [sys.executable, "-c", reading, tmp_path / "stray.xlsx"]
    read = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert read.stdout.strip() == "2", read.stderr[-300:]


# What does not open


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(bytes(1000), id="zeros"),
        pytest.param(b"Area,Option 1\nFife,545\n", id="words"),
        pytest.param(b"<html><body>Sign in</body></html>", id="a web page"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), id="an old workbook"),
        pytest.param(b"PK\x03\x04", id="a zip's first letters"),
        pytest.param(random.Random(1).randbytes(5000), id="random bytes"),
        pytest.param(packed({}), id="an empty zip"),
        pytest.param(packed({"holiday.txt": b"Shetland"}), id="a zip that is no workbook"),
        pytest.param(packed({"xl/workbook.xml": b"<workbook/>"}), id="a zip with a workbook's name"),
    ],
)
def test_what_is_no_workbook_is_unreadable(content):
    with pytest.raises(Refused):
        read(content)


def readable(content):
    """Whether bytes open; the only other outcome is Unreadable, anything else is a bug."""
    try:
        read(content)
    except Refused:
        return False
    return True


def test_a_workbook_cut_short_anywhere_is_unreadable(fife):
    assert readable(fife)
    assert not any(readable(fife[:length]) for length in range(0, len(fife) - 22, len(fife) // 60))


def damaged(content, seed):
    """The bytes with up to 30 of them changed, or some in a row lost."""
    chance, torn = random.Random(seed), bytearray(content)
    if chance.random() < 0.3:
        start = chance.randrange(len(torn))
        torn[start : start + chance.randint(1, 300)] = b""
    for _ in range(chance.randint(1, 30)):
        torn[chance.randrange(len(torn))] = chance.randrange(256)
    return bytes(torn)


def test_damaged_bytes_never_end_the_program_and_never_change_a_figure():
    whole = (bundled.FOLDER / "national_context.xlsx").read_bytes()
    undamaged = {sheet.name: sheet.cells for sheet in read(whole)}
    for seed in range(150):
        try:
            found = read(damaged(whole, seed))
        except Refused:
            continue
        assert all(undamaged[sheet.name] == sheet.cells for sheet in found), seed


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_damage_inside_the_parts_of_a_workbook_never_ends_the_program(fife):
    inside = parts(fife)
    for seed in range(150):
        chance = random.Random(seed)
        name = chance.choice(sorted(inside))
        torn = bytearray(inside[name])
        for _ in range(chance.randint(1, 3)):
            torn[chance.randrange(len(torn))] = chance.randrange(32, 127)
        readable(packed(inside | {name: bytes(torn)}))


def test_a_workbook_without_one_of_its_parts_opens_or_is_unreadable(fife):
    inside = parts(fife)
    for name in inside:
        readable(packed({other: part for other, part in inside.items() if other != name}))


def test_a_workbook_locked_with_a_password_is_unreadable(fife):
    locked = bytearray(fife)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := locked.find(mark, at + 1)) >= 0:
            locked[at + flag] |= 1
    assert not readable(bytes(locked))


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet3.xml", "_rels/.rels"])
def test_a_part_that_defines_its_own_entities_is_refused(fife, part, coding):
    inside = parts(fife)
    body = inside[part].decode().split("?>")[-1]
    written = '\ufeff<?xml version="1.0" encoding="utf-16"?>' if "16" in coding else ""
    inside[part] = f'{written}<!DOCTYPE any [<!ENTITY fife "Fife">]>{body}'.encode(coding)
    assert not readable(packed(inside))


def test_a_workbook_with_no_sheet_to_read_is_unreadable(fife):
    inside = parts(fife)
    before, sheets, after = re.split(b"<sheets>(.*)</sheets>", inside["xl/workbook.xml"])
    assert readable(packed(inside))
    inside["xl/workbook.xml"] = before + b"<sheets/>" + after
    assert not readable(packed(inside))
