"""Other pages than *Compare authorities*, and what each sends to the screen, kept for the bare view to draw."""

import json
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element

from benchmarks.reader import Reader, Run, visiting

VIEWS = {
    "At a glance": "",
    "One authority": "one_authority",
    "Ways of looking": "ways_of_looking",
    "32 panels": f"over_time?{urlencode({'lines': 'All 32, a panel each'})}",
}
CHOICE = "Your authority"
EVERY = 2  # one authority in two is chosen
MAIN = (0,)


def authorities(reader: Reader) -> list[str]:
    """Those that are chosen one after another."""
    return sorted(reader.options(CHOICE)[1:])[::EVERY]


async def record(address: str, path: Path) -> None:
    """Visits every view, chooses the authorities in turn, and writes down what came."""
    async with visiting(address):
        views = {}  # the first visit looks for new figures, and shows how far it is
    for name, page in VIEWS.items():
        async with visiting(f"{address}/{page}") as reader:
            views[name] = {"Not chosen": tree(reader.first)}
            for each in authorities(reader):
                views[name][each] = tree(await reader.choose(CHOICE, each))
    path.write_text(json.dumps({"views": views}))


def tree(run: Run) -> list[dict]:
    """What a run drew: elements in order, containers with what is in them."""
    inside: dict[tuple[int, ...], list] = {MAIN: []}
    columns: dict[tuple[int, ...], dict] = {}
    for message in run.messages:
        if message.WhichOneof("type") != "delta":
            continue
        delta, path = message.delta, tuple(message.metadata.delta_path)
        if delta.WhichOneof("type") == "new_element":
            at = path[:-1] if path[:1] == MAIN else MAIN  # styles stand in a place of their own and take up none
            inside[at].append(_element(delta.new_element))
        elif delta.add_block.HasField("column"):
            inside[path] = []
            columns[path[:-1]]["weights"].append(delta.add_block.column.weight)
            columns[path[:-1]]["children"].append(inside[path])
        elif not delta.add_block.id:
            columns[path] = {"kind": "columns", "weights": [], "children": []}
            inside[path[:-1]].append(columns[path])
        else:
            inside[path] = []
            asked = _container(delta.add_block)
            inside[path[:-1]].append({"kind": "container", "asked": asked, "children": inside[path]})
    return inside[MAIN]


def _container(block: Block) -> dict:
    flex = block.flex_container
    asked = {"key": _key(block.id), "border": flex.border, "horizontal": flex.direction == flex.HORIZONTAL}
    asked["gap"] = "small" if flex.gap_config.gap_size else None
    if block.height_config.pixel_height:
        asked["height"] = block.height_config.pixel_height
    return asked


def _key(id_: str) -> str:
    return id_.split("-", 2)[2]


def _element(element: Element) -> dict:
    kind = element.WhichOneof("type")
    if kind == "bidi_component":
        kind = element.bidi_component.component_name
        key = _key(element.bidi_component.id)
        return {"kind": kind, "key": key, "plot": key.replace("save_", "plot_", 1)}
    return {"kind": kind, **_READ[kind](getattr(element, kind))}


_READ = {
    "html": lambda html: {"body": html.body},
    "selectbox": lambda box: {
        "asked": {"label": box.label, "options": list(box.options), "index": box.default, "key": _key(box.id)}
    },
    "button_group": lambda group: {
        "asked": {
            "label": group.label,
            "options": [each.content for each in group.options],
            "default": group.options[group.default[0]].content,
            "key": _key(group.id),
        }
    },
    "plotly_chart": lambda chart: {
        "figure": json.loads(chart.spec),
        "asked": {"config": json.loads(chart.config), "alt": chart.alt, "key": _key(chart.id)},
    },
    "download_button": lambda button: {
        "asked": {"label": button.label, "file_name": "bare.csv", "mime": "text/csv", "key": _key(button.id)}
    },
}
