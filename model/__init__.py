"""What the figures mean: areas, periods, metrics, observations, caveats. Knows nobody above it; reads `data/`."""

from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
