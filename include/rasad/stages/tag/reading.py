"""One article as the linker reads it: every hit of a name or country, and whether the text speaks of Iran at all."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rasad.gazetteer import Entity, Gazetteer
from rasad.model import Span
from rasad.stages.tag.label import Label, NameHit
from rasad.stages.tag.standing import stands_free
from rasad.stages.tag.surroundings import surroundings
from rasad.text.match import Form, Hits, Matcher
from rasad.text.names import Ready
from rasad.text.normalise import Folded, is_persian_letter

HOME = "IR"
_SCRIPT_SAMPLE = 400
"""Characters looked at to tell the script."""
NESTING = frozenset({"office", "group"})
"""Types whose phrases are built around other names ('commander of the Basij'): those names are mentions of their own."""
BEFORE_THE_TEXT = -1
"""Where the title's names stand, in key offsets of the text."""
_HOME_LEAD = 0.8
"""Iran must be named at least this often, relative to the most named other country, for the text to be about Iran."""
_HOME_LEAST = 2
"""And at least this often in absolute terms."""


@dataclass(frozen=True, slots=True, eq=False)
class Sighted:
    """A text, its name key, and where names and countries stand in it."""

    text: str
    key: Folded
    hits: Hits[Label]


@dataclass(frozen=True, eq=False)
class Reading:
    """An article's text with its hits. Offsets of `hits` are those of the text."""

    text: str
    key: Folded
    gazetteer: Gazetteer
    published: date | None
    is_persian: bool
    hits: tuple[NameHit, ...]  # names, unguarded ones only
    countries: tuple[NameHit, ...]
    named: Mapping[
        str, tuple[int, ...]
    ]  # entity -> key offsets of its strong names; the title counts as before the text
    mentions_of: Counter[str]  # country code -> how often it, or something of it, is named
    by_span: Mapping[Span, tuple[NameHit, ...]]
    ending: Mapping[int, tuple[NameHit, ...]]  # by the key offset where they end
    targets: frozenset[str]  # every entity with a hit of any grade
    solid: bytes  # one a key character: 1 where a strong name stands that nothing may nest in
    covered: bytes  # one a key character: 1 where a name or a country stands

    @property
    def at_home(self) -> bool:
        """Whether the text speaks of Iran, so that 'the government' is Iran's; Persian that names no country does."""
        own = self.mentions_of[HOME]
        others = max((n for code, n in self.mentions_of.items() if code not in (HOME, "international")), default=0)
        return own >= _HOME_LEAD * others if own else self.is_persian and not others

    def between(self, start: int, end: int) -> tuple[NameHit, ...]:
        """The hits that begin between two key offsets."""
        low = bisect_left(self.hits, start, key=_begin)
        return self.hits[low : bisect_left(self.hits, end, key=_begin)]

    def speaks_of(self, country: str) -> bool:
        """Whether a generic name may mean something of this country here."""
        if country == HOME:
            return self.at_home
        own = self.mentions_of[country]
        others = max(
            (n for code, n in self.mentions_of.items() if code not in (HOME, "international", country)), default=0
        )
        return own > 0 and own >= _HOME_LEAD * others

    def entity(self, hit: NameHit) -> Entity:
        """The entity that a name hit stands for."""
        return self.gazetteer.entities[hit.label.target]


def _begin(hit: NameHit) -> int:
    return hit.key.start


@lru_cache(maxsize=4)
def name_matcher(gazetteer: Gazetteer) -> Matcher[Label]:
    """The automaton over all names of a gazetteer and all countries. Built once."""
    words = surroundings()

    def forms() -> Iterator[Form[Label]]:
        for entity in gazetteer.entities.values():
            uncased = _in_any_case if entity.type == "office" else str
            yield from (Form(uncased(name), Label(entity.id, "strong")) for _, name in entity.strong())
            yield from (Form(name, Label(entity.id, "weak")) for _, name in entity.weak.each())
            yield from (Form(name, Label(entity.id, "home")) for _, name in entity.at_home.each())
            yield from (Form(name, Label(entity.id, "misspelt")) for _, name in entity.misspelt.each())
        yield from (Form(name, Label(code, "country")) for code, name in words.countries)
        yield from (Form(name, Label(HOME, "country")) for name in words.home_words)

    return Matcher(forms(), words.suffixes)


def _in_any_case(name: str) -> str:
    """A title as it is written before a name and after it: 'Head of the Office X' and 'the head of the Office X'."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def sighted(texts: Ready, gazetteer: Gazetteer) -> tuple[Sighted, ...]:
    """Every name in many texts, found together."""
    found = name_matcher(gazetteer).find_all(texts)
    return tuple(map(Sighted, texts.keys.texts, texts.keys.folded(), found))


def read(sight: Sighted, title: Sighted | None, published: date | None, gazetteer: Gazetteer) -> Reading:
    """What is needed to tell whom the names of a text mean. Its title lends company only."""
    text, key, found = sight.text, sight.key, sight.hits
    hits = tuple(hit for hit in found if hit.label.grade != "country" and stands_free(text, key, hit, gazetteer))
    countries = tuple(hit for hit in found if hit.label.grade == "country")
    strong = longest((hit for hit in hits if hit.label.grade == "strong"), len(key.key))
    named: dict[str, list[int]] = {}
    counts: Counter[str] = Counter()
    for hit in strong:
        named.setdefault(hit.label.target, []).append(hit.key.start)
    _count_countries(counts, strong, countries, gazetteer)
    if title:
        names: Iterable[NameHit] = (
            hit
            for hit in title.hits
            if hit.label.grade == "strong" and stands_free(title.text, title.key, hit, gazetteer)
        )
        names = longest(names, len(title.key.key))
        for hit in names:
            named.setdefault(hit.label.target, []).insert(0, BEFORE_THE_TEXT)
        _count_countries(counts, names, (hit for hit in title.hits if hit.label.grade == "country"), gazetteer)
    by_span: dict[Span, list[NameHit]] = {}
    ending: dict[int, list[NameHit]] = {}
    covered, solid = bytearray(len(key.key)), bytearray(len(key.key))
    for hit in strong:
        if gazetteer.entities[hit.label.target].type not in NESTING:
            solid[hit.key.start : hit.key.end] = b"\1" * (hit.key.end - hit.key.start)
    for hit in (*hits, *countries):
        covered[hit.key.start : hit.key.end] = b"\1" * (hit.key.end - hit.key.start)
    for hit in hits:
        by_span.setdefault(hit.key, []).append(hit)
        ending.setdefault(hit.key.end, []).append(hit)
    return Reading(
        text=text,
        key=key,
        gazetteer=gazetteer,
        published=published,
        is_persian=any(map(is_persian_letter, text[:_SCRIPT_SAMPLE])),
        hits=hits,
        countries=countries,
        named={entity: tuple(at) for entity, at in named.items()},
        mentions_of=counts,
        by_span={span: tuple(sharing) for span, sharing in by_span.items()},
        ending={end: tuple(sharing) for end, sharing in ending.items()},
        targets=frozenset(hit.label.target for hit in hits),
        solid=bytes(solid),
        covered=bytes(covered),
    )


def longest(hits: Iterable[NameHit], length: int) -> tuple[NameHit, ...]:
    """The longest hits that do not overlap one another, in the order of a text whose key has `length` characters."""
    taken = bytearray(length)
    kept: list[NameHit] = []
    for hit in sorted(hits, key=lambda hit: (hit.key.start - hit.key.end, hit.key.start)):
        if not any(taken[hit.key.start : hit.key.end]):
            taken[hit.key.start : hit.key.end] = b"\1" * (hit.key.end - hit.key.start)
            kept.append(hit)
    return tuple(sorted(kept, key=lambda hit: hit.key.start))


def _count_countries(
    counts: Counter[str], strong: Iterable[NameHit], countries: Iterable[NameHit], gazetteer: Gazetteer
) -> None:
    """Count every place where a country, or something of it, is named; a country inside a longer name counts once."""
    covered: list[Span] = []
    for hit in strong:
        entity = gazetteer.entities[hit.label.target]
        if entity.type != "outlet":
            counts[entity.country] += 1
            covered.append(hit.key)
    at = 0
    for hit in countries:
        while at < len(covered) and covered[at].end <= hit.key.start:
            at += 1
        if at == len(covered) or not covered[at].overlaps(hit.key):
            counts[hit.label.target] += 1
