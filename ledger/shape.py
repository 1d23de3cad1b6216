"""The ledger's tables. Append-only: figures, notes, returns, originals, events and answers never change and never go.

`current_figures` alone is rewritten: it says which version of each figure counts today, and can be worked out afresh
from the rest at any time. The one exception, a purge to protect people, is in `guards`.
"""

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

# 2 remembers what authorities say of their own words, and files that were not kept.
# 3 has notes, knows which return words were told with, and when a copy was put back.
SHAPE = 3
# What an event may be.
ACCEPTED, WITHDRAWN, REPLACED, RESTORED, PURGED = "accepted", "withdrawn", "replaced", "restored", "purged"
tables = MetaData()

shape = Table("shape", tables, Column("version", Integer, nullable=False))

originals = Table(
    "originals",
    tables,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

returns = Table(
    "returns",
    tables,
    Column("id", Integer, primary_key=True),
    Column("sha256", Text, ForeignKey("originals.sha256"), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("sent_by", Text, nullable=False),
    Column("sent_at", Text, nullable=False),
    Column("figures", Integer, nullable=False),
)

events = Table(
    "events",
    tables,
    Column("id", Integer, primary_key=True),
    Column("return_id", Integer, ForeignKey("returns.id"), nullable=False),
    Column("what", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
)
events_by_return = Index("events_by_return", events.c.return_id, events.c.id)

problems = Table(
    "problems",
    tables,
    Column("return_id", Integer, ForeignKey("returns.id"), nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("answer", Text, nullable=False),
)

told_words = Table(
    "told_words",
    tables,
    Column("id", Integer, primary_key=True),
    Column("owner", Text, nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("return_id", Integer, ForeignKey("returns.id")),  # the return they first came with, if any
)

turned_away = Table(
    "turned_away",
    tables,
    Column("id", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("sent_by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("places", Text, nullable=False),
)

KEY = ("metric", "series", "period", "breakdown", "area", "coverage")

figures = Table(
    "figures",
    tables,
    Column("id", Integer, primary_key=True),
    Column("return_id", Integer, ForeignKey("returns.id"), nullable=False, index=True),
    *(Column(name, Text, nullable=False) for name in KEY),
    Column("value", Float),
    Column("numerator", Float),
    Column("denominator", Float),
    Column("base", Float),
    Column("reason", Text),
    Column("flags", Text, nullable=False),
    Column("period_of_figure", Text),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("cells", Text, nullable=False),
    Column("as_typed", Text, nullable=False),
)
Index("figures_by_key", *(figures.c[name] for name in KEY))

current_figures = Table(
    "current_figures",
    tables,
    *(Column(name, Text, nullable=False) for name in KEY),
    Column("figure_id", Integer, ForeignKey("figures.id"), nullable=False, index=True),
    PrimaryKeyConstraint(*KEY),
    sqlite_with_rowid=False,
)

notes = Table(
    "notes",
    tables,
    Column("id", Integer, primary_key=True),
    Column("return_id", Integer, ForeignKey("returns.id"), nullable=False, index=True),
    *(Column(name, Text, nullable=False) for name in ("kind", "area", "period", "beside", "voice")),
    *(Column(name, Text, nullable=False) for name in ("words", "said_by", "said_on")),
    *(Column(name, Text, nullable=False) for name in ("involved", "changed", "checked_by", "sheet", "cell")),
)
NOTE_KEY = ("kind", "area", "period", "beside", "voice")  # `model.notes.Note.identity`
Index("notes_by_key", *(notes.c[name] for name in NOTE_KEY))

# When a copy of the ledger was put in its place, and what to add to its version so that no number comes twice.
put_back = Table(
    "put_back",
    tables,
    Column("id", Integer, primary_key=True),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("added", Integer, nullable=False),
)
