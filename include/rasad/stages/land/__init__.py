"""land: feeds in, the addresses of articles out. Pure; fetching and archiving are done in `edges.landing`."""

from rasad.stages.land.discovery import Discovered, Item, discover

__all__ = ["Discovered", "Item", "discover"]
