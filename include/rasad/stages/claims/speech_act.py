"""What a speaker does by saying it: asks, accuses, refuses, threatens. The code names are those of PLOVER."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from rasad.model import Reason, Relation
from rasad.settings import INCLUDE
from rasad.stages.claims.document import Document
from rasad.strict import Strict, read_model
from rasad.text.dates import tense_of

Plover = Literal["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST"]


class SpeechActs(Strict):
    """The shape of `lexicons/speech_acts.yml`: the verbs of each act, and the acts of whole classes of verbs."""

    lemmas: dict[Plover, tuple[str, ...]]
    ahead: dict[Plover, tuple[str, ...]]
    classes: dict[str, Plover]
    plain: tuple[str, ...]


@lru_cache(maxsize=1)
def _acts() -> tuple[dict[str, Plover], dict[str, Plover], dict[str, Plover], frozenset[str]]:
    table = read_model(INCLUDE / "lexicons" / "speech_acts.yml", SpeechActs)
    by_lemma = {lemma: act for act, lemmas in table.lemmas.items() for lemma in lemmas}
    ahead = {lemma: act for act, lemmas in table.ahead.items() for lemma in lemmas}
    return by_lemma, ahead, dict(table.classes), frozenset(table.plain)


def speech_act(document: Document, relation: Relation) -> Reason | None:
    """The speech act of a claim, or None for a plain statement. PLOVER is CC BY-SA; only its code names are used."""
    by_lemma, ahead, by_class, plain = _acts()
    if relation.voice == "outlet" or not relation.cue or relation.cue_lemma in plain:
        return None
    words = " … ".join(span.of(document.text) for span in relation.cue)
    # A compound verb goes by what stands before its light verb.
    for lemma in (relation.cue_lemma, relation.cue_lemma.rpartition(" ")[0]):
        if lemma in by_lemma:
            return Reason("speech_act", by_lemma[lemma], f"cue {lemma}", words)
        if lemma in ahead and _looks_ahead(document, relation):
            return Reason("speech_act", ahead[lemma], f"cue {lemma} of what lies ahead", words)
    if relation.cue_class in by_class:
        return Reason("speech_act", by_class[relation.cue_class], f"cues of class {relation.cue_class}", words)
    return None


def _looks_ahead(document: Document, relation: Relation) -> bool:
    keys = (document.folded.slice(span) for span in relation.content)
    return any(tense_of(key, len(key), document.language) == "future" for key in keys)
