"""Clusters: the same claim across outlets, how many origins it has, and what contradicts it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby

from rasad.markup import Html, fetched, joined, tag
from rasad.page.asked import LAST_ID, Asked
from rasad.page.claims import counted, speaker
from rasad.page.desk import Desk, NothingThere, Row
from rasad.page.frame import Page, Place, badge, facts, filters, instant, outlet, published, row, said, table

CLUSTERS, CONFLICTS = 25, 25


def listed(desk: Desk, asked: Asked, place: Place) -> Page:
    """Clusters, newest first."""
    chosen = {"words": asked.words, "origins": asked.origins, "articles": asked.articles}
    rows = desk.read("clusters", **chosen, at=asked.at, key=asked.key, most=CLUSTERS + 1)
    fields = (
        ("words", "words in it", asked.words),
        ("origins", "origins, at least", asked.origins),
        ("articles", "articles, at least", asked.articles),
    )
    content: list[object] = [
        tag(
            "p",
            "Filled marks are independent origins, hollow ones outlets that repeat them. Only origins corroborate.",
            class_="note",
        ),
        filters(place, "clusters", fields, unset=1),
        tag("ol", *(_line(one, place) for one in rows[:CLUSTERS]), class_="list") if rows else None,
        None if rows else tag("p", "No such clusters.", class_="empty"),
    ]
    if len(rows) > CLUSTERS:
        last = rows[CLUSTERS - 1]
        older = {"at": last["known_at"].isoformat(), "key": last["cluster_id"]}
        content.append(tag("p", place.to("Older clusters", "clusters", **chosen, **older), class_="older"))
    return Page("Clusters", "clusters", content)


def one(desk: Desk, asked: Asked, place: Place) -> Page:
    """One cluster: its claims by origin, its contradictions, and what changed along the way."""
    found = desk.read("cluster", id=asked.id)
    if not found:
        raise NothingThere(f"there is no cluster {asked.id!r} in the published snapshot")
    cluster = found[0]
    names = desk.outlet_names()
    members = desk.read("cluster_members", id=asked.id)
    drifts = desk.read("drifts", id=asked.id)
    against = desk.read("conflicts", id=asked.id, key="", most=CONFLICTS)
    return Page(
        "Cluster",
        "clusters",
        [
            said(cluster["label"]),
            facts(
                [
                    ("counted", counted(cluster)),
                    ("which means", str(cluster["independence"]).replace("_", " ")),
                    ("first reported", instant(cluster["first_reported_at"])),
                    ("articles", f"{cluster['n_articles']:,}"),
                    ("id", tag("code", cluster["cluster_id"])),
                ]
            ),
            tag("h2", "Claims by origin"),
            *(
                joined(
                    tag("h3", "Origin ", tag("code", fetched(origin or "unknown"))),
                    tag("ol", *(_member(member, names, place) for member in of_origin), class_="list"),
                )
                for origin, of_origin in groupby(members, key=lambda member: member["origin_id"])
            ),
            tag("h2", "Contradictions"),
            *_sides(against, names, place),
            tag("h2", "What changed along the way"),
            table(
                "Drift between a claim at its origin and what was made of it",
                ("kind", "at the origin", "downstream"),
                (_drift(drift, names, place) for drift in drifts),
                "No drift was found.",
            ),
        ],
    )


def conflicts(desk: Desk, asked: Asked, place: Place) -> Page:
    """All contradictions, in the order of their ids."""
    begin = "" if asked.key == LAST_ID else asked.key
    rows = desk.read("conflicts", id="", key=begin, most=CONFLICTS + 1)
    content: list[object] = [
        tag("p", "Two claims that cannot both hold. Which one does is not ours to say.", class_="note"),
        *_sides(rows[:CONFLICTS], desk.outlet_names(), place),
    ]
    if len(rows) > CONFLICTS:
        content.append(
            tag("p", place.to("More conflicts", "conflicts", key=rows[CONFLICTS - 1]["conflict_id"]), class_="older")
        )
    return Page("Conflicts", "conflicts", content)


def _line(cluster: Row, place: Place) -> Html:
    who = speaker(cluster)
    return tag(
        "li",
        tag(
            "p",
            place.to(fetched(cluster["label"], cluster["lang"]), "cluster", id=cluster["cluster_id"]),
            class_="claim",
        ),
        tag(
            "p",
            tag("span", counted(cluster)),
            tag("span", badge(cluster["independence"])) if cluster["n_articles"] > 1 else None,
            tag("span", who) if who else None,
            tag("span", instant(cluster["known_at"] if cluster["known_at"].year > 1970 else None)),
            class_="about",
        ),
    )


def _member(member: Row, names: dict[str, str], place: Place) -> Html:
    who = speaker(member)
    return tag(
        "li",
        tag(
            "p",
            place.to(fetched(member["content_text"], member["lang"]), "claim", id=member["claim_id"]),
            class_="claim",
        ),
        tag(
            "p",
            tag("span", badge(member["relation"])),
            tag("span", outlet(member["source_id"], names, place)),
            tag("span", who) if who else None,
            tag("span", instant(member["reported_at"])),
            tag("span", published(member["url_canonical"], "article")),
            class_="about",
        ),
        tag("p", "Linked by ", *_reasons(member), class_="about") if member["via_claim_id"] else None,
    )


def _reasons(member: Row) -> Iterable[object]:
    yield f"{str(member['method']).replace('_', ' ')} ({member['score']:.2f})" if member["score"] else ""
    found = json.loads(member["reasons"]) if member["reasons"] else {}
    for name, value in found.items() if isinstance(found, dict) else ():
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        yield joined(" · ", fetched(name.replace("_", " ")), ": ", fetched(text))


def _sides(rows: Iterable[Row], names: dict[str, str], place: Place) -> Iterable[Html]:
    shown = [
        tag(
            "section",
            tag("p", badge(one["field"]), class_="about"),
            tag("div", *(_side(one, side, names, place) for side in ("a", "b")), class_="sides"),
            class_="card",
        )
        for one in rows
    ]
    return shown or [tag("p", "No contradictions were found.", class_="empty")]


def _side(one: Row, side: str, names: dict[str, str], place: Place) -> Html:
    text = fetched(one[f"text_{side}"], one[f"lang_{side}"])
    return tag(
        "div",
        tag("p", fetched(one[f"value_{side}"]), class_="value"),
        tag("p", place.to(text, "claim", id=one[f"claim_{side}"]), class_="claim"),
        tag("p", outlet(one[f"outlet_{side}"], names, place), class_="about"),
    )


def _drift(drift: Row, names: dict[str, str], place: Place) -> Html:
    def side(which: str) -> Html:
        return joined(
            place.to(fetched(drift[f"{which}_says"]), "claim", id=drift[f"{which}_claim_id"]),
            " (",
            outlet(drift[f"{which}_outlet"], names, place),
            ")",
        )

    return row(str(drift["kind"]).replace("_", " "), side("upstream"), side("downstream"))
