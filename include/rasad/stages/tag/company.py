"""Names that need company: bare surnames, given names, outlets called like months. Who is meant, and what says so."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from rasad.gazetteer import Entity
from rasad.stages.tag.label import NameHit
from rasad.stages.tag.reading import HOME, Reading
from rasad.stages.tag.standing import before_title, words_of_names
from rasad.stages.tag.surroundings import sentence_around, surroundings, words_after, words_before
from rasad.text.spellings import spellings

_BY_FULL_NAME = 0.9
_BY_PERIOD = 0.85
_BY_TITLE = 0.8
_BY_WORDS = 0.75
_BY_OFFICE = 0.7
"""How sure each kind of company makes a link; an order, not a probability."""

_INITIAL = 2
"""Characters of an initial with its full stop; a longer word with one ends a sentence, or is a title."""

_MOST_LOOKS = 50
"""Occurrences of a surname that are looked at for another person's first name; keeps hostile texts linear."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who a name means: an entity with the method that told, or the candidates between which nothing told."""

    entity_id: str | None
    method: str = "none"
    score: float = 0.0
    candidates: tuple[str, ...] = ()


def bearer(reading: Reading, hits: tuple[NameHit, ...]) -> Verdict | None:
    """Who a name that needs company means here. None where it is probably no name of anybody we know."""
    hit = hits[0]
    bearers = tuple(dict.fromkeys(each.label.target for each in hits))
    if _is_date(reading, hit) or _is_plural(hit):
        return None
    people = [reading.gazetteer.entities[each] for each in bearers]
    if people[0].type == "outlet":
        return _outlet(reading, hit, bearers)
    if people[0].type == "person" and belongs_to_outsider(reading, hit):
        return None
    return (
        _by_role(reading, hit, bearers)
        or _by_full_name(reading, hit, bearers)
        or _by_period(reading, hit, people)
        or _by_title(reading, hit, bearers)
        or _by_words(reading, hit, people)
        or _by_office(reading, bearers)
        or _by_other_name(reading, hit, bearers)
        or _undecided(reading, hit, bearers)
    )


def _by_role(reading: Reading, hit: NameHit, bearers: tuple[str, ...]) -> Verdict | None:
    """'Foreign minister Salehi': the role before the name tells the bearers apart."""
    starts = {hit.key.start, before_title(reading.key.key, hit.key.start)}
    offices = {
        other.label.target
        for start in starts
        for other in reading.ending.get(start - 1, ())
        if reading.entity(other).type == "office"
    }
    holding = [each for each in bearers if offices & reading.gazetteer.offices_of(each)]
    if len(holding) > 1 and reading.published:
        now = {reading.gazetteer.office_holder(office, reading.published) for office in offices}
        holding = [each for each in holding if each in now]
    return Verdict(holding[0], "exact_alias", _BY_TITLE) if len(holding) == 1 else None


def _by_full_name(reading: Reading, hit: NameHit, bearers: tuple[str, ...]) -> Verdict | None:
    """A bearer is named in full in this article, and no other; the nearest full name before wins over an outsider's."""
    named = [each for each in bearers if each in reading.named]
    if not named:
        return None
    outsider = _nearest_outsider(reading, hit)
    if len(named) > 1:
        full = [reading.gazetteer.entities[each] for each in named]
        return _by_period(reading, hit, full) or _by_words(reading, hit, full) or Verdict(None, candidates=tuple(named))
    places = reading.named[named[0]]
    before = bisect_right(places, hit.key.start)
    if outsider is not None and (before == 0 or outsider > places[before - 1]):
        return None
    method = "surname_in_article" if reading.entity(hit).type == "person" else "exact_alias"
    return Verdict(named[0], method, _BY_FULL_NAME)


def _by_period(reading: Reading, hit: NameHit, people: list[Entity]) -> Verdict | None:
    """In some years one bearer alone was called so."""
    if reading.published is None:
        return None
    alone = [
        entity.id
        for entity in people
        for period in entity.alone
        if hit.form.surface in (name for _, name in period.names.each()) and period.covers(reading.published)
    ]
    return Verdict(alone[0], "exact_alias", _BY_PERIOD) if len(set(alone)) == 1 else None


def _by_title(reading: Reading, hit: NameHit, bearers: tuple[str, ...]) -> Verdict | None:
    """A title before the only bearer. In Persian the surname must end there: a second surname is somebody else's.

    What is named after the dead (schools, ports) is called by their title too, so 'martyr' says nothing.
    """
    words, key = surroundings(), reading.key.key
    title = words.titles.end_at(key, hit.key.start)
    if len(bearers) > 1 or title is None or title in words.honours_of_the_dead.keys:
        return None
    following = words_after(key, hit.key.end + len(hit.suffix))
    ends = hit.form.surface.isascii() or not following or words.surname_followers.start_at(key, hit.key.end)
    return Verdict(bearers[0], "exact_alias", _BY_TITLE) if ends else None


def _by_words(reading: Reading, hit: NameHit, people: list[Entity]) -> Verdict | None:
    """The entities list words that go with them; the one with more of them in the sentence is meant."""
    if len(people) < 2:
        return None
    start, end = sentence_around(reading.key, hit.key.start, hit.key.end)
    sentence = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in reading.key.key[start:end]).split())} "
    votes = [
        sum(any(f" {key} " in sentence for key in spellings(word)) for _, word in entity.company.each())
        for entity in people
    ]
    ranked = sorted(zip(votes, (entity.id for entity in people), strict=True), reverse=True)
    return Verdict(ranked[0][1], "exact_alias", _BY_WORDS) if ranked[0][0] > ranked[1][0] else None


def _by_office(reading: Reading, bearers: tuple[str, ...]) -> Verdict | None:
    """The only bearer, in a text that also names an office of theirs."""
    if len(bearers) > 1 or not reading.at_home:
        return None
    offices = reading.gazetteer.offices_of(bearers[0])
    return Verdict(bearers[0], "surname_in_article", _BY_OFFICE) if offices & reading.targets else None


def _by_other_name(reading: Reading, hit: NameHit, bearers: tuple[str, ...]) -> Verdict | None:
    """The given name and the surname of one person in the same sentence ('Khamenei's son, Mojtaba')."""
    if len(bearers) > 1:
        return None
    start, end = sentence_around(reading.key, hit.key.start, hit.key.end)
    surface = hit.form.surface
    beside = any(
        other.label.target == bearers[0] and surface not in other.form.surface and other.form.surface not in surface
        for other in reading.between(start, end)
    )
    return Verdict(bearers[0], "surname_in_article", _BY_OFFICE) if beside else None


def _undecided(reading: Reading, hit: NameHit, bearers: tuple[str, ...]) -> Verdict | None:
    """The candidates, where a bearer whom news would name without a first name is among them: one who holds or held an office."""
    if len(bearers) < 2 or not reading.mentions_of[HOME] or _nearest_outsider(reading, hit) is not None:
        return None
    official = any(reading.gazetteer.offices_of(each) for each in bearers)
    people = all(reading.gazetteer.entities[each].type == "person" for each in bearers)
    return Verdict(None, candidates=bearers) if official or not people else None


def _outlet(reading: Reading, hit: NameHit, bearers: tuple[str, ...]) -> Verdict | None:
    """An outlet whose name is also a word, a month or a place: it counts beside 'agency', 'daily', 'according to'."""
    words, key = surroundings(), reading.key.key
    named = [each for each in bearers if each in reading.named]
    beside = words.outlet_before.end_at(key, hit.key.start) or words.outlet_after.start_at(key, hit.key.end)
    is_place = words.place_words.start_at(key, hit.key.end) or words.place_words.end_at(key, hit.key.start)
    if is_place or not (beside or (named and hit.form.surface[0].isupper())):
        return None
    meant = named or list(bearers)
    if len(meant) == 1:
        return Verdict(meant[0], "exact_alias", _BY_WORDS)
    return Verdict(None, candidates=tuple(meant))


def _is_date(reading: Reading, hit: NameHit) -> bool:
    """A month's name beside a day, a year or the word month."""
    words, key = surroundings(), reading.key.key
    if reading.key.key[hit.key.start : hit.key.end] not in words.months.keys:
        return False
    before, after = words_before(key, hit.key.start), words_after(key, hit.key.end)
    numbered = (before and before[-1].isdigit()) or (after and after[0].isdigit())
    return bool(numbered or words.date_words_after.start_at(key, hit.key.end))


def _is_plural(hit: NameHit) -> bool:
    return len(hit.suffix) > 1


def belongs_to_outsider(reading: Reading, hit: NameHit) -> bool:
    """Whether a capitalised word that is no title, role or country stands directly before a Latin surname."""
    return " " not in hit.form.surface and _capital_before(reading, hit.key.start)


def _capital_before(reading: Reading, at: int) -> bool:
    words, key = surroundings(), reading.key
    before = words_before(key.key, at)
    if not before or not before[-1].isascii() or (before[-1].endswith(".") and len(before[-1]) > _INITIAL):
        return False
    start = at - 1 - len(before[-1])
    letter = key.span(start, start + 1).of(reading.text)
    lists = (words.titles, words.honorifics, words.fillers, words.roles_before)
    known = any(list_.end_at(key.key, at) for list_ in lists)
    begins = len(before) == 1 or before[-2].endswith(".")
    if known or begins or not letter.isupper():
        return False
    return not reading.covered[start]


def follows_outsider(reading: Reading, hit: NameHit) -> bool:
    """Whether a bare surname comes after somebody else's full name, in a text that has not named its bearer by then: by a first name
    of theirs, a title or an office."""
    surname = reading.key.key[hit.key.start : hit.key.end]
    if " " in surname:
        return False
    named, outsider = _first_borne(reading, surname, hit.label.target)
    return outsider < hit.key.start < named


@lru_cache(maxsize=16)
def _first_borne(reading: Reading, surname: str, bearer_id: str) -> tuple[int, int]:
    """Where a text first has a surname with what names its bearer, and where first with another's first name; its end where nowhere."""
    words, key = surroundings(), reading.key.key
    own = words_of_names(reading.gazetteer, bearer_id) - {surname}
    named = outsider = len(key)
    at = key.find(surname)
    while at >= 0 and named == len(key):
        if _is_whole_word(key, at, at + len(surname)):
            office = any(reading.entity(each).type == "office" for each in reading.ending.get(at - 1, ()))
            if office or words.titles.end_at(key, at) or words.honorifics.end_at(key, at) or _last_word(key, at) in own:
                named = at
            elif outsider == len(key) and (words.given_names.end_at(key, at) or _capital_before(reading, at)):
                outsider = at
        at = key.find(surname, at + 1)
    return named, outsider


def _last_word(key: str, at: int) -> str:
    return next(iter(words_before(key, at)[-1:]), "")


def _is_whole_word(key: str, start: int, end: int) -> bool:
    return not (key[start - 1 : start].isalnum() or key[end : end + 1].isalnum())


def _nearest_outsider(reading: Reading, hit: NameHit) -> int | None:
    """Where, last before a hit, the same surname follows another person's first name."""
    words, key = surroundings(), reading.key.key
    surname = key[hit.key.start : hit.key.end]
    sharing = reading.by_span.get(hit.key, ())
    own = {word for each in sharing for word in words_of_names(reading.gazetteer, each.label.target)}
    at = key.rfind(surname, 0, hit.key.start)
    looked = 0
    while at >= 0 and looked < _MOST_LOOKS:
        first = words.given_names.end_at(key, at)
        if first and first not in own:
            return at
        at = key.rfind(surname, 0, at)
        looked += 1
    return None
