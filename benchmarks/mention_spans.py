"""Whether every mention is the characters that it names, over a million generated characters of the scripts and tricks we meet.

    .venv/bin/python benchmarks/mention_spans.py [--characters 1000000] [--seed 1]

Texts are built of gazetteer names in both languages, joined, spaced and parted by ZWNJ, of titles and months, of bidi marks,
astral characters, combining marks, presentation forms and hostile runs, brought to NFC as stored texts are, and tagged in
batches as the stage tags them. Checked for each mention, each span of a topic and each sign: `text[start:end]` is its surface,
it is not empty, it begins and ends with no mark that folding drops; and that a batch gives what each text gives alone. Exits 1
where a property breaks.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from rasad.gazetteer import Gazetteer, load
from rasad.model import Span, Tagged
from rasad.settings import Settings
from rasad.stages.tag import Article, tag_all
from rasad.text.normalise import fold_character, nfc

_MARKS = (
    *("\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u2067", "\u2069", "\ufeff", "\u00ad"),
    *("\u0640", "\u064e", "\u0651", "\u0654", "\u0301", "\u0327", "\u034f", "\ufe0f", "\U000e0041"),
)
_PIECES = (
    *(" ", " ", " ", "  ", "\n", "\t", ".", "،", ",", "؟", "«", "»", "“", "’s", "'", "-", "–", "(", ")", "/"),
    *("🙂", "🇮🇷", "𝐈𝐫𝐚𝐧", "𐤀", "²", "ﷺ", "ﻻ", "ﬁ", "İ", "ß", "ǅ", "۱۴۰۴", "21", "مهر", "آذر", "دی", "the ", "of "),
    *("\u200f\u202b" * 20, "\u200c" * 30, "a\u0301" * 20, "ی" * 40, "Iran" * 10, "خامنه‌ای" * 6, "ایران‌" * 8),
)
_BATCH = 200


def names_of(gazetteer: Gazetteer) -> list[str]:
    """Every name of every entity, weak and home ones too."""
    return [
        name
        for entity in gazetteer.entities.values()
        for _, name in (*entity.strong(), *entity.weak.each(), *entity.at_home.each())
    ]


def text_of(source: random.Random, names: list[str]) -> str:
    """A stored text of names and pieces in a random order, with marks strewn into some of its names."""
    parts: list[str] = []
    for _ in range(source.randint(1, 60)):
        part = source.choice(names) if source.random() < 0.5 else source.choice(_PIECES)
        if source.random() < 0.2:
            part = part.replace("\u200c", source.choice(("", " ", "\u200c", "  ")))
        if source.random() < 0.15:
            at = source.randint(0, len(part))
            part = part[:at] + source.choice(_MARKS) * source.randint(1, 3) + part[at:]
        parts.append(part.upper() if source.random() < 0.03 else part)
        parts.append(" " if source.random() < 0.7 else "")
    return nfc("".join(parts))


def failures(text: str, tagged: Tagged) -> Iterator[str]:
    """The names of the properties that a text's tags break."""
    for mention in tagged.mentions:
        if mention.span.of(text) != mention.surface:
            yield "a_mention_is_its_surface"
        yield from _span_failures(text, mention.span)
    for span in (
        *(s for topic in tagged.topics for s in topic.evidence),
        *(s for sign in tagged.signs for s in sign.spans),
    ):
        yield from _span_failures(text, span)


def _span_failures(text: str, span: Span) -> Iterator[str]:
    if not 0 <= span.start < span.end <= len(text):
        yield "a_span_lies_in_its_text"
    elif not fold_character(text[span.start]) or not fold_character(text[span.end - 1]):
        yield "a_span_begins_and_ends_with_a_character_that_counts"


def tagged(texts: Iterable[str], gazetteer: Gazetteer) -> list[Tagged]:
    """Texts as the stage tags them, undated."""
    return list(tag_all((Article(text, None, "fa", None) for text in texts), gazetteer))


def main() -> int:
    """Check at least the wanted number of characters and print what broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    source = random.Random(asked.seed)
    gazetteer = load(Settings(sources="live"))
    names = names_of(gazetteer)
    broken: Counter[str] = Counter()
    characters = mentions = n_texts = 0
    while characters < asked.characters:
        texts = [text_of(source, names) for _ in range(_BATCH)]
        together = tagged(texts, gazetteer)
        for text, each in zip(texts, together, strict=True):
            broken.update(set(failures(text, each)))
        alone = source.sample(range(_BATCH), 10)
        if any(tagged([texts[at]], gazetteer) != [together[at]] for at in alone):
            broken["a_batch_gives_what_each_text_gives_alone"] += 1
        characters += sum(map(len, texts))
        mentions += sum(len(each.mentions) for each in together)
        n_texts += len(texts)
    print(
        f"{characters} characters in {n_texts} texts, {mentions} mentions, {sum(broken.values())} failures {dict(broken)}"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
