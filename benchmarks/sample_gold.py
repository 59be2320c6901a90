"""Claims against hand-written gold, language by language: the bundled newsroom and the texts under tests/gold.

    python benchmarks/sample_gold.py [--misses] [--set newsroom|texts]

Two sets of gold, both ours: `newsroom` (include/sample/expected.yml, on the pages as cleaned) and `texts`
(tests/gold/<language>.yml, on the texts as written there, which were annotated before any rule was run on them).

Anchor in the same run: every quoted stretch taken as a claim, which is what a direct-quote extractor finds. A gold claim is
found when a predicted content shares token F1 of at least 0.5 with it (greedy, one to one); `relation` also wants the
source to overlap; `speaker` is the share of found claims with the right id, or no id where nobody is named. `traps` is how
many of the words that gold lists as no claim were taken for one after all.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
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
TEXTS = Path(__file__).resolve().parents[1] / "tests" / "gold"
LANGUAGES = ("en", "fa")
ENOUGH = 0.5
# Ids that only say what kind of unnamed speaker it is; numbers and wording differ from annotator to annotator.
UNNAMED = ("anon:", "grp:", "doc:")


@dataclass(frozen=True)
class Document:
    """One annotated text: `claims` and `traps` as gold writes them, the exact words."""

    set: str
    name: str
    language: str
    title: str | None
    published: datetime | None
    text: str
    claims: list[dict[str, Any]]
    traps: list[str]


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
        starts = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(piece)}(?!\w)", text)]
        if starts:
            start = min(starts, key=lambda s: abs(s - near)) if near is not None else starts[0]
            found.append(Span(start, start + len(piece)))
    return found


def gold(document: Document) -> Iterator[Found]:
    text = document.text
    for row in document.claims:
        content = places(text, row["content"])
        if content and row.get("voice", "speaker") == "speaker":
            source = places(text, row["source"], content[0].start)
            yield Found(letters(text, content), letters(text, source), row["speaker_id"], " … ".join(row["content"]))


def newsroom() -> Iterator[Document]:
    """The published pages of the bundled newsroom, as cleaned."""
    pages = yaml.safe_load((SAMPLE / "expected.yml").read_text(encoding="utf-8"))["pages"]
    for page in (p for p in pages if p["fate"] == "published"):
        html = (SAMPLE / "pages" / page["file"]).read_bytes()
        article = clean(Page(url=page["url"], html=html))
        if not isinstance(article, Article):
            print(f"{page['file']}: {article.reason}", file=sys.stderr)
            continue
        published = article.published.value
        about = (page["file"], article.language, article.title, published, article.text)
        yield Document("newsroom", *about, page["claims"], page["not_claims"])


def texts() -> Iterator[Document]:
    """The texts that were written to be annotated."""
    for language in LANGUAGES:
        path = TEXTS / f"{language}.yml"
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))["texts"] if path.exists() else ():
            about = (row["id"], language, row.get("title"), row.get("published"), row["text"].strip())
            yield Document("texts", *about, row["claims"], row.get("not_claims", []))


def predicted(document: Document, settings: Settings) -> Iterator[Found]:
    gazetteer = load(settings)
    text, title, published = document.text, document.title, document.published
    tagged = tag(text, title=title, language=document.language, published=published, gazetteer=gazetteer)
    read_as = read(
        text,
        title=title,
        language=document.language,
        published=published.date() if published else None,
        source_id=None,
        tagged=tagged,
    )
    for claim in claims(read_as, tagged, gazetteer):
        if claim.relation.voice == "speaker":
            content = list(claim.relation.content)
            shown = " … ".join(span.of(text) for span in content)
            yield Found(letters(text, content), letters(text, list(claim.relation.source)), claim.speaker_id, shown)


def quoted(document: Document) -> Iterator[Found]:
    for paragraph in paragraphs(document.text):
        for quote in quotes(document.text, paragraph):
            inner = quote.inner
            yield Found(letters(document.text, [inner]), frozenset(), None, inner.of(document.text))


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
    if want is None or want.startswith(UNNAMED):
        return have is None or have.startswith((*UNNAMED, "unk:"))
    return have == want


def trapped(document: Document, have: list[Found]) -> list[str]:
    """The words listed as no claim that some predicted content consists of."""
    marks = [(words, letters(document.text, places(document.text, [words]))) for words in document.traps]
    return [words for words, at in marks if any(overlap(at, one.content) > ENOUGH for one in have)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was invented")
    parser.add_argument("--set", choices=("newsroom", "texts"), help="one set of gold only")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    tally = measure(only=options.set, misses=options.misses)
    if options.json:
        print(json.dumps({" ".join(key): figures(row) for key, row in sorted(tally.items())}))
        return
    head = f"{'lang':5}{'set':10}{'system':13}{'gold':>6}{'found':>7}{'content R':>11}{'P':>7}"
    print(f"{head}{'relation R':>12}{'P':>7}{'F1':>7}{'speaker':>9}{'traps':>8}")
    for (language, set_, system), row in sorted(tally.items()):
        f = figures(row)
        print(
            f"{language:5}{set_:10}{system:13}{row[0]:6}{row[1]:7}{f['content_recall']:11.3f}{f['content_precision']:7.3f}"
            f"{f['relation_recall']:12.3f}{f['relation_precision']:7.3f}{f['relation_f1']:7.3f}{f['speaker']:9.3f}{row[5]:8}"
        )


def figures(row: list[int]) -> dict[str, float]:
    """Shares of one language, set and system, from its counts: gold, found, content hits, relation hits, right speakers, traps."""
    n_gold, n_found, hits, related, named, traps = row
    recall, precision = related / n_gold, related / max(1, n_found)
    return {
        "content_recall": hits / n_gold,
        "content_precision": hits / max(1, n_found),
        "relation_recall": recall,
        "relation_precision": precision,
        "relation_f1": 2 * recall * precision / (recall + precision) if recall + precision else 0.0,
        "speaker": named / max(1, hits),
        "traps": traps,
        "gold": n_gold,
        "found": n_found,
    }


def measure(*, only: str | None = None, misses: bool = False) -> dict[tuple[str, str, str], list[int]]:
    """Counts by language, set and system over all gold."""
    settings = Settings(sources="sample")
    tally: dict[tuple[str, str, str], list[int]] = {}
    for document in (*newsroom(), *texts()):
        if only not in (None, document.set):
            continue
        want = list(gold(document))
        for system, have in (("rasad", list(predicted(document, settings))), ("quotes only", list(quoted(document)))):
            pairs = pair(want, have)
            related = sum(not want[i].source or bool(want[i].source & have[j].source) for i, j in pairs)
            named = sum(same_speaker(want[i].speaker, have[j].speaker) for i, j in pairs)
            taken = trapped(document, have)
            row = tally.setdefault((document.language, document.set, system), [0] * 6)
            for n, value in enumerate((len(want), len(have), len(pairs), related, named, len(taken))):
                row[n] += value
            if misses and system == "rasad":
                show(document.name, want, have, pairs)
                for words in taken:
                    print(f"{document.name}  TRAP      {words[:150]}")
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
        if want[i].source and not want[i].source & have[j].source:
            print(f"{name}  SOURCE    {have[j].speaker} for {want[i].speaker}: {want[i].shown[:100]}")
        elif not same_speaker(want[i].speaker, have[j].speaker):
            print(f"{name}  SPEAKER   {have[j].speaker} for {want[i].speaker}: {want[i].shown[:100]}")


if __name__ == "__main__":
    main()
