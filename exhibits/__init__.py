"""Answers -> things a reader can hold: a chart, a table, an image, a file; always with caveats and source."""
