"""The brief: hostile text stays text, nothing is loaded or run, and Persian reads right to left."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad import brief, markup
from rasad.brief import charts
from rasad.brief.facts import Facts

HOSTILE = (
    "<script>document.title='owned'</script>",
    "</style><script>document.title='owned'</script>",
    "</bdi></main><img src=x onerror=\"document.title='owned'\">",
    '" onmouseover="document.title=\'owned\'" x="',
    "<svg onload=document.title='owned'>",
    "<style>*{display:none}</style><base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "&lt;script&gt;document.title='owned'&lt;/script&gt;",
    "\u202e\u2066<iframe srcdoc='<script>parent.document.title=`owned`</script>'>",
    "<form action=//evil.example><button>x</button></form>",
)
ADDRESSES = (
    "javascript:document.title='owned'",
    "data:text/html,<script>1</script>",
    "//x.example",
    'https://x.example/"><script>1</script>',
    "http://[bad",
)


def facts(text: str = "it rained", address: str = "https://a.example/1", **changed: Any) -> Facts:
    made = Facts(
        batch_id="20261120T080000Z",
        started_at=datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
        clusters=[
            {
                "change": "new", "claim": text, "lang": "fa", "speaker": text, "speaker_en": None, "speaker_fa": text,
                "attr_voice": "speaker", "n_origins": 2,
                "n_outlets": 3, "n_articles": 3, "independence": "multi_root_independent", "first_outlet": text, "url": address,
            }
        ],
        conflicts=[
            {
                "field": "quantity", "value_a": text, "value_b": text, "earlier_claim": text, "later_claim": text,
                "earlier_outlet": text, "later_outlet": text,
            }
        ],
        numbers=[
            {
                "claim_id": f"c{n}", "measures": text, "unit_ucum": text, "value": float(n), "value_high": None,
                "qualifier": "exact", "speaker": text, "speaker_en": text, "speaker_fa": None, "outlet": text,
            }
            for n in range(2)
        ],
        drifts=[
            {
                "kind": "hedge_lost", "upstream_says": text, "downstream_says": text, "upstream_claim": text, "downstream_claim": text,
                "upstream_outlet": text, "downstream_outlet": text,
            }
        ],
        edits=[{"outlet": text, "url": address, "old_text": text, "new_text": text}],
        balance=[{"affiliation_class": "wire", "n_claims": 3}],
        coverage=[
            {"outlet": text, "last_outcome": "unreachable", "last_looked_at": None, "open_gap_since": None, "n_pages": 1}
        ],
        gates=[{"stage": "land", "checks": 2, "held": 1, "failed": "one_failed"}],
        ledger=dict.fromkeys(("landed", "published", "duplicate", "irrelevant", "rejected", "quarantined", "discarded"), 1),
        outlets={"Karaneh": "کرانه"},
    )  # fmt: skip
    return replace(made, **changed)


class Elements(HTMLParser):
    """Every element with its attributes, as a parser of HTML sees them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def page(language: str = "en", **given_facts: Any) -> str:
    return brief.page(facts(**given_facts), brief.words(language), "other.html")


@pytest.mark.parametrize("language", brief.EDITIONS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_element_and_no_attribute(language: str, text: str) -> None:
    hostile, harmless = Elements(page(language, text=text)), Elements(page(language, text="rain"))
    assert [tag for tag, _ in hostile.found] == [tag for tag, _ in harmless.found]
    assert [sorted(a) for _, a in hostile.found] == [sorted(a) for _, a in harmless.found]


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    targets = [a["href"] or "" for tag, a in Elements(page(address=address)).found if tag == "a"]
    assert all(target == "other.html" or target.startswith(("https://", "http://")) for target in targets)


@pytest.mark.parametrize("language", brief.EDITIONS)
def test_the_page_needs_and_runs_nothing(language: str) -> None:
    found = Elements(page(language)).found
    assert not {tag for tag, _ in found} & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "image",
        "use",
    }
    assert not [
        name for _, given in found for name in given if name.startswith("on") or name in ("style", "src", "xlink:href")
    ]


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    html = page()
    policy = next(a["content"] for tag, a in Elements(html).found if a.get("http-equiv") == "Content-Security-Policy")
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    from rasad.brief.page import policy as made

    assert policy == made(style[1])
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_the_persian_edition_reads_right_to_left_in_its_own_digits_and_calendar() -> None:
    html = page("fa")
    assert '<html lang="fa" dir="rtl">' in html
    assert "۱۴۰۵/۰۸/۲۹" in html
    assert "کرانه" in page("fa", text="Karaneh")
    visible = re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)
    assert not re.findall(r"\b[0-9]+\b(?! of)", visible.replace("20261120T080000Z", ""))


def test_fetched_text_is_isolated_and_its_marks_are_spelled_out() -> None:
    html = page(text="\u202eevil\u2066 می‌شود")
    assert '<bdi lang="fa" dir="auto">⟨U+202E⟩evil⟨U+2066⟩ می‌شود</bdi>' in html


def test_both_editions_say_the_same_things() -> None:
    english, persian = brief.words("en"), brief.words("fa")
    assert english.say.keys() == persian.say.keys()
    for key, sentence in english.say.items():
        assert sorted(re.findall(r"{\w+}", sentence)) == sorted(re.findall(r"{\w+}", persian.say[key])), key


def test_a_run_without_news_says_so() -> None:
    html = page(clusters=[], conflicts=[], drifts=[], numbers=[], edits=[], coverage=[], gates=[], balance=[])
    for key in ("nothing_new", "no_conflicts", "no_drifts", "no_numbers", "no_edits", "all_read"):
        assert brief.words("en").say[key] in html


@given(st.text(), st.text())
def test_any_text_comes_out_of_the_markup_as_it_went_in(text: str, value: str) -> None:
    class Text(HTMLParser):
        seen, attribute = "", ""

        def handle_data(self, data: str) -> None:
            self.seen += data

        def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.attribute = attrs[0][1] or ""

    parser = Text(convert_charrefs=True)
    parser.feed(markup.tag("p", text, title=value))
    parser.close()
    assert (parser.seen, parser.attribute) == (text, value)


@pytest.mark.parametrize(
    ("qualifier", "shapes"),
    [("exact", "point"), ("approx", "about"), ("lower_bound", "open"), ("upper_bound", "open"), ("range", "range")],
)
def test_how_firm_a_number_is_can_be_seen(qualifier: str, shapes: str) -> None:
    row = {"value": 3.0, "value_high": 5.0 if qualifier == "range" else None, "qualifier": qualifier}
    assert f'class="{shapes}"' in charts.number_mark(row, (0.0, 5.0))


def test_numbers_stand_on_one_scale_inside_the_chart() -> None:
    rows = [{"value": value, "value_high": None, "qualifier": "exact"} for value in (-5.0, 0.0, 1e12)]
    scale = charts.scale_of(rows)
    places = [float(re.search(r'cx="([\d.]+)"', charts.number_mark(row, scale))[1]) for row in rows]  # type: ignore[index]
    assert places == sorted(places)
    assert charts.MARGIN <= places[0] <= places[-1] <= charts.WIDTH - charts.MARGIN
    assert charts.scale_of([{"value": 0.0, "value_high": None}]) == (0.0, 1.0)


@pytest.fixture(scope="session")
def browser() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium is installed: the brief was checked as text only")
    return found


@pytest.mark.parametrize("language", brief.EDITIONS)
def test_a_browser_runs_no_script_of_a_hostile_title(browser: str, tmp_path: Path, language: str) -> None:
    file = tmp_path / "brief.html"
    everything = " ".join(HOSTILE)
    file.write_text(page(language, text=everything, address=ADDRESSES[0]), encoding="utf-8")
    done = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    title = re.search(r"<title>(.*?)</title>", done.stdout)
    assert title is not None
    assert title[1].startswith(brief.words(language).say["title"])
    assert not {tag for tag, _ in Elements(done.stdout).found} & {"script", "iframe", "img", "form", "base"}


def test_the_policy_stops_a_script_even_where_escaping_failed(browser: str, tmp_path: Path) -> None:
    file = tmp_path / "brief.html"
    injected = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    file.write_text(page().replace("<main>", "<main>" + injected), encoding="utf-8")
    done = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "<script>" in done.stdout
    assert "<title>owned" not in done.stdout


@pytest.mark.parametrize("language", brief.EDITIONS)
def test_what_changed_on_the_way_is_told_in_words_with_both_tellings(language: str) -> None:
    drift = {
        "kind": "hedge_lost",
        "upstream_says": "hedged",
        "downstream_says": "asserted",
        "upstream_claim": "the dam may fail",
        "downstream_claim": "the dam will fail",
        "upstream_outlet": "Paper A",
        "downstream_outlet": "Paper B",
    }
    html, words = page(language, drifts=[drift]), brief.words(language)
    section = html[html.index('id="drifts"') : html.index('id="numbers"')]
    for told in ("the dam may fail", "the dam will fail", "Paper A", "Paper B"):
        assert told in section
    for code in ("hedge_lost", "hedged", "asserted"):
        assert words.values[code] in section


@pytest.mark.parametrize(("language", "known", "shown"), [("en", "Ada Clerk", "Ada Clerk"), ("fa", None, "وی")])
def test_a_pronoun_gives_way_to_the_name_of_the_edition(language: str, known: str | None, shown: str) -> None:
    row = {"speaker": "وی", "speaker_en": "Ada Clerk", "speaker_fa": known}
    clusters = [facts().clusters[0] | row]
    numbers = [one | row for one in facts().numbers]
    told = brief.page(facts(clusters=clusters, numbers=numbers), brief.words(language), "other.html")
    assert told.count(f">{shown}</bdi>") == 3
