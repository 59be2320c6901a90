"""Small articles with hand-marked names and relations, so that assembly is tested apart from finding and linking."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rasad.identity import local_id
from rasad.model import Claim, Mention, Relation, Span, Tagged
from rasad.stages.claims.assembly import assemble
from rasad.stages.claims.document import Document
from rasad.stages.claims.reading import read


@dataclass
class Cabinet:
    """Who holds an office in these tests: one holder a office, from a day on."""

    holders: dict[str, tuple[str, date]] = field(default_factory=dict)

    def office_holder(self, office_id: str, on: date) -> str | None:
        who, since = self.holders.get(office_id, (None, date.max))
        return who if on >= since else None

    def office_names(self, person_id: str) -> frozenset[str]:
        return frozenset(
            f"{office.removeprefix('off:')} minister" for office, (who, _) in self.holders.items() if who == person_id
        )


@dataclass
class Story:
    """An article under construction."""

    text: str
    language: str = "en"
    published: date | None = None
    source_id: str | None = "med:daily-example"
    title: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    strangers: list[Mention] = field(default_factory=list)
    cabinet: Cabinet = field(default_factory=Cabinet)

    def at(self, words: str, nth: int = 0) -> Span:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def named(
        self, words: str, entity_id: str | None, entity_type: str = "person", nth: int = 0, mention_type: str = "name"
    ) -> Story:
        span = self.at(words, nth)
        self.mentions.append(Mention(span, words, entity_id, entity_type, mention_type=mention_type))
        return self

    def stranger(self, words: str, nth: int = 0) -> Story:
        """Somebody whom the gazetteer does not know, as tagging finds them."""
        self.strangers.append(Mention(self.at(words, nth), words, None, "person", local_id=local_id(words)))
        return self

    def says(
        self,
        content: str,
        source: str = "",
        cue: str = "",
        *,
        basis: str = "explicit",
        lemma: str = "say",
        cue_class: str = "neutral_say",
        quote_type: str = "indirect",
        voice: str = "speaker",
        parent: int | None = None,
        nth_source: int = 0,
    ) -> Story:
        self.relations.append(
            Relation(
                content=(self.at(content),),
                cue=(self.at(cue),) if cue else (),
                source=(self.at(source, nth_source),) if source else (),
                cue_lemma=lemma,
                cue_class=cue_class,
                quote_type=quote_type,
                basis=basis,
                rule="test",
                voice=voice,
                parent=parent,
            )
        )
        return self

    def tagged(self) -> Tagged:
        return Tagged(True, 1.0, "", (), tuple(self.mentions), (), tuple(self.strangers))

    def document(self) -> Document:
        return read(
            self.text,
            title=self.title,
            language=self.language,
            published=self.published,
            source_id=self.source_id,
            tagged=self.tagged(),
        )

    def claims(self) -> tuple[Claim, ...]:
        return assemble(self.document(), tuple(self.relations), self.tagged(), self.cabinet, "story")

    def claim(self, words: str) -> Claim:
        return next(one for one in self.claims() if words in one.relation.content[0].of(self.text))
