"""What an outlet's file may say about its pages: where the article stands, and what inside it is not the article's own."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rasad.strict import Strict

Selector = Annotated[
    str,
    Field(
        pattern=r"^(?:[a-z][a-z0-9-]*)?(?:[.#][A-Za-z_][A-Za-z0-9_-]*)*(?:\[[a-z][a-z-]*=[A-Za-z0-9_:./ -]+\])?$",
        min_length=1,
        max_length=200,
    ),
]
"""One element as CSS names it: `div.story-body`, `#main`, `section[itemprop=articleBody]`; no descendants, no commas."""


class PageHints(Strict):
    """The `extraction` section of an outlet file. Most outlets need none: the extractor finds the article by itself."""

    body: tuple[Selector, ...] = Field(
        default=(), description="Elements that hold the article; the first of these that a page has is read alone."
    )
    drop: tuple[Selector, ...] = Field(
        default=(),
        description="Elements inside the article that are not its own words; removed before anything is read.",
    )


NO_HINTS = PageHints()
