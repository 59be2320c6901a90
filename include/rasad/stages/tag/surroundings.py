"""The closed lists of words beside a name that say who is meant: titles, owners, given names, words for outlets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.match import Suffix
from rasad.text.normalise import Folded
from rasad.text.spellings import spellings

FOLDER = INCLUDE / "lexicons"
LANGUAGES = ("en", "fa")
_WINDOW = 60
"""Characters looked at on either side of a name; the longest phrase of the lists is shorter."""
_BREAK = re.compile(r"[!?؟؛;:()\[\]\"«»“”،,\n\r—]")
"""Marks that part a name from the words beside it. A full stop stays on its word, so that "gen." is found in the lists."""


class SuffixRule(Strict):
    """An ending that may stand on a Persian name; `after` lists the letters that it needs before it."""

    form: str
    after: str = ""


class SurroundingsFile(Strict):
    """include/lexicons/<language>/linking.yml."""

    suffixes: tuple[SuffixRule, ...]
    titles: tuple[str, ...]
    surname_followers: tuple[str, ...]
    honorifics: tuple[str, ...]
    deputies: tuple[str, ...]
    former: tuple[str, ...]
    former_after: tuple[str, ...]
    home_before: tuple[str, ...]
    home_after: tuple[str, ...]
    foreign_link: tuple[str, ...]
    owner_breaks: tuple[str, ...]
    fillers: tuple[str, ...]
    indefinite: tuple[str, ...]
    eponyms: tuple[str, ...]
    given_names: tuple[str, ...]
    outlet_before: tuple[str, ...]
    outlet_after: tuple[str, ...]
    place_words: tuple[str, ...]
    state_before: tuple[str, ...]
    state_after: tuple[str, ...]
    home_words: tuple[str, ...]
    months: tuple[str, ...]
    date_words_after: tuple[str, ...]
    date_leads: tuple[str, ...]
    local_words: tuple[str, ...]
    name_goes_on: tuple[str, ...]
    honours_of_the_dead: tuple[str, ...]
    roles_before: tuple[str, ...]
    plural_words: tuple[str, ...]
    countries: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Phrases:
    """A closed list of phrases, in every spelling, and how many words the longest has."""

    keys: frozenset[str]
    most_words: int

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Phrases:
        """The list as match keys. A phrase that begins with an apostrophe is matched against the name's own ending."""
        keys = frozenset(key for phrase in phrases for key in spellings(phrase.strip()))
        return cls(keys, max((len(key.split()) for key in keys), default=0))

    def end_at(self, key: str, at: int) -> str | None:
        """The longest phrase that ends directly before `at`, nothing but a space between; None where there is none."""
        words = words_before(key, at)
        counts = range(min(self.most_words, len(words)), 0, -1)
        return next((p for n in counts if (p := " ".join(words[-n:])) in self.keys), None)

    def start_at(self, key: str, at: int) -> str | None:
        """The longest phrase that starts directly after `at`; None where there is none."""
        words = words_after(key, at)
        counts = range(min(self.most_words, len(words)), 0, -1)
        return next((p for n in counts if (p := " ".join(words[:n]).rstrip(".")) in self.keys), None)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lists of all languages together: an article may cite names in either script."""

    suffixes: tuple[Suffix, ...]
    titles: Phrases
    surname_followers: Phrases
    honorifics: Phrases
    deputies: Phrases
    former: Phrases
    former_after: Phrases
    home_before: Phrases
    home_after: Phrases
    foreign_link: Phrases
    owner_breaks: Phrases
    fillers: Phrases
    indefinite: Phrases
    eponyms: Phrases
    given_names: Phrases
    outlet_before: Phrases
    outlet_after: Phrases
    place_words: Phrases
    state_before: Phrases
    state_after: Phrases
    months: Phrases
    date_words_after: Phrases
    date_leads: Phrases
    local_words: Phrases
    name_goes_on: Phrases
    honours_of_the_dead: Phrases
    roles_before: Phrases
    plural_words: Phrases
    home_words: tuple[str, ...]
    countries: tuple[tuple[str, str], ...]  # code, name


@lru_cache(maxsize=1)
def surroundings() -> Surroundings:
    """The lists as shipped. Raises ConfigError when a file is wrong."""
    files = [read_model(FOLDER / language / "linking.yml", SurroundingsFile) for language in LANGUAGES]

    def phrases(field: str) -> Phrases:
        return Phrases.of(phrase for file in files for phrase in getattr(file, field))

    lists = [name for name in Surroundings.__dataclass_fields__ if Surroundings.__annotations__[name] == "Phrases"]
    return Surroundings(
        suffixes=tuple(Suffix(rule.form, rule.after) for file in files for rule in file.suffixes),
        home_words=tuple(word for file in files for word in file.home_words),
        countries=tuple((code, name) for file in files for code, names in file.countries.items() for name in names),
        **{name: phrases(name) for name in lists},
    )


def words_before(key: str, at: int) -> list[str]:
    """The words directly before a place, up to the nearest punctuation mark or line break; the nearest word last."""
    start = max(0, at - _WINDOW)
    window = key[start:at]
    if window and not window[-1].isspace():
        return []
    words = _from_break(window[::-1])[::-1].split()
    return words[1:] if start and len(words) > 1 else words


def words_after(key: str, at: int) -> list[str]:
    """The words directly after a place, up to the nearest punctuation mark or line break; `'s` counts as a word part."""
    window = key[at : at + _WINDOW]
    if window and not (window[0].isspace() or window[0] == "'"):
        return []
    words = _from_break(window).split()
    return words[:-1] if len(window) == _WINDOW and len(words) > 1 else words


def _from_break(window: str) -> str:
    found = _BREAK.search(window)
    return window[: found.start()] if found else window


def sentence_around(key: Folded, start: int, end: int) -> tuple[int, int]:
    """Key offsets of the sentence, or at most 400 characters, around a place."""
    low, high = max(0, start - 200), min(len(key.key), end + 200)
    marks = ".!?؟\n"
    left = max((key.key.rfind(mark, low, start) for mark in marks), default=-1)
    rights = [at for mark in marks if (at := key.key.find(mark, end, high)) >= 0]
    return (left + 1 if left >= 0 else low), (min(rights) if rights else high)
