"""What a person asks of the page: the query string, checked before anything is looked up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import Field, ValidationError, field_validator

from rasad.errors import RasadError
from rasad.strict import Strict

Short = Annotated[str, Field(max_length=300)]
# Later than any report, greater than any id: where a list begins.
NEWEST = "9999-01-01T00:00:00+00:00"
LAST_ID = "~"


class WrongQuestion(RasadError):
    """An address that asks for what there is not. The message says what is wrong with it."""


class Asked(Strict):
    """Filters, ids and the key from which a list goes on. What is empty does not filter."""

    id: Short = ""
    batch: Short = ""
    run_id: Short = Field(default="", description="What the scheduler calls a run.")
    task_id: Short = Field(default="", description="A task of that run, such as clean.audit.")
    stage: Short = ""
    reason: Short = ""
    status: Short = ""
    outlet: Short = ""
    speaker: Short = ""
    lang: Short = ""
    words: Short = ""
    origins: int = Field(default=1, ge=1, le=1_000_000)
    articles: int = Field(default=1, ge=1, le=1_000_000)
    at: Short = NEWEST
    key: Short = LAST_ID

    @field_validator("at")
    @classmethod
    def _is_an_instant(cls, at: str) -> str:
        return datetime.fromisoformat(at).isoformat()


def asked_from(query: Mapping[str, str]) -> Asked:
    """The question that a query string asks; an empty field counts as not given. Raises WrongQuestion."""
    try:
        return Asked.model_validate({name: value for name, value in query.items() if value != ""})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise WrongQuestion(f"{field}: {first['msg']}") from error
