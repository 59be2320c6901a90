"""Who speaks: from a source span, a pronoun or nothing at all to an id and a type of source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rasad.model import Mention, Relation, Span
from rasad.stages.claims.bare_names import holds_a_place, is_plural_name, own_words, unlinked_name
from rasad.stages.claims.capitals import name_in
from rasad.stages.claims.chain import outlet_beside
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning
from rasad.stages.claims.naming import Named, named
from rasad.stages.claims.phrase import Phrase, phrase_of
from rasad.stages.claims.posts import Posts
from rasad.stages.claims.roster import AUTHOR, UNSPECIFIED, Roster, Voice
from rasad.stages.claims.subjects import named_beside, named_right_before, subject_before
from rasad.stages.claims.turns import ONE_PERSON, in_their_own_right, interviewed, last_person
from rasad.text.normalise import fold_key

_MANY = frozenset(
    {"anonymous_sources", "named_group", "collective_unverifiable", "named_org", "report_of_report", "outlet"}
)
_THING = frozenset({"named_org", "outlet", "document", "report_of_report", "named_group"})
_PRONOUN_TYPES = {"one": ONE_PERSON, "many": _MANY, "thing": _THING}
_REPORTING = frozenset({"outlet", "report_of_report"})
_LINKED_TYPES = {
    "person": "named_person",
    "org": "named_org",
    "place": "named_org",
    "outlet": "outlet",
    "office": "office_holder_unnamed",
    "group": "named_group",
    "event": "document",
    "concept": "named_group",
}


@dataclass
class Speakers:
    """Resolves the sources of one article in reading order, remembering who has spoken."""

    document: Document
    meaning: Meaning
    roster: Roster
    voices: list[Voice] = field(default_factory=list)
    posts: Posts = field(init=False)

    def __post_init__(self) -> None:
        self.posts = Posts(self.document, self.meaning)

    def resolve(self, relation: Relation, parent: Voice | None = None) -> Voice:
        """The voice behind one relation; call in reading order. `parent`: whose words it stands in."""
        voice = self._voice(relation, parent)
        inside = parent is not None and not parent.passing
        voice = replace(voice, nested=inside, passing=relation.voice == "carrier")
        self.voices.append(voice)
        return voice

    def finally_named(self, voice: Voice) -> Voice:
        """The voice once the whole article is read: a post is its holder where the name follows."""
        return replace(voice, id=self.posts.named.get(voice.id, voice.id)) if voice.id else voice

    def _voice(self, relation: Relation, parent: Voice | None) -> Voice:
        at = _position(relation)
        if relation.voice == "outlet":
            return Voice(self.document.source_id, "outlet_voice", None, at)
        if not relation.source:
            return self._without_source(relation, at)
        phrase = phrase_of(self.document, relation.source[0], self.meaning)
        surface = " ".join(span.of(self.document.text) for span in relation.source)
        pronoun = self.meaning.pronoun.get(phrase.key)
        if pronoun == "relative":
            return self._antecedent(surface, relation.source[0], at)
        if pronoun == "author" and parent is not None and not parent.passing:
            return parent.again(surface, at)
        if pronoun == "author":
            return Voice(AUTHOR, "named_person", surface, at)
        if pronoun:
            return self._pronoun(pronoun, surface, relation, at)
        if (
            phrase.head is None
            and phrase.kind
            and phrase.kind.type == "report_of_report"
            and phrase.core == phrase.noun
        ):
            outlet = outlet_beside(self.document, relation, self.meaning)
            if outlet:
                return self._linked(outlet, surface, at)
        unnamed = phrase.head is None and (
            self.meaning.words.head_first or name_in(phrase.surface, self.meaning) is None
        )
        if phrase.definite and phrase.noun in self.meaning.points_to and unnamed:
            earlier = self._earlier(self._pointed(phrase), phrase)
            if earlier:
                return earlier.again(surface, at)
        if phrase.definite and phrase.kind is None and phrase.head is None and self.meaning.words.head_first:
            earlier = last_person(self.voices)
            if earlier:
                return earlier.again(surface, at)
        if phrase.head is None and phrase.core == phrase.noun:
            named = self._named_with(phrase, at)
            if named:
                return self._linked(named, surface, at, phrase)
        return self._heard(self._described(phrase, surface, at), phrase)

    def _heard(self, voice: Voice, phrase: Phrase) -> Voice:
        if voice.type == "named_person" and voice.id and voice.id not in (AUTHOR, UNSPECIFIED):
            name = phrase.head.surface if phrase.head else unlinked_name(phrase, self.document, self.meaning) or ""
            self.posts.hear(voice, phrase, name, self.voices, self.roster.offices.office_names(voice.id))
        return voice

    def _without_source(self, relation: Relation, at: int) -> Voice:
        speaking = in_their_own_right(self.voices) or self.voices
        last = speaking[-1] if speaking else None
        if relation.basis == "impersonal":
            outlet = outlet_beside(self.document, relation, self.meaning)
            if outlet:
                return self._linked(outlet, outlet.surface, at)
            reporting = self._reporting_in_paragraph(at)
            return reporting.again(None, at) if reporting else Voice(UNSPECIFIED, "impersonal", None, at)
        if relation.basis == "floating_quote":
            quotable = [voice for voice in speaking if voice.type not in ("outlet_voice", "impersonal")]
            return quotable[-1].again(None, at) if quotable else Voice(UNSPECIFIED, "impersonal", None, at)
        carried = [voice for voice in speaking if voice.type not in ("outlet_voice", "unspecified_estimates")]
        if carried:
            return carried[-1].again(None, at)
        return last.again(None, at) if last else Voice(UNSPECIFIED, "impersonal", None, at)

    def _reporting_in_paragraph(self, at: int) -> Voice | None:
        paragraph = next((p for p in self.document.paragraphs if p.start <= at < p.end), None)
        if paragraph is None or not self.voices:
            return None
        last = self.voices[-1]
        return last if last.type in _REPORTING and paragraph.start <= last.at else None

    def _pronoun(self, number: str, surface: str, relation: Relation, at: int) -> Voice:
        span, others = relation.source[0], named_beside(self.document, relation)
        compatible = [voice for voice in self.voices if voice.type in _PRONOUN_TYPES[number] and voice.at < at]
        compatible = [voice for voice in compatible if voice.id not in (AUTHOR, UNSPECIFIED)] or compatible
        compatible = [voice for voice in compatible if voice.id not in others] or compatible
        outermost = [voice for voice in compatible if not voice.nested] or compatible
        spoken = outermost[-1] if outermost else None
        subject = subject_before(self.document, self.meaning, span.start) if number == "one" else None
        if subject and subject[1] not in others and (spoken is None or subject[0].span.start > spoken.at):
            return Voice(subject[1], "named_person", surface, at, linked=subject[0].entity_id is not None)
        if spoken:
            return spoken.again(surface, at)
        coreferent = next((m for m in self.document.mentions_at(span) if m.span == span and m.entity_id), None)
        if coreferent:
            return self._linked(coreferent, surface, at)
        return Voice(UNSPECIFIED, "named_group" if number == "many" else "named_person", surface, at)

    def _antecedent(self, surface: str, span: Span, at: int) -> Voice:
        """Whom a relative pronoun stands for."""
        found = named_right_before(self.document, span)
        if found is None:
            return Voice(UNSPECIFIED, "named_group", surface, at)
        mention, who = found
        return self._linked(mention, surface, at) if mention.entity_id else Voice(who, "named_person", surface, at)

    def _pointed(self, phrase: Phrase) -> frozenset[str]:
        return self.meaning.points_to.get(phrase.noun or "", frozenset())

    def _named_with(self, phrase: Phrase, at: int) -> Mention | None:
        """The body that a bare noun means: the last one before it whose name has the noun, or the last outlet for an outlet's."""
        noun = phrase.noun or ""
        before = [mention for mention in self.document.mentions if mention.span.end <= at and mention.entity_id]
        bodies = [m for m in before if m.entity_type in ("org", "outlet") and noun in fold_key(m.surface).split()]
        if not bodies and noun in self.meaning.class_nouns and "outlet" in self._pointed(phrase):
            bodies = [mention for mention in before if mention.entity_type == "outlet"]
        return bodies[-1] if bodies else None

    def _earlier(self, types: frozenset[str], phrase: Phrase) -> Voice | None:
        same_noun = [voice for voice in self.voices if voice.type in types and voice.noun == phrase.noun]
        fitting = same_noun or [voice for voice in self.voices if voice.type in types]
        return fitting[-1] if fitting else None

    def _described(self, phrase: Phrase, surface: str, at: int) -> Voice:
        if self.meaning.exclusive.search(phrase.key) and not self._is_person(phrase.head):
            return Voice(self.roster.numbered(phrase.bare), "outlet_exclusive_information", surface, at, phrase.noun)
        hides = self.meaning.anonymity.search(phrase.key) is not None
        kind = phrase.kind
        person = named(phrase, self.meaning)
        if phrase.head is None and person is not None:
            return self._newly_named(person, phrase, surface, at)
        if phrase.head is not None and not (kind and kind.id == "anon"):
            return self._linked(phrase.head, surface, at, phrase)
        if self._is_person(phrase.head) and phrase.head is not None:
            return self._linked(phrase.head, surface, at, phrase)
        if kind is None:
            return self._unlisted(phrase, surface, at)
        if hides and kind.id in ("unk", "grp"):
            return Voice(self.roster.numbered(phrase.bare), "anonymous_source", surface, at, phrase.noun)
        return self._of_kind(phrase, surface, at)

    def _newly_named(self, person: Named, phrase: Phrase, surface: str, at: int) -> Voice:
        entity_id = self._introduced(person.name)
        if person.post:
            self.roster.appoint(entity_id, person.post)
        return Voice(entity_id, "named_person", surface, at, (person.post or "").split(" ")[0] or phrase.noun)

    def _introduced(self, name: str) -> str:
        """The id of a person by name. The first person who speaks by name right after an unnamed post is its holder:
        Persian agencies open with the post and name who holds it a sentence later."""
        fresh, entity_id = not self.roster.knows(name), self.roster.person(name)
        speaking = in_their_own_right(self.voices)
        if not (fresh and speaking and self.meaning.words.head_first and " " in name):
            return entity_id
        post = speaking[-1]
        alone = all(voice.id == post.id for voice in speaking)
        if alone and post.id and post.type == "office_holder_unnamed" and not post.linked:
            self.posts.named[post.id] = entity_id
            self.roster.appoint(entity_id, post.id.removeprefix("unk:"))
        return entity_id

    def _of_kind(self, phrase: Phrase, surface: str, at: int) -> Voice:
        kind = phrase.kind
        assert kind is not None
        type_ = "office_holder_unnamed" if phrase.single and kind.type == "named_group" else kind.type
        type_ = "anonymous_source" if phrase.single and type_ == "anonymous_sources" else type_
        type_ = "outlet" if type_ == "report_of_report" and self._is_one_outlet(phrase) else type_
        type_ = "anonymous_sources" if phrase.several and type_ == "anonymous_source" else type_
        if type_ == "office_holder_unnamed":
            name = unlinked_name(phrase, self.document, self.meaning)
            if name:
                return Voice(self.roster.person(name), "named_person", surface, at, phrase.noun)
            holder = self._in_post(phrase)
            if holder:
                return Voice(holder, "named_person", surface, at, phrase.noun)
        if kind.id in ("anon", "doc"):
            return Voice(self.roster.numbered(phrase.bare, kind.id), type_, surface, at, phrase.noun)
        prefix = "unk" if type_ == "office_holder_unnamed" else kind.id
        return Voice(self.roster.local(prefix, phrase.core), type_, surface, at, phrase.noun)

    def _in_post(self, phrase: Phrase) -> str | None:
        """Whom a bare post means: who was given it, or in an interview the one person who was introduced without any."""
        if not self.meaning.words.head_first:
            return self.posts.holder(phrase)
        if phrase.key != phrase.bare:
            return None
        return self.roster.in_post(phrase.core) or interviewed(self.voices, self.roster, self.document, self.meaning)

    def _is_one_outlet(self, phrase: Phrase) -> bool:
        """Whether a single outlet is meant (the newspaper), and not what outlets say (Iranian media, the websites)."""
        noun = phrase.noun or ""
        return phrase.definite and noun in self.meaning.class_nouns and noun not in self.meaning.plural_classes

    def _linked(self, mention: Mention, surface: str, at: int, phrase: Phrase | None = None) -> Voice:
        type_ = _LINKED_TYPES.get(mention.entity_type, "named_group")
        if mention.entity_type == "person" and mention.mention_type == "role":
            type_ = "office_holder_unnamed"
        if mention.entity_type == "group" and phrase and phrase.kind:
            type_ = phrase.kind.type
        noun = phrase.noun if phrase else None
        if mention.entity_id is None:
            prefix = "unk" if mention.entity_type in ("person", "office", "org") else "grp"
            return Voice(self.roster.local(prefix, mention.surface), type_, surface, at, noun)
        entity_id, holder = mention.entity_id, None
        person = named(phrase, self.meaning) if phrase and mention.entity_type == "person" else None
        if person and person.post:
            self.roster.appoint(entity_id, person.post)
        if mention.entity_type == "office":
            holder = self.roster.holder(entity_id, self.document.published)
        return Voice(holder or entity_id, type_, surface, at, noun, linked=True)

    def _unlisted(self, phrase: Phrase, surface: str, at: int) -> Voice:
        name = (
            None
            if holds_a_place(phrase, self.document, self.meaning)
            else unlinked_name(phrase, self.document, self.meaning)
        )
        own, body = own_words(phrase, self.meaning)
        if name and " " in name and own is not None and own.lower() in self.meaning.titles:
            return Voice(self.roster.person(name), "named_person", surface, at, phrase.noun)
        if self.meaning.outlet.search(body):
            return Voice(self.roster.local("unk", name if own and name else body), "outlet", surface, at, phrase.noun)
        if self.meaning.organisation.search(body):
            return Voice(
                self.roster.local("unk", name if own and name else body), "named_org", surface, at, phrase.noun
            )
        if name and name.isupper():
            return Voice(self.roster.local("unk", name), "named_org", surface, at, phrase.noun)
        if phrase.single or self._is_one_of_a_kind(phrase, name):
            return Voice(self.roster.numbered(phrase.bare), "anonymous_source", surface, at, phrase.noun)
        if name and not is_plural_name(name, self.roster):
            return Voice(self._introduced(name), "named_person", surface, at, phrase.noun)
        return Voice(self.roster.local("grp", phrase.core or phrase.key), "named_group", surface, at, phrase.noun)

    def _is_one_of_a_kind(self, phrase: Phrase, name: str | None) -> bool:
        """Whether somebody is only said to be one of a kind (an orchard owner), and so is not named. Persian has no capitals to say so."""
        return (name is None or self.meaning.words.head_first) and bool(self.meaning.indefinite.match(phrase.key))

    @staticmethod
    def _is_person(mention: Mention | None) -> bool:
        return mention is not None and mention.entity_type == "person"


def _position(relation: Relation) -> int:
    return (relation.source or relation.cue or relation.content)[0].start
