"""What *Compare authorities* sends to the screen, year by year, kept as a file for the bare page to draw."""

import json
from pathlib import Path

from benchmarks.reader import Run, visiting


async def record(address: str, path: Path) -> None:
    """Visits the dashboard, chooses every year in turn, and writes down what came."""
    async with visiting(address) as reader:
        years = {year: _year(await reader.choose("Year", year)) for year in reader.options("Year")}
        boxes = [each.selectbox for each in reader.first.elements if each.HasField("selectbox")]
    choices = [{"label": box.label, "options": list(box.options), "first": box.default} for box in boxes]
    path.write_text(json.dumps({"choices": choices, "years": years}))


def _year(run: Run) -> dict[str, object]:
    chart = next(each.plotly_chart for each in run.elements if each.HasField("plotly_chart"))
    return {
        "html": [each.html.body for each in run.elements if each.HasField("html")],
        "figure": json.loads(chart.spec),
        "config": json.loads(chart.config),
        "alt": chart.alt,
    }
