"""The name in a source phrase that the gazetteer does not know, and the words around it."""

from __future__ import annotations

import re

from rasad.stages.claims.capitals import behind_titles, full_name, name_in
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning
from rasad.stages.claims.phrase import Phrase
from rasad.stages.claims.roster import Roster
from rasad.text.normalise import fold_key


def own_words(phrase: Phrase, meaning: Meaning) -> tuple[str | None, str]:
    """The last word before the name of an English source, and what says of which kind it is, up to a preposition."""
    found = None if meaning.words.head_first else name_in(phrase.surface, meaning)
    if found is None:
        return None, phrase.core
    return (found.lead.split() or [""])[-1], fold_key(found.own)


def unlinked_name(phrase: Phrase, document: Document, meaning: Meaning) -> str | None:
    """A personal name that the gazetteer does not know: the last run of capitalised words, or a bare Persian phrase."""
    if meaning.words.head_first:
        words = [word for word in phrase.core.split() if word not in meaning.titles]
        return " ".join(words) if phrase.kind is None and 0 < len(words) <= 4 else None
    found = name_in(phrase.surface, meaning)
    if found is None:
        return None
    name = behind_titles(full_name(found.name, document.text[: phrase.span.start]).split(), meaning)
    return " ".join(name)


def holds_a_place(phrase: Phrase, document: Document, meaning: Meaning) -> bool:
    """Whether a known place or body stands in a phrase of a head-first language: then its own noun is no personal name."""
    inside = (mention for mention in document.mentions_at(phrase.span) if phrase.span.contains(mention.span))
    bodies = [fold_key(mention.surface) for mention in inside if mention.entity_type in ("place", "org")]
    return meaning.words.head_first and any(body in phrase.core for body in bodies)


def is_plural_name(name: str, roster: Roster) -> bool:
    """Whether one capitalised word that nobody bore before names a people or a party (Republicans) and not a surname."""
    return " " not in name and re.search(r"[^s'’]s$", name) is not None and not roster.knows(name)
