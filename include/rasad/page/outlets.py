"""Outlet health: last success, volume against what is normal for the kind of day, gaps, and how the rules fare with its pages."""

from __future__ import annotations

from collections.abc import Sequence

from rasad.markup import Html, fetched, joined, tag
from rasad.page.asked import Asked
from rasad.page.desk import Desk, NothingThere, Row
from rasad.page.frame import Page, Place, badge, facts, figure, instant, number, outlet, row, table

READ = ("new", "none_new")
RUNS = 20
_WIDTH, _HEIGHT, _TALL = 6, 24, 80


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
        figure("pages, last whole day"),
        figure("normal for it"),
        "21 days",
    )
    return Page(
        "Outlets",
        "outlets",
        [
            tag(
                "p",
                "Normal is what the outlet brings on such a day: a working day, half a day off, a day off, a holiday, Nowruz. "
                "Outside of it a day is low or flooded; an outlet is silent when more is missing than ever by chance.",
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
    volumes = desk.watch("outlet_volumes", outlet=asked.outlet)
    rules = desk.watch("outlet_rules", outlet=asked.outlet, most=RUNS)
    return Page(
        names.get(asked.outlet, asked.outlet),
        "outlets",
        [
            facts([("id", asked.outlet), ("claims", place.to("its claims", "claims", outlet=asked.outlet))]),
            tag("h2", "Volume"),
            _volume(volumes),
            tag("h2", "Rules"),
            table(
                f"Rules that are counted by outlet, in the last {RUNS} runs, the newest on the right",
                ("rule", "stage", "share of rows at fault", *map(figure, ("last", "rows", "at fault"))),
                (_rule(rule, place) for rule in rules),
                "No rule that is counted by outlet has judged its rows.",
            ),
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
    if health["is_silent"]:
        found.append("silent")
    elif health["is_recent"]:
        found += verdict(health["n_day"], health)
    return found


def verdict(count: int | None, bounds: Row) -> list[str]:
    """Whether a day is low or flooded for a day of its kind; nothing where it is neither, or nobody can say."""
    if count is None or bounds["least"] is None or bounds["most"] is None:
        return []
    return ["low"] if count < bounds["least"] else ["flooded"] if count > bounds["most"] else []


def _line(health: Row, names: dict[str, str], place: Place) -> Html:
    wrong = troubles(health)
    since = tag("span", " since ", instant(health["open_since"])) if health["open_since"] else ""
    told = tag("span", *(badge(word, "bad") for word in wrong), since) if wrong else badge("well", "good")
    return row(
        outlet(health["source_id"], names, place),
        told,
        instant(health["last_read_at"]),
        instant(health["last_looked_at"]),
        number(health["n_day"]),
        _bounds(health),
        tag("td", bars(list(reversed(health["volumes"]))), class_="chart"),
        alarm=bool(wrong),
    )


def bars(values: Sequence[float | None], top: float | None = None) -> Html:
    """A bar for each value on one scale from zero to `top`, the highest where it is None; the numbers stand beside it."""
    scale = top if top is not None else max([*(value or 0 for value in values), 1])
    shapes = [
        tag("rect", x=n * _WIDTH, width=_WIDTH - 1, y=round(_HEIGHT - height, 1), height=round(height, 1), class_="bar")
        for n, value in enumerate(values)
        if value is not None
        for height in (max(_HEIGHT * value / scale, 0.5),)
    ]
    width = _WIDTH * max(len(values), 1)
    return tag("svg", *shapes, class_="days", viewBox=f"0 0 {width} {_HEIGHT}", width=width, aria_hidden="true")


def _volume(days: Sequence[Row]) -> Html:
    """A chart of each day over the band of its normal, and the same in numbers and words."""
    if not days:
        return tag("p", "Nothing was counted in the last 60 days.", class_="empty")
    heads = ("day", figure("pages"), figure("usual"), figure("normal"), "verdict", "why")
    numbers = table("Pages by the outlet's own day", heads, map(_volume_line, days), "")
    return joined(_chart(list(reversed(days))), tag("details", tag("summary", "Day by day"), numbers))


def _chart(days: Sequence[Row]) -> Html:
    top = max(1, *(max(day["n_new"], day["most"] or 0) for day in days))
    shapes = []
    for n, day in enumerate(days):
        if day["least"] is not None and day["most"] is not None:
            shapes.append(_block(n, day["least"], day["most"], top, "band"))
        wrong = verdict(day["n_day"], day)
        shapes.append(_block(n, 0, day["n_new"], top, "warning" if wrong else "bar", inset=2))
    width = _WIDTH * 2 * len(days)
    legend = tag(
        "p", "Bars are pages a day, the newest on the right; the band behind is normal for such a day.", class_="note"
    )
    chart = tag(
        "svg", *shapes, class_="volume", viewBox=f"0 0 {width} {_TALL}", preserveAspectRatio="none", aria_hidden="true"
    )
    return joined(legend, chart)


def _block(n: int, low: float, high: float, top: float, kind: str, inset: float = 0) -> Html:
    height = max(_TALL * (high - low) / top, 0.8)
    return tag(
        "rect",
        x=n * _WIDTH * 2 + inset,
        width=_WIDTH * 2 - 2 * inset,
        y=round(_TALL - _TALL * low / top - height, 1),
        height=round(height, 1),
        class_=kind,
    )


def _volume_line(day: Row) -> Html:
    wrong = verdict(day["n_day"], day)
    told = tag("span", *(badge(word, "warn") for word in wrong)) if wrong else "–"
    return row(
        tag("time", day["day"].isoformat()),
        number(day["n_new"]),
        number(None if day["usual"] is None else round(day["usual"], 1)),
        _bounds(day),
        told if day["n_day"] is not None else "no whole day",
        fetched(day["normal_why"]) if day["normal_why"] else "–",
        alarm=bool(wrong),
    )


def _bounds(day: Row) -> Html:
    known = day["least"] is not None and day["most"] is not None
    return tag("td", f"{day['least']} to {day['most']}" if known else "–", class_="number")


def _rule(rule: Row, place: Place) -> Html:
    share = "–" if rule["share"] is None else f"{rule['share']:.1%}"
    return row(
        place.to(rule["expectation"], "gate", batch=rule["batch_id"], stage=rule["stage"]),
        rule["stage"],
        tag("td", bars(rule["shares"], top=1), class_="chart"),
        tag("td", share, class_="number"),
        number(rule["n_rows"]),
        number(rule["n_at_fault"]),
    )


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
