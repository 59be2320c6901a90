"""Test cases of seven Persian text libraries against our match key: how many we agree with, and why not with the others.

    .venv/bin/python benchmarks/normalise_cases.py ../shared/bench/cases/fa_normalise.jsonl [--show CONVENTION]

Those libraries repair a text; we store it as published and fold only the key by which it is compared. So a case agrees
where the text before and after their repair has one key: whoever looks for the one finds the other. A case that does
not is explained by the first convention below that its two texts fit; what fits none is counted as unexplained. Cases of
numbers in words agree where our reader of quantities reads the number. The cases are third-party material, read where they lie.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rasad.model import Span
from rasad.text.normalise import fold_key, nfc
from rasad.text.numbers import find_quantities
from rasad.text.spellings import spellings

CONVENTIONS = {
    "same name": "the key keeps spaces; names and lexicon forms are looked for joined, spaced and with a ZWNJ (text.match)",
    "spacing": "spaces are the writer's: nothing is joined or parted, in the text or in the key",
    "ezafe": "an ezafe written out after heh stays in the key; names are looked for with and without it (text.match)",
    "punctuation": "marks are kept as published, since quotation marks tell direct from indirect speech",
    "repeated letters": "letters repeated for emphasis are kept: no rule tells them from words that double a letter",
    "removal": "nothing is removed (addresses, stop words, emoji, endings, other scripts): offsets and evidence stay whole",
    "marks added": "nothing is added (vowel marks, masks): as above",
    "number": "numbers in words stay words in the key; text.numbers reads them, in news style",
    "date order": "a date is kept as written; text.dates reads it, with its calendar",
    "not a text": "the case checks an error or a position, or was harvested with the answer to another input",
    "other words": "no word is replaced by another (formal for informal, infinitive for form)",
}
NUMBERS = ("wordsToNumber", "digits.to_word")


def texts(case: dict[str, Any]) -> tuple[str, str] | None:
    """The text that a case gives and the one that it wants, or None where it is about no texts."""
    given, wanted = (
        (case["expected"][0], case["expected"][-1])
        if "test" in case and case["func"] == "parametrize"
        else (
            case["args"][0] if case["args"] else None,
            case["expected"],
        )
    )
    one, other = _text(given), _text(wanted)
    if one is None or other is None or "must be a" in other:
        return None
    return nfc(one), nfc(other)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        parts = [_text(part) for part in value]
        return None if any(part is None for part in parts) else " ".join(str(part) for part in parts)
    return value if isinstance(value, str) else None


def verdict(case: dict[str, Any]) -> str:
    """`agrees`, the convention that explains why not, or `unexplained`."""
    if case["func"] in NUMBERS:
        return "agrees" if _reads(case) else "number"
    pair = texts(case)
    if pair is None:
        return "not a text"
    one, other = (" ".join(fold_key(text).split()) for text in pair)
    if one == other:
        return "agrees"
    if (
        other
        and len(pair[1]) < 60
        and set(spellings(" ".join(pair[0].split()))) & set(spellings(" ".join(pair[1].split())))
    ):
        return "same name"
    tests: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("spacing", lambda text: re.sub(r"[\s_|]", "", text)),
        ("ezafe", lambda text: re.sub("\u0647 ?[\u06cc\u200c]+(?= |$)", "\u0647", text)),
        ("punctuation", _words_only),
        ("ezafe", lambda text: re.sub("\u0647\u06cc", "\u0647", _words_only(text))),
        ("repeated letters", lambda text: re.sub(r"(\w)\1+", r"\1", _words_only(text))),
    )
    for convention, reduced in tests:
        if reduced(one) == reduced(other):
            return convention
    if _within(_words_only(other), _words_only(one)):
        return "removal"
    if _within(_words_only(one), _words_only(other)):
        return "marks added"
    if sorted(_words_only(one)) == sorted(_words_only(other)) and one[:1].isdigit():
        return "date order"
    if case.get("test") == "test_lemmatize" or _shares_words(one, other):
        return "other words"
    return "unexplained" if set(_words_only(one)) & set(_words_only(other)) else "not a text"


def _words_only(text: str) -> str:
    return "".join(character for character in text if unicodedata.category(character)[0] in "LN")


def _within(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(character in rest for character in part)


def _shares_words(one: str, other: str) -> bool:
    words, others = (re.split(r"[\s-]+", text) for text in (one, other))
    return bool({word[:3] for word in words} & {word[:3] for word in others})


def _reads(case: dict[str, Any]) -> bool:
    given, wanted = case["args"][0], case["expected"]
    words, figure = (wanted, given) if case["func"] == "digits.to_word" else (given, wanted)
    if not isinstance(words, str):
        return False
    try:
        value = float(re.sub(r"[^\d.-]", "", fold_key(str(figure))))
    except ValueError:
        return False
    read = find_quantities(f"{words} \u0646\u0641\u0631", Span(0, len(words) + 4), "fa")
    return len(read) == 1 and abs(read[0].value - value) < 1e-9


def main() -> int:
    """Print the share that agrees by group, and the conventions with the number of cases that each explains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--show", help="print the cases of one convention")
    asked = parser.parse_args()
    if not asked.cases.exists():
        print(f"{asked.cases} is not there: this measures third-party cases that are not part of the project")
        return 2
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for line in asked.cases.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found = verdict(case)
        groups[f"{case['repo'].split('/')[1]}: {case.get('test') or case['func']}"][found] += 1
        total[found] += 1
        if asked.show == found:
            print(
                json.dumps(
                    {"func": case["func"], "args": case["args"], "expected": case["expected"]}, ensure_ascii=False
                )
            )
    for name, counts in sorted(groups.items()):
        others = ", ".join(f"{n} {why}" for why, n in counts.most_common() if why != "agrees")
        print(f"{name:62}{counts['agrees']:4} of {counts.total():3}  {others}")
    print(f"\nagrees {total['agrees']} of {total.total()}; unexplained {total['unexplained']}")
    for convention, meaning in CONVENTIONS.items():
        print(f"{total[convention]:4}  {convention}: {meaning}")
    return 1 if total["unexplained"] else 0


if __name__ == "__main__":
    sys.exit(main())
