"""Whom an outlet belongs or answers to, since when, and who says so."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from rasad.day import Day, days_of
from rasad.strict import Strict

AffiliationClass = Literal[
    "state",
    "irgc-linked",
    "semi-official",
    "domestic-private",
    "exile-opposition",
    "exile-independent",
    "mek-ncri-linked",
    "western-public",
    "wire",
    "private-international",
    "state-funded-foreign",
    "rights-group",
    "aggregator",
    "foreign-relay",
    "unclassified",
]
"""Neutral classes; `unclassified` is a new outlet of which nobody has said yet whom it answers to."""
Confidence = Literal["high", "medium", "low"]
NOBODY_HAS_CHECKED = "nobody has checked"


def _in_words(source: Any) -> Any:
    return NOBODY_HAS_CHECKED if source is None or (isinstance(source, str) and not source.strip()) else source


class Affiliation(Strict):
    """Whom the outlet belongs or answers to: a neutral class, with the note and the citation behind it."""

    class_: AffiliationClass = Field(alias="class")
    note: str = ""
    source: Annotated[str, BeforeValidator(_in_words)] = Field(
        default=NOBODY_HAS_CHECKED,
        description="Citation of class and note. Left out or empty it means, and reads, that nobody has checked them.",
    )
    confidence: Confidence = "low"
    valid_from: Day | None = Field(default=None, description="When it began, as far as known; null: not known.")
    valid_to: Day | None = Field(
        default=None, description="When it ended, as far as known; null: it lasts, or not known."
    )

    @property
    def is_cited(self) -> bool:
        """Whether somebody named a source for it."""
        return self.source != NOBODY_HAS_CHECKED

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Affiliation:
        if self.valid_from and self.valid_to and days_of(self.valid_from)[0] > days_of(self.valid_to)[1]:
            raise ValueError(f"valid_to {self.valid_to} is before valid_from {self.valid_from}: swap or mend them")
        return self
