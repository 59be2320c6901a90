"""Charts as inline SVG: shapes only, styled by classes of the page. Words stand beside them as text, where every script reads right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasad.markup import Html, joined, tag

WIDTH, HEIGHT, MARGIN = 240, 16, 8
_MOST_MARKS = 12
_MIDDLE = HEIGHT / 2


def origin_marks(origins: int, outlets: int) -> Html:
    """A filled mark for each origin, a hollow one for each outlet that repeats one; the numbers are told in words beside it."""
    count = min(max(origins, outlets), _MOST_MARKS)
    marks = [tag("circle", cx=6 + 12 * n, cy=6, r=4, class_="origin" if n < origins else "echo") for n in range(count)]
    return tag(
        "svg", *marks, class_="marks", width=12 * count, height=12, viewBox=f"0 0 {12 * count} 12", aria_hidden="true"
    )


def bar(share: float) -> Html:
    """A bar of a share (0 to 1) of the width."""
    filled = tag("rect", x=0, y=3, width=round(WIDTH * min(max(share, 0.0), 1.0), 1), height=10, rx=2, class_="bar")
    return _svg("share", filled)


def number_mark(row: Mapping[str, Any], scale: tuple[float, float]) -> Html:
    """One claimed number on the scale of its group: a point, an open end, or a range."""
    at, high = _place(row["value"], scale), _place(row["value_high"], scale)
    axis = tag("line", x1=MARGIN, x2=WIDTH - MARGIN, y1=_MIDDLE, y2=_MIDDLE, class_="axis")
    return _svg("scale", axis, *_shape(row["qualifier"], at, high))


def scale_of(rows: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """The ends of a group's scale: from zero, unless something is below it."""
    values = [float(row[key]) for row in rows for key in ("value", "value_high") if row[key] is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    # A tenth of room on the right: what is open above must be seen to go on.
    return (low, high + (high - low) / 10) if high > low else (low, low + 1)


def _shape(qualifier: str | None, at: float | None, high: float | None) -> list[Html]:
    if at is None:
        return []
    if qualifier == "range" and high is not None:
        return [tag("line", x1=at, x2=high, y1=_MIDDLE, y2=_MIDDLE, class_="range")]
    if qualifier == "lower_bound":
        return [
            tag("line", x1=at, x2=WIDTH - MARGIN, y1=_MIDDLE, y2=_MIDDLE, class_="open"),
            tag("path", d=f"M{at - 4} {_MIDDLE - 5}L{at + 5} {_MIDDLE}L{at - 4} {_MIDDLE + 5}Z", class_="point"),
        ]
    if qualifier == "upper_bound":
        return [
            tag("line", x1=MARGIN, x2=at, y1=_MIDDLE, y2=_MIDDLE, class_="open"),
            tag("path", d=f"M{at + 4} {_MIDDLE - 5}L{at - 5} {_MIDDLE}L{at + 4} {_MIDDLE + 5}Z", class_="point"),
        ]
    return [tag("circle", cx=at, cy=_MIDDLE, r=5, class_="point" if qualifier == "exact" else "about")]


def _place(value: float | None, scale: tuple[float, float]) -> float | None:
    if value is None:
        return None
    low, high = scale
    return round(MARGIN + (WIDTH - 2 * MARGIN) * (float(value) - low) / (high - low), 1)


def _svg(kind: str, *shapes: Html) -> Html:
    return tag("svg", joined(*shapes), class_=kind, viewBox=f"0 0 {WIDTH} {HEIGHT}", aria_hidden="true")
