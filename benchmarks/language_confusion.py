"""Which language is taken for which, on short and long texts whose language is known.

    .venv/bin/python benchmarks/language_confusion.py [--bench ../shared/bench] [--wrong]

Our own lists (benchmarks/language_lists.yml) are always read; farsnews (Persian), polnear and np4k (English but for three
pages) where their archives lie in the folder of --bench. Each set is also cut to its first three words and its first 60
characters. Prints, for each set, how many texts were given which tag, the share that is right, wrong (another language) and
unsure, and the time a text takes. --wrong prints the texts that were given another language.
"""

from __future__ import annotations

import argparse
import json
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from rasad.text.language import detect

LISTS = Path(__file__).with_name("language_lists.yml")
CUTS = ("whole", "3 words", "60 characters")


def own() -> Iterator[tuple[str, str, list[str]]]:
    """Our lists: name, tag, texts."""
    for tag, texts in yaml.safe_load(LISTS.read_text(encoding="utf-8")).items():
        yield f"own {tag}", tag, texts


def archived(bench: Path) -> Iterator[tuple[str, str, list[str]]]:
    """The texts of third-party archives, read where they lie: name, tag, texts."""
    if (bench / "farsnews.tar.gz").exists():
        news = [item for text in _members(bench / "farsnews.tar.gz", "news", ".json") for item in json.loads(text)]
        yield "farsnews titles", "fa", [item["title"] for item in news]
        yield "farsnews paragraphs", "fa", [text for item in news for text in item["paragraphs"]]
    if (bench / "np4k.tar.gz").exists():
        pages = [
            page for text in _members(bench / "np4k.tar.gz", "articles", ".json") for page in json.loads(text).values()
        ]
        yield "np4k titles", "en", [page["title"] for page in pages]
        yield "np4k bodies", "en", [page["articleBody"] for page in pages]
    if (bench / "polnear_train_dev.tar.gz").exists():
        texts = list(_members(bench / "polnear_train_dev.tar.gz", "", ".txt"))
        yield "polnear texts", "en", texts
        yield (
            "polnear lines",
            "en",
            [line for text in texts[::5] for line in text.splitlines() if len(line.split()) > 2],
        )


def _members(archive: Path, containing: str, suffix: str) -> Iterator[str]:
    with tarfile.open(archive) as files:
        for member in files:
            if member.isfile() and containing in member.name and member.name.endswith(suffix):
                opened = files.extractfile(member)
                if opened:
                    yield opened.read().decode("utf-8")


def cut(text: str, how: str) -> str:
    """A text, its first three words, or its first 60 characters."""
    if how == "3 words":
        return " ".join(text.split()[:3])
    return text if how == "whole" else text[:60]


def main() -> None:
    """Print one line a set and cut."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--wrong", action="store_true")
    asked = parser.parse_args()
    detect("the first call reads the lists")
    print(f"{'set':22}{'cut':15}{'texts':>6}{'right':>8}{'wrong':>8}{'unsure':>8}{'ms':>8}  given instead")
    for name, tag, texts in (*own(), *archived(asked.bench)):
        for how in CUTS:
            pieces = [piece for text in texts if (piece := cut(text, how)).strip(" .")]
            started = time.perf_counter()
            given = [detect(piece).tag for piece in pieces]
            spent = 1000 * (time.perf_counter() - started) / len(pieces)
            told = Counter(given)
            right, unsure = told[tag], told["und"] if tag != "und" else 0
            rest = dict((told - Counter({tag: right, "und": unsure})).most_common())
            shares = "".join(f"{n / len(pieces):8.1%}" for n in (right, len(pieces) - right - unsure, unsure))
            print(f"{name:22}{how:15}{len(pieces):6}{shares}{spent:8.3f}  {rest or ''}")
            for piece, found in zip(pieces, given, strict=True):
                if asked.wrong and found not in (tag, "und"):
                    print(f"        {found:8} {piece[:110]}")


if __name__ == "__main__":
    main()
