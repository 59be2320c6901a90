"""A light part-of-speech layer: closed classes, verb forms and suffixes, settled by the neighbouring words.

Tags: DET QUANT POSS PRON OBJ PREP TO AS CC SUB REL WH THAT EX MOD HAVE BE DO NOT ADV NUM NAME ADJ N; finite verb V, bare
infinitive VB, participle VN, gerund VG; any quotation mark Q; other punctuation as itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rasad.stages.claims.english.lexicon import Lexicon, VerbForm
from rasad.stages.claims.english.words import Words, is_mark

_AUXILIARIES = {"HAVE": "have", "BE": "be", "DO": "do"}
_BEFORE_NOUN = frozenset({"DET", "POSS", "ADJ", "NUM"})
_BEFORE_NOUN_OR_VERB = frozenset({"N", "NAME", "CC", "DET", ")", ",", "NUM", "Q"})
_BEFORE_PAST = frozenset({"N", "NAME", "PRON", "REL", "NUM", "WH", "CC", ")", ",", "Q"})
_BEFORE_GERUND = frozenset({"BE", "V", "VN", "PREP", ",", "VG"})
# Two words that bound the number after them: the second, and what may stand before it.
_BOUNDS = {
    "least": ("at",),
    "most": ("at",),
    "than": ("more", "fewer", "less"),
    "to": ("up",),
    "as": ("many", "much", "few", "little"),
    "many": ("as",),
    "much": ("as",),
    "few": ("as",),
}
_MAY_BOUND = frozenset({*_BOUNDS, *(word for before in _BOUNDS.values() for word in before)}) | frozenset(
    {"about", "around", "over", "under", "nearly"}
)
_ARTICLES = frozenset({"DET", "POSS", "ADJ"})
_IN_OBJECT = frozenset({"N", "ADJ", "NUM", "DET", "POSS", "QUANT", "NAME"})
# Pronouns that are also abbreviations when in capitals (the US, the WHO, IT).
_INITIALS = frozenset({"us", "who", "it"})
# What may stand between "her" and the noun that it owns ("her $4 billion", "her “plan”").
_OWNED = frozenset({"$", "£", "€", '"', "“", "''"})
_FINITE = frozenset({"V", "MOD", "BE", "HAVE", "DO"})
# Suffixes that nouns share (president, official, critic, secretary) are left out: such a word reads as a noun.
_ADJECTIVES = ("ous", "ful", "able", "ible", "less")
# What an opening quotation mark does not hide from the word behind it ("would “protect"").
_BEFORE_QUOTE = frozenset({"N", "NAME", "V", "VB", "PRON", "MOD", "HAVE", "BE", "TO", "DO"})
# How many words back a verb of the same sentence is looked for.
_LOOK_BACK = 25
# The longest subject between a quotation and its verb, in words ("...," the minister Ms Doe notes).
_SHORT_SUBJECT = 8


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tag of every word and, where it is a verb, its lemma (else an empty string)."""

    tags: list[str]
    lemmas: list[str]


def tag(words: Words, lexicon: Lexicon) -> Tagged:
    """Tag one paragraph from left to right; linear."""
    tagger = _Tagger(words, lexicon)
    for index in range(len(words)):
        tagger.read(index)
    return Tagged(tagger.tags, tagger.lemmas)


@dataclass(slots=True)
class _Tagger:
    words: Words
    lexicon: Lexicon
    tags: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    sure: str = ""  # the tag just before
    before: str = ""  # the last tag before that is neither adverb nor an opening quotation mark

    def read(self, index: int) -> None:
        """Tag one word."""
        lower = self.words.lowers[index]
        closed = self.lexicon.closed.get(lower)
        form = self.lexicon.forms.get(lower)
        lemma = ""
        if closed is not None:
            chosen = self._closed(closed, lower, index)
            lemma = _AUXILIARIES.get(chosen, "")
        elif not lower[0].isalnum():
            chosen = self._punctuation(lower, index)
        elif lower[0].isdigit():
            chosen = "NUM"
        elif self.words.capital[index] and not self._starts_sentence(index):
            chosen = "NAME"
        elif form is not None:
            chosen = self._verb(form, lower, index)
            lemma = form.lemma if chosen[0] == "V" else ""
        else:
            chosen = self._unknown(lower, index)
        self.tags.append(chosen)
        self.lemmas.append(lemma)
        self.sure = chosen
        if chosen not in ("ADV", "NOT") and not (chosen == "Q" and self.before in _BEFORE_QUOTE):
            self.before = chosen

    def _following(self, index: int) -> str:
        return self.words.lowers[index + 1] if index + 1 < len(self.words) else "."

    def _starts_sentence(self, index: int) -> bool:
        if self.sure == "Q":
            return index < 2 or self.words.lowers[index - 2] != ","
        return index == 0 or self.sure in (".", ":")

    def _punctuation(self, lower: str, index: int) -> str:
        if is_mark(lower):
            return "Q"
        if lower in ("'", "’"):
            touches = index > 0 and self.words.ends[index - 1] == self.words.starts[index]
            return "POSS" if touches and self.words.lowers[index - 1].endswith("s") else "Q"
        if lower in ("–", "—", "--"):
            return "-"
        if lower in ("?", "!"):
            return "."
        return "…" if lower == "..." else lower

    def _closed(self, chosen: str, lower: str, index: int) -> str:
        following = self._following(index)
        if lower == "'s":
            # "he's", "that's", "there's" are verbs; after a name or noun the possessive is far more frequent.
            return "BE" if self.sure in ("PRON", "WH", "REL", "THAT", "ADV") else "POSS"
        if chosen == "SUB" and following == ",":
            return "ADV"
        if lower in _MAY_BOUND and self._bounds_number(chosen, lower, index):
            return "QUANT"
        if chosen == "PREP" and self.sure == "DET" and lower.endswith("ing"):
            return "ADJ"
        if lower == "her":
            owner = (following[0].isalnum() or following in _OWNED) and following not in self.lexicon.file.after_object
            return "POSS" if owner else "OBJ"
        if lower in _INITIALS and self.words.text[self.words.starts[index] : self.words.ends[index]].isupper():
            return "NAME"
        if lower in ("may", "will") and self.words.capital[index]:
            return chosen if self.sure in ("N", "NAME", "PRON", "REL") else "NAME"
        return chosen

    def _bounds_number(self, chosen: str, lower: str, index: int) -> bool:
        """ "at least 40", "about 40", "more than 40", "as many as 40", "up to 40": the words only bound the number."""
        following = self._following(index)
        lowers = self.words.lowers
        if chosen in ("PREP", "AS", "TO", "SUB") and lower in _BOUNDS.get(following, ()):
            return following != "as" or self.words.lowers[index + 2 : index + 3] != ["possible"]
        if not (following[0].isdigit() or self.lexicon.closed.get(following) == "NUM" or following in ("$", "£", "€")):
            return False
        before = lowers[index - 1] if index > 0 else ""
        if lower in ("about", "around", "over", "under", "nearly"):
            return self.sure in ("V", "VB", "THAT", "CC", "", ".", ",", "Q", "VG", "MOD")
        return before in _BOUNDS.get(lower, ())

    def _unknown(self, lower: str, index: int) -> str:
        """A word that no list knows, by its ending and its neighbours."""
        capital = self.words.capital[index]
        if not capital and len(lower) > 4:
            if lower.endswith("ed") and self.before in ("HAVE", "BE"):
                return "VN"
            if lower.endswith("ed") and self.sure in ("PRON", "NAME", "REL", "N", "ADV", "Q"):
                return "V"
            if lower.endswith("ing") and self.before in _BEFORE_GERUND and self.sure != "DET":
                return "VG"
        if lower.endswith("ly") and len(lower) > 4 and not (capital and self._following(index) in self.lexicon.forms):
            return "ADV"
        if lower.endswith(_ADJECTIVES) and len(lower) > 5 and not capital:
            return "ADJ"
        return "NAME" if capital else "N"

    def _verb(self, form: VerbForm, lower: str, index: int) -> str:
        """A form that the verb lists know: which cell of its paradigm it fills here, or a noun or adjective."""
        sure, before = self.sure, self.before
        if sure == "DET" and form.third and not form.noun_too and self.words.lowers[index - 1] in ("this", "that"):
            return "V"
        if sure in _BEFORE_NOUN and not (sure == "NUM" and (form.past or form.third)):
            return _modifier(form)
        if form.noun_too and self._disagrees(form, index):
            return "N"
        if sure == "ADV" and form.participle and not form.base and self.tags[-2:-1] in (["DET"], ["POSS"]):
            return "ADJ"
        if form.gerund:
            noun = sure in ("DET", "POSS") or (sure in ("N", "ADJ", "NUM") and lower in self.lexicon.file.gerund_nouns)
            return "N" if noun else "VG"
        if sure == "QUANT" and form.noun_too and not form.past:
            return "N"
        if before == "TO":
            return "VB" if form.base else _modifier(form)
        if before in ("MOD", "DO") and form.base:
            return "VB"
        if (before in ("HAVE", "BE") and form.participle) or (before == "BE" and form.past):
            return "VN"
        if before in ("PREP", "BE", "HAVE") and sure != "ADV":
            return "VN" if form.participle and not form.base else _modifier(form)
        return self._past(form, index) if form.past or form.participle else self._present(form, index)

    def _past(self, form: VerbForm, index: int) -> str:
        if form.base and self.before not in _BEFORE_PAST:
            return "N" if form.noun_too else "V"
        if form.participle and not form.base and self.before in ("N", "NAME") and self._following(index) == "by":
            return "VN"
        return "VN" if form.participle and not form.past else "V"

    def _present(self, form: VerbForm, index: int) -> str:
        """A present form; those that are nouns too (claims, reports, plan) need a sign that they are not."""
        before = self.before
        if form.noun_too and before == "N" and self._follows_object():
            return "N"
        if before in ("PRON", "REL", "WH", "EX") or (before == "THAT" and form.third):
            return "V"
        if not form.noun_too:
            return "V" if before not in ("DET", "POSS") else "N"
        if before not in _BEFORE_NOUN_OR_VERB:
            return "N"
        if before in ("CC", ",") and not any(one in _FINITE for one in self.tags[-_LOOK_BACK:]):
            return "N"
        following = self._following(index)
        cue = self.lexicon.cues.get(form.lemma)
        if before in ("N", "NAME"):
            if following == "that" and cue is not None and "that" in cue.frames:
                return "V"
            if self.sure == "ADV" and form.third:
                return "V"
            if following in (".", ",") and (self._after_quotation() or self._closes_clause(form, index)):
                return "V"
        if form.base and not form.third:
            noun = index - 2 if index > 1 and self.sure == "Q" else index - 1
            if noun < 0 or before not in ("N", "NAME") or not self.words.lowers[noun].endswith("s"):
                return "N"
            if cue is not None and following[0].isalpha() and not self._had_verb():
                return "V"
        return "V" if self._starts_complement(following, index) else "N"

    def _disagrees(self, form: VerbForm, index: int) -> bool:
        """Whether a base form follows a singular noun with an article ("a pay offer that"): no verb of that subject."""
        if not form.base or form.third or self.sure != "N" or index < 2 or self.tags[index - 2] not in _ARTICLES:
            return False
        noun = self.words.lowers[index - 1]
        return not noun.endswith("s") and noun not in self.lexicon.file.plurals

    def _follows_object(self) -> bool:
        """Whether the noun before is the object of a verb that opens no clause ("to expand background checks to")."""
        for back in range(len(self.tags) - 1, max(-1, len(self.tags) - _SHORT_SUBJECT), -1):
            if self.tags[back] not in _IN_OBJECT:
                return self.tags[back] in ("VB", "VG") and not self._opens_clause(back)
        return False

    def _opens_clause(self, index: int) -> bool:
        cue = self.lexicon.cues.get(self.lemmas[index])
        return cue is not None and bool(cue.frames & {"bare", "that"})

    def _after_quotation(self) -> bool:
        """Whether only a short subject stands between the last quotation mark and here ("...," Ms Doe notes)."""
        tags = self.tags
        for back in range(len(tags) - 1, max(-1, len(tags) - 1 - _SHORT_SUBJECT), -1):
            if tags[back] == "Q":
                return back > 0 and tags[back - 1] in (",", ".", "-", "…")
            if tags[back] in _FINITE or tags[back] == ".":
                return False
        return False

    def _closes_clause(self, form: VerbForm, index: int) -> bool:
        """Whether a speaking verb ends the sentence after a short plural subject and a comma ("..., records show.")."""
        cue = self.lexicon.cues.get(form.lemma)
        if cue is None or "parenthetical" not in cue.frames or form.third:
            return False
        plural = index > 0 and self.words.lowers[index - 1].endswith("s")
        return plural and "," in self.tags[-_SHORT_SUBJECT:]

    def _had_verb(self) -> bool:
        """Whether the clause so far has a finite verb; what a speaking verb says is a clause of its own."""
        for back in range(len(self.tags) - 1, max(-1, len(self.tags) - 1 - _LOOK_BACK), -1):
            one = self.tags[back]
            if one in (".", ";", ":", "SUB", ","):
                return False
            if one in _FINITE:
                cue = self.lexicon.cues.get(self.lemmas[back])
                return cue is None or "bare" not in cue.frames
        return False

    def _starts_complement(self, following: str, index: int) -> bool:
        if following in self.lexicon.file.complement_starts or is_mark(following):
            return True
        if following[0].isdigit() or following == ":":
            return True
        return index + 1 < len(self.words) and self.words.capital[index + 1]


def _modifier(form: VerbForm) -> str:
    return "ADJ" if (form.participle or form.past) and not form.base else "N"
