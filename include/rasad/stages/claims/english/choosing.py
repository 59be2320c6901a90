"""Which of the candidate relations stand: the lexicon must license them, and one inside another is nested or dropped."""

from __future__ import annotations

from dataclasses import replace

from rasad.stages.claims.english.found import Found, Range
from rasad.stages.claims.english.line import Line

# "According to X, Y says that Z told them ...": a statement inside a statement inside a statement, and no further.
_DEEPEST = 2
_STANDS_FOR = frozenset({"that", "it", "this", "so", "which", "what", "them", "these", "those"})
_NESTING_FRAMES = frozenset({"that", "bare", "quote", "initial", "final"})


def choose(line: Line, candidates: list[Found]) -> list[Found]:
    """The licensed relations of one sentence in order of their cues; `parent` is the place in this list."""
    kept: list[Found] = []
    for found in _undisputed(line, candidates):
        if any(_same_cue(found, other) or _says_the_same(found, other) for other in kept):
            continue
        outer = next((other for other in reversed(kept) if other.holds(found.cue_first)), None)
        if outer is None:
            kept.append(found)
        elif _may_nest(line, found, outer, kept):
            kept.append(replace(found, parent=kept.index(outer)))
    order = sorted(range(len(kept)), key=lambda number: kept[number].cue_first)
    place = {number: index for index, number in enumerate(order)}
    return [_moved(kept[number], place) for number in order]


def _moved(found: Found, place: dict[int, int]) -> Found:
    return found if found.parent is None else replace(found, parent=place[found.parent])


def _undisputed(line: Line, candidates: list[Found]) -> list[Found]:
    """What the lexicon licenses, largest content first, less the cues inside sources and inside the outlet's own words."""
    licensed = [found for found in candidates if is_licensed(line, found) and _says_something(line, found)]
    licensed.sort(key=lambda found: (-found.size, found.cue_first))
    own = [found for found in licensed if found.voice == "outlet"]
    sources = [found.source for found in licensed]
    verbs = [found for found in licensed if found.form == "finite"]
    return [
        found
        for found in licensed
        if found.voice == "outlet"
        or not (
            (any(_within(found.cue_first, source) for source in sources) and not _in_aside(line, found))
            or any(mine.holds(found.cue_first) or _same_cue(found, mine) for mine in own)
            or (found.form == "adverb" and any(_within(found.cue_first, verb.cue) for verb in verbs))
        )
    ]


def _within(word: int, source: tuple[Range, ...]) -> bool:
    """Whether a cue lies in another cue's source ("the officials who described the meeting said")."""
    return any(start <= word < end for start, end in source)


def _in_aside(line: Line, found: Found) -> bool:
    """Whether a cue stands in a who-clause between commas ("Doe, who has called it a trap, said"), a statement of its own."""
    return found.source_kind == "relative" and line.tags[found.source[0][0] - 1] == "," and found.source[0][0] > 0


def _says_something(line: Line, found: Found) -> bool:
    """Whether the content has a word, and not only marks or a pronoun that stands for what was said before."""
    lowers = line.words.lowers
    said = [lowers[index] for start, end in found.content for index in range(start, end) if lowers[index][0].isalnum()]
    return bool(said) and (len(said) > 1 or said[0] not in _STANDS_FOR or line.words.quote[found.content[0][0]] >= 0)


def is_licensed(line: Line, found: Found) -> bool:
    """Whether the lexicon says that this cue attributes with this complement in this form."""
    if found.form in ("phrase", "adverb"):
        return True
    if _in_restrictive_clause(line, found):
        return False
    if found.form.startswith("noun"):
        noun = line.lexicon.nouns[found.lemma]
        licences = {"noun": noun.follows, "noun_made": noun.made}
        return found.frame in licences.get(found.form, noun.owned)
    if found.frame == "after_quote":
        return True
    cue = line.lexicon.cues.get(found.lemma)
    if cue is None:
        return found.frame == "quote"
    if found.form == "infinitive" and not cue.infinitive:
        return False
    return found.frame in cue.frames or (found.frame == "quote" and "np" in cue.frames)


def _in_restrictive_clause(line: Line, found: Found) -> bool:
    """Whether a cue only says which people are meant ("officials who described the talks"): nobody is quoted with it."""
    if found.source_kind != "relative":
        return False
    before = found.source[0][0] - 1
    return before >= 0 and line.tags[before] not in (",", "-", ")", "PREP")


def _same_cue(found: Found, other: Found) -> bool:
    sources = () if found.source_kind == "relative" else other.source
    return any(a < d and c < b for a, b in found.cue for c, d in (*other.cue, *sources))


def _says_the_same(found: Found, other: Found) -> bool:
    """ "said in a statement that ...": the verb has the clause; the noun between them is only where it was said."""
    return found.form.startswith("noun") and found.content[-1][0] == other.content[-1][0]


def _depth(found: Found, kept: list[Found]) -> int:
    """How many statements a relation is inside of."""
    return 0 if found.parent is None else 1 + _depth(kept[found.parent], kept)


def _may_nest(line: Line, found: Found, outer: Found, kept: list[Found]) -> bool:
    """A statement reported inside a statement: a speaking verb with a source of its own, at most two levels deep."""
    if _depth(outer, kept) >= _DEEPEST or found.form not in ("finite", "phrase") or found.frame not in _NESTING_FRAMES:
        return False
    if found.source == outer.source or found.source_kind not in ("noun", "pronoun"):
        return False
    if found.source_kind == "pronoun" and found.rule != "relative_gap":
        return False
    cue = line.lexicon.cues.get(found.lemma)
    return cue is None or "parenthetical" in cue.frames
