"""A relation while it is still being read, in word indices of its paragraph."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rasad.stages.claims.english.groups import Group
from rasad.stages.claims.english.lexicon import CueVerb

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a source, and how it was come by."""

    ranges: tuple[Range, ...]
    kind: str  # noun, pronoun, relative, shared, agentless


@dataclass(frozen=True, slots=True)
class Complement:
    """A complement: the frame it fits, the content's words [start, end), and where the cue ends (exclusive)."""

    frame: str
    start: int
    end: int
    cue_end: int
    agent: Source | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate relation. `content`, `cue` and `source` are half-open ranges of words of one paragraph.

    `frame` is the complement frame, `form` the shape of the cue group (finite, gerund, infinitive, passive, noun, phrase);
    together with the lemma they decide whether the lexicon licenses the relation.
    """

    content: tuple[Range, ...]
    cue: tuple[Range, ...]
    source: tuple[Range, ...]
    lemma: str
    cue_class: str
    basis: str
    rule: str
    frame: str
    form: str
    source_kind: str = "noun"
    voice: str = "speaker"
    parent: int | None = None

    @property
    def cue_first(self) -> int:
        """The first word of the cue, or of the content where the cue is elsewhere."""
        return min(start for start, _ in self.cue or self.content)

    @property
    def size(self) -> int:
        """How many words the content has."""
        return sum(end - start for start, end in self.content)

    def holds(self, word: int) -> bool:
        """Whether a word lies in the content."""
        return any(start <= word < end for start, end in self.content)

    def with_content(self, content: tuple[Range, ...]) -> Found:
        """The same relation with other content words."""
        return replace(self, content=content)


_BASIS = {"pronoun": "pronoun", "relative": "anaphora", "agentless": "impersonal"}


def verb_relation(
    group: Group,
    cue: CueVerb,
    frame: str,
    content: tuple[Range, ...],
    source: Source,
    rule: str,
    cue_end: int | None = None,
) -> Found | None:
    """The relation of a verb cue; None when none of the content's ranges has words."""
    kept = tuple((start, end) for start, end in content if end > start)
    if not kept:
        return None
    return Found(
        content=kept,
        cue=((group.first, cue_end or group.last + 1),),
        source=source.ranges,
        lemma=group.lemma,
        cue_class=cue.cue_class,
        basis=_BASIS.get(source.kind, "explicit"),
        rule=rule,
        frame=frame,
        form="passive" if group.passive else group.kind,
        source_kind=source.kind,
    )
