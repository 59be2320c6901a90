"""How the cost of reading grows on texts that are made to be slow, beside folding the same text (which is linear).

    python benchmarks/hostile_text.py

Prints seconds for 20,000 and 80,000 characters and their ratio. Linear reading shows about 4, like the anchor; quadratic
reading would show 16.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from rasad.model import Span, Tagged
from rasad.stages.claims import english, persian
from rasad.stages.claims.reading import read
from rasad.text.boilerplate import masks
from rasad.text.dates import find_dates
from rasad.text.normalise import fold
from rasad.text.numbers import find_quantities

NOTHING = Tagged(relevant=True, score=1.0, reason="", topics=(), mentions=())
UNITS = {
    "en": ["said ", "“the mayor said ” ", "according to the mayor, ", "that he said that ", "1,000 ", "« “ "],
    "fa": ["گفت ", "وی گفت: «", "به گفته ", "۱۲ هزار ", "یکشنبه ۲۱ "],
}
SMALL, LARGE = 20_000, 80_000


def finder(language: str) -> Callable[[str], object]:
    find = english.find if language == "en" else persian.find

    def run(text: str) -> object:
        return find(read(text, title=None, language=language, published=None, source_id=None, tagged=NOTHING))

    return run


def seconds(work: Callable[[str], object], text: str) -> float:
    best = []
    for _ in range(3):
        began = time.process_time()
        work(text)
        best.append(time.process_time() - began)
    return min(best)


def main() -> None:
    print(f"{'what':12}{'text':28}{SMALL:>10,}{LARGE:>10,}{'ratio':>8}{'anchor':>8}")
    for language, units in UNITS.items():
        works: dict[str, Callable[[str], object]] = {
            "claims": finder(language),
            "numbers": lambda text, lang=language: find_quantities(text, Span(0, len(text)), lang),
            "dates": lambda text, lang=language: find_dates(text, Span(0, len(text)), lang, None),
            "masks": lambda text, lang=language: masks(text, lang),
        }
        for unit in units:
            small, large = unit * (SMALL // len(unit)), unit * (LARGE // len(unit))
            anchor = seconds(fold, large) / max(seconds(fold, small), 1e-6)
            for name, work in works.items():
                one, four = seconds(work, small), seconds(work, large)
                print(f"{name:12}{unit!r:28}{one:10.4f}{four:10.4f}{four / max(one, 1e-6):8.1f}{anchor:8.1f}")


if __name__ == "__main__":
    main()
