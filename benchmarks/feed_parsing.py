"""Feeds: how fast and how faithfully are they read, beside feedparser with its defaults in the same run?

    python benchmarks/feed_parsing.py [GOFEED.tar.gz]

(a) CPU time of both on generated feeds of 50 items (RSS short and full, Atom; English and Persian) and on the real ones
    of the archive, interleaved; (b) share of equal titles, links, ids and dates; (c) agreement of both with the JSON
    that the archive expects for each feed. The archive is the test data of mmcdole/gofeed; without it, only generated
    feeds are read. Exit code 1 where a floor is missed: speed 2 times, agreement 0.99 (generated 1.0), (c) at least
    feedparser's.
"""

from __future__ import annotations

import json
import sys
import tarfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser

from rasad.model import Rejected
from rasad.stages.land.feeds import Entry, entries, instant, needs_judge, read_feed

ARCHIVE = Path(__file__).resolve().parents[1].parent / "shared" / "bench" / "gofeed.tar.gz"
ADDRESS = "http://news.example/feeds/all.xml"
FASTER, NEVER_SLOWER, GENERATED, REAL = 2.0, 0.7, 1.0, 0.99  # floors
ROUNDS = 15
FIELDS = ("title", "link", "guid", "date")
START = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
WORDS = {
    "en": [
        "The",
        "council",
        "said",
        "on",
        "Tuesday",
        "that",
        "the",
        "budget",
        "for",
        "water",
        "&",
        "roads",
        "would",
        "be",
        "read",
        "again",
        "before",
        "winter",
    ],
    "fa": [
        "شورای",
        "شهر",
        "روز",
        "سه\u200cشنبه",
        "گفت",
        "لایحهٔ",
        "بودجهٔ",
        "آب",
        "و",
        "راه",
        "پیش",
        "از",
        "زمستان",
        "دوباره",
        "خوانده",
        "می\u200cشود",
    ],
}


@dataclass
class Score:
    """How many of the values that were looked at agree, by field."""

    equal: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    seen: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))

    def note(self, name: str, agrees: bool) -> None:
        self.seen[name] += 1
        self.equal[name] += agrees

    def share(self, name: str | None = None) -> float:
        seen = self.seen[name] if name else sum(self.seen.values())
        return (self.equal[name] if name else sum(self.equal.values())) / seen if seen else 1.0

    def __str__(self) -> str:
        return "  ".join(f"{name} {self.equal[name]}/{self.seen[name]}" for name in FIELDS)


def words(language: str, start: int, count: int) -> str:
    """A stretch of running words of one language."""
    known = WORDS[language]
    return " ".join(known[(start + n) % len(known)] for n in range(count))


def rss(language: str, *, full: bool) -> bytes:
    """A feed of 50 items as news systems write them; `full` with the whole article in content:encoded."""
    items = []
    for n in range(50):
        day = (START + timedelta(minutes=n)).strftime("%a, %d %b %Y %H:%M:%S +0330")
        body = escape("".join(f"<p>{words(language, n + p, 60)}</p>" for p in range(8)))
        items.append(
            f"<item><title>{escape(words(language, n, 9))}</title><link>http://news.example/{language}/{n}?a=1&amp;b=2</link>"
            f'<guid isPermaLink="false">{language}-{n}</guid><pubDate>{day}</pubDate><category>Politics</category>'
            f"<dc:creator>Desk</dc:creator><description>{escape(words(language, n, 30))}</description>"
            + (f"<content:encoded>{body}</content:encoded>" if full else "")
            + f'<enclosure url="http://news.example/{n}.jpg" length="1" type="image/jpeg"/></item>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f'<title>News</title><link>http://news.example/</link><atom:link rel="self" href="{ADDRESS}"/>{"".join(items)}</channel></rss>'
    ).encode()


def atom(language: str) -> bytes:
    """An Atom feed of 50 entries with summaries."""
    items = []
    for n in range(50):
        day = (START + timedelta(minutes=n)).isoformat()
        items.append(
            f'<entry><title type="text">{escape(words(language, n, 9))}</title><id>tag:news.example,2026:{n}</id>'
            f'<link rel="alternate" type="text/html" href="/{language}/{n}"/><published>{day}</published><updated>{day}</updated>'
            f'<author><name>Desk</name></author><summary type="html">{escape(f"<p>{words(language, n, 40)}</p>")}</summary></entry>'
        )
    head = f'<title>News</title><id>urn:x</id><updated>{START.isoformat()}</updated><link rel="self" href="{ADDRESS}"/>'
    return f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">{head}{"".join(items)}</feed>'.encode()


def generated() -> dict[str, bytes]:
    """The honest feeds of the comparison, by name."""
    found = {}
    for language in WORDS:
        found |= {
            f"rss short {language}": rss(language, full=False),
            f"rss full {language}": rss(language, full=True),
            f"atom {language}": atom(language),
        }
    return found


def default(body: bytes) -> Any:
    """feedparser as most programs call it, with the address that it would know had it fetched the feed."""
    return feedparser.parse(BytesIO(body), response_headers={"content-location": ADDRESS})


def cpu_ms(job: Callable[[], object]) -> float:
    """CPU milliseconds of one call."""
    started = time.process_time()
    job()
    return (time.process_time() - started) * 1000


def speed(name: str, bodies: list[bytes]) -> float:
    """Prints and returns how many times faster than feedparser all the bodies are read; the calls take turns."""
    ours = theirs = 0.0
    for _ in range(ROUNDS):
        for body in bodies:
            ours += cpu_ms(lambda body=body: read_feed(body, ADDRESS, None, 1000))  # type: ignore[misc]
            theirs += cpu_ms(lambda body=body: default(body))  # type: ignore[misc]
    ratio = theirs / ours
    print(f"  {name:16} {ours / ROUNDS:9.2f} ms   feedparser {theirs / ROUNDS:9.2f} ms   {ratio:5.1f} times")
    return ratio


def same(body: bytes, score: Score) -> None:
    """Compares entry by entry: title, link and id as given, and the dates as they are written."""
    theirs = default(body).entries
    ours = entries(body, ADDRESS, None, 100_000)
    found = () if isinstance(ours, Rejected) else ours.entries
    for n, entry in enumerate(theirs):
        mine = found[n] if n < len(found) else Entry()
        for name, key in (("title", "title"), ("link", "link"), ("guid", "id")):
            score.note(name, (getattr(mine, name) or "") == (dict.get(entry, key) or ""))
        dates = [(dict.get(entry, key) or "") for key in ("published", "updated")]
        score.note("date", [mine.published or "", mine.updated or ""] == dates)


def archived(path: Path) -> dict[str, tuple[bytes, list[dict[str, Any]] | None]]:
    """Every feed of the archive with the items that its JSON expects; None where it expects an error or says nothing."""
    files: dict[str, bytes] = {}
    with tarfile.open(path) as archive:
        for member in archive.getmembers():
            content = archive.extractfile(member) if member.isfile() else None
            if content and "/testdata/" in member.name:
                files[member.name] = content.read()
    feeds: dict[str, tuple[bytes, list[dict[str, Any]] | None]] = {}
    for name, body in files.items():
        if name.endswith(".xml"):
            feeds[name] = (body, expected_items(files.get(name[:-4] + ".json")))
        elif name.endswith(".json") and name[:-5] + ".xml" not in files and not name.endswith("_expected.json"):
            feeds[name] = (body, expected_items(files.get(name[:-5] + "_expected.json")))
    return feeds


def expected_items(raw: bytes | None) -> list[dict[str, Any]] | None:
    """The items of an expected feed in one shape: title, link, guid, date (an instant), whatever its format."""
    if raw is None:
        return None
    try:
        feed = json.loads(raw)
    except ValueError:
        return None
    listed = feed.get("items") or feed.get("entries") or [] if isinstance(feed, dict) else []
    return [
        {
            "title": item.get("title") if isinstance(item.get("title"), str) else None,
            "link": first_link(item),
            "guid": guid(item),
            "date": item.get("publishedParsed") or item.get("pubDateParsed") or item.get("date_published"),
        }
        for item in listed
    ]


def first_link(item: dict[str, Any]) -> str | None:
    """The item's page: its link, its url (JSON Feed), or the first alternate of an Atom entry's links."""
    for key in ("link", "url"):
        if isinstance(item.get(key), str):
            return str(item[key])
    for link in item.get("links") or []:
        if isinstance(link, dict) and link.get("rel", "alternate") == "alternate" and link.get("href"):
            return str(link["href"])
    return None


def guid(item: dict[str, Any]) -> str | None:
    """The item's id: a string, or the value of an RSS guid."""
    found = item.get("guid") or item.get("id")
    found = found.get("value") if isinstance(found, dict) else found
    return found if isinstance(found, str) else None


def parsed(moment: object) -> datetime | None:
    """The instant of an expected date."""
    return datetime.fromisoformat(moment).astimezone(UTC).replace(microsecond=0) if isinstance(moment, str) else None


def against(expected: list[dict[str, Any]], found: list[dict[str, Any]], score: Score) -> None:
    """Counts, over the fields that are expected, those that were found so."""
    for n, wanted in enumerate(expected):
        given = found[n] if n < len(found) else {}
        for name in FIELDS:
            if wanted[name]:
                value = parsed(wanted[name]) if name == "date" else wanted[name]
                score.note(name, value is not None and given.get(name) == value)


def ours(body: bytes) -> list[dict[str, Any]]:
    """Our reading of a feed in the shape of the comparison."""
    found = entries(body, "", None, 100_000)
    if isinstance(found, Rejected):
        return []
    return [
        {"title": e.title, "link": e.link, "guid": e.guid, "date": instant(e.published or e.updated)}
        for e in found.entries
    ]


def theirs(body: bytes) -> list[dict[str, Any]]:
    """feedparser's reading of a feed in the same shape; nothing where it raises."""
    try:
        found = feedparser.parse(BytesIO(body)).entries
    except Exception:
        return []
    shaped = []
    for entry in found:
        moment = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
        date = datetime(*moment[:6], tzinfo=UTC) if moment and 0 < moment[0] < 9999 else None
        shaped.append(
            {
                "title": dict.get(entry, "title"),
                "link": dict.get(entry, "link"),
                "guid": dict.get(entry, "id"),
                "date": date,
            }
        )
    return shaped


def main(archive: Path) -> int:
    """Prints the three comparisons; 1 when a floor is missed."""
    warnings.simplefilter("ignore", DeprecationWarning)
    missed: list[str] = []
    feeds = archived(archive) if archive.is_file() else {}
    if not feeds:
        print(f"{archive.name} is not there: only generated feeds are read")
    print("(a) CPU time")
    for name, body in generated().items():
        if speed(name, [body]) < FASTER:
            missed.append(f"speed of {name}")
    sound = [body for body, items in feeds.values() if items and body.lstrip()[:1] == b"<"]
    odd = [body for body in sound if needs_judge(body)]
    plain = [body for body in sound if body not in odd]
    for label, bodies, floor in (("plain", plain, FASTER), ("odd", odd, NEVER_SLOWER), ("", sound, 1.0)):
        if bodies and speed(f"{len(bodies)} {label} archived".replace("  ", " "), bodies) < floor:
            missed.append(f"speed of {label} archived feeds")
    print("(b) equal to feedparser")
    for label, bodies, floor in (
        ("generated", list(generated().values()), GENERATED),
        ("archived", [body for body, _ in feeds.values() if body.lstrip()[:1] == b"<"], REAL),
    ):
        score = Score()
        for body in bodies:
            same(body, score)
        print(f"  {label:10} {score.share():.4f}   {score}")
        if score.share() < floor:
            missed.append(f"agreement on {label} feeds")
    if feeds:
        print("(c) equal to what the archive expects")
        scores = {"rasad": Score(), "feedparser": Score()}
        for name, (body, items) in feeds.items():
            try:
                mine = ours(body)
            except Exception as error:
                missed.append(f"{name} raised {error!r}")
                continue
            against(items or [], mine, scores["rasad"])
            against(items or [], theirs(body), scores["feedparser"])
        for name, score in scores.items():
            print(f"  {name:10} {score.share():.4f}   {score}   ({len(feeds)} feeds)")
        if scores["rasad"].share() < scores["feedparser"].share():
            missed.append("agreement with the archive")
    print("missed: " + (", ".join(missed) or "nothing"))
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ARCHIVE))
