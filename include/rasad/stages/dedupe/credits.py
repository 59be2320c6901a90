"""From whom does an article say that it has its story? The outlets that it credits, and whether it claims sources of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rasad.catalogue import Outlet
from rasad.model import Span
from rasad.stages.dedupe.passages import LONGEST_TEXT
from rasad.stages.dedupe.relay_words import Crediting, crediting
from rasad.text.match import Form, Hit, Matcher
from rasad.text.names import name_key
from rasad.text.normalise import Folded
from rasad.text.sentences import paragraphs

LEAD_PARAGRAPHS = 2
"""An outlet credited this early is where the story is from, as relays name theirs in the lead; later on it lent a detail."""
_SHORTEST_PARAGRAPH = 70
"""Characters; a shorter line is a caption, a byline or a heading."""
_BESIDE = 60
_DATELINE = 120
_ADDRESS = re.compile(r"https?://(?:www\.)?([a-z0-9.-]{4,80})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credit:
    """One place where an article names another outlet as where something is from. `span` is None outside the body."""

    outlet: str
    is_lead: bool
    span: Span | None


@dataclass(frozen=True, slots=True)
class Credits:
    """What an article says of its sources."""

    credited: tuple[Credit, ...]
    own_sources: tuple[int, ...]  # where it says that somebody told or showed something to its own outlet

    @property
    def outlets(self) -> tuple[str, ...]:
        """Every outlet credited, once, sorted."""
        return tuple(sorted({credit.outlet for credit in self.credited}))

    @property
    def upstream(self) -> tuple[str, ...]:
        """The outlets from which the story as a whole is said to be, sorted."""
        return tuple(sorted({credit.outlet for credit in self.credited if credit.is_lead}))


@dataclass(frozen=True, slots=True)
class _Name:
    outlet: str
    is_weak: bool


class Masthead:
    """The names of all outlets, ready to be found, and whose domain is whose."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        known = sorted(outlets, key=lambda outlet: outlet.id)
        self._matcher = Matcher(
            Form(name, _Name(outlet.id, name in outlet.weak))
            for outlet in known
            for name in dict.fromkeys((outlet.name.en, outlet.name.fa or outlet.name.en, *outlet.aliases))
        )
        self._domains = {domain: outlet.id for outlet in known for domain in (outlet.domain, *outlet.other_domains)}

    def names(self, text: str, key: Folded) -> list[Hit[_Name]]:
        """Every name of an outlet, the longest where names overlap; weak ones where the text tells that an outlet is meant."""
        hits = sorted(self._matcher.find(text), key=lambda hit: (hit.key.start - hit.key.end, hit.key.start))
        taken = bytearray(len(key.key))
        kept = []
        for hit in hits:
            if not any(taken[hit.key.start : hit.key.end]):
                taken[hit.key.start : hit.key.end] = b"\1" * (hit.key.end - hit.key.start)
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.key.start)

    def owner(self, host: str) -> str | None:
        """The outlet that a host belongs to."""
        parts = host.lower().split(".")
        return next(
            (self._domains[at] for n in range(len(parts)) if (at := ".".join(parts[n:])) in self._domains), None
        )


@lru_cache(maxsize=2)
def masthead(outlets: tuple[Outlet, ...]) -> Masthead:
    """The masthead of a catalogue, built once."""
    return Masthead(outlets)


def credits_of(
    text: str,
    language: str,
    own: frozenset[str],
    names: Masthead,
    *,
    title: str | None = None,
    byline: str | None = None,
    skipped: Iterable[Span] = (),
) -> Credits:
    """The outlets that an article credits.

    `own` are the ids of its publisher and of the publisher's other outlets, `skipped` what is not the article's own words.
    """
    text = text[:LONGEST_TEXT]
    key, rules = name_key(text), crediting(language)
    lead_end = _lead_end(text, tuple(skipped))
    hits = _meant(names.names(text, key), key, rules, own)
    found: list[Credit] = []
    own_places = [key.span(*match.span()).start for match in rules.own_words.finditer(key.key)]
    for hit in hits:
        before, after = _beside(key, hit)
        if hit.label.outlet in own:
            if _is_own(before, after, rules):
                own_places.append(hit.span.start)
        elif rules.label.search(before):
            found.append(Credit(hit.label.outlet, True, hit.span))
        elif _is_credited(before, after, rules, hit.key.start):
            found.append(Credit(hit.label.outlet, hit.span.start < lead_end, hit.span))
    found += [credit for credit in _addresses(text, names) if credit.outlet not in own]
    found += [
        Credit(outlet, True, None)
        for outlet in (*_in_title(title or "", names), *_in_byline(byline or "", names))
        if outlet not in own
    ]
    return Credits(tuple(found), tuple(sorted(own_places)))


def _lead_end(text: str, skipped: tuple[Span, ...]) -> int:
    """Where the lead ends: captions and other short lines above it do not count."""
    told = [
        paragraph
        for paragraph in paragraphs(text)
        if paragraph.end - paragraph.start >= _SHORTEST_PARAGRAPH
        and not any(span.overlaps(paragraph) for span in skipped)
    ]
    return told[:LEAD_PARAGRAPHS][-1].end if told else len(text)


def _meant(hits: list[Hit[_Name]], key: Folded, rules: Crediting, own: frozenset[str]) -> list[Hit[_Name]]:
    """The hits without the weak names of other outlets of which nothing else in the text speaks."""
    strong = own | {hit.label.outlet for hit in hits if not hit.label.is_weak or _has_kind(key, hit, rules)}
    return [hit for hit in hits if hit.label.outlet in strong]


def _has_kind(key: Folded, hit: Hit[_Name], rules: Crediting) -> bool:
    return rules.kind_beside.search(key.key[max(0, hit.key.start - _BESIDE) : hit.key.start]) is not None


def _beside(key: Folded, hit: Hit[_Name]) -> tuple[str, str]:
    end = hit.key.end + len(hit.suffix)
    opening = "\n" if hit.key.start < _BESIDE else ""
    return opening + key.key[max(0, hit.key.start - _BESIDE) : hit.key.start], key.key[end : end + _BESIDE]


def _is_credited(before: str, after: str, rules: Crediting, at: int) -> bool:
    told = rules.told_before.search(before) and rules.told_after.match(after)
    dateline = at < _DATELINE and before.endswith("(") and after.startswith(")")
    return bool(rules.before.search(before) or rules.after.match(after) or told or dateline)


def _is_own(before: str, after: str, rules: Crediting) -> bool:
    told = rules.told_before.search(before) and rules.told_after.match(after)
    return bool(rules.own_before.search(before) or rules.own_after.match(after) or told)


def _addresses(text: str, names: Masthead) -> Iterator[Credit]:
    for match in _ADDRESS.finditer(text):
        outlet = names.owner(match[1])
        if outlet:
            yield Credit(outlet, False, Span(*match.span()))


def _in_title(title: str, names: Masthead) -> Iterator[str]:
    """An outlet before the colon of a headline is where the story is from."""
    key = name_key(title)
    for hit in names.names(title, key):
        if hit.key.start == 0 and key.key[hit.key.end :].lstrip().startswith(":"):
            yield hit.label.outlet


def _in_byline(byline: str, names: Masthead) -> Iterator[str]:
    for hit in names.names(byline, name_key(byline)):
        yield hit.label.outlet
