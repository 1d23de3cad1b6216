"""A table typed as plain text reads as it was typed, whatever its letters and separators; what is uneven is refused."""

import random

import pytest

from loaders import delimited
from loaders.grid import Kind, Refused
from loaders.problems import problem


def book(text, name="fife.csv", encoding="utf-8"):
    return delimited.read(text.encode(encoding), name)


def typed(text, **read):
    (sheet,) = book(text, **read).sheets
    return {cell.address: cell.value for cell in sheet.cells.values()}


def refusal(content):
    with pytest.raises(Refused) as refused:
        delimited.read(content if isinstance(content, bytes) else content.encode(), "fife.csv")
    return refused.value


def told(content, **read):
    read = book(content, **read) if isinstance(content, str) else delimited.read(content, "fife.csv")
    return {code: details["words"] for code, details in read.remarks}


# Cells


def test_every_field_is_text_exactly_as_typed():
    (sheet,) = book('Area,Option 1,Rate\n"Fife", 007 ,1-4\n').sheets
    assert {cell.address: (cell.kind, cell.value) for cell in sheet.cells.values()} == {
        "A1": (Kind.TEXT, "Area"),
        "B1": (Kind.TEXT, "Option 1"),
        "C1": (Kind.TEXT, "Rate"),
        "A2": (Kind.TEXT, "Fife"),
        "B2": (Kind.TEXT, " 007 "),
        "C2": (Kind.TEXT, "1-4"),
    }


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Area,A\n\n\nFife,5", {"A1": "Area", "B1": "A", "A4": "Fife", "B4": "5"}),
        ("Area,A\r\n\r\nFife,5\r\n", {"A1": "Area", "B1": "A", "A3": "Fife", "B3": "5"}),
        ("Area,A\rFife,5\r", {"A1": "Area", "B1": "A", "A2": "Fife", "B2": "5"}),
        (",,\nArea,A\n", {"A2": "Area", "B2": "A"}),
        ('Area,"two\nlines"\nFife,5\n', {"A1": "Area", "B1": "two\nlines", "A2": "Fife", "B2": "5"}),
        ('Area,"Staff, trained"\n', {"A1": "Area", "B1": "Staff, trained"}),
        ('Area,"said ""yes"""\n', {"A1": "Area", "B1": 'said "yes"'}),
        ("Fife\nAngus\n", {"A1": "Fife", "A2": "Angus"}),
        ("Area,5\x0b6\x85\u2028\n", {"A1": "Area", "B1": "5\x0b6\x85\u2028"}),
    ],
)
def test_rows_keep_the_numbers_they_have_in_the_file(text, cells):
    assert typed(text) == cells


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("fife.csv", "fife"),
        ("Fife return 2023-24.v2.csv", "Fife return 2023-24.v2"),
        ("C:\\returns\\fife.txt", "fife"),
        ("../../etc/passwd", "passwd"),
        ("fife", "fife"),
        ("x" * 31 + ".csv", "x" * 31),
        ("x" * 32 + ".csv", "CSV"),
        ("", "CSV"),
        (".csv", ".csv"),
        ("a\0b.csv", "CSV"),
        ("\u202eabc.csv", "CSV"),
        ("what?.csv", "CSV"),
    ],
)
def test_the_sheet_is_called_like_the_file_where_a_sheet_can_be(name, sheet):
    (read,) = book("Area,A\n", name=name).sheets
    assert read.name == sheet


# Letters


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "Unicode text (UTF-16)"),
        ("utf-16-le", "Unicode text (UTF-16)"),
        ("utf-16-be", "Unicode text (UTF-16)"),
        ("cp1252", "Windows text"),
    ],
)
def test_letters_are_read_as_they_were_saved_and_it_is_told(encoding, words):
    text = "Area,Cost (£) – “all”\nNa h-Eileanan Siar,5\n"
    assert typed(text, encoding=encoding)["B1"] == "Cost (£) – “all”"
    assert told(text, encoding=encoding).get("F15") == words


def test_a_mark_of_the_other_order_is_believed():
    assert "F15" in told(b"\xfe\xff" + "Area,A\n".encode("utf-16-be"))


@pytest.mark.parametrize(
    "content",
    [
        b"Area,\x81\n",
        b"Area,\xa3\x07\n",
        b"Area,A\n\0,5\n",
        b"\xef\xbb\xbfArea,\xa3\n",
        b"\xff\xfea",
        "Area,A\n".encode("utf-32"),
        b"\0" * 100,
        bytes(range(256)),
    ],
)
def test_bytes_that_are_no_text_are_refused(content):
    assert refusal(content).code == "F07"


# Separators


@pytest.mark.parametrize(
    ("separator", "words"), [(",", None), (";", "semicolons"), ("\t", "tabs"), ("|", "upright bars")]
)
def test_what_stands_between_fields_is_found_and_told(separator, words):
    text = "Area,Option 1,Option 2\nFife,545,[c]\n".replace(",", separator)
    assert typed(text)["C2"] == "[c]"
    assert told(text).get("F16") == words


def test_commas_inside_quotes_and_numbers_do_not_count():
    assert typed('Area;Rate\n"Stirling, all";12,5\nFife;7,0\n')["B2"] == "12,5"
    assert typed("Area\tA\tB\nFife\t1,204\t2,301\nAngus\t1,100\t900\n")["C2"] == "2,301"


def test_a_title_and_notes_of_another_shape_do_not_count():
    cells = typed("Options, by area\n\nArea;A;B\nFife;5;6\nAngus;7;8\n\nNote: a, b; rounded\n")
    assert (cells["C4"], cells["A1"]) == ("6", "Options, by area")


@pytest.mark.parametrize("said", ["sep=;", "SEP=;", '"sep=;"', "sep=;;"])
def test_a_first_line_that_says_the_separator_is_obeyed_and_is_row_1(said):
    assert typed(f"{said}\nArea,all;A\nFife;5\n") == {"A2": "Area,all", "B2": "A", "A3": "Fife", "B3": "5"}
    assert told(f"{said}\nArea;A\n")["F16"] == "semicolons"


def test_an_unusual_separator_that_is_said_is_obeyed_and_told():
    assert typed("sep=^\nArea^A\n") == {"A2": "Area", "B2": "A"}
    assert told("sep=^\nArea^A\n")["F16"] == "“^”"
    assert told("sep=,\nArea,A\n") == {}


def test_what_is_told_has_its_words_in_the_catalogue():
    for code, words in told("Area;£\nFife;5\n", encoding="cp1252").items():
        assert words in problem(code, words=words).message


# Uneven rows

HEADINGS = "Area,Staff,Option 1,Option 2,Option 3\n"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (HEADINGS + "Fife,1,2,3,4\nAngus,Staff, trained,5,6,7\n", (3, 6, 5)),
        (HEADINGS + "Angus,Staff, trained,5,6,7\n", (2, 6, 5)),
        ("Area,Option 1\nFife,1,204\nAngus,2,305\n", (2, 3, 2)),
        ("A title\n\nArea,Option 1\nFife,545\nAngus,1,204\n", (5, 3, 2)),
        ("Council,Fife\nYear,2023/24\nArea,A,B\nFife,1,2\nFife,3,4\nFife,1,204,5\n", (6, 4, 3)),
        ("Area,Note\nFife,We asked, and heard\nAngus,All was well\n", (2, 3, 2)),
        ("Area,2021,2022\nFife,1,2\nAngus,1,2,3\n", (3, 4, 3)),
        (HEADINGS + "Fife,1,2,3,4\n\nArea,A\nFife,1,2\n", (5, 3, 2)),
    ],
)
def test_a_figure_beyond_the_headings_of_its_table_is_refused(text, seen):
    found = refusal(text)
    assert (found.code, *found.details.values()) == ("F17", *seen)
    assert problem("F17", **found.details).message.startswith("Row ")


@pytest.mark.parametrize(
    "text",
    [
        HEADINGS + "Fife,1,2\nAngus\nFalkirk,1,2,3,4\n",
        HEADINGS + "Fife,1,2,3,4,,,\nAngus,1,2,3,4, \n",
        "A title\nAnother line\n" + HEADINGS + "Fife,1,2,3,4\nA note\n",
        "A title\n\n" + HEADINGS + "Fife,1,2,3,4\n\nA note\n",
        "Council,Fife\nYear,2023/24\n" + HEADINGS + "Fife,1,2,3,4\nAngus,1,2,3,4\n",
        "Area,A\nFife,1\n\n" + HEADINGS + "Fife,1,2,3,4\n",
        "Area,A\nFife,1\n,,\n" + HEADINGS + "Fife,1,2,3,4\n",
        ",Option 1,,Option 2\nArea,Number,Rate,Number,Rate\nFife,1,2,3,4\nAngus,1,2,3,4\n",
        "Area,2021,2022\nFife,1,2\n",
        "Options by area, Fife, 2023/24\n" + HEADINGS + "Fife,1,2,3,4\n",
        "One column\nonly\n",
        "\n",
    ],
)
def test_shorter_rows_titles_notes_and_blanks_are_fine(text):
    assert book(text).form == "csv"


# Damage and size


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('Area,A\n"Fife,545\nAngus,5\n', 2),
        ('Area,A\n"Fife"shire,545\n', 2),
        ("Area,A\nFife," + "5" * 200_000, 2),
    ],
    ids=["never closed", "in the middle", "very long"],
)
def test_fields_without_an_end_are_refused(text, row):
    found = refusal(text)
    assert (found.code, found.details["row"]) == ("F07", row)


def test_a_quote_that_is_just_a_character_is_kept():
    assert typed('Area,A\nFife,5" pipe\n')["B2"] == '5" pipe'


@pytest.mark.parametrize(
    ("text", "reason"),
    [("Fife,5\n" + "\n" * 1_000, "rows"), ("," * delimited.MOST_COLUMNS, "columns")],
)
def test_more_than_a_sheet_can_hold_is_refused(text, reason, monkeypatch):
    monkeypatch.setattr(delimited, "MOST_ROWS", 1_000)
    found = refusal(text)
    assert (found.code, found.details["reason"]) == ("F09", reason)


def test_as_much_as_a_sheet_can_hold_is_read(monkeypatch):
    assert (delimited.MOST_ROWS, delimited.MOST_COLUMNS) == (1_048_576, 16_384)
    monkeypatch.setattr(delimited, "MOST_ROWS", 1_000)
    assert typed("x\n" + "\n" * 998 + "y\n") == {"A1": "x", "A1000": "y"}
    assert typed("," * 16_383 + "y") == {"XFD1": "y"}


def test_noise_is_refused_or_read():
    chance = random.Random(31)
    letters = ["a", "1", ",", ";", "\t", "|", '"', "\n", "\r", "£", " ", "\0", "sep="]
    for _ in range(300):
        text = "".join(chance.choices(letters, k=chance.randrange(1, 80)))
        try:
            assert book(text, encoding=chance.choice(["utf-8", "cp1252", "utf-16"])).form == "csv"
        except Refused as refused:
            assert refused.code in {"F07", "F17"}
