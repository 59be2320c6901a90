"""The bundled newsroom on loopback: the sample outlets' listings, pages and robots.txt, told apart by the Host header."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import urlsplit

from rasad.catalogue import Feed, Outlet, read_outlets
from rasad.edges.newsroom_listings import Story, front_page, news_sitemap, sitemap_index, story
from rasad.errors import ConfigError
from rasad.settings import INCLUDE

SAMPLE = INCLUDE / "sample"
EDITIONS: Mapping[str, datetime] = {
    "morning": datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
    "evening": datetime(2026, 11, 20, 18, 0, tzinfo=UTC),
}
"""The editions, and when what each of them brought was last modified."""

_ROBOTS = b"User-agent: *\nCrawl-delay: 0\nDisallow: /admin/\n"
_NEWS_SITEMAP = "/news-sitemap.xml"
_KINDS = {
    ".html": "text/html",
    ".xml": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".sitemap": "application/xml",
    ".txt": "text/plain",
}
_IDLE_S = 5.0  # a client that connects and says nothing holds one thread for so long, and the closing of the server too


@dataclass(frozen=True, slots=True)
class Document:
    """What one address answers: the body as served, its content type, and its validators."""

    body: bytes
    content_type: str
    modified: datetime

    @property
    def etag(self) -> str:
        """A strong validator of exactly these bytes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


Site = Mapping[str, Document]


@contextmanager
def serving(edition: str = "morning") -> Iterator[dict[str, tuple[str, int]]]:
    """Serve one edition of the newsroom on a free port of 127.0.0.1 for as long as the context lasts.

    Yields the address (IP, port) to connect to for every host of the sample. Raises ConfigError for an edition that
    the sample does not have.
    """
    sites = newsroom(edition)
    handler = type("EditionAnswers", (_Answers,), {"sites": sites})
    server = _Server(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="newsroom", daemon=True)
    thread.start()
    try:
        yield dict.fromkeys(sites, ("127.0.0.1", server.server_port))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def newsroom(edition: str = "morning") -> dict[str, Site]:
    """Every document of an edition, by host and path. Raises ConfigError for an unknown edition or a missing feed."""
    if edition not in EDITIONS:
        raise ConfigError("RASAD_EDITION", "edition", f"{edition!r} is not one of {', '.join(EDITIONS)}; choose one")
    outlets = read_outlets(SAMPLE / "sources").values()
    return {outlet.domain: _site(outlet, edition) for outlet in outlets}


def _site(outlet: Outlet, edition: str) -> Site:
    name = outlet.id.removeprefix("med:")
    named = "".join(f"Sitemap: {sitemap.url}\n" for sitemap in outlet.sitemaps).encode()
    site = {"/robots.txt": Document(_ROBOTS + named, _content_type(".txt"), EDITIONS["morning"])}
    for feed in outlet.feeds:
        site[urlsplit(feed.url).path] = _feed(name, feed, edition)
    for slug, path in _pages(SAMPLE / "pages" / name, edition).items():
        site[f"/{slug}"] = _document(path, ".html")
    stories = [story(path, document.body, document.modified) for path, document in site.items() if _is_page(document)]
    return site | _sitemaps(outlet, stories) | _front_pages(outlet, stories)


def _is_page(document: Document) -> bool:
    return document.content_type.startswith("text/html")


def _sitemaps(outlet: Outlet, stories: list[Story]) -> dict[str, Document]:
    """The index at every sitemap that the outlet's file names, and the news sitemap that it leads to."""
    if not outlet.sitemaps:
        return {}
    changed = max(story.modified for story in stories)
    news = Document(news_sitemap(outlet, stories), _content_type(".sitemap"), changed)
    index = Document(sitemap_index(outlet, _NEWS_SITEMAP, changed), _content_type(".sitemap"), changed)
    return {urlsplit(sitemap.url).path: index for sitemap in outlet.sitemaps} | {_NEWS_SITEMAP: news}


def _front_pages(outlet: Outlet, stories: list[Story]) -> dict[str, Document]:
    if not outlet.front_pages:
        return {}
    changed = max(story.modified for story in stories)
    page = Document(front_page(outlet, stories), _content_type(".html"), changed)
    return {urlsplit(front.url).path: page for front in outlet.front_pages}


def _feed(name: str, feed: Feed, edition: str) -> Document:
    stems = (f"{name}.{feed.language}", name)
    names = [f"{stem}.{edition}.xml" for stem in stems] + [f"{stem}.xml" for stem in stems]
    for candidate in names:
        path = SAMPLE / "feeds" / candidate
        if path.exists():
            return _document(path, ".atom" if feed.url.endswith(".atom") else ".xml")
    missing = SAMPLE / "feeds" / f"{name}.xml"
    raise ConfigError(missing, "file", f"is missing, but the outlet lists {feed.url}; add it")


def _pages(folder: Path, edition: str) -> dict[str, Path]:
    """The pages of an outlet by slug; `<slug>.evening.html` takes the place of `<slug>.html` in the evening."""
    morning = {path.stem: path for path in sorted(folder.glob("*.html")) if "." not in path.stem}
    later = {path.name.removesuffix(f".{edition}.html"): path for path in sorted(folder.glob(f"*.{edition}.html"))}
    return morning | later


def _document(path: Path, kind: str) -> Document:
    brought_by = next((edition for edition in EDITIONS if path.stem.endswith(f".{edition}")), "morning")
    return Document(path.read_bytes(), _content_type(kind), EDITIONS[brought_by])


def _content_type(kind: str) -> str:
    return f"{_KINDS[kind]}; charset=utf-8"


class _Server(ThreadingHTTPServer):
    # Threads that are joined on closing leave no socket behind.
    daemon_threads = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle of an answer is its own business."""


class _Answers(BaseHTTPRequestHandler):
    sites: ClassVar[Mapping[str, Site]] = {}
    timeout = _IDLE_S
    server_version = "newsroom"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the pipeline keeps its own account of every fetch."""

    def _answer(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0].lower()
        site = self.sites.get(host)
        if site is None:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"No such outlet here.\n")
            return
        document = site.get(urlsplit(self.path).path)
        if document is None:
            self._send(HTTPStatus.NOT_FOUND, b"Not found.\n")
        elif self._has(document):
            self._send(HTTPStatus.NOT_MODIFIED, b"", document)
        else:
            self._send(HTTPStatus.OK, document.body, document)

    def _has(self, document: Document) -> bool:
        """Whether the client holds this document. If-None-Match wins over If-Modified-Since (RFC 9110, 13.2.2)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or document.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and parsedate_to_datetime(since) >= document.modified
        except (TypeError, ValueError):
            return False

    def _send(self, status: HTTPStatus, body: bytes, document: Document | None = None) -> None:
        self.send_response(status)
        if document is not None:
            self.send_header("ETag", document.etag)
            self.send_header("Last-Modified", format_datetime(document.modified, usegmt=True))
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", document.content_type if document else _content_type(".txt"))
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
