"""What somebody answered to a required action, as a decision: or none, when they left it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rasad.errors import Declined
from rasad.review.decision import Decision, decision_from
from rasad.review.form import DISCARD, FIX, LEAVE, RELEASE

_ACTION = {RELEASE: "release", DISCARD: "discard", FIX: "fix"}


def decision_of(answer: Mapping[str, Any], row_ids: list[str], via: str) -> Decision | None:
    """The decision in an answer (option, form fields, who and when). None for Leave, also by default after the time was up.

    Raises Declined for an answer without a name or a reason, or a correction that cannot be read.
    """
    (option,) = answer["chosen_options"]
    if option == LEAVE:
        return None
    given = answer.get("params_input") or {}
    correction = correction_of(str(given.get("correction") or "")) if option == FIX else {}
    return decision_from(
        {
            "action": _ACTION[option],
            "rows": row_ids,
            "by": _name(answer.get("responded_by_user")),
            "why": given.get("why") or "",
            "at": _instant(answer.get("responded_at")),
            "via": via,
            "correction": correction,
        }
    )


def correction_of(text: str) -> dict[str, Any]:
    """A correction as people write it, `field = value` a line; the value null empties the field. Raises Declined."""
    found: dict[str, Any] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        field, sign, value = (part.strip() for part in line.partition("="))
        if not sign or not field:
            raise Declined(f"the correction cannot be read at {line!r}: write field = value; nothing was changed")
        found[field] = None if value == "null" else value
    return found


def _name(user: Any) -> str:
    """Who answered, as the login knows them; nobody is not a person."""
    known = dict(user or {})
    name, identity = str(known.get("name") or ""), str(known.get("id") or "")
    return name if name == identity or not identity else f"{name} ({identity})".strip()


def _instant(value: Any) -> Any:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
