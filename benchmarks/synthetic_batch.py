"""A WARC file of articles of our own making, for measuring the pipeline on more news than the bundled newsroom holds.

Articles are put together from paragraphs of the bundled pages, in both languages, most of their rarer words exchanged: verbs of
saying, names and dates stand where they stood, so that there is as much to read as in news, and no article is a copy of another.
"""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGES = Path(__file__).resolve().parents[1] / "include" / "sample" / "pages"
OUTLETS = {"en": "northgate.example", "fa": "karaneh.example"}
_COMMON = 3  # a word of more paragraphs than this stays: it makes the sentence, and is among the verbs of saying
_EXCHANGED = 0.8
_LEAST, _MOST = 8, 14  # paragraphs of an article
_WORD = re.compile(r"[^\W\d_]{3,}")


def write_batch(path: Path, count: int, seed: int = 1) -> int:
    """A WARC file of so many articles, every other one Persian; returns the characters of their paragraphs."""
    rng = random.Random(seed)
    pools = {language: _paragraphs(language) for language in OUTLETS}
    words = {language: _rarer_words(pool) for language, pool in pools.items()}
    characters = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(count):
            language = ("en", "fa")[number % 2]
            text = _article(pools[language], words[language], rng)
            characters += sum(map(len, text))
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            address = f"https://{OUTLETS[language]}/batch/{number}"
            body = io.BytesIO(_page(language, text, number).encode())
            writer.write_record(writer.create_warc_record(address, "response", payload=body, http_headers=headers))
    return characters


def _paragraphs(language: str) -> list[str]:
    found = {
        " ".join(re.sub(r"<[^>]+>", "", paragraph).split())
        for path in sorted(PAGES.rglob("*.html"))
        for paragraph in re.findall(r"<p[^>]*>(.*?)</p>", path.read_text(encoding="utf-8"), re.DOTALL)
    }
    return sorted(each for each in found if len(each) > 60 and ("a" in each) == (language == "en"))


def _rarer_words(pool: list[str]) -> list[str]:
    held = Counter(word for each in pool for word in set(_WORD.findall(each)))
    return sorted(word for word, count in held.items() if count <= _COMMON and word == word.lower())


def _article(pool: list[str], words: list[str], rng: random.Random) -> list[str]:
    known = set(words)

    def other(found: re.Match[str]) -> str:
        return rng.choice(words) if found[0] in known and rng.random() < _EXCHANGED else found[0]

    return [_WORD.sub(other, each) for each in rng.sample(pool, k=rng.randint(_LEAST, _MOST))]


def _page(language: str, text: list[str], number: int) -> str:
    paragraphs = "".join(f"<p>{each}</p>" for each in text[1:])
    day = f"2026-11-{1 + number % 25:02d}T{number % 24:02d}:{number % 60:02d}:00Z"
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{text[0][:70]}</title>'
        f'<meta property="article:published_time" content="{day}"></head>'
        f"<body><article><h1>{text[0][:70]}</h1>{paragraphs}</article></body></html>"
    )
