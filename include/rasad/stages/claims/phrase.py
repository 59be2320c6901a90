"""The noun phrase of a source taken apart: its own words, the mention that heads it, and its head noun."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasad.model import Mention, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Kind, Meaning

_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
_MARKS = " \t\"'“”«»‘’.,:;()[]\u060c"
_DESCRIBED = frozenset({"office_holder_unnamed", "anonymous_source", "named_group", "collective_unverifiable"})
_HEAD_WORDS = 3  # longest head noun of the lexicon, in words


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source as read. `key` is its match key, `bare` that without determiners, `core` the part before any description."""

    span: Span
    surface: str
    key: str
    bare: str
    core: str
    noun: str | None  # head noun of the lexicon, as written
    kind: Kind | None
    head: Mention | None
    definite: bool
    single: bool
    several: bool


def phrase_of(document: Document, span: Span, meaning: Meaning) -> Phrase:
    """Read one source span."""
    surface = span.of(document.text)
    key = document.folded.slice(span)
    whole, single = _without_partitive(key, meaning)
    bare = _without_determiners(whole, meaning)
    core_end = _core_end(bare, meaning)
    core = bare[:core_end]
    definite = len(whole) == len(key.lstrip(_MARKS)) and _points_back(whole, core, meaning)
    names = _mentions(document, span)
    offset = len(key) - len(bare)
    inner = Span(offset, offset + core_end)
    placed = [(mention, _place(document, span, mention)) for mention in names]
    in_core = [(mention, place) for mention, place in placed if inner.contains(place)]
    noun, kind = _head_noun(core, inner, in_core, meaning)
    head = _head(key, inner, in_core, noun, meaning) or _apposition(key, inner, placed, kind, meaning)
    return Phrase(
        span=span,
        surface=surface,
        key=key.strip(_MARKS),
        bare=bare.strip(_MARKS),
        core=core.strip(_MARKS),
        noun=noun,
        kind=kind,
        head=head,
        definite=definite,
        single=single,
        several=meaning.plural_determiner.match(whole) is not None,
    )


def _mentions(document: Document, span: Span) -> list[Mention]:
    inside = [mention for mention in document.mentions_at(span) if span.contains(mention.span)]
    return [
        one for one in inside if not any(other.span != one.span and other.span.contains(one.span) for other in inside)
    ]


def _place(document: Document, span: Span, mention: Mention) -> Span:
    base = document.folded.find_from(span.start)
    return Span(
        document.folded.find_from(mention.span.start) - base, document.folded.find_from(mention.span.end) - base
    )


def _without_partitive(key: str, meaning: Meaning) -> tuple[str, bool]:
    lead = key.lstrip(_MARKS)
    match = meaning.partitive.match(lead)
    if match is None:
        return lead, False
    return lead[match.end() :], meaning.single_partitive.match(lead) is not None


def _without_determiners(key: str, meaning: Meaning) -> str:
    for _ in range(4):
        match = meaning.determiner.match(key)
        if match is None or match.end() == len(key):
            return key
        key = key[match.end() :].lstrip(_MARKS)
    return key


def _points_back(whole: str, core: str, meaning: Meaning) -> bool:
    """Whether a phrase is definite by its determiner. In English a complement makes a definite phrase new."""
    if meaning.definite.match(whole) is None:
        return False
    return meaning.words.head_first or meaning.preposition.search(core) is None


def _core_end(bare: str, meaning: Meaning) -> int:
    for match in meaning.phrase_end.finditer(bare):
        if bare[: match.start()].strip(_MARKS):
            return match.start()
    return len(bare)


def _head_noun(
    core: str, inner: Span, names: list[tuple[Mention, Span]], meaning: Meaning
) -> tuple[str | None, Kind | None]:
    """The noun that says what the source is: the first of the phrase in Persian, the last before a preposition in English."""
    if meaning.words.head_first:
        return _listed(_leading(core), meaning)
    named = [
        Span(place.start - inner.start, place.end - inner.start)
        for mention, place in names
        if mention.entity_type != "office" and mention.mention_type != "role"
    ]
    free = (m for m in meaning.preposition.finditer(core) if not any(s.start <= m.start() < s.end for s in named))
    preposition = next((match for match in free if match.start() > 0), None)
    own = core[: preposition.start()] if preposition else core
    words = [match.group() for match in _WORD.finditer(own)]
    return _listed([" ".join(words[-size:]) for size in range(_HEAD_WORDS, 0, -1)], meaning)


def _leading(core: str) -> list[str]:
    words = [match.group() for match in _WORD.finditer(core)]
    return [" ".join(words[:size]) for size in range(_HEAD_WORDS, 0, -1) if len(words) >= size]


def _listed(candidates: list[str], meaning: Meaning) -> tuple[str | None, Kind | None]:
    for candidate in candidates:
        if candidate in meaning.kind_of:
            return candidate, meaning.kind_of[candidate]
    return (candidates[-1], None) if candidates and candidates[-1] else (None, None)


def _head(
    key: str, inner: Span, names: list[tuple[Mention, Span]], noun: str | None, meaning: Meaning
) -> Mention | None:
    """The mention that heads the core: not one that hangs on a preposition, nor one that only modifies the head noun."""
    free = [
        (mention, place)
        for mention, place in names
        if not _hangs(key, inner, place, names, meaning) and not _is_narrowed(key, mention, place, inner, meaning)
    ]
    people = [
        mention for mention, place in free if mention.entity_type == "person" and not _possessive(key, place, meaning)
    ]
    if people:
        return people[-1]
    others = [(mention, place) for mention, place in free if not _possessive(key, place, meaning)]
    if meaning.words.head_first:
        return others[0][0] if others else None
    ending = [mention for mention, place in others if not _own_words_after(key, place, inner, meaning)]
    if ending:
        return ending[-1]
    modified = noun is not None and (noun in meaning.class_nouns)
    return others[-1][0] if others and modified else None


def _is_narrowed(key: str, mention: Mention, place: Span, inner: Span, meaning: Meaning) -> bool:
    """Whether a post goes on to a smaller one: the commander of the army in one district is not the commander of the army."""
    if mention.entity_type != "office" and mention.mention_type != "role":
        return False
    return meaning.narrowing.match(key, place.end, inner.end) is not None


def _hangs(key: str, inner: Span, place: Span, names: list[tuple[Mention, Span]], meaning: Meaning) -> bool:
    if meaning.words.head_first:
        return _hangs_first(key, inner, place, names, meaning)
    earlier = max((one for one in names if one[1].end <= place.start), key=lambda one: one[1].end, default=None)
    between = key[earlier[1].end if earlier else inner.start : place.start]
    if meaning.preposition.search(between) is not None:
        return True
    # "supporters of former President X": a name hangs where the post right before it does.
    if earlier is None or _WORD.search(between):
        return False
    is_post = earlier[0].entity_type == "office" or earlier[0].mention_type == "role"
    return is_post and _hangs(key, inner, earlier[1], names, meaning)


def _hangs_first(key: str, inner: Span, place: Span, names: list[tuple[Mention, Span]], meaning: Meaning) -> bool:
    """In a head-first phrase every name behind another noun hangs on it, unless that noun is a title or a kind of thing."""
    lead = [match.group() for match in _WORD.finditer(key[inner.start : place.start])]
    earlier = [other for _, other in names if other.end <= place.start]
    covered = [word for other in earlier for word in _WORD.findall(key[other.start : other.end])]
    own = [word for word in lead if word not in covered]
    person = any(other == place and mention.entity_type == "person" for mention, other in names)
    plain = [word for word in own if word not in meaning.titles and word not in meaning.class_nouns]
    if not plain:
        return False
    # A post and its holder stand side by side: the post's own words, an organisation, then the name.
    return not (person and covered and plain[0] in meaning.kind_of and len(plain) <= _HEAD_WORDS)


def _possessive(key: str, place: Span, meaning: Meaning) -> bool:
    return any(key.startswith(mark, place.end) for mark in meaning.words.possessives) and place.end < len(key)


def _own_words_after(key: str, place: Span, inner: Span, meaning: Meaning) -> bool:
    rest = key[place.end : inner.end]
    stop = meaning.preposition.search(rest)
    return bool(_WORD.search(rest[: stop.start()] if stop else rest))


def _apposition(
    key: str, inner: Span, names: list[tuple[Mention, Span]], kind: Kind | None, meaning: Meaning
) -> Mention | None:
    """Who is named right behind the comma of a description: the intelligence minister, So-and-so."""
    if kind is not None and kind.type not in _DESCRIBED:
        return None
    apt = ("person",) if kind and kind.type != "named_group" else ("person", "org", "outlet")
    for mention, place in names:
        if place.start < inner.end or mention.entity_type not in apt or mention.mention_type == "role":
            continue
        between = key[inner.end : place.start]
        words = [word for word in _WORD.findall(between) if word not in meaning.titles]
        if not words:
            return mention
    return None
