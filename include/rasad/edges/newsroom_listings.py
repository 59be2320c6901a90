"""The sitemaps and front pages of the bundled newsroom, written from the pages themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape

from rasad.catalogue import Outlet

_HEADLINE = re.compile(rb"<h1[^<>]{0,200}>([^<>]{1,500})</h1>")
_PRINTED = re.compile(rb'(?:name="date" content|datetime)="([0-9T:+Z.-]{10,35})"')


@dataclass(frozen=True, slots=True)
class Story:
    """One page as its outlet's listings show it."""

    path: str
    title: str
    published: str | None  # as the page states it
    modified: datetime


def story(path: str, page: bytes, modified: datetime) -> Story:
    """What a listing says of a page: its headline, and the date in its markup where there is one."""
    headline, printed = _HEADLINE.search(page), _PRINTED.search(page)
    title = unescape(headline.group(1).decode()) if headline else path.strip("/")
    return Story(path, title, printed.group(1).decode() if printed else None, modified)


def sitemap_index(outlet: Outlet, news: str, modified: datetime) -> bytes:
    """A sitemap index that leads to the news sitemap at the path `news`."""
    return _xml(
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        f"<sitemap><loc>http://{outlet.domain}{news}</loc><lastmod>{modified.isoformat()}</lastmod></sitemap>",
        "</sitemapindex>",
    )


def news_sitemap(outlet: Outlet, stories: list[Story]) -> bytes:
    """A news sitemap of every story of the outlet that states its date."""
    entries = (
        f"<url><loc>http://{outlet.domain}{story.path}</loc><lastmod>{story.modified.isoformat()}</lastmod><news:news>"
        f"<news:publication><news:name>{escape(outlet.name.en)}</news:name>"
        f"<news:language>{outlet.languages[0]}</news:language></news:publication>"
        f"<news:publication_date>{story.published}</news:publication_date>"
        f"<news:title>{escape(story.title)}</news:title></news:news></url>"
        for story in stories
        if story.published
    )
    return _xml(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">',
        *entries,
        "</urlset>",
    )


def front_page(outlet: Outlet, stories: list[Story]) -> bytes:
    """A front page that links every story twice, once without words, beside links that lead to no article."""
    feeds = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="RSS" href="{feed.url}">' for feed in outlet.feeds
    )
    teasers = "\n".join(
        f'<li><a href="{story.path}"><img src="{story.path}.jpg" alt=""></a>'
        f'<h2><a href="{story.path}">{escape(story.title)}</a></h2></li>'
        for story in stories
    )
    name = escape(outlet.name.fa or outlet.name.en)
    return (
        f'<!DOCTYPE html>\n<html lang="{outlet.languages[0]}"><head><meta charset="utf-8"><title>{name}</title>{feeds}'
        f'</head>\n<body><nav><a href="/">{name}</a> <a href="/about">i</a> <a href="/live">live</a></nav>\n'
        f"<ul>\n{teasers}\n</ul></body></html>\n"
    ).encode()


def _xml(*lines: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n").encode()
