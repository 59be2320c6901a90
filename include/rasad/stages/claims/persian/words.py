"""The small words and noun lists that bound clauses and noun phrases, folded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rasad.stages.claims.persian.lexicon import Phrase, attribution_file, phrase_table, word_set


@dataclass(frozen=True, slots=True)
class WordClasses:
    """Sets of folded words, and tables of folded phrases by their first word."""

    commas: frozenset[str]
    clause_ends: frozenset[str]
    quote_closers: frozenset[str]
    openers: frozenset[str]
    closers: frozenset[str]
    colon: str
    prepositions: frozenset[str]
    containers: frozenset[str]
    origins: frozenset[str]
    coordinators: frozenset[str]
    contrasting: frozenset[str]
    also: frozenset[str]
    conjunctions: frozenset[str]
    subordinators: frozenset[str]
    clause_heads: frozenset[str]
    asking_links: frozenset[str]
    adverbs: frozenset[str]
    times: frozenset[str]
    determiners: frozenset[str]
    possessors: frozenset[str]
    time_names: frozenset[str]
    headed: frozenset[str]
    as_words: frozenset[str]
    past_or_coming: frozenset[str]
    modifiers: frozenset[str]
    name_heads: frozenset[str]
    object_marker: str
    adjective_ending: str
    people_endings: tuple[str, ...]
    pronouns: frozenset[str]
    first_pronouns: frozenset[str]
    third_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    demonstratives: frozenset[str]
    speakers: frozenset[str]
    carriers: frozenset[str]
    said_things: frozenset[str]
    parts: frozenset[str]
    desks: frozenset[str]
    desk_groups: frozenset[str]
    desk_topics: frozenset[str]
    outlets: frozenset[str]
    outlet_kinds: frozenset[str]
    posted: frozenset[str]
    occasions: frozenset[str]
    empty_objects: frozenset[Phrase]
    inner: dict[str, tuple[Phrase, ...]]
    connectives: dict[str, tuple[Phrase, ...]]
    contrast: dict[str, tuple[Phrase, ...]]
    editorial: dict[str, tuple[Phrase, ...]]
    agents: dict[str, tuple[Phrase, ...]]


@lru_cache(maxsize=1)
def word_classes() -> WordClasses:
    """The lists of the lexicon file."""
    file = attribution_file()
    words, nouns, marks = file.words, file.nouns, file.marks
    empty = phrase_table(nouns.empty_objects)
    return WordClasses(
        commas=frozenset(marks.commas),
        clause_ends=frozenset(marks.clause_ends),
        quote_closers=frozenset(marks.quote_closers),
        openers=frozenset(marks.openers),
        closers=frozenset(marks.closers),
        colon=marks.colon,
        prepositions=word_set(words.prepositions),
        containers=word_set(words.containers),
        origins=word_set(words.origins),
        coordinators=word_set(words.coordinators),
        contrasting=word_set(words.contrasting),
        also=word_set(words.also),
        conjunctions=word_set(words.conjunctions),
        subordinators=word_set(words.subordinators),
        clause_heads=word_set(words.clause_heads),
        asking_links=word_set(words.asking_links),
        adverbs=word_set(words.adverbs),
        times=word_set(words.times),
        determiners=word_set(words.determiners),
        possessors=word_set(words.possessors),
        time_names=word_set(words.time_names),
        headed=word_set(words.headed),
        as_words=word_set(words.as_words),
        past_or_coming=word_set(words.past_or_coming),
        modifiers=word_set(words.modifiers),
        name_heads=word_set(words.name_heads),
        object_marker=words.object_marker,
        adjective_ending=words.adjective_ending,
        people_endings=words.people_endings,
        pronouns=word_set(nouns.pronouns),
        first_pronouns=word_set(nouns.first_pronouns),
        third_pronouns=word_set(nouns.third_pronouns),
        plural_pronouns=word_set(nouns.plural_pronouns),
        demonstratives=word_set(nouns.demonstratives),
        speakers=word_set(nouns.speakers),
        carriers=word_set(nouns.carriers),
        said_things=word_set(nouns.said_things),
        parts=word_set(nouns.parts),
        desks=word_set(nouns.desks),
        desk_groups=word_set(nouns.desk_groups),
        desk_topics=word_set(nouns.desk_topics),
        outlets=word_set(nouns.outlets),
        outlet_kinds=word_set(nouns.outlet_kinds),
        posted=word_set(nouns.posted),
        occasions=word_set(nouns.occasions),
        empty_objects=frozenset(phrase for phrases in empty.values() for phrase in phrases),
        inner=phrase_table(words.inner),
        connectives=phrase_table(words.connectives),
        contrast=phrase_table(words.contrast),
        editorial=phrase_table(words.editorial),
        agents=phrase_table(words.agents),
    )
