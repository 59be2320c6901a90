"""A day of claims against a long past: the real corroborate stage, built and promoted on warehouses of two sizes.

    python benchmarks/corroborate_scale.py [--day 10000] [--past 100000 1000000]

Past and day are made by a generator: claims in both languages from a vocabulary with the skew of real text (a few words and entities
are everywhere, most are rare), a tenth of the day repeating a claim of the past ten days in other words. Anchor in the same run: the
same day against the smaller past. Prints CPU seconds, peak memory and the ratio of the two.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from rasad import ledger, runner
from rasad.edges import store
from rasad.settings import Settings
from rasad.stages.corroborate.concepts import LEXICON, Lexicon
from rasad.stages.corroborate.statement import STEM_LETTERS
from rasad.strict import read_model

DAY = datetime(2026, 11, 20, tzinfo=UTC)
PAST_DAYS = 90
PER_ARTICLE = 10
AT_ONCE = 100_000
T = TypeVar("T")


class Generator:
    """Claims whose words, concepts and entities are drawn with the skew of real text."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        lexicon = read_model(LEXICON, Lexicon)
        self._words = {
            "en": [(w.removesuffix("*"), name) for name, words in lexicon.concepts.items() for w in words.en],
            "fa": [(w, name) for name, words in lexicon.concepts.items() for w in words.fa],
        }
        self._plain = {"en": [f"word{n:05d}" for n in range(20_000)], "fa": [f"واژه{n:05d}" for n in range(20_000)]}
        self._entities = [f"per:p{n}" for n in range(3_000)] + [f"org:o{n}" for n in range(1_500)]

    def claim(self, number: int, known_at: datetime) -> dict[str, Any]:
        language = "fa" if self._rng.random() < 0.5 else "en"
        meant = [self._skewed(self._words[language]) for _ in range(4)]
        words = [word for word, _ in meant] + [self._skewed(self._plain[language]) for _ in range(14)]
        entities = sorted({self._skewed(self._entities) for _ in range(2)})
        stems = {f"{language} {word[:STEM_LETTERS]}" for word in words}
        return {
            "claim_id": f"c{number:09d}",
            "article_id": f"a{number // PER_ARTICLE:08d}",
            "version_id": f"v{number // PER_ARTICLE:08d}",
            "lang": language,
            "known_at": known_at,
            "content_text": " ".join(words),
            "entities": entities,
            "terms": sorted(stems | {name for _, name in meant} | set(entities)),
            "is_past": True,
        }

    def again(self, claim: dict[str, Any], number: int, known_at: datetime) -> dict[str, Any]:
        """The same claim in nearly the same words, by somebody else."""
        words = claim["content_text"].split()
        self._rng.shuffle(words)
        return claim | {
            "claim_id": f"c{number:09d}",
            "article_id": f"a{number // PER_ARTICLE:08d}",
            "version_id": f"v{number // PER_ARTICLE:08d}",
            "known_at": known_at,
            "content_text": " ".join(words[:-2]),
            "is_past": False,
        }

    def _skewed(self, drawn_from: Sequence[T]) -> T:
        return drawn_from[int(len(drawn_from) * self._rng.random() ** 3)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--day", type=int, default=10_000)
    parser.add_argument("--past", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--child", type=Path)
    options = parser.parse_args()
    if options.child:
        measure(options.child)
        return
    figures = []
    for size in options.past:
        with tempfile.TemporaryDirectory() as folder:
            prepare(Path(folder), size, options.day)
            done = subprocess.run(
                [sys.executable, __file__, "--child", folder], check=True, stdout=subprocess.PIPE, text=True
            )
        figures.append(json.loads(done.stdout.splitlines()[-1]))
        print(f"past {size:>9,}: {figures[-1]}", flush=True)
    first, last = figures[0], figures[-1]
    print(
        f"day of {options.day:,} claims: {last['cpu_s'] / first['cpu_s']:.2f} times the CPU time with a past of "
        f"{options.past[-1] / options.past[0]:.0f} times the size"
    )


def prepare(data: Path, past: int, day: int) -> None:
    """A warehouse with a promoted past and a day that waits."""
    settings = Settings(data=data)
    ledger.open_batch(settings)
    generator = Generator(7)
    recent: list[dict[str, Any]] = []
    with store.warehouse(settings) as database:
        for start in range(0, past, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, past))
            claims = [generator.claim(n, DAY - timedelta(days=PAST_DAYS * (1 - n / past))) for n in numbers]
            recent = [claim for claim in claims if claim["known_at"] > DAY - timedelta(days=8)] or recent
            insert(database, claims, data)
        rng = random.Random(11)
        fresh = [
            generator.again(rng.choice(recent), past + n, DAY)
            if rng.random() < 0.1
            else generator.claim(past + n, DAY) | {"is_past": False}
            for n in range(day)
        ]
        insert(database, fresh, data)


def insert(database: store.Database, claims: list[dict[str, Any]], data: Path) -> None:
    table = pa.Table.from_pylist(claims)
    path = data / "made.parquet"
    pq.write_table(table, path)
    database.execute(f"CREATE OR REPLACE TEMP VIEW made AS SELECT * FROM read_parquet({store.quoted(path)})")
    database.run(Path(__file__).with_suffix(".sql"))


def measure(data: Path) -> None:
    settings = Settings(data=data)
    batch_id = ledger.open_batch(settings)
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF)
    told: list[str] = []
    runner.build(settings, batch_id, "corroborate", told.append)
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(told[-1], file=sys.stderr)
    print(
        json.dumps(
            {
                "cpu_s": round(cpu, 1),
                "wall_s": round(time.monotonic() - began, 1),
                "peak_mb": round(after.ru_maxrss / 1024),
                "told": told[-1],
            }
        )
    )


if __name__ == "__main__":
    main()
