"""Attribution by a reporting verb: who said, and what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rasad.stages.claims.persian.clauses import Clause
from rasad.stages.claims.persian.complements import Complement, after_verb, before_verb, quoted_before
from rasad.stages.claims.persian.cues import FoundCue
from rasad.stages.claims.persian.drafts import Draft, Pieces, basis_of
from rasad.stages.claims.persian.lexicon import attribution_file
from rasad.stages.claims.persian.noun_phrases import NounPhrase, noun_phrase, subject
from rasad.stages.claims.persian.reading import Reading
from rasad.stages.claims.persian.sources import agent, carrier_in_phrase, first_phrase
from rasad.stages.claims.persian.words import word_classes

_RULES = {
    "quote": "verb_quote",
    "colon": "verb_colon",
    "ke": "verb_ke_clause",
    "bare": "verb_bare_clause",
    "through": "verb_preposition",
    "object": "verb_object",
    "naming": "named_as",
    "ezafe": "khastar_shod",
}
_RULES_OF_PREDICATES = {"evidence": "shown_by_verb", "document": "document_says"}
_NOT_SAID_YET = ("subjunctive", "future")
_TOLD = ("perfect", "participle")  # "has put (in writing)"; the other tenses mean to bring
_NOMINAL = ("through", "object", "naming", "ezafe")
_MAX_JOINED = 4  # clauses back that a shared subject is looked for


@dataclass(frozen=True, slots=True)
class Said:
    """A draft with the cue and complement that made it."""

    draft: Draft
    found: FoundCue
    complement: Complement


def verbal(reading: Reading) -> tuple[Said, ...]:
    """The relations of a sentence's reporting verbs, in order of their verbs."""
    said: list[Said] = []
    for found in reading.cues:
        item = _said(reading, found, said)
        if item is not None:
            said.append(item)
    return tuple(said)


def _said(reading: Reading, found: FoundCue, before: list[Said]) -> Said | None:
    own = [index for index in found.clause.own if index < found.word_at]
    phrase = _speaker(reading, found, own)
    complement = _complement(reading, found, phrase)
    if complement is None or not _licensed(reading, found, complement, own, phrase):
        return None
    inside = any(item.draft.start <= found.start < item.draft.end for item in before)
    if inside and found.cue.lemma in attribution_file().mental:
        return None  # how somebody whom the speaker talks about sees a thing is the speaker's word
    host = _coordinated_host(reading, found, phrase, complement, before)
    if host is not None:
        before[before.index(host)] = replace(host, draft=host.draft.cut(found.clause.start))
    shares_source = host is not None and phrase is None and host.draft.source is not None
    source = host.draft.source if host is not None and shares_source else _source(reading, found, own, phrase)
    if host is None and source is None and inside:
        return None  # inside another's words, and nobody is named: the other speaks
    return Said(_draft(reading, found, complement, source), found, complement)


def _complement(reading: Reading, found: FoundCue, phrase: NounPhrase | None) -> Complement | None:
    """What is said: after the verb where that is marked, else before it, else an unmarked clause after it."""
    after = after_verb(reading, found)
    if (after is None or after.shape == "bare") and not found.passive:
        inside = before_verb(reading, found, phrase)
        if inside is not None and (after is None or inside.shape != "through" or found.apart):
            return inside
    return after or quoted_before(reading, found)


def _speaker(reading: Reading, found: FoundCue, own: Sequence[int]) -> NounPhrase | None:
    """The subject of the reporting clause; a first or second person has none but its pronoun."""
    verb = found.clause.verb
    if found.passive or verb is None:
        return None
    phrase = first_phrase(reading.tokens, own, found.word_at, found.clause.joined)
    if phrase is None or verb.person == 3 or reading.tokens.key(phrase.start) in word_classes().pronouns:
        return phrase
    return None


def _source(reading: Reading, found: FoundCue, own: Sequence[int], phrase: NounPhrase | None) -> tuple[int, int] | None:
    tokens = reading.tokens
    if found.passive or "document" in found.cue.takes:
        return agent(tokens, own, found.word_at) or carrier_in_phrase(tokens, own, found.word_at)
    if phrase is not None:
        return phrase.start, phrase.end
    verb = found.clause.verb
    if verb is not None and verb.person != 3:
        return None
    shared = _shared_subject(reading, found.clause)
    if shared is not None:
        return shared.start, shared.end
    if found.clause.kind == "relative":
        return _antecedent(reading, found.clause)
    return None


def _shared_subject(reading: Reading, clause: Clause) -> NounPhrase | None:
    """The subject of the clause that this one is joined to."""
    for _ in range(_MAX_JOINED):
        if not clause.joined or clause.previous is None:
            return None
        clause = clause.previous
        if clause.embedded or clause.verb is None:
            return None
        own = reading.own_words(clause)
        phrase = first_phrase(reading.tokens, own, clause.verb.start, clause.joined)
        if phrase is not None:
            return phrase
    return None


def _antecedent(reading: Reading, clause: Clause) -> tuple[int, int] | None:
    """The noun phrase that a relative clause describes."""
    opener = clause.start - 1
    host = reading.owner.get(opener - 1)
    if host is None or reading.tokens.key(opener) not in word_classes().clause_heads:
        return None
    own = [index for index in host.own if index < opener]
    phrase = subject(reading.tokens, own, opener)
    if phrase is None or phrase.end < opener:
        phrase = noun_phrase(reading.tokens, own[-1:], 0, opener) if own else None
    return (phrase.start, phrase.end) if phrase is not None else None


def _licensed(
    reading: Reading,
    found: FoundCue,
    complement: Complement,
    own: Sequence[int],
    phrase: NounPhrase | None,
) -> bool:
    """Whether the predicate really reports here: the conditions that some predicates set on their clause."""
    takes, tokens, words = found.cue.takes, reading.tokens, word_classes()
    if "evidence" in takes:
        return phrase is not None and any(
            tokens.key(index) in words.carriers for index in range(phrase.start, min(phrase.start + 3, phrase.end))
        )
    if "marked" in takes and (
        complement.shape == "bare" or (found.clause.verb and found.clause.verb.tense not in _TOLD)
    ):
        return False
    if "document" in takes:
        return carrier_in_phrase(tokens, own, found.word_at) is not None and complement.shape in (
            "ke",
            "colon",
            "quote",
            "bare",
        )
    if "asking" in takes and not found.passive:
        return any(tokens.key(index) in word_classes().origins for index in own)
    if found.passive and (subject(tokens, own, found.word_at) is not None or _describes(found, complement)):
        return False  # something was put forward: what follows describes it
    if complement.shape in _NOMINAL:
        verb = found.clause.verb
        if verb is None or verb.tense in _NOT_SAID_YET:
            return False
        shared = phrase is not None or _shared_subject(reading, found.clause) is not None
        dropped = found.clause.kind == "main" and complement.shape in ("through", "ezafe")
        return (shared or dropped) and tokens.key(complement.start) not in words.pronouns
    return complement.end - complement.start > 1 or complement.quoted is not None


def _describes(found: FoundCue, complement: Complement) -> bool:
    """Whether a passive stands in a relative clause whose host goes on after it ("whatever is defined, put ...")."""
    return found.clause.kind == "relative" and complement.shape == "bare"


def _coordinated_host(
    reading: Reading, found: FoundCue, phrase: NounPhrase | None, complement: Complement, before: list[Said]
) -> Said | None:
    """The earlier relation whose content this predicate ends, being a further statement and not part of it."""
    clause = found.clause
    if not clause.joined or found.passive or clause.kind != "main" or clause.verb is None:
        return None
    contrasts = any(reading.tokens.key(index) in word_classes().contrasting for index in clause.own[:2])
    for host in reversed(before):
        starts_after = host.draft.start < clause.start or host.draft.quoted is not None
        if not starts_after or not host.draft.start <= clause.start < host.draft.end:
            continue
        verb = host.found.clause.verb
        if verb is None or host.found.passive or verb.tense != clause.verb.tense:
            return None
        if phrase is None:
            return host if verb.person == clause.verb.person else None
        marked = contrasts or complement.shape in ("quote", "colon", "ke")
        return host if marked and host.complement.shape != "colon" else None
    return None


def _draft(reading: Reading, found: FoundCue, complement: Complement, source: tuple[int, int] | None) -> Draft:
    cue: Pieces = ((found.start, found.end),)
    if found.apart and found.clause.verb is not None:
        cue = ((found.word_at, found.word_end), (found.clause.verb.start, found.clause.verb.end))
    agentless = source is None and found.passive
    return Draft(
        reading,
        ((complement.start, complement.end),),
        cue,
        source,
        found.cue.lemma,
        found.cue.cue_class,
        "impersonal" if agentless else basis_of(reading, source),
        "agentless" if agentless else _rule(found, complement),
        complement.quoted,
    )


def _rule(found: FoundCue, complement: Complement) -> str:
    for condition, rule in _RULES_OF_PREDICATES.items():
        if condition in found.cue.takes:
            return rule
    return _RULES[complement.shape]
