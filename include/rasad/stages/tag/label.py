"""What a form of the gazetteer stands for, and a place where one was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rasad.text.match import Hit

Grade = Literal["strong", "weak", "home", "misspelt", "country"]


@dataclass(frozen=True, slots=True)
class Label:
    """What a form stands for: an entity's name of some grade, or a country (then `target` is its code)."""

    target: str
    grade: Grade


NameHit = Hit[Label]
