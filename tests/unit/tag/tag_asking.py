"""What the fixtures of these tests are called with and give back."""

from __future__ import annotations

from collections.abc import Callable

from rasad.model import Mention

Links = Callable[..., list[tuple[str, str | None]]]
"""(text, published day, title) -> (surface, entity id) pairs."""
Mentions = Callable[..., tuple[Mention, ...]]
"""(text, published day, title) -> mentions."""
