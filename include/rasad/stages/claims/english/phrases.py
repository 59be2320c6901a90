"""Attribution without a verb: "according to X", "in X's view", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.stages.claims.english.clauses import CONTRASTS, clause_end, main_clause
from rasad.stages.claims.english.found import Found, Range, Source
from rasad.stages.claims.english.line import Line
from rasad.stages.claims.english.sources import after, with_appositions

# "Jane Q. Doe: ..." and the fewest words that are a remark rather than a label ("Photo: AP").
_LONGEST_NAME, _SHORTEST_REMARK = 5, 4
_LONGEST_APPOSITION = 16
_OWNER = frozenset({"N", "NAME", "DET", "ADJ", "NUM", "QUANT", "POSS", "&"})
_OPENERS = frozenset({"CC", "ADV", ",", "Q", "SUB", "AS"})


def prepositional(line: Line, first: int, last: int) -> Iterator[Found]:
    """ "According to X, ...", "..., according to X", "..., according to X, ..."."""
    lowers, openers = line.words.lowers, line.lexicon.openers
    for index in range(first, last):
        for phrase, cue_class in openers.get(lowers[index], ()):
            end = index + len(phrase)
            if end < last and tuple(lowers[index:end]) == phrase and line.words.quote[index] == -1:
                found = _by_phrase(line, (index, end), cue_class, first, last)
                if found is not None:
                    yield found


def _by_phrase(line: Line, cue: Range, cue_class: str, first: int, last: int) -> Found | None:
    source = after(line, cue[1], last)
    if source is None:
        return None
    if cue[0] > first + 1 and source.kind == "noun":
        source = Source(((source.ranges[0][0], with_appositions(line, source.ranges[-1][1], last)),), "noun")
    content, place = _around(line, cue[0], source.ranges[-1][1], first, last)
    if not content:
        return None
    words = line.words.lowers[cue[0] : cue[1]]
    return Found(
        content=content,
        cue=(cue,),
        source=source.ranges,
        lemma=" ".join(words),
        cue_class=cue_class,
        basis="pronoun" if source.kind == "pronoun" else "explicit",
        rule=f"{'_'.join(words)}_{place}",
        frame=place,
        form="phrase",
        source_kind=source.kind,
    )


def _around(line: Line, cue: int, stop: int, first: int, last: int) -> tuple[tuple[Range, ...], str]:
    """The content around an attributing phrase, and where the phrase stands in it."""
    tags = line.tags
    start = first
    end = cue
    while end > start and tags[end - 1] in (",", "-", "("):
        end -= 1
    if end > start + 1 and tags[end - 1] == "CC" and stop + 1 < last:
        # "X did this and(,) according to Y(,) did that": Y is only named for the second half.
        rest = stop + 1 if tags[stop] == "," else stop
        return ((rest, clause_end(line, rest, last)),), "medial"
    if tags[start] == "SUB" and line.words.lowers[start] in CONTRASTS:
        start = min(main_clause(line, start, end) + 1, end) if main_clause(line, start, end) < end else start
    after_comma = stop < last and tags[stop] == ","
    before_is_clause = any(line.finite_at(index) is not None for index in range(start, end)) or (
        end > start and tags[end - 1] == "Q"
    )
    if not before_is_clause:
        following = stop + 1 if after_comma else stop
        while following < last and tags[following] == ",":
            following += 1
        if following >= last or tags[following] == ".":
            return ((start, end),) if end - start > 2 else (), "final"
        lead = ((start, end),) if end > start and tags[start] not in _OPENERS and tags[start] != "PREP" else ()
        body = ((following, clause_end(line, following, last)),)
        return (*lead, *body), "initial" if not lead else "medial"
    if after_comma and stop + 1 < last and tags[stop + 1] not in (".", "REL", "VG") and tags[end - 1] != "Q":
        stop_at = clause_end(line, stop, last)
        if stop_at > stop + 2:
            return ((start, end), (stop + 1, clause_end(line, stop + 1, last))), "medial"
    return ((start, end),), "final"


def adverbs(line: Line, first: int, last: int) -> Iterator[Found]:
    """ "X has reportedly done Y": an attribution to nobody in particular."""
    lowers = line.words.lowers
    known = line.lexicon.file.adverbs
    for index in range(first, last):
        cue_class = known.get(lowers[index])
        if cue_class is None or line.words.quote[index] != -1:
            continue
        group = line.group_at(index) or (line.group_at(index + 1) if index + 1 < last else None)
        if group is None or line.words.quote[group.head] != -1:
            continue
        start = _clause_start(line, index, first)
        content = ((start, index), (index + 1, clause_end(line, index + 1, last)))
        yield Found(
            content=tuple((a, b) for a, b in content if b > a),
            cue=((index, index + 1),),
            source=(),
            lemma=lowers[index],
            cue_class=cue_class,
            basis="impersonal",
            rule="hearsay_adverb",
            frame="adverb",
            form="adverb",
            source_kind="agentless",
        )


def mounting(line: Line, first: int, last: int) -> Iterator[Found]:
    """ "Fears have intensified that ...": what is felt or said by nobody in particular."""
    for index in range(first, last - 1):
        noun = line.lexicon.nouns.get(line.words.lowers[index])
        if noun is None or line.tags[index] != "N" or line.words.quote[index] != -1:
            continue
        group = line.finite_at(index + 1)
        if group is None or group.lemma not in line.lexicon.file.mounting:
            continue
        yield Found(
            content=((index, clause_end(line, group.last, last)),),
            cue=((index, group.last + 1),),
            source=(),
            lemma=noun.lemma,
            cue_class=noun.cue_class,
            basis="impersonal",
            rule="mounting_noun",
            frame="impersonal",
            form="phrase",
            source_kind="agentless",
        )


def colon_speaker(line: Line, first: int, last: int) -> Iterator[Found]:
    """ "Doe: The plan is dead": a name and a colon open the paragraph (interviews, headlines)."""
    if first != 0 or not line.words.lowers[0][0].isalpha():
        return
    stop = 0
    while stop < min(last, _LONGEST_NAME) and line.tags[stop] in ("NAME", "N") and line.group_of[stop] < 0:
        stop += 1
    if 0 < stop < last and line.tags[stop] == ",":
        stop = _past_apposition(line, stop, last)
    quoted = stop + 1 < last and line.tags[stop + 1] == "Q"
    if not 0 < stop < last - _SHORTEST_REMARK or line.words.lowers[stop] != ":":
        return
    if line.words.lowers[stop - 1] in line.lexicon.file.labels:
        return
    name = line.words.text[line.words.starts[0] : line.words.ends[0]]
    if stop == 1 and not quoted and not (name.isupper() and len(name) > 1):
        return
    if not quoted and not any(line.finite_at(index) for index in range(stop + 1, last)):
        return
    yield Found(
        content=((stop + 1, last),),
        cue=((stop, stop + 1),),
        source=((0, stop),),
        lemma=":",
        cue_class="neutral_say",
        basis="colon_quote",
        rule="colon_speaker",
        frame="colon",
        form="phrase",
    )


def _past_apposition(line: Line, comma: int, last: int) -> int:
    """The colon of "Jane Doe, a teacher in Shiraz: “...”", or the comma itself where the line goes on otherwise."""
    for index in range(comma + 1, min(last, comma + _LONGEST_APPOSITION)):
        if line.words.lowers[index] == ":":
            return index if index + 1 < last and line.tags[index + 1] == "Q" else comma
        if line.finite_at(index) is not None:
            break
    return comma


def _clause_start(line: Line, index: int, first: int) -> int:
    at = index
    while at > first:
        tag = line.tags[at - 1]
        if tag in (";", ":", "-", "SUB"):
            break
        if tag == "CC" and any(line.finite_at(before) is not None for before in range(max(first, at - 20), at)):
            break
        at -= 1
    return at


def possessive(line: Line, first: int, last: int) -> Iterator[Found]:
    """ "In X's view, ..." and "in her telling, ..."."""
    lowers, tags = line.words.lowers, line.tags
    for index in range(first + 2, last):
        cue_class = line.lexicon.views.get(lowers[index])
        if cue_class is None or tags[index - 1] != "POSS" or line.words.quote[index] != -1:
            continue
        opener = _view_opener(line, index, first)
        if opener is None or (index + 1 < last and tags[index + 1] not in (",", ".", "Q", ":", "PRON", "DET")):
            continue
        source: Range = (opener + 1, index if opener + 1 == index - 1 else index - 1)
        content, place = _around(line, opener, index + 1, first, last)
        if content:
            yield Found(
                content=content,
                cue=((opener, opener + 1), (index, index + 1)),
                source=(source,),
                lemma=lowers[index],
                cue_class=cue_class,
                basis="pronoun" if source[1] - source[0] == 1 and tags[source[0]] == "POSS" else "explicit",
                rule="in_the_view_of",
                frame=place,
                form="phrase",
            )


# "in the Vermont senator's view": the owner has at most so many words, and none of them is a verb.
_LONGEST_OWNER = 7


def _view_opener(line: Line, index: int, first: int) -> int | None:
    """The preposition of "in X's view" (to X's mind, by X's account), where only X stands between."""
    wanted = line.lexicon.file.view_openers.get(line.words.lowers[index], "in")
    for opener in range(index - 2, max(first - 1, index - 2 - _LONGEST_OWNER), -1):
        if line.words.lowers[opener] == wanted:
            return opener
        if line.group_of[opener] >= 0 or line.tags[opener] not in _OWNER:
            return None
    return None
