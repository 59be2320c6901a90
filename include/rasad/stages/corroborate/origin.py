"""The origin of a claim: the last outlet or document before the speaker. Outlets of one publisher group are one origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rasad.work import Row

# Outlets of which nobody knows the owner share one group, so that unknown reposters cannot confirm one another.
UNLISTED = "unlisted"
_OUTLET_ROLES = ("publisher", "uncredited_upstream", "reporting_outlet", "carrier")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a claim comes from, and the chain in words."""

    origin_id: str
    kind: str  # outlet, relay, document, copy
    publisher_group: str
    is_anonymous: bool
    explanation: str


def origin(hops: Sequence[Row], groups: Mapping[str, str], source_type: str, copied_from: str | None) -> Origin:
    """The origin of one claim.

    `hops` in order, hop 0 the publisher; `groups` maps outlets to publisher groups; `copied_from` is the outlet whose
    earlier article this one demonstrably repeats.
    """
    outlets = [str(hop["entity_id"]) for hop in hops if hop["role"] in _OUTLET_ROLES and hop["entity_id"]]
    last = outlets[-1] if outlets else ""
    kind = "outlet" if len(outlets) <= 1 else "relay"
    if (
        copied_from is not None
        and len(outlets) <= 1
        and groups.get(copied_from, UNLISTED) != groups.get(last, UNLISTED)
    ):
        last, kind = copied_from, "copy"
    group = groups.get(last, UNLISTED)
    origin_id = f"group:{group}"
    document = next((hop for hop in hops if hop["role"] == "document"), None)
    if document is not None:
        kind = "document"
        name = str(document["entity_id"] or "")
        if name and not name.startswith(("anon:", "unk:", "grp:", "doc:")):
            # A document that the gazetteer knows is one document, whoever quotes it; any other one is known
            # only through the outlet that saw it.
            origin_id = f"document:{name}"
    chain = " → ".join(_name(hop) for hop in hops)
    words = f"{chain} (repeats an article of {copied_from})" if kind == "copy" else chain
    return Origin(
        origin_id,
        kind,
        group,
        source_type.startswith(("anonymous", "unspecified", "collective", "impersonal")),
        words,
    )


def _name(hop: Row) -> str:
    return str(hop["surface"] or hop["entity_id"] or hop["role"])
