"""A spreadsheet's bytes -> observations and problems, every non-blank cell accounted for."""
