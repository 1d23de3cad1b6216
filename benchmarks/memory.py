"""What the bare pages draw, read once into memory; then the same freeze as the dashboard's, after the same imports."""

import gc
import json
import os
from pathlib import Path

import pandas  # noqa: F401
import plotly.graph_objects as go

_held = json.loads(Path(os.environ["BARE_PAGE"]).read_text())
CHOICES, YEARS, VIEWS = (_held.get(name, {}) for name in ("choices", "years", "views"))

go.Figure({"data": [{"type": "bar", "x": [1], "y": [1]}, {"type": "scatter", "x": [1], "y": [1]}]}).to_json()
gc.collect()
gc.freeze()
