"""Whether the article says that its claims were checked: caveats of one sentence hold for the claims around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rasad.model import Reason, Relation, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning

AS_CLAIMED = "as_claimed"


@dataclass(frozen=True, slots=True)
class Caveat:
    """A sentence that says that something was not, or not yet, verified."""

    kind: str  # unverified_by_outlet, unverified_here, if_verified
    span: Span
    paragraph: int
    words: str


def caveats(document: Document, meaning: Meaning, relations: Iterable[Relation] = ()) -> tuple[Caveat, ...]:
    """The outlet's caveats in an article, in order. What somebody is quoted as saying about checks is that speaker's claim."""
    said = [place for one in relations if one.voice == "speaker" for place in one.content]
    return tuple(
        Caveat(kind, sentence, number, words.of(document.text))
        for number, sentences in enumerate(document.sentences)
        for sentence in sentences
        for kind, words in _found(document, sentence, meaning)
        if kind == "if_verified" or not any(place.contains(words) for place in said)
    )


def _found(document: Document, sentence: Span, meaning: Meaning) -> Iterator[tuple[str, Span]]:
    key, base = document.folded.slice(sentence), document.folded.find_from(sentence.start)
    for kind, pattern in meaning.caveats:
        match = pattern.search(key)
        if match and not meaning.not_caveat.search(key):
            yield kind, document.folded.span(base + match.start(), base + match.end())


def verification_status(relation: Relation, found: tuple[Caveat, ...], document: Document) -> Reason:
    """The status of one claim.

    A caveat of the outlet about its own checks holds for every attributed claim of the article, as outlets state it once.
    A condition (if verified), and word that something in particular is not confirmed, hold for their own sentence, and for
    the claims before it in its paragraph and the one before.
    """
    at = relation.content[0].start
    for caveat in found:
        if caveat.kind == "if_verified" and _reaches(caveat, at, document):
            return Reason("verification_status", "if_verified", "condition_near_by", caveat.words)
    for caveat in found if relation.voice == "speaker" else ():
        if caveat.kind == "unverified_by_outlet":
            return Reason("verification_status", "unverified_by_outlet", "caveat_of_the_article", caveat.words)
        if caveat.kind == "unverified_here" and _reaches(caveat, at, document):
            return Reason("verification_status", "unverified_by_outlet", "caveat_near_by", caveat.words)
    return Reason("verification_status", AS_CLAIMED, "no_caveat")


def _reaches(caveat: Caveat, at: int, document: Document) -> bool:
    if caveat.span.start <= at < caveat.span.end:
        return True
    first = document.paragraphs[max(0, caveat.paragraph - 1)]
    return first.start <= at < caveat.span.start
