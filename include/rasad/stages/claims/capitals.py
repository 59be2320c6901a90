"""Names that no gazetteer knows, told by their capitals: whom an English source names, and the full name behind a surname."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasad.stages.claims.meaning import Meaning

_PARTICLE = r"(?:(?:[Aa]l|[Ee]l|[Bb]in|[Ii]bn|[Vv]an|[Dd]e|[Vv]on|[Dd]er)[- ])?"
_NAME = re.compile(rf"(?:{_PARTICLE}[A-Z](?:[\w’'\-]{{1,30}}\.?|\.)\s){{0,5}}{_PARTICLE}[A-Z][\w’'\-]{{1,30}}")
_DETERMINERS = frozenset({"the", "a", "an", "this", "its", "his", "her", "their", "our"})
# "Its head, Jane Roe, ...": a description and its name are read from so many segments between commas.
_SEGMENTS = 2
# Of an article, the words before a source that are searched for the full name behind its surname, in characters.
_REACH = 20_000


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a source. `own` is the segment that it stands in up to a preposition, `lead` the words of it before the name."""

    name: str
    own: str
    lead: str


def name_in(surface: str, meaning: Meaning) -> Named | None:
    """The name that a source ends in ("Board chairman Jane Roe") or that follows its description ("its head, Jane Roe").

    None where the words name nobody. Titles are no part of a name. Only what is capitalised counts, so it is for English.
    """
    first, *others = surface.split(",")[:_SEGMENTS]
    own = _before_preposition(first, meaning)
    runs = _NAME.findall(own)
    words = runs[-1].split() if runs else []
    name = " ".join(behind_titles(words[1:] if words and words[0].lower() in _DETERMINERS else words, meaning))
    if name and own.rstrip("\"”’' ").endswith(name) and name.split()[-1].lower() not in meaning.kind_of:
        return Named(name, own, own[: own.rindex(name)].strip())
    for other in others:
        whole = _NAME.fullmatch(other.strip())
        words = behind_titles(whole.group().split(), meaning) if whole else []
        if len(words) > 1:
            return Named(" ".join(words), first, first)
    return None


def full_name(name: str, before: str) -> str:
    """The full name that a surname was given before ("Jane Roe ... Roe said"), or the name itself. Linear in `before`."""
    if " " in name:
        return name
    pattern = re.compile(rf"((?:{_PARTICLE}[A-Z][\w’'\-]{{1,30}}\s){{1,2}}){re.escape(name)}\b(?!['’]s? [a-z])")
    found = pattern.search(before[-_REACH:])
    return f"{found.group(1).strip()} {name}" if found else name


def behind_titles(words: list[str], meaning: Meaning) -> list[str]:
    """The words of a name without the titles before it."""
    title = max((n for n, word in enumerate(words) if word.lower().rstrip(".") in meaning.titles), default=-1)
    return words[title + 1 :]


def _before_preposition(segment: str, meaning: Meaning) -> str:
    found = next((match for match in meaning.preposition.finditer(segment.lower()) if match.start() > 0), None)
    return segment[: found.start()].rstrip() if found else segment.rstrip()
