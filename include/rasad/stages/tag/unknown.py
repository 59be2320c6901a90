"""Names of people and bodies outside the gazetteer: mentions without a link, with an id that their own words give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rasad.gazetteer import Gazetteer
from rasad.identity import local_id
from rasad.model import Mention, Span
from rasad.stages.tag import unknown_english, unknown_persian
from rasad.stages.tag.reading import Reading
from rasad.stages.tag.surroundings import surroundings, words_before
from rasad.stages.tag.transliteration import BY_SPELLING, RESPELT, respelt
from rasad.stages.tag.unknown_english import MAYBE
from rasad.stages.tag.unknown_lexicon import unknown_lists
from rasad.text.normalise import fold_key
from rasad.text.sentences import paragraphs, sentences

_LEAST_SURNAME = 4
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’\-\u200c][^\W\d_]+)*")


def unknown_mentions(reading: Reading, known: Iterable[Mention]) -> tuple[Mention, ...]:
    """The names of an article that no known mention touches, in order. A surname alone takes the id of the full name before it.

    `transliteration` links a full name that is somebody's of the gazetteer but for its spelling; all others have no link.
    """
    covered = bytearray(len(reading.text))
    for mention in known:
        covered[mention.span.start : mention.span.end] = b"\1" * len(mention.surface)
    named = sorted(_named(reading, bytes(covered)))
    titled = {fold_key(span.of(reading.text)) for span, kind in named if kind == "person"}
    found = [each for each in named if each[1] != MAYBE or _respelt(reading, each) or _surname(reading, each) in titled]
    found = list(_without_repeated(reading, found))
    for span, _ in found:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    full = [_mention(reading.text, span, kind, reading.gazetteer) for span, kind in found]
    return tuple(sorted((*full, *_surnames(reading.text, full, covered)), key=lambda mention: mention.span))


def _named(reading: Reading, covered: bytes) -> Iterator[tuple[Span, str]]:
    names_in = unknown_persian.names_in if reading.is_persian else unknown_english.names_in
    for paragraph in paragraphs(reading.text):
        for sentence in sentences(reading.text, paragraph):
            yield from names_in(reading.text, sentence, covered)


def _surname(reading: Reading, found: tuple[Span, str]) -> str:
    return fold_key(found[0].of(reading.text).split()[-1])


def _without_repeated(reading: Reading, found: list[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """The names but for titled surnames of somebody whose full name stands before them ("Ms. Giloo"): these are found as surnames."""
    full: set[str] = set()
    for each in found:
        span, kind = each
        surname, several = _surname(reading, each), " " in span.of(reading.text)
        if several and kind in ("person", MAYBE):
            full.add(surname)
        elif kind == "person" and surname in full:
            continue
        yield each


def _respelt(reading: Reading, found: tuple[Span, str]) -> bool:
    return respelt(found[0].of(reading.text), reading.gazetteer) is not None


def _mention(text: str, span: Span, kind: str, gazetteer: Gazetteer) -> Mention:
    surface = span.of(text)
    kind = "person" if kind == MAYBE else kind
    person = respelt(surface, gazetteer) if kind == "person" else None
    if person:
        return Mention(span, surface, person, "person", link_method=RESPELT, link_score=BY_SPELLING)
    return Mention(span, surface, None, kind, local_id=local_id(surface))


def _surnames(text: str, full: list[Mention], covered: bytearray) -> Iterator[Mention]:
    """Later places of the last word of a full name, where only one person of the article has it."""
    owners: dict[str, set[str | None]] = {}
    first: dict[str, Mention] = {}
    for mention in full:
        words = mention.surface.split()
        if mention.entity_type == "person" and len(words) > 1 and len(words[-1]) >= _LEAST_SURNAME:
            owners.setdefault(fold_key(words[-1]), set()).add(mention.entity_id or mention.local_id)
            first.setdefault(fold_key(words[-1]), mention)
    alone = {key: first[key] for key, who in owners.items() if len(who) == 1}
    for word in _NAME_WORD.finditer(text) if alone else ():
        owner = alone.get(fold_key(word.group()))
        if owner is None or word.start() < owner.span.end or any(covered[word.start() : word.end()]):
            continue
        if not _stands_alone(text, word):
            continue
        span = Span(word.start(), word.end())
        method = "surname_in_article" if owner.entity_id else "none"
        yield Mention(
            span, word.group(), owner.entity_id, "person", (), method, owner.link_score, "name", owner.local_id
        )


def _stands_alone(text: str, word: re.Match[str]) -> bool:
    """Whether no other name stands directly before a surname: another first name, or in English another capital."""
    before = words_before(text, word.start())[-1:]
    if not word.group().isascii():
        return not before or fold_key(before[0]) not in surroundings().given_names.keys
    if not word.group()[0].isupper() or text[word.end() : word.end() + 1] == "-":
        return False
    known = unknown_lists("en")
    key = before[0].lower() if before else ""
    return not before or not before[0][0].isupper() or key in known.titles.keys | known.never.keys
