"""The persons of an article in order, to ask who is named beside a role."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from rasad.stages.tag.label import NameHit
from rasad.stages.tag.reading import Reading
from rasad.stages.tag.surroundings import surroundings, words_after

_BESIDE = 48
"""Characters, of fillers, owners and titles only, that may part a role from the name of its holder."""
_MARKS = str.maketrans(dict.fromkeys(',،«»“”"()', " "))


class People:
    """Linked persons by place. `entries` are (start, end, person id) in key offsets, without overlaps."""

    def __init__(self, reading: Reading, entries: list[tuple[int, int, str]]) -> None:
        self._reading = reading
        self._entries = sorted(entries)
        self._starts = [start for start, _, _ in self._entries]

    def holders_beside(self, hit: NameHit, office: str) -> frozenset[str]:
        """The persons named directly before or after a role who ever held that office."""
        beside = (self._after(hit), self._before(hit))
        return frozenset(person for person in beside if person and office in self._reading.gazetteer.offices_of(person))

    def stranger_after(self, hit: NameHit) -> bool:
        """Whether a role is directly followed by the name of somebody who is not known to have held it."""
        key, end = self._reading.key, hit.key.end + len(hit.suffix)
        after = words_after(key.key, end)
        titles = surroundings().titles.start_at(key.key, end)
        if titles:
            end += len(titles) + 1
            after = words_after(key.key, end)
        if not after:
            return False
        at = self._entry_from(end)
        if at is not None and self._entries[at][0] == end + 1:
            return self._entries[at][2] not in self._reading.gazetteer.holders(hit.label.target)
        if after[0] in surroundings().given_names.keys:
            return True
        if end + 1 >= len(key.key):
            return False  # an apostrophe ends the text
        first = key.span(end + 1, end + 2).of(self._reading.text)
        return first.isascii() and first.isupper() and not self._reading.covered[end + 1]

    def _entry_from(self, at: int) -> int | None:
        index = bisect_left(self._starts, at)
        return index if index < len(self._entries) else None

    def _after(self, hit: NameHit) -> str | None:
        index = self._entry_from(hit.key.end)
        if index is None:
            return None
        start, _, person = self._entries[index]
        return person if self._is_filling(hit.key.end, start) else None

    def _before(self, hit: NameHit) -> str | None:
        index = bisect_left(self._starts, hit.key.start) - 1
        if index < 0:
            return None
        _, end, person = self._entries[index]
        return person if end <= hit.key.start and self._is_filling(end, hit.key.start) else None

    def _is_filling(self, start: int, end: int) -> bool:
        """Whether nothing but fillers, owners, titles and commas stands between two places of one line."""
        between = self._reading.key.key[start:end]
        if end - start > _BESIDE or "\n" in between:
            return False
        return all(word in _filling() for word in between.translate(_MARKS).split())


@lru_cache(maxsize=1)
def _filling() -> frozenset[str]:
    words = surroundings()
    lists = (
        words.fillers,
        words.titles,
        words.honorifics,
        words.home_before,
        words.home_after,
        words.former,
        words.former_after,
    )
    return frozenset(word for phrases in lists for key in phrases.keys for word in key.split())
