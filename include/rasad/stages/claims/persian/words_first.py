"""A quotation that is a sentence of its own, with its speaker in the next one: "...". This is what X says."""

from __future__ import annotations

from rasad.stages.claims.persian.drafts import Draft, basis_of
from rasad.stages.claims.persian.noun_phrases import subject
from rasad.stages.claims.persian.reading import Reading
from rasad.stages.claims.persian.words import word_classes

_OBJECT_WORDS = 3  # "this sentence" and the object marker


def said_of(quotation: Reading, following: Reading) -> Draft | None:
    """The relation of a bare quotation whose next sentence opens with "this" as the object of a reporting verb."""
    whole, tokens, words = quotation.whole_quotation, following.tokens, word_classes()
    found = next(iter(following.cues), None)
    if whole is None or found is None or tokens.key(0) not in words.demonstratives:
        return None
    marker = next((at for at in range(1, _OBJECT_WORDS) if tokens.key(at) == words.object_marker), None)
    own = [index for index in found.clause.own if index < found.word_at]
    if marker is None or marker not in own or found.passive:
        return None
    phrase = subject(tokens, own[own.index(marker) + 1 :], found.word_at)
    if phrase is None:
        return None
    source = (phrase.start, phrase.end)
    return Draft(
        quotation,
        ((whole.start, whole.end),),
        ((found.start, found.end),),
        source,
        found.cue.lemma,
        found.cue.cue_class,
        basis_of(following, source),
        "words_first",
        whole,
        said_in=following,
    )
