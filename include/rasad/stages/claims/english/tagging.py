"""A light part-of-speech layer: closed classes, verb forms and suffixes, settled by the neighbouring words.

Tags: DET POSS PRON OBJ PREP TO CC SUB REL WH THAT MOD HAVE BE DO NOT ADV NUM NAME ADJ N, finite verb V, bare infinitive VB,
participle VN, gerund VG, opening or any quotation mark Q, other punctuation as itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from rasad.stages.claims.english.lexicon import Lexicon, VerbForm
from rasad.stages.claims.english.words import Words, is_mark

NOMINAL = {"N", "NAME", "NUM"}
_BEFORE_NOUN = {"DET", "POSS", "ADJ", "NUM"}
# Suffixes that nouns share (president, official, critic, secretary) are left out: such a word reads as a noun.
_ADJECTIVES = ("ous", "ful", "able", "ible", "less")
_NOUN_STARTS = {"DET", "QUANT", "POSS", "PRON", "NAME", "THAT", "Q", "WH", "OBJ", "NUM"}


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tag of every word and, where it is a verb, its lemma (else an empty string)."""

    tags: list[str]
    lemmas: list[str]


def tag(words: Words, lexicon: Lexicon) -> Tagged:
    """Tag one paragraph from left to right; linear."""
    tags: list[str] = []
    lemmas: list[str] = []
    lowers, closed, forms = words.lowers, lexicon.closed, lexicon.forms
    before = ""  # the last tag that is no adverb
    sure = ""  # the tag just before
    for index, lower in enumerate(lowers):
        lemma = ""
        form = forms.get(lower)
        chosen = closed.get(lower)
        if chosen is not None:
            chosen = _closed(chosen, lower, words, index, sure)
            if chosen in ("HAVE", "BE", "DO"):
                lemma = {"HAVE": "have", "BE": "be", "DO": "do"}[chosen]
        elif not lower[0].isalnum():
            chosen = _punctuation(lower, words, index)
        elif lower[0].isdigit():
            chosen = "NUM"
        elif form is not None and not _is_name(words, index, sure):
            chosen = _verb(form, lower, words, index, before, sure, lexicon, tags)
            if chosen[0] == "V":
                lemma = form.lemma
        elif words.capital[index] and not _starts_sentence(words, index, sure):
            chosen = "NAME"
        else:
            chosen = _open(lower, words.capital[index], before, sure)
        tags.append(chosen)
        lemmas.append(lemma)
        sure = chosen
        if chosen not in ("ADV", "NOT") and not (chosen == "Q" and before in ("N", "NAME", "V", "VB", "PRON")):
            before = chosen
    return Tagged(tags, lemmas)


def _starts_sentence(words: Words, index: int, sure: str) -> bool:
    if sure == "Q":
        return index < 2 or words.lowers[index - 2] != ","
    return index == 0 or sure in (".", ":")


def _is_name(words: Words, index: int, sure: str) -> bool:
    # A capitalised verb form inside a sentence is a name unless the whole line is capitalised like a headline.
    return words.capital[index] and not _starts_sentence(words, index, sure)


def _punctuation(lower: str, words: Words, index: int) -> str:
    if is_mark(lower):
        return "Q"
    if lower in ("'", "’"):
        follows = index > 0 and words.ends[index - 1] == words.starts[index] and words.lowers[index - 1].endswith("s")
        return "POSS" if follows else "Q"
    if lower in ("–", "—", "--", "-"):
        return "-"
    if lower in ("?", "!", "…", "...", "?!"):
        return "." if lower in ("?", "!") else "…"
    return lower


def _closed(chosen: str, lower: str, words: Words, index: int, sure: str) -> str:
    following = words.lowers[index + 1] if index + 1 < len(words) else ""
    if lower == "'s":
        # "he's", "that's", "there's" are verbs; after a name or noun the possessive is far more frequent.
        return "BE" if sure in ("PRON", "WH", "REL", "THAT", "ADV") else "POSS"
    if chosen == "SUB" and following == ",":
        return "ADV"
    if lower == "her":
        return "POSS" if following[:1].isalpha() and following not in _AFTER_OBJECT else "OBJ"
    if words.capital[index] and lower in ("may", "will") and sure not in ("N", "NAME", "PRON", "REL"):
        return "NAME"
    return chosen


_AFTER_OBJECT = {
    "to",
    "of",
    "for",
    "in",
    "on",
    "as",
    "that",
    "and",
    "a",
    "the",
    "at",
    "with",
    "from",
    "by",
    "if",
    "or",
    "but",
}


def _open(lower: str, capital: bool, before: str, sure: str) -> str:
    """A word that no list knows, by its ending and its neighbours."""
    if not capital and len(lower) > 4:
        if lower.endswith("ed") and before in ("HAVE", "BE"):
            return "VN"
        if lower.endswith("ed") and sure in ("PRON", "NAME", "REL"):
            return "V"
        if lower.endswith("ing") and before in ("BE", "V", "VN", "PREP", ",", "VG") and sure != "DET":
            return "VG"
    if lower.endswith("ly") and len(lower) > 4:
        return "ADV"
    if lower.endswith(_ADJECTIVES) and len(lower) > 5 and not capital:
        return "ADJ"
    if lower.endswith("ing") and len(lower) > 5 and not capital:
        return "N"
    return "NAME" if capital else "N"


def _verb(
    form: VerbForm, lower: str, words: Words, index: int, before: str, sure: str, lexicon: Lexicon, tags: list[str]
) -> str:
    if sure == "DET" and form.third and not form.noun_too and words.lowers[index - 1] in ("this", "that"):
        return "V"
    if sure in _BEFORE_NOUN and not (sure == "NUM" and (form.past or form.third)):
        return _modifier(form)
    if form.gerund:
        return _gerund(lower, sure, lexicon)
    if sure == "QUANT" and form.noun_too and not form.past:
        return "N"
    if before == "TO":
        return "VB" if form.base else _modifier(form)
    if before in ("MOD", "DO") and form.base:
        return "VB"
    if before in ("HAVE", "BE") and form.participle:
        return "VN"
    if before == "BE" and form.past:
        return "VN"
    if before in ("PREP", "BE", "HAVE") and sure != "ADV":
        return "VN" if form.participle and not form.base else _modifier(form)
    if form.past or form.participle:
        return _past(form, words, index, before)
    return _present(form, words, index, before, tags, lexicon)


def _modifier(form: VerbForm) -> str:
    if form.participle or form.past:
        return "ADJ" if not form.base else "N"
    return "N"


def _gerund(lower: str, sure: str, lexicon: Lexicon) -> str:
    if sure in ("DET", "POSS"):
        return "N"
    return "N" if sure in ("N", "ADJ", "NUM") and lower in lexicon.file.gerund_nouns else "VG"


def _past(form: VerbForm, words: Words, index: int, before: str) -> str:
    del words, index
    if form.base and before not in ("N", "NAME", "PRON", "REL", "NUM", "WH", "CC", ")", ",", "Q"):
        return "N" if form.noun_too else "V"
    if form.participle and not form.past:
        return "VN"
    return "V"


def _present(form: VerbForm, words: Words, index: int, before: str, tags: list[str], lexicon: Lexicon) -> str:
    if before in ("PRON", "REL", "WH", "EX"):
        return "V"
    if not form.noun_too:
        return "V" if before not in ("DET", "POSS") else "N"
    if before == "THAT" and form.third:
        return "V"
    if before not in ("N", "NAME", "CC", "DET", ")", ",", "NUM", "Q"):
        return "N"
    following = words.lowers[index + 1] if index + 1 < len(words) else "."
    if before in ("CC", ",") and not _had_verb(tags):
        return "N"
    cue = lexicon.cues.get(form.lemma)
    if following == "that" and before in ("N", "NAME") and cue is not None and "that" in cue.frames:
        return "V"
    if following in (".", ",") and before in ("N", "NAME") and _after_quotation(tags):
        return "V"
    if form.base and not form.third:
        noun = index - 2 if index > 1 and tags[-1] == "Q" else index - 1
        plural = noun >= 0 and words.lowers[noun].endswith("s") and before in ("N", "NAME")
        if plural and cue is not None and not _had_verb_in_sentence(tags) and following[:1].isalpha():
            return "V"
        return "V" if plural and _starts_complement(following, words, index, lexicon) else "N"
    return "V" if _starts_complement(following, words, index, lexicon) else "N"


def _after_quotation(tags: list[str]) -> bool:
    """Whether only a short subject stands between the last quotation mark and here ("...," Ms Doe notes)."""
    for back in range(len(tags) - 1, max(-1, len(tags) - 9), -1):
        if tags[back] == "Q":
            return back > 0 and tags[back - 1] in (",", ".", "-", "…")
        if tags[back] in ("V", "BE", "HAVE", "MOD", "."):
            return False
    return False


def _had_verb_in_sentence(tags: list[str]) -> bool:
    for tag in reversed(tags[-25:]):
        if tag in (".", ";", ":", "SUB", ","):
            return False
        if tag in ("V", "MOD", "BE", "HAVE", "DO"):
            return True
    return False


def _had_verb(tags: list[str]) -> bool:
    return any(tag in ("V", "MOD", "BE", "HAVE", "DO") for tag in tags[-25:])


def _starts_complement(following: str, words: Words, index: int, lexicon: Lexicon) -> bool:
    if following in lexicon.file.complement_starts or is_mark(following) or following[:1].isdigit() or following == ":":
        return True
    return index + 1 < len(words) and words.capital[index + 1]
