"""The same trouble is told once: episodes follow what is seen, and each channel is told what it was not told yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rasad.alerts.alert import Alert, Episode, Kind, Notice


@dataclass(frozen=True, slots=True)
class News:
    """What one channel is to be told of one episode."""

    episode: Episode
    kind: Kind


def follow(
    running: Iterable[Episode], seen: Iterable[Alert], now: datetime, lasting: frozenset[str] = frozenset()
) -> tuple[Episode, ...]:
    """The episodes that change at this look: begun, seen again, or resolved.

    `lasting` are keys that a look cannot see the end of: their episodes stay open although they are not among `seen`.
    """
    alerts = {alert.key: alert for alert in seen}
    changed = []
    for episode in running:
        alert = alerts.pop(episode.alert.key, None)
        if alert is not None:
            changed.append(replace(episode, alert=alert, last_at=now, n_seen=episode.n_seen + 1))
        elif episode.alert.key not in lasting:
            changed.append(replace(episode, resolved_at=now))
    return (*changed, *(Episode(alert, now, now) for alert in alerts.values()))


def due(
    episodes: Iterable[Episode], notices: Iterable[Notice], channel: str, now: datetime, again_after: timedelta
) -> tuple[News, ...]:
    """What a channel is to be told, critical alerts first, then in the order in which they began.

    An open episode is told once, and again after `again_after`. The end is told to whoever was told of the beginning.
    """
    told: dict[tuple[str, datetime], list[Notice]] = {}
    for notice in notices:
        if notice.channel == channel:
            told.setdefault((notice.key, notice.first_at), []).append(notice)
    news = []
    for episode in episodes:
        kind = _kind(episode, told.get((episode.alert.key, episode.first_at), ()), now, again_after)
        if kind is not None:
            news.append(News(episode, kind))
    return tuple(sorted(news, key=_urgency))


def _kind(episode: Episode, told: Sequence[Notice], now: datetime, again_after: timedelta) -> Kind | None:
    if episode.resolved_at is not None:
        return "resolved" if told and all(notice.kind != "resolved" for notice in told) else None
    if not told:
        return "raised"
    return "again" if now - max(notice.told_at for notice in told) >= again_after else None


def _urgency(news: News) -> tuple[bool, bool, datetime, str]:
    alert = news.episode.alert
    return news.kind == "resolved", alert.severity != "critical", news.episode.first_at, alert.key
