"""One sentence taken apart: its words, quoted speech, clauses and reporting predicates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from rasad.model import Span
from rasad.stages.claims.persian.clauses import Clause, clauses
from rasad.stages.claims.persian.cues import FoundCue, find_cue
from rasad.stages.claims.persian.tokens import Tokens, read_tokens
from rasad.stages.claims.persian.words import word_classes
from rasad.text.normalise import Folded
from rasad.text.quotes import Quote

MAX_CUES = 40
"""No sentence of prose reports this often; one that does is broken or hostile text and is not read."""
_SPEECH_WORDS = 4  # a quoted clause of fewer words is a term unless a colon introduces it


@dataclass(frozen=True, slots=True)
class Quoted:
    """The part of a quotation that lies in one sentence. Tokens `start` to `end` (exclusive) include the marks."""

    start: int
    end: int
    inner: Span
    is_speech: bool
    is_name: bool
    closed: bool


@dataclass(slots=True)
class Reading:
    """A sentence read once; the rules only look things up in it."""

    tokens: Tokens
    quoted: tuple[Quoted, ...]
    clauses: tuple[Clause, ...]
    cues: tuple[FoundCue, ...]
    owner: dict[int, Clause]
    speech_at: dict[int, Quoted]
    verb_starts: list[int]

    def own_words(self, clause: Clause) -> list[int]:
        """The clause's own tokens without those of its reporting predicate."""
        found = next((cue for cue in self.cues if cue.clause is clause), None)
        return clause.own if found is None else [index for index in clause.own if index < found.word_at]

    @property
    def whole_quotation(self) -> Quoted | None:
        """The quotation that is all of the sentence, if one is."""
        return next((item for item in self.quoted if item.start == 0 and item.end >= self.end), None)

    @property
    def end(self) -> int:
        """One past the last token that is not closing punctuation."""
        last = len(self.tokens)
        while last and self.tokens.ends_clause(last - 1):
            last -= 1
        return last

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a finite verb of a clause stands in the token range."""
        at = bisect_left(self.verb_starts, start)
        return at < len(self.verb_starts) and self.verb_starts[at] < end

    def first_verb_end(self, start: int) -> int | None:
        """The end of the first finite verb at or after a token, outside quoted speech."""
        at = bisect_left(self.verb_starts, start)
        verb = self.clauses[at].verb if at < len(self.clauses) else None
        return verb.end if verb else None


def read(folded: Folded, sentence: Span, quotes: Sequence[Quote], names: Sequence[Span] = ()) -> Reading:
    """Take a sentence apart. `quotes` may reach beyond it; `names` are the known names inside it."""
    tokens = read_tokens(folded, sentence, names)
    read_to = tokens.span(0, len(tokens)).end if len(tokens) else sentence.start
    reached = takewhile(lambda quote: quote.outer.start < read_to, quotes)
    quoted = tuple(_quoted(tokens, sentence, quote) for quote in reached if quote.outer.end > sentence.start)
    speeches = {item.start: item for item in quoted if item.is_speech and 0 < item.end - item.start < len(tokens)}
    found = clauses(tokens, {item.start: item.end for item in speeches.values()})
    cues = tuple(cue for clause in found if (cue := find_cue(tokens, clause)) is not None)
    if len(cues) > MAX_CUES:
        cues = ()
    owner = {index: clause for clause in found for index in clause.own}
    verb_starts = [clause.verb.start for clause in found if clause.verb is not None]
    return Reading(tokens, quoted, found, cues, owner, speeches, verb_starts)


def _quoted(tokens: Tokens, sentence: Span, quote: Quote) -> Quoted:
    folded = tokens.folded
    start = bisect_left(tokens.starts, folded.find_from(quote.outer.start))
    end = bisect_left(tokens.starts, folded.find_from(quote.outer.end))
    introduced = tokens.is_colon(start - 1) or start - 1 in tokens.groups
    full = end - start - 2 >= _SPEECH_WORDS and any(index in tokens.groups for index in range(start, end))
    named = tokens.key(start - 1) in word_classes().name_heads or tokens.key(start + 1) in word_classes().name_heads
    alone = (tokens.is_mark(end) and not tokens.is_comma(end)) or tokens.key(end) in word_classes().conjunctions
    is_speech = (full and not named) or (introduced and (full or alone))
    inner = Span(max(quote.inner.start, sentence.start), min(quote.inner.end, sentence.end))
    return Quoted(start, end, inner, is_speech, named, quote.closed)
