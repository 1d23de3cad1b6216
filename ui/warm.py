"""Work done once per server process, before the first page: costly imports, then frozen out of the collector's way.

Streamlit collects garbage after every rerun; without the freeze it walks through every imported module each time.
"""

import gc

import pandas  # noqa: F401  loaded now, so that no reader waits for it
import plotly.graph_objects as go

go.Figure({"data": [{"type": "bar", "x": [1], "y": [1]}, {"type": "scatter", "x": [1], "y": [1]}]}).to_json()
gc.collect()
gc.freeze()
