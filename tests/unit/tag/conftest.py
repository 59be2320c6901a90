"""The shipped gazetteer, and short ways to ask for mentions."""

from __future__ import annotations

from datetime import date

import pytest
from tag_asking import Links, Mentions

from rasad.gazetteer import Gazetteer, load
from rasad.model import Mention
from rasad.settings import Settings
from rasad.stages.tag.linking import link


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load(Settings(sources="live"))


@pytest.fixture
def mentions(gazetteer: Gazetteer) -> Mentions:
    """Mentions of a text, optionally published on a day (ISO) and under a title."""

    def find(text: str, on: str | None = None, title: str | None = None) -> tuple[Mention, ...]:
        published = date.fromisoformat(on) if on else None
        found = link(text, title=title, published=published, gazetteer=gazetteer)
        assert all(text[m.span.start : m.span.end] == m.surface for m in found)
        return found

    return find


@pytest.fixture
def links(mentions: Mentions) -> Links:
    """(surface, entity id) pairs of a text."""
    return lambda *args, **kwargs: [(m.surface, m.entity_id) for m in mentions(*args, **kwargs)]
