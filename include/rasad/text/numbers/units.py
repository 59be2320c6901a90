"""What stands behind a number: percent, money, a unit of measure, or the noun that is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rasad.text.forms import alternation, form_pattern
from rasad.text.numbers.lexicon import Counting, counting, key

PERSON = "{person}"
_RIALS = {"TOMAN": 10.0, "HEMAT": 1e13}
"""A toman is 10 rials; a hemat is a thousand billion tomans. Money is kept in ISO 4217 currencies."""
_ONE = ("one", "1")
_WORDS_SEARCHED = 4
_HYPHENATED = re.compile(r"-([^\W\d_]{2,20})(?!\w)")
_WORD = re.compile(r"\s{0,2}-?([^\W\d_]+(?:['\-][^\W\d_]+)*)")


@dataclass(frozen=True, slots=True)
class Measure:
    """The unit of a number and where its words end in the match key. `factor` turns the number into that unit."""

    end: int
    unit: str | None = None
    measures: str | None = None
    currency: str | None = None
    factor: float = 1.0


@dataclass(frozen=True)
class _Units:
    percent: re.Pattern[str]
    currencies: tuple[tuple[str, re.Pattern[str]], ...]
    signs: re.Pattern[str]
    units: tuple[tuple[str, re.Pattern[str]], ...]
    classifier: re.Pattern[str]
    partitive: re.Pattern[str]
    stop: frozenset[str]
    numbers: frozenset[str]
    people: frozenset[str]
    states: frozenset[str]
    plurals: frozenset[str]
    signs_index: dict[str, str]
    people_classifiers: frozenset[str]
    plural_suffixes: tuple[str, ...]


def measure(text_key: str, start: int, end: int, language: str) -> Measure:
    """The measure of the number at `text_key[start:end]`; where there is none, its `end` is that of the number."""
    rules = _units(language)
    percent = rules.percent.match(text_key, end)
    if percent:
        return Measure(percent.end(), "%")
    money = _money(text_key, start, end, rules)
    if money:
        return money
    for unit, pattern in rules.units:
        found = pattern.match(text_key, end)
        if found:
            return Measure(found.end(), unit)
    return _counted(text_key, start, end, language, rules)


def sign_before(text_key: str, start: int, language: str) -> int:
    """Where the number begins when a currency sign before it is counted in."""
    sign = _units(language).signs.search(text_key, max(0, start - 4), start)
    return sign.start() if sign else start


def _money(text_key: str, start: int, end: int, rules: _Units) -> Measure | None:
    sign = rules.signs.search(text_key, max(0, start - 4), start)
    if sign:
        code = rules.signs_index[sign.group().strip()]
        return Measure(end, code, currency=code)
    for name, pattern in rules.currencies:
        found = pattern.match(text_key, end)
        if found:
            code = "IRR" if name in _RIALS else name
            return Measure(found.end(), code, currency=code, factor=_RIALS.get(name, 1.0))
    return None


def _counted(text_key: str, start: int, end: int, language: str, rules: _Units) -> Measure:
    classifier = rules.classifier.match(text_key, end)
    if classifier:
        return _classified(text_key, classifier, rules)
    hyphenated = _HYPHENATED.match(text_key, end)
    if hyphenated:
        return Measure(
            hyphenated.end(), PERSON if _names_people(hyphenated.group(1), rules) else None, hyphenated.group(1)
        )
    partitive = rules.partitive.match(text_key, end) if language == "en" else None
    single = language == "en" and text_key[start:end] in _ONE and partitive is None
    found = _person(text_key, end, rules) if single else None
    if found is None and not single:
        found = _noun(text_key, partitive.end() if partitive else end, language, rules)
    if found is None:
        return Measure(end)
    noun, noun_end = found
    return Measure(noun_end, PERSON if single or _names_people(noun, rules) else None, noun)


def _classified(text_key: str, classifier: re.Match[str], rules: _Units) -> Measure:
    word = classifier.group(1)
    end = classifier.end()
    partitive = rules.partitive.match(text_key, end)
    noun = _WORD.match(text_key, partitive.end() if partitive else end)
    follows = noun.group(1) if noun and noun.group(1) not in rules.stop else None
    names_people = follows is not None and _names_people(follows, rules)
    is_people = word in rules.people_classifiers or names_people
    if word in rules.people_classifiers and partitive is None and not names_people:
        follows = None
    if follows is None or noun is None or follows in rules.states:
        return Measure(end, PERSON if is_people else None, follows or word)
    return Measure(noun.end(1), PERSON if is_people else None, follows)


def _names_people(noun: str, rules: _Units) -> bool:
    stems = (noun[: -len(suffix)] for suffix in rules.plural_suffixes if noun.endswith(suffix))
    return noun in rules.people or noun in rules.states or any(stem in rules.people for stem in stems)


def _person(text_key: str, at: int, rules: _Units) -> tuple[str, int] | None:
    """Behind one, only a word for a person is surely what is counted: the next plural may be a verb (one trader disagrees)."""
    match = _WORD.match(text_key, at)
    known = match is not None and (match.group(1) in rules.people or f"{match.group(1)}s" in rules.people)
    return (match.group(1), match.end(1)) if match is not None and known else None


def _noun(text_key: str, at: int, language: str, rules: _Units) -> tuple[str, int] | None:
    """The head noun after a number: in English the first plural within reach, in Persian the next word."""
    for _ in range(_WORDS_SEARCHED):
        match = _WORD.match(text_key, at)
        if match is None or match.group(1) in rules.stop or match.group(1) in rules.numbers:
            return None
        if language == "fa" or _is_plural(match.group(1), rules):
            return match.group(1), match.end(1)
        at = match.end()
    return None


def _is_plural(word: str, rules: _Units) -> bool:
    return word in rules.plurals or word in rules.people or word in rules.states or bool(re.search(r"[^s'us]s$", word))


@lru_cache(maxsize=4)
def _units(language: str) -> _Units:
    rules: Counting = counting(language)
    words = rules.words
    classifiers = alternation(words.classifiers)
    return _Units(
        percent=_behind(words.percent, words.unit_suffixes, guarded=False),
        currencies=tuple((name, _behind(forms, words.unit_suffixes)) for name, forms in words.currencies.items()),
        signs=re.compile(
            rf"(?:{'|'.join(re.escape(sign) for sign in sorted(words.currency_signs, key=len, reverse=True))})\s?$"
        ),
        units=tuple(
            (unit, _behind(forms, words.unit_suffixes))
            for unit, forms in sorted(words.units.items(), key=lambda item: -max(map(len, item[1])))
        ),
        classifier=re.compile(rf"\s{{1,2}}({classifiers})(?!\w)"),
        partitive=re.compile(rf"\s{{1,2}}{alternation(words.partitives)}(?:\s(?:the|its|their|his|her))?(?!\w)"),
        numbers=frozenset(rules.small) | frozenset(rules.magnitudes),
        stop=frozenset(key(form) for form in words.stop),
        people=frozenset(key(form) for form in words.people),
        states=frozenset(key(form) for form in words.people_states),
        plurals=frozenset(key(form) for form in words.irregular_plurals),
        signs_index=words.currency_signs,
        people_classifiers=frozenset(key(form) for form in words.people_classifiers),
        plural_suffixes=tuple(key(form) for form in words.plural_suffixes),
    )


def _behind(forms: tuple[str, ...], suffixes: tuple[str, ...], *, guarded: bool = True) -> re.Pattern[str]:
    wordy = [form for form in forms if form[-1].isalnum()]
    marks = [form for form in forms if not form[-1].isalnum()]
    suffix = rf"{alternation(suffixes)}?" if suffixes else ""
    parts = [rf"{alternation(wordy)}{suffix}(?!\w)"] if wordy else []
    parts += [form_pattern(mark) for mark in marks]
    gap = r"[\s\-]{0,2}" if guarded else r"\s{0,2}"
    return re.compile(rf"{gap}(?:{'|'.join(parts)})")
