"""Who an article names: every mention with its span, its link, and how the link was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rasad.gazetteer import Gazetteer
from rasad.model import Mention, Span
from rasad.stages.tag.company import Verdict, bearer, belongs_to_outsider, follows_outsider
from rasad.stages.tag.generic import generic
from rasad.stages.tag.label import NameHit
from rasad.stages.tag.metonyms import state_meant
from rasad.stages.tag.offices import established, resolve, role_of
from rasad.stages.tag.people import People
from rasad.stages.tag.reading import NESTING, Reading, longest, read, sighted
from rasad.stages.tag.transliteration import BY_SPELLING, RESPELT
from rasad.text.names import ready
from rasad.text.spellings import as_written

_STRONG = 1.0
_JOINED = 0.95
_ARTICLE = "the "
_DESCRIBING = frozenset({"group"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mention that wants its place in the key."""

    key: Span
    hit: NameHit
    verdict: Verdict
    role: bool = False


def link(text: str, *, title: str | None, published: date | None, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Every mention of the gazetteer's entities in a text, in order. Spans are exact; only a role or group may nest."""
    in_text, in_title = sighted(ready((text, title or "")), gazetteer)
    return mentions_of(read(in_text, in_title, published, gazetteer))


def mentions_of(reading: Reading) -> tuple[Mention, ...]:
    """The mentions of an article that has been read."""
    others: list[Proposal] = []
    roles: list[tuple[NameHit, ...]] = []
    in_roles = _inside_roles(reading)
    for key, hits in reading.by_span.items():
        if hits[0].label.grade != "strong" and all(reading.solid[key.start : key.end]):
            continue
        if any(reading.entity(hit).type == "office" for hit in hits):
            roles.append(hits)
        elif hits[0].label.grade == "home" and all(in_roles[key.start : key.end]):
            continue
        elif verdict := _verdict(reading, hits):
            others.append(Proposal(hits[0].key, _hit_of(hits, verdict), verdict))
    named = _placed(others, reading)
    people = People(
        reading,
        [
            (each.key.start, each.key.end, each.verdict.entity_id)
            for each in named
            if each.verdict.entity_id and each.verdict.entity_id.startswith("per:")
        ],
    )
    proposals = [*others, *_role_proposals(reading, roles, people)]
    return tuple(_mention(reading, each) for each in _placed(proposals, reading))


def _inside_roles(reading: Reading) -> bytes:
    """One a key character: 1 inside a role phrase. 'The police' of 'the police commander of a county' is no police force."""
    inside = bytearray(len(reading.key.key))
    for key, hits in reading.by_span.items():
        if any(reading.entity(hit).type == "office" for hit in hits):
            inside[key.start : key.end] = b"\1" * (key.end - key.start)
    return bytes(inside)


def _role_proposals(reading: Reading, groups: list[tuple[NameHit, ...]], people: People) -> Iterator[Proposal]:
    outermost = {hit.key for hit in longest((hits[0] for hits in groups), len(reading.key.key))}
    offices = [tuple(hit for hit in hits if reading.entity(hit).type == "office") for hits in groups]
    roles = [role for hits in offices if hits[0].key in outermost and (role := role_of(reading, hits, people))]
    held = established(roles, people)
    for role in roles:
        yield Proposal(role.hit.key, role.hit, resolve(reading, role, held), role=True)


def _verdict(reading: Reading, hits: tuple[NameHit, ...]) -> Verdict | None:
    """What a name other than a role means: itself where it stands alone, else what its company says."""
    strong = next((hit for hit in hits if hit.label.grade == "strong"), None)
    if strong:
        person = reading.entity(strong).type == "person"
        if person and (belongs_to_outsider(reading, strong) or follows_outsider(reading, strong)):
            return None
        return state_meant(reading, strong) or Verdict(strong.label.target, "exact_alias", _STRONG)
    weak = tuple(hit for hit in hits if hit.label.grade == "weak")
    home = tuple(hit for hit in hits if hit.label.grade == "home")
    misspelt = tuple(hit for hit in hits if hit.label.grade == "misspelt")
    found = (bearer(reading, weak) if weak else None) or (generic(reading, home) if home else None)
    return found or (_misspelt(reading, misspelt) if misspelt else None)


def _misspelt(reading: Reading, hits: tuple[NameHit, ...]) -> Verdict | None:
    """A known faulty spelling: of a full name, or beside an office, a title, the full name or words that confirm it."""
    full = {hit.label.target for hit in hits if " " in hit.form.surface and reading.entity(hit).type == "person"}
    if len(full) == 1:
        return Verdict(next(iter(full)), RESPELT, BY_SPELLING)
    found = bearer(reading, hits)
    confirmed = found is not None and found.entity_id is not None
    return Verdict(found.entity_id, RESPELT, min(found.score, BY_SPELLING)) if found and confirmed else found


def _hit_of(hits: tuple[NameHit, ...], verdict: Verdict) -> NameHit:
    return next((hit for hit in hits if hit.label.target == verdict.entity_id), hits[0])


def _placed(proposals: Iterable[Proposal], reading: Reading) -> tuple[Proposal, ...]:
    """Longest first, each on free ground; inside a role or a group, names of other kinds keep their place."""
    free, nest, taken = 0, 1, 2
    ground = bytearray(len(reading.key.key))
    kept: list[Proposal] = []
    for each in sorted(proposals, key=lambda each: (each.key.start - each.key.end, each.key.start)):
        nesting = reading.entity(each.hit).type in NESTING
        below = max(ground[each.key.start : each.key.end], default=free)
        may_nest = not nesting and each.hit.label.grade != "home" and each.verdict.entity_id is not None
        if below == taken or (below == nest and not may_nest):
            continue
        if below == nest and free in ground[each.key.start : each.key.end]:
            continue
        level = nest if nesting else taken
        ground[each.key.start : each.key.end] = bytes([level]) * (each.key.end - each.key.start)
        kept.append(each)
    return tuple(sorted(kept, key=lambda each: (each.key.start, -each.key.end)))


def _mention(reading: Reading, proposal: Proposal) -> Mention:
    verdict, hit = proposal.verdict, proposal.hit
    span = _with_article(reading, proposal)
    entity_id, candidates = verdict.entity_id, verdict.candidates
    typed = reading.gazetteer.entities[entity_id or candidates[0]] if entity_id or candidates else reading.entity(hit)
    method, score = verdict.method, verdict.score
    if method == "exact_alias" and not as_written(hit.span.of(reading.text), hit.form.surface):
        method, score = "joined_alias", min(score, _JOINED)
    return Mention(
        span=span,
        surface=span.of(reading.text),
        entity_id=entity_id,
        entity_type=typed.type,
        candidates=candidates,
        link_method=method,
        link_score=score,
        mention_type=_mention_type(reading, proposal),
    )


def _mention_type(reading: Reading, proposal: Proposal) -> str:
    if proposal.role:
        return "role"
    described = reading.entity(proposal.hit).type in _DESCRIBING or proposal.hit.label.grade == "home"
    return "description" if described else "name"


def _with_article(reading: Reading, proposal: Proposal) -> Span:
    """'the supreme leader' is one phrase; 'Supreme Leader Ali Khamenei' begins with the role."""
    span = proposal.hit.span
    surface = span.of(reading.text)
    start = span.start - len(_ARTICLE)
    standing_alone = proposal.role or proposal.hit.label.grade == "home"
    if not standing_alone or start < 0 or not surface[0].islower() or not surface.isascii():
        return span
    article = reading.text[start : span.start].lower() == _ARTICLE
    inside_word = start > 0 and reading.text[start - 1].isalnum()
    return Span(start, span.end) if article and not inside_word else span
