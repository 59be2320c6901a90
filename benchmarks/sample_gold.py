"""Claims of the bundled newsroom against its hand-written gold (include/sample/expected.yml), language by language.

    python benchmarks/sample_gold.py [--misses]

Anchor in the same run: every quoted stretch taken as a claim, which is what a direct-quote extractor finds. A gold claim is
found when a predicted content shares token F1 of at least 0.5 with it (greedy, one to one); `relation` also wants the
source to overlap; `speaker` is the share of found claims with the right gazetteer id, or none where nobody is named.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from rasad.gazetteer import load
from rasad.model import Article, Page, Span
from rasad.settings import INCLUDE, Settings
from rasad.stages.claims import claims
from rasad.stages.claims.reading import read
from rasad.stages.clean import clean
from rasad.stages.tag import tag
from rasad.text.quotes import quotes
from rasad.text.sentences import paragraphs

SAMPLE = INCLUDE / "sample"
ENOUGH = 0.5


@dataclass(frozen=True)
class Found:
    """One claim of a page, gold or predicted, as sets of characters."""

    content: frozenset[int]
    source: frozenset[int]
    speaker: str | None
    shown: str


def letters(text: str, spans: list[Span]) -> frozenset[int]:
    return frozenset(i for span in spans for i in range(span.start, span.end) if text[i].isalnum())


def places(text: str, pieces: list[str], near: int | None = None) -> list[Span]:
    """Where exact pieces stand in a text; nearest to a place where they stand more than once."""
    found = []
    for piece in pieces:
        starts = [i for i in range(len(text)) if text.startswith(piece, i)]
        if starts:
            start = min(starts, key=lambda s: abs(s - near)) if near is not None else starts[0]
            found.append(Span(start, start + len(piece)))
    return found


def gold(text: str, page: dict[str, Any]) -> Iterator[Found]:
    for row in page["claims"]:
        content = places(text, row["content"])
        if content and row["voice"] == "speaker":
            source = places(text, row["source"], content[0].start)
            yield Found(letters(text, content), letters(text, source), row["speaker_id"], " … ".join(row["content"]))


def predicted(article: Article, settings: Settings) -> Iterator[Found]:
    gazetteer = load(settings)
    published = article.published.value
    tagged = tag(article.text, title=article.title, language=article.language, published=published, gazetteer=gazetteer)
    document = read(
        article.text,
        title=article.title,
        language=article.language,
        published=published.date() if published else None,
        source_id=None,
        tagged=tagged,
    )
    for claim in claims(document, tagged, gazetteer):
        if claim.relation.voice == "speaker":
            content = list(claim.relation.content)
            shown = " … ".join(span.of(article.text) for span in content)
            yield Found(
                letters(article.text, content),
                letters(article.text, list(claim.relation.source)),
                claim.speaker_id,
                shown,
            )


def quoted(article: Article) -> Iterator[Found]:
    for paragraph in paragraphs(article.text):
        for quote in quotes(article.text, paragraph):
            yield Found(letters(article.text, [quote.inner]), frozenset(), None, quote.inner.of(article.text))


def overlap(a: frozenset[int], b: frozenset[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def pair(want: list[Found], have: list[Found]) -> list[tuple[int, int]]:
    scores = sorted(
        ((overlap(w.content, h.content), i, j) for i, w in enumerate(want) for j, h in enumerate(have)), reverse=True
    )
    pairs: list[tuple[int, int]] = []
    for score, i, j in scores:
        if score >= ENOUGH and i not in {a for a, _ in pairs} and j not in {b for _, b in pairs}:
            pairs.append((i, j))
    return pairs


def same_speaker(want: str | None, have: str | None) -> bool:
    local = ("anon:", "unk:", "grp:", "doc:")
    if want is None or want.startswith(local):
        return have is None or have.startswith(local)
    return have == want


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was invented")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    tally = measure(misses=options.misses)
    if options.json:
        print(json.dumps({f"{language} {system}": figures(row) for (language, system), row in sorted(tally.items())}))
        return
    print(
        f"{'language':9}{'system':13}{'gold':>6}{'found':>7}{'content R':>11}{'P':>7}{'relation R':>12}{'P':>7}{'F1':>7}{'speaker':>9}"
    )
    for (language, system), row in sorted(tally.items()):
        f = figures(row)
        print(
            f"{language:9}{system:13}{row[0]:6}{row[1]:7}{f['content_recall']:11.3f}{f['content_precision']:7.3f}"
            f"{f['relation_recall']:12.3f}{f['relation_precision']:7.3f}{f['relation_f1']:7.3f}{f['speaker']:9.3f}"
        )


def figures(row: list[int]) -> dict[str, float]:
    """Shares of one language and system, from its counts: gold, found, content hits, relation hits, right speakers."""
    n_gold, n_found, hits, related, named = row
    recall, precision = related / n_gold, related / max(1, n_found)
    return {
        "content_recall": hits / n_gold,
        "content_precision": hits / max(1, n_found),
        "relation_recall": recall,
        "relation_precision": precision,
        "relation_f1": 2 * recall * precision / (recall + precision) if recall + precision else 0.0,
        "speaker": named / max(1, hits),
    }


def measure(*, misses: bool = False) -> dict[tuple[str, str], list[int]]:
    """Counts by language and system over every published page of the newsroom."""
    settings = Settings(sources="sample")
    pages = yaml.safe_load((SAMPLE / "expected.yml").read_text(encoding="utf-8"))["pages"]
    tally: dict[tuple[str, str], list[int]] = {}
    for page in (p for p in pages if p["fate"] == "published"):
        html = (SAMPLE / "pages" / page["file"]).read_bytes()
        article = clean(Page(url=page["url"], html=html))
        if not isinstance(article, Article):
            print(f"{page['file']}: {article.reason}", file=sys.stderr)
            continue
        want = list(gold(article.text, page))
        for system, have in (("rasad", list(predicted(article, settings))), ("quotes only", list(quoted(article)))):
            pairs = pair(want, have)
            related = sum(not want[i].source or bool(want[i].source & have[j].source) for i, j in pairs)
            named = sum(same_speaker(want[i].speaker, have[j].speaker) for i, j in pairs)
            row = tally.setdefault((page["language"], system), [0] * 5)
            for n, value in enumerate((len(want), len(have), len(pairs), related, named)):
                row[n] += value
            if misses and system == "rasad":
                show(page["file"], want, have, pairs)
    return tally


def show(name: str, want: list[Found], have: list[Found], pairs: list[tuple[int, int]]) -> None:
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, claim in enumerate(want):
        if i not in found:
            print(f"{name}  MISSED    {claim.speaker}: {claim.shown[:150]}")
    for j, claim in enumerate(have):
        if j not in used:
            print(f"{name}  INVENTED  {claim.speaker}: {claim.shown[:150]}")
    for i, j in pairs:
        if not same_speaker(want[i].speaker, have[j].speaker):
            print(f"{name}  SPEAKER   {have[j].speaker} for {want[i].speaker}: {want[i].shown[:100]}")


if __name__ == "__main__":
    main()
