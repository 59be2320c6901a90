"""The second extractor over a batch: what it adds to the claims of the rules, and the account that the log gets of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rasad.model import Claim, Relation, Tagged
from rasad.stages.claims.assembly import assemble
from rasad.stages.claims.document import Document
from rasad.stages.claims.proposals import Complete, Heard, propose
from rasad.stages.claims.roster import Offices


@dataclass
class SecondExtractor:
    """Asks a model about one article after another. Without one it adds nothing and says nothing.

    The claims of the rules stay exactly what they are without it: its own are read in a second pass that sees both.
    """

    complete: Complete | None
    most_characters: int
    _outcomes: Counter[str] = field(default_factory=Counter)
    _refused: Counter[str] = field(default_factory=Counter)
    _added: int = 0

    def hear(self, document: Document, relations: tuple[Relation, ...]) -> Heard | None:
        """What the model proposes for one article; None where there is no model."""
        if self.complete is None:
            return None
        heard = propose(document, relations, self.complete, self.most_characters)
        self._outcomes[heard.outcome] += 1
        self._refused += heard.refused
        self._added += len(heard.relations)
        return heard

    def account(self) -> str | None:
        """How it went, for the log; None where no model was asked."""
        if self.complete is None:
            return None
        went = ", ".join(f"{count} {outcome}" for outcome, count in sorted(self._outcomes.items())) or "no article"
        refused = ", ".join(f"{count} {reason}" for reason, count in sorted(self._refused.items())) or "none"
        return f"claims: second extractor: {went}; {self._added} claims added; proposals refused: {refused}"


def further(
    document: Document,
    relations: tuple[Relation, ...],
    heard: Heard | None,
    tagged: Tagged,
    gazetteer: Offices,
    article_id: str,
) -> tuple[Claim, ...]:
    """The claims that a model's relations make."""
    if heard is None or not heard.relations:
        return ()
    both = assemble(document, (*relations, *heard.relations), tagged, gazetteer, article_id)
    return tuple(claim for claim in both if claim.relation.method == "model")
