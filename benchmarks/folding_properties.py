"""Whether every offset of the match key leads back to the stored characters, over generated text of the scripts we meet.

    .venv/bin/python benchmarks/folding_properties.py [--characters 1000000] [--seed 1]

Texts are built from words and characters of Persian, Arabic, Kurdish, Latin, emoji, presentation forms, bidi controls and
combining marks, brought to NFC as stored texts are, and folded by `fold` and by `name_key`. Prints the characters checked,
the spans checked and the failures of each property; exits 1 where there is any.
"""

from __future__ import annotations

import argparse
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable

from rasad.text.names import name_key
from rasad.text.normalise import Folded, fold, fold_character, nfc


def _characters(*blocks: tuple[int, int]) -> str:
    codes = (code for first, last in blocks for code in range(first, last + 1))
    return "".join(chr(code) for code in codes if unicodedata.category(chr(code)) not in ("Cn", "Cs"))


PERSIAN = _characters((0x0621, 0x063A), (0x0641, 0x064A), (0x067E, 0x067E), (0x0686, 0x0686), (0x06A9, 0x06CC))
ALPHABETS = {
    "persian": PERSIAN + "\u06cc\u06a9\u0627\u200c \u0020\u060c\u061b\u061f.",
    "arabic": _characters((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF)) + " ",
    "presentation": _characters((0xFB50, 0xFDFF), (0xFE70, 0xFEFF)) + PERSIAN,
    "bidi": PERSIAN + "abc \u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    "marks": PERSIAN + "aeiouAEIOU" + _characters((0x0300, 0x036F), (0x064B, 0x065F), (0x0670, 0x0670)),
    "latin": _characters((0x0020, 0x024F), (0x1E00, 0x1EFF), (0xFB00, 0xFB06), (0xFF01, 0xFF5E), (0x02B0, 0x02FF)),
    "emoji": _characters((0x1F300, 0x1F64F), (0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF)) + "\u200d\ufe0f\u20e3 " + PERSIAN,
    "digits": "0123456789"
    + _characters((0x0660, 0x066C), (0x06F0, 0x06F9), (0x0966, 0x096F), (0xFF10, 0xFF19))
    + "/:.",
    "hidden": PERSIAN + "ab\u00ad\u200b\u2060\u034f\u180e\U000e0041\U000e0100\u0640\t\n",
}


def text_of(source: random.Random) -> str:
    """A stored text (NFC) of 1 to 400 characters from one to three of the alphabets."""
    alphabets = source.sample(sorted(ALPHABETS), source.randint(1, 3))
    pieces = ("".join(source.choices(ALPHABETS[source.choice(alphabets)], k=source.randint(1, 12))) for _ in range(40))
    return nfc("".join(pieces)[: source.randint(1, 400)])


def failures(text: str, folded: Folded, spans: Iterable[tuple[int, int]], pure: bool) -> Iterable[str]:
    """The names of the properties that a folded text breaks; `pure` where nothing but folding made the key."""
    key, origins = folded.key, folded.origins
    if len(key) != len(origins) or list(origins) != sorted(origins) or any(not 0 <= at < len(text) for at in origins):
        yield "map_is_ordered_and_complete"
        return
    if pure and key != "".join(fold_character(text[at]) for at in sorted(set(origins))):
        yield "key_is_made_of_the_characters_it_names"
    if pure and any(fold_character(text[at]) for at in set(range(len(text))) - set(origins)):
        yield "only_dropped_characters_are_left_out"
    for start, end in spans:
        yield from _span_failures(text, folded, start, end, pure)


def _span_failures(text: str, folded: Folded, start: int, end: int, pure: bool) -> Iterable[str]:
    span = folded.span(start, end)
    if not 0 <= span.start < span.end <= len(text):
        yield "span_lies_in_the_text"
        return
    first, after = folded.find_from(span.start), folded.find_from(span.end)
    if folded.key[first:after] != folded.slice(span) or not first <= start < end <= after:
        yield "slice_gives_the_key_of_the_span"
    if not pure:
        return
    surface = span.of(text)
    if folded.key[start] not in fold_character(surface[0]) or folded.key[end - 1] not in fold_character(surface[-1]):
        yield "span_begins_and_ends_with_its_own_characters"
    if fold(surface).key != folded.slice(span):
        yield "a_span_folds_to_its_piece_of_the_key"


def main() -> int:
    """Check at least the wanted number of characters and print what broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    source = random.Random(asked.seed)
    broken: Counter[str] = Counter()
    checked = texts = spans_checked = 0
    while checked < asked.characters:
        text = text_of(source)
        texts += 1
        checked += len(text)
        for folded, pure in ((fold(text), True), (name_key(text), False)):
            spans = [_span(source, len(folded.key)) for _ in range(10)] if folded.key else []
            spans_checked += len(spans)
            found = set(failures(text, folded, spans, pure))
            broken.update(found)
            if found and sum(broken.values()) <= 5:
                print(f"broken: {sorted(found)} in {text!a}")
    print(
        f"{checked} characters in {texts} texts, {spans_checked} spans, {sum(broken.values())} failures {dict(broken)}"
    )
    return 1 if broken else 0


def _span(source: random.Random, length: int) -> tuple[int, int]:
    start = source.randrange(length)
    return start, source.randint(start + 1, length)


if __name__ == "__main__":
    sys.exit(main())
