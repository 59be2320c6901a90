"""Attribution by a phrase: according to X, as X wrote, on the basis of a document, in the eyes of X."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rasad.stages.claims.persian.drafts import Draft, Pieces, basis_of
from rasad.stages.claims.persian.lexicon import Phrase, attribution_file, phrase_table, spellings
from rasad.stages.claims.persian.reading import Reading
from rasad.stages.claims.persian.source_extent import source_after
from rasad.stages.claims.persian.verbal import Said
from rasad.stages.claims.persian.words import word_classes

_FILING_WORDS = 8  # "from Tehran," and the like


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """One phrase of the lexicon: its class, the rule that reads it, and whether it must open a clause."""

    lemma: str
    cue_class: str
    rule: str
    anywhere: bool  # also in the middle of a clause; the others must open one
    needs_outlet: bool = False

    @property
    def needs_carrier(self) -> bool:
        """Whether only a carrier of information can be its source."""
        return self.rule == "document_phrase"


@lru_cache(maxsize=1)
def source_phrases() -> dict[Phrase, SourcePhrase]:
    """Every phrase by its folded words, with the variants that lost their first letter."""
    file = attribution_file()
    found: dict[Phrase, SourcePhrase] = {}
    for cue_class, entries in file.phrases.said_by.items():
        for entry in entries:
            for phrase in spellings(entry):
                found[phrase] = SourcePhrase(entry, cue_class, "source_phrase", entry in file.phrases.said_anywhere)
    for entry in file.phrases.reported_by:
        for phrase in spellings(entry):
            found[phrase] = SourcePhrase(entry, "neutral_say", "source_phrase", True, needs_outlet=True)
    for entry in file.phrases.shown_by:
        for phrase in spellings(entry):
            found[phrase] = SourcePhrase(entry, "according_to", "document_phrase", True)
    for entry in file.phrases.seen_by:
        for phrase in spellings(entry):
            found[phrase] = SourcePhrase(entry, "belief", "viewpoint_phrase", False)
    return found


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, tuple[Phrase, ...]]:
    table: dict[str, list[Phrase]] = {}
    for phrase in source_phrases():
        table.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(found, key=lambda phrase: -len(phrase))) for first, found in table.items()}


@lru_cache(maxsize=1)
def _headless() -> dict[str, dict[Phrase, Phrase]]:
    """Phrases whose first letter got lost, by what is left of their first word."""
    table: dict[str, dict[Phrase, Phrase]] = {}
    for phrase in source_phrases():
        if len(phrase[0]) > 1 and len(phrase) > 1:
            rest = (phrase[0][1:], *phrase[1:])
            table.setdefault(rest[0], {})[rest] = phrase
    return table


@lru_cache(maxsize=1)
def _not_phrases() -> dict[str, tuple[Phrase, ...]]:
    return phrase_table(attribution_file().phrases.not_said_by)


def phrased(reading: Reading, said: tuple[Said, ...]) -> tuple[Draft, ...]:
    """The relations of a sentence's source phrases, in order."""
    found: list[Draft] = []
    at = floor = 0
    while at < len(reading.tokens):
        if at in reading.speech_at:
            at = max(reading.speech_at[at].end, at + 1)
            continue
        match = _phrase_at(reading, at)
        if match is None:
            at += 1
            continue
        source_at = at + match[0]
        drafts = _drafts(reading, at, source_at, match[1], said, floor)
        floor = max((draft.source[1] for draft in drafts if draft.source), default=floor)
        found.extend(drafts)
        at = source_at
    return tuple(found)


def _phrase_at(reading: Reading, at: int) -> tuple[int, SourcePhrase] | None:
    tokens = reading.tokens
    other = tokens.at_phrase(at, _not_phrases())
    if other and tokens.key(at + other) not in word_classes().carriers:
        return None  # "on this ground", where it is not "on the ground of this report"
    for phrase in _by_first_word().get(tokens.key(at), ()):
        if tokens.keys[at : at + len(phrase)] == phrase:
            known = source_phrases()[phrase]
            if known.needs_outlet and not _names_outlet(reading, at + len(phrase)):
                continue
            return (len(phrase), known) if known.anywhere or _opens_clause(reading, at) else None
    if at == 0:
        for rest, phrase in _headless().get(tokens.key(at), {}).items():
            if tokens.keys[: len(rest)] == rest:
                return len(rest), source_phrases()[phrase]
    return None


def _names_outlet(reading: Reading, at: int) -> bool:
    words, key = word_classes(), reading.tokens.key(at)
    return key in words.outlets or key in words.openers


def _opens_clause(reading: Reading, at: int) -> bool:
    before = reading.tokens.key(at - 1)
    opens = (
        at == 0
        or reading.tokens.is_mark(at - 1)
        or before in word_classes().conjunctions
        or before in word_classes().clause_heads
    )
    return opens or at - 1 in reading.tokens.groups or before in word_classes().adverbs


def _drafts(
    reading: Reading, at: int, source_at: int, phrase: SourcePhrase, said: tuple[Said, ...], floor: int
) -> tuple[Draft, ...]:
    tokens = reading.tokens
    source_end = source_after(tokens, source_at)
    if source_end is None or not _may_be_source(reading, phrase, source_at, source_end):
        return ()
    pieces = _content(reading, at, source_end, said, floor)
    if not pieces:
        return ()
    source = (source_at, source_end)
    basis = basis_of(reading, source)
    quoted = reading.speech_at.get(pieces[0][0])
    if quoted is not None and (len(pieces) > 1 or quoted.end < pieces[0][1]):
        quoted = None
    cue = ((at, source_at),)
    draft = Draft(reading, pieces, cue, source, phrase.lemma, phrase.cue_class, basis, phrase.rule, quoted)
    return _by_speech_act(draft, said) if phrase.needs_carrier else (draft,)


def _may_be_source(reading: Reading, phrase: SourcePhrase, start: int, end: int) -> bool:
    tokens, words = reading.tokens, word_classes()
    if _is_desk(reading, start, end) or (
        tokens.key(start) in words.pronouns - words.third_pronouns and end == start + 1
    ):
        return False
    pointed = tokens.key(start) in words.demonstratives or tokens.key(start) in words.determiners
    head = tokens.key(start + 1 if pointed and start + 1 < end else start)
    if phrase.rule == "document_phrase":
        return head in words.carriers
    if phrase.rule == "viewpoint_phrase":
        speaks = pointed or head in words.speakers or head in words.pronouns or start in tokens.names
        return speaks or (tokens.is_comma(end) and head.endswith(words.people_endings))
    return True


def _is_desk(reading: Reading, start: int, end: int) -> bool:
    """Whether the outlet names its own reporter or desk as the one who files."""
    tokens, words = reading.tokens, word_classes()
    if tokens.key(start) in words.desks or tokens.key(start + 1) in words.desks:
        return True
    topical = tokens.key(start) in words.desk_groups and tokens.key(start + 1) in words.desk_topics
    return topical and any(tokens.key(at) in words.outlets for at in range(start + 2, end))


def _content(reading: Reading, at: int, source_end: int, said: tuple[Said, ...], floor: int) -> Pieces:
    """What the phrase attributes: the rest of its clause, with the part before it where it stands in the middle."""
    owner = reading.owner.get(at)
    reported = next((item for item in said if item.found.clause is owner), None)
    start = max((item.draft.start for item in said if item.draft.start <= at < item.draft.end), default=0)
    start = max(start, floor)
    filed = start == floor and reading.tokens.key(start) in word_classes().origins
    if filed and not reading.has_verb(start, at):
        start = at  # "from Tehran" between two source phrases
    opens = _opens_clause(reading, at) and not _has_words(reading, start, at)
    if reported is not None and not opens and _has_words(reading, max(owner.start if owner else 0, floor), at):
        return reported.draft.content
    end = max((item.draft.end for item in said if item.draft.start <= at < item.draft.end), default=reading.end)
    after = _after_source(reading, source_end)
    begins = opens or _begins_clause(reading, at)
    pieces = [(start, at)] if not begins and _has_words(reading, start, at) else []
    if after < end:
        pieces.append((after, end))
    return tuple(pieces) if end - after > 1 or reading.has_verb(start, at) else ()


def _begins_clause(reading: Reading, at: int) -> bool:
    """Whether the clause that the phrase attributes begins with it: a link stands before, and before that a verb or a comma."""
    tokens, words = reading.tokens, word_classes()
    if tokens.key(at - 1) in words.subordinators - words.clause_heads:
        return True
    return tokens.key(at - 1) in words.conjunctions and (at - 2 in tokens.groups or tokens.is_comma(at - 2))


def _after_source(reading: Reading, at: int) -> int:
    """Past what may follow a source before the thing said: a further source phrase, a place of filing, a comma."""
    tokens = reading.tokens
    while (match := _phrase_at(reading, at)) is not None:
        further = source_after(tokens, at + match[0])
        if further is None:
            break
        at = further
    if tokens.key(at) in word_classes().origins:
        for later in range(at + 1, at + _FILING_WORDS):
            if tokens.is_comma(later):
                return later + 1
            if _phrase_at(reading, later) is not None:
                return _after_source(reading, later)
            if later in tokens.groups:
                break
    return at + 1 if tokens.is_comma(at) or tokens.is_colon(at) else at


def _has_words(reading: Reading, start: int, end: int) -> bool:
    """Whether anything but links and marks stands in the range."""
    tokens, words = reading.tokens, word_classes()
    at = start
    while at < end:
        length = tokens.at_phrase(at, words.connectives)
        key = tokens.key(at)
        if length:
            at += length
        elif (
            tokens.is_mark(at)
            or key in word_classes().conjunctions
            or key in word_classes().clause_heads
            or key in words.adverbs
        ):
            at += 1
        else:
            return True
    return False


def _by_speech_act(draft: Draft, said: tuple[Said, ...]) -> tuple[Draft, ...]:
    """A document that reports two joined statements of one subject makes two claims: cut at the joint."""
    inside = [item for item in said if draft.start <= item.found.start < draft.end]
    parts, rest = [], draft
    for earlier, later in pairwise(inside):
        joint = later.found.clause.start
        if later.found.clause.joined and later.draft.source == earlier.draft.source and rest.start < joint < rest.end:
            parts.append(rest.cut(joint))
            rest = Draft(
                rest.reading,
                ((joint, rest.end),),
                rest.cue,
                rest.source,
                rest.lemma,
                rest.cue_class,
                rest.basis,
                rest.rule,
            )
    return (*parts, rest)
