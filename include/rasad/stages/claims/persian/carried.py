"""Sentences without a cue of their own that go on with what an earlier sentence attributed, and where that stops."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.stages.claims.persian.drafts import Draft
from rasad.stages.claims.persian.noun_phrases import subject
from rasad.stages.claims.persian.reading import Reading
from rasad.stages.claims.persian.words import word_classes

_CLAUSAL_RULES = frozenset(
    {
        "verb_quote",
        "verb_colon",
        "verb_ke_clause",
        "verb_bare_clause",
        "shown_by_verb",
        "document_says",
        "agentless",
        "source_phrase",
        "document_phrase",
        "viewpoint_phrase",
        "speech_goes_on",
        "definite_anaphor",
        "floating_quote",
        "colon_quote",
        "words_first",
    }
)

_SPOKEN_RULES = frozenset({"verb_ke_clause", "verb_bare_clause"})


@dataclass(slots=True)
class Carried:
    """What may be carried into the next sentence: the last attributed draft, and whether its paragraph has ended."""

    last: Draft | None = None
    paragraph_ended: bool = False

    def end_paragraph(self) -> None:
        """A paragraph is over: open speech stops, a definite anaphor or a bare quotation may still reach back once."""
        if self.paragraph_ended:
            self.last = None
        self.paragraph_ended = True

    def attributed(self, drafts: tuple[Draft, ...]) -> None:
        """A sentence had relations of its own: the widest clausal one is what may be carried on."""
        clausal = [draft for draft in drafts if draft.rule in _CLAUSAL_RULES and not draft.carrier]
        self.last = max(clausal, key=lambda draft: draft.end - draft.start, default=None)
        self.paragraph_ended = False

    def floating(self, reading: Reading) -> Draft | None:
        """The relation of a sentence that is one quotation, where the last attributed words were quoted too."""
        if self.last is None or self.last.quoted is None:
            return None
        return self.into(reading)

    def into(self, reading: Reading) -> Draft | None:
        """The relation that a sentence without a cue inherits; None, and nothing more to carry, where it does not."""
        draft = self._draft(reading) if self.last is not None else None
        if draft is None:
            self.last = None
        else:
            self.attributed((draft,))
        return draft

    def _draft(self, reading: Reading) -> Draft | None:
        last, tokens = self.last, reading.tokens
        assert last is not None
        if not reading.end or tokens.at_phrase(0, word_classes().editorial):
            return None
        if reading.whole_quotation is not None and last.quoted is not None:
            return _inherited(reading, last, "floating_quote")
        if _reaches_back(reading, last):
            return _inherited(reading, last, "definite_anaphor")
        if not self.paragraph_ended and last.rule in ("verb_colon", "speech_goes_on") and not _is_new_turn(reading):
            return _inherited(reading, last, "speech_goes_on")
        if not self.paragraph_ended and last.rule in _SPOKEN_RULES and _still_says_we(last, reading):
            return _inherited(reading, last, "speech_goes_on")
        return None


def _inherited(reading: Reading, last: Draft, rule: str) -> Draft:
    quoted = reading.whole_quotation if rule == "floating_quote" else None
    basis = "floating_quote" if quoted is not None else "inherited"
    return Draft(reading, ((0, reading.end),), (), None, last.lemma, last.cue_class, basis, rule, quoted)


def _reaches_back(reading: Reading, last: Draft) -> bool:
    """Whether the sentence opens with a demonstrative and a noun that the attributed words already held."""
    tokens, earlier = reading.tokens, last.reading.tokens
    if tokens.key(0) not in word_classes().demonstratives or len(tokens) < 2 or not reading.clauses:
        return False
    words, noun = word_classes(), tokens.key(1)
    is_noun = noun.isalnum() and noun not in words.prepositions and noun not in words.adverbs
    return is_noun and noun in earlier.keys[last.start : last.end]


def _is_new_turn(reading: Reading) -> bool:
    """Whether the sentence speaks about the speaker, so that it is the outlet that speaks."""
    if not reading.clauses:
        return True
    phrase = subject(reading.tokens, reading.clauses[0].own, len(reading.tokens))
    words = word_classes()
    # "they" in one person's speech are those whom the speech is about
    return phrase is not None and reading.tokens.key(phrase.start) in words.third_pronouns - words.plural_pronouns


def _still_says_we(last: Draft, reading: Reading) -> bool:
    """Whether both what was attributed and the sentence after it are told by one who says I or we.

    Agencies report in the third person, so the speaker goes on; a memoir, told in the first person throughout, names none.
    """
    words, earlier = word_classes(), last.reading.tokens
    if last.quoted is not None or (last.source and earlier.key(last.source[0]) in words.first_pronouns):
        return False
    spoken = (earlier.groups[at].person for at in range(last.start, last.end) if at in earlier.groups)
    return 1 in spoken and any(clause.verb is not None and clause.verb.person == 1 for clause in reading.clauses)
