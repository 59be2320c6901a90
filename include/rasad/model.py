"""The words of the domain as frozen values. Offsets are Unicode code points of the stored text, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Language = Literal["en", "fa"]
STAGES = ("land", "clean", "dedupe", "tag", "claims", "corroborate", "publish")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Rejected:
    """A pure function's answer to data it cannot use: a reason code, and a detail for people."""

    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of an article's text that is not the article's own words (caption, share button, repeated title)."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Dated:
    """An instant or a day, with how it was found. `value` is None when unsure; then `candidates` says what it may be."""

    value: datetime | None
    precision: str = "none"  # second, minute, day, none
    method: str = "none"  # feed, jsonld, meta, script, url, visible_text, person, none
    calendar: str = "gregorian"  # gregorian, solar_hijri, hijri
    confidence: float = 0.0
    candidates: tuple[str, ...] = ()
    as_written: str | None = None  # the words that gave the value
    utc_offset_min: int | None = None  # offset from UTC of the clock; None where only a day is known
    flags: tuple[
        str, ...
    ] = ()  # future, backdated, zone_of_outlet, zone_of_language, zone_of_page, local_printed_as_utc
    conflicts: tuple[str, ...] = ()  # what names another day, each as "method key: words"
    stated: datetime | None = None  # the instant as stated, where the value had to be brought back to first sight


@dataclass(frozen=True, slots=True)
class Page:
    """One landed page as `clean` takes it."""

    url: str
    html: bytes
    source_id: str | None = None
    fetched_at: datetime | None = None
    feed_title: str | None = None
    feed_published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One version of an article: the text as published (NFC), and what is known about it."""

    url_canonical: str
    title: str | None
    byline: str | None
    text: str
    language: str
    script: str
    published: Dated
    boilerplate: tuple[Mask, ...] = ()
    modified: Dated = Dated(None)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, role, pronoun or description in a text, linked to the gazetteer where that is certain."""

    span: Span
    surface: str
    entity_id: str | None
    entity_type: str  # person, org, office, place, event, group, outlet, concept
    candidates: tuple[str, ...] = ()
    link_method: str = (
        "none"  # exact_alias, joined_alias, office_at_date, surname_in_article, coref, transliteration, none
    )
    link_score: float = 0.0
    mention_type: str = "name"  # name, role, pronoun, description
    local_id: str | None = None  # of a person or body that the gazetteer does not know: unk:<the name's own words>


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of an article, with the spans that decided it."""

    topic_id: str
    score: float
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Sign:
    """One distinct word, or one entity, that speaks of a subject: the rule that it fits, what it weighs, and where it stands.

    `spans` are those of the text; a word that stands in the title alone has none.
    """

    subject: str  # a topic, or a subject that is none of ours
    rule: str  # the word as our file has it, or the entity's id
    is_entity: bool
    weight: float
    in_title: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """Who and what an article is about, and whether that is Iranian politics. `signs` are what decided."""

    relevant: bool
    score: float
    reason: str
    topics: tuple[Topic, ...]
    mentions: tuple[Mention, ...]
    signs: tuple[Sign, ...] = ()
    # Beyond the gazetteer's names: unknown people and bodies, and pronouns.
    inferred: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """An attribution relation as a language's finder sees it: source, cue and content, before any linking.

    `content` may be in pieces (split quotes); `source` and `cue` may be empty (inherited, agentless).
    `parent` is the index, in the finder's own list, of the relation that this one is nested in.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    cue_lemma: str
    cue_class: str  # class of the cue in the lexicon: neutral_say, negative, belief, according_to, impersonal ...
    quote_type: str  # direct, indirect, mixed, quoted_paraphrase
    basis: str  # explicit, pronoun, anaphora, inherited, floating_quote, impersonal, colon_quote, outlet_voice
    rule: str  # name of the rule that found it, for `explain`
    voice: str = "speaker"  # speaker, outlet; carrier: only passes on what the relations inside it say, and is no claim
    parent: int | None = None
    method: str = "rules"  # rules, model


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a claim: what was counted, in which unit, and how firmly."""

    span: Span
    surface: str
    value: float
    value_high: float | None = None
    qualifier: str = "exact"  # exact, approx, lower_bound, upper_bound, range, order_of_magnitude, rejected
    unit: str | None = None  # UCUM
    measures: str | None = None
    currency: str | None = None
    as_of: date | None = None  # day for which the number is given


@dataclass(frozen=True, slots=True)
class EventDate:
    """The day a claim speaks of. `value` is None where the text does not fix it; `candidates` keeps what it may be."""

    span: Span
    surface: str
    value: date | None
    end: date | None = None
    precision: str = "day"  # day, month, year, month_day, relative
    calendar: str = "gregorian"
    method: str = "explicit"  # explicit, weekday, publication, relative, unresolved
    ambiguous: bool = False
    candidates: tuple[date, ...] = ()
    basis: str = (
        "content"  # content, anaphor (an event named before), statement (day of the saying), frame (a meeting told of)
    )


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of the chain by which a claim reached us, from the publisher (first) to the speaker (last)."""

    role: str  # publisher, uncredited_upstream, reporting_outlet, carrier, document, speaker, inner_source, anonymous_source
    relation: str  # W3C PROV: wasAttributedTo, wasQuotedFrom, hadPrimarySource, wasDerivedFrom
    entity_id: str | None = None
    surface: str | None = None
    cue: str | None = None
    span: Span | None = None
    explicit: bool = True
    anonymity: str | None = (
        None  # what is told of an unnamed source: participants, insider, official, informed, witness ...
    )
    number: str | None = None  # of an unnamed source: single, many


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim is read as it is: what was judged, the outcome, the rule, and the words of the article that decided."""

    about: str  # modality, polarity, verification_status, event_date, speech_act, confidence
    value: str
    rule: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """An attributed statement with everything that can be read off the article about it."""

    relation: Relation
    speaker_id: str | None
    speaker_surface: str | None
    source_type: str
    modality: str = "asserted"
    polarity: str = "positive"
    verification_status: str = "as_claimed"  # as_claimed, unverified_by_outlet, if_verified
    hedges: tuple[Span, ...] = ()
    event_date: EventDate | None = None
    quantities: tuple[Quantity, ...] = ()
    hops: tuple[Hop, ...] = ()
    entities: tuple[Mention, ...] = ()
    topics: tuple[str, ...] = ()
    confidence: float = 0.5
    ordinal: int = 0
    speech_act: str | None = None  # code name of PLOVER; None for plain statements
    targets: tuple[Mention, ...] = ()  # whom a demand, an accusation, a threat or a refusal is directed at
    audience: tuple[Mention, ...] = ()  # who is told
    reasons: tuple[Reason, ...] = ()
