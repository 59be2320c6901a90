"""What two statements on one matter disagree about: sign, number, day, stage of a plan, role of a person."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.stages.corroborate.concepts import concepts
from rasad.stages.corroborate.numbers import Numbers
from rasad.stages.corroborate.statement import PERSON, Statement

UNSETTLED = "not fixed"
_FAR_STAGES = 2
"""Neighbouring stages ("proposed", "planned") are two words for one thing; two steps apart they are not."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One disagreement: the field, what the earlier statement says, what the later one says."""

    field: str
    earlier: str
    later: str
    basis: str | None = None  # for numbers: how each was counted, "exact / lower_bound"


@dataclass(frozen=True, slots=True)
class Alike:
    """How far two statements are one, before their differences are looked at."""

    same_words: bool
    firm: bool = True  # an entity, a day or a number says that they mean one thing
    one_event: bool = True  # two days cannot be two events


def clashes(earlier: Statement, later: Statement, counted: Numbers, alike: Alike) -> tuple[Clash, ...] | None:
    """All disagreements of two statements that are about one matter.

    None where they differ and that is no contradiction: their signs differ, but neither rejects the other and the words are not the
    same ("has not changed" and "remains" are paraphrases), or nothing firm says that they mean one thing; or their days differ, and
    they may well be two events of one story.
    """
    open_day = _open_day(earlier, later)
    if open_day is not None:
        return (open_day,)
    found: list[Clash] = []
    if earlier.negative != later.negative:
        if not (alike.firm and (earlier.denied or later.denied or alike.same_words)):
            return None
        found.append(Clash("polarity", _sign(earlier), _sign(later)))
    found += [
        Clash("quantity", one.surface, other.surface, f"{one.qualifier} / {other.qualifier}")
        for one, other in counted.differing[:1]
    ]
    found += _change(earlier, later, counted)
    if earlier.day and later.day and not earlier.day.agrees(later.day):
        if not alike.one_event:
            return None
        found.append(Clash("event_date", earlier.day.surface, later.day.surface))
    found += [*_stage(earlier, later), *_role(earlier, later)]
    return tuple(found)


def _open_day(earlier: Statement, later: Statement) -> Clash | None:
    """A day that one names while the other says that none is fixed."""
    if earlier.is_unsettled and not later.is_unsettled and later.day:
        return Clash("event_date", UNSETTLED, later.day.surface)
    if later.is_unsettled and not earlier.is_unsettled and earlier.day:
        return Clash("event_date", earlier.day.surface, UNSETTLED)
    return None


def _change(earlier: Statement, later: Statement, counted: Numbers) -> list[Clash]:
    """ "From 65 to 25" against "remains 65": one names the number that the other leaves, and says that nothing changes."""
    sides = [bool(each.concepts & concepts().unchanged) for each in (earlier, later)]
    if not counted.is_partial or sides[0] == sides[1]:
        return []
    says = ["unchanged" if stays else "changes" for stays in sides]
    return [Clash("polarity", *says)]


def _sign(statement: Statement) -> str:
    return "negative" if statement.negative else "positive"


def _stage(earlier: Statement, later: Statement) -> list[Clash]:
    order = concepts().stages
    one, other = ([order.index(name) for name in each.stages] for each in (earlier, later))
    if not one or not other or min(abs(a - b) for a in one for b in other) < _FAR_STAGES:
        return []
    return [Clash("stage", order[max(one)], order[max(other)])]


def _role(earlier: Statement, later: Statement) -> list[Clash]:
    people = {entity for entity in earlier.anchors & later.anchors if entity.startswith(PERSON)}
    if not people or not earlier.roles or not later.roles or earlier.roles & later.roles:
        return []
    return [Clash("role", ", ".join(sorted(earlier.roles)), ", ".join(sorted(later.roles)))]
