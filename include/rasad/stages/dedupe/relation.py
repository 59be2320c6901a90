"""What one text is to an earlier one: a copy, a relay, a report of the same matter; with what shows it."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model import Span
from rasad.stages.dedupe import direction
from rasad.stages.dedupe.direction import Direction
from rasad.stages.dedupe.facts import Agreement
from rasad.stages.dedupe.judgement import RELAY_CONTAINED
from rasad.stages.dedupe.reuse import Reused
from rasad.stages.dedupe.traces import Publishers, Trace

COPY, AGENCY_COPY, REPUBLICATION = "copy", "agency_copy", "republication"
CREDITED, CITATION = "credited_relay", "citation"
REWRITE, TRANSLATION = "rewrite", "translation"
PARALLEL, STATEMENT = "parallel_report", "shared_statement"
KINDS = (COPY, AGENCY_COPY, REPUBLICATION, CREDITED, CITATION, REWRITE, TRANSLATION, PARALLEL, STATEMENT)

# With a credit, so many bits of common details show which article is meant: two rare names, or a name and a number.
CREDIT_BITS = 12.0
# Without one, details must agree far beyond the topic: see `_is_one_story`.
_STORY_BITS, _STORY_COVERAGE, _STORY_PLACES, _STORY_ORDER = 40.0, 0.32, 4, 0.2
_SURE_BITS, _SURE_COVERAGE, _SURE_ORDER = 50.0, 0.5, 0.5
_WORDING, _SAME_WORDING = 0.05, 0.25
"""Share of the shorter text's word triples: texts that were written apart share hardly any, and names and a quote alone do
not make a quarter."""
_EXCLUSIVE_BITS, _NEAR_SOURCE = 12.0, 300
"""What a source told or showed is taken to stand within so many characters, a sentence or two, of where the source is named."""
_OWN_SENTENCES, _OWN_LETTERS = 2, 120
"""So many sentences, or one so long, that are nobody's speech show that one text was written from the other."""
_LONG_QUOTE = 40
_MOST_EVIDENCE = 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that shows a link: a sentence, a detail or a credit, with its places in both texts."""

    kind: str  # sentence, altered_sentence, name, day, number, quote, credit, text
    later: Span
    earlier: Span | None
    bits: float | None = None  # how telling a detail is


@dataclass(frozen=True, slots=True)
class Link:
    """The later text has its story, or a part of it, from the earlier one; how sure that is says `direction`."""

    later: Trace
    earlier: Trace
    kind: str
    score: float
    direction: Direction
    evidence: tuple[Evidence, ...]

    @property
    def is_retelling(self) -> bool:
        """Whether the later text has its story as a whole from the earlier one, as far as can be told."""
        return self.direction.certainty != direction.UNDETERMINED and self.kind not in (CITATION, STATEMENT)


@dataclass(frozen=True, slots=True)
class Common:
    """What two texts have in common, found by different means."""

    reused: tuple[Reused, ...]
    details: Agreement
    wording: float  # share of the shorter text's word triples; 0 across languages
    likeness: float | None  # of copies, as the clustering has it; None for other texts


def relation(earlier: Trace, later: Trace, common: Common, known: Publishers) -> Link | None:
    """The link between two texts, the strongest that they allow; None where they have nothing to do with one another."""
    if common.likeness is not None:
        return _copy(earlier, later, common.likeness, common.reused, known)
    if earlier.source_id in later.credited and (common.reused or common.details.bits >= CREDIT_BITS):
        is_relay = earlier.source_id in later.upstream and not later.own_sources
        return _made(earlier, later, CREDITED if is_relay else CITATION, direction.of_credited(earlier, later), common)
    one_publisher = known.same_group(earlier.source_id, later.source_id)
    if _is_reuse(common):
        kind = REPUBLICATION if one_publisher else REWRITE
        return _made(earlier, later, kind, direction.of_own_words(earlier, later), common)
    if _is_one_story(earlier, later, common):
        return _told_again(earlier, later, common, one_publisher=one_publisher)
    if _share_a_statement(common):
        _, said = direction.precedence(earlier, later)
        return _made(earlier, later, STATEMENT, Direction(direction.UNDETERMINED, ("same_statement", said)), common)
    return None


def _is_reuse(common: Common) -> bool:
    own = [each for each in common.reused if not each.is_quoted]
    at_length = len(own) >= _OWN_SENTENCES or any(_letters(each) >= _OWN_LETTERS for each in own)
    return at_length or (bool(own) and common.wording >= RELAY_CONTAINED)


def _copy(earlier: Trace, later: Trace, likeness: float, reused: tuple[Reused, ...], known: Publishers) -> Link:
    outlet = known.outlets.get(earlier.source_id or "")
    if known.same_group(earlier.source_id, later.source_id):
        kind = REPUBLICATION
    else:
        kind = AGENCY_COPY if outlet is not None and known.is_agency(outlet) else COPY
    is_credited = earlier.source_id in later.credited
    sure = (direction.of_credited if is_credited else direction.of_own_words)(earlier, later)
    shown = _sentences(reused) or [Evidence("text", Span(0, later.chars), Span(0, earlier.chars))]
    return Link(later, earlier, kind, round(likeness, 4), sure, (*_credit(earlier, later), *shown)[:_MOST_EVIDENCE])


def _told_again(earlier: Trace, later: Trace, common: Common, *, one_publisher: bool) -> Link:
    same_words = common.wording >= _SAME_WORDING
    sure = direction.of_details(
        earlier,
        later,
        one_publisher=one_publisher,
        same_words=same_words,
        is_exclusive=_exclusive_bits(earlier, common) >= _EXCLUSIVE_BITS,
    )
    again = REWRITE if earlier.language == later.language else TRANSLATION
    kind = PARALLEL if sure.certainty == direction.UNDETERMINED and not one_publisher else again
    return _made(earlier, later, kind, sure, common)


def _exclusive_bits(earlier: Trace, common: Common) -> float:
    """How telling the common details are that stand where the earlier text says that it was told or shown something."""
    return sum(
        detail.bits
        for detail in common.details.details
        if any(abs(detail.earlier.start - place) <= _NEAR_SOURCE for place in earlier.own_sources)
    )


def _is_one_story(earlier: Trace, later: Trace, common: Common) -> bool:
    """Whether two texts tell one story and not only of one topic: many details, a good part of the shorter text's, of more
    than one kind, spread over it, in an order that is not by chance; in one language some wording as well."""
    agreed = common.details
    is_sure = (
        agreed.bits >= _SURE_BITS and agreed.coverage >= _SURE_COVERAGE and agreed.order_beyond_chance >= _SURE_ORDER
    )
    is_story = (
        agreed.bits >= _STORY_BITS
        and agreed.coverage >= _STORY_COVERAGE
        and agreed.places >= _STORY_PLACES
        and agreed.kinds >= 2
        and agreed.order_beyond_chance >= _STORY_ORDER
    )
    if not is_story or earlier.language != later.language:
        return is_story
    quotes = any(detail.kind == "quote" for detail in agreed.details)
    return is_sure or bool(common.reused) or quotes or common.wording >= _WORDING


def _share_a_statement(common: Common) -> bool:
    """Whether somebody's own words stand in both texts at some length."""
    quoted = [each for each in common.reused if each.is_quoted]
    if any(each.is_exact for each in quoted) or len(quoted) >= _OWN_SENTENCES:
        return True
    return any(d.kind == "quote" and d.later.end - d.later.start >= _LONG_QUOTE for d in common.details.details)


def _made(earlier: Trace, later: Trace, kind: str, sure: Direction, common: Common) -> Link:
    told = sum(_letters(each) for each in common.reused)
    written = int(later.passages["length"].astype(int).sum())
    score = max(min(1.0, told / written) if written else 0.0, min(1.0, common.details.coverage))
    details = [Evidence(d.kind, d.later, d.earlier, d.bits) for d in common.details.details]
    details.sort(key=lambda each: (-(each.bits or 0.0), each.later))
    evidence = (*_credit(earlier, later), *_sentences(common.reused), *details)[:_MOST_EVIDENCE]
    return Link(later, earlier, kind, round(score, 4), sure, evidence)


def _credit(earlier: Trace, later: Trace) -> list[Evidence]:
    places = later.credits.credited if later.credits else ()
    return [
        Evidence("credit", credit.span, None)
        for credit in places
        if credit.outlet == earlier.source_id and credit.span is not None
    ][:1]


def _sentences(reused: tuple[Reused, ...]) -> list[Evidence]:
    return [Evidence("sentence" if each.is_exact else "altered_sentence", each.later, each.earlier) for each in reused]


def _letters(each: Reused) -> int:
    return each.later.end - each.later.start
