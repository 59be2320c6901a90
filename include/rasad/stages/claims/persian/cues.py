"""Which clauses report: the cue predicate of a finite verb, with the words that make it up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rasad.stages.claims.persian.clauses import Clause
from rasad.stages.claims.persian.conjugation import conjugation
from rasad.stages.claims.persian.lexicon import (
    Cue,
    Phrase,
    attribution_file,
    compound_cues,
    simple_cues,
    spellings,
    word_set,
)
from rasad.stages.claims.persian.tokens import Tokens

_LONGEST = 4  # words before the light verb in the longest entries


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A reporting predicate in a clause. `word_at`/`word_end` are its words before the verb (equal where none).

    `apart`: the thing said stands between those words and the verb. `passive`: nobody is named by the subject.
    """

    cue: Cue
    clause: Clause
    word_at: int
    word_end: int
    passive: bool
    apart: bool

    @property
    def start(self) -> int:
        """The first token of the predicate."""
        return self.word_at

    @property
    def end(self) -> int:
        """One past the last token of the predicate."""
        assert self.clause.verb is not None
        return self.clause.verb.end


@lru_cache(maxsize=1)
def passive_cues() -> dict[tuple[Phrase, str], Cue]:
    """Active compound cues by their passive: the light verb gives way to one that means to become."""
    active = compound_cues()
    found: dict[tuple[Phrase, str], Cue] = {}
    for (words, _), cue in active.items():
        for light in conjugation().passives:
            if (words, light) not in active:
                found.setdefault((words, light), cue)
    return found


@lru_cache(maxsize=1)
def _not_cues() -> dict[str, frozenset[str]]:
    return {verb: word_set(words) for verb, words in attribution_file().not_cues.items()}


@lru_cache(maxsize=1)
def _split_words() -> dict[str, dict[Phrase, Cue]]:
    """Words that may stand apart from their light verb, by that verb."""
    table: dict[str, dict[Phrase, Cue]] = {}
    for (words, light), cue in compound_cues().items():
        if cue.split:
            table.setdefault(light, {})[words] = cue
    return table


def find_cue(tokens: Tokens, clause: Clause) -> FoundCue | None:
    """The reporting predicate that a clause ends in, if it does."""
    return _adjacent(tokens, clause) or _simple(tokens, clause) or _apart(tokens, clause)


def _adjacent(tokens: Tokens, clause: Clause) -> FoundCue | None:
    verb = clause.verb
    assert verb is not None
    fused = (verb.fused,) if verb.fused else ()
    limit = clause.own[0] if clause.own else verb.start
    for length in range(min(_LONGEST, verb.start - limit), -1, -1):
        words = tokens.keys[verb.start - length : verb.start] + fused
        if not words:
            break
        at = verb.start - length
        cue = compound_cues().get((words, verb.verb))
        if cue is not None:
            # "(light verb) + become" after a participle is the passive of the same predicate
            return FoundCue(cue, clause, at, verb.start, verb.passive, apart=False)
        cue = passive_cues().get((words, verb.verb))
        if cue is not None:
            return FoundCue(cue, clause, at, verb.start, passive=True, apart=False)
    return None


def _simple(tokens: Tokens, clause: Clause) -> FoundCue | None:
    verb = clause.verb
    assert verb is not None
    cue = simple_cues().get(verb.verb)
    if cue is None or tokens.key(verb.start - 1) in _not_cues().get(verb.verb, ()):
        return None
    return FoundCue(cue, clause, verb.start, verb.start, verb.passive, apart=False)


def _apart(tokens: Tokens, clause: Clause) -> FoundCue | None:
    verb = clause.verb
    assert verb is not None
    table = _split_words().get(verb.verb)
    if not table or verb.fused:
        return None
    for index in reversed(clause.own):
        for length in (3, 1):
            words = tokens.keys[index : index + length]
            cue = table.get(words)
            if cue is not None and index + length < verb.start and not _opens_participial(tokens, index):
                return FoundCue(cue, clause, index, index + length, passive=False, apart=True)
    return None


def _opens_participial(tokens: Tokens, index: int) -> bool:
    """Whether "with" or "while" stands before the word: "stressing that ..." has no verb of its own."""
    return (tokens.key(index - 1),) in _while_openers()


@lru_cache(maxsize=1)
def _while_openers() -> frozenset[Phrase]:
    return frozenset(phrase for entry in attribution_file().phrases.while_openers for phrase in spellings(entry))
