"""Attribution that runs on: split quotations, quotations that float after an attributed sentence, colons before a block."""

from __future__ import annotations

from rasad.stages.claims.english.found import Found, Range
from rasad.stages.claims.english.line import Line
from rasad.stages.claims.english.sources import left_of

_CARRIES_ON = frozenset(
    {"final_quote", "inverted_quote", "verb_quote", "split_quote", "medial_clause", "final_clause", "inverted_clause"}
)
# A quotation of fewer words than this is a name or a term, not a statement.
_SHORTEST_STATEMENT = 4


def split_quotes(line: Line, found: list[list[Found]]) -> tuple[list[list[Found]], set[int]]:
    """Give the quoted sentences that follow "...," X said. to the same relation.

    Takes and gives one list of relations a sentence; also gives the numbers of the sentences that were taken.
    """
    carried = [list(sentence) for sentence in found]
    taken: set[int] = set()
    at: tuple[int, int] | None = None
    for number, sentence in enumerate(carried):
        words = line.sentences[number]
        if sentence:
            at = _open_end(number, sentence)
        elif at is not None and is_quotation(line, words):
            holder = carried[at[0]][at[1]]
            carried[at[0]][at[1]] = holder.with_content(_joined(holder.content, words))
            taken.add(number)
        else:
            at = None
    return carried, taken


def _joined(content: tuple[Range, ...], words: Range) -> tuple[Range, ...]:
    if content[-1][1] == words[0]:
        return (*content[:-1], (content[-1][0], words[1]))
    return (*content, words)


def _open_end(number: int, sentence: list[Found]) -> tuple[int, int] | None:
    """The relation that a following quotation continues: the last one of the sentence, when it speaks."""
    for place in range(len(sentence) - 1, -1, -1):
        found = sentence[place]
        if found.parent is None and found.rule in _CARRIES_ON:
            return number, place
    return None


def is_quotation(line: Line, words: Range) -> bool:
    """Whether a sentence is nothing but quoted words, and enough of them to be a statement."""
    start, end = words
    inside = sum(line.words.quote[index] >= 0 for index in range(start, end))
    outside = sum(line.words.quote[index] < 0 and line.words.lowers[index][0].isalnum() for index in range(start, end))
    return outside == 0 and inside >= _SHORTEST_STATEMENT


def opens_block(line: Line) -> Found | None:
    """The attribution of a paragraph that ends in a colon: what the next paragraph says ("X said in a statement:").

    Its content is a placeholder, the colon itself.
    """
    if not line.sentences or not len(line.words) or line.words.lowers[-1] != ":":
        return None
    first, last = line.sentences[-1]
    for group in reversed(line.groups):
        if group.first < first:
            break
        if line.words.quote[group.head] >= 0 or group.kind not in ("finite", "gerund"):
            continue
        source = left_of(line, group, first)
        if source is None or source.kind == "relative":
            continue
        cue = line.lexicon.cues.get(group.lemma)
        if cue is None and group.kind != "finite":
            continue
        return Found(
            content=((last - 1, last),),
            cue=((group.first, group.last + 1),),
            source=source.ranges,
            lemma=group.lemma or line.words.lowers[group.head],
            cue_class=cue.cue_class if cue is not None else "neutral_say",
            basis="pronoun" if source.kind == "pronoun" else "explicit",
            rule="colon_block" if cue is not None and "parenthetical" in cue.frames else "colon_before_quote",
            frame="colon",
            form=group.kind,
            source_kind=source.kind,
        )
    return None


def leading_quotation(line: Line) -> Range | None:
    """The quotation that a paragraph opens with, if it is the whole of it or ends a sentence."""
    if not len(line.words) or line.words.quote[0] != 0:
        return None
    end = 0
    while end < len(line.words) and line.words.quote[end] == 0:
        end += 1
    return (0, end) if end > _SHORTEST_STATEMENT else None


def is_quoted(line: Line) -> bool:
    """Whether a paragraph is one quotation and nothing else."""
    return bool(line.sentences) and is_quotation(line, (0, len(line.words)))
