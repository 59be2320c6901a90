"""The number words, bounds and units of one language, read from its lexicon file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model
from rasad.text.forms import alternation, whole
from rasad.text.normalise import fold_key

Bound = Literal["lower_bound", "upper_bound", "approx"]


class QuantityWords(Strict):
    """Everything that the quantity finder knows of a language. The YAML files say what each list is for."""

    group_marks: tuple[str, ...]
    decimal_slash: bool
    small: dict[str, int]
    hundred: tuple[str, ...]
    magnitudes: dict[str, float]
    vague: dict[str, float]
    vague_links: tuple[str, ...]
    joined_words: dict[str, float]
    connector: tuple[str, ...]
    connector_required: bool
    article_one: tuple[str, ...]
    weak: tuple[str, ...]
    fractions: dict[str, float]
    bounds_before: dict[Bound, tuple[str, ...]]
    bounds_after: dict[Bound, tuple[str, ...]]
    range_words: tuple[str, ...]
    range_between: tuple[str, ...]
    range_between_joiners: tuple[str, ...]
    change_before: tuple[str, ...]
    not_change_before: tuple[str, ...]
    change_from: tuple[str, ...]
    change_to: tuple[str, ...]
    percent: tuple[str, ...]
    currencies: dict[str, tuple[str, ...]]
    currency_signs: dict[str, str]
    units: dict[str, tuple[str, ...]]
    unit_suffixes: tuple[str, ...]
    people: tuple[str, ...]
    people_states: tuple[str, ...]
    identifiers: tuple[str, ...]
    ordinal_suffixes: tuple[str, ...]
    not_after: tuple[str, ...]
    classifiers: tuple[str, ...]
    people_classifiers: tuple[str, ...]
    partitives: tuple[str, ...]
    rejecting: tuple[str, ...]
    stop: tuple[str, ...]
    irregular_plurals: tuple[str, ...]
    plural_suffixes: tuple[str, ...]


@dataclass(frozen=True)
class Counting:
    """A language's words of quantity, ready for look-up by match key."""

    words: QuantityWords
    small: dict[str, int]
    magnitudes: dict[str, float]
    vague: dict[str, float]
    hundred: frozenset[str]
    connector: frozenset[str]
    vague_links: frozenset[str]
    article_one: frozenset[str]
    weak: frozenset[str]
    hint: re.Pattern[str]  # begins every number: without it a stretch states no quantity
    literal: re.Pattern[str]
    before: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    identifier: re.Pattern[str]
    fraction: re.Pattern[str]
    fractions: dict[str, float]


@lru_cache(maxsize=4)
def counting(language: str) -> Counting:
    """The words of quantity of a language. Raises ConfigError for a wrong or missing file."""
    words = read_model(INCLUDE / "lexicons" / language / "quantity.yml", QuantityWords)
    small = {key(form): value for form, value in words.small.items()}
    return Counting(
        words=words,
        small=small | _joined(small, words),
        magnitudes={key(form): value for form, value in words.magnitudes.items()},
        vague={key(form): value for form, value in words.vague.items()},
        hundred=_keys(words.hundred),
        connector=_keys(words.connector),
        vague_links=_keys(words.vague_links),
        article_one=_keys(words.article_one),
        weak=_keys(words.weak),
        hint=_hint(words),
        literal=_literal(words),
        before=_edges(words.bounds_before, r"(?<!\w){}\s{{1,3}}(?:(?:a|an|the)\s)?(?:us)?[$€£]?$"),
        after=_edges(words.bounds_after, r"\s{{0,2}}{}(?!\w)"),
        identifier=re.compile(rf"(?<!\w){alternation(words.identifiers)}[\s\-]{{0,2}}$"),
        fraction=re.compile(whole(alternation(words.fractions))),
        fractions={key(form): value for form, value in words.fractions.items()},
    )


def _hint(words: QuantityWords) -> re.Pattern[str]:
    forms = (*words.small, *words.hundred, *words.magnitudes, *words.vague, *words.joined_words, *words.fractions)
    bounds = (form for forms in words.bounds_before.values() for form in forms)
    one = rf"{alternation(bounds)}\s{{1,3}}{alternation(words.article_one)}(?!\w)"
    return re.compile(rf"\d|(?<!\w)(?:{alternation(forms)}|{one})")


def key(form: str) -> str:
    """A form as a look-up key: its match key without white space."""
    return "".join(fold_key(form).split())


def _keys(forms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key(form) for form in forms)


def _edges(bounds: dict[Bound, tuple[str, ...]], template: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(template.format(alternation(forms)))) for name, forms in bounds.items())


def _literal(words: QuantityWords) -> re.Pattern[str]:
    marks = "".join(re.escape(mark) for mark in words.group_marks)
    slash = r"|\d{1,6}/\d{1,3}(?![\d/])" if words.decimal_slash else ""
    return re.compile(rf"\d{{1,3}}(?:[{marks}]\d{{3}}){{1,6}}(?:\.\d{{1,6}})?(?!\d){slash}|\d{{1,18}}(?:\.\d{{1,6}})?")


def _joined(small: dict[str, int], words: QuantityWords) -> dict[str, int]:
    """Compounds written as one word where the joiner was a ZWNJ: tens and units, and a number with its thousand."""
    if not words.connector_required:
        return {}
    joiner = key(words.connector[0])
    thousand = next(key(form) for form, value in words.magnitudes.items() if value == 1000)
    compounds = {
        f"{high}{joiner}{low}": value + rest
        for high, value in small.items()
        for low, rest in small.items()
        if (value in range(20, 100, 10) and 0 < rest < 10) or (value in range(100, 1000, 100) and 0 < rest < 100)
    }
    return compounds | {f"{form}{thousand}": value * 1000 for form, value in small.items() if value > 0}
