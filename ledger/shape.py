"""The ledger's tables. Append-only: figures, returns, originals, events and answers are never changed or deleted.

`current_figures` alone is rewritten: it says which version of each figure counts today, and can be worked out afresh
from the rest at any time.
"""

from sqlalchemy import (
    DDL,
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
    event,
)

SHAPE = 2  # 2 remembers what authorities say of their own words, and files that were not kept
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


def _guard(table: Table, act: str, when: str = "") -> DDL:
    """What refuses an act on a table, whichever program does it."""
    name, before = table.name, "INSERT" if act == "REPLACE" else act
    return DDL(
        f"CREATE TRIGGER IF NOT EXISTS {name}_no_{act.lower()} BEFORE {before} ON {name} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
    )


def _is_there(table: Table) -> str:
    """Whether a new row would take an old one's place. `INSERT OR REPLACE` deletes that without a DELETE trigger.

    https://www.sqlite.org/lang_conflict.html: only with `recursive_triggers`, which each program sets for itself.
    """
    same = ["rowid", *(column.name for column in table.primary_key if column.name != "id")]  # `id` is the rowid
    return " OR ".join(f"EXISTS (SELECT 1 FROM {table.name} WHERE {name} = NEW.{name})" for name in same)


for _table in (originals, returns, events, problems, figures, told_words, turned_away):
    for _act, _when in (("UPDATE", ""), ("DELETE", ""), ("REPLACE", f"WHEN {_is_there(_table)}")):
        # Not on the table's own making: a ledger made before a guard was thought of gets it when it is next opened.
        event.listen(tables, "after_create", _guard(_table, _act, _when).execute_if(dialect="sqlite"))
