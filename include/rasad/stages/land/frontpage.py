"""Reading a front page: its bytes in, the articles out that its links lead to. For outlets without a feed."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from rasad.identity import short_hash
from rasad.model import Rejected
from rasad.stages.land.anchors import Anchor, read_links
from rasad.stages.land.items import LONGEST_TITLE, Item, Listed
from rasad.stages.land.sites import Link, Reach, read_link

LONGEST_PATH = 600
"""Characters of a path that the outlet's pattern is tried on: a pattern that backtracks must not meet an endless path."""


def read_front_page(
    body: bytes, address: str, links: str, most: int, *, hosts: frozenset[str] | None = None
) -> Listed | Rejected:
    """The links of a page whose whole path matches `links`, in the page's order, each article once.

    The pattern is tried on the path as linked and on its canonical spelling (unescaped, without a trailing slash), so
    that it may be written either way. The title is the longest text of all links to an article. Only addresses of the
    page's own registrable domain count, and those of `hosts`. Where `<base>` says so, links are relative to that.

    Rejected: no_links_match (a page, but nothing on it matches: the layout has changed; the detail says how many links
    there were), not_html, empty, too_big. `links` comes from an outlet's file, which we trust to have a linear pattern.
    """
    page = read_links(body, address)
    if isinstance(page, Rejected):
        return page
    pattern, reach = re.compile(links), Reach.of(address, hosts)
    titles: dict[str, tuple[Link, str]] = {}
    own = bad = 0
    for anchor in page.anchors:
        link = read_link(anchor.href, page.base)
        if link is None:
            bad += _meant_to_lead_somewhere(anchor)
            continue
        if not reach.covers(link):
            continue
        own += 1
        if _matches(pattern, link):
            first, title = titles.get(link.canonical, (link, ""))
            titles[link.canonical] = (first, max(title, anchor.text[:LONGEST_TITLE], key=len))
    if not titles:
        return Rejected("no_links_match", f"{len(page.anchors)} links, {own} on this site, none matches {links}")
    items = tuple(_item(link, title) for link, title in titles.values())
    return Listed(items[:most], "front_page", bad, page.cut or len(items) > most)


def _matches(pattern: re.Pattern[str], link: Link) -> bool:
    paths = (urlsplit(link.url).path, urlsplit(link.canonical).path)
    return any(len(path) <= LONGEST_PATH and pattern.fullmatch(path) for path in paths)


def _meant_to_lead_somewhere(anchor: Anchor) -> bool:
    """Whether an unusable link is a broken one; javascript:, mailto: and the like are not meant to be fetched."""
    scheme = re.match(r"\s{0,20}([a-z][a-z0-9+.-]{0,30}):", anchor.href, re.IGNORECASE)
    return scheme is None or scheme.group(1).lower() in ("http", "https")


def _item(link: Link, title: str) -> Item:
    return Item(url=link.url, title=title or None, fingerprint=short_hash("item", title))
