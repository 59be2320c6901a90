"""The phrases by which boilerplate lines are known, from include/lexicons/<language>/boilerplate.yml, folded once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.normalise import fold_character, fold_key

MAX_LINE = 900  # characters: longer lines are the article's
_COMPARED = 300  # characters of a line that are folded and compared
_LANGUAGES = ("en", "fa")
_BULLETS = re.compile(r"^[\s\-–—•*·|▪■►»>#]{1,10}")
_CLOSING = " .:;,!|/\\-–—»›…؛،"


class Phrases(Strict):
    """The phrases of one kind of mask; see the head of the English file."""

    whole: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    begins_within: int = Field(default=300, gt=0)
    contains: tuple[str, ...] = ()
    contains_within: int = Field(default=300, gt=0)


class Lexicon(Strict):
    """include/lexicons/<language>/boilerplate.yml."""

    kinds: dict[str, Phrases]
    credit_heads: tuple[str, ...]
    credit_agencies: tuple[str, ...]
    reading_units: tuple[str, ...]
    reading_heads: tuple[str, ...]
    numbers: tuple[str, ...]
    byline_heads: tuple[str, ...]
    dateline_words: tuple[str, ...]
    breadcrumb_heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The phrases of all languages, folded once."""

    whole: dict[str, str]
    networks: frozenset[str]
    begins: tuple[tuple[tuple[str, ...], str, int], ...]
    all_begins: tuple[str, ...]
    contains: tuple[tuple[tuple[str, ...], str, int], ...]
    credit_heads: frozenset[str]
    credit_heads_by: tuple[str, ...]
    agencies: frozenset[str]
    reading_units: frozenset[str]
    reading_heads: tuple[str, ...]
    numbers: frozenset[str]
    byline_heads: tuple[str, ...]
    dateline_words: frozenset[str]
    breadcrumb_heads: tuple[str, ...]


def _folded(*lists: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold_key(phrase) for phrases in lists for phrase in phrases)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The phrases of both languages at once: Persian pages carry English share buttons and tweets."""
    lexicons = [read_model(INCLUDE / "lexicons" / language / "boilerplate.yml", Lexicon) for language in _LANGUAGES]
    kinds = [(kind, phrases) for lexicon in lexicons for kind, phrases in lexicon.kinds.items()]
    heads = _folded(*(lexicon.credit_heads for lexicon in lexicons))
    return Rules(
        whole={line_key(phrase): kind for kind, phrases in kinds for phrase in phrases.whole},
        networks=frozenset(_folded(*(phrases.words for _, phrases in kinds))),
        begins=tuple(
            (_folded(phrases.begins), kind, phrases.begins_within) for kind, phrases in kinds if phrases.begins
        ),
        all_begins=tuple(phrase for _, phrases in kinds for phrase in _folded(phrases.begins)),
        contains=tuple(
            (_folded(phrases.contains), kind, phrases.contains_within) for kind, phrases in kinds if phrases.contains
        ),
        credit_heads=frozenset(heads),
        credit_heads_by=tuple(head for head in heads if head.endswith((" by", " courtesy"))),
        agencies=frozenset(_folded(*(lexicon.credit_agencies for lexicon in lexicons))),
        reading_units=frozenset(_folded(*(lexicon.reading_units for lexicon in lexicons))),
        reading_heads=_folded(*(lexicon.reading_heads for lexicon in lexicons)),
        numbers=frozenset(_folded(*(lexicon.numbers for lexicon in lexicons))),
        byline_heads=_folded(*(lexicon.byline_heads for lexicon in lexicons)),
        dateline_words=frozenset(_folded(*(lexicon.dateline_words for lexicon in lexicons))),
        breadcrumb_heads=_folded(*(lexicon.breadcrumb_heads for lexicon in lexicons)),
    )


def line_key(words: str) -> str:
    """The form in which a line is compared: its first 300 characters folded, without bullets and closing marks."""
    line = words[:_COMPARED]
    folded = line.lower() if line.isascii() else "".join(map(fold_character, line))
    return _BULLETS.sub("", folded).strip().rstrip(_CLOSING)
