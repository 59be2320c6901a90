"""Documents a second and core of `tag` and `claims` on real news, how they grow with length, and the slowest document.

    python benchmarks/claims_speed.py [FOLDER_OF_ARCHIVES] [--limit N] [--check]

Reads np4k.tar.gz (English) and farsnews.tar.gz (Persian) where they lie in the folder (default: ../shared/bench). CPU time of
one process after its imports and first document. Anchors in the same run, on the same texts: the finder of quotation marks
alone, and the floor, which splits the texts into words with one regular expression; the last figure says how many times as
long as that floor `both` takes. Growth: 1, 2, 4, ... different documents joined to one; a linear stage keeps its time for
1,000 characters. With --check, exit code 1 below 40 documents a second for tag and claims together or above 2 seconds for
one document.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rasad.gazetteer import Gazetteer, load
from rasad.model import Language
from rasad.settings import Settings
from rasad.stages.claims import claims
from rasad.stages.claims.lines import language_of
from rasad.stages.claims.reading import read
from rasad.stages.tag import tag
from rasad.text.quotes import quotes
from rasad.text.sentences import paragraphs

FOLDER = Path(__file__).resolve().parents[1].parent / "shared" / "bench"
FEWEST, SLOWEST = 40.0, 2.0
WORD = re.compile(r"\w+|[^\w\s]")
JOINED = (1, 2, 4, 8, 16, 32)


@dataclass(frozen=True)
class Text:
    """One document of a corpus."""

    title: str | None
    language: Language
    text: str


@dataclass(frozen=True)
class Spent:
    """CPU seconds that one document took, and how many claims it gave."""

    tag: float
    claims: float
    found: int

    @property
    def both(self) -> float:
        return self.tag + self.claims


def corpora(folder: Path, limit: int | None) -> Iterator[tuple[str, list[Text]]]:
    """The documents of each corpus that is there."""
    english = [
        Text(row["title"], "en", row["articleBody"])
        for piece in members(folder / "np4k.tar.gz", "articles.json")
        for row in json.loads(piece).values()
        if row["articleBody"].strip() and language_of(row["articleBody"]) == "en"
    ]
    persian = [
        Text(row["title"], "fa", "\n".join(row["paragraphs"]))
        for piece in members(folder / "farsnews.tar.gz", ".json")
        for row in json.loads(piece)
        if any(part.strip() for part in row["paragraphs"])
    ]
    for name, texts in (("np4k", english), ("farsnews", persian)):
        if texts:
            yield name, texts[:limit]


def members(archive: Path, ending: str) -> Iterator[str]:
    """The files of an archive with a given ending; none, and a word about it, where the archive is not there."""
    if not archive.exists():
        print(f"{archive.name} is not in {archive.parent}: left out", file=sys.stderr)
        return
    with tarfile.open(archive) as files:
        for member in files:
            stream = files.extractfile(member) if member.isfile() and member.name.endswith(ending) else None
            if stream is not None:
                yield stream.read().decode("utf-8")


def spent(text: Text, gazetteer: Gazetteer) -> Spent:
    """CPU seconds of the two stages on one document."""
    start = time.process_time()
    tagged = tag(text.text, title=text.title, language=text.language, published=None, gazetteer=gazetteer)
    between = time.process_time()
    about = {"title": text.title, "language": text.language, "published": None, "source_id": None}
    document = read(text.text, tagged=tagged, **about)
    found = claims(document, tagged, gazetteer)
    return Spent(between - start, time.process_time() - between, len(found))


def anchor(work: Callable[[str], object], texts: list[Text]) -> float:
    """Documents a CPU second of an anchor."""
    start = time.process_time()
    for text in texts:
        work(text.text)
    return len(texts) / max(time.process_time() - start, 1e-9)


def quoted(text: str) -> int:
    return sum(len(quotes(text, paragraph)) for paragraph in paragraphs(text))


def report(name: str, texts: list[Text], gazetteer: Gazetteer) -> tuple[float, float]:
    """Print the figures of a corpus; gives documents a second for both stages and the seconds of the slowest document."""
    spent(texts[0], gazetteer)
    each = [spent(text, gazetteer) for text in texts]
    total = sum(one.both for one in each)
    floor, marks = anchor(lambda text: WORD.findall(text), texts), anchor(quoted, texts)
    rate = len(texts) / total
    mean = statistics.mean(len(text.text) for text in texts)
    print(
        f"{name}: {len(texts)} documents of {mean:.0f} characters, {sum(one.found for one in each) / len(each):.1f} claims each"
    )
    for stage, seconds in (
        ("tag", sum(one.tag for one in each)),
        ("claims", sum(one.claims for one in each)),
        ("both", total),
    ):
        print(f"  {stage:22}{len(texts) / seconds:9.1f} documents/s")
    print(f"  {'quotation marks alone':22}{marks:9.1f} documents/s")
    print(f"  {'words by one regex':22}{floor:9.1f} documents/s: both takes {floor / rate:.0f} times as long")
    slowest = max(range(len(each)), key=lambda n: each[n].both)
    print(f"  slowest document: {each[slowest].both:.3f} s for {len(texts[slowest].text)} characters")
    grow(texts, gazetteer)
    return rate, each[slowest].both


def grow(texts: list[Text], gazetteer: Gazetteer) -> None:
    """Print the time for 1,000 characters of documents that are each made of more and more documents."""
    pieces = sorted(texts, key=lambda text: len(text.text))[len(texts) // 4 : -len(texts) // 4][: max(JOINED) * 2]
    for times in JOINED:
        groups = [pieces[at : at + times] for at in range(0, len(pieces) - times + 1, times)]
        joined = [Text(None, group[0].language, "\n".join(text.text for text in group)) for group in groups]
        seconds = sum(spent(text, gazetteer).both for text in joined)
        size = sum(len(text.text) for text in joined)
        print(f"  {size / len(joined):9.0f} characters: {1e6 * seconds / size:7.2f} ms for 1,000")


def main() -> None:
    """Print the figures of every corpus that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    gazetteer = load(Settings(sources="sample"))
    failed = False
    for name, texts in corpora(args.folder, args.limit):
        rate, slowest = report(name, texts, gazetteer)
        failed = failed or rate < FEWEST or slowest > SLOWEST
    sys.exit(int(failed and args.check))


if __name__ == "__main__":
    main()
