"""Which address shows what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from rasad.page import claims, clusters, gates, outlets, quarantine, runs
from rasad.page.asked import Asked
from rasad.page.desk import Desk
from rasad.page.frame import Page, Place

View = Callable[[Desk, Asked, Place], Page]
VIEWS: Mapping[str, View] = MappingProxyType(
    {
        "": runs.listed,
        "run": runs.one,
        "outlets": outlets.listed,
        "outlet": outlets.one,
        "gates": gates.trends,
        "gate": gates.one,
        "quarantine": quarantine.listed,
        "claims": claims.listed,
        "claim": claims.one,
        "clusters": clusters.listed,
        "cluster": clusters.one,
        "conflicts": clusters.conflicts,
    }
)
