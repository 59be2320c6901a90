"""Which language and script a text is in: script by its letters, then letters and short words that only one language has.

Built for telling English and Persian from what stands beside them in Iranian news (Arabic, Kurdish, Urdu, Azerbaijani,
Hebrew, Russian, French, German, Spanish, Turkish); every other language is `und`, with its script.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model

_SAMPLE = 2_500  # characters: enough for a stable verdict, whatever the length of the article
_WORD = re.compile(r"[^\W\d_]+(?:[\u200c'’][^\W\d_]+)*")
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
    """What gives one language away: frequent short words, and letters that its neighbours in the script do not use."""

    script: str
    words: tuple[str, ...]
    letters: str = ""
    foreign: str = ""  # letters of the script that this language never uses


class Languages(Strict):
    """include/lexicons/languages.yml."""

    languages: dict[str, Marks]


@dataclass(frozen=True, slots=True)
class Detected:
    """A language (ISO 639, `und` when unsure) and a script (ISO 15924, `Zyyy` where there are no letters)."""

    language: str
    script: str
    confidence: float


def detect(text: str, hint: str | None = None) -> Detected:
    """The language and script of a text, also of a headline.

    `hint` (what the page declares) only counts where the words say nothing. Never raises; a text without letters is
    `und`. Confidence is 0 to 1: how far the best language is ahead of the next.
    """
    sample = text[:_SAMPLE]
    script = _script(sample)
    if script in _ONE_LANGUAGE:
        return Detected(_ONE_LANGUAGE[script], script, 1.0)
    marks = {code: known for code, known in _languages().items() if known.script == script}
    if not marks:
        return Detected("und", script, 0.0)
    words = Counter(word.lower() for word in _WORD.findall(sample))
    scores = {code: _score(words, sample, known) for code, known in marks.items()}
    ranked = sorted(scores, key=lambda code: (-scores[code], code != hint))
    best = scores[ranked[0]]
    if best <= 0.01:
        return Detected(hint if hint and scores.get(hint) == 0.0 else "und", script, 0.0)
    behind = scores[ranked[1]] if len(ranked) > 1 else 0.0
    return Detected(ranked[0], script, min(1.0, max(0.0, (best - max(behind, 0.0)) / best)))


def _script(sample: str) -> str:
    counts = Counter(_script_of(character) for character in sample[:1000] if character.isalpha())
    counts.pop("", None)
    return counts.most_common(1)[0][0] if counts else "Zyyy"


@lru_cache(maxsize=4096)
def _script_of(character: str) -> str:
    return _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0], "")


def _score(words: Counter[str], sample: str, known: Marks) -> float:
    """Share of the words that are this language's, plus its own letters, minus letters that it does not have."""
    total = words.total()
    if not total:
        return 0.0
    frequent = sum(words[word] for word in known.words) / total
    own = sum(sample.count(letter) for letter in known.letters) / total
    foreign = sum(sample.count(letter) for letter in known.foreign) / total
    return frequent + min(own, 0.5) - 2 * min(foreign, 0.5)


@lru_cache(maxsize=1)
def _languages() -> dict[str, Marks]:
    return read_model(INCLUDE / "lexicons" / "languages.yml", Languages).languages
