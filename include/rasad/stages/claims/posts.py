"""Posts that an article gives to somebody: an unnamed post and the person who is named with it are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rasad.model import Span
from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning
from rasad.stages.claims.phrase import Phrase
from rasad.stages.claims.roster import Voice
from rasad.stages.claims.turns import in_their_own_right
from rasad.text.normalise import fold_key

_COMMA = re.compile(r"\s*,\s*")
_ENDS = re.compile(r"[,.;:!?\n]")
_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
_TELLING = re.compile(r"[^\W_]{4,}")  # words that tell one complement from another
_HEAD_WORDS = 3
_LONGEST = 80  # characters of a post in apposition


@dataclass(frozen=True, slots=True)
class Post:
    """What a phrase says that somebody is. `noun` is its head noun, `complement` the telling words behind a preposition."""

    noun: str
    definite: bool
    complement: frozenset[str]

    def may_be(self, other: Post) -> bool:
        """Whether two phrases may speak of one post: the same noun, and no complements that have nothing in common."""
        if self.noun != other.noun:
            return False
        return not self.complement or not other.complement or bool(self.complement & other.complement)


@dataclass(frozen=True, slots=True)
class Given:
    """A post that somebody has, and where the article says so."""

    post: Post
    who: str
    at: int


@dataclass
class Posts:
    """The posts of one English article, and the names of posts that spoke before anybody had named their holder."""

    document: Document
    meaning: Meaning
    given: list[Given] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)  # id of an unnamed post -> id of its holder

    def __post_init__(self) -> None:
        if not self.meaning.words.head_first:
            self.given += _apposed(self.document, self.meaning)

    def hear(self, voice: Voice, phrase: Phrase, name: str, voices: Sequence[Voice], offices: frozenset[str]) -> None:
        """Take note of somebody who speaks by name: of their post, or that they are the one with whose post the report opens.

        `offices` are those for which they are known.
        """
        if voice.id is None or not name:
            return
        post, key = given_post(phrase, name, self.meaning), fold_key(name)
        titled = any(_is_post(word, self.meaning) for word in _WORD.findall(phrase.key.partition(key)[0]))
        if post:
            self.given.append(Given(post, voice.id, voice.at))
        elif " " in name and key in phrase.key and not titled and all(earlier.id != voice.id for earlier in voices):
            unnamed = opening_post(voices, offices, self.meaning)
            if unnamed and (voice.linked or not self.meaning.words.head_first):
                self.named[unnamed] = voice.id

    def holder(self, phrase: Phrase) -> str | None:
        """Whom a bare definite post means ("the governor"): the one person who was given such a post before."""
        if not phrase.definite or phrase.core != phrase.noun:
            return None
        found = {one.who for one in self.given if one.at < phrase.span.start and one.post.noun == phrase.noun}
        return found.pop() if len(found) == 1 else None

    def name_the_unnamed(self, voices: Sequence[Voice]) -> None:
        """Once the whole article is read: each post that spoke without a name and was named later on."""
        unnamed = [
            (voice, post_of(fold_key(voice.surface or ""), self.meaning)) for voice in voices if is_unnamed(voice)
        ]
        for one in sorted(self.given, key=lambda given: given.at):
            found = {
                voice.id
                for voice, post in unnamed
                if post and voice.id and voice.at < one.at and one.post.may_be(post) and _points(one.post, post)
            }
            if len(found) == 1:
                self.named.setdefault(found.pop(), one.who)


def post_of(words: str, meaning: Meaning) -> Post | None:
    """The post that an English noun phrase without names gives ("the prosecutor of the province"); None where it gives none."""
    definite = meaning.definite.match(words)
    preposition = next((match for match in meaning.preposition.finditer(words) if match.start() > 0), None)
    own = _WORD.findall(words[: preposition.start()] if preposition else words)
    noun = next(
        (n for n in (" ".join(own[-size:]) for size in range(_HEAD_WORDS, 0, -1)) if _is_post(n, meaning)), None
    )
    if noun is None:
        return None
    behind = _TELLING.findall(words[preposition.end() :]) if preposition else []
    return Post(noun, definite is not None, frozenset(behind))


def given_post(phrase: Phrase, name: str, meaning: Meaning) -> Post | None:
    """The post that a source gives the person whom it names, on either side of a comma: "X, the lawyer"; "the lawyer, X"."""
    parts = [part for part in _COMMA.split(phrase.key) if part]
    if meaning.words.head_first or len(parts) < 2:
        return None
    other = next((part for part in parts if fold_key(name) not in part), "")
    return post_of(other, meaning)


def opening_post(voices: Sequence[Voice], offices: frozenset[str], meaning: Meaning) -> str | None:
    """The id of the unnamed post that alone has spoken so far: reports open with it, and who holds it is named next.

    Somebody who is known for another post is somebody else.
    """
    speaking = in_their_own_right(voices)
    if not speaking or not is_unnamed(speaking[-1]) or any(voice.id != speaking[-1].id for voice in speaking):
        return None
    post = post_of(fold_key(speaking[0].surface or ""), meaning)
    known = (post_of(fold_key(office), meaning) for office in offices)
    fits = not offices or (post is not None and any(office and post.may_be(office) for office in known))
    return speaking[-1].id if fits else None


def is_unnamed(voice: Voice) -> bool:
    """Whether a voice is a post whose holder nobody has named."""
    return voice.type == "office_holder_unnamed" and not voice.linked and (voice.id or "").startswith("unk:")


def _apposed(document: Document, meaning: Meaning) -> Iterator[Given]:
    """Every "the governor, X," and "X, the governor,": in apposition and with a determiner, or it may be a list."""
    for paragraph in document.paragraphs:
        for mention, who in document.people_at(paragraph):
            if mention.mention_type != "name":
                continue
            before = document.folded.slice(
                Span(max(paragraph.start, mention.span.start - _LONGEST), mention.span.start)
            )
            after = document.folded.slice(Span(mention.span.end, min(paragraph.end, mention.span.end + _LONGEST)))
            for words in (_closed_by_comma(before), _opened_by_comma(after)):
                post = post_of(words, meaning) if meaning.determiner.match(words) else None
                if post:
                    yield Given(post, who, mention.span.start)


def _closed_by_comma(before: str) -> str:
    if not before.endswith(", "):
        return ""
    return _ENDS.split(before[:-2])[-1].strip()


def _opened_by_comma(after: str) -> str:
    if not after.startswith(", "):
        return ""
    return _ENDS.split(after[2:])[0].strip()


def _points(named: Post, unnamed: Post) -> bool:
    """Whether a post that comes with a name points back: it is definite, or its complement is the very same."""
    return named.definite or (bool(named.complement) and named.complement == unnamed.complement)


def _is_post(noun: str, meaning: Meaning) -> bool:
    kind = meaning.kind_of.get(noun)
    return kind is not None and kind.type == "office_holder_unnamed"
