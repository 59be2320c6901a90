"""How much of a text arrived as it was published: what keyboards, encodings and extractors took away or put in.

Nothing is repaired: stored text stays as published. The measures are columns, and the gate watches their shares per outlet.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model

_ZWNJ = "\u200c"
_WORD = re.compile("[\u0621-\u065f\u0670-\u06d3\u06d5\u200c\u200d]+")  # letters, their marks and joiners
# What honest Persian and English text is made of; only characters outside it are looked at one by one.
_UNUSUAL = re.compile(
    "[^\t\n\r -~\u060c\u061b\u061f\u0621-\u063a\u0640-\u0655\u0660-\u066c\u067e\u0686\u0698\u06a9\u06af"
    "\u06cc\u06f0-\u06f9\u200c\u2013\u2014\u2018-\u201d\u2026\u00ab\u00bb]"
)
_DIGIT = re.compile(r"\d")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_KEYBOARD = (("\u064a", "\u06cc"), ("\u0649", "\u06cc"), ("\u0643", "\u06a9"))
_ARABIC_LETTERS = "\u064a\u0649\u0643"
_PERSIAN_LETTERS = "\u06cc\u06a9"
_ENDED = re.compile(r"[.!?\u061f\u2026:][\"\u201d\u00bb\u2019')\]]{0,3}\s*$")
_LINE_BEGINS = re.compile(r"^[ \t\u200f]{0,4}([^\W\d_]{1,12})(?=[ \u200c][^\W_]{2})", re.MULTILINE)

# UTF-8 read as Windows-1252 or Latin-1: a lead byte of Arabic, Latin or punctuation, then a continuation byte.
_AS_1252 = re.compile(
    "(?:[\u00d8-\u00db\u00c3\u00c2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]|\u00e2\u20ac.?){2,}|[\u00c3\u00c2][\u0080-\u00bf]|\u00e2\u20ac."
)
# UTF-8 of Arabic letters read as Windows-1256: the four lead bytes, then continuation bytes that text does not put there.
_AS_1256 = re.compile(
    "(?:[\u0637-\u063a][\u00a7\u00a9\u00aa\u00ac\u00ae-\u00b6\u00b8\u00b9\u00bc-\u00be\u0152\u0153\u0192\u02c6\u2020\u2021\u2030\u20ac\u2122\u201a\u201e])+"
)
# Windows-1256 read as Latin-1: words of nothing but accented letters.
_FROM_1256 = re.compile("[\u00c0-\u00ff]{4,}")
_QUESTIONS = re.compile(r"(?:\?{2,} ){2,}\?{2,}")  # letters that an encoding without them turned into question marks
_LATIN_LEADS = frozenset("\u00d8\u00d9\u00da\u00db\u00c3\u00c2\u00e2")
_MARKS_1256 = frozenset("\u00a7\u00a9\u02c6\u2020\u2021\u00b1\u00b2\u00b3\u00b4\u00b5\u00b6\u00b9\u2030\u20ac\u0192")
_LOOKALIKES = frozenset("АВЕЅІЈКМНОРСТХУасеіјорѕхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧνο")

_LEAST_HEH = 2
"""Words in silent heh with a joined ending from which the ZWNJ counts as deleted: one may be a typing mistake."""
_LEAST_JOINED = 4
"""Joined verbs and plurals that say the same in a text without silent heh: twice as many, since some join them by choice."""
_LEAST_PLURAL = 5  # letters of a word that may be a plural, its ending included
_LEAST_ON_PAGE = 2
"""Joined words that the page itself writes with a ZWNJ from which extraction counts as having deleted it."""


class _Lexicon(Strict):
    """include/lexicons/<language>/fidelity.yml."""

    verb_prefixes: tuple[str, ...] = ()
    present_stems: tuple[str, ...] = ()
    present_endings: tuple[str, ...] = ()
    past_stems: tuple[str, ...] = ()
    past_endings: tuple[str, ...] = ()
    silent_heh: tuple[str, ...] = ()
    after_heh: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()
    whole_words: tuple[str, ...] = ()
    openers: tuple[str, ...]
    also_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Forms:
    verbs: frozenset[str]  # joined
    heh: frozenset[str]  # joined
    plurals: tuple[str, ...]
    first_parts: frozenset[str]
    rests: frozenset[str]  # openers without their first letter, of two letters and more
    letters: frozenset[str]  # the same, of one letter


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What was measured on one version. Counts are 0 and shares 0.0 where the measure is not for the language.

    Shares are 0 to 1. Title and body are measured together, but `zwnj_count` on the body alone. Only Persian texts have
    the first five and `arabic_letters`; only Persian and English ones have `lost_first_letters`.
    """

    zwnj_count: int  # U+200C in the body, in any language
    zwnj_expected: int  # listed forms that today's orthography writes with a ZWNJ, however they are written here
    zwnj_kept: int  # of these, written with it
    zwnj_joined: int  # of these, written as one word; the rest are written with a space
    zwnj_suspect_loss: bool  # the ZWNJ was deleted on the way here, rather than never written
    arabic_letters: float  # Arabic yeh, alef maksura and kaf among all yeh and kaf
    mixed_digits: float  # digits that are not of the text's commonest digit script
    mojibake: float  # characters that belong to wrongly decoded sequences or are U+FFFD
    lost_first_letters: int  # frequent words that stand without their first letter
    presentation_forms: int  # letters stored as their printed shapes
    bidi_controls: int
    control_chars: int  # control, private-use and non-characters, tab and line ends aside
    homoglyphs: int  # words that mix Latin letters with Cyrillic or Greek ones of the same look


def fidelity(body: str, title: str | None, html_text: str | None, language: str) -> Fidelity:
    """How faithful a version's title and body are; never raises, linear in the length.

    `html_text` is what the page said before extraction, its markup and entities resolved: a word that it writes with a
    ZWNJ and the body without one proves the loss. None where it is not at hand. `language` is ISO 639; texts in other
    languages than Persian have only the measures that any script can have.
    """
    text = f"{title}\n{body}" if title else body
    unusual = frozenset(_UNUSUAL.findall(text))
    words = _words(text) if language == "fa" else ()
    kept, verbs, heh, spaced = _joints(words) if words else (0, 0, 0, 0)
    return Fidelity(
        zwnj_count=body.count(_ZWNJ),
        zwnj_expected=kept + verbs + heh + spaced,
        zwnj_kept=kept,
        zwnj_joined=verbs + heh,
        zwnj_suspect_loss=_deleted(words, kept, verbs, heh, spaced) or _lost_from(words, html_text),
        arabic_letters=_share(text, _ARABIC_LETTERS, _PERSIAN_LETTERS) if language == "fa" else 0.0,
        mixed_digits=_mixed_digits(text),
        mojibake=_mojibake(text, unusual),
        lost_first_letters=_lost_first_letters(text, words, language),
        presentation_forms=_count(text, unusual, "presentation"),
        bidi_controls=_count(text, unusual, "bidi"),
        control_chars=_count(text, unusual, "control"),
        homoglyphs=_homoglyphs(text, unusual),
    )


def _words(text: str) -> tuple[str, ...]:
    for typed, meant in _KEYBOARD:
        text = text.replace(typed, meant)
    return tuple(_WORD.findall(text))


def _joints(words: Sequence[str]) -> tuple[int, int, int, int]:
    """Listed forms that need a ZWNJ: with it, joined verbs, joined after silent heh, with a space."""
    forms = _forms("fa")
    verbs = sum(map(forms.verbs.__contains__, words))
    heh = sum(map(forms.heh.__contains__, words))
    kept = sum(
        whole in forms.verbs or whole in forms.heh
        for whole in (word.replace(_ZWNJ, "") for word in words if _ZWNJ in word)
    )
    spaced = sum(
        one + other in forms.verbs or one + other in forms.heh
        for one, other in pairwise(words)
        if one in forms.first_parts
    )
    return kept, verbs, heh, spaced


def _deleted(words: Sequence[str], kept: int, verbs: int, heh: int, spaced: int) -> bool:
    """Whether joined forms are what a deleted ZWNJ leaves.

    After silent heh nobody joins by choice. Verbs and plurals some do, but hardly ever in every place of a text.
    """
    if verbs + heh <= kept + spaced:
        return False
    if heh >= _LEAST_HEH or (heh > 0 and verbs > 0):
        return True
    if kept + spaced > 0:
        return False
    endings = _forms("fa").plurals
    plurals = sum(word.endswith(endings) and len(word) > _LEAST_PLURAL for word in words)
    return verbs >= 1 and verbs + plurals >= _LEAST_JOINED


def _lost_from(words: Sequence[str], html_text: str | None) -> bool:
    """Whether words stand joined that the page itself writes with a ZWNJ."""
    if not html_text or not words or _ZWNJ not in html_text:
        return False
    parted = {word.replace(_ZWNJ, "") for word in _words(html_text) if _ZWNJ in word}
    lost = len(parted.intersection(words))
    return lost >= _LEAST_ON_PAGE and lost > sum(_ZWNJ in word for word in set(words))


def _share(text: str, counted: str, others: str) -> float:
    some = sum(text.count(letter) for letter in counted)
    total = some + sum(text.count(letter) for letter in others)
    return some / total if total else 0.0


def _mixed_digits(text: str) -> float:
    scripts = Counter(ord(digit) - unicodedata.decimal(digit) for digit in _DIGIT.findall(text))
    return 1 - max(scripts.values()) / scripts.total() if scripts else 0.0


def _mojibake(text: str, unusual: frozenset[str]) -> float:
    if not text:
        return 0.0
    damaged = text.count("\ufffd")
    if unusual & _LATIN_LEADS:
        damaged += sum(len(match.group()) for match in _AS_1252.finditer(text))
    if unusual & _MARKS_1256:
        damaged += sum(len(match.group()) for match in _AS_1256.finditer(text))
    if any("\u00c0" <= character <= "\u00ff" for character in unusual):
        damaged += sum(len(match.group()) for match in _FROM_1256.finditer(text))
    if "??" in text:
        damaged += sum(len(match.group()) for match in _QUESTIONS.finditer(text))
    return min(1.0, damaged / len(text))


def _lost_first_letters(text: str, words: Sequence[str], language: str) -> int:
    if language not in ("fa", "en"):
        return 0
    forms = _forms(language)
    lines = [match for match in _LINE_BEGINS.finditer(text) if match.group(1) in forms.letters | forms.rests]
    if language == "en":
        return sum(_begins_anew(text, match.start()) for match in lines)
    letters = sum(match.group(1) in forms.letters for match in lines)
    return letters + sum(map(forms.rests.__contains__, words))


def _begins_anew(text: str, start: int) -> bool:
    """Whether the line before was finished, so that a small letter cannot go on with it."""
    return start == 0 or bool(_ENDED.search(text[max(0, start - 8) : start]))


def _count(text: str, unusual: frozenset[str], kind: str) -> int:
    return sum(text.count(character) for character in unusual if _kind(character) == kind)


@lru_cache(maxsize=4096)
def _kind(character: str) -> Literal["presentation", "bidi", "control", "plain"]:
    code = ord(character)
    if 0xFB50 <= code <= 0xFD3D or 0xFE70 <= code <= 0xFEFC:
        return "presentation"
    if code == 0x061C or code in (0x200E, 0x200F) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        return "bidi"
    private = unicodedata.category(character) in ("Cc", "Co", "Cs") and character not in "\t\n\r"
    return "control" if private or code & 0xFFFE == 0xFFFE else "plain"


def _homoglyphs(text: str, unusual: frozenset[str]) -> int:
    if not unusual & _LOOKALIKES:
        return 0
    return sum(
        any(letter in _LOOKALIKES for letter in word) and any(letter.isascii() for letter in word)
        for word in _ANY_WORD.findall(text)
    )


@lru_cache(maxsize=4)
def _forms(language: str) -> _Forms:
    lexicon = read_model(INCLUDE / "lexicons" / language / "fidelity.yml", _Lexicon)
    present = {stem + ending for stem in lexicon.present_stems for ending in lexicon.present_endings}
    past = {stem + ending for stem in lexicon.past_stems for ending in lexicon.past_endings}
    verbs = {prefix + verb for prefix in lexicon.verb_prefixes for verb in present | past}
    heh = {stem.replace(_ZWNJ, "") + ending for stem in lexicon.silent_heh for ending in lexicon.after_heh}
    known = {word.lower() for word in (*lexicon.openers, *lexicon.also_words)}
    rests = {opener[1:].lower() for opener in lexicon.openers if len(opener) > 1} - known
    return _Forms(
        verbs=frozenset(verbs.difference(lexicon.whole_words)),
        heh=frozenset(heh.difference(lexicon.whole_words)),
        plurals=lexicon.plural_endings,
        first_parts=frozenset((*lexicon.verb_prefixes, *lexicon.silent_heh)),
        rests=frozenset(rest for rest in rests if len(rest) > 1),
        letters=frozenset(rest for rest in rests if len(rest) == 1),
    )
