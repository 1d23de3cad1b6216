"""A file's bytes -> the neutral grid, by what the bytes are and never by the name."""

from loaders import delimited, forms, ods, progress, xls, xlsx
from loaders.grid import Book

_READERS = {"xlsx": xlsx.read, "ods": ods.read, "xls": xls.read}


def read(content: bytes, name: str) -> Book:
    """The whole file as a Book, with what is to be said of how it was read. Raises Refused where it cannot be."""
    progress.at(progress.OPENING, of="the file")
    form = forms.form_of(content, name)
    book = delimited.read(content, name) if form.form == "csv" else _READERS[form.form](content)
    return Book(
        book.form,
        book.sheets,
        book.date1904,
        book.macros or any(code == "F12" for code, _ in form.remarks),
        book.outside,
        book.properties,
        book.uncalculated,
        (*(remark for remark in form.remarks if remark[0] != "F12"), *book.remarks),
    )
