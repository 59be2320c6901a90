"""Whose turn it was: what those who have spoken so far in an article say about whom a later phrase means."""

from __future__ import annotations

from collections.abc import Sequence

from rasad.stages.claims.document import Document
from rasad.stages.claims.meaning import Meaning
from rasad.stages.claims.roster import AUTHOR, UNSPECIFIED, Roster, Voice

ONE_PERSON = frozenset({"named_person", "office_holder_unnamed", "anonymous_source"})
"""Types of source that are a single person."""


def in_their_own_right(voices: Sequence[Voice]) -> list[Voice]:
    """Those who spoke, without those whom they quoted or who only carried their words."""
    return [voice for voice in voices if not (voice.nested or voice.passing)]


def last_person(voices: Sequence[Voice]) -> Voice | None:
    """Who spoke last, if that is a person: whom "this" with a noun that no list holds points to."""
    speaking = in_their_own_right(voices)
    return speaking[-1] if speaking and speaking[-1].type in ONE_PERSON else None


def interviewed(voices: Sequence[Voice], roster: Roster, document: Document, meaning: Meaning) -> str | None:
    """The one named person of an article so far, whom every other post means.

    Either introduced without a post, which agencies leave to the headline, or said to speak in an interview, where agencies
    vary the posts of one speaker.
    """
    people = {voice.id for voice in voices if voice.type == "named_person" and not voice.nested}
    last = next(reversed(in_their_own_right(voices)), None)
    if people & {AUTHOR, UNSPECIFIED} or last is None or people != {last.id} or not last.id:
        return None
    first = next(voice for voice in voices if voice.id == last.id)
    sentence = document.sentence_at(first.at)
    if sentence is not None and meaning.interview.search(document.folded.slice(sentence)):
        return last.id
    return None if last.linked or roster.has_post(last.id) else last.id
