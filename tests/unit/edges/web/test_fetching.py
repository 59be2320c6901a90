"""Fetching: public addresses only, bounded, polite, and every failure an answer with a reason."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from rasad.edges import web
from rasad.edges.web.journey import conditional
from rasad.errors import ConfigError
from rasad.settings import Settings

HOST = "paper.example"


class Paper(BaseHTTPRequestHandler):
    """A loopback outlet whose paths behave as their names say."""

    seen: list[tuple[str, Mapping[str, str]]]

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
        name = self.path.strip("/").replace("-", "_").replace(".", "_")
        getattr(self, name, self.missing)()

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def robots_txt(self) -> None:
        self.answer(200, b"User-agent: *\nDisallow: /private\n")

    def ok(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self.answer(304)
        else:
            self.answer(200, b"<p>hello</p>", ETag='"v1"')

    def private(self) -> None:
        self.answer(200, b"secret")

    def big(self) -> None:
        self.answer(200, b"x" * 3_000_000)

    def slow(self) -> None:
        time.sleep(3)
        self.answer(200, b"late")

    def loop(self) -> None:
        self.answer(302, Location="/loop")

    def inward(self) -> None:
        self.answer(302, Location="http://127.0.0.1:1/admin")

    def metadata(self) -> None:
        self.answer(302, Location="http://169.254.169.254/latest/")

    def file(self) -> None:
        self.answer(302, Location="file:///etc/passwd")

    def moved(self) -> None:
        self.answer(301, Location="/ok")

    def empty(self) -> None:
        self.answer(200)

    def flaky(self) -> None:
        tries = sum(path == "/flaky" for path, _ in self.server.seen)  # type: ignore[attr-defined]
        self.answer(*((503,) if tries < 3 else (200, b"at last")))

    def missing(self) -> None:
        self.answer(404, b"no such page")

    def log_message(self, *_: Any) -> None:
        return None


@contextmanager
def paper() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    server.seen = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def fetch(*urls: str, validators: Mapping[str, str] | None = None, **limits: Any) -> tuple[list[web.Answer], list[Any]]:
    async def go(server: ThreadingHTTPServer, folder: Path) -> list[web.Answer]:
        settings = Settings(**{"data": folder, "fetch_deadline_s": 1.5, "max_bytes": 1_000_000} | limits)
        async with web.fetching(settings, {HOST: ("127.0.0.1", server.server_port)}) as fetcher:
            return await web.fetch_all(fetcher, [(url, validators or {}) for url in urls])

    with paper() as server, TemporaryDirectory() as folder:
        return asyncio.run(go(server, Path(folder))), server.seen  # type: ignore[attr-defined]


def test_a_page_comes_with_its_validators_and_our_honest_name() -> None:
    (answer,), seen = fetch(f"http://{HOST}/ok")
    assert (answer.status, answer.body, answer.header("etag")) == (200, b"<p>hello</p>", '"v1"')
    assert "Rasad/" in seen[-1][1]["User-Agent"]
    assert "+http" in seen[-1][1]["User-Agent"]


def test_a_known_page_is_asked_for_conditionally() -> None:
    (answer,), _ = fetch(f"http://{HOST}/ok", validators={"etag": '"v1"'})
    assert answer.unchanged


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("private", "robots"),
        ("big", "too_big"),
        ("slow", "timeout"),
        ("loop", "redirect_loop"),
        ("inward", "refused_url"),
        ("metadata", "refused_address"),
        ("file", "refused_url"),
        ("empty", "empty"),
        ("nowhere", "http_404"),
    ],
)
def test_a_failure_is_an_answer_with_its_reason(path: str, reason: str) -> None:
    (answer,), _ = fetch(f"http://{HOST}/{path}")
    assert answer.error == reason
    assert answer.body == b""


def test_a_page_that_robots_txt_forbids_is_never_requested() -> None:
    _, seen = fetch(f"http://{HOST}/private")
    assert [path for path, _ in seen] == ["/robots.txt"]


def test_a_redirect_is_followed_and_the_final_address_kept() -> None:
    (answer,), _ = fetch(f"http://{HOST}/moved")
    assert (answer.error, answer.url_final) == (None, f"http://{HOST}/ok")


def test_what_can_heal_is_tried_again() -> None:
    (answer,), _ = fetch(f"http://{HOST}/flaky")
    assert (answer.body, answer.attempts) == (b"at last", 3)


def test_loopback_is_reached_only_where_the_operator_allows_it(tmp_path: Path) -> None:
    async def go(port: int, allow: str) -> web.Answer:
        async with web.fetching(Settings(data=tmp_path, host_delay_s=0, allow_hosts=allow), {}) as fetcher:
            return await fetcher.fetch(f"http://127.0.0.1:{port}/ok")

    with paper() as server:
        port = server.server_port
        assert asyncio.run(go(port, "")).error is not None
        assert server.seen == []  # type: ignore[attr-defined]
        assert asyncio.run(go(port, f"127.0.0.1:{port}")).body == b"<p>hello</p>"


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "::1", "::ffff:10.0.0.1", "fe80::1%eth0", "224.0.0.1", "100.64.0.1"]
)
def test_only_public_addresses_may_be_connected_to(address: str) -> None:
    assert not web.may_connect(address)
    assert web.may_connect("93.184.216.34")
    assert web.may_connect("2606:2800:220:1:248:1893:25c8:1946")


def test_a_folder_that_cannot_be_made_is_an_error_of_the_operator(tmp_path: Path) -> None:
    (tmp_path / "hosts").write_text("in the way")

    async def go() -> None:
        async with web.fetching(Settings(data=tmp_path), {}):
            raise AssertionError("never here")

    with pytest.raises(ConfigError, match="hosts"):
        asyncio.run(go())


def test_a_name_that_nobody_knows_is_told_from_a_dead_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async def go() -> list[web.Answer]:
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        settings = Settings(data=tmp_path, host_delay_s=0, fetch_deadline_s=1.0)
        async with web.fetching(settings, {"dead.example": ("127.0.0.1", port)}) as fetcher:
            return await web.fetch_all(fetcher, [("http://dead.example/", {}), ("http://unknown.example/", {})])

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    dead, nameless = asyncio.run(go())
    assert (dead.error, nameless.error) == ("connection", "dns")
    assert web.heals("connection")
    assert web.heals("dns")


@pytest.mark.parametrize(
    ("error", "may_help"),
    [
        ("timeout", True), ("truncated", True), ("protocol", True), ("robots_unreachable", True), ("http_500", True),
        ("http_503", True), ("http_408", True), ("http_501", False), ("http_403", False), ("http_404", False),
        ("http_410", False), ("legal", False), ("robots", False), ("challenge", False), ("filtered", False),
        ("resting", False), ("tls", False), ("too_big", False), ("refused_url", False), ("refused_address", False),
        ("unasked_304", False), ("empty", False), ("not_text", False), ("redirect_loop", False),
    ],
)  # fmt: skip
def test_only_what_may_pass_by_itself_is_worth_another_try(error: str, may_help: bool) -> None:
    assert web.heals(error) is may_help


def test_a_validator_that_would_break_the_request_is_left_out() -> None:
    kept = conditional({"etag": 'W/"a b"', "last_modified": "x\r\nHost: evil", "other": "y"})
    assert kept == {"If-None-Match": 'W/"a b"'}
    assert conditional({"etag": "\udce9"}) == {}
    assert conditional({"etag": '"caf\ufffd"'}) == {}
