"""What is planted in the bundled newsroom (relays, repeated claims, denials, conflicting numbers, an edit, drift): found, missed, invented.

    python benchmarks/planted_stories.py [--all]

Runs the morning and the evening edition and compares the published snapshot with `stories` of include/sample/expected.yml. A repeated claim
is found when one cluster holds a claim of each of its pages (a page that is a copy stands with the page whose copy it is), and its origins
when that cluster counts as many; a contradiction, a changed number and a drift when a published row joins claims of its pages, or claims of
their clusters, on that field and with both values. Every published conflict, drift, correction and denial that no story names is invented,
and so is a link between claims of two pages that no chain of stories and `links` connects. Links inside a story are printed with --all, to
be read: no list of all claims that go together exists.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console

from rasad import runner
from rasad.addresses import canonical_url
from rasad.edges import snapshot, store
from rasad.model import Span
from rasad.settings import INCLUDE, Settings
from rasad.text.numbers import find_quantities

Row = dict[str, Any]
REPEATED = ("relay_credited", "relay_uncredited", "reprint", "same_claim")
CONTRADICTED = {"denial": ("polarity", "event_date"), "number_conflict": ("quantity",)}
_ENDS = (
    " INNER JOIN claims AS one ON one.claim_id = row.{a} INNER JOIN claims AS other ON other.claim_id = row.{b}"
    " INNER JOIN articles AS one_in ON one_in.article_id = one.article_id"
    " INNER JOIN articles AS other_in ON other_in.article_id = other.article_id"
)
_SAYS = "one.content_text AS one, other.content_text AS other, one_in.url_canonical AS one_at, other_in.url_canonical AS other_at"
QUERIES = {
    "links": f"SELECT row.*, {_SAYS} FROM claim_links AS row" + _ENDS.format(a="claim_a", b="claim_b"),
    "conflicts": f"SELECT row.*, {_SAYS} FROM claim_conflicts AS row" + _ENDS.format(a="claim_a", b="claim_b"),
    "drifts": f"SELECT row.*, {_SAYS} FROM claim_drifts AS row"
    + _ENDS.format(a="upstream_claim_id", b="downstream_claim_id"),
    "events": f"SELECT row.*, {_SAYS} FROM claim_events AS row"
    + _ENDS.format(a="claim_id", b="by_claim_id")
    + " WHERE row.kind IN ('denied', 'corrected')",
    "copies": "SELECT d.dup_id, a.url_canonical AS at FROM dup_members AS d INNER JOIN articles AS a ON a.article_id = d.article_id",
    "members": "SELECT m.cluster_id, k.n_origins, a.url_canonical AS at, c.content_text, c.speaker_surface"
    " FROM claim_cluster_members AS m INNER JOIN claims AS c ON c.claim_id = m.claim_id"
    " INNER JOIN articles AS a ON a.article_id = c.article_id"
    " INNER JOIN claim_clusters AS k ON k.cluster_id = m.cluster_id ORDER BY m.cluster_id, a.url_canonical",
}
console = Console(width=170, highlight=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="print every link as well")
    options = parser.parse_args()
    expected = yaml.safe_load((INCLUDE / "sample" / "expected.yml").read_text(encoding="utf-8"))
    address = {page["file"]: canonical_url(page["url"]) for page in expected["pages"] if page["file"]}
    stories = [story | {"at": {address[file] for file in story["pages"]}} for story in expected["stories"]]
    published = run()
    used: set[int] = set()
    found = sum(show(story, published, used) for story in stories)
    told = [story["at"] for story in stories]
    told += [{address[link["later"]], address[link["earlier"]]} for link in expected["links"]]
    invented = [row for name in ("conflicts", "drifts", "events") for row in published[name] if id(row) not in used]
    connected = components(told)
    stray = [row for row in published["links"] if not any(sides(row) <= pages for pages in connected)]
    for row in (*invented, *stray, *(published["links"] if options.all else ())):
        label = "NOT PLANTED" if row in invented or row in stray else "link"
        console.print(f"\n{label}: {describe(row)}", markup=False)
    console.print(
        f"\nplanted {len(stories)}, found {found}; rows that nobody planted: {len(invented)} of "
        f"{sum(len(published[name]) for name in ('conflicts', 'drifts', 'events'))}, "
        f"links between unrelated pages: {len(stray)} of {len(published['links'])}"
    )


def run() -> dict[str, list[Row]]:
    """The published rows after both editions of the day."""
    with tempfile.TemporaryDirectory() as folder:
        for edition in ("morning", "evening"):
            settings = Settings(data=Path(folder), sources="sample", edition=edition)
            runner.run(settings, lambda _: None)
        with store.opened(snapshot.current(settings), read_only=True) as database:
            return {name: database.rows(query) for name, query in QUERIES.items()}


def show(story: Row, published: dict[str, list[Row]], used: set[int]) -> bool:
    """Print one story with the rows that show it; whether it was found as it was planted."""
    kind = story["kind"]
    rows = repeated(story, published) if kind in REPEATED else contradicted(story, published)
    used |= {id(row) for row in rows}
    origins = {row["n_origins"] for row in rows if "n_origins" in row}
    counts_right = kind not in REPEATED or story["n_origins"] is None or story["n_origins"] in origins
    verdict = "found" if rows and counts_right else f"ORIGINS {sorted(origins)}" if rows else "MISSED"
    console.print(f"\n{verdict}: {kind}: {story['claim']}", markup=False)
    for row in rows:
        console.print(f"    {describe(row)}", markup=False)
    return verdict == "found"


def repeated(story: Row, published: dict[str, list[Row]]) -> list[Row]:
    """The members of the clusters that hold a claim of every page; of several, those that count the expected origins."""
    copies = pages_of(published["copies"], "dup_id")
    whole = []
    for cluster_id, pages in pages_of(published["members"], "cluster_id").items():
        reached = pages.union(*(together for together in copies.values() if together & pages))
        if story["at"] <= reached:
            whole.append([row for row in published["members"] if row["cluster_id"] == cluster_id])
    right = [rows for rows in whole if story["n_origins"] in (None, rows[0]["n_origins"])]
    return [row for rows in right or whole for row in rows]


def contradicted(story: Row, published: dict[str, list[Row]]) -> list[Row]:
    """The conflicts, events or drifts between claims of the story's pages, on its field and with its values."""
    if story["kind"] == "drift":
        return [row for row in published["drifts"] if row["kind"] == story["drift"] and sides(row) <= story["at"]]
    if story["kind"] == "edit":
        return [row for row in published["events"] if row["kind"] == "corrected" and sides(row) <= story["at"]]
    fields, values = CONTRADICTED[story["kind"]], set(story.get("values", ()))
    reach = pages_of(published["members"], "cluster_id")
    rows = [
        row
        for row in published["conflicts"]
        if row["field"] in fields
        and all(reach[row[end]] & story["at"] for end in ("cluster_id", "other_cluster_id"))
        and (not values or number(row["value_a"]) | number(row["value_b"]) == values)
    ]
    told = {(row["claim_a"], row["claim_b"]) for row in rows}
    return rows + [row for row in published["events"] if (row["claim_id"], row["by_claim_id"]) in told]


def pages_of(rows: list[Row], key: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row[key], set()).add(row["at"])
    return found


def components(sets: list[set[str]]) -> list[set[str]]:
    """Sets that share a member, joined until none do."""
    found: list[set[str]] = []
    for one in sets:
        touching = [other for other in found if other & one]
        found = [other for other in found if not other & one] + [one.union(*touching)]
    return found


def number(surface: str) -> set[float]:
    for language in ("en", "fa"):
        if found := find_quantities(surface, Span(0, len(surface)), language):
            return {found[0].value}
    return set()


def sides(row: Row) -> set[str]:
    return {row["one_at"], row["other_at"]}


def describe(row: Row) -> str:
    if "content_text" in row:
        return f"{row['at'].split('//')[-1]}: {row['speaker_surface']}: {row['content_text']}"
    kind = row.get("relation") or row.get("field") or row["kind"]
    values = [row[name] for name in ("value_a", "value_b", "upstream_says", "downstream_says") if row.get(name)]
    ends = "\n      ".join(
        f"{row[at].split('//')[-1]}: {row[side]}" for side, at in (("one", "one_at"), ("other", "other_at"))
    )
    return f"{kind} {' / '.join(values)}\n      {ends}"


if __name__ == "__main__":
    main()
