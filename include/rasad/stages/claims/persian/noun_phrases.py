"""Where the noun phrase that speaks begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasad.stages.claims.persian.tokens import Tokens
from rasad.stages.claims.persian.words import word_classes

_LONGEST_NAMING = 12  # words from one comma of an apposition to the next


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens `start` to `end` (exclusive). `is_object`: the object marker follows. `rest`: own index after it."""

    start: int
    end: int
    is_object: bool
    rest: int


def subject(tokens: Tokens, own: Sequence[int], limit: int) -> NounPhrase | None:
    """The first noun phrase of a clause, given its own token indices before token `limit`; None where there is none."""
    at = skip_adjuncts(tokens, own, 0)
    return noun_phrase(tokens, own, at, limit) if at < len(own) else None


def noun_phrase(tokens: Tokens, own: Sequence[int], at: int, limit: int) -> NounPhrase | None:
    """The noun phrase that starts at own index `at` and ends before token `limit`, with its relative clause."""
    words = word_classes()
    begin, posted = at, False
    while at < len(own) and not _phrase_ends(tokens, own, begin, at, posted):
        posted = posted or tokens.key(own[at]) in words.posted
        at += 1
    last = at
    while last > begin and (tokens.is_comma(own[last - 1]) or tokens.key(own[last - 1]) in words.conjunctions):
        last -= 1
    if last == begin:
        return None
    end = own[last - 1] + 1
    following = own[last] if last < len(own) else limit
    if following > end and tokens.key(end) in words.clause_heads:
        end = following  # its relative clause
    is_object = at < len(own) and tokens.key(own[at]) == words.object_marker
    return NounPhrase(own[begin], end, is_object, at)


def _phrase_ends(tokens: Tokens, own: Sequence[int], begin: int, at: int, posted: bool) -> bool:
    """Whether the noun phrase that began at own index `begin` is over before own index `at`."""
    words, index, key = word_classes(), own[at], tokens.key(own[at])
    # a clause stands between: a relative clause belongs to the phrase, quoted speech ends it
    interrupted = at > begin and index > own[at - 1] + 1
    if interrupted and (tokens.key(own[at - 1] + 1) not in words.clause_heads or tokens.is_comma(index)):
        return True
    if at == begin + 1 and tokens.key(own[begin]) in words.pronouns:
        return True
    if tokens.is_comma(index):
        return not _apposition_follows(tokens, own, at + 1)
    if key == words.object_marker or key in words.adverbs or tokens.is_colon(index):
        return True
    if key in words.prepositions:
        return not _inner_preposition(tokens, own, at, posted)
    return at > begin and _is_time(tokens, own, at)


def skip_adjuncts(tokens: Tokens, own: Sequence[int], at: int) -> int:
    """The own index of the first word that can head the subject."""
    words = word_classes()
    while at < len(own):
        key = tokens.key(own[at])
        length = tokens.at_phrase(own[at], words.connectives)
        if length:
            at += length
        elif (
            key in words.adverbs
            or key in word_classes().conjunctions
            or (tokens.is_mark(own[at]) and key not in words.openers)
        ):
            at += 1
        elif key in words.times:
            at = _after_time(tokens, own, at)
        elif key in words.determiners and at + 1 < len(own) and tokens.key(own[at + 1]) in words.times:
            at = _after_time(tokens, own, at + 1)
        elif key in words.prepositions:
            at = _after_adjunct(tokens, own, at)
        else:
            break
    return at


def _after_time(tokens: Tokens, own: Sequence[int], at: int) -> int:
    """After a time phrase: its words, digits, and one word after them when a comma or another time word follows."""
    words = word_classes()
    while at < len(own) and (tokens.key(own[at]) in words.times or tokens.key(own[at]).isdigit()):
        at += 1
    if at < len(own) and tokens.key(own[at]) in words.past_or_coming:
        at += 1
    if at + 1 < len(own) and tokens.is_comma(own[at + 1]):
        at += 2
    return at


def _after_adjunct(tokens: Tokens, own: Sequence[int], at: int) -> int:
    """After a leading prepositional phrase: its comma, or the first word that clearly opens a new noun phrase."""
    words = word_classes()
    for later in range(at + 1, len(own)):
        if tokens.is_comma(own[later]):
            return later + 1
    for later in range(at + 2, len(own)):
        key, before = tokens.key(own[later]), tokens.key(own[later - 1])
        if key in words.third_pronouns and before not in words.prepositions:
            return later
        closed = tokens.key(own[later - 2]) in words.demonstratives or before in words.times or before.isdigit()
        if closed and key in words.speakers:
            return later
    return len(own)


def _is_time(tokens: Tokens, own: Sequence[int], at: int) -> bool:
    """Whether a time phrase starts: a time word that no number counts, or a determiner and a time word."""
    words, key = word_classes(), tokens.key(own[at])
    if key in words.times:
        before = tokens.key(own[at - 1])
        if before in words.time_names:
            return False
        return not (before.isdigit() or before in words.outlets or before in words.outlet_kinds)
    return key in words.determiners and at + 1 < len(own) and tokens.key(own[at + 1]) in words.times


def _apposition_follows(tokens: Tokens, own: Sequence[int], at: int) -> bool:
    """Whether the words after a comma go on naming the same one: a speaker noun, or an enumeration.

    They do not where the object marker comes before the next comma: then the comma set the subject apart.
    """
    words = word_classes()
    if at >= len(own) or own[at] > own[at - 1] + 1 or tokens.key(own[at]) in words.conjunctions:
        return False
    titled = tokens.key(own[at]) in words.speakers
    for later in range(at, min(at + _LONGEST_NAMING, len(own))):
        key = tokens.key(own[later])
        if key == words.object_marker or (key in words.demonstratives and not titled):
            return False
        if tokens.is_comma(own[later]):
            return True
        if titled:
            continue
        if key in words.prepositions or key in words.adverbs or key in words.times:
            return tokens.at_phrase(own[later - 1], words.inner) > 1
        if key in words.conjunctions:
            return True
    return True


def _inner_preposition(tokens: Tokens, own: Sequence[int], at: int, posted: bool) -> bool:
    """Whether the preposition at `at` stays inside the noun phrase."""
    if at == 0:
        return False
    words = word_classes()
    for back in (1, 2, 3):
        if at >= back and tokens.at_phrase(own[at - back], words.inner) > back:
            return True
    following = tokens.key(own[at + 1]) if at + 1 < len(own) else ""
    return posted and tokens.key(own[at]) in words.containers and bool(following) and following not in words.occasions
