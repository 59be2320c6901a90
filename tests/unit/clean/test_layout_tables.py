"""Old pages lay out an article with tables; what is read must be the article, not rows and cells."""

from __future__ import annotations

from rasad.model import Article, Page
from rasad.stages.clean import clean

PARAGRAPHS = [
    "The council of the river towns met on Monday to settle who may draw water in the dry months of the year.",
    "Its secretary said that no decision would be taken before the engineers had measured the wells again.",
    "A second meeting was called for the following week, and the mayors of four towns were asked to attend it.",
]


def read(html: str) -> str:
    article = clean(Page(url="http://a.example/news/1", html=html.encode()))
    assert isinstance(article, Article)
    return article.text


def page(body: str) -> str:
    return f"<html><head><title>Council meets</title></head><body>{body}</body></html>"


def test_an_article_in_a_layout_table_is_read_without_its_cells() -> None:
    told = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    menu = "<table><tr><td>The Paper</td><td><a href='/'>Home</a> | <a href='/all'>All news</a></td></tr></table>"
    text = read(
        page(
            f"{menu}<table><tr><td class='content'><h2>Council meets</h2><div>{told}</div></td><td>Most read</td></tr></table>"
        )
    )
    assert "|" not in text
    assert [line for line in text.split("\n") if line in PARAGRAPHS] == PARAGRAPHS


def test_a_table_inside_a_layout_table_is_opened_too() -> None:
    told = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    text = read(page(f"<table><tr><td><table><tr><td>{told}</td></tr></table></td></tr></table>"))
    assert [line for line in text.split("\n") if line in PARAGRAPHS] == PARAGRAPHS
