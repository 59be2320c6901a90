"""Which text has its story from which other one: the search over a batch and what the texts before it left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from rasad.stages.dedupe import direction
from rasad.stages.dedupe.direction import known_at
from rasad.stages.dedupe.facts import Frequencies, agreement, candidates
from rasad.stages.dedupe.relation import CITATION, CREDIT_BITS, CREDITED, KINDS, STATEMENT, Common, Link, relation
from rasad.stages.dedupe.reuse import NONE_WORN, Reuse, Reused
from rasad.stages.dedupe.traces import Publishers, Trace
from rasad.text.word_hashes import U32

_WINDOW = timedelta(days=14)
"""A report is rewritten within days; the same details weeks apart are another occasion. Open where a time is unknown."""


@dataclass(frozen=True, slots=True)
class Copies:
    """What the clustering said of every version: its cluster, and its nearest earlier text with kind and likeness.

    `edits` are the versions that are in a cluster because an earlier version of their article is.
    """

    clusters: Mapping[str, str]
    nearest: Mapping[str, tuple[str, str, float]]
    edits: frozenset[str] = frozenset()

    def are_copies(self, one: str, other: str) -> bool:
        """Whether two versions are in one cluster by their words."""
        return self.clusters[one] == self.clusters[other] and not {one, other} & self.edits


_FEWEST_CHARS = 60
"""A shorter text is what is left of one; that two leave the same scrap says nothing."""
Wording = Callable[[Trace, Trace], float]
NOTHING: Mapping[str, Set[str]] = MappingProxyType({})


def find(
    past: Sequence[Trace],
    batch: Sequence[Trace],
    copies: Copies,
    known: Publishers,
    wording: Wording,
    sources: Mapping[str, Set[str]] = NOTHING,
    frequencies: Frequencies | None = None,
    worn: U32 = NONE_WORN,
) -> tuple[Link, ...]:
    """The links of a batch with itself and the past, in a fixed order.

    `wording` gives the share of word triples that two texts have in common, `sources` for versions of the past those from
    which they have their story. `past` may be a part of the past: `frequencies` (by default those of the given texts) and `worn`
    (see Reuse) then say what the whole of it holds. Versions of one article and texts of one outlet in one language are never
    linked: an outlet's own earlier words say nothing about where a story is from.
    """
    traces = [*past, *batch]
    frequencies = frequencies or Frequencies(trace.landmarks for trace in traces)
    search = _Search(traces, len(past), copies, known, wording, frequencies, Reuse(traces, worn))
    links = [link for text in range(len(past), len(past) + len(batch)) for link in search.links(text)]
    return tuple(sorted(_without_explained(_meant(_once(links, copies.clusters)), sources), key=_place))


class _Search:
    def __init__(
        self,
        traces: Sequence[Trace],
        n_past: int,
        copies: Copies,
        known: Publishers,
        wording: Wording,
        frequencies: Frequencies,
        reuse: Reuse,
    ) -> None:
        self._traces, self._copies, self._known, self._wording = traces, copies, known, wording
        self._n_past = n_past
        self._reuse, self._frequencies = reuse, frequencies
        asked = range(n_past, len(traces))
        self._details = candidates({at: trace.landmarks for at, trace in enumerate(traces)}, asked, self._frequencies)
        self._place = {trace.version_id: at for at, trace in enumerate(traces)}

    def links(self, text: int) -> list[Link]:
        """The links between one text of the batch and everything before it in the batch or in the past."""
        reused = self._reuse.shared(text)
        nearest = self._copies.nearest.get(self._traces[text].version_id)
        credited = self._traces[text].credited
        others = set(reused) | {
            other
            for other, bits in self._details[text].items()
            if bits >= CREDIT_BITS or self._traces[other].source_id in credited
        }
        if nearest and nearest[0] in self._place:
            others.add(self._place[nearest[0]])
        found = [self._link(text, other, reused.get(other, ())) for other in sorted(others)]
        return [link for link in found if link is not None]

    def _link(self, text: int, other: int, reused: tuple[Reused, ...]) -> Link | None:
        earlier, later = _ordered(self._traces[other], self._traces[text])
        if not self._may_be_linked(earlier, later):
            return None
        if later is not self._traces[text]:
            turned = (Reused(each.earlier, each.later, each.is_exact, each.is_quoted) for each in reused)
            reused = tuple(sorted(turned, key=lambda each: each.later))
        likeness = self._likeness(earlier, later)
        if likeness is None and not reused and not _near_in_time(earlier, later):
            return None
        common = Common(
            reused,
            agreement(earlier.landmarks, later.landmarks, self._frequencies),
            self._wording(earlier, later) if earlier.language == later.language else 0.0,
            likeness,
        )
        return relation(earlier, later, common, self._known)

    def _may_be_linked(self, earlier: Trace, later: Trace) -> bool:
        if earlier.article_id == later.article_id or min(earlier.chars, later.chars) < _FEWEST_CHARS:
            return False
        return not (
            earlier.source_id is not None
            and earlier.source_id == later.source_id
            and earlier.language == later.language
        )

    def _likeness(self, earlier: Trace, later: Trace) -> float | None:
        """The likeness of two texts that the clustering holds for copies; None where it does not."""
        for one, other in ((earlier, later), (later, earlier)):
            nearest = self._copies.nearest.get(one.version_id)
            if nearest and nearest[0] == other.version_id and nearest[1] in ("exact", "near"):
                return nearest[2]
        same = self._copies.are_copies(earlier.version_id, later.version_id)
        return self._wording(earlier, later) if same else None


def _ordered(one: Trace, other: Trace) -> tuple[Trace, Trace]:
    """Two texts as (earlier, later); where the times leave it open, the one that credits the other is the later."""
    first, second = direction.in_time_order((one, other))
    is_open = not direction.precedence(first, second)[0]
    if is_open and second.source_id in first.credited and first.source_id not in second.credited:
        return second, first
    return first, second


def _near_in_time(earlier: Trace, later: Trace) -> bool:
    if earlier.stated_at is None or later.stated_at is None:
        return True
    return abs(known_at(later) - known_at(earlier)) <= _WINDOW


def _once(links: Iterable[Link], clusters: Mapping[str, str]) -> list[Link]:
    """Of the versions of one article, and of the copies of one text, a later text is linked to the best one only."""
    best: dict[tuple[str, str], Link] = {}
    for link in sorted(links, key=_rank):
        best.setdefault((link.later.version_id, clusters[link.earlier.version_id]), link)
    return list(best.values())


def _meant(links: list[Link]) -> list[Link]:
    """Drop the weaker of two links to articles of one outlet that rest on its being named: one of them is meant."""
    best: dict[tuple[str, str | None], Link] = {}
    for link in sorted(links, key=_rank):
        if link.kind != STATEMENT:
            best.setdefault((link.later.version_id, link.earlier.source_id), link)
    return [
        link
        for link in links
        if link.kind not in (CREDITED, CITATION) or best[link.later.version_id, link.earlier.source_id] is link
    ]


def _rank(link: Link) -> tuple[int, int, float, datetime, str, str]:
    """The surest first, then the closest, then the one that the world had first."""
    sure = direction.CERTAINTIES.index(link.direction.certainty)
    return (
        sure,
        KINDS.index(link.kind),
        -link.score,
        known_at(link.earlier),
        link.earlier.version_id,
        link.later.version_id,
    )


def _without_explained(links: list[Link], sources: Mapping[str, Set[str]]) -> list[Link]:
    """Drop what a common upstream explains: two retellings of one text are alike because of that text."""
    known = {version: set(earlier) for version, earlier in sources.items()}
    for link in links:
        if link.is_retelling:
            known.setdefault(link.later.version_id, set()).add(link.earlier.version_id)

    def common(link: Link) -> set[str]:
        return known.get(link.later.version_id, set()) & known.get(link.earlier.version_id, set())

    return [link for link in links if link.kind in (CREDITED, CITATION) or not common(link)]


def _place(link: Link) -> tuple[str, str, str]:
    return (known_at(link.later).isoformat(), link.later.version_id, link.earlier.version_id)
