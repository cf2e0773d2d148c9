"""Someone at a page, by Streamlit's own socket and without a browser in between."""

from __future__ import annotations

import json
import time
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

_LARGEST = 2**26
_WAIT_SECONDS = 60


class Visitor:
    """One browser tab: opens pages, runs them again, acts in elements; each answer is timed."""

    def __init__(self, url: str, token: str) -> None:
        self._connection: ClientConnection = connect(
            url.replace("http", "ws", 1) + "/_stcore/stream",
            additional_headers={"Cookie": f"planner_session={token}", "Origin": url},
            subprotocols=[Subprotocol("streamlit")],
            max_size=_LARGEST,
            compression=None,
            legacy=True,
        )
        self._pages: dict[str, str] = {}
        self._page = ""
        self._hashes: set[str] = set()
        self._acts = 0
        self.elements: dict[str, str] = {}
        self.faults = 0

    def open(self, page: str) -> float:
        """Go to a page by its path; seconds until its run has finished."""
        message = BackMsg()
        if self._pages:
            self._page = self._pages[page]
            message.rerun_script.page_script_hash = self._page
        else:
            message.rerun_script.page_name = page
        self.elements.clear()
        seconds = self._run(message)
        self._page = self._pages[page]
        return seconds

    def again(self) -> float:
        """Run the page again, nothing changed; seconds until it has finished."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        return self._run(message)

    def act(self, element: str, verb: str, **about: Any) -> float:
        """Do something in one of our elements; seconds until the answer has been drawn."""
        self._acts += 1
        acts = [{"number": self._acts, "verb": verb, **about}]
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id = _make_trigger_id(self.elements[element], "events")
        widget.json_trigger_value = json.dumps([{"event": "act", "value": {"acts": acts}}])
        return self._run(message)

    def close(self) -> None:
        """Close the tab."""
        self._connection.close()

    def _run(self, message: BackMsg) -> float:
        message.rerun_script.cached_message_hashes.extend(self._hashes)
        began = time.perf_counter()
        self._connection.send(message.SerializeToString())
        while True:
            raw = self._connection.recv(_WAIT_SECONDS)
            answer = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
            kind = answer.WhichOneof("type")
            if kind == "script_finished":
                return time.perf_counter() - began
            if answer.hash and answer.metadata.cacheable:
                self._hashes.add(answer.hash)
            if kind == "navigation":
                for page in answer.navigation.app_pages:
                    self._pages[page.url_pathname] = page.page_script_hash
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                self._note(answer)

    def _note(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        match element.WhichOneof("type"):
            case "bidi_component":
                self.elements[element.bidi_component.component_name] = element.bidi_component.id
            case "exception":
                self.faults += 1
            case "alert" if element.alert.format == element.alert.ERROR:
                self.faults += 1
