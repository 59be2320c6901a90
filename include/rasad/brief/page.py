"""The page itself: sections of one run, in one of two languages."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from rasad.brief import charts, numbers
from rasad.brief.facts import Facts
from rasad.brief.words import FOLDER, Words
from rasad.markup import Html, fetched, joined, link, tag

MOST_CLUSTERS, MOST_CONFLICTS, MOST_DRIFTS, MOST_EDITS = 60, 30, 30, 30
_READ = ("new", "none_new")


def page(facts: Facts, words: Words, other: str) -> str:
    """The whole page. `other` is the file name of the other edition, which lies beside it."""
    style = _style()
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy(style)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{words.say['title']} {words.day(facts.started_at)}"),
        tag("style", Html(style)),
    )
    body = tag("body", tag("main", *_sections(facts, words, other)))
    return "<!doctype html>\n" + tag("html", head, body, lang=words.language, dir=words.direction) + "\n"


def policy(style: str) -> str:
    """The content security policy: this style, and nothing else from anywhere; no script, no form, no frame."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@lru_cache(maxsize=1)
def _style() -> str:
    return (FOLDER / "style.css").read_text(encoding="utf-8")


def _sections(facts: Facts, words: Words, other: str) -> Iterable[Html]:
    yield tag(
        "header",
        tag("h1", words.say["title"]),
        tag("p", words.text("of", day=words.minute(facts.started_at)), class_="note"),
        tag("p", tag("a", words.say["other"], href=other), class_="note"),
    )
    yield _tiles(facts, words)
    yield _section(words, "clusters", _clusters(facts, words))
    yield _section(words, "conflicts", _conflicts(facts, words))
    yield _section(words, "drifts", _drifts(facts, words))
    yield _section(words, "numbers", numbers.groups(facts, words))
    yield _section(words, "edits", _edits(facts, words))
    yield _section(words, "balance", _balance(facts, words))
    yield _section(words, "coverage", _coverage(facts, words))
    yield _section(words, "gates", _gates(facts, words))
    yield tag("footer", tag("p", words.text("foot", batch=facts.batch_id), class_="note"))


def _section(words: Words, name: str, content: Iterable[object]) -> Html:
    note = words.say.get(f"{name}_note")
    return tag(
        "section", tag("h2", words.say[name]), tag("p", note, class_="note") if note else None, *content, id=name
    )


def _tiles(facts: Facts, words: Words) -> Html:
    new = sum(row["change"] == "new" for row in facts.clusters)
    read = [row for row in facts.coverage if row["last_outcome"] in _READ]
    checks, held = (sum(row[key] for row in facts.gates) for key in ("checks", "held"))
    tiles: list[tuple[str, str, bool]] = [
        ("tile_new", words.number(new), False),
        ("tile_changed", words.number(len(facts.clusters) - new), False),
        ("tile_conflicts", words.number(len(facts.conflicts)), False),
        ("tile_outlets", words.text("of_all", n=len(read), all=len(facts.coverage)), len(read) < len(facts.coverage)),
        ("tile_gates", words.text("of_all", n=held, all=checks), held < checks),
    ]
    return tag(
        "ul",
        *(
            tag("li", tag("b", value), tag("span", words.say[name]), class_="tile alarm" if alarm else "tile")
            for name, value, alarm in tiles
        ),
        class_="tiles",
    )


def _clusters(facts: Facts, words: Words) -> Iterable[object]:
    if not facts.clusters:
        yield tag("p", words.say["nothing_new"])
    yield tag("ol", *(_cluster(row, facts, words) for row in facts.clusters[:MOST_CLUSTERS]), class_="claims")
    yield _more(words, len(facts.clusters) - MOST_CLUSTERS, "new_and_changed_clusters")


def _cluster(row: Mapping[str, Any], facts: Facts, words: Words) -> Html:
    origins = _counted(words, "origin", row["n_origins"]), _counted(words, "outlet", row["n_outlets"])
    speaker = (
        joined(words.say["said_by"], " ", fetched(name))
        if row["attr_voice"] == "speaker" and (name := words.speaker(row))
        else words.say["in_own_voice"]
        if row["attr_voice"] == "outlet"
        else None
    )
    about = [
        joined(charts.origin_marks(row["n_origins"], row["n_outlets"]), " ", " · ".join(origins)),
        words.value(row["independence"]) if row["n_articles"] > 1 else None,
        speaker,
        joined(words.say["first_in"], " ", link(row["url"], _outlet(row["first_outlet"], facts, words))),
    ]
    return tag(
        "li",
        tag("p", fetched(row["claim"], row["lang"]), class_="claim"),
        tag(
            "p",
            tag("span", words.value(row["change"]), class_=f"badge {row['change']}"),
            *(joined(" ", tag("span", part)) for part in about if part is not None),
            class_="about",
        ),
    )


def _conflicts(facts: Facts, words: Words) -> Iterable[object]:
    if not facts.conflicts:
        yield tag("p", words.say["no_conflicts"])
    for row in facts.conflicts[:MOST_CONFLICTS]:
        yield tag(
            "div",
            tag("p", tag("span", words.value(row["field"]), class_="badge"), class_="about"),
            tag(
                "div", _side(row, "earlier", "a", facts, words), _side(row, "later", "b", facts, words), class_="sides"
            ),
            class_="conflict",
        )
    yield _more(words, len(facts.conflicts) - MOST_CONFLICTS, "conflicts")


def _side(row: Mapping[str, Any], which: str, letter: str, facts: Facts, words: Words) -> Html:
    return tag(
        "div",
        tag("p", _stated(row, letter, words), class_="value"),
        tag("p", fetched(row[f"{which}_claim"]), class_="claim"),
        tag("p", _outlet(row[f"{which}_outlet"], facts, words), class_="about"),
    )


def _stated(row: Mapping[str, Any], letter: str, words: Words) -> Html:
    value = row[f"value_{letter}"]
    return joined(words.values[value]) if value in words.values else fetched(value)


def _drifts(facts: Facts, words: Words) -> Iterable[object]:
    if not facts.drifts:
        yield tag("p", words.say["no_drifts"])
    for row in facts.drifts[:MOST_DRIFTS]:
        sides = (_telling(row, which, facts, words) for which in ("upstream", "downstream"))
        yield tag(
            "div",
            tag("p", tag("span", words.value(row["kind"]), class_="badge"), class_="about"),
            tag("div", *sides, class_="sides"),
            class_="conflict",
        )
    yield _more(words, len(facts.drifts) - MOST_DRIFTS, "drift")


def _telling(row: Mapping[str, Any], which: str, facts: Facts, words: Words) -> Html:
    said = row[f"{which}_says"]
    return tag(
        "div",
        tag("p", joined(words.values[said]) if said in words.values else fetched(said), class_="value"),
        tag("p", fetched(row[f"{which}_claim"]), class_="claim"),
        tag("p", words.say[which], " ", _outlet(row[f"{which}_outlet"], facts, words), class_="about"),
    )


def _edits(facts: Facts, words: Words) -> Iterable[object]:
    if not facts.edits:
        yield tag("p", words.say["no_edits"])
    for row in facts.edits[:MOST_EDITS]:
        yield tag(
            "div",
            tag("p", link(row["url"], _outlet(row["outlet"], facts, words)), class_="about"),
            tag("p", tag("del", fetched(row["old_text"]))) if row["old_text"] else None,
            tag("p", tag("ins", fetched(row["new_text"]))) if row["new_text"] else None,
            class_="edit",
        )
    yield _more(words, len(facts.edits) - MOST_EDITS, "edits")


def _balance(facts: Facts, words: Words) -> Iterable[object]:
    most = max((row["n_claims"] for row in facts.balance), default=0)
    yield tag(
        "table",
        *(
            tag(
                "tr",
                tag("th", words.value(row["affiliation_class"]), scope="row"),
                tag("td", charts.bar(row["n_claims"] / most), class_="chart"),
                tag("td", words.number(row["n_claims"]), class_="number"),
            )
            for row in facts.balance
        ),
    )


def _coverage(facts: Facts, words: Words) -> Iterable[object]:
    yield tag("p", words.text("ledger", **facts.ledger))
    dark = [row for row in facts.coverage if row["last_outcome"] not in _READ]
    if not dark:
        yield tag("p", words.say["all_read"])
    heads = tag(
        "tr", *(tag("th", words.say[name], scope="col") for name in ("outlet", "outcome", "last_look", "pages"))
    )
    yield tag(
        "table", heads, *(_look(row, facts, words) for row in [*dark, *(r for r in facts.coverage if r not in dark)])
    )


def _look(row: Mapping[str, Any], facts: Facts, words: Words) -> Html:
    since = row["open_gap_since"]
    gap = f" ({words.text('gap_since', day=words.day(since))})" if since else ""
    return tag(
        "tr",
        tag("th", _outlet(row["outlet"], facts, words), scope="row"),
        tag("td", words.value(row["last_outcome"]) + gap),
        tag("td", words.minute(row["last_looked_at"])),
        tag("td", words.number(row["n_pages"]), class_="number"),
        class_=None if row["last_outcome"] in _READ else "alarm",
    )


def _gates(facts: Facts, words: Words) -> Iterable[object]:
    heads = tag("tr", *(tag("th", words.say[name], scope="col") for name in ("stage", "held", "failed")))
    yield tag(
        "table",
        heads,
        *(
            tag(
                "tr",
                tag("th", words.value(row["stage"]), scope="row"),
                tag("td", words.text("of_all", n=row["held"], all=row["checks"]), class_="number"),
                tag("td", tag("bdi", row["failed"], dir="ltr") if row["failed"] else words.say["none"]),
                class_="alarm" if row["failed"] else None,
            )
            for row in facts.gates
        ),
    )


def _outlet(name: str | None, facts: Facts, words: Words) -> Html:
    shown = facts.outlets.get(name or "", name) if words.language == "fa" else name
    return fetched(shown or "—")


def _counted(words: Words, what: str, count: int) -> str:
    return words.say[f"one_{what}"] if count == 1 else words.text(f"{what}s", n=count)


def _more(words: Words, count: int, query: str) -> Html | None:
    return tag("p", words.text("more", n=count, query=query), class_="note") if count > 0 else None
