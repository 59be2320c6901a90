"""Which language and script a text is in: script by its letters, then the words, endings and letters of each language.

Built for telling English and Persian from what stands beside them in Iranian news (Arabic, Kurdish, Urdu, Pashto,
Azerbaijani in both scripts, Persian in Latin letters, Hebrew, Russian, French, German, Spanish, Turkish), from three words
on; what has the words of none of them is `und`, with its script.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.normalise import fold

_SAMPLE = 1_500  # characters: enough for a stable verdict, whatever the length of the article
_WORD = re.compile(r"[^\W\d_]+(?:[\u200c'’][^\W\d_]+)*")
_WEIGHTS = {"words": 1.0, "common": 0.8, "affix": 0.35}
"""What a word of each list adds, of 1: endings are shared by neighbours, function words hardly ever."""
_STEM = 2  # letters of a word that an ending or a beginning leaves at least
_LEAST = 0.1
"""The least share of words that a verdict needs: one in ten, so that a few foreign words among names decide nothing."""
_EVIDENCE = 0.5
"""The least sum over all words: more than one ending, less than one word."""
_MARGIN = 0.12
"""How far, of its own score, the best language must be ahead of the next; nearer is `und`. Checked by
benchmarks/language_confusion.py."""
_SCRIPTS = {
    "LATIN": "Latn",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARMENIAN": "Armn",
    "CJK": "Hans",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "HANGUL": "Hang",
    "THAI": "Thai",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GEORGIAN": "Geor",
}
_ONE_LANGUAGE = {
    "Hebr": "he",
    "Grek": "el",
    "Armn": "hy",
    "Jpan": "ja",
    "Hang": "ko",
    "Thai": "th",
    "Geor": "ka",
    "Beng": "bn",
}


class Marks(Strict):
    """What gives one language away; see the head of languages.yml."""

    script: str
    folded: bool = False
    weight: float = Field(default=1.0, gt=0.0, le=1.0)
    words: tuple[str, ...]
    common: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    letters: str = ""
    foreign: str = ""


class Languages(Strict):
    """include/lexicons/languages.yml."""

    languages: dict[str, Marks]


@dataclass(frozen=True, slots=True)
class Detected:
    """A language (ISO 639, `und` when unsure), a script (ISO 15924, `Zyyy` where there are no letters), and both as one.

    `tag` is the BCP 47 name: the language alone where it stands in its usual script (`fa`, `az`), else with the script
    (`fa-Latn`, `az-Arab`). Compare tags, not languages, to know whether a text can be read.
    """

    language: str
    script: str
    confidence: float
    tag: str


@dataclass(frozen=True, slots=True)
class _Lists:
    """The words, beginnings and endings of several languages: which languages have one, and what it adds to each."""

    words: dict[str, dict[str, float]]
    beginnings: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[str, ...]]
    longest: int  # letters of the longest beginning or ending


def detect(text: str, hint: str | None = None) -> Detected:
    """The language and script of a text, also of a headline.

    `hint` (what the page declares) only counts where the words say nothing. Never raises; a text without letters is
    `und`. Confidence is 0 to 1: how far the best language is ahead of the next.
    """
    sample = text[:_SAMPLE]
    script = _script(sample)
    if script in _ONE_LANGUAGE:
        return Detected(_ONE_LANGUAGE[script], script, 1.0, _ONE_LANGUAGE[script])
    scores, words = _scores(sample, script)
    if not scores:
        return Detected("und", script, 0.0, "und")
    ranked = sorted(scores, key=lambda tag: (-scores[tag], tag != hint, tag))
    best = scores[ranked[0]]
    behind = max(scores[ranked[1]], 0.0) if len(ranked) > 1 else 0.0
    if best >= max(_LEAST, _EVIDENCE / words) and best - behind >= _MARGIN * best:
        return _named(ranked[0], script, min(1.0, (best - behind) / best))
    if hint in scores and scores[hint] >= 0.0 and scores[hint] >= best - _LEAST:
        return _named(hint, script, 0.0)
    return Detected("und", script, 0.0, "und")


def _named(tag: str, script: str, confidence: float) -> Detected:
    return Detected(tag.split("-")[0], script, confidence, tag)


def _script(sample: str) -> str:
    counts = Counter(_script_of(character) for character in sample[:1000] if character.isalpha())
    counts.pop("", None)
    return counts.most_common(1)[0][0] if counts else "Zyyy"


@lru_cache(maxsize=4096)
def _script_of(character: str) -> str:
    return _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0], "")


def _scores(sample: str, script: str) -> tuple[dict[str, float], int]:
    """Of each language of a script: the share of words that look like it, plus its own letters, minus foreign ones.

    With the number of words."""
    marks = _of_script(script)
    words = Counter(_WORD.findall(sample.lower()))
    total = words.total()
    if not marks or not total:
        return {}, 0
    found: defaultdict[str, float] = defaultdict(float)
    _add_words(found, words, _lists(script, folded=False))
    if any(known.folded for known in marks.values()):
        _add_words(found, Counter(_WORD.findall(fold(sample).key)), _lists(script, folded=True))
    scores = {
        tag: known.weight * (found[tag] + min(_count(sample, known.letters), total / 2)) / total
        - 2 * min(_count(sample, known.foreign) / total, 0.5)
        for tag, known in marks.items()
    }
    return scores, total


def _count(sample: str, letters: str) -> int:
    return sum(sample.count(letter) for letter in letters)


def _add_words(found: defaultdict[str, float], words: Counter[str], lists: _Lists) -> None:
    for word, times in words.items():
        whole = lists.words.get(word, {})
        for tag, weight in whole.items():
            found[tag] += weight * times
        for tag in {tag for tag in _affixed(word, lists) if tag not in whole}:
            found[tag] += _WEIGHTS["affix"] * times


def _affixed(word: str, lists: _Lists) -> Iterator[str]:
    for size in range(1, min(lists.longest, len(word) - _STEM) + 1):
        yield from lists.beginnings.get(word[:size], ())
        yield from lists.endings.get(word[-size:], ())


@lru_cache(maxsize=8)
def _lists(script: str, *, folded: bool) -> _Lists:
    words: defaultdict[str, dict[str, float]] = defaultdict(dict)
    beginnings: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    endings: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for tag, known in _of_script(script).items():
        if known.folded is not folded:
            continue
        for weight, forms in ((_WEIGHTS["common"], known.common), (_WEIGHTS["words"], known.words)):
            for form in forms:
                words[_compared(form, folded)][tag] = weight
        for affixes, forms in ((beginnings, known.beginnings), (endings, known.endings)):
            for form in dict.fromkeys(_compared(form, folded) for form in forms):
                affixes[form] += (tag,)
    longest = max((len(affix) for affix in (*beginnings, *endings)), default=0)
    return _Lists(dict(words), dict(beginnings), dict(endings), longest)


def _compared(form: str, folded: bool) -> str:
    return fold(form).key if folded else form.lower()


@lru_cache(maxsize=32)
def _of_script(script: str) -> dict[str, Marks]:
    return {tag: known for tag, known in _languages().items() if known.script == script}


@lru_cache(maxsize=1)
def _languages() -> dict[str, Marks]:
    return read_model(INCLUDE / "lexicons" / "languages.yml", Languages).languages
