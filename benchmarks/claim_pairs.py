"""Claims of one story in two languages, paired by corroboration, against hand-made pairs: found, relation right, wrong links.

    python benchmarks/claim_pairs.py [GOLD.json TEXTS_DIRECTORY] [--all]

GOLD.json holds `cross_language_pairs` (groups of claim ids of an English and a Persian text with their relation), and
`claims` with `content_spans`. The texts run through tag and claims as they do every day; a predicted claim stands for each gold claim
whose content it shares (half of the gold's letters, or F1 of one half). A group counts as found when one of its English claims is linked
to one of its Persian ones, and its relation as right when one such link says it. A link is wrong when it joins two claims for which gold
has annotated sides but no common group. Links of claims that gold does not have are listed as unjudged.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rasad.gazetteer import load
from rasad.model import Span
from rasad.settings import ROOT, Settings
from rasad.stages.claims import claims
from rasad.stages.claims.reading import read
from rasad.stages.corroborate.linking import Link, links
from rasad.stages.corroborate.statement import Statement, statement
from rasad.stages.corroborate.weights import Weights
from rasad.stages.tag import tag

SEEN = datetime(2026, 11, 1, tzinfo=UTC)
RELATIONS = {"conflict_on_stage": ("conflict", "stage"), "role_conflict": ("conflict", "role")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=ROOT.parent / "shared" / "seeds" / "gold.json")
    parser.add_argument("texts", type=Path, nargs="?", default=ROOT.parent / "shared" / "seeds")
    parser.add_argument("--all", action="store_true", help="print every link")
    options = parser.parse_args()
    if not options.gold.is_file():
        print(f"{options.gold} is not here: the annotated articles are not part of this repository", file=sys.stderr)
        raise SystemExit(2)
    gold = json.loads(options.gold.read_text(encoding="utf-8"))
    statements: dict[str, list[Statement]] = {}
    stands_for: dict[str, set[str]] = {}
    for document in gold["documents"]:
        text = (options.texts / document["file"]).read_bytes().decode("utf-8")
        annotated = [claim for claim in gold["claims"] if claim["seed"] == document["file"]]
        statements[document["doc"]] = read_statements(document, text, annotated, stands_for)
    documents = sorted(statements)
    every = [each for document in documents for each in statements[document]]
    pairs = [
        (one, other)
        for number, document in enumerate(documents)
        for later in documents[number + 1 :]
        for one in statements[document]
        for other in statements[later]
    ]
    show(gold, links(pairs, Weights.over(every), ()), stands_for, everything=options.all)


def read_statements(
    document: dict[str, Any], text: str, annotated: list[dict[str, Any]], stands_for: dict[str, set[str]]
) -> list[Statement]:
    """The claims of one text as statements; `stands_for` gets the gold claims that each one covers."""
    gazetteer = load(Settings(sources="live"))
    language = document["lang"]
    tagged = tag(text, title=None, language=language, published=None, gazetteer=gazetteer)
    read_text = read(text, title=None, language=language, published=None, source_id=None, tagged=tagged)
    found = []
    for number, claim in enumerate(claims(read_text, tagged, gazetteer, document["doc"])):
        if claim.relation.voice != "speaker":
            continue
        claim_id = f"{document['doc']}:{number}"
        content = claim.relation.content
        stands_for[claim_id] = {gold["claim_id"] for gold in annotated if covers(content, gold["content_spans"])}
        event = claim.event_date
        row = {
            "claim_id": claim_id,
            "article_id": document["doc"],
            "lang": language,
            "known_at": SEEN,
            "is_dated": False,
            "content_text": " … ".join(span.of(text) for span in content),
            "cue_text": " … ".join(span.of(text) for span in claim.relation.cue),
            "cue_class": claim.relation.cue_class,
            "speaker_entity_id": claim.speaker_id,
            "quote_type": claim.relation.quote_type,
            "polarity": claim.polarity,
            "modality": claim.modality,
            "verification_status": claim.verification_status,
            "event_date": event.value if event else None,
            "event_date_precision": event.precision if event else None,
            "event_date_ambiguous": event.ambiguous if event else None,
            "event_date_calendar": event.calendar if event else None,
            "date_text": event.span.of(text) if event else None,
        }
        entities = [
            {"entity_id": mention.entity_id, "role": "topic", "surface": mention.surface}
            for mention in claim.entities
            if mention.entity_id and any(span.overlaps(mention.span) for span in content)
        ]
        quantities = [
            {
                "value": q.value,
                "value_high": q.value_high,
                "qualifier": q.qualifier,
                "unit_ucum": q.unit,
                "measures": q.measures,
                "surface": q.surface,
            }
            for q in claim.quantities
        ]
        found.append(statement(row, entities, quantities))
    return found


def covers(content: tuple[Span, ...], gold: list[dict[str, int]]) -> bool:
    mine = {at for span in content for at in range(span.start, span.end)}
    theirs = {at for span in gold for at in range(span["start"], span["end"])}
    both = len(mine & theirs)
    return both >= 0.5 * len(theirs) or 2 * both >= 0.5 * (len(mine) + len(theirs))


def show(gold: dict[str, Any], found: list[Link], stands_for: dict[str, set[str]], *, everything: bool) -> None:
    groups = [group for group in gold["cross_language_pairs"] if group["en"] and group["fa"]]
    links_of: defaultdict[str, list[Link]] = defaultdict(list)
    wrong, unjudged = [], []
    for link in found:
        sides = stands_for[link.earlier.claim_id] | stands_for[link.later.claim_id]
        named = [group["pair_id"] for group in groups if set(group["en"]) & sides and set(group["fa"]) & sides]
        for name in named:
            links_of[name].append(link)
        if not named:
            judged = stands_for[link.earlier.claim_id] and stands_for[link.later.claim_id]
            (wrong if judged else unjudged).append(link)
    right = 0
    for group in groups:
        ours = links_of[group["pair_id"]]
        wanted = RELATIONS.get(group["relation"], (group["relation"], None))
        matches = any(relation_of(link, wanted[1]) == wanted for link in ours)
        right += matches
        said = sorted({" ".join(filter(None, relation_of(link, wanted[1]))) for link in ours})
        print(
            f"{group['pair_id']} {'found' if ours else 'missed':6} {' '.join(filter(None, wanted)):22} <- {', '.join(said)}"
        )
        for link in ours if everything else ():
            tell(link)
    print(
        f"groups with both sides: {len(groups)}, found: {sum(bool(links_of[g['pair_id']]) for g in groups)},"
        f" relation right: {right}, links: {len(found)}, wrong: {len(wrong)}, unjudged: {len(unjudged)}"
    )
    for title, rows in (("wrong", wrong), ("unjudged", unjudged)):
        for link in rows:
            print(f"{title}:")
            tell(link)


def relation_of(link: Link, field: str | None) -> tuple[str, str | None]:
    fields = {clash.field for clash in link.comparison.clashes}
    return link.comparison.relation or "", field if field in fields else None


def tell(link: Link) -> None:
    clashes = "; ".join(f"{c.field}: {c.earlier} / {c.later}" for c in link.comparison.clashes)
    print(f"    {link.comparison.relation} {link.comparison.evidence:.2f} {dict(link.comparison.reasons)} {clashes}")
    for each in (link.earlier, link.later):
        print(f"      {each.claim_id:7} {each.text[:150]}")


if __name__ == "__main__":
    main()
