"""Someone at a page, by Streamlit's own socket and without a browser in between."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

_LARGEST = 2**26
_WAIT_SECONDS = 60
_XSRF = re.compile(r"_streamlit_xsrf=([^;]+)")
# Another run follows at once: the page led on to another.
_GOES_ON = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Visitor:
    """One browser tab: opens pages, runs them again, acts in elements; each answer is timed.

    ``forged`` are headers that no browser of ours sends. ``pages`` are the paths the server has
    told of, each with what the socket calls it; ``answers`` is what the last run sent.
    """

    def __init__(self, url: str, token: str, forged: Mapping[str, str] | None = None) -> None:
        self._headers = {"Cookie": f"planner_session={token}", "Origin": url, **(forged or {})}
        self._server = urlsplit(url).netloc
        self._connection: ClientConnection = connect(
            url.replace("http", "ws", 1) + "/_stcore/stream",
            additional_headers=self._headers,
            subprotocols=[Subprotocol("streamlit")],
            max_size=_LARGEST,
            compression=None,
            legacy=True,
        )
        self._page = self._fragment = ""
        self._kept: dict[str, ForwardMsg] = {}
        self._acts = 0
        self._session = self._uploader = ""
        self._dropped: WidgetState | None = None
        self._buttons: dict[str, str] = {}
        self.pages: dict[str, str] = {}
        self.answers: list[ForwardMsg] = []
        self.elements: dict[str, str] = {}
        self.faults = 0

    def open(self, page: str) -> float:
        """Go to a page by its path; seconds until its run has finished."""
        message = BackMsg()
        if page in self.pages:
            message.rerun_script.page_script_hash = self.pages[page]
        else:
            message.rerun_script.page_name = page
        self.elements.clear()
        return self._run(message)

    def again(self) -> float:
        """Run the page again as a click on it does; seconds until it has finished."""
        return self._run(self._on_the_page())

    def reload(self) -> float:
        """Run all of it again, the frame around the page too; seconds until it has finished."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        return self._run(message)

    def act(self, element: str, verb: str, **about: Any) -> float:
        """Do something in one of our elements; seconds until the answer has been drawn."""
        self._acts += 1
        acts = [{"number": self._acts, "verb": verb, **about}]
        message = self._on_the_page()
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id = _make_trigger_id(self.elements[element], "events")
        widget.json_trigger_value = json.dumps([{"event": "act", "value": {"acts": acts}}])
        return self._run(message)

    def tick(self, task_id: int, verb: str) -> int:
        """Tick (``complete``) or untick (``reopen``) as the list does; the answer's status.

        What the list then asks of its page is ``act(…, "refresh")``.
        """
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        form = urlencode({"task": task_id, "verb": verb})
        with closing(HTTPConnection(self._server, timeout=_WAIT_SECONDS)) as connection:
            connection.request("POST", "/tick", form, self._headers | kind)
            return connection.getresponse().status

    def drop(self, name: str, content: bytes) -> float:
        """Drop a file where the page takes files; seconds until what it says has been drawn."""
        began = time.perf_counter()
        place = self._place_for(name)
        self._upload(place.upload_url, name, content)
        self._dropped = WidgetState(id=self._uploader)
        info = self._dropped.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = place.file_id, name, len(content)
        info.file_urls.CopyFrom(place)
        self._run(self._with_what_was_dropped())
        return time.perf_counter() - began

    def press(self, label: str) -> float:
        """Press the button with this label; seconds until the answer has been drawn."""
        message = self._with_what_was_dropped()
        message.rerun_script.widget_states.widgets.add(id=self._buttons[label], trigger_value=True)
        return self._run(message)

    def here(self) -> str:
        """The path of the page that is shown; empty where none is."""
        return next((path for path, page in self.pages.items() if page == self._page), "")

    def shows(self, text: str) -> bool:
        """Whether the last run sent this text."""
        return any(text.encode() in answer.SerializeToString() for answer in self.answers)

    def close(self) -> None:
        """Close the tab."""
        self._connection.close()

    def _with_what_was_dropped(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        if self._dropped is not None:
            message.rerun_script.widget_states.widgets.append(self._dropped)
        return message

    def _place_for(self, name: str) -> FileURLs:
        message = BackMsg()
        message.file_urls_request.request_id = name
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self._session
        self._connection.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(self._received())
            if answer.WhichOneof("type") == "file_urls_response":
                place: FileURLs = answer.file_urls_response.file_urls[0]
                return place

    def _upload(self, path: str, name: str, content: bytes) -> None:
        with closing(HTTPConnection(self._server, timeout=_WAIT_SECONDS)) as connection:
            connection.request("GET", "/_stcore/health", headers=self._headers)
            answer = connection.getresponse()
            answer.read()
            told = _XSRF.search(answer.headers["Set-Cookie"] or "")
            assert told
            token = told[1]
            border = "a-file-of-sales"
            disposition = f'Content-Disposition: form-data; name="file"; filename="{name}"'
            head = f"--{border}\r\n{disposition}\r\n\r\n".encode()
            cookie = f"{self._headers['Cookie']}; _streamlit_xsrf={token}"
            kind = f"multipart/form-data; boundary={border}"
            connection.request(
                "PUT",
                path,
                b"".join((head, content, f"\r\n--{border}--\r\n".encode())),
                {**self._headers, "Cookie": cookie, "X-Xsrftoken": token, "Content-Type": kind},
            )
            assert connection.getresponse().status == HTTPStatus.NO_CONTENT

    def _on_the_page(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.fragment_id = self._fragment
        return message

    def _run(self, message: BackMsg) -> float:
        message.rerun_script.cached_message_hashes.extend(self._kept)
        self.answers.clear()
        began = time.perf_counter()
        self._connection.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(self._received())
            if answer.WhichOneof("type") == "ref_hash":
                answer = self._kept[answer.ref_hash]
            self.answers.append(answer)
            kind = answer.WhichOneof("type")
            if kind == "script_finished" and answer.script_finished != _GOES_ON:
                return time.perf_counter() - began
            if answer.hash and answer.metadata.cacheable:
                self._kept[answer.hash] = answer
            if kind == "new_session":
                self._session = answer.new_session.initialize.session_id
            if kind == "navigation":
                self._page = answer.navigation.page_script_hash
                for page in answer.navigation.app_pages:
                    self.pages[page.url_pathname] = page.page_script_hash
            if kind == "delta" and answer.delta.fragment_id:
                self._fragment = answer.delta.fragment_id
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                self._note(answer)

    def _received(self) -> bytes:
        raw = self._connection.recv(_WAIT_SECONDS)
        return raw if isinstance(raw, bytes) else raw.encode()

    def _note(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        match element.WhichOneof("type"):
            case "bidi_component":
                self.elements[element.bidi_component.component_name] = element.bidi_component.id
            case "file_uploader":
                self._uploader = element.file_uploader.id
            case "button":
                self._buttons[element.button.label] = element.button.id
            case "exception":
                self.faults += 1
            case "alert" if element.alert.format == element.alert.ERROR:
                self.faults += 1
