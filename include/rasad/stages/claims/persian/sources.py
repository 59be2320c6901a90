"""Sources that are not plain subjects: agents of passives, documents, and subjects that ran into an object."""

from __future__ import annotations

from collections.abc import Sequence

from rasad.stages.claims.persian.noun_phrases import NounPhrase, noun_phrase, subject
from rasad.stages.claims.persian.tokens import Tokens
from rasad.stages.claims.persian.words import word_classes


def agent(tokens: Tokens, own: Sequence[int], limit: int) -> tuple[int, int] | None:
    """Who did what a passive says was done: the noun phrase after "by"."""
    for at, index in enumerate(own):
        length = tokens.at_phrase(index, word_classes().agents)
        if length and at + length < len(own):
            phrase = noun_phrase(tokens, own, at + length, limit)
            return (phrase.start, phrase.end) if phrase is not None else None
    return None


def carrier_in_phrase(tokens: Tokens, own: Sequence[int], limit: int) -> tuple[int, int] | None:
    """The document in which something was said: the noun phrase after "in", headed by a carrier of information."""
    words = word_classes()
    for at, index in enumerate(own[:-1]):
        if tokens.key(index) not in word_classes().containers:
            continue
        begin = at + 1
        while begin + 1 < len(own) and tokens.key(own[begin]) in words.parts:
            begin += 1
        head = begin + 1 if tokens.key(own[begin]) in words.demonstratives and begin + 1 < len(own) else begin
        if tokens.key(own[head]) in words.carriers:
            phrase = noun_phrase(tokens, own, begin, limit)
            return (phrase.start, phrase.end) if phrase is not None else None
    return None


def first_phrase(tokens: Tokens, own: Sequence[int], limit: int, joined: bool) -> NounPhrase | None:
    """The subject of a clause, told apart from the object that may follow it without any mark.

    A clause joined to the one before may leave its subject out: its first noun phrase is then the object.
    """
    phrase = subject(tokens, own, limit)
    marker = word_classes().object_marker
    if phrase is None or not any(tokens.key(index) == marker for index in own[phrase.rest :]):
        return phrase
    split = _split(tokens, own, phrase)
    if phrase.is_object:
        return None if joined else split
    return split or phrase


def _split(tokens: Tokens, own: Sequence[int], phrase: NounPhrase) -> NounPhrase | None:
    """The subject at the head of a noun phrase that runs on into the object; None where the joint does not show.

    Persian marks no boundary between the two. A known name ends where the gazetteer says, "this (official)" after its
    noun; otherwise a determiner or a noun for statements and deeds opens the object.
    """
    words, head = word_classes(), tokens.key(phrase.start)
    first = own.index(phrase.start)
    surname = not (head in words.speakers or head in words.outlets or head in words.determiners | words.demonstratives)
    for at in range(first + 1, len(own)):
        index, key, before = own[at], tokens.key(own[at]), tokens.key(own[at - 1])
        if index >= phrase.end:
            return None
        if key in words.demonstratives and at + 1 < len(own) and tokens.key(own[at + 1]) in words.possessors:
            possessed = at + 2 < len(own) and tokens.key(own[at + 2]) != words.object_marker
            if possessed and own[at + 1] + 1 < phrase.end:
                return NounPhrase(phrase.start, own[at + 1] + 1, False, at + 2)
            if possessed:
                return None
        named = tokens.names.get(phrase.start) == index
        pointed = at == first + 2 and tokens.key(phrase.start) in words.demonstratives and key not in words.modifiers
        pointed = pointed and not _adjective_before_object(tokens, own, at)
        opens = key in words.determiners or key in words.said_things or key in words.carriers
        if at == first + 1 and tokens.key(phrase.start) in words.headed:
            opens = opens and key in words.determiners
        opens = opens or (surname and (key in words.outlets or index in tokens.names))
        if named or ((pointed or opens) and before not in words.prepositions):
            return NounPhrase(phrase.start, own[at - 1] + 1, False, at)
    return None


def _adjective_before_object(tokens: Tokens, own: Sequence[int], at: int) -> bool:
    """Whether a word describes the noun before it, for the one after it opens the object ("this Russian official ‖ reports ...")."""
    words = word_classes()
    if at + 1 >= len(own) or not tokens.key(own[at]).endswith(words.adjective_ending):
        return False
    key = tokens.key(own[at + 1])
    return key in words.determiners or key in words.said_things or key in words.carriers or key in words.demonstratives
