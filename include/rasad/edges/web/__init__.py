"""The network, and nothing but the network: polite, bounded fetching of public addresses. The only package that connects.

Read fetcher.py first; the other modules are its parts: which address (vetting, connecting), when (turns, resting, rulebook,
robots), one request (requesting), and what came of it (unpacking, sniffing, walls, judging, journey, answer).
"""

from rasad.edges.web.answer import Answer, heals
from rasad.edges.web.fetcher import Fetcher, fetch_all, fetching
from rasad.edges.web.vetting import allowed_hosts, may_connect

__all__ = ["Answer", "Fetcher", "allowed_hosts", "fetch_all", "fetching", "heals", "may_connect"]
