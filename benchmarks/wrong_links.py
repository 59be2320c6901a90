"""Draw links at random from general news, each with its words around it, for a person to read and judge.

    python benchmarks/wrong_links.py [--sample 100] [--seed 7] [--limit N] [--language en|fa] [--show unlisted]

Reads farsnews (1,500 Persian articles, no dates) and np4k (421 pages of English news) in ../shared/bench, and says so where
they are missing. Outlets and countries are left out of the draw: they are most of all links, and the easy ones. The draw is
seeded, so two runs over the same texts and rules show the same links. A wrong link here is a rule to mend, never a case.
"""

from __future__ import annotations

import argparse
import json
import random
import tarfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rasad.gazetteer import Gazetteer, load
from rasad.model import Language, Mention
from rasad.settings import Settings
from rasad.stages.tag import tag

BENCH = Path(__file__).resolve().parents[1].parent / "shared" / "bench"
_AROUND = 60


def main() -> None:
    """Print the draw of each language, and how many links there are of each kind and method."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--limit", type=int, default=None, help="articles of each language")
    parser.add_argument("--language", choices=("en", "fa"))
    parser.add_argument("--method", help="only links made so")
    options = parser.parse_args()
    gazetteer = load(Settings(sources="live"))
    languages: tuple[Language, ...] = ("en", "fa")
    for language in languages:
        if options.language in (None, language):
            found = list(articles(language))[: options.limit]
            _draw(language, found, gazetteer, options)


def _draw(
    language: Language,
    articles: list[tuple[str, str, datetime | None]],
    gazetteer: Gazetteer,
    options: argparse.Namespace,
) -> None:
    links: list[tuple[str, str, Mention]] = []
    kinds: Counter[str] = Counter()
    for title, text, published in articles:
        tagged = tag(text, title=title, language=language, published=published, gazetteer=gazetteer)
        for mention in tagged.mentions:
            kinds[mention.link_method if mention.entity_id else "open"] += 1
            if mention.entity_id and _counts(mention, gazetteer) and options.method in (None, mention.link_method):
                links.append((title, text, mention))
    drawn = random.Random(options.seed).sample(links, min(options.sample, len(links)))
    print(
        f"\n{language}: {len(articles)} articles, {len(links)} links drawn from; all mentions: {dict(kinds.most_common())}"
    )
    for number, (title, text, mention) in enumerate(drawn, 1):
        before = text[max(0, mention.span.start - _AROUND) : mention.span.start].replace("\n", " ")
        after = text[mention.span.end : mention.span.end + _AROUND].replace("\n", " ")
        print(
            f"{number:3} {mention.entity_id} {mention.link_method}: {before}[{mention.surface}]{after}   | {title[:50]}"
        )


def _counts(mention: Mention, gazetteer: Gazetteer) -> bool:
    entity = gazetteer.entities[mention.entity_id or ""]
    return entity.type != "outlet" and entity.kind != "country"


def articles(language: Language) -> Iterator[tuple[str, str, datetime | None]]:
    """Title, text and day of each article of general news in a language."""
    archive = BENCH / ("farsnews.tar.gz" if language == "fa" else "np4k.tar.gz")
    if not archive.exists():
        print(f"{archive.name} is not there; nothing drawn for {language}")
        return
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda member: member.name):
            file = tar.extractfile(member) if member.name.endswith(".json") else None
            if file is None:
                continue
            content = json.load(file)
            rows = content.values() if isinstance(content, dict) else content
            for row in rows:
                if "articleBody" in row:
                    yield row["title"] or "", row["articleBody"] or "", _day(row.get("date"))
                elif "paragraphs" in row:
                    yield row["title"], "\n".join(row["paragraphs"]), None


def _day(value: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)[:10]).replace(tzinfo=UTC)
    except ValueError:
        return None


if __name__ == "__main__":
    main()
