"""Event dates and quantities of claims, compared with a gold file.

    python benchmarks/claim_details.py GOLD.json FOLDER_OF_TEXTS [-v]

The gold file holds `documents` (`doc`, `file`, `lang`) and `claims` (`seed`, `content_spans`, `event_date`, `quantities`,
`modality`, `polarity`). A found claim is matched to a gold claim when their contents share more than half of their letters
(F1). A date is right when its day and precision agree; where gold had to look outside the text for the day (`ambiguous`),
right is what the text itself allows: no day, or that very day, on the same words. Days that gold took from another
sentence, or from words outside the content, are counted apart. Figures are right/total over matched claims.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from rasad.stages.claims.lines import answer

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


def date_is_right(wanted: Claim, found: Claim | None) -> bool:
    """Whether a found event date says what the text allows of the gold one."""
    if found is None:
        return False
    overlaps = found["span"]["start"] < wanted["span"]["end"] and wanted["span"]["start"] < found["span"]["end"]
    same_day = (found["iso"] or "").startswith(wanted["iso"] or " ")
    if wanted["ambiguous"]:
        return overlaps and (found["iso"] is None or same_day)
    return overlaps and same_day


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


def main() -> None:
    """Print the figures; with -v also what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    gold = json.loads(args.gold.read_text(encoding="utf-8"))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()

    def count(what: str, ok: bool, wanted: Claim, saw: Any) -> None:
        total[what] += 1
        right[what] += ok
        if args.verbose and not ok:
            print(
                f"  {what}: {wanted['claim_id']} wanted {wanted.get(what.split()[0], wanted)}, found {saw}",
                file=sys.stderr,
            )

    for document in gold["documents"]:
        text = (args.texts / document["file"]).read_bytes().decode("utf-8")
        row = {"id": document["doc"], "text": text, "language": document["lang"]}
        found = next(iter(answer([row])))["claims"]
        wanted_claims = [claim for claim in gold["claims"] if claim["seed"] == document["file"]]
        for wanted, claim in matched(text, wanted_claims, found):
            event = wanted["event_date"]
            if event and in_content(wanted, event["span"]):
                count("event date", date_is_right(event, claim["event_date"]), wanted, claim["event_date"])
            elif event:
                held = claim["event_date"] is not None
                count("event date from elsewhere", held, wanted, claim["event_date"])
            else:
                count("no event date", claim["event_date"] is None, wanted, claim["event_date"])
            for quantity in wanted["quantities"]:
                ok = quantity_is_right(quantity, claim["quantities"])
                count("quantity", ok, {**quantity, "claim_id": wanted["claim_id"]}, claim["quantities"])
            if not wanted["quantities"]:
                count("no quantity", not claim["quantities"], wanted, claim["quantities"])
            for field in ("modality", "polarity", "source_type"):
                count(field, claim[field] == wanted[field], wanted, claim[field])
    for what in total:
        print(f"{what:26} {right[what]}/{total[what]}  {right[what] / total[what]:.3f}")


if __name__ == "__main__":
    main()
