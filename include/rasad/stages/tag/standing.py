"""Whether a name found in a text stands there as that name, and not inside another name, a street or a plural."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rasad.gazetteer import Gazetteer
from rasad.stages.tag.label import NameHit
from rasad.stages.tag.surroundings import Phrases, surroundings, words_after, words_before
from rasad.text.names import name_key
from rasad.text.normalise import Folded


@dataclass(frozen=True, slots=True)
class Guards:
    """The words that must not stand beside an entity's names."""

    before: Phrases
    after: Phrases


@lru_cache(maxsize=4)
def guards(gazetteer: Gazetteer) -> Mapping[str, Guards]:
    """The guarding words of the entities that have any."""
    return {
        entity.id: Guards(
            Phrases.of(name for _, name in entity.not_preceded_by.each()),
            Phrases.of(name for _, name in entity.not_followed_by.each()),
        )
        for entity in gazetteer.entities.values()
        if entity.not_preceded_by.each() or entity.not_followed_by.each()
    }


def stands_free(text: str, folded: Folded, hit: NameHit, gazetteer: Gazetteer) -> bool:
    """No guarding word beside the hit, no street or hospital of that name, no other person's first name before it."""
    key, after = folded.key, hit.key.end + len(hit.suffix)
    guard = guards(gazetteer).get(hit.label.target)
    if guard and (guard.before.end_at(key, hit.key.start) or guard.after.start_at(key, after)):
        return False
    if gazetteer.entities[hit.label.target].type != "person":
        return not _is_part_of_another_name(text, folded, hit, gazetteer.entities[hit.label.target].type)
    start = before_title(key, hit.key.start)
    return not surroundings().eponyms.end_at(key, start) and not other_first_name(key, hit, gazetteer)


def before_title(key: str, start: int) -> int:
    """Where a title or honorific directly before a place begins; the place itself where there is none."""
    words = surroundings()
    title = words.titles.end_at(key, start) or words.honorifics.end_at(key, start)
    return start - len(title) - 1 if title else start


def other_first_name(key: str, hit: NameHit, gazetteer: Gazetteer) -> bool:
    """Whether a bare surname directly follows a first name that its bearer does not have."""
    if " " in key[hit.key.start : hit.key.end]:
        return False
    first = surroundings().given_names.end_at(key, hit.key.start)
    if first is None:
        return False
    return first not in words_of_names(gazetteer, hit.label.target)


@lru_cache(maxsize=2048)
def words_of_names(gazetteer: Gazetteer, entity_id: str) -> frozenset[str]:
    """Every word of an entity's strong names, as match keys."""
    names = gazetteer.entities[entity_id].strong()
    return frozenset(word for _, name in names for word in name_key(name).key.split())


def _is_part_of_another_name(text: str, folded: Folded, hit: NameHit, type_: str) -> bool:
    """A company called after a place, a Persian plural written apart, a surname that ends in a place's name."""
    words, key, after = surroundings(), folded.key, hit.key.end + len(hit.suffix)
    following = words_after(key, after)[:1]
    if hit.form.surface.isascii():
        goes_on = bool(following) and following[0] in words.name_goes_on.keys
        return goes_on and folded.span(after + 1, after + 2).of(text).isupper()
    if following and following[0] in words.plural_words.keys and type_ in ("org", "office"):
        return True
    before = words_before(key, hit.key.start)[-2:]
    if type_ != "place" or len(before) < 2 or hit.suffix:
        return False
    return (
        before[0] in words.given_names.keys and before[1] not in words.surname_followers.keys | words.given_names.keys
    )
