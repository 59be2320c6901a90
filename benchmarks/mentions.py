"""Score entity mentions against annotated claims: share found, share rightly linked, and every wrong link.

    python benchmarks/mentions.py GOLD.json TEXTS_DIRECTORY

GOLD.json holds `documents` and `claims`; a claim names its text (`seed`) and lists `entities` with `entity_id`,
`start`, `end` (code points of that file). One row an annotated place, counted once however many claims list it. `right`:
a mention overlaps the place and has the annotated id, or, for a role, its holder's; `open`: the id is among its candidates;
`wrong`: mentions overlap, none with the id; `missed`: none overlaps. The share in front is right / all places. Pronouns,
lower-case descriptions, groups, events and concepts are counted apart (`described`): the goal is for places that name somebody.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rasad.gazetteer import Gazetteer, load
from rasad.model import Language, Mention, Span
from rasad.settings import Settings
from rasad.stages.tag import tag

_NOT_NAMES = ("grp:", "evt:", "con:")
"""Groups and events are mostly described ('protests', 'a force'), seldom named."""


def main() -> None:
    """Print the shares per language and the wrong links."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("texts", type=Path)
    options = parser.parse_args()
    gold = json.loads(options.gold.read_text(encoding="utf-8"))
    gazetteer = load(Settings(sources="live"))
    tally: Counter[tuple[str, str, str]] = Counter()
    for name in sorted({claim["seed"] for claim in gold["claims"]}):
        text = (options.texts / name).read_bytes().decode("utf-8")
        language: Language = "fa" if any("\u0600" <= character <= "\u06ff" for character in text[:500]) else "en"
        tagged = tag(text, title=None, language=language, published=_published(gold, name), gazetteer=gazetteer)
        mentions = (*tagged.mentions, *tagged.inferred)
        for entity in _distinct(gold, name):
            kind = "described" if _is_described(entity) else "named"
            outcome = judge(entity, mentions, gazetteer)
            tally[language, kind, outcome] += 1
            if outcome != "right":
                print(
                    f"{outcome:8} {kind:9} {name[:3]} {entity['start']}:{entity['end']} {entity['text']!r} {entity['entity_id']}"
                    f" <- {[(m.surface, m.entity_id, m.candidates) for m in _over(entity, mentions)]}"
                )
    for language in ("en", "fa"):
        for kind in ("named", "described"):
            counts = {outcome: tally[language, kind, outcome] for outcome in ("right", "open", "wrong", "missed")}
            total = sum(counts.values())
            if total:
                found = 1 - counts["missed"] / total
                print(f"{language} {kind:9} n={total} found={found:.3f} right={counts['right'] / total:.3f} {counts}")


def judge(entity: dict[str, Any], mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> str:
    """right, open (only candidates), wrong or missed. An office and its holder are one answer for a role."""
    over = _over(entity, mentions)
    if not over:
        return "missed"
    wanted = entity["entity_id"]
    for mention in over:
        offices = gazetteer.offices_of(mention.entity_id or "")
        if mention.entity_id == wanted or (mention.mention_type == "role" and wanted in offices):
            return "right"
    return "open" if any(wanted in mention.candidates for mention in over) else "wrong"


def _over(entity: dict[str, Any], mentions: tuple[Mention, ...]) -> list[Mention]:
    span = Span(entity["start"], entity["end"])
    return [mention for mention in mentions if mention.span.overlaps(span)]


def _is_described(entity: dict[str, Any]) -> bool:
    words = str(entity["text"]).split()
    return str(entity["entity_id"]).startswith(_NOT_NAMES) or (words[0].isascii() and words[0].islower())


def _distinct(gold: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = [entity for claim in gold["claims"] if claim["seed"] == name for entity in claim["entities"]]
    return list({(row["entity_id"], row["start"], row["end"]): row for row in rows}.values())


def _published(gold: dict[str, Any], name: str) -> datetime | None:
    document: dict[str, Any] = next((row for row in gold["documents"] if row.get("file") == name), {})
    value = (document.get("published") or {}).get("value")
    try:
        return datetime.fromisoformat(str(value)[:10]).replace(tzinfo=UTC)
    except ValueError:
        return None


if __name__ == "__main__":
    main()
