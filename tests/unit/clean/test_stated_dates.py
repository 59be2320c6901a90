"""Where pages state dates: which places are read, which are other articles' or the visit's, and that floods stay cheap."""

from __future__ import annotations

import pytest
from lxml import html as markup

from rasad.edges.documents.linked_data import LinkedData
from rasad.edges.documents.stated_dates import Stated, in_scripts, modification, publication

HEAD = "<h1>Harbour opens a new pier</h1>"
NONE = LinkedData()


def stated(body: str, *, linked: LinkedData = NONE, meta: dict[str, str] | None = None) -> list[Stated]:
    tree = markup.document_fromstring(f"<html><body>{body}</body></html>")
    return list(publication(tree, next(tree.iter("h1"), None), linked, meta or {}, in_scripts(tree, linked)))


def told(body: str) -> set[tuple[str, str]]:
    return {(each.method, each.text) for each in stated(body)}


@pytest.mark.parametrize(
    ("body", "method", "text"),
    [
        (f"<article>{HEAD}<time datetime='2026-01-11'>x</time></article>", "time", "2026-01-11"),
        (f"<article>{HEAD}<time pubdate>January 11, 2026</time></article>", "time", "January 11, 2026"),
        (f"<article>{HEAD}<time>۲۱ دی ۱۴۰۴</time></article>", "time", "۲۱ دی ۱۴۰۴"),
        (f"<div>{HEAD}<p>Wire<br>11 Jan 2026, 22:11 GMT+10</p></div>", "visible_text", "11 Jan 2026, 22:11 GMT+10"),
        (f"<div>{HEAD}<span></span> 2026-01-11 16:52:59 <img></div>", "visible_text", "2026-01-11 16:52:59"),
        (f"<div>{HEAD}<span class='post-date'>11.1.2026</span></div>", "visible_text", "11.1.2026"),
        ("<div><span itemprop='datePublished' content='2026-01-11'>x</span></div>", "meta", "2026-01-11"),
        (
            "<div><abbr class='published' title='2026-01-11T08:00:00Z'>x</abbr></div>",
            "visible_text",
            "2026-01-11T08:00:00Z",
        ),
        ('<script>var a = {"datePublished": "2026-01-11T08:00:00Z"}</script>', "script", "2026-01-11T08:00:00Z"),
        (r'<script>var a = "{\"datePublished\":\"2026-01-11\"}"</script>', "script", "2026-01-11"),
        ("<div><span class='entry-top-time'>2026年01月11日</span></div>", "scattered", "2026年01月11日"),
    ],
)
def test_a_date_is_found_in_its_place(body: str, method: str, text: str) -> None:
    assert (method, text) in told(body)


@pytest.mark.parametrize(
    "body",
    [
        f"<header><span class='date'>January 20, 2026</span></header><article>{HEAD}</article>",
        f"<div class='top-bar'><span class='date'>January 20, 2026</span></div><div>{HEAD}</div>",
        f"<article>{HEAD}</article><aside><time datetime='2026-01-02'>x</time></aside>",
        f"<article>{HEAD}</article><footer><span class='date'>January 2, 2026</span></footer>",
        f"<article>{HEAD}<div class='comments'><time datetime='2026-01-02'>x</time></div></article>",
        f"<article>{HEAD}<span class='date'>no figure here</span></article>",
        '<script>var a = {"updated": "2026-01-11T08:00:00Z"}</script>',
    ],
)
def test_the_dates_of_others_and_of_the_visit_are_left_out(body: str) -> None:
    assert stated(body) == []


def test_a_class_of_the_body_says_nothing_about_a_place() -> None:
    tree = markup.document_fromstring(
        f"<html><body class='no-sidebar comments-off'><div>{HEAD}<time datetime='2026-01-11'>x</time></div></body></html>"
    )
    assert publication(tree, next(tree.iter("h1")), NONE, {})[0].text == "2026-01-11"


def test_a_header_that_holds_the_headline_is_the_articles() -> None:
    assert ("time", "2026-01-11") in told(f"<header>{HEAD}<time datetime='2026-01-11'>x</time></header>")


def test_linked_data_and_meta_come_first_and_scripts_are_left_alone_where_there_is_linked_data() -> None:
    script = '<script>{"datePublished": "2020-01-01"}</script>'
    found = stated(script, linked=LinkedData(published="2026-01-11"), meta={"dc.date": "2026-01-12"})
    assert [(each.method, each.text) for each in found] == [("jsonld", "2026-01-11"), ("meta", "2026-01-12")]


def test_changes_are_stated_apart() -> None:
    found = modification(LinkedData(modified="2026-01-13"), {"og:updated_time": "2026-01-14", "date": "2026-01-01"})
    assert [each.text for each in found] == ["2026-01-13", "2026-01-14"]


@pytest.mark.parametrize(
    "flood",
    [
        "<time datetime='2026-01-02'>x</time>" * 20_000,
        "<span class='date'>January 2, 2026</span>" * 20_000,
        "<div class='date'>" * 200 + "1" * 200_000 + "</div>" * 200,
        "<script>" + '"datePublished":"2026-01-0' * 10_000 + "</script>",
        "<script>" + '"datePublished" ' * 20_000 + "</script>",
    ],
)
def test_a_flood_of_dates_gives_a_few(flood: str) -> None:
    assert len(stated(f"<div>{HEAD}{flood}</div>")) <= 60
    assert len(stated(flood)) <= 60
