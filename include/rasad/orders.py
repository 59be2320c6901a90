"""What a batch is asked to land: the day's news, articles that are due for another look, or a stretch of the past."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from rasad.errors import ConfigError
from rasad.strict import Strict

Kind = Literal["daily", "recheck", "backfill"]


class Order(Strict):
    """One batch's order. The default is the daily run over every enabled outlet."""

    kind: Kind = "daily"
    source: str = Field(default="", description="Backfill: a WARC file, a list of addresses, or a sitemap's address.")
    outlet: str = Field(default="", description="Backfill: the outlet that the sitemap or the addresses belong to.")
    since: date | None = Field(default=None, description="Backfill of a sitemap: first day.")
    until: date | None = Field(default=None, description="Backfill of a sitemap: last day.")
    most: int = Field(default=500, ge=1, le=20_000, description="Backfill: pages or records in one batch.")

    @model_validator(mode="after")
    def _backfill_names_its_source(self) -> Order:
        if (self.kind == "backfill") != bool(self.source):
            raise ValueError(
                "a backfill needs a source (a WARC file, a list of addresses or a sitemap); nothing else takes one"
            )
        if self.shape == "sitemap" and not self.outlet:
            raise ValueError("a sitemap needs the outlet that it belongs to: name one, such as med:irna")
        if self.since and self.until and self.since > self.until:
            raise ValueError("since is after until: swap them")
        return self

    @property
    def shape(self) -> Literal["", "warc", "sitemap", "addresses"]:
        """What kind of source a backfill reads."""
        if not self.source:
            return ""
        if self.source.startswith(("http://", "https://")):
            return "sitemap"
        return "warc" if self.source.endswith((".warc", ".warc.gz", ".arc", ".arc.gz")) else "addresses"


def order_from(values: dict[str, Any] | None) -> Order:
    """An order from what a person or a DAG run gave. Raises ConfigError that names the field and the remedy."""
    try:
        return Order.model_validate({key: value for key, value in (values or {}).items() if value not in (None, "")})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "order"
        raise ConfigError("the order of this batch", field, str(first["msg"]).removeprefix("Value error, ")) from error
