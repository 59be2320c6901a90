"""The words by which articles credit one another, and how telling a shared detail is, as the lexicon files give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.forms import alternation, words
from rasad.text.normalise import fold_key


class Telling(Strict):
    """`include/lexicons/relays.yml`."""

    rates: dict[str, float] = Field(description="Share of texts that name a detail of this kind by chance.")
    everywhere: dict[str, float] = Field(description="The same for entities that nearly every text names.")


class CreditWords(Strict):
    """`relays.yml` of one language."""

    kinds: tuple[str, ...]
    credit_before: tuple[str, ...]
    credit_after: tuple[str, ...]
    told_before: tuple[str, ...]
    told_after: tuple[str, ...]
    source_labels: tuple[str, ...]
    own_before: tuple[str, ...]
    own_after: tuple[str, ...]
    own_words: tuple[str, ...]
    statement: tuple[str, ...]
    agencies: tuple[str, ...]
    consonants: dict[str, str]


@dataclass(frozen=True)
class Crediting:
    """A language's words of crediting as patterns over the match key, for the stretches beside an outlet's name."""

    before: re.Pattern[str]  # ends where the name begins
    after: re.Pattern[str]  # begins where the name ends
    told_before: re.Pattern[str]
    told_after: re.Pattern[str]
    label: re.Pattern[str]  # at the beginning of a line
    own_before: re.Pattern[str]
    own_after: re.Pattern[str]
    own_words: re.Pattern[str]
    kind_beside: re.Pattern[str]
    agency: re.Pattern[str]
    speech: re.Pattern[str]  # a verb of saying and the colon behind it
    consonants: Mapping[str, str]
    consonant: re.Pattern[str]


@lru_cache(maxsize=1)
def telling() -> Telling:
    """How telling details are. Raises ConfigError for a wrong or missing file."""
    return read_model(INCLUDE / "lexicons" / "relays.yml", Telling)


@lru_cache(maxsize=4)
def crediting(language: str) -> Crediting:
    """The words of one language. Raises ConfigError for a wrong or missing file."""
    lists = read_model(INCLUDE / "lexicons" / language / "relays.yml", CreditWords)
    kind = alternation(lists.kinds)
    gap = rf"(?:\s{{1,2}}(?:the|an?))?(?:\s{{1,2}}{kind}){{0,2}}\s{{0,2}}[\"'“«(]?\s?"
    behind = rf"[\"'”»]?(?:\s{{1,2}}{kind}){{0,2}}\s{{0,2}}[,،]?\s{{0,2}}(?:\w{{1,12}}\s){{0,2}}"
    own_gap = rf"(?:\s{{1,2}}(?:the|an?))?(?:\s{{1,2}}{kind}){{0,2}}(?:\s\w{{1,12}})?\s{{0,2}}[\"'“«(]?\s?"
    folded = {fold_key(letters): sound for letters, sound in lists.consonants.items()}
    return Crediting(
        before=re.compile(rf"(?<!\w){alternation(lists.credit_before)}{gap}$"),
        after=re.compile(rf"{behind}{alternation(lists.credit_after)}(?!\w)"),
        told_before=re.compile(rf"(?<!\w){alternation(lists.told_before)}{gap}$"),
        told_after=re.compile(rf"{behind}{alternation(lists.told_after)}(?!\w)"),
        label=re.compile(rf"\n\s{{0,3}}{alternation(lists.source_labels)}\s{{0,2}}[:：]?{gap}$"),
        own_before=re.compile(rf"(?<!\w){alternation(lists.own_before)}{own_gap}$"),
        own_after=re.compile(rf"{behind}{alternation(lists.own_after)}(?!\w)"),
        own_words=words(lists.own_words),
        kind_beside=re.compile(rf"(?<!\w){kind}\s{{0,2}}$"),
        agency=words(lists.agencies),
        speech=re.compile(rf"(?<!\w){alternation(lists.statement)}\s{{0,2}}:"),
        consonants=folded,
        consonant=re.compile("|".join(map(re.escape, sorted(folded, key=lambda letters: (-len(letters), letters))))),
    )
