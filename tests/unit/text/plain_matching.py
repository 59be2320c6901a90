"""Matching said plainly, one character and one name after the other: what the fast way is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasad.text.match import Form, Suffix
from rasad.text.names import PLAIN
from rasad.text.normalise import fold_character, is_persian_letter
from rasad.text.spellings import spellings

Found = tuple[int, int, int, int, str, str]
"""Start and end in the text, start and end in the key, the name, the suffix."""


def plain_key(text: str) -> tuple[str, list[int]]:
    """The name key, and the index of the stored character that each of its characters came from."""
    letters: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        for letter in fold_character(character).translate(PLAIN):
            if letter != " " or not letters or letters[-1][0] != " ":
                letters.append((letter, at))
    return "".join(letter for letter, _ in letters), [at for _, at in letters]


def plain_matches(text: str, forms: Iterable[Form[str]], suffixes: Sequence[Suffix]) -> list[Found]:
    """Every name at every place where a word begins, in the order of the text, longer ones first."""
    key, origins = plain_key(text)
    found: list[Found] = []
    for form in forms:
        for spelling in spellings(form.surface):
            for start in range(len(key)):
                end = start + len(spelling)
                if not key.startswith(spelling, start) or (start and one_word(key[start - 1], key[start])):
                    continue
                suffix = ending(key, end, suffixes)
                first, after = origins[start], origins[end - 1] + 1
                if suffix is not None and capitals_agree(form.surface, text[first:after]):
                    found.append((first, after, start, end, form.surface, suffix))
    return sorted(found, key=lambda each: (each[2], -each[3]))


def ending(key: str, end: int, suffixes: Sequence[Suffix]) -> str | None:
    """The suffix behind a name: none where its word ends, None where it goes on with something else."""
    if end == len(key) or not one_word(key[end - 1], key[end]):
        return ""
    if is_persian_letter(key[end - 1]):
        for suffix in sorted(suffixes, key=lambda each: -len(each.form)):
            after = end + len(suffix.form)
            fits = key.startswith(suffix.form, end) and (not suffix.after or key[end - 1] in suffix.after)
            if fits and (after == len(key) or not one_word(key[after - 1], key[after])):
                return suffix.form
    return None


def one_word(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word or one number."""
    if left.isdigit() or right.isdigit():
        both_numbers = left.isdigit() and right.isdigit()
        return both_numbers or ((left + right).isascii() and left.isalnum() and right.isalnum())
    return left.isalpha() and right.isalpha()


def capitals_agree(name: str, surface: str) -> bool:
    """Capitals match capitals, a first capital a first capital, small letters anything."""
    letters = [character for character in name if character.isalpha()]
    if not letters or not letters[0].isupper():
        return True
    if len(letters) > 1 and all(map(str.isupper, letters)):
        return surface.upper() == surface
    return next((character for character in surface if character.isalpha()), "").isupper()
