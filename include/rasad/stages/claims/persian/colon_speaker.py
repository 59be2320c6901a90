"""A speaker, a colon and the words, with no verb between: the form of live tickers and round-ups."""

from __future__ import annotations

from rasad.stages.claims.persian.drafts import Draft
from rasad.stages.claims.persian.noun_phrases import subject
from rasad.stages.claims.persian.reading import Reading
from rasad.stages.claims.persian.words import word_classes

_LONGEST = 10  # words of a speaker before the colon


def colon_speaker(reading: Reading) -> Draft | None:
    """The relation of a sentence that opens with a speaker and a colon; None where it does not."""
    tokens = reading.tokens
    colon = next((at for at in range(min(_LONGEST + 1, len(tokens))) if tokens.is_colon(at)), 0)
    if not colon or any(at in tokens.groups for at in range(colon)):
        return None
    phrase = subject(tokens, range(colon), colon)
    if phrase is None or phrase.start != 0 or phrase.end != colon:
        return None
    quoted = reading.speech_at.get(colon + 1)
    named = tokens.key(0) in word_classes().speakers or tokens.names.get(0) == colon
    if quoted is None and not (named and reading.has_verb(colon, reading.end)):
        return None
    end = reading.end if quoted is None else quoted.end
    return Draft(reading, ((colon + 1, end),), (), (0, colon), "", "neutral_say", "colon_quote", "colon_quote", quoted)
