"""A dateline is where a story was filed; it never belongs to the source that follows it."""

from __future__ import annotations

import pytest

from rasad.model import Mention, Span
from rasad.stages.claims.dateline import after_dateline


def mention(text: str, name: str, kind: str) -> Mention:
    start = text.index(name)
    return Mention(Span(start, start + len(name)), name, f"x:{name}", kind)


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("تهران – سپند – سخنگو گفت باران می‌آید.", {"تهران": "place", "سپند": "outlet"}, "سخنگو گفت باران می‌آید."),
        ("تهران- سپند- سخنگو گفت باران می‌آید.", {"تهران": "place", "سپند": "outlet"}, "سخنگو گفت باران می‌آید."),
        ("تهران – نوپا – سخنگو گفت باران می‌آید.", {"تهران": "place"}, "سخنگو گفت باران می‌آید."),
        ("TEHRAN (Sepand) – The governor said so.", {"TEHRAN": "place", "Sepand": "outlet"}, "The governor said so."),
        ("NILABAD, Nov 17 — The governor said so.", {"NILABAD": "place"}, "The governor said so."),
        ("The governor – a former teacher – said so.", {}, "The governor – a former teacher – said so."),
        ("Tehran will not give in – the envoy said.", {"Tehran": "place"}, "Tehran will not give in – the envoy said."),
        ("", {}, ""),
    ],
)
def test_only_a_dateline_is_taken_away(text: str, names: dict[str, str], rest: str) -> None:
    mentions = [mention(text, name, kind) for name, kind in names.items()]
    assert after_dateline(text, Span(0, len(text)), mentions).of(text) == rest
