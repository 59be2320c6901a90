"""No spelling of an address that is not public ever leads to a connection."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp.connector
import pytest

from rasad.edges import web
from rasad.settings import Settings

LOOPBACK = [
    "127.0.0.1", "127.1", "127.0.1", "0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001", "2130706433", "0", "0.0.0.0",
    "127.0.0.1.", "127.255.255.254", "localhost", "LOCALHOST", "localhost.", "news.localhost", "localhost.localdomain",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "\u2460\u2461\u2466.0.0.1", "\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021", "\u06f1\u06f2\u06f7.0.0.1",
    "127.0.0.1%00.news.example", "127.0.0.1%2e", "0x7f.0x0.0x0.0x1", "127.0.0.1\t", "1\u00ad27.0.0.1",
]  # fmt: skip
INWARD = [
    "10.0.0.8", "10.0.0.010", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.100.100.200",
    "169.254.169.254", "2852039166", "0xa9fea9fe", "169.254.170.2", "192.0.0.192", "198.18.0.1", "192.0.2.5",
    "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]",
    "[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2002:0a00:0001::1]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[2606:4700::5efe:10.0.0.1]", "[::ffff:10.0.0.1]", "[100::1]",
    "printer.local", "wiki.internal", "intranet", "router.home.arpa", "abc.onion", "metadata.google.internal",
]  # fmt: skip
TRICKS = [
    "http://user@news.example/", "http://user:secret@news.example/", "http://127.0.0.1@news.example/",
    "http://news.example\\@127.0.0.1/", "http://news.example#@127.0.0.1/", "http://news.example?@127.0.0.1/",
    "http:\\\\127.0.0.1/", "http:///127.0.0.1/", "http:/127.0.0.1/", "//127.0.0.1/", "127.0.0.1/", "http://", "",
    "http://127.0.0.1:abc/", "http://[::1", "http://[", "http://::1/", "http://news.example:22/",
    "http://news.example:0/", "http://news.example:99999/", "http://news.example:80:80/", "file:///etc/passwd",
    "ftp://127.0.0.1/x", "gopher://127.0.0.1:6379/_FLUSHALL", "javascript:alert(1)", "data:text/html,x",
    "http://news.example/\r\nHost: 127.0.0.1", "http://news.ex\u0000ample/", "http://" + "a" * 300 + ".example/",
    "http://" + "a." * 200 + "example/", "http://news.example/" + "a" * 9_000, "http://-news.example/",
    "http://news..example/", "http://news.example./", "http://ne ws.example/", "http://news.example/\ud800",
]  # fmt: skip


class Ear:
    """A listening socket that counts who connects."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("", 0), family=socket.AF_INET)
        self.port: int = self.socket.getsockname()[1]
        self.heard = 0
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.heard += 1
            connection.close()

    def close(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(5)


@contextmanager
def listening() -> Iterator[Ear]:
    ear = Ear()
    try:
        yield ear
    finally:
        ear.close()


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Where connections were attempted; none is really made."""
    tried: list[Any] = []

    async def refuse(addr_infos: Any, *_: Any, **__: Any) -> socket.socket:
        tried.extend(info[4][0] for info in addr_infos)
        raise OSError("no connections in this test")

    monkeypatch.setattr(aiohttp.connector.aiohappyeyeballs, "start_connection", refuse)
    return tried


def fetch(folder: Path, *urls: str, routes: dict[str, tuple[str, int]] | None = None, **more: Any) -> list[web.Answer]:
    async def go() -> list[web.Answer]:
        settings = Settings(**{"data": folder, "fetch_deadline_s": 2.0, "host_delay_s": 0} | more)
        async with web.fetching(settings, routes or {}) as fetcher:
            return await web.fetch_all(fetcher, [(url, {}) for url in urls])

    return asyncio.run(go())


def test_the_table_of_spellings_is_long_enough() -> None:
    assert len(set(LOOPBACK)) >= 8
    assert len({*LOOPBACK, *INWARD, *TRICKS}) >= 100


@pytest.mark.parametrize("host", LOOPBACK + INWARD)
def test_a_host_that_is_not_public_is_never_connected_to(tmp_path: Path, attempts: list[Any], host: str) -> None:
    answers = fetch(tmp_path, f"http://{host}/latest/", f"https://{host}/latest/")
    assert {answer.error for answer in answers} <= {"refused_url", "refused_address"}
    assert attempts == []


@pytest.mark.parametrize("url", TRICKS)
def test_an_address_that_parsers_disagree_about_is_refused(tmp_path: Path, attempts: list[Any], url: str) -> None:
    (answer,) = fetch(tmp_path, url)
    assert answer.error == "refused_url"
    assert attempts == []


def test_a_listener_on_this_machine_hears_nothing(tmp_path: Path) -> None:
    with listening() as ear:
        hosts = [host.rstrip("\t") for host in LOOPBACK]
        answers = fetch(tmp_path, *(f"http://{host}:{ear.port}/" for host in hosts))
        assert {answer.error for answer in answers} == {"refused_url"}
        assert ear.heard == 0
        fetch(tmp_path, f"http://127.0.0.1:{ear.port}/", allow_hosts=f"127.0.0.1:{ear.port}")
        assert ear.heard > 0  # the ear does hear where the operator allows it


def answers_with(monkeypatch: pytest.MonkeyPatch, *sequence: str) -> list[str]:
    """DNS gives one of these addresses after the other, the last for ever."""
    asked: list[str] = []

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        address = sequence[min(len(asked), len(sequence) - 1)]
        asked.append(host)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.1.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1"])
def test_a_name_that_leads_inward_is_refused(
    tmp_path: Path, attempts: list[Any], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    answers_with(monkeypatch, address)
    (answer,) = fetch(tmp_path, "http://news.example/")
    assert answer.error == "refused_address"
    assert attempts == []


def test_a_name_that_changes_its_mind_is_connected_to_where_it_was_judged(
    tmp_path: Path, attempts: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every connection goes to the address of its own look-up; a later answer that leads inward is refused itself."""
    asked = answers_with(monkeypatch, "93.184.216.34", "127.0.0.1")
    (answer,) = fetch(tmp_path, "http://news.example/")
    assert attempts == ["93.184.216.34"]
    assert asked.count("news.example") == 2
    assert answer.error == "refused_address"


def test_no_socket_is_made_for_an_address_that_was_not_judged(tmp_path: Path) -> None:
    async def go() -> None:
        async with web.fetching(Settings(data=tmp_path), {}) as fetcher:
            factory = fetcher._session.connector._socket_factory  # type: ignore[union-attr]
            with pytest.raises(OSError, match="not public"):
                factory((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80)))
            factory((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))).close()

    asyncio.run(go())


def test_the_filter_of_a_country_is_told_from_an_address_that_is_not_public(
    tmp_path: Path, attempts: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers_with(monkeypatch, "10.10.34.36")
    (answer,) = fetch(tmp_path, "http://news.example/")
    assert answer.error == "filtered"
    assert attempts == []


def test_a_proxy_in_the_environment_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as proxy, listening() as outlet:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        fetch(tmp_path, "http://news.example/", routes={"news.example": ("127.0.0.1", outlet.port)})
        assert proxy.heard == 0
        assert outlet.heard > 0


def test_an_idn_host_is_shown_in_punycode(tmp_path: Path, attempts: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    answers_with(monkeypatch, "93.184.216.34")
    persian, cyrillic = fetch(tmp_path, "http://ایرنا.example/", "http://news.exаmple/")
    assert persian.url_final == "http://xn--mgba3a3f26a.example/"
    assert cyrillic.url_final.startswith("http://news.xn--")
    assert attempts
