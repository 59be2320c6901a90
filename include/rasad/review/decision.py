"""A person's decision on rows that a gate set aside, as a value: what, who, when, why, and for a correction which fields."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, ValidationError, model_validator

from rasad.contracts import Contract, Correctable
from rasad.errors import Declined
from rasad.identity import short_hash
from rasad.strict import Strict

Action = Literal["release", "discard", "fix"]
STATUS: dict[str, str] = {"release": "released", "discard": "discarded", "fix": "released"}
"""What becomes of a row. A corrected one is taken up again like a released one; its decision says what was corrected."""
LONGEST = 2_000
"""Characters of a reason: a paragraph, not a file."""


def _each_once(row_ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(row_ids)))


class Decision(Strict):
    """One act of one person. The same act has the same id, however often it is handed in."""

    action: Action
    rows: Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(_each_once)]
    by: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    why: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=LONGEST)]
    at: AwareDatetime
    via: str = "command line"
    correction: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _only_a_fix_corrects(self) -> Decision:
        if (self.action == "fix") != bool(self.correction):
            raise ValueError("a fix needs a correction (field: value); no other decision takes one")
        return self

    @property
    def decision_id(self) -> str:
        """The id of this act."""
        said = json.dumps(self.correction, sort_keys=True, ensure_ascii=False, default=str)
        at = self.at.astimezone(UTC).isoformat()
        return short_hash("decision", self.action, self.by, self.why, at, said, *self.rows)


def decision_from(values: dict[str, Any]) -> Decision:
    """A decision from what a form or a command line gave. Raises Declined that names the field and the remedy."""
    try:
        return Decision.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "decision"
        told = str(first["msg"]).removeprefix("Value error, ")
        raise Declined(f"the decision cannot be taken: {field}: {told}; nothing was changed") from error


def checked(correction: dict[str, Any], promise: Contract) -> dict[str, Any]:
    """A correction as the stage takes it: known fields only, instants in UTC. Raises Declined that says what can be corrected."""
    if not promise.correctable:
        raise Declined(f"nothing can be corrected by hand in {promise.stage}: release or discard the rows")
    if unknown := sorted(set(correction) - set(promise.correctable)):
        known = ", ".join(f"{name} ({field.meaning})" for name, field in promise.correctable.items())
        raise Declined(f"{', '.join(unknown)} cannot be corrected in {promise.stage}; there is {known}")
    return {name: _value(name, value, promise.correctable[name]) for name, value in correction.items()}


def _value(name: str, value: Any, field: Correctable) -> Any:
    if field.type == "ids":
        ids = [value] if isinstance(value, str) else value
        if not isinstance(ids, list) or not ids or not all(isinstance(one, str) and one for one in ids):
            raise Declined(f"{name}: give a list of ids")
        return sorted({one.strip() for text in ids for one in text.split(",") if one.strip()})
    if value is None:
        return None
    if field.type == "instant":
        return _instant(name, value)
    if not isinstance(value, str):
        raise Declined(f"{name}: give a text, or null for none")
    return value


def _instant(name: str, value: Any) -> str:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise Declined(f"{name}: {value!r} is no instant; write 2026-11-20T08:30:00+03:30") from error
    if found.tzinfo is None:
        raise Declined(f"{name}: {value!r} has no offset from UTC; write 2026-11-20T08:30:00+03:30")
    return found.astimezone(UTC).isoformat()
