"""The gold texts of each language are marked as their header promises, so that a slip in the gold is not read as one of the rules."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import Field

from rasad.strict import Strict, read_model

FILES = sorted(Path(__file__).parent.glob("??.yml"))
IDS = ("per:", "org:", "med:", "off:", "pla:", "unk:", "anon:", "grp:", "doc:")


class Claim(Strict):
    """One attributed claim; the defaults are those of the header."""

    content: tuple[str, ...] = Field(min_length=1)
    cue: tuple[str, ...]
    source: tuple[str, ...]
    speaker_id: str | None
    quote_type: Literal["direct", "indirect", "mixed", "quoted_paraphrase"] = "indirect"
    polarity: Literal["positive", "negative", "mixed"] = "positive"
    modality: Literal[
        "asserted", "reported", "possible", "estimated", "conditional", "considered", "belief", "denied"
    ] = "asserted"


class Text(Strict):
    """One text and all its claims."""

    id: str
    shows: tuple[str, ...] = Field(min_length=1)
    title: str | None = None
    published: datetime | None = None
    text: str
    claims: tuple[Claim, ...]
    not_claims: tuple[str, ...] = ()


class GoldFile(Strict):
    """The shape of `tests/gold/<language>.yml`."""

    texts: tuple[Text, ...] = Field(min_length=1)


def every_text() -> list[Any]:
    return [
        pytest.param(text, id=f"{path.stem}-{text.id}") for path in FILES for text in read_model(path, GoldFile).texts
    ]


@pytest.mark.parametrize("text", every_text())
def test_marked_words_stand_in_the_text_and_contents_only_once(text: Text) -> None:
    contents = [piece for claim in text.claims for piece in claim.content]
    others = [piece for claim in text.claims for piece in (*claim.cue, *claim.source)]
    assert [piece for piece in (*contents, *text.not_claims) if text.text.count(piece) != 1] == []
    assert [piece for piece in others if piece not in text.text] == []


@pytest.mark.parametrize("text", every_text())
def test_speakers_have_ids_of_a_known_kind(text: Text) -> None:
    assert [claim.speaker_id for claim in text.claims if not (claim.speaker_id or "unk:").startswith(IDS)] == []


@pytest.mark.parametrize("text", every_text())
def test_direct_quotes_have_their_marks(text: Text) -> None:
    direct = [claim.content for claim in text.claims if claim.quote_type == "direct"]
    assert [content for content in direct if not all(piece[0] in '“«"' for piece in content)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_text_ids_are_unique(path: Path) -> None:
    ids = [text.id for text in read_model(path, GoldFile).texts]
    assert len(ids) == len(set(ids))
