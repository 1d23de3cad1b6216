"""Files keep status, caveats, source and provenance, and no word in them runs as a formula."""

import csv
import errno
import gc
import os
import stat
import sys
import time
from dataclasses import replace
from io import StringIO

import openpyxl
import pytest
from lxml.etree import SerialisationError

from exhibits import files
from model import caveats, sources
from model.notes import Note, NoteKind
from model.observations import FLAG_WORDS, REASON_WORDS

COLUMNS = [
    "series", "authority", "authority_name", "coverage", "period", "metric", "breakdown", "value", "unit", "numerator",
    "denominator", "base", "reason", "flags", "period_of_figure", "caveats", "source", "return", "sheet", "cell",
    "as_typed",
]  # fmt: skip
DRAWN = """
    Aberdeen City | 85.5 | 940 of 1100  | carried forward from 2018/19
    Angus         |      |              | not supplied
    Fife          | 98.4 | 1310 of 1331 |
    Moray         | 0    | 0 of 600     |
"""


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


# One row a figure


def test_the_columns_are_those_the_design_fixes(figures, tmp_path):
    files.export(figures(DRAWN), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[0] == ",".join(COLUMNS)


def test_a_figure_is_written_with_all_that_is_known_of_it(figures, tmp_path):
    files.export(figures(DRAWN), tmp_path / "out.csv")
    aberdeen = read(tmp_path / "out.csv")[0]
    carried = dict(zip(COLUMNS, [""] * 21, strict=True)) | {
        "series": "phs_implementation",
        "authority": "S12000033",
        "authority_name": "Aberdeen City",
        "period": "2020/21",
        "metric": "implementation_rate",
        "value": "85.5",
        "unit": "percent",
        "numerator": "940",
        "denominator": "1100",
        "flags": "carried_forward",
        "period_of_figure": "2018/19",
        "source": sources.of_series("phs_implementation").citation,
        "return": "R6",
        "sheet": "Table 1",
        "cell": "D9",
        "as_typed": "85.5",
    }
    told = aberdeen.pop("caveats").split(";")
    carried.pop("caveats")
    assert aberdeen == carried
    assert told == [caveat.id for caveat in caveats.of_figure(figures(DRAWN)[0])] and {"C01", "C07"} <= set(told)


@pytest.mark.parametrize(
    ("line", "value", "reason"),
    [
        ("Fife | 0", "0", ""),
        ("Fife | 98.4", "98.4", ""),
        ("Fife | 1331", "1331", ""),
        ("Fife | || not supplied", "", "not_supplied"),
    ],
)
def test_a_zero_is_a_zero_and_an_absence_is_empty_with_its_reason(figures, tmp_path, line, value, reason):
    files.export(figures(line), tmp_path / "out.csv")
    (row,) = read(tmp_path / "out.csv")
    assert (row["value"], row["reason"]) == (value, reason)


def test_a_breakdown_is_written_as_pairs_in_key_order(figures, tmp_path):
    drawn = figures("Fife | 5", "sds_people", breakdown="age=18-64;option=1")
    files.export(drawn, tmp_path / "out.csv")
    assert read(tmp_path / "out.csv")[0]["breakdown"] == "age=18-64;option=1"


def test_scotland_stands_beside_the_authorities_under_its_code(figures, tmp_path):
    files.export(figures("Scotland | 85.3"), tmp_path / "out.csv")
    (row,) = read(tmp_path / "out.csv")
    assert (row["authority"], row["authority_name"]) == ("S92000003", "Scotland")


# Nothing runs


@pytest.mark.parametrize(
    "typed",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\nFife", '=HYPERLINK("http://x","y")'),
        *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)"),  # the same, in full width
        *(" =1+1", "   -1", " \t=1", "\u00a0=1", "\u3000\uff1d1", "  \uff201"),
    ],
)
def test_text_that_a_spreadsheet_would_run_gets_a_quote_before_it(typed):
    assert files.safe(typed) == f"'{typed}"


@pytest.mark.parametrize("value", ["Fife", "85.5", "[c]", "", "a=b", " a=b", "a\n=b", " ", None, 0, -5.5, 1331])
def test_all_else_is_written_as_it_is(value):
    assert files.safe(value) == value


@pytest.mark.parametrize("field", ["as_typed", "sheet", "cell", "return_id", "period_of_figure"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_words_of_a_sender_run_in_a_file(figures, tmp_path, field, kind):
    (fife,) = figures("Fife | 5")
    path = tmp_path / f"out.{kind}"
    files.export([replace(fife, **{field: "=cmd|'/c calc'!A1"})], path)
    if kind == "csv":
        written = [cell for row in csv.reader(path.open(encoding="utf-8", newline="")) for cell in row]
    else:
        cells = [cell for row in openpyxl.load_workbook(path)["Figures"].iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        written = [str(cell.value) for cell in cells]
    assert "'=cmd|'/c calc'!A1" in written and "=cmd|'/c calc'!A1" not in written


def test_no_caveat_runs_as_a_formula_in_the_file(compare):
    exhibit = compare(DRAWN)
    hostile = replace(exhibit.caveats[0], short="=1+1", full="-1", said_by="@x")
    written = rows_of(files.csv_of(replace(exhibit, caveats=(*exhibit.caveats, replace(hostile, id="X1")))))
    *_, last = [row for row in written if row[:1] == ["X1"]]
    assert last[3:6] == ["'=1+1", "'-1", "'@x"]


# One exhibit's file


def test_an_exhibits_file_holds_its_figures_then_all_that_must_be_said(compare):
    exhibit = compare(DRAWN)
    rows = rows_of(files.csv_of(exhibit))
    assert rows[0] == COLUMNS
    assert [row[2] for row in rows[1:5]] == ["Aberdeen City", "Angus", "Fife", "Moray"]
    about = {row[0]: row[1] for row in rows if len(row) == 2}
    assert about["About"] == exhibit.headline
    assert about["Shows"] == exhibit.subtitle
    assert about["Period"] == "2020/21"
    assert about["Source"] == exhibit.source_line
    assert about["Licence"] == sources.of_series("phs_implementation").licence
    assert about["Status of the statistics"] == sources.series()["phs_implementation"].statistics


def test_an_exhibits_file_ends_with_every_caveat_in_full(compare):
    exhibit = compare(DRAWN, order="value")
    rows = rows_of(files.csv_of(exhibit))
    notes = rows[-len(exhibit.caveats) - 1 :]
    assert notes[0] == ["id", "kind", "effect", "short", "full", "said_by", "said_on", "citation"]
    assert [(row[0], row[3], row[4]) for row in notes[1:]] == [(c.id, c.short, c.full) for c in exhibit.caveats]
    assert "H39" in {row[0] for row in notes}


def test_an_exhibits_file_names_every_authority_shown(compare):
    rows = rows_of(files.csv_of(compare(DRAWN)))
    named = [row for row in rows[1:] if len(row) == 21]
    assert len({row[1] for row in named}) == 32
    assert {row[12] for row in named if row[2] not in ("Aberdeen City", "Angus", "Fife", "Moray")} == {"no figure held"}


def absent_rows(exhibit):
    rows = [row for row in rows_of(files.csv_of(exhibit)) if len(row) == 21]
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows if row[12] == "no figure held"]


ASKED = ("series", "period", "metric", "breakdown", "value", "reason")


def test_an_authority_without_a_figure_says_of_what_it_has_none(compare):
    drawn = compare("Fife | 5", "sds_people", breakdown="option=1", only=("Angus", "Fife"))
    (angus,) = absent_rows(drawn)
    assert (angus["authority"], angus["authority_name"]) == ("S12000041", "Angus")
    assert [angus[name] for name in ASKED] == [
        *("phs_options", "2020/21", "sds_people", "option=1", ""),
        "no figure held",
    ]


def test_where_nobody_has_a_figure_the_series_asked_for_is_named_and_nothing_is_guessed(compare):
    (angus,) = absent_rows(replace(compare("Fife | 5", only=("Angus",)), figures=()))
    assert [angus[name] for name in ASKED] == ["phs_implementation", "2020/21", "", "", "", "no figure held"]


def test_what_the_figures_shown_do_not_share_is_left_empty(compare):
    exhibit = compare("Fife | 5", "sds_people", breakdown="option=1", only=("Angus", "Fife"))
    (fife,) = exhibit.figures
    other = replace(fife, key=fife.key._replace(series="scs_options", breakdown="option=2"))
    applying = caveats.of_figures([fife, other])
    (angus,) = absent_rows(replace(exhibit, figures=(fife, other), caveats=applying))
    assert [angus[name] for name in ASKED] == ["", "2020/21", "sds_people", "", "", "no figure held"]


def test_an_exhibits_file_has_the_figures_in_the_order_shown(compare):
    rows = rows_of(files.csv_of(compare(DRAWN, order="value")))
    assert [row[2] for row in rows[1:5]] == ["Fife", "Aberdeen City", "Moray", "Angus"]


def test_an_exhibits_file_opens_in_excel_with_its_letters_whole(compare):
    assert files.csv_of(compare(DRAWN)).startswith(b"\xef\xbb\xbf")


# The whole ledger's file


def test_the_caveats_words_are_written_beside_a_csv(figures, tmp_path):
    drawn = figures(DRAWN)
    files.export(drawn, tmp_path / "out.csv")
    notes = read(tmp_path / "out.notes.csv")
    assert [note["id"] for note in notes] == [caveat.id for caveat in caveats.of_figures(drawn)]
    assert {note["full"] for note in notes} == {caveat.full for caveat in caveats.of_figures(drawn)}
    assert all(note["citation"] and note["kind"] == "caveat" for note in notes)


FIFE = "S12000047"
BESIDE = {"said_on": "2026-05-01", "period": "2020/21", "beside": "sds_people"}
READ_AT = {"return_id": "R3", "sheet": "Accounts", "cell": "B4"}
RUNS = {"involved": "@12", "changed": "-", "checked_by": "x"}
NOTES = [
    Note(NoteKind.EXPLANATION, FIFE, "We count once a year.", "Fife Council", **BESIDE),
    Note(NoteKind.ACCOUNT, FIFE, "=HYPERLINK(1)\nand more", "+Carers", **RUNS, **READ_AT),
]


def test_notes_from_returns_stand_with_the_caveats_under_columns_of_their_own(figures, tmp_path):
    drawn = figures(DRAWN)
    files.export(drawn, tmp_path / "out.csv", NOTES)
    *caveats_, said, account = read(tmp_path / "out.notes.csv")
    assert {each["kind"] for each in caveats_} == {"caveat"} and all(not each["authority"] for each in caveats_)
    assert {name: value for name, value in said.items() if value} == {
        "id": "explanation",
        "kind": "explanation",
        "full": "We count once a year.",
        "said_by": "Fife Council",
        "said_on": "2026-05-01",
        "authority": "S12000047",
        "authority_name": "Fife",
        "period": "2020/21",
        "metric": "sds_people",
    }
    assert (account["return"], account["sheet"], account["cell"]) == ("R3", "Accounts", "B4")
    assert [account[name] for name in ("full", "said_by", "involved", "changed")] == [
        "'=HYPERLINK(1)\nand more",
        "'+Carers",
        "'@12",
        "'-",
    ]


def test_a_workbook_has_the_same_notes_on_a_sheet(figures, tmp_path):
    files.export(figures(DRAWN), tmp_path / "out.csv", NOTES)
    files.export(figures(DRAWN), tmp_path / "out.xlsx", NOTES)
    head, *rows = openpyxl.load_workbook(tmp_path / "out.xlsx")["Notes"].values
    written = [["" if cell is None else str(cell) for cell in row] for row in rows]
    beside = read(tmp_path / "out.notes.csv")
    assert list(head) == list(beside[0]) and written == [list(row.values()) for row in beside]


def test_a_character_no_workbook_may_hold_is_shown_as_a_replacement(figures, tmp_path):
    files.export(figures(DRAWN), tmp_path / "out.xlsx", [Note(NoteKind.REPLY, "S12000047", "a\x0bb", "A DPO")])
    *_, last = openpyxl.load_workbook(tmp_path / "out.xlsx")["Notes"].values
    assert last[4] == "a\N{REPLACEMENT CHARACTER}b"


def test_two_workbooks_of_the_same_figures_are_the_same_whenever_they_are_made(figures, tmp_path, monkeypatch):
    files.export(figures(DRAWN), tmp_path / "one.xlsx", NOTES)
    noon = time.localtime(1_000_000_000)
    monkeypatch.setattr(time, "localtime", lambda *_: noon)
    files.export(figures(DRAWN), tmp_path / "two.xlsx", NOTES)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_every_caveat_named_in_a_row_is_in_the_notes(figures, tmp_path):
    files.export(figures(DRAWN), tmp_path / "out.csv")
    named = {id_ for row in read(tmp_path / "out.csv") for id_ in row["caveats"].split(";")}
    assert named == {note["id"] for note in read(tmp_path / "out.notes.csv")}


def test_no_figures_leave_where_their_notes_cannot(figures, tmp_path):
    """A file of figures without its notes is not left behind (law 1)."""
    (tmp_path / "out.notes.csv").mkdir()
    with pytest.raises(OSError, match="out.notes.csv"):
        files.export(figures(DRAWN), tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def full_disk(*_):
    raise OSError(errno.ENOSPC, "No space left on device")  # as the system says it: no file is named


@pytest.fixture(params=["while writing", "when all is written", "when it takes its place"])
def trouble(request, monkeypatch):
    """A disk that is full, at each moment it may turn out to be."""
    place, name = {
        "while writing": (files, "row"),
        "when all is written": (os, "fsync"),
        "when it takes its place": (files.Path, "replace"),
    }[request.param]
    monkeypatch.setattr(place, name, full_disk)


@pytest.mark.usefixtures("trouble")
@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_a_full_disk_leaves_what_was_there_and_no_half_file(figures, tmp_path, name):
    before = {"out.csv": b"figures of before", "out.notes.csv": b"their notes", "out.xlsx": b"a workbook of before"}
    for each, content in before.items():
        (tmp_path / each).write_bytes(content)
    with pytest.raises(OSError, match="No space left on device") as refused:
        files.export(figures(DRAWN), tmp_path / name)
    assert refused.value.errno == errno.ENOSPC
    assert refused.value.filename in (str(tmp_path / name), str(tmp_path / "out.notes.csv"))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.usefixtures("trouble")
@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_a_full_disk_leaves_nothing_where_nothing_was(figures, tmp_path, name):
    with pytest.raises(OSError):
        files.export(figures(DRAWN), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("said", ["IO_ENOSPC", "IO_EFBIG"])
def test_trouble_with_the_sheets_kept_meanwhile_is_trouble_with_the_disk(figures, tmp_path, monkeypatch, said):
    def lxml_says_it(_):
        raise SerialisationError(said)

    monkeypatch.setattr(files, "row", lxml_says_it)
    with pytest.raises(OSError) as refused:
        files.export(figures(DRAWN), tmp_path / "out.xlsx")
    assert errno.errorcode[refused.value.errno] == said.removeprefix("IO_")
    assert refused.value.filename == str(tmp_path / "out.xlsx")


def test_an_error_of_another_kind_is_not_taken_for_a_full_disk(figures, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "row", lambda figure: figure["no such thing"])
    with pytest.raises(TypeError):
        files.export(figures(DRAWN), tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("trouble")
@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_nothing_complains_later_of_what_was_broken_off(figures, tmp_path, name, monkeypatch):
    complaints = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    with pytest.raises(OSError):
        files.export(figures(DRAWN), tmp_path / name)
    gc.collect()
    assert complaints == []


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_a_place_that_cannot_be_written_is_known_by_its_name_before_any_work(figures, tmp_path, name, monkeypatch):
    monkeypatch.setattr(files, "row", lambda _: pytest.fail("work was done"))
    (tmp_path / name).mkdir()
    with pytest.raises(IsADirectoryError) as refused:
        files.export(figures(DRAWN), tmp_path / name)
    assert refused.value.filename == str(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_a_file_written_over_keeps_who_may_read_it_and_nothing_stays_beside_it(figures, tmp_path, name):
    (tmp_path / name).write_text("before")
    (tmp_path / name).chmod(0o640)
    files.export(figures(DRAWN), tmp_path / name)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o640
    assert {path.name for path in tmp_path.iterdir()} <= {name, "out.notes.csv"}


def test_a_link_to_a_file_stays_a_link(figures, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out.csv").symlink_to(tmp_path / "elsewhere" / "figures.csv")
    files.export(figures(DRAWN), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").is_symlink()
    assert len(read(tmp_path / "elsewhere" / "figures.csv")) == 4


def test_an_ending_may_be_written_in_capitals(figures, tmp_path):
    files.export(figures(DRAWN), tmp_path / "OUT.CSV")
    files.export(figures(DRAWN), tmp_path / "OUT.XLSX")
    assert {path.name for path in tmp_path.iterdir()} == {"OUT.CSV", "OUT.notes.csv", "OUT.XLSX"}
    assert len(read(tmp_path / "OUT.CSV")) == 4
    with (tmp_path / "OUT.XLSX").open("rb") as file:  # openpyxl goes by the file's own beginning, not its name
        assert "Figures" in openpyxl.load_workbook(file).sheetnames


def test_a_workbook_has_cover_notes_shorthand_and_figures(figures, tmp_path):
    files.export(figures(DRAWN), tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == ["Cover", "Notes", "Shorthand", "Figures"]


def test_a_workbooks_figures_equal_those_of_the_csv(figures, tmp_path):
    drawn = figures(DRAWN)
    files.export(drawn, tmp_path / "out.csv")
    files.export(drawn, tmp_path / "out.xlsx")
    head, *rows = openpyxl.load_workbook(tmp_path / "out.xlsx")["Figures"].values
    assert list(head) == COLUMNS
    written = [["" if cell is None else str(cell) for cell in row] for row in rows]
    assert written == [list(row.values()) for row in read(tmp_path / "out.csv")]
    assert [row[7] for row in rows] == [85.5, None, 98.4, 0]  # numbers, not text


def test_a_workbook_says_source_licence_caveats_and_what_each_code_means(figures, tmp_path):
    drawn = figures(DRAWN)
    files.export(drawn, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    source = sources.of_series("phs_implementation")
    assert ("Source", source.citation) in set(book["Cover"].values)
    assert ("Licence", f"{source.publisher}: {source.licence}") in set(book["Cover"].values)
    assert [row[0] for row in book["Notes"].values][1:] == [caveat.id for caveat in caveats.of_figures(drawn)]
    assert set(REASON_WORDS.items()) | set(FLAG_WORDS.items()) <= set(book["Shorthand"].values)


@pytest.mark.parametrize("name", ["out.txt", "out", "out.xls", "out.pdf", ".csv"])
def test_another_kind_of_file_is_refused_in_a_sentence(figures, tmp_path, name):
    with pytest.raises(files.NotAFile, match=r"we write \.csv and \.xlsx files\. Give the name one of these endings\."):
        files.export(figures(DRAWN), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_any_figures_has_each_with_its_caveats_in_full_below(full_ledger):
    held = full_ledger.figures(area="S12000033", series="phs_implementation")
    text = files.csv_of_all(held).decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text)))
    assert lines[0] == list(files.COLUMNS) and len(held) == lines.index([]) - 1
    notes = {line[0]: line[4] for line in lines[lines.index([]) + 2 :]}
    assert notes == {each.id: each.full for each in caveats.of_figures(held)}


def test_a_file_of_any_figures_has_the_words_that_concern_those_sent_in(figures):
    sent = [replace(each, key=each.key._replace(series="returns", area=FIFE)) for each in figures(DRAWN)[:1]]
    concerns = Note(NoteKind.EXPLANATION, FIFE, "We count once a year.", "Fife")
    others = Note(NoteKind.EXPLANATION, "S12000041", "So do we.", "Angus")
    text = files.csv_of_all(sent, [concerns, others]).decode("utf-8-sig")
    assert "We count once a year." in text and "So do we." not in text
    assert "We count once a year." not in files.csv_of_all(figures(DRAWN), [concerns]).decode("utf-8-sig")
