"""Relations in order, each with the relation that it stands inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rasad.model import Relation, Span

MAX_DEPTH = 2
"""Relations around one relation: carrier, speaker, inner source. Deeper nesting is not read reliably by rules."""


def nested(relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """The relations of one sentence with `parent` set to indices within this sentence; the too deep ones left out."""
    kept = sorted(relations, key=lambda item: (_extent(item).start, item.content[0].start))
    while True:
        parents = [_parent(index, kept) for index in range(len(kept))]
        deep = [index for index in range(len(kept)) if _depth(index, parents, kept) > MAX_DEPTH]
        if not deep:
            break
        kept = [item for index, item in enumerate(kept) if index not in set(deep)]
    return tuple(replace(item, parent=parent) for item, parent in zip(kept, parents, strict=True))


def shifted(relation: Relation, by: int) -> Relation:
    """The relation with its parent index counted from `by` relations earlier."""
    return relation if relation.parent is None else replace(relation, parent=relation.parent + by)


def _extent(relation: Relation) -> Span:
    spans = (*relation.content, *relation.cue, *relation.source)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _parent(index: int, relations: Sequence[Relation]) -> int | None:
    """The smallest relation whose content holds this one's cue; a phrase inside a report shares its content instead."""
    inner = relations[index]
    best: int | None = None
    for other, outer in enumerate(relations):
        if other == index or not inner.cue:
            continue
        held = _holds(outer, inner) and not _holds(inner, outer)
        if (held or _relays(outer, inner)) and (best is None or _size(outer) <= _size(relations[best])):
            best = other
    return best


def _relays(outer: Relation, inner: Relation) -> bool:
    """Whether `outer` carries what `inner` said: "A, quoting B, wrote" and "as A reports, quoting B"."""
    if inner.content != outer.content or (outer.voice, inner.voice) == ("speaker", "carrier"):
        return False
    if (outer.voice, inner.voice) == ("carrier", "speaker"):
        return True
    if not inner.rule.endswith("_phrase"):
        return False
    earlier = outer.rule.endswith("_phrase") and outer.cue[:1] < inner.cue[:1]
    return outer.rule.startswith("verb_") or earlier


def _holds(outer: Relation, inner: Relation) -> bool:
    return any(piece.contains(cue) for piece in outer.content for cue in inner.cue[:1])


def _size(relation: Relation) -> int:
    return sum(piece.end - piece.start for piece in relation.content)


def _depth(index: int, parents: Sequence[int | None], relations: Sequence[Relation]) -> int:
    """How many speakers stand around a relation; those who only carry do not count."""
    depth, steps, at = 0, 0, parents[index]
    while at is not None and steps <= len(parents):
        depth += relations[at].voice != "carrier"
        steps, at = steps + 1, parents[at]
    return depth
