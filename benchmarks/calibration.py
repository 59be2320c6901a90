"""Whether a claim at 0.8 is right about 8 times in 10: a reliability table, and the fit of include/lexicons/confidence.yml.

    python benchmarks/calibration.py [--fit] [--limit 300] [--json]

A claim is right when it matches a gold relation: contents share token F1 of at least 0.5 (greedy, one to one), and, where
gold has a source, the sources overlap. Reported on data that the table was not fitted on: PolNeAR dev, every other document of
the Persian treebank's attributions, and our own gold (the newsroom and tests/gold). With --fit the table is fitted anew
on PolNeAR train (--limit documents, every nth) and on the remaining half of the Persian documents, by logistic regression: a
share for each rule, drawn towards the share of its language (as if seen in PRIOR more claims), and log-odds for each
feature. Only the numbers of the table are shipped. Both corpora are read from ../shared/bench (or --bench).

Anchor in the same run: the same base share for every claim, which is what a table without rules would say. `ECE` is the
expected calibration error (mean distance of bin and right share, weighted), `Brier` the mean squared error.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import sample_gold
import yaml

from rasad.gazetteer import load
from rasad.settings import load as load_settings
from rasad.stages.claims import claims
from rasad.stages.claims.confidence import PATH, ConfidenceTable, confidence_table, features
from rasad.stages.claims.reading import read
from rasad.stages.tag import tag

BENCH = Path(__file__).resolve().parents[1].parent / "shared" / "bench"
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
PRIOR = 8.0
STEPS = 60


@dataclass(frozen=True)
class Judged:
    """One claim that our rules made on an annotated text."""

    language: str
    rule: str
    features: tuple[str, ...]
    confidence: float
    right: bool


def judged(documents: Iterable[dict[str, Any]], scorer: ModuleType) -> Iterator[Judged]:
    """Every attributed claim of some documents (`id, language, text, gold`), and whether it is right."""
    gazetteer, table = load(load_settings()), confidence_table()
    for document in documents:
        text, language = document["text"], document["language"]
        title, published = document.get("title"), document.get("published")
        tagged = tag(text, title=title, language=language, published=published, gazetteer=gazetteer)
        day = published.date() if published else None
        ready = read(text, title=title, language=language, published=day, source_id=None, tagged=tagged)
        made = claims(ready, tagged, gazetteer, str(document["id"]))
        found = [claim for claim in made if claim.relation.voice == "speaker"]
        content = [scorer.marks(text, [(s.start, s.end) for s in claim.relation.content]) for claim in found]
        right = set()
        for i, j in scorer.pair([scorer.marks(text, row["content"]) for row in document["gold"]], content):
            wanted = scorer.marks(text, document["gold"][i].get("source"))
            source = scorer.marks(text, [(s.start, s.end) for s in found[j].relation.source])
            if not wanted or wanted & source:
                right.add(j)
        for j, claim in enumerate(found):
            names = features(text, claim.relation, claim.speaker_id, claim.source_type, table)
            yield Judged(language, claim.relation.rule, names, claim.confidence, j in right)


def own_gold() -> Iterator[dict[str, Any]]:
    """Our own annotated texts in the shape of the corpora."""
    for document in (*sample_gold.newsroom(), *sample_gold.texts()):
        rows = []
        for row in document.claims:
            content = sample_gold.places(document.text, row["content"])
            if content and row.get("voice", "speaker") == "speaker":
                source = sample_gold.places(document.text, row["source"], content[0].start)
                rows.append(
                    {"content": [(s.start, s.end) for s in content], "source": [(s.start, s.end) for s in source]}
                )
        published = document.published if isinstance(document.published, datetime) else None
        about = {"title": document.title, "published": published, "language": document.language}
        yield about | {"id": document.name, "text": document.text, "gold": rows}


def fitted(data: list[Judged], table: ConfidenceTable) -> dict[str, Any]:
    """The table for some judged claims: shares by language and rule, and the shifts of the features."""
    languages = sorted({one.language for one in data})
    rules = sorted({(one.language, one.rule) for one in data})
    names = sorted({name for one in data for name in one.features})
    seen = {name: sum(name in one.features for one in data) for name in names}
    names = [name for name in names if 15 <= seen[name] < len(data)]
    columns = {key: number for number, key in enumerate([*languages, *rules, *names])}
    matrix = np.zeros((len(data), len(columns)))
    for row, one in enumerate(data):
        for key in (one.language, (one.language, one.rule), *(name for name in one.features if name in columns)):
            matrix[row, columns[key]] = 1.0
    right = np.array([one.right for one in data], dtype=float)
    # Each rule as if seen in PRIOR more claims at the share of its language (variance 1/4 each): a penalty on its log-odds.
    penalty = np.array([0.01] * len(languages) + [PRIOR / 4] * len(rules) + [PRIOR / 4] * len(names))
    weights = np.zeros(len(columns))
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (right - share) - penalty * weights
        curve = (matrix * (share * (1 - share))[:, None]).T @ matrix + np.diag(penalty)
        weights = weights + np.linalg.solve(curve, slope)

    def chance(odds: float) -> float:
        return round(float(1 / (1 + np.exp(-odds))), 2)

    return {
        "languages": {
            language: {
                "otherwise": chance(weights[columns[language]]),
                "rules": {
                    rule: chance(weights[columns[language]] + weights[columns[of, rule]])
                    for of, rule in rules
                    if of == language
                },
            }
            for language in languages
        },
        "shifts": {name: round(float(weights[columns[name]]), 2) for name in names},
        **{name: getattr(table, name) for name in ConfidenceTable.model_fields if name not in ("languages", "shifts")},
    }


def written(table: dict[str, Any], counts: str) -> None:
    """Put a fitted table in place of the shipped one, which is read anew."""
    head = (
        "# How often a claim that was found in this way is right. Written by `python benchmarks/calibration.py --fit`; not for editing.\n"
        "# Fitted on which claims of our rules agree with the annotations of PolNeAR train (English) and of half of the Persian\n"
        "# treebank's attributions: numbers only. `rules` are shares; `shifts` are log-odds that a feature adds. Content sizes are\n"
        "# in letters and digits. `outlet_voice` and `proposed` are set by judgement: nobody has measured them.\n"
        f"# Claims fitted on: {counts}\n"
    )
    PATH.write_text(head + yaml.safe_dump(table, sort_keys=False, allow_unicode=True, width=130), encoding="utf-8")
    confidence_table.cache_clear()


def reliability(data: list[Judged]) -> tuple[list[tuple[str, int, float, float]], float, float, float]:
    """Bins (label, n, mean confidence, right share), expected calibration error, Brier score, and Brier of one share for all."""
    bins = []
    for low, high in pairwise(BINS):
        inside = [one for one in data if low <= one.confidence < high or one.confidence == high == 1.0]
        if inside:
            mean = sum(one.confidence for one in inside) / len(inside)
            bins.append((f"{low:.1f}-{high:.1f}", len(inside), mean, sum(one.right for one in inside) / len(inside)))
    error = sum(n * abs(mean - right) for _, n, mean, right in bins) / len(data)
    base = sum(one.right for one in data) / len(data)
    brier = sum((one.confidence - one.right) ** 2 for one in data) / len(data)
    return bins, error, brier, base * (1 - base)


def scorer_of(bench: Path) -> ModuleType:
    """The scorer beside the corpora: its readers of both, and its matching."""
    spec = importlib.util.spec_from_file_location("score_claims", bench / "score_claims.py")
    if spec is None or spec.loader is None or not (bench / "score_claims.py").exists():
        raise SystemExit(f"{bench} has no score_claims.py; give the folder of the corpora with --bench")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Fit where asked to, then print the reliability tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="fit the table anew and write it first")
    parser.add_argument("--limit", type=int, default=300, help="documents of PolNeAR train to fit on")
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    scorer = scorer_of(args.bench)
    archive = str(args.bench / "polnear_train_dev.tar.gz")
    persian = sorted(scorer.persian(str(args.bench / "fa_attribution_dev.json.gz")), key=lambda row: str(row["id"]))
    if args.fit:
        train = list(scorer.polnear("train", archive))
        chosen = train[:: max(1, len(train) // args.limit)][: args.limit]
        data = [*judged(chosen, scorer), *judged(persian[::2], scorer)]
        counts = ", ".join(f"{sum(one.language == of for one in data)} {of}" for of in ("en", "fa"))
        written(fitted(data, confidence_table()), counts)
    held_out = {
        "PolNeAR dev": list(judged(scorer.polnear("dev", archive), scorer)),
        "Persian treebank, other half": list(judged(persian[1::2], scorer)),
    }
    ours = list(judged(own_gold(), scorer))
    held_out |= {f"our gold, {of}": [one for one in ours if one.language == of] for of in ("en", "fa")}
    report(held_out, as_json=args.json)


def report(held_out: dict[str, list[Judged]], *, as_json: bool) -> None:
    """The reliability tables of some sets."""
    found = {name: reliability(data) for name, data in held_out.items() if data}
    if as_json:
        print(
            json.dumps(
                {name: {"bins": bins, "ece": ece, "brier": brier} for name, (bins, ece, brier, _) in found.items()}
            )
        )
        return
    for name, (bins, error, brier, base) in found.items():
        print(
            f"{name}: {len(held_out[name])} claims, ECE {error:.3f}, Brier {brier:.3f} (one share for all: {base:.3f})"
        )
        for label, n, mean, right in bins:
            print(f"  {label}  n {n:5}  says {mean:.2f}  right {right:.2f}")


if __name__ == "__main__":
    main()
