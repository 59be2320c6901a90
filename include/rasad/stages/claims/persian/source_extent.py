"""Where the source ends after a phrase like "according to": Persian marks it with a comma, or not at all."""

from __future__ import annotations

from rasad.stages.claims.persian.tokens import Tokens
from rasad.stages.claims.persian.words import word_classes

_LONGEST_SOURCE = 14  # words before an apposition or relative clause
_LONGEST_OUTLET = 4
_UNMARKED_WORDS = 3  # of a source whose end nothing marks; the fewest errors on hand-checked news
_LONGEST_APPOSITION = 12
_LONGEST_WISH = 6  # words from the first verb of a relative clause to the comma behind its second
_LONGEST_PLACE = 6  # words of "in ..." behind a post


def source_after(tokens: Tokens, at: int) -> int | None:
    """The end of the source that starts at token `at`, right after a source phrase; None where there is none.

    A comma ends it, an apposition prolongs it, a relative clause belongs to it. Where no comma comes before the
    clause goes on, a pronoun ends at once and a noun phrase at the first word that opens another one.
    """
    words = word_classes()
    if not tokens.key(at) or (tokens.is_mark(at) and tokens.key(at) not in words.openers):
        return None
    if tokens.key(at) in words.pronouns and tokens.key(at + 1) not in words.clause_heads:
        return at + 1
    if tokens.key(at) in words.outlets and at in tokens.names and tokens.key(tokens.names[at])[:1].isalnum():
        return tokens.names[at]  # a known outlet, and nothing but its name
    limit = _marked_end(tokens, at)
    key = tokens.key(limit)
    marked = tokens.is_comma(limit) or tokens.is_colon(limit) or key in words.clause_heads or key in words.prepositions
    marked = marked or key in words.contrasting or key in words.also
    end: int | None = limit
    if not marked or _opens_another(tokens, at, limit):
        end = _unmarked_end(tokens, at, limit)
    elif key in words.clause_heads:
        end = _after_relative(tokens, limit)
    elif tokens.is_comma(limit):
        end = _with_apposition(tokens, at, limit)
    return end if end is not None and end > at else None


def _marked_end(tokens: Tokens, at: int) -> int:
    """The first token that cannot belong to a plain noun phrase."""
    words, end = word_classes(), at
    while end < len(tokens) and not tokens.ends_clause(end) and end not in tokens.groups:
        key = tokens.key(end)
        if tokens.is_comma(end) or tokens.is_colon(end) or key in words.clause_heads or key == words.object_marker:
            break
        if end > at and (key in words.contrasting or key in words.also):
            break
        if key in words.prepositions and not _inside_phrase(tokens, at, end) and not _of_post(tokens, at, end):
            break
        end += 1
    return end


def _of_post(tokens: Tokens, start: int, at: int) -> bool:
    """Whether "in" goes on with the post of the one who is named, up to a comma ("the member for X in parliament, ...")."""
    words = word_classes()
    posted = any(tokens.key(index) in words.posted for index in range(start, min(start + 2, at)))
    if not posted or tokens.key(at) not in words.containers or tokens.key(at + 1) in words.occasions | words.times:
        return False
    for later in range(at + 1, min(at + _LONGEST_PLACE, len(tokens))):
        if tokens.is_comma(later):
            return True
        if later in tokens.groups or tokens.key(later) in words.prepositions:
            return False
    return False


def _opens_another(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a second noun phrase shows between the source's head and `end`: a determiner, or too many words."""
    words = word_classes()
    longest = _LONGEST_OUTLET if tokens.key(start) in words.outlets else _LONGEST_SOURCE
    if sum(tokens.key(at)[:1].isalnum() for at in range(start, end)) > longest:
        return True
    return any(
        (tokens.key(at) in words.demonstratives or tokens.key(at) in words.determiners)
        and tokens.key(at - 1) not in words.prepositions
        for at in range(start + 2, end)
    )


def _inside_phrase(tokens: Tokens, start: int, at: int) -> bool:
    return any(at - back >= start and tokens.at_phrase(at - back, word_classes().inner) > back for back in (1, 2, 3))


def _after_relative(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and at not in tokens.groups and not tokens.ends_clause(at):
        at += 1
    while at in tokens.groups:
        at = tokens.groups[at].end
    # "who asked that his name be withheld," has two verbs: the comma behind the second one ends it
    for later in range(at, min(at + _LONGEST_WISH, len(tokens))):
        if tokens.is_comma(later):
            return later if later - 1 in tokens.groups and later > at else at
        if later in tokens.groups and not tokens.is_comma(tokens.groups[later].end):
            return at
    return at


def _with_apposition(tokens: Tokens, start: int, comma: int) -> int:
    """The end of a name after its comma: an apposition that opens with a speaker noun and ends with a comma."""
    words = word_classes()
    head = tokens.key(start)
    named = head not in words.carriers and head not in words.speakers and head not in words.demonstratives
    if not named or tokens.key(comma + 1) not in words.speakers:
        return comma
    for at in range(comma + 2, min(comma + 2 + _LONGEST_APPOSITION, len(tokens))):
        if tokens.is_comma(at):
            return at
        if at in tokens.groups or tokens.ends_clause(at) or tokens.key(at) == words.object_marker:
            return comma
        if tokens.key(at) in words.prepositions and not _inside_phrase(tokens, comma, at):
            return comma
    return comma


def _unmarked_end(tokens: Tokens, at: int, limit: int) -> int:
    words, head = word_classes(), tokens.key(at)
    for start in (at, at + 1, at + 2):
        if start in tokens.names and (start == at or head in words.speakers):
            return min(tokens.names[start], limit)
    end = at + 1
    if head in words.outlets:
        return min(end + (2 if tokens.key(end) in words.outlet_kinds else 1), limit)
    quantified = tokens.at_phrase(at, words.inner)
    if quantified:
        end = at + quantified + 1
    elif head in words.demonstratives or head in words.determiners:
        end += 1
    while end < limit and tokens.key(end) in words.modifiers:
        end += 1
    if end > at + 1:
        return min(end, limit)
    longest = 2 if head in words.carriers else _UNMARKED_WORDS
    while end < min(limit, at + longest) and not _opens_phrase(tokens, end):
        end += 1
    if tokens.key(end - 1) in words.conjunctions:
        end -= 1
    return min(end, limit)


def _opens_phrase(tokens: Tokens, at: int) -> bool:
    words, key = word_classes(), tokens.key(at)
    return key in words.determiners or key in words.times or key in words.adverbs or tokens.is_mark(at)
