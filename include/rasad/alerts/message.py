"""News for people, as a mail and as JSON. What an alert quotes is hostile: it is spelled out, isolated, and cut."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rasad.alerts.episodes import News
from rasad.markup import Html, fetched, joined, tag
from rasad.plain import plain

MOST_NEWS = 30
"""Alerts that one message lists; the ledger has them all."""
MOST_CHARS = 1_000
_SUBJECT_CHARS = 120
_TOLD = {"raised": "", "again": "still: ", "resolved": "resolved: "}


def subject(news: Sequence[News]) -> str:
    """One line for a header: how much there is, and the beginning of the most urgent. Printable characters only."""
    first = news[0]
    more = f" (and {len(news) - 1} more)" if len(news) > 1 else ""
    whole = f"[Rasad] {_line(first)}"
    room = _SUBJECT_CHARS - len(more)
    return (whole if len(whole) <= room else whole[: room - 1] + "…") + more


def lines(news: Sequence[News]) -> list[str]:
    """For a log: a line each."""
    return [f"{_line(one)} {_history(one)}" for one in news]


def page(news: Sequence[News]) -> Html:
    """The body of a mail. Nothing in it is loaded from elsewhere, and nothing that was quoted acts."""
    left_out = len(news) - MOST_NEWS
    return tag(
        "html",
        tag("body", *map(_section, news[:MOST_NEWS]), tag("p", f"and {left_out} more") if left_out > 0 else None),
        lang="en",
    )


def payload(news: Sequence[News]) -> dict[str, object]:
    """The body of a webhook: `text` as chat services read it, and the alerts one by one for programs."""
    return {
        "text": "\n".join(_chat(one) for one in news[:MOST_NEWS]),
        "alerts": [
            {
                "key": plain(one.episode.alert.key),
                "kind": one.kind,
                "severity": one.episode.alert.severity,
                "text": _cut(one.episode.alert.text),
                "remedy": _cut(one.episode.alert.remedy),
                "first_at": one.episode.first_at.isoformat(),
                "last_at": one.episode.last_at.isoformat(),
                "n_seen": one.episode.n_seen,
            }
            for one in news
        ],
    }


def _line(one: News) -> str:
    return f"{_TOLD[one.kind]}{one.episode.alert.severity}: {_cut(one.episode.alert.text)}"


def _section(one: News) -> Html:
    alert = one.episode.alert
    return joined(
        tag("h3", _TOLD[one.kind], alert.severity, ": ", fetched(alert.key)),
        tag("p", fetched(_cut(alert.text))),
        tag("p", tag("b", "What to do: "), fetched(_cut(alert.remedy))) if one.kind != "resolved" else None,
        tag("p", tag("small", _history(one))),
    )


def _chat(one: News) -> str:
    # Chat services expand <...> to links and to calls for everybody; &, < and > are to be sent as entities.
    remedy = "" if one.kind == "resolved" else f" What to do: {_cut(one.episode.alert.remedy)}"
    return escape(_line(one) + remedy, quote=False)


def _history(one: News) -> str:
    episode = one.episode
    until = episode.resolved_at or episode.last_at
    return (
        f"(since {episode.first_at:%Y-%m-%d %H:%M} UTC, seen {episode.n_seen} times, last {until:%Y-%m-%d %H:%M} UTC)"
    )


def _cut(text: str) -> str:
    shown = " ".join(plain(text).split())
    return shown if len(shown) <= MOST_CHARS else shown[: MOST_CHARS - 1] + "…"
