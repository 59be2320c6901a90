"""Lines that date a page: their labels, their halves of the day, and months of languages that are only ever relayed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pydantic import Field

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.dates.lexicon import Twelve, spelled
from rasad.text.forms import alternation
from rasad.text.normalise import fold

_NUMBERED = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})(?!\d)")
_AROUND = " :|-–—·\n\t"  # what stands between a label and its date
_OF = r"(?:(?:de|di|del|of|d')\s)?"


class DatelineWords(Strict):
    """What lexicons/dates.yml holds; the file says what each list is for."""

    published: tuple[str, ...]
    modified: tuple[str, ...]
    page: tuple[str, ...]
    hour: tuple[str, ...]
    and_: tuple[str, ...] = Field(alias="and")
    minutes: tuple[str, ...]
    seconds: tuple[str, ...]
    before_noon: tuple[str, ...]
    after_noon: tuple[str, ...]
    months: dict[str, Twelve] = Field(min_length=1)


@dataclass(frozen=True)
class Datelines:
    """The patterns made of those words; they match on the match key."""

    label: re.Pattern[str]  # named groups: published, modified
    page: re.Pattern[str]
    half_day: str  # an alternation with the named groups am and pm
    spoken_clock: re.Pattern[str]  # named groups hour, minute and, where said, second
    day_first: re.Pattern[str]
    year_first: re.Pattern[str]
    month_index: dict[str, int]


@lru_cache(maxsize=1)
def datelines() -> Datelines:
    """The patterns of dating lines. Raises ConfigError for a wrong or missing file."""
    words = read_model(INCLUDE / "lexicons" / "dates.yml", DatelineWords)
    month_index = {
        spelled(form): number
        for months in words.months.values()
        for number, forms in enumerate(months, 1)
        for form in forms
    }
    month = alternation(form for months in words.months.values() for forms in months for form in forms)
    return Datelines(
        label=re.compile(
            rf"(?<!\w)(?:(?P<modified>{alternation(words.modified)})|(?P<published>{alternation(words.published)}))(?!\w)"
        ),
        page=re.compile(rf"(?<!\w){alternation(words.page)}(?![^\W\d])"),
        half_day=rf"(?:(?P<am>{alternation(words.before_noon)})|(?P<pm>{alternation(words.after_noon)}))(?!\w)",
        spoken_clock=re.compile(
            rf"{alternation(words.hour)}\s{{1,2}}(?P<hour>\d{{1,2}})"
            rf"(?::(?P<short>\d)(?!\d)|\s{{1,2}}{alternation(words.and_)}\s{{1,2}}(?P<minute>\d{{1,2}})"
            rf"\s{{1,2}}{alternation(words.minutes)}"
            rf"(?:\s{{1,2}}{alternation(words.and_)}\s{{1,2}}(?P<second>\d{{1,2}})\s{{1,2}}{alternation(words.seconds)})?)"
        ),
        day_first=re.compile(
            rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|º|ª|er|-?a)?\s{{0,2}}{_OF}(?P<month>{month})(?!\w)\.?"
            rf"(?:\s?/\s?{month})?,?\s{{1,3}}{_OF}(?P<year>\d{{4}})(?!\d)"
        ),
        year_first=re.compile(
            rf"(?<!\d)(?P<year>\d{{4}})\.?\s{{1,2}}(?P<month>{month})\s{{1,2}}(?P<day>\d{{1,2}})(?!\d)"
        ),
        month_index=month_index,
    )


def relayed_days(key: str) -> Iterator[date]:
    """The full Gregorian days that a match key names with a month of another language, or by the signs of East Asia."""
    words = datelines()
    for match in (*words.day_first.finditer(key), *words.year_first.finditer(key)):
        yield from _day(match["year"], words.month_index[spelled(match["month"])], match["day"])
    for match in _NUMBERED.finditer(key):
        yield from _day(match[1], int(match[2]), match[3])


def _day(year: str, month: int, day: str) -> Iterator[date]:
    try:
        yield date(int(year), month, int(day))
    except ValueError:
        return


def is_about_the_page(text: str) -> bool:
    """Whether a line speaks of the visit, the clock or the rights, so that its date is no date of the text."""
    return datelines().page.search(fold(text).key) is not None


def roles(text: str) -> tuple[tuple[str, str], ...]:
    """A line cut at its labels: pairs of `published`, `modified` or an empty word, and the words that follow.

    The words before the first label have no role; a line without labels is one piece.
    """
    folded = fold(text)
    found = list(datelines().label.finditer(folded.key))
    if not found:
        return (("", text),)
    pieces = [("", text[: folded.span(*found[0].span()).start])]
    for match, following in zip(found, [*found[1:], None], strict=True):
        end = folded.span(*following.span()).start if following else len(text)
        pieces.append(("modified" if match["modified"] else "published", text[folded.span(*match.span()).end : end]))
    stripped = ((role, words.strip(_AROUND)) for role, words in pieces)
    return tuple((role, words) for role, words in stripped if words)
