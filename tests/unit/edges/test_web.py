"""Fetching: public addresses only, bounded, polite, and every failure an answer with a reason."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from rasad.edges import web
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
    async def go(server: ThreadingHTTPServer) -> list[web.Answer]:
        settings = Settings(**{"fetch_deadline_s": 1.0, "max_bytes": 1_000_000} | limits)
        async with web.fetching(settings, {HOST: ("127.0.0.1", server.server_port)}) as fetcher:
            return await web.fetch_all(fetcher, [(url, validators or {}) for url in urls])

    with paper() as server:
        return asyncio.run(go(server)), server.seen  # type: ignore[attr-defined]


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


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://2130706433/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://10.0.0.8/",
        "http://192.168.1.1/",
        "http://169.254.169.254/",
        "http://user@paper.example/ok",
        "http://news.test:22/",
    ],
)
def test_an_address_that_is_not_public_is_never_connected_to(url: str) -> None:
    (answer,), _ = fetch(url, fetch_deadline_s=5.0)
    assert answer.body == b""
    assert answer.error in ("refused_address", "refused_url", "robots_unreachable", "http_404", "robots")


def test_loopback_is_reached_only_where_the_operator_allows_it() -> None:
    async def go(port: int, allow: str) -> web.Answer:
        async with web.fetching(Settings(fetch_deadline_s=2.0, allow_hosts=allow), {}) as fetcher:
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
