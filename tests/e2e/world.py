"""A small world of outlets on loopback whose pages, feeds and failures a test changes as it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import yaml

from rasad import ledger, runner
from rasad.edges import landing, store
from rasad.orders import Order
from rasad.review.deciding import decide
from rasad.review.decision import decision_from
from rasad.review.waiting import waiting
from rasad.settings import Settings


@dataclass(frozen=True)
class Reply:
    """What one address answers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class World:
    """Every address of every host, the log of requests, and one installation that reads them."""

    settings: Settings
    port: int = 0
    replies: dict[str, Reply] = field(default_factory=dict)  # by address, without the scheme
    log: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    down: set[str] = field(default_factory=set)  # hosts that answer 503 to everything

    def page(self, address: str, words: str, **headers: str) -> None:
        """An article's page."""
        body = f"<html><head><title>{escape(words)}</title></head><body><article><p>{escape(words)}</p></article></body></html>"
        self.replies[address] = Reply(body.encode(), headers={"Content-Type": "text/html; charset=utf-8", **headers})

    def feed(self, address: str, *items: tuple[str, str]) -> None:
        """A feed of (address of the article, what the feed says of it)."""
        entries = "".join(
            f"<item><title>{escape(words)}</title><link>{escape(link if '://' in link else 'http://' + link)}</link></item>"
            for link, words in items
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{entries}</channel></rss>'
        self.replies[address] = Reply(body.encode(), headers={"Content-Type": "application/rss+xml"})

    def find(self, address: str) -> Reply:
        """What an address answers."""
        return self.replies.get(address, Reply(b"nothing here", 404))

    def asked(self, address: str) -> int:
        """How often an address was requested."""
        return sum(one == address for one, _ in self.log)

    @property
    def routes(self) -> dict[str, tuple[str, int]]:
        """Where the hosts of this world are."""
        hosts = {urlsplit(f"//{address}").hostname or "" for address in self.replies} | self.down
        return dict.fromkeys(hosts | {f"www.{host}" for host in hosts}, ("127.0.0.1", self.port))

    def fetch(self, order: Order | None = None) -> str:
        """Open a batch, plan it and visit every lane. Returns the batch id."""
        batch_id = ledger.open_batch(self.settings, order)
        landing.fetch_all(self.settings, batch_id, landing.plan(self.settings, batch_id), print, self.routes)
        return batch_id

    def land(self, order: Order | None = None) -> str:
        """One batch of land: visit, write, audit, promote."""
        batch_id = self.fetch(order)
        for step in (runner.build, runner.audit, runner.promote):
            step(self.settings, batch_id, "land", print)
        return batch_id

    def release(self) -> None:
        """A person releases everything that is open."""
        for batch in waiting(self.settings):
            said = {"action": "release", "rows": batch.row_ids, "by": "N. Samimi", "why": "looked at the pages"}
            decide(self.settings, decision_from(said | {"at": datetime.now(UTC)}))

    def rows(self, sql: str, **parameters: Any) -> list[dict[str, Any]]:
        """The answer of the warehouse."""
        with store.warehouse(self.settings) as database:
            return database.rows(sql, **parameters)


def outlet(name: str, folder: Path, **facts: Any) -> None:
    """The file of one outlet."""
    described = {
        "id": f"med:{name}",
        "name": {"en": name},
        "domain": f"{name}.test",
        "languages": ["en"],
        "country": "GB",
        "affiliation": {"class": "wire"},
        "publisher_group": name,
        "feeds": [{"url": f"http://{name}.test/feed", "language": "en"}],
        "politeness": {"delay_s": 0},
        "enabled": True,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yml").write_text(yaml.safe_dump(described | facts), encoding="utf-8")


@contextmanager
def world(
    tmp_path: Path, *names: str, kind: type[World] = World, recheck_after: str = "1h,3h,5h", **facts: Any
) -> Iterator[World]:
    """A world with the named outlets, served for the length of the block."""
    for name in names:
        outlet(name, tmp_path / "sources", **facts)
    made = kind(
        Settings(
            data=tmp_path / "data",
            sources=str(tmp_path / "sources"),
            host_delay_s=0,
            fetch_deadline_s=5,
            recheck_after=recheck_after,
        )
    )

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = (self.headers.get("Host") or "").partition(":")[0]
            address = host + self.path
            made.log.append((address, dict(self.headers)))
            reply = made.find(address)
            if host in made.down:
                reply = Reply(b"later", 503)
            elif reply.headers.get("ETag") and self.headers.get("If-None-Match") == reply.headers["ETag"]:
                reply = Reply(b"", 304, reply.headers)
            self.send_response(reply.status)
            for key, value in reply.headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    made.port = server.server_port
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


__all__ = ["Reply", "World", "outlet", "world"]
