"""Receivers of alerts on loopback: a mail server and a webhook that keep what they are sent, or that are ill."""

from __future__ import annotations

import socketserver
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class MailServer:
    """An SMTP server. `mute` takes connections and never says a word; `dripping` answers one character a second."""

    mute: bool = False
    dripping: bool = False
    port: int = 0
    receivers: list[str] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)


class _Smtp(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        desk: MailServer = self.server.desk  # type: ignore[attr-defined]
        if desk.mute:
            time.sleep(30)
            return
        self.say("220 sink")
        while line := self.rfile.readline().strip():
            verb, _, rest = line.decode().partition(" ")
            if verb.upper() == "RCPT":
                desk.receivers.append(rest.partition("<")[2].rstrip(">"))
            if verb.upper() != "DATA":
                self.say("221 bye" if verb.upper() == "QUIT" else "250 ok")
                continue
            self.say("354 go on")
            body = b""
            while (part := self.rfile.readline()) != b".\r\n":
                body += part.removeprefix(b".") if part.startswith(b"..") else part
            found = message_from_bytes(body, policy=policy.default)
            assert isinstance(found, EmailMessage)
            desk.mails.append(found)
            self.say("250 taken")

    def say(self, words: str) -> None:
        if not self.server.desk.dripping:  # type: ignore[attr-defined]
            self.wfile.write(f"{words}\r\n".encode())
            return
        for char in f"{words}\r\n":
            try:
                self.wfile.write(char.encode())
            except OSError:
                return
            time.sleep(1)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def mail_server(*, mute: bool = False, dripping: bool = False) -> Iterator[MailServer]:
    """A mail server for the length of the block."""
    desk = MailServer(mute, dripping)
    with _Server(("127.0.0.1", 0), _Smtp) as server:
        server.desk = desk  # type: ignore[attr-defined]
        desk.port = server.server_address[1]
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield desk
        finally:
            server.shutdown()


@dataclass
class WebhookServer:
    """An HTTP receiver that answers `status`, after `wait` seconds."""

    status: int = 200
    wait: float = 0.0
    location: str = ""
    address: str = ""
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def webhook_server(status: int = 200, wait: float = 0.0, location: str = "") -> Iterator[WebhookServer]:
    """A webhook for the length of the block."""
    desk = WebhookServer(status, wait, location)

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            desk.requests.append((self.path, dict(self.headers), body))
            time.sleep(desk.wait)
            self.send_response(desk.status)
            if desk.location:
                self.send_header("Location", desk.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        server.daemon_threads = True
        desk.address = f"http://127.0.0.1:{server.server_port}/hook"
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield desk
        finally:
            server.shutdown()
