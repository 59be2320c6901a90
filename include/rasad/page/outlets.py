"""Outlet health: last success, volume against what is normal for the day of the week, gaps."""

from __future__ import annotations

from collections.abc import Sequence

from rasad.markup import Html, fetched, tag
from rasad.page.asked import Asked
from rasad.page.desk import Desk, NothingThere, Row
from rasad.page.frame import Page, Place, badge, facts, figure, instant, number, outlet, row, table

READ = ("new", "none_new")
# A normal needs this many days of the same weekday; below half of it a volume is low.
DAYS_OF_A_NORMAL = 3
_WIDTH, _HEIGHT = 6, 24


def listed(desk: Desk, _asked: Asked, place: Place) -> Page:
    """Every outlet that was looked at, those in trouble first."""
    names = desk.outlet_names()
    outlets = sorted(
        desk.watch("outlets"), key=lambda o: (not troubles(o), names.get(o["source_id"], ""), o["source_id"])
    )
    heads = (
        "outlet",
        "health",
        "last success (UTC)",
        "last look (UTC)",
        figure("pages that day"),
        figure("normal"),
        "21 days",
    )
    return Page(
        "Outlets",
        "outlets",
        [
            tag(
                "p",
                "Normal is the median of the same weekday in the last eight weeks, of days on which the outlet could be read; "
                f"it is shown from {DAYS_OF_A_NORMAL} such days on. Less than half of it is low.",
                class_="note",
            ),
            table(
                "Health of each outlet",
                heads,
                (_line(o, names, place) for o in outlets),
                "No outlet was looked at in the last 60 days.",
            ),
        ],
    )


def one(desk: Desk, asked: Asked, place: Place) -> Page:
    """One outlet day by day, with its gaps."""
    names = desk.outlet_names()
    days = desk.watch("outlet_days", outlet=asked.outlet)
    if not days:
        raise NothingThere(f"outlet {asked.outlet!r} was not looked at in the last 60 days")
    gaps = desk.watch("outlet_gaps", outlet=asked.outlet)
    return Page(
        names.get(asked.outlet, asked.outlet),
        "outlets",
        [
            facts([("id", asked.outlet), ("claims", place.to("its claims", "claims", outlet=asked.outlet))]),
            tag("h2", "Gaps"),
            table(
                "When it could not be looked at",
                ("from (UTC)", "to (UTC)", "reason", figure("looks"), "was anything lost"),
                (_gap(gap) for gap in gaps),
                "No gap in the last 60 days.",
            ),
            tag("h2", "Days"),
            table(
                "Looks and pages by day",
                ("day", *map(figure, ("looks", "could be read", "pages", "failed fetches")), "last outcome", "reason"),
                (_day(day) for day in days),
                "",
            ),
        ],
    )


def troubles(health: Row) -> list[str]:
    """What is wrong with an outlet today, in words; nothing when it is well."""
    found = []
    if health["last_outcome"] not in READ:
        found.append(str(health["last_outcome"]))
    if health["open_since"] is not None:
        found.append("gap")
    if (normal := normal_of(health)) and health["n_pages"] < normal / 2:
        found.append("silent" if health["n_pages"] == 0 else "low")
    return found


def normal_of(health: Row) -> float | None:
    """The normal number of pages for that weekday, or None while too few such days are known."""
    return health["normal"] if (health["n_days"] or 0) >= DAYS_OF_A_NORMAL else None


def _line(health: Row, names: dict[str, str], place: Place) -> Html:
    wrong = troubles(health)
    since = tag("span", " since ", instant(health["open_since"])) if health["open_since"] else ""
    told = tag("span", *(badge(word, "bad") for word in wrong), since) if wrong else badge("well", "good")
    return row(
        outlet(health["source_id"], names, place),
        told,
        instant(health["last_read_at"]),
        instant(health["last_looked_at"]),
        number(health["n_pages"]),
        number(normal_of(health)),
        tag("td", bars(list(reversed(health["volumes"]))), class_="chart"),
        alarm=bool(wrong),
    )


def bars(values: Sequence[int]) -> Html:
    """A bar for each value on one scale from zero; the numbers are told by the page of the outlet."""
    top = max([*values, 1])
    shapes = [
        tag("rect", x=n * _WIDTH, width=_WIDTH - 1, y=round(_HEIGHT - height, 1), height=round(height, 1), class_="bar")
        for n, value in enumerate(values)
        for height in (max(_HEIGHT * value / top, 0.5),)
    ]
    width = _WIDTH * max(len(values), 1)
    return tag("svg", *shapes, class_="days", viewBox=f"0 0 {width} {_HEIGHT}", width=width, aria_hidden="true")


def _gap(gap: Row) -> Html:
    ended = instant(gap["to_at"]) if gap["to_at"] else badge("open", "bad")
    lost = "yes" if gap["is_lossy"] else "no" if gap["is_lossy"] is False else "unknown"
    return row(instant(gap["from_at"]), ended, fetched(gap["reason"]), number(gap["n_looks"]), lost)


def _day(day: Row) -> Html:
    return row(
        day["day"].isoformat(),
        number(day["n_looks"]),
        number(day["n_read"]),
        number(day["n_pages"]),
        number(day["n_failed"]),
        str(day["last_outcome"]).replace("_", " "),
        fetched(day["last_reason"]) if day["last_reason"] else "–",
        alarm=day["n_read"] == 0,
    )
