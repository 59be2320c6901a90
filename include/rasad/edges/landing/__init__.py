"""land, the part with side effects: plan a batch, visit its lanes, gather what they fetched into candidate rows."""

from rasad.edges.landing.gather import build
from rasad.edges.landing.keeping import keep, release
from rasad.edges.landing.lanes import fetch, fetch_all
from rasad.edges.landing.plan import due, is_unfinished, plan

__all__ = ["build", "due", "fetch", "fetch_all", "is_unfinished", "keep", "plan", "release"]
