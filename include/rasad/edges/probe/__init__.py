"""Asking an outlet, known or new, what its robots.txt, feeds, sitemaps and front pages give."""

from rasad.edges.probe.findings import ListingFound, Report, RobotsFound
from rasad.edges.probe.target import Target, find_target
from rasad.edges.probe.visiting import probe, visit

__all__ = ["ListingFound", "Report", "RobotsFound", "Target", "find_target", "probe", "visit"]
