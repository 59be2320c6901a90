"""Zero-width joiners and non-joiners: how many of a text's are still there after extraction, beside trafilatura's?

    python benchmarks/zwnj_kept.py [FARSNEWS.tar.gz] [--limit N]

Renders Persian news texts, of the archive and of the bundled newsroom, to HTML in four templates of ours, with the joiner as it
is, as a named entity and as a number, in text, title and author, and reads them with our extraction and with trafilatura.
Counts the words that arrive, with or without their joiners. Exit code 1 where ours keeps less than all.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import tarfile
import unicodedata
from dataclasses import dataclass
from html import escape
from pathlib import Path

import trafilatura
from lxml.html import document_fromstring as html_document

from rasad.edges.documents import Extracted, extract

ARCHIVE = Path(__file__).resolve().parents[1].parent / "shared" / "bench" / "farsnews.tar.gz"
ADDRESS = "https://news.example/2026/a-story"
ZWNJ, ZWJ = "\u200c", "\u200d"
WRITTEN = {"raw": ZWNJ, "&zwnj;": "&zwnj;", "&#8204;": "&#8204;"}
HEAD = '<!DOCTYPE html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>'
TEMPLATES = {
    "article": HEAD + '<meta name="author" content="{author}"></head><body><nav><a href="/">x</a></nav>'
    "<article><h1>{title}</h1>{paragraphs}</article><footer>x</footer></body></html>",
    "divs": HEAD + '</head><body><div id="header">x</div><div class="news-body"><h1>{title}</h1>'
    '<span class="author">{author}</span><div class="body-text">{paragraphs}</div></div></body></html>',
    "linked data": HEAD + '<meta name="author" content="{author}"><meta property="og:title" content="{title}"></head>'
    '<body><main><h1>{title}</h1><section itemprop="articleBody">{paragraphs}</section></main></body></html>',
    "table": HEAD + '<meta name="author" content="{author}"></head><body><table><tr><td><h1>{title}</h1>{paragraphs}'
    "</td></tr></table></body></html>",
}


@dataclass(frozen=True, slots=True)
class Story:
    """One published text."""

    title: str
    author: str
    paragraphs: tuple[str, ...]

    @property
    def joined(self) -> collections.Counter[str]:
        """The words of title, author and paragraphs that hold a joiner."""
        return joined_words(" ".join((self.title, self.author, *self.paragraphs)))


def joined_words(text: str) -> collections.Counter[str]:
    """The words of a text that hold a joiner inside."""
    return collections.Counter(
        word for word in visible(text).split() if ZWNJ in word.strip(ZWNJ) or ZWJ in word.strip(ZWJ)
    )


def arrivals(expected: collections.Counter[str], found: str) -> collections.Counter[str]:
    """How often each word came, with its joiners or without: a line left out as a repeat is no joiner lost."""
    bare = collections.Counter(visible(found).replace(ZWNJ, "").replace(ZWJ, "").split())
    return collections.Counter({word: bare[word.replace(ZWNJ, "").replace(ZWJ, "")] for word in expected})


def visible(text: str) -> str:
    """A text without the direction marks and soft hyphens that extraction drops; joiners stay."""
    return "".join(c for c in text if c in (ZWNJ, ZWJ) or unicodedata.category(c) != "Cf")


def stories(archive: Path, limit: int) -> list[Story]:
    """The texts of the archive that hold a joiner; a ZWJ is put into the second word of each first paragraph."""
    found: list[Story] = []
    with tarfile.open(archive) as files:
        for member in sorted(files.getmembers(), key=lambda member: member.name):
            stream = files.extractfile(member) if member.name.endswith(".json") else None
            for row in json.load(stream) if stream is not None else ():
                paragraphs = tuple(" ".join(part.split()) for part in row["paragraphs"] if part.strip())
                if paragraphs and len(paragraphs[0].split()) > 2 and any(ZWNJ in part for part in paragraphs):
                    first, second, rest = paragraphs[0].split(" ", 2)
                    marked = f"{first} {second[:1]}{ZWJ}{second[1:]} {rest}"
                    title = " ".join(row["title"].split())
                    found.append(Story(title, f"{first}{ZWNJ}{second}", (marked, *paragraphs[1:])))
    return found[:limit]


def bundled() -> list[Story]:
    """The paragraphs of the bundled newsroom's Persian pages that hold a joiner."""
    found = []
    for path in sorted((Path(__file__).resolve().parents[1] / "include" / "sample" / "pages").rglob("*.html")):
        tree = html_document(path.read_bytes())
        paragraphs = tuple(" ".join(part.text_content().split()) for part in tree.iter("p"))
        kept = tuple(part for part in paragraphs if len(part) > 60)
        if len(kept) > 2 and any(ZWNJ in part for part in kept):
            found.append(Story(" ".join(kept[0].split()[:6]), "", kept))
    return found


def page(template: str, story: Story, written: str) -> str:
    """One text as a page, its ZWNJ as `written`."""
    markup = TEMPLATES[template].format(
        title=escape(story.title),
        author=escape(story.author),
        paragraphs="".join(f"<p>{escape(part)}</p>" for part in story.paragraphs),
    )
    return markup.replace(ZWNJ, written)


def ours(markup: str) -> str:
    """Title, author and text as our extraction gives them."""
    found = extract(markup.encode(), ADDRESS)
    if not isinstance(found, Extracted):
        return ""
    return " ".join((found.metadata.title or "", found.metadata.author or "", found.text))


def theirs(markup: str) -> str:
    """Title, author and text as trafilatura gives them, in a process that has not mended it."""
    found = trafilatura.bare_extraction(markup, url=ADDRESS, with_metadata=True)
    return " ".join((found.title or "", found.author or "", found.text or "")) if found is not None else ""


def main() -> int:
    """Prints a line for each template and way of writing; the exit code says whether ours kept all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", nargs="?", type=Path, default=ARCHIVE)
    parser.add_argument("--limit", type=int, default=300)
    arguments = parser.parse_args()
    told = bundled()
    if arguments.archive.exists():
        told += stories(arguments.archive, arguments.limit)
    else:
        print(f"{arguments.archive.name} is not there: the bundled newsroom's texts alone", file=sys.stderr)
    lost = 0
    # The anchor first: our extraction mends the library for the whole process.
    for name, reader in (("trafilatura", theirs), ("rasad", ours)):
        for template in TEMPLATES:
            for label, written in WRITTEN.items():
                kept = total = 0
                for story in told:
                    expected, found = story.joined, reader(page(template, story, written))
                    arrived = expected & arrivals(expected, found)
                    kept += (arrived & joined_words(found)).total()
                    total += arrived.total()
                lost += total - kept if reader is ours else 0
                print(
                    f"{name:12} {template:12} {label:8} {kept:>7,} of {total:>7,} words kept  {kept / total:8.4%}",
                    flush=True,
                )
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
