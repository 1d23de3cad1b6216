"""The columns of the tables that this project writes and reads back: one row a figure, with all that is known of it."""

COLUMNS = (
    *("series", "authority", "authority_name", "coverage", "period", "metric", "breakdown", "value", "unit"),
    *("numerator", "denominator", "base", "reason", "flags", "period_of_figure", "caveats", "source"),
    *("return", "sheet", "cell", "as_typed"),
)
