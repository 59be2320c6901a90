"""Private persons hidden and public ones kept, against texts that were annotated before any rule was run on them.

    python benchmarks/masking.py [--misses] [--json] [--cost 400]

Gold is ours: tests/gold/privacy/<language>.yml, `develop` (rules may be tuned on it) and `held` (only measured). A private person
counts as hidden when neither the full name nor the surname alone is left in the masked text; a public one as kept when every
letter of the name is. Anchor in the same run: everybody masked whom the gazetteer does not know, as a list of names would.

`--cost` prints the CPU a text instead, on so many articles of each language from ../shared/bench (it says so where they are
missing), beside that of tagging the same texts: every publication looks at every published text again.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from wrong_links import articles

from rasad.gazetteer import load
from rasad.model import Mention
from rasad.settings import Settings
from rasad.stages.publish.masking import Masker, surname
from rasad.stages.publish.persons import private_persons
from rasad.stages.publish.policy import policy
from rasad.stages.tag import tag

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold" / "privacy"
LANGUAGES = ("en", "fa")
SYSTEMS = ("rasad", "mask unknown")


def texts() -> Iterator[tuple[str, dict[str, Any]]]:
    for language in LANGUAGES:
        for row in yaml.safe_load((GOLD / f"{language}.yml").read_text(encoding="utf-8"))["texts"]:
            yield language, row


def ruled(text: str, language: str, mentions: Iterable[Mention]) -> set[str]:
    """Whom the policy makes private. Nobody of the gold is known, so no name is known by its key."""
    linked = [mention.span for mention in mentions if mention.entity_id]
    return {one.name for one in private_persons(text, language, policy(), lambda _key: False, linked)}


def unknown(mentions: Iterable[Mention]) -> set[str]:
    """Every full name of a person that the gazetteer does not link."""
    return {one.surface for one in mentions if one.local_id and one.entity_type == "person" and " " in one.surface}


def hides(masked: str, name: str) -> bool:
    return not any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", masked) for part in (name, surname(name)))


def measured(*, misses: bool = False) -> dict[str, Counter[str]]:
    gazetteer, tally = load(Settings()), dict[str, Counter[str]]()
    for language, row in texts():
        text = row["text"].strip()
        tagged = tag(text, title=None, language=language, published=None, gazetteer=gazetteer)
        mentions = (*tagged.mentions, *tagged.inferred)
        for system, names in zip(SYSTEMS, (ruled(text, language, mentions), unknown(mentions)), strict=True):
            masked = Masker(names, "█", alone=map(surname, names)).mask(text)
            left = [name for name in row["private"] if not hides(masked, name)]
            lost = [name for name in row["public"] if name not in masked]
            count = tally.setdefault(f"{language} {row['set']} {system}", Counter())
            count.update(
                private=len(row["private"]),
                hidden=len(row["private"]) - len(left),
                public=len(row["public"]),
                kept=len(row["public"]) - len(lost),
            )
            if misses and system == SYSTEMS[0]:
                for what, which in (("still named", left), ("masked without need", lost)):
                    for name in which:
                        print(f"{language} {row['set']:8} {row['id']}: {what}: {name}")
    return tally


def cost(n: int) -> None:
    gazetteer = load(Settings())
    print(f"{'lang':6}{'texts':>7}{'masking, ms a text':>20}{'tagging':>10}{'ratio':>7}")
    for language in ("en", "fa"):
        found = list(articles(language))[:n]
        if not found:
            continue
        spent = []
        for work in (
            lambda text: private_persons(text, language, policy(), lambda _key: False),  # noqa: B023
            lambda text: tag(text, title=None, language=language, published=None, gazetteer=gazetteer),  # noqa: B023
        ):
            work(found[0][1])  # what is built once is not a text's cost
            began = time.process_time()
            for _, text, _ in found:
                work(text)
            spent.append((time.process_time() - began) / len(found) * 1000)
        print(f"{language:6}{len(found):7}{spent[0]:20.2f}{spent[1]:10.2f}{spent[0] / spent[1]:7.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--misses", action="store_true", help="print who is still named and who was masked without need"
    )
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    parser.add_argument("--cost", type=int, metavar="N", help="CPU a text on so many articles of each language")
    options = parser.parse_args()
    if options.cost:
        cost(options.cost)
        return
    tally = measured(misses=options.misses)
    if options.json:
        print(json.dumps(tally))
        return
    print(
        f"{'lang':5}{'set':9}{'system':14}{'private':>9}{'hidden':>8}{'share':>7}{'public':>9}{'kept':>6}{'share':>7}"
    )
    for key, n in sorted(tally.items()):
        language, set_, system = key.split(" ", 2)
        shares = n["hidden"] / n["private"], n["kept"] / n["public"]
        print(
            f"{language:5}{set_:9}{system:14}{n['private']:9}{n['hidden']:8}{shares[0]:7.2f}{n['public']:9}{n['kept']:6}{shares[1]:7.2f}"
        )


if __name__ == "__main__":
    main()
