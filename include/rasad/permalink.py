"""Which part of an outlet's addresses names the article: a headline or a section in the path may change, the number does not."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field, field_validator

from rasad.link_pattern import fault_of
from rasad.strict import Strict

_LONGEST_PATH = 600


class Permalink(Strict):
    """The rule of one outlet; null means that the whole address names the article."""

    path: str | None = Field(
        default=None, description="Regular expression; what it matches at the start of a path names the article."
    )
    query: tuple[str, ...] | None = Field(default=None, description="The only parameters that name the article.")
    evidence: str = "unchecked"

    @field_validator("path")
    @classmethod
    def _is_bounded(cls, path: str | None) -> str | None:
        if path is not None and (fault := fault_of(path)):
            raise ValueError(fault)
        return path

    def of(self, address: str) -> str:
        """The part of a canonical address that names the article; the whole of it where the rule does not fit."""
        parts = urlsplit(address)
        path, query = parts.path, parts.query
        if self.path is not None and (named := re.match(self.path, path[:_LONGEST_PATH])) and named.group():
            # The path says it all: what follows, parameters too, is how the page was reached.
            path, query = named.group(), ""
        if self.query is not None:
            query = "&".join(item for item in parts.query.split("&") if item.partition("=")[0] in self.query)
        return urlunsplit((parts.scheme, parts.netloc, path, query, ""))
