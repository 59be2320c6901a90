"""Finding 5,000 names in 10,000 articles, folding included, against flashtext and against a plain matcher.

    python -m venv anchors && anchors/bin/pip install flashtext
    .venv/bin/python benchmarks/matching_speed.py [--anchors anchors] [--articles 10000] [--corpora ../shared/bench]

Articles of 2.4 kB are put together from paragraphs of the English and Persian corpora in ../shared/bench (np4k, farsnews);
where they are not there, from invented words, and this says so. Names are rare words and runs of two or three words of
the articles. Prints MB/s of processor time of the matcher that the tag stage uses (`ready` + `find_all`), of flashtext with
and without the folding that it needs, the ratios, and the share of the plain matcher's matches that ours finds (on
`--compared` articles: the plain matcher is slow). Exits 1 below 25 MB/s, 8 times flashtext or 99.9 %.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tarfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from rasad.settings import ROOT
from rasad.stages.tag.surroundings import surroundings
from rasad.text.match import Form, Matcher
from rasad.text.names import PLAIN, ready
from rasad.text.normalise import fold_character, fold_key
from rasad.text.spellings import spellings

BATCH = 256
BYTES = 2400
RARE = 12
"""Occurrences in 3,000 articles up to which a word may be a name: about eleven matches an article, as names in news have."""
LEAST_SPEED, LEAST_RATIO, LEAST_FOUND = 25.0, 8.0, 0.999
Match = tuple[int, int, int, str]
"""Article, start, end, name."""


def paragraphs(corpora: Path) -> list[str]:
    """Paragraphs of real news where they are, else of invented words."""
    found: list[str] = []
    for archive, wanted in (("np4k.tar.gz", "articles.json"), ("farsnews.tar.gz", ".json")):
        if (corpora / archive).is_file():
            with tarfile.open(corpora / archive) as files:
                for member in files:
                    content = files.extractfile(member) if member.name.endswith(wanted) else None
                    found += _texts(json.load(content)) if content else []
    if not found:
        print(f"{corpora} has no corpora: articles are made of invented words")
        found = list(_invented(random.Random(2)))
    return [unicodedata.normalize("NFC", text) for text in found if len(text) > 80]


def _texts(rows: dict[str, dict[str, str]] | list[dict[str, list[str]]]) -> Iterator[str]:
    for row in rows.values() if isinstance(rows, dict) else rows:
        body = row.get("articleBody") or row.get("paragraphs") or ""
        yield from body.split("\n") if isinstance(body, str) else body


def _invented(source: random.Random) -> Iterator[str]:
    scripts = ("etaoinshrdlucmfwypvbgk", "".join(map(chr, (*range(0x627, 0x63B), *range(0x641, 0x649), 0x6CC, 0x200C))))
    for letters in scripts:
        words = ["".join(source.choices(letters, k=source.randint(2, 9))) for _ in range(20_000)]
        weights = [1 / (rank + 5) for rank in range(len(words))]
        for _ in range(3_000):
            yield " ".join(source.choices(words, weights, k=60)).capitalize() + ". "


def articles_of(pieces: Sequence[str], wanted: int) -> list[str]:
    """Articles of about BYTES bytes, each of one script."""
    source = random.Random(1)
    by_script = ([p for p in pieces if p.isascii() or p < "\u0600"], [p for p in pieces if p >= "\u0600"])
    made = []
    for number in range(wanted):
        drawn: list[str] = []
        while sum(len(piece.encode()) for piece in drawn) < BYTES:
            drawn.append(source.choice(by_script[number % 2]))
        made.append("\n".join(drawn).encode()[:BYTES].decode(errors="ignore"))
    return made


def names_of(articles: Sequence[str], wanted: int) -> list[str]:
    """Three rare words to two runs of words, as they are written in the articles, in small letters."""
    source = random.Random(5)
    written: dict[str, str] = {}
    words, runs = Counter[str](), Counter[str]()
    for text in articles[:3000]:
        spaced = "".join(c if c.isalnum() or c == "\u200c" else " " for c in text.lower()).split()
        clean = [word.strip("\u200c") for word in spaced if word.strip("\u200c")]
        for word in clean:
            key = written.setdefault(word, fold_key(word))
            words[key] += len(key) > 2 and not key.isdigit()
        at = source.randrange(max(1, len(clean) - 3))
        runs.update((" ".join(clean[at : at + 2]), " ".join(clean[at : at + 3])))
    rare = sorted(word for word, key in written.items() if 0 < words[key] <= RARE)
    long = sorted(run for run in runs if len(run) > 6)
    return sorted({*source.sample(rare, wanted * 3 // 5), *source.sample(long, wanted * 2 // 5)})


def plain_matches(articles: Sequence[str], names: Sequence[str]) -> set[Match]:
    """Every name at every place: fold one character after another, try every length wherever a word begins."""
    keys: dict[str, list[str]] = {}
    for name in names:
        for key in spellings(name):
            keys.setdefault(key, []).append(name)
    lengths = sorted({len(key) for key in keys})
    found: set[Match] = set()
    for number, text in enumerate(articles):
        letters = [(letter, at) for at, c in enumerate(text) for letter in fold_character(c).translate(PLAIN)]
        kept = [pair for n, pair in enumerate(letters) if n == 0 or pair[0] != " " or letters[n - 1][0] != " "]
        key = "".join(letter for letter, _ in kept)
        for start in range(len(key)):
            if start and _one_word(key[start - 1], key[start]):
                continue
            for length in lengths:
                piece = key[start : start + length]
                if len(piece) == length and piece in keys and _ends(key, start + length):
                    found |= {(number, kept[start][1], kept[start + length - 1][1] + 1, name) for name in keys[piece]}
    return found


def _ends(key: str, end: int) -> bool:
    endings = [""]
    if "\u0600" <= key[end - 1] <= "\u06ff":
        endings += [s.form for s in surroundings().suffixes if not s.after or key[end - 1] in s.after]
    after = (end + len(ending) for ending in endings if key.startswith(ending, end))
    return any(at == len(key) or not _one_word(key[at - 1], key[at]) for at in after)


def _one_word(left: str, right: str) -> bool:
    if left.isdigit() or right.isdigit():
        return (left.isdigit() and right.isdigit()) or ((left + right).isalnum() and (left + right).isascii())
    return left.isalpha() and right.isalpha()


def our_matches(articles: Sequence[str], matcher: Matcher[str]) -> set[Match]:
    """What the tag stage's way finds, batch by batch."""
    found: set[Match] = set()
    for start in range(0, len(articles), BATCH):
        for number, hits in enumerate(matcher.find_all(ready(articles[start : start + BATCH])), start):
            found |= {(number, hit.span.start, hit.span.end, hit.label) for hit in hits}
    return found


def seconds(work: Callable[[], int], rounds: int = 3) -> tuple[float, int]:
    """Processor seconds of the quickest round, and what it counted."""
    best, counted = float("inf"), 0
    for _ in range(rounds):
        before = time.process_time()
        counted = work()
        best = min(best, time.process_time() - before)
    return best, counted


def flashtext_seconds(articles: Sequence[str], names: Sequence[str], anchors: Path) -> tuple[float, float, int] | None:
    """Seconds of folding, seconds of flashtext on what is folded, its matches; None where it is not installed."""
    sys.path += [str(folder) for folder in anchors.glob("lib/*/site-packages")]
    try:
        from flashtext import KeywordProcessor
    except ImportError:
        return None
    table = {
        ord(c): p for c in {c for text in articles for c in text} if (p := fold_character(c).translate(PLAIN)) != c
    }
    processor = KeywordProcessor(case_sensitive=True)
    for name in names:
        processor.add_keyword(" ".join(spellings(name)[-1].split()), name)
    for letter in {c for text in articles for c in text.lower() if c.isalnum()}:
        processor.add_non_word_boundary(letter)
    folding, _ = seconds(lambda: sum(len(text.translate(table)) for text in articles), 1)
    folded = [text.translate(table) for text in articles]
    matching, n = seconds(lambda: sum(len(processor.extract_keywords(text, span_info=True)) for text in folded), 1)
    return folding, matching, n


def main() -> int:
    """Print the speeds, the ratios and the share of matches; 1 where one is below what is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "bench")
    parser.add_argument("--anchors", type=Path, default=Path("anchors"))
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--names", type=int, default=5_000)
    parser.add_argument("--compared", type=int, default=1_000)
    asked = parser.parse_args()
    articles = articles_of(paragraphs(asked.corpora), asked.articles)
    names = names_of(articles, asked.names)
    size = sum(len(text.encode()) for text in articles) / 1e6
    multiple = sum(" " in name for name in names)
    print(f"{len(names)} names ({multiple} of several words), {len(articles)} articles, {size:.1f} MB")
    matcher = Matcher([Form(name, name) for name in names], surroundings().suffixes)
    matcher.find_all(ready(articles[:BATCH]))

    def ours() -> int:
        batches = (articles[start : start + BATCH] for start in range(0, len(articles), BATCH))
        return sum(len(hits) for batch in batches for hits in matcher.find_all(ready(batch)))

    def made() -> int:
        batches = (articles[start : start + BATCH] for start in range(0, len(articles), BATCH))
        return sum(1 for batch in batches for hits in matcher.find_all(ready(batch)) for _ in hits)

    took, n = seconds(ours)
    speed = size / took
    print(f"ours, folding included    {speed:7.1f} MB/s {n} matches, {n / len(articles):.1f} an article")
    print(f"with an object for each hit {size / seconds(made)[0]:5.1f} MB/s")
    passed = speed >= LEAST_SPEED
    anchor = flashtext_seconds(articles, names, asked.anchors)
    if anchor is None:
        print(f"flashtext is not in {asked.anchors}: no ratio")
        passed = False
    else:
        folding, matching, n = anchor
        print(f"flashtext, folding included {size / (folding + matching):5.2f} MB/s {n} matches, longest only")
        print(f"flashtext on folded text    {size / matching:5.2f} MB/s")
        print(f"ratio {(folding + matching) / took:.1f} with its folding, {matching / took:.1f} without")
        passed = passed and (folding + matching) / took >= LEAST_RATIO
    sample = list(islice(articles, asked.compared))
    wanted, found = plain_matches(sample, names), our_matches(sample, matcher)
    share = len(wanted & found) / len(wanted)
    print(
        f"plain matcher: {len(wanted)} matches in {len(sample)} articles, {share:.4%} found, {len(found - wanted)} more"
    )
    return 0 if passed and share >= LEAST_FOUND and not found - wanted else 1


if __name__ == "__main__":
    sys.exit(main())
