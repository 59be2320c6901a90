"""Whose government, minister or parliament is meant: the country named beside a generic name."""

from __future__ import annotations

from bisect import bisect_left

from rasad.stages.tag.label import NameHit
from rasad.stages.tag.reading import HOME, Reading
from rasad.stages.tag.surroundings import surroundings, words_after, words_before

_MOST_BETWEEN = 2
"""Adjectives that may stand between an owner and what it owns ('Israel's far-right defence minister')."""
_REACH = 40


def owner_of(reading: Reading, hit: NameHit) -> str | None:
    """The country whose minister, parliament or army a generic name is, where the words beside it say so."""
    return _owner_after(reading, hit) or _owner_before(reading, hit)


def _owner_before(reading: Reading, hit: NameHit) -> str | None:
    """'Iran's parliament', 'the German foreign minister'. English only: Persian owners follow."""
    words, key = surroundings(), reading.key.key
    if not hit.form.surface.isascii():
        return None
    if words.home_before.end_at(key, hit.key.start):
        return HOME
    before = words_before(key, hit.key.start)
    for distance in range(_MOST_BETWEEN + 1):
        between = before[len(before) - distance :] if distance else []
        if len(between) < distance or any(word in words.owner_breaks.keys or word.endswith(".") for word in between):
            return None
        end = hit.key.start - sum(len(word) + 1 for word in between) - 1
        country = _country_ending(reading, end) or _country_ending(reading, end - 2, possessive=True)
        if country and (distance == 0 or _is_owner_form(key, end)):
            return country
    return None


def _is_owner_form(key: str, end: int) -> bool:
    """An adjective or a possessive, not the bare name of a country ('in Iraq senior officials' has no owner)."""
    return key[max(0, end - 2) : end] == "'s" or key[max(0, end - 1) : end] in ("n", "i", "h", "e")


def _owner_after(reading: Reading, hit: NameHit) -> str | None:
    """'the foreign minister of Oman'; in Persian directly behind, or behind an adjective."""
    words, key = surroundings(), reading.key.key
    end = hit.key.end + len(hit.suffix)
    if words.home_after.start_at(key, end):
        return HOME
    after = words_after(key, end)
    if not after:
        return None
    if hit.form.surface.isascii():
        if after[0] not in words.foreign_link.keys:
            return None
        skipped = after[:2] if after[1:2] == ["the"] else after[:1]
        return _country_starting(reading, end + sum(len(word) + 1 for word in skipped) + 1)
    at = end + 1
    for word in after[: _MOST_BETWEEN + 1]:
        if (country := _country_starting(reading, at)) is not None:
            return country
        if word not in words.fillers.keys and word not in words.former_after.keys:
            return None
        at += len(word) + 1
    return None


def _country_ending(reading: Reading, end: int, *, possessive: bool = False) -> str | None:
    if possessive and reading.key.key[end : end + 2] != "'s":
        return None
    low = bisect_left(reading.countries, end - _REACH, key=lambda hit: hit.key.start)
    for hit in reading.countries[low : low + _REACH]:
        if hit.key.end == end:
            return hit.label.target
        if hit.key.start >= end:
            break
    return None


def _country_starting(reading: Reading, start: int) -> str | None:
    low = bisect_left(reading.countries, start, key=lambda hit: hit.key.start)
    if low < len(reading.countries) and reading.countries[low].key.start == start:
        return reading.countries[low].label.target
    return None
