"""Relevance on general news: every English page called relevant, and Persian articles against the section they were filed in.

    .venv/bin/python benchmarks/relevance.py [--corpora ../shared/bench] [--disagreements 20] [--seed 1]

np4k is 400 pages of general English news, of which about a dozen mention Iran; farsnews is 1,500 Persian articles of one agency
with their section. A section says where an article was filed, not whether it is Iranian politics: `politics` there holds foreign
news, and much of what is political stands under the provinces. So the disagreements are printed to be judged, in both
directions, drawn by a seed. The corpora are third-party material: they are read where they lie.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tarfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from rasad.gazetteer import load
from rasad.model import Tagged
from rasad.settings import ROOT, Settings
from rasad.stages.tag import Article, tag_all

SECTIONS = frozenset({"politics", "foreign-policy"})
"""Sections of farsnews that are meant to hold Iranian politics."""


def np4k(archive: Path) -> Iterator[tuple[str, Article]]:
    """The pages with their address."""
    for _, content in _members(archive, "articles.json"):
        for page in json.loads(content).values():
            published = datetime.fromisoformat(page["date"]) if page["date"][:1].isdigit() else None
            yield page["url"], Article(page["articleBody"], page["title"], "en", published)


def farsnews(archive: Path) -> Iterator[tuple[str, Article]]:
    """The articles with their section. Undated: their dates are not in the files."""
    for _, content in sorted(_members(archive, ".json")):
        for row in json.loads(content):
            body = "\n".join(part for part in (row["abstract"], *row["paragraphs"]) if part)
            text, title = (unicodedata.normalize("NFC", part or "") for part in (body, row["title"]))
            yield row["cat"] or "none", Article(text, title, "fa", None)


def _members(archive: Path, ending: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as files:
        for member in files:
            content = files.extractfile(member) if member.name.endswith(ending) else None
            if content:
                yield member.name, content.read()


def show(of: str, article: Article, tagged: Tagged) -> None:
    """One article and why it was judged as it was."""
    print(f"  {tagged.score:.3f} {of}: {article.title}\n        {tagged.reason}")


def english(archive: Path) -> None:
    """Every page called relevant, and those that name Iran in their title or lead and are not."""
    pages = list(np4k(archive))
    judged = list(zip(pages, tag_all((page for _, page in pages), load(Settings(sources="live"))), strict=True))
    relevant = [(url, page, tagged) for (url, page), tagged in judged if tagged.relevant]
    naming = [(url, page, tagged) for (url, page), tagged in judged if _names_iran(page) and not tagged.relevant]
    print(f"np4k: {len(pages)} pages, {len(relevant)} called relevant")
    for row in relevant:
        show(*row)
    print(f"np4k: {len(naming)} more name Iran and are called irrelevant")
    for row in naming:
        show(*row)


def _names_iran(page: Article) -> bool:
    return "Iran" in f"{page.title} {page.text}"


def persian(archive: Path, disagreements: int, source: random.Random) -> None:
    """Precision and recall against the section, and disagreements to be judged."""
    rows = list(farsnews(archive))
    judged = list(zip(rows, tag_all((article for _, article in rows), load(Settings(sources="live"))), strict=True))
    found = Counter((section in SECTIONS, tagged.relevant) for (section, _), tagged in judged)
    relevant, filed = found[True, True] + found[False, True], found[True, True] + found[True, False]
    print(
        f"farsnews: {len(rows)} articles, {filed} filed under politics, {relevant} called relevant, {found[True, True]} both"
    )
    print(f"against the section: precision {found[True, True] / relevant:.3f}, recall {found[True, True] / filed:.3f}")
    by_section = Counter(section for (section, _), tagged in judged if tagged.relevant)
    print("called relevant by section:", ", ".join(f"{name} {n}" for name, n in by_section.most_common(12)))
    for is_filed, heading in (
        (True, "filed under politics, called irrelevant"),
        (False, "filed elsewhere, called relevant"),
    ):
        apart = [row for row in judged if (row[0][0] in SECTIONS) is is_filed and row[1].relevant is not is_filed]
        print(f"{len(apart)} {heading}; {disagreements // 2} of them:")
        for (section, article), tagged in source.sample(apart, min(disagreements // 2, len(apart))):
            show(section, article, tagged)


def main() -> int:
    """Print both; 2 where the corpora are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "bench")
    parser.add_argument("--disagreements", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    archives = asked.corpora / "np4k.tar.gz", asked.corpora / "farsnews.tar.gz"
    if not all(archive.is_file() for archive in archives):
        print(
            f"{asked.corpora} has no np4k.tar.gz and farsnews.tar.gz: they are no part of this repository",
            file=sys.stderr,
        )
        return 2
    english(archives[0])
    persian(archives[1], asked.disagreements, random.Random(asked.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
