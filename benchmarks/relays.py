"""Relays on the bundled newsroom, on five real articles and on news at large: what is linked, what shows it, what is missed.

    python benchmarks/relays.py [../shared] [--evidence 6] [--large] [--limit 1500]

The bundled newsroom is judged by include/sample/expected.yml (precision and recall of pairs, kinds and directions). The seeds,
and with --large the Persian and English articles in bench/ of the folder given, are third-party texts that are read where they
lie; where they are missing this says so. Of the large sets every article counts as one of an outlet of its own, which is
stricter than life: an outlet's own formulas are no longer its own. Every link of theirs is printed, to be read.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from rasad import runner
from rasad.addresses import canonical_url
from rasad.catalogue import known_outlets
from rasad.edges import snapshot, store
from rasad.gazetteer import load
from rasad.settings import INCLUDE, ROOT, Settings
from rasad.stages.dedupe import cluster
from rasad.stages.dedupe.relation import Link
from rasad.stages.dedupe.relays import Copies, find
from rasad.stages.dedupe.traces import Trace, publishers, to_row, tracer
from rasad.text.dates.calendars import SOLAR_HIJRI, day_of
from rasad.text.fingerprint import fingerprints
from rasad.text.likeness import compare

# The outlets of the seeds, their languages, and the days of their feeds as far as known.
SEEDS = {
    "000": ("med:caliber-az", "en", date(2026, 1, 29)),
    "001": ("med:gooya", "fa", date(2026, 1, 21)),
    "002": ("med:iran-news-update", "en", date(2018, 4, 9)),
    "003": ("med:time-news", "en", None),
    "004": ("med:ncri", "en", None),
}
FIRST_SIGHT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
Row = dict[str, Any]


def newsroom(shown: int) -> bool:
    """The bundled newsroom from its archive to its readers' tables, against its gold set."""
    expected = yaml.safe_load((INCLUDE / "sample" / "expected.yml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), sources="sample")
        runner.run(settings, lambda _: None)
        with store.opened(snapshot.current(settings), read_only=True) as database:
            links = database.rows(
                "SELECT l.*, a.url_canonical AS later, b.url_canonical AS earlier FROM article_links AS l"
                " INNER JOIN articles AS a ON a.article_id = l.article_id"
                " INNER JOIN articles AS b ON b.article_id = l.to_article_id ORDER BY l.direction, later, earlier"
            )
            evidence = database.rows("SELECT * FROM link_evidence ORDER BY version_id, to_version_id, ordinal")
    files = {canonical_url(page["url"]): page["file"] for page in expected["pages"] if page["edition"] != "evening"}
    wanted = {(link["later"], link["earlier"]): link for link in expected["links"]}
    found = {(files[link["later"]], files[link["earlier"]]): link for link in links}
    print(f"bundled newsroom: {len(wanted)} pairs to find, {len(found)} found")
    for pair, link in found.items():
        known = wanted.get(pair)
        judged = (
            "INVENTED"
            if known is None
            else "as expected"
            if known["kind"] == link["kind"]
            else f"expected {known['kind']}"
        )
        print(f"\n{link['kind']}, {link['direction']} ({', '.join(link['reasons'])}), {link['score']:.2f}: {judged}")
        print(f"  {pair[0]}\n  <- {pair[1]}")
        own = [
            row
            for row in evidence
            if (row["version_id"], row["to_version_id"]) == (link["version_id"], link["to_version_id"])
        ]
        for row in own[:shown]:
            print(
                f"    {_stretch(row['kind'], row['bits'], row['start'], row['exact'], row['to_start'], row['to_exact'])}"
            )
    for pair in sorted(wanted.keys() - found.keys()):
        print(f"\nMISSED {wanted[pair]['kind']}: {pair[0]} <- {pair[1]}")
    right = found.keys() & wanted.keys()
    named = sum((found[p]["kind"], found[p]["direction"]) == (wanted[p]["kind"], wanted[p]["direction"]) for p in right)
    print(
        f"\nbundled newsroom: precision {len(right) / max(len(found), 1):.2f}, recall {len(right) / len(wanted):.2f};"
        f" kind and direction right in {named} of {len(right)}"
    )
    return found.keys() <= wanted.keys()


def seeds(folder: Path, shown: int) -> None:
    """The five real articles, once with the days of their feeds and once without any day."""
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(folder.glob("0*.txt"))}
    for dated in (True, False):
        rows = [
            version(name, texts[name], language, day if dated else None, source=outlet)
            for name, (outlet, language, day) in SEEDS.items()
        ]
        links, _ = linked(rows)
        print(f"\nseeds {'with' if dated else 'without'} days: {len(links)} of 10 pairs linked")
        tell(links, {row["version_id"]: row for row in rows}, shown)


def large(name: str, rows: list[Row], shown: int) -> None:
    """What is linked among many articles, each as if of an outlet of its own."""
    started = time.process_time()
    links, traces = linked(rows)
    spent = time.process_time() - started
    kinds = Counter((link.kind, link.direction.certainty) for link in links)
    stored = [to_row(trace) for trace in traces]
    keys = sum(len(row["passages"]) + 4 * len(row["keys"]) for row in stored) / len(stored)
    marks = sum(len(row["landmarks"]) for row in stored) / len(stored)
    print(
        f"\n{name}: {len(rows)} articles, {len(links)} links: {', '.join(f'{n} {k} {c}' for (k, c), n in kinds.items())}"
    )
    print(
        f"{name}: {1000 * spent / len(rows):.1f} ms CPU and {keys:.0f} + {marks:.0f} bytes an article (sentences + landmarks)"
    )
    tell(links, {row["version_id"]: row for row in rows}, shown)


def version(name: str, text: str, language: str, day: date | None, *, source: str, title: str = "") -> Row:
    """One text as the stage takes it."""
    at = datetime(day.year, day.month, day.day, 8, 0, tzinfo=UTC) if day else None
    return {
        "version_id": name,
        "article_id": name,
        "source_id": source,
        "lang": language,
        "url_canonical": name,
        "title": title,
        "byline": None,
        "body": text,
        "boilerplate": None,
        "published_at": at,
        "published_precision": "day" if at else None,
        "seen_at": FIRST_SIGHT,
    }


def linked(rows: list[Row]) -> tuple[tuple[Link, ...], list[Trace]]:
    """The links among texts, by the functions that the stage uses."""
    settings = Settings(sources="sample")
    known = publishers(known_outlets(settings))
    trace = tracer(known, load(settings))
    traces = [trace(row) for row in rows]
    prints = fingerprints([row["body"] for row in rows])
    at = {row["version_id"]: place for place, row in enumerate(rows)}
    verdicts = cluster(list(at), prints).verdicts
    copies = Copies(
        clusters={each.id: each.cluster_id for each in verdicts},
        nearest={each.id: (each.closest_id, each.kind, each.similarity) for each in verdicts if each.closest_id},
    )

    def wording(one: Trace, other: Trace) -> float:
        places = at[one.version_id], at[other.version_id]
        return float(compare(prints[[places[0]]], prints[[places[1]]]).contained[0])

    return find([], traces, copies, known, wording), traces


def tell(links: tuple[Link, ...], rows: Mapping[str, Row], shown: int) -> None:
    for link in links:
        later, earlier = rows[link.later.version_id], rows[link.earlier.version_id]
        sure = f"{link.direction.certainty} ({', '.join(link.direction.reasons)})"
        print(f"\n{link.kind}, {sure}, {link.score:.2f}: {later['version_id']} <- {earlier['version_id']}")
        print(
            f"  {later['title'][:90]}\n  <- {earlier['title'][:90]}" if later["title"] else "",
            end="\n" if later["title"] else "",
        )
        for each in link.evidence[:shown]:
            before = each.earlier.of(earlier["body"]) if each.earlier else None
            start = each.earlier.start if each.earlier else None
            print(
                f"    {_stretch(each.kind, each.bits, each.later.start, each.later.of(later['body']), start, before)}"
            )


def _stretch(kind: str, bits: float | None, start: int, exact: str, to_start: int | None, to_exact: str | None) -> str:
    weight = f" {bits:.1f} bits" if bits is not None else ""
    there = f"  =  [{to_start}] {to_exact[:90]}" if to_exact is not None else ""
    return f"{kind}{weight}: [{start}] {exact[:90]}{there}"


def persian(archive: Path, limit: int) -> list[Row]:
    rows: list[Row] = []
    with tarfile.open(archive) as files:
        for name in sorted(name for name in files.getnames() if name.endswith(".json")):
            member = files.extractfile(name)
            for each in json.load(member) if member else ():
                code = re.search(r"/(8\d)(\d\d)(\d\d)\d{4}", each["link"])
                day = day_of(SOLAR_HIJRI, 1300 + int(code[1]), int(code[2]), int(code[3])) if code else None
                text = "\n".join([each["abstract"] or "", *each["paragraphs"]])
                place = f"fa-{len(rows)}"
                rows.append(version(place, text, "fa", day, source=f"med:{place}", title=each["title"] or ""))
    return rows[:limit]


def english(archive: Path, limit: int) -> list[Row]:
    with tarfile.open(archive) as files:
        member = files.extractfile("articles.json")
        articles = list(json.load(member).values()) if member else []
    rows = []
    for each in articles:
        if each.get("articleBody"):
            day = date.fromisoformat(each["date"][:10]) if str(each["date"])[:2] == "20" else None
            place = f"en-{len(rows)}"
            rows.append(
                version(place, each["articleBody"], "en", day, source=f"med:{place}", title=each["title"] or "")
            )
    return rows[:limit]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?", default=ROOT.parent / "shared")
    parser.add_argument("--evidence", type=int, default=6, help="evidence rows shown of each link")
    parser.add_argument("--large", action="store_true", help="link the large sets as well")
    parser.add_argument("--limit", type=int, default=1500, help="articles of each large set")
    options = parser.parse_args()
    clean = newsroom(options.evidence)
    if (options.shared / "seeds").is_dir():
        seeds(options.shared / "seeds", options.evidence)
    else:
        print(
            f"\n{options.shared / 'seeds'} is not here: the real articles are not part of this repository",
            file=sys.stderr,
        )
    for name, read in (("farsnews", persian), ("np4k", english)) if options.large else ():
        archive = options.shared / "bench" / f"{name}.tar.gz"
        if archive.is_file():
            large(name, read(archive, options.limit), options.evidence)
        else:
            print(f"\n{archive} is not here", file=sys.stderr)
    return 0 if clean else 1


if __name__ == "__main__":
    raise SystemExit(main())
