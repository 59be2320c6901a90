"""What an outlet sent can neither act in an alert, nor hide in it, nor begin a header of its own."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.alerts import message
from rasad.alerts.alert import Alert, Episode
from rasad.alerts.episodes import News

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
HOSTILE = [
    "feed\r\nBcc: everybody@example.org\r\n\r\n<h1>free</h1>",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\u202egnp.exe\u202c \u2066inside\u2069 \u200f",
    "\x1b[31mred\x1b[0m \x00 \x85next\u2028line",
    "<!channel> <https://evil.example|click> @here",
    "{{ 7 * 7 }} {% raw %} ${HOME} %(env)s",
]


def news(text: str, kind: str = "raised", key: str = "outlet:med:a") -> News:
    return News(Episode(Alert(key, "warning", text, f"remedy {text}"), NOW, NOW), kind)  # type: ignore[arg-type]


def is_shown(text: str) -> bool:
    return not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_subject_is_one_line_of_printable_characters(text: str) -> None:
    line = message.subject([news(text), news(text)])
    assert is_shown(line)
    assert len(line) <= 120
    assert line.endswith("(and 1 more)")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_holds_no_element_that_was_quoted(text: str) -> None:
    page = message.page([news(text, key=f"outlet:{text}")])
    assert "<script" not in page
    assert "<img" not in page
    assert "<h1" not in page
    assert "<https" not in page
    assert is_shown(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_payload_calls_nobody_and_hides_nothing(text: str) -> None:
    payload = message.payload([news(text)])
    shown = str(payload["text"])
    assert "<" not in shown
    assert ">" not in shown
    assert is_shown(shown.replace("\n", ""))
    told = json.loads(json.dumps(payload))["alerts"][0]
    assert is_shown(told["text"])
    assert is_shown(told["remedy"])


@given(st.text())
def test_no_text_whatever_breaks_a_message(text: str) -> None:
    one = news(text)
    assert is_shown(message.subject([one]))
    assert "<script" not in message.page([one])
    json.dumps(message.payload([one])).encode()
    message.subject([one]).encode()
    message.page([one]).encode()


def test_persian_stays_as_it_is_written() -> None:
    text = "خبرگزاری «آزمون» می\u200cگوید"
    assert text in message.subject([news(text)])
    assert text in message.page([news(text)])


def test_a_long_text_is_cut_and_a_flood_is_counted() -> None:
    assert len(message.subject([news("x" * 5_000)])) == 120
    flood = [news(f"outlet {n} is quiet") for n in range(message.MOST_NEWS + 7)]
    assert "and 7 more" in message.page(flood)
    assert len(message.page([news("x" * 50_000)])) < 5_000


def test_a_resolved_alert_says_so_and_gives_no_remedy() -> None:
    page = message.page([news("quiet", "resolved")])
    assert "resolved: " in page
    assert "What to do" not in page
    assert message.subject([news("quiet", "resolved")]).startswith("[Rasad] resolved: warning: quiet")
    assert "What to do: </b><bdi" in message.page([news("quiet")])
