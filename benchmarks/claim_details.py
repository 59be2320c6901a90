"""Event dates and quantities of claims, compared with a gold file, and how they are put: polarity, modality, quote type.

    python benchmarks/claim_details.py [GOLD.json FOLDER_OF_TEXTS] [--misses] [--json]

Without paths it reads ../shared/seeds. The gold file holds `documents` (`doc`, `file`, `lang`) and `claims` (`seed`,
`content_spans`, `event_date`, `quantities`, `modality`, `polarity`, `quote_type`, `source_type`). A found claim is matched
to a gold claim when their contents share more than half of their letters (F1); figures are right/total over matched claims.

How a date is scored. A day that gold takes from the content is right on the same words, with the same day. A day that it
takes from elsewhere (an event named before, the day of the saying) is right when the found words name that day. Where gold
had to look outside the text for the year (`ambiguous`: the texts have no publication date), the found value must be null
or that very day, and the day is checked by reading the found words as of the gold day. `event date, all` is both together.
`no event date` counts claims that have none, so that inventing dates does not pay. A quantity is right when place, value,
upper value and qualifier are. A chain is right when it names the same outlets between publisher and speaker. Anchor in the
same run: the first date and the bare digits of the content, with no reading of bounds, words or tense.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rasad.model import Span
from rasad.stages.claims.lines import answer
from rasad.text.dates import find_dates

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"
Claim = dict[str, Any]


def letters(text: str, spans: list[list[int]]) -> set[int]:
    """The places of letters and digits inside spans."""
    return {at for start, end in spans for at in range(start, end) if text[at].isalnum()}


def matched(text: str, gold: list[Claim], found: list[Claim]) -> list[tuple[Claim, Claim]]:
    """Pairs of gold and found claims, best overlap first, one to one."""
    scored = []
    for i, wanted in enumerate(gold):
        want = letters(text, [[s["start"], s["end"]] for s in wanted["content_spans"]])
        for j, claim in enumerate(found):
            have = letters(text, claim["content"])
            both = len(want & have)
            if both and 2 * both / (len(want) + len(have)) >= 0.5:
                scored.append((2 * both / (len(want) + len(have)), i, j))
    pairs, used = [], (set(), set())
    for _, i, j in sorted(scored, reverse=True):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def in_content(claim: Claim, span: Claim | None) -> bool:
    """Whether a gold span lies in the gold content."""
    return span is not None and any(s["start"] <= span["start"] < s["end"] for s in claim["content_spans"])


def names_day(words: str, iso: str, language: str) -> bool:
    """Whether words, read on that day or in the week after it, name the day (or month) `iso`."""
    if len(iso) < 10:
        return any(
            found.value and found.value.isoformat().startswith(iso)
            for found in find_dates(words, Span(0, len(words)), language, date.fromisoformat(f"{iso}-28"))
        )
    day = date.fromisoformat(iso)
    references = [day + timedelta(days=later) for later in range(8)]
    read = (find_dates(words, Span(0, len(words)), language, reference) for reference in references)
    return any(found.value == day for dates in read for found in dates)


def elsewhere_is_right(wanted: Claim, found: Claim | None, language: str) -> bool:
    """Whether a found event date names the day that gold took from outside the content."""
    if found is None:
        return False
    if wanted["iso"] is None:
        return found["iso"] is None
    value = found["iso"]
    return (value is None or value.startswith(wanted["iso"])) and names_day(
        found["span"]["text"], wanted["iso"], language
    )


def date_is_right(wanted: Claim, found: Claim | None) -> bool:
    """Whether a found event date says what the text allows of the gold one."""
    if found is None:
        return False
    overlaps = found["span"]["start"] < wanted["span"]["end"] and wanted["span"]["start"] < found["span"]["end"]
    same_day = (found["iso"] or "").startswith(wanted["iso"] or " ")
    if wanted["ambiguous"]:
        return overlaps and (found["iso"] is None or same_day)
    return overlaps and same_day


def anchor(text: str, claim: Claim, language: str) -> Claim:
    """What a plain reader takes: the first date of the content, and its bare digits as exact numbers."""
    spans = [Span(*pair) for pair in claim["content"]]
    dates = [found for span in spans for found in find_dates(text, span, language, None)]
    digits = [
        {"start": span.start + m.start(), "end": span.start + m.end(), "value": float(m.group().replace(",", ""))}
        | {"value_high": None, "qualifier": "exact"}
        for span in spans
        for m in re.finditer(r"\d[\d,]*(?:\.\d+)?", span.of(text))
    ]
    first = dates[0] if dates else None
    event = first and {
        "iso": first.value.isoformat() if first.value else None,
        "span": {"text": first.surface, "start": first.span.start, "end": first.span.end},
    }
    return {"event_date": event, "quantities": digits}


def quantity_is_right(wanted: Claim, found: list[Claim]) -> bool:
    """Whether one of the found quantities has the gold value and qualifier at the same place."""
    return any(
        one["start"] < wanted["end"]
        and wanted["start"] < one["end"]
        and one["value"] == wanted["value"]
        and one["value_high"] == wanted["value_high"]
        and one["qualifier"] == wanted["qualifier"]
        for one in found
    )


def outlets(chain: list[Claim]) -> set[str]:
    """The outlets with a name between publisher and speaker. Who is behind a page without saying so is not in its text."""
    return {hop["id"] for hop in chain[1:] if (hop["id"] or "").startswith("med:")}


def judged(language: str, wanted: Claim, claim: Claim) -> Iterator[tuple[str, bool, Any]]:
    """Everything scored of one matched claim: what, whether it is right, and what was found."""
    event, found = wanted["event_date"], claim["event_date"]
    if event and in_content(wanted, event["span"]):
        ok = date_is_right(event, found)
        yield from (("event date in content", ok, found), ("event date, all", ok, found))
    elif event:
        ok = elsewhere_is_right(event, found, language)
        yield from (("event date from elsewhere", ok, found), ("event date, all", ok, found))
    else:
        yield "no event date", found is None, found
    for quantity in wanted["quantities"]:
        yield "quantity", quantity_is_right(quantity, claim["quantities"]), claim["quantities"]
    if not wanted["quantities"]:
        yield "no quantity", not claim["quantities"], claim["quantities"]
    if "hops" in claim and wanted.get("attribution_chain"):
        ok = outlets(wanted["attribution_chain"]) == outlets(claim["hops"])
        yield "chain: outlets between", ok, [(hop["role"], hop["id"]) for hop in claim["hops"]]
    for field in ("modality", "polarity", "quote_type", "source_type"):
        if field in claim:
            yield field, claim[field] == wanted[field], claim[field]


def score(gold: Claim, texts: Path) -> tuple[dict[str, list[int]], dict[str, list[int]], list[str]]:
    """Right and total of each figure, the same of the anchor, and a line for each miss."""
    ours: dict[str, list[int]] = {}
    plain: dict[str, list[int]] = {}
    misses = []
    for document in gold["documents"]:
        text = (texts / document["file"]).read_bytes().decode("utf-8")
        language = document["lang"]
        found = next(iter(answer([{"id": document["doc"], "text": text, "language": language}])))["claims"]
        wanted_claims = [claim for claim in gold["claims"] if claim["seed"] == document["file"]]
        for wanted, claim in matched(text, wanted_claims, found):
            for what, ok, saw in judged(language, wanted, claim):
                count(ours, what, ok)
                if not ok:
                    gist = wanted.get({"event date": "event_date"}.get(what[:10], what), wanted["quantities"])
                    misses.append(f"{wanted['claim_id']} {what}: wanted {gist}, found {saw}")
            for what, ok, _ in judged(language, wanted, anchor(text, claim, language)):
                count(plain, what, ok)
    return ours, plain, misses


def count(table: dict[str, list[int]], what: str, ok: bool) -> None:
    """One more of a figure."""
    row = table.setdefault(what, [0, 0])
    row[0] += ok
    row[1] += 1


def main() -> None:
    """Print the figures; with --misses also what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=SEEDS / "gold.json")
    parser.add_argument("texts", type=Path, nargs="?", default=SEEDS)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if not args.gold.exists():
        raise SystemExit(f"{args.gold} is not there; give a gold file and the folder of its texts")
    ours, plain, misses = score(json.loads(args.gold.read_text(encoding="utf-8")), args.texts)
    if args.json:
        print(json.dumps({"right and total": ours, "anchor": plain}))
    else:
        print(f"{'':26} {'ours':>7} {'share':>6}   first date, bare digits")
        for what, (right, total) in sorted(ours.items()):
            beside = f"{plain[what][0]}/{plain[what][1]}" if what in plain else "-"
            print(f"{what:26} {right:>3}/{total:<3} {right / total:>6.3f}   {beside}")
    if args.misses:
        print("\n".join(misses))


if __name__ == "__main__":
    main()
