"""A server on this machine that answers as DeepL or LibreTranslate does, or as one that is ill or hostile would."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["Machine", "deepl", "libretranslate", "shout"]

KEY = "the-right-key"


def shout(html: str) -> str:
    """The translation: the text in capitals, the markup as it was."""
    return re.sub(r"[^<>]+(?=<|$)", lambda text: text[0].upper(), html)


class Machine:
    """What the server was asked, and how it is to answer.

    ``status`` other than 200 answers every translation so; ``translate`` makes one
    text of another; ``body`` is sent as it is instead of an answer.
    """

    def __init__(self) -> None:
        self.url = ""
        self.status = 200
        self.translate = shout
        self.body: bytes | None = None
        self.location = ""
        self.requests: list[tuple[str, dict]] = []
        self.glossaries: list[dict] = []

    def asked(self, path: str) -> list[dict]:
        return [data for requested, data in self.requests if requested == path]


class _Handler(BaseHTTPRequestHandler):
    machine: Machine

    def log_message(self, *arguments: object) -> None:
        """Nothing on the screen."""

    def answer(self, status: int, data: object) -> None:
        body = self.machine.body if self.machine.body is not None else json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if self.machine.location:
            self.send_header("Location", self.machine.location)
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True

    def read(self) -> dict:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        data = json.loads(sent) if sent.startswith(b"{") else {}
        self.machine.requests.append((self.path, data))
        return data


class _DeepL(_Handler):
    def respond(self) -> None:
        data, machine = self.read(), self.machine
        if self.headers.get("Authorization") != f"DeepL-Auth-Key {KEY}":
            self.answer(403, {"message": "Wrong key"})
        elif self.path.startswith("/v2/languages"):
            self.answer(200, [{"language": "FR", "name": "French", "supports_formality": True}])
        elif self.path.startswith("/v2/glossaries"):
            self.answer(*self.glossary(data))
        elif machine.status != 200:
            self.answer(machine.status, {"message": "SECRET DETAILS"})
        else:
            texts = [
                {"text": machine.translate(text), "detected_source_language": "EN", "billed_characters": 1}
                for text in data["text"]
            ]
            self.answer(200, {"translations": texts})

    def glossary(self, data: dict) -> tuple[int, dict | None]:
        kept = self.machine.glossaries
        if self.command == "DELETE":
            kept[:] = [made for made in kept if not self.path.endswith(made["glossary_id"])]
            return 204, None
        if self.command == "GET":
            return 200, {"glossaries": kept}
        made = {
            "glossary_id": f"glossary-{len(self.machine.requests)}",
            "name": data["name"],
            "ready": True,
            "source_lang": data["source_lang"],
            "target_lang": data["target_lang"],
            "creation_time": "2026-01-01T00:00:00.000000Z",
            "entry_count": 1,
        }
        kept.append(made)
        return 201, made

    do_GET = do_POST = do_DELETE = respond  # noqa: N815 - as http.server calls them


class _LibreTranslate(_Handler):
    def respond(self) -> None:
        data, machine = self.read(), self.machine
        if self.path == "/languages":
            self.answer(200, [{"code": "fr", "name": "French"}, {"code": "ar", "name": "Arabic"}])
        elif data.get("api_key") != KEY:
            self.answer(403, {"error": "Invalid API key"})
        elif machine.status != 200:
            self.answer(machine.status, {"error": "SECRET DETAILS"})
        else:
            self.answer(200, {"translatedText": [machine.translate(text) for text in data["q"]]})

    do_GET = do_POST = respond  # noqa: N815


@contextmanager
def _served(handler: type[_Handler]) -> Iterator[Machine]:
    machine = Machine()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (handler,), {"machine": machine}))
    machine.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield machine
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def deepl():
    return _served(_DeepL)


def libretranslate():
    return _served(_LibreTranslate)
