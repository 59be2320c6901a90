"""Builders of small pages about a fictional town, in both languages."""

from __future__ import annotations

from rasad.model import Page

URL = "https://news.example/2026/harbour-opens"
SENTENCE = (
    "The harbour office of Lanport said on Monday that the new pier would open to small boats before the summer. "
)
PERSIAN = "اداره بندر شهر لنگرگاه روز دوشنبه اعلام کرد که اسکله تازه پیش از تابستان به روی قایق‌های کوچک باز می‌شود. "


def html(body: str, *, head: str = "", title: str = "Harbour opens a new pier", language: str = "en") -> str:
    """A whole page around a body."""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def article(
    paragraphs: int = 6, *, sentence: str = SENTENCE, heading: str = "Harbour opens a new pier", extra: str = ""
) -> str:
    """An article element with numbered paragraphs."""
    told = "".join(f"<p>{sentence}Pier {number} comes next. {sentence}</p>" for number in range(paragraphs))
    return f"<article><h1>{heading}</h1>{extra}{told}</article>"


def page(markup: str, **fields: object) -> Page:
    """A landed page."""
    return Page(url=str(fields.pop("url", URL)), html=markup.encode("utf-8"), **fields)  # type: ignore[arg-type]
