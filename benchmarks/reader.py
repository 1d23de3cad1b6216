"""A reader without a browser: speaks Streamlit's own protocol, and times each rerun until the script has finished."""

import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Selectbox_pb2 import Selectbox
from websockets.asyncio.client import ClientConnection, connect


@dataclass(frozen=True)
class Run:
    """One run of a page: how long from asking to finished, and what came."""

    seconds: float
    messages: tuple[ForwardMsg, ...]

    @property
    def elements(self) -> list[Element]:
        """Every element the page drew, in order."""
        deltas = [each.delta for each in self.messages if each.WhichOneof("type") == "delta"]
        return [delta.new_element for delta in deltas if delta.WhichOneof("type") == "new_element"]

    @property
    def kinds(self) -> Counter[str]:
        """How many elements and blocks of each kind the page drew."""
        drawn = Counter(element.WhichOneof("type") for element in self.elements)
        blocks = [each.delta.add_block for each in self.messages if each.delta.WhichOneof("type") == "add_block"]
        return drawn + Counter(f"{block.WhichOneof('type')} block" for block in blocks)

    @property
    def size(self) -> int:
        return sum(message.ByteSize() for message in self.messages)


class Reader:
    """One open page. `first` is its first run; choices are remembered, put in the address and sent along, as a
    browser does."""

    def __init__(self, socket: ClientConnection, name: str, query: str) -> None:
        self._socket, self._name, self._query, self._page = socket, name, dict(parse_qsl(query)), ""
        self._chosen: dict[str, str] = {}
        self.first: Run | None = None

    async def choose(self, label: str, option: str) -> Run:
        """Chooses an option, by its words, in the selectbox of that label."""
        box = self._box(label)
        self._chosen[box.id] = option
        if box.query_param_key:
            self._query[box.query_param_key] = option
        if option == box.options[box.default]:
            self._query.pop(box.query_param_key, None)
        return await self.run()

    def options(self, label: str) -> list[str]:
        """What the selectbox of that label offers, as the page was first shown; what stands there comes first."""
        box = self._box(label)
        standing = box.options[box.default]
        return [standing, *(each for each in box.options if each != standing)]

    def _box(self, label: str) -> Selectbox:
        boxes = [element.selectbox for element in self.first.elements if element.HasField("selectbox")]
        return next(each for each in boxes if each.label == label)

    async def run(self) -> Run:
        """Runs the page with what has been chosen so far."""
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(self._query)
        asked.rerun_script.page_script_hash = self._page
        asked.rerun_script.page_name = "" if self._page else self._name
        for id_, option in self._chosen.items():
            asked.rerun_script.widget_states.widgets.add(id=id_, string_value=option)
        began = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        messages = []
        while not messages or messages[-1].WhichOneof("type") != "script_finished":
            messages.append(ForwardMsg.FromString(await self._socket.recv()))
        run = Run(time.perf_counter() - began, tuple(messages))
        told = {each.WhichOneof("type"): each for each in messages}
        if "navigation" in told:  # a script with a menu says where the reader is; one without is the page itself
            self._page = told["navigation"].navigation.page_script_hash
        else:
            self._page = told["new_session"].new_session.page_script_hash
        self.first = self.first or run
        return run


@asynccontextmanager
async def visiting(address: str) -> AsyncIterator[Reader]:
    """Opens a page, `127.0.0.1:8501/over_time?lines=all` say, and runs it for the first time."""
    parts = urlsplit(f"//{address}")
    async with connect(f"ws://{parts.netloc}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:
        reader = Reader(socket, parts.path.strip("/"), parts.query)
        await reader.run()
        yield reader
