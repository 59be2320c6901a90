"""Whether the article says that its claims were checked: caveats of one sentence hold for the claims around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasad.model import Reason, Relation, Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning

AS_CLAIMED = "as_claimed"


@dataclass(frozen=True, slots=True)
class Caveat:
    """A sentence that says that something was not, or not yet, verified."""

    status: str  # unverified_by_outlet, if_verified
    span: Span
    paragraph: int
    words: str


def caveats(document: Document, meaning: Meaning) -> tuple[Caveat, ...]:
    """The caveats of an article, in order."""
    return tuple(
        Caveat(status, sentence, number, _words(document, sentence, match))
        for number, sentences in enumerate(document.sentences)
        for sentence in sentences
        for status, pattern in meaning.caveats
        if (match := pattern.search(document.folded.slice(sentence)))
    )


def _words(document: Document, sentence: Span, match: re.Match[str]) -> str:
    base = document.folded.find_from(sentence.start)
    return document.folded.span(base + match.start(), base + match.end()).of(document.text)


def verification_status(relation: Relation, found: tuple[Caveat, ...], document: Document) -> Reason:
    """The status of one claim.

    A caveat of the outlet holds for every attributed claim of the article, as outlets state it once. A condition (if
    verified) holds for its own sentence, and for the claims before it in its paragraph and the one before.
    """
    at = relation.content[0].start
    for caveat in found:
        if caveat.status == "if_verified" and _conditions(caveat, at, document):
            return Reason("verification_status", caveat.status, "condition_near_by", caveat.words)
    for caveat in found:
        if caveat.status == "unverified_by_outlet" and relation.voice == "speaker":
            return Reason("verification_status", caveat.status, "caveat_of_the_article", caveat.words)
    return Reason("verification_status", AS_CLAIMED, "no_caveat")


def _conditions(caveat: Caveat, at: int, document: Document) -> bool:
    if caveat.span.start <= at < caveat.span.end:
        return True
    first = document.paragraphs[max(0, caveat.paragraph - 1)]
    return first.start <= at < caveat.span.start
