"""Subject pronouns: he, she, and the Persian third person, where one person alone can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rasad.model import Mention, Span
from rasad.stages.tag.reading import Reading
from rasad.stages.tag.surroundings import FOLDER, LANGUAGES, surroundings, words_before
from rasad.stages.tag.unknown_lexicon import unknown_lists
from rasad.strict import Strict, read_model
from rasad.text.names import name_key
from rasad.text.normalise import fold_key
from rasad.text.sentences import paragraphs, sentences

_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 0.6
ANY = "any"
"""A pronoun without gender is taken for the subject before it only where it opens its sentence."""
_OPENING = 3
"""A pronoun among so many first words is the subject of its sentence, and may mean the subject of the sentence before."""
_LEAD = 6
"""So many words may stand before the subject of a sentence ('Local media later reported that X ...')."""


def pronoun_mentions(reading: Reading, named: Iterable[Mention]) -> tuple[Mention, ...]:
    """A mention for each subject pronoun that means the one person who is the subject before it, in the same paragraph.

    The subject is that of the sentence itself, or, for a pronoun that opens a sentence, of the sentence before; a sentence
    with neither a subject that is known nor such a pronoun ends the chain, for somebody else may be speaking.
    """
    people = sorted((mention for mention in named if mention.entity_type == "person"), key=lambda mention: mention.span)
    return tuple(_found(reading, people))


def _found(reading: Reading, people: list[Mention]) -> Iterator[Mention]:
    for paragraph in paragraphs(reading.text):
        topic: Mention | None = None
        for sentence in sentences(reading.text, paragraph):
            here = [mention for mention in people if sentence.contains(mention.span)]
            subject = _subject(reading, sentence, here)
            meant: Mention | None = None
            for order, word in enumerate(_WORD.finditer(reading.text, sentence.start, sentence.end)):
                gender = pronouns().get(fold_key(word.group()))
                if gender == ANY and order:
                    break
                if gender is None or any(each.span.start <= word.start() < each.span.end for each in here):
                    continue
                antecedent = topic if order < _OPENING and not _before(here, word.start()) else subject
                if antecedent is None or _others_before(here, antecedent, word.start()):
                    continue
                if gender == ANY or _gender(reading, antecedent) == gender:
                    meant = antecedent
                    yield _mention(Span(word.start(), word.end()), word.group(), antecedent)
            topic = meant or subject


def _mention(span: Span, surface: str, antecedent: Mention) -> Mention:
    linked = antecedent.entity_id is not None
    return Mention(
        span=span,
        surface=surface,
        entity_id=antecedent.entity_id,
        entity_type="person",
        link_method="coref" if linked else "none",
        link_score=_NEAR if linked else 0.0,
        mention_type="pronoun",
        local_id=antecedent.local_id,
    )


def _before(here: Iterable[Mention], at: int) -> bool:
    return any(mention.span.end <= at for mention in here)


def _others_before(here: Iterable[Mention], antecedent: Mention, at: int) -> bool:
    """Whether somebody else is named in the sentence before a place; then nothing says who is meant."""
    own = (antecedent.entity_id, antecedent.local_id)
    return any(mention.span.end <= at and (mention.entity_id, mention.local_id) != own for mention in here)


def _subject(reading: Reading, sentence: Span, here: list[Mention]) -> Mention | None:
    """The first person of a sentence where subjects stand: near its start, behind no preposition, owning nothing.

    In Persian only titles and roles may stand before it since the last comma: an ezafe cannot be seen.
    """
    first = next(iter(here), None)
    if first is None or not (first.entity_id or first.local_id):
        return None
    before = _WORD.findall(reading.text[sentence.start : first.span.start])
    if reading.text[first.span.end : first.span.end + 2].replace("’", "'") == "'s":
        return None
    if not reading.is_persian:
        return first if len(before) <= _LEAD and not (before and fold_key(before[-1]) in _not_before()) else None
    phrase = words_before(reading.key.key, reading.key.find_from(first.span.start))
    lists, words = unknown_lists("fa"), surroundings()
    fitting = lists.titles.keys | lists.before_the_name.keys | words.titles.keys | words.honorifics.keys
    fitting -= words.deputies.keys
    return first if all(word in fitting for word in phrase) else None


def _gender(reading: Reading, mention: Mention) -> str | None:
    """By the first name: the entity's own where it is known, else that of the mention."""
    entity = reading.gazetteer.entities.get(mention.entity_id or "")
    words = (entity.name.en if entity and not reading.is_persian else mention.surface).split()
    found = (genders().get(name_key(word).key.split(" ")[0]) for word in words[:-1])
    return next((gender for gender in found if gender), None)


class PronounFile(Strict):
    """include/lexicons/<language>/pronouns.yml."""

    pronouns: Mapping[str, str]
    female: tuple[str, ...]
    either: tuple[str, ...]
    male: tuple[str, ...] = ()
    not_before_subjects: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _files() -> tuple[PronounFile, ...]:
    return tuple(read_model(FOLDER / language / "pronouns.yml", PronounFile) for language in LANGUAGES)


@lru_cache(maxsize=1)
def _not_before() -> frozenset[str]:
    return frozenset(fold_key(word) for file in _files() for word in file.not_before_subjects)


@lru_cache(maxsize=1)
def pronouns() -> Mapping[str, str]:
    """The gender that each subject pronoun tells, by match key; `any` where the language tells none."""
    return {fold_key(word): gender for file in _files() for word, gender in file.pronouns.items()}


@lru_cache(maxsize=1)
def genders() -> Mapping[str, str]:
    """Gender by first name, as match keys; names that men and women have are left out."""
    female = {fold_key(name) for file in _files() for name in file.female}
    either = {fold_key(name) for file in _files() for name in file.either}
    listed = {fold_key(name) for file in _files() for name in file.male}
    male = (set(surroundings().given_names.keys) | listed) - female - either
    return {**dict.fromkeys(sorted(male), "male"), **dict.fromkeys(sorted(female), "female")}
