"""What one stored character is in a match key: nothing, itself, or the plain form that keyboards and feeds vary.

Unified are Arabic and Persian yeh and kaf, heh and hamza seats, digits of every script, presentation forms; dropped are ZWNJ,
kashida, vowel marks and bidi controls.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = {
    "\u064a": "\u06cc",  # Arabic yeh
    "\u0649": "\u06cc",  # alef maksura
    "\u0620": "\u06cc",  # Kashmiri yeh
    "\u06cd": "\u06cc",  # yeh with tail
    "\u06d2": "\u06cc",  # yeh barree
    "\u06d3": "\u06cc",
    "\u0626": "\u06cc",  # yeh with hamza
    "\u0678": "\u06cc",
    "\u0643": "\u06a9",  # Arabic kaf
    "\u06aa": "\u06a9",  # swash kaf
    "\u0629": "\u0647",  # teh marbuta
    "\u06be": "\u0647",  # heh doachashmee
    "\u06c0": "\u0647",  # heh with yeh above
    "\u06c1": "\u0647",  # heh goal
    "\u06c2": "\u0647",
    "\u06c3": "\u0647",
    "\u06d5": "\u0647",
    "\u0623": "\u0627",  # alef with hamza above
    "\u0625": "\u0627",
    "\u0671": "\u0627",
    "\u0672": "\u0627",
    "\u0673": "\u0627",
    "\u0675": "\u0627",
    "\u0624": "\u0648",  # waw with hamza
    "\u0676": "\u0648",
    "\u066b": ".",  # decimal separator
    "\u066a": "%",
    "\u2019": "'",
    "\u2018": "'",
    "\u201b": "'",
    "\u02bb": "'",  # letters that transliterations write for ayn and hamza
    "\u02bc": "'",
    "\u02be": "'",
    "\u02bf": "'",
}
# Inclusive. A hamza of its own is dropped because Persian writes both forms of the words that end in it.
_DROPPED = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x0300, 0x036F),  # combining marks that no letter took up
    (0x0591, 0x05BD),  # Hebrew points
    (0x0610, 0x061A),
    (0x061C, 0x061C),  # Arabic letter mark
    (0x0621, 0x0621),  # hamza
    (0x0640, 0x0640),  # kashida
    (0x064B, 0x065F),  # vowel marks, hamza and madda above
    (0x066C, 0x066C),  # thousands separator
    (0x0670, 0x0670),
    (0x0674, 0x0674),  # high hamza
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E4),
    (0x06E7, 0x06E8),
    (0x06EA, 0x06ED),
    (0x08D3, 0x08E1),
    (0x08E3, 0x08FF),
    (0x180E, 0x180E),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x200B, 0x200F),  # zero width space, ZWNJ, ZWJ, bidi marks
    (0x202A, 0x202E),  # bidi embeddings and overrides
    (0x2060, 0x206F),  # word joiner, bidi isolates, format characters
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFE20, 0xFE2F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xE0000, 0xE0FFF),  # tags and variation selectors
)
# Blocks whose characters are another way to print plain ones; U+FB50 to U+FEFC hold the Persian presentation forms.
_COMPATIBLE = (
    (0xFB00, 0xFB06),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0xFF01, 0xFF5E),
    (0x1D400, 0x1D7FF),
    (0x1EE00, 0x1EEFF),
)


def _within(code: int, blocks: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in blocks)


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """What one stored character contributes to the match key: nothing, itself, or its plain form."""
    if character.isascii():
        return character.lower()
    code = ord(character)
    if _within(code, _DROPPED):
        return ""
    if character in _LETTERS:
        return _LETTERS[character]
    if _within(code, _COMPATIBLE):
        plain = unicodedata.normalize("NFKC", character)
        if plain != character:
            # The printed form of a lone vowel mark stands on a space that the word does not have.
            return "".join(fold_character(part) for part in plain).lstrip()
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Zs":
        return " "
    lower = character.lower()
    return lower if len(lower) == 1 else "".join(fold_character(part) for part in lower)
