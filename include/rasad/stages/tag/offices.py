"""Roles: 'the supreme leader' is whoever led on the day; 'Intelligence Minister Esmail Khatib' is an office and a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rasad.stages.tag.company import Verdict
from rasad.stages.tag.event_day import stated_period
from rasad.stages.tag.generic import generic
from rasad.stages.tag.label import NameHit
from rasad.stages.tag.owners import owner_of
from rasad.stages.tag.people import People
from rasad.stages.tag.reading import HOME, Reading
from rasad.stages.tag.surroundings import surroundings, words_after, words_before

_BY_DATE = 0.9
_IN_ARTICLE = 0.8
_LOCAL = frozenset({"city", "province"})
"""Kinds of places whose branches have heads of their own."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase and the office that it names. `holder_given`: a name beside it says who holds or held it."""

    hit: NameHit
    verdict: Verdict
    former: bool
    holder_given: bool


def role_of(reading: Reading, hits: tuple[NameHit, ...], people: People) -> Role | None:
    """The office that a role phrase names; None for another country's minister, a deputy, or no role at all.

    The head of something else ('the police commander of a county') keeps the phrase, without an office.
    """
    hit = hits[0]
    lead = _lead(reading.key.key, hit.key.start)
    if any(word in surroundings().deputies.keys | surroundings().indefinite.keys for word in lead):
        return None
    former = any(word in surroundings().former.keys for word in lead) or _is_former_after(reading, hit)
    strong = next((each for each in hits if each.label.grade == "strong"), None)
    if strong:
        if owner_of(reading, hit) not in (None, reading.entity(strong).country):
            return None
        given = bool(people.holders_beside(hit, strong.label.target)) or people.stranger_after(hit)
        return Role(strong, Verdict(strong.label.target, "exact_alias", 1.0), former, given)
    apposed = [each for each in hits if people.holders_beside(hit, each.label.target)]
    if len({each.label.target for each in apposed}) == 1:
        return Role(apposed[0], Verdict(apposed[0].label.target, "exact_alias", _BY_DATE), former, True)
    if _is_elsewhere(reading, hit):
        return Role(hit, Verdict(None), former, holder_given=True) if hit.form.surface.isascii() else None
    verdict, stranger = generic(reading, hits), people.stranger_after(hit)
    if verdict is None or (stranger and owner_of(reading, hit) != HOME):
        return None
    return Role(hit, verdict, former, stranger)


def established(roles: Iterable[Role], people: People) -> dict[str, str]:
    """Who the article itself says holds an office: 'Supreme Leader X' once, and 'the supreme leader' later is X."""
    found: dict[str, set[str]] = {}
    for role in roles:
        office = role.verdict.entity_id
        if office and not role.former:
            found.setdefault(office, set()).update(people.holders_beside(role.hit, office))
    return {office: next(iter(who)) for office, who in found.items() if len(who) == 1}


def resolve(reading: Reading, role: Role, held: Mapping[str, str]) -> Verdict:
    """Who is meant by a role: the office itself beside its holder's name, else the holder on the day of the event.

    That day is the one that the sentence states, else the day of publication; `office_at_date` says that it was so found.

    A resolved role keeps its office as the only candidate. Undated text keeps the office, with all holders as
    candidates, unless the article itself says who holds it. A former holder is never guessed.
    """
    office, verdict, gazetteer = role.verdict.entity_id, role.verdict, reading.gazetteer
    if office is None or role.holder_given:
        return verdict
    if role.former:
        return Verdict(None, candidates=gazetteer.holders(office))
    stated = stated_period(reading, role.hit)
    if stated is not None:
        return _at(stated.holders(gazetteer, office), office, verdict)
    if reading.published is None:
        if office in held:
            return Verdict(held[office], "coref", _IN_ARTICLE, (office,))
        return Verdict(office, "exact_alias", verdict.score, gazetteer.holders(office))
    holder = gazetteer.office_holder(office, reading.published)
    return _at(
        (holder,) if holder else gazetteer.holders(office, reading.published), office, verdict, sure=bool(holder)
    )


def _at(holders: tuple[str, ...], office: str, verdict: Verdict, *, sure: bool = True) -> Verdict:
    """The one holder, with the office as candidate; else the office, with everybody who may have held it."""
    if sure and len(holders) == 1:
        return Verdict(holders[0], "office_at_date", min(_BY_DATE, verdict.score), (office,))
    return Verdict(office, "exact_alias", verdict.score, holders)


def _is_elsewhere(reading: Reading, hit: NameHit) -> bool:
    """'president of a bank', or in Persian the commander or head of a province, district or branch: no office of state."""
    words, key, end = surroundings(), reading.key.key, hit.key.end + len(hit.suffix)
    after = words_after(key, end)
    if not after or words.home_after.start_at(key, end):
        return False
    if hit.form.surface.isascii():
        return after[0] in words.foreign_link.keys and owner_of(reading, hit) is None
    places = (each for each in reading.between(end, end + 2) if reading.entity(each).type == "place")
    return after[0] in words.local_words.keys or any(reading.entity(each).kind in _LOCAL for each in places)


def _lead(key: str, start: int) -> list[str]:
    """The words before a role, back to the first that is neither filler nor owner; that one included."""
    words = surroundings()
    lead: list[str] = []
    for word in reversed(words_before(key, start)[-3:]):
        lead.append(word)
        if word not in words.fillers.keys and word not in words.home_before.keys:
            break
    return lead


def _is_former_after(reading: Reading, hit: NameHit) -> bool:
    words = surroundings()
    for word in words_after(reading.key.key, hit.key.end + len(hit.suffix))[:3]:
        if word.rstrip(".") in words.former_after.keys:
            return True
        if word not in words.home_after.keys and word not in words.fillers.keys:
            return False
    return False
