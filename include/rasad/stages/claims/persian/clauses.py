"""Clauses of a sentence: which words belong to which finite verb.

Persian puts the verb last, so a finite verb closes the innermost clause that is still open. A subordinator opens a
clause; after its verb the clause around it goes on. One pass, a stack, no backtracking.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rasad.stages.claims.persian.lexicon import attribution_file
from rasad.stages.claims.persian.tokens import Tokens
from rasad.stages.claims.persian.verb_groups import OPEN_PARTICIPLE, VerbGroup
from rasad.stages.claims.persian.words import word_classes

_CLOSING_MARKS = 2  # behind the verb of a quotation: a full stop and the mark that closes it
_LINK_WORDS = 3  # words of a compound subordinator before its clause head, with a comma
Kind = Literal["main", "relative", "adverbial", "complement"]


@dataclass(slots=True)
class Clause:
    """One finite clause. `own` are its token indices without those of clauses inside it; the verb is not among them."""

    kind: Kind
    start: int
    depth: int
    own: list[int] = field(default_factory=list)
    verb: VerbGroup | None = None
    joined: bool = False  # by a coordinating word to the clause before
    previous: Clause | None = None  # the clause it is joined to
    trailing: bool = False  # subordinate, and follows a clause that is already complete

    @property
    def embedded(self) -> bool:
        """Whether the clause stands inside another one that has not reached its verb."""
        return self.depth > 0 and self.kind != "complement" and not self.trailing


def clauses(tokens: Tokens, opaque: dict[int, int]) -> tuple[Clause, ...]:
    """The finite clauses in the order of their verbs. `opaque` maps the first token of a quoted speech to its end."""
    reader = _Reader(tokens)
    index = 0
    while index < len(tokens):
        if index in opaque:
            reader.speech(index, opaque[index])
            index = max(opaque[index], index + 1)
            continue
        group = tokens.groups.get(index)
        if group is not None and reader.closes(group):
            reader.close(group)
            index = group.end
        else:
            reader.word(index)
            index += 1
    return tuple(reader.closed)


class _Reader:
    """The stack of open clauses, innermost last."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.stack = [Clause("main", 0, 0)]
        self.closed: list[Clause] = []

    def closes(self, group: VerbGroup) -> bool:
        if len(self.stack) == 1:
            return group.tense != OPEN_PARTICIPLE
        return group.verb != attribution_file().verbs.roles.wants or self._asks()

    def _asks(self) -> bool:
        """Whether somebody is asked, so that the verb of wanting does not wait for another verb."""
        return any(self.tokens.key(index) in word_classes().origins for index in self.stack[-1].own)

    def word(self, index: int) -> None:
        key = self.tokens.key(index)
        if self.tokens.is_colon(index) or self.tokens.ends_clause(index):
            self.stack = [Clause("main", index + 1, 0)]
        elif key in word_classes().subordinators:
            if not self._repeats_subordinator(index):
                self._open(index)
        else:
            top = self.stack[-1]
            if (
                key in word_classes().conjunctions
                and self.closed
                and all(self.tokens.is_comma(own) for own in top.own[:2])
            ):
                top.joined, top.previous = True, self.closed[-1]
            top.own.append(index)

    def speech(self, start: int, end: int) -> None:
        """A clause that is nothing but a quotation with its verb ends with it: "stressing that «nobody came», X said"."""
        is_all = len(self.stack) > 1 and self.stack[-1].start == start
        verbs = (group for index in range(start, end) if (group := self.tokens.groups.get(index)) is not None)
        if is_all and any(group.end >= end - _CLOSING_MARKS for group in verbs):
            self.stack.pop()

    def close(self, group: VerbGroup) -> None:
        clause = self.stack.pop()
        clause.verb = group
        self.closed.append(clause)
        if not self.stack:
            self.stack.append(Clause("main", group.end, 0))
        elif clause.kind != "complement" and self.tokens.key(group.end) in word_classes().conjunctions:
            # "who did this and said that": the relative clause goes on, for its host has no verb yet
            again = Clause(clause.kind, group.end, len(self.stack))
            self.stack.append(again)

    def _open(self, index: int) -> None:
        before = index - 1
        if self.tokens.is_comma(before):
            before -= 1
        follows_verb = bool(self.closed) and self.closed[-1].verb is not None and self.closed[-1].verb.end > before >= 0
        kind: Kind = "relative"
        if (
            self.tokens.key(index) not in word_classes().clause_heads
            or self.tokens.key(before) in word_classes().demonstratives
        ):
            kind = "adverbial"
        elif follows_verb:
            kind = "complement"
        top = self.stack[-1]
        opened_late = bool(self.closed) and len(top.own) <= _LINK_WORDS and len(self.stack) == 1
        if kind == "complement" and not top.own and len(self.stack) == 1:
            self.stack = [Clause(kind, index + 1, 0)]
        else:
            self.stack.append(Clause(kind, index + 1, len(self.stack), trailing=opened_late))

    def _repeats_subordinator(self, index: int) -> bool:
        """Whether a clause head only completes the subordinator right before it (when that, if that)."""
        words = word_classes()
        if self.tokens.key(index) not in words.clause_heads or self.stack[-1].start != index:
            return False
        return index > 0 and self.tokens.key(index - 1) in words.subordinators
