"""A day of new articles against a history that grows: what the dedupe stage costs, and what it keeps of each text.

    python benchmarks/dedupe_increment.py [--history 100000 1000000] [--day 5000] [--days 3] [--keep FOLDER]

For each history a warehouse is filled as promotions would have: with the signatures of up to 50,000 texts of our own making (a
quarter of them edited copies), and beyond that with the same signatures after a change of all of their values, which keeps how they
share keys. Then days of new articles (a third of them copies of the history) go through build and promotion, each in a process of
its own. The anchor is the smaller history in the same run: the last line is the ratio of the two costs.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
from synthetic_texts import BLOCK, edited, originals, texts

from rasad import ledger, runner
from rasad.contracts import contract
from rasad.edges import past, store
from rasad.settings import Settings
from rasad.text.fingerprint import SIGNATURE, fingerprints

DAY = datetime(2026, 1, 1, tzinfo=UTC)
MADE = 50_000
FAR = 900_000  # blocks from which new texts of a day come, which no history reaches


def main() -> None:
    """Print the cost of each day for each history, then the ratio of the means."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--history", type=int, nargs=2, default=[100_000, 1_000_000])
    parser.add_argument("--day", type=int, default=5_000)
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="Folder for the warehouses; they are used again when they are there.")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--number", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.run:
        print(json.dumps(_one_day(args.run, args.number)))
        return
    folder = args.keep or Path(tempfile.mkdtemp(prefix="dedupe-"))
    means = []
    for documents in args.history:
        data = folder / str(documents)
        _fill(Settings(data=data), documents)
        costs = []
        for number in range(args.days):
            _arrive(Settings(data=data), documents, args.day, number)
            command = [sys.executable, __file__, "--run", str(data), "--number", str(number)]
            found = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()[-1])
            costs.append(found["cpu_s"])
            print(f"history {documents:>9,}: {json.dumps(found)}", flush=True)
        means.append(float(np.mean(costs)))
        kept = sum(path.stat().st_size for path in (data / "index" / "bands").iterdir())
        total = documents + args.day * args.days
        print(f"  kept per text: {SIGNATURE.itemsize} bytes of signature + {kept / total:.0f} of index")
    print(f"ratio {means[1] / means[0]:.2f} ({means[1]:.2f} s CPU against {means[0]:.2f} s)")
    if not args.keep:
        shutil.rmtree(folder)


def _fill(settings: Settings, documents: int) -> None:
    """A warehouse whose history looks as if it had been promoted, and its index."""
    if settings.warehouse.exists():
        return
    ledger.open_batch(settings)
    with store.warehouse(settings) as database:
        made = fingerprints(list(texts(0, min(MADE, documents) // BLOCK)))
        for first in range(0, documents, len(made)):
            signatures = made.copy()
            changed = 1 + (made["minima"].astype(np.int64) * pow(7, first // len(made), 255) + first // len(made)) % 255
            signatures["minima"] = np.where(made["minima"] == 0, 0, changed if first else made["minima"])
            _insert(database, signatures[: documents - first], first)
    with store.held(settings), store.opened(settings.warehouse, read_only=True) as database:
        past.grow(settings, "dedupe", database)


def _insert(database: store.Database, signatures: np.ndarray, first: int) -> None:
    count = len(signatures)
    ids = [f"v{first + at:019d}" for at in range(count)]
    articles = [f"a{first + at:019d}" for at in range(count)]
    at = [DAY + timedelta(seconds=10 * (first + number)) for number in range(count)]
    run = ["history"] * count
    outlets = [f"med:o{number % 40}" for number in range(count)]
    tables = {
        "clean.articles": {"article_id": articles, "source_id": outlets, "lang": ["en"] * count, "run_id": run},
        "clean.article_versions": {
            "version_id": ids,
            "article_id": articles,
            "published_at": at,
            "seen_at": at,
        },
        "dedupe.signatures": {
            "version_id": ids,
            "position": range(first, first + count),
            "signature": [signature.tobytes() for signature in signatures],
            "run_id": run,
        },
        "dedupe.members": {
            "version_id": ids,
            "article_id": articles,
            "dup_id": [f"d{each[1:]}" for each in ids],
            "kind": ["unique"] * count,
        },
    }
    for name, columns in tables.items():
        database._raw.register("incoming", pa.table({key: list(values) for key, values in columns.items()}))
        database.execute(f"INSERT INTO {name} BY NAME SELECT * FROM incoming")
        database._raw.unregister("incoming")


def _arrive(settings: Settings, documents: int, count: int, number: int) -> None:
    """What clean promotes on one day: two thirds new texts, one third copies of texts from all over the history."""
    rng = np.random.default_rng([3, number])
    fresh = [each for block in range(count // BLOCK + 1) for each in originals(FAR + number * 100 + block)]
    old = rng.choice(min(MADE, documents) // BLOCK, 21)
    copies = [
        edited(originals(int(old[at * 20 // (count // 3)]))[int(rng.integers(700))], rng) for at in range(count // 3)
    ]
    bodies = [*copies, *fresh][:count]
    with store.warehouse(settings) as database:
        ids = [f"n{number}-{at:016d}" for at in range(count)]
        at = DAY + timedelta(days=900 + number)
        database.insert(
            "clean.articles",
            [{"article_id": f"a{each}", "source_id": f"med:o{len(each) % 40}", "lang": "en"} for each in ids],
        )
        database.insert(
            "clean.article_versions",
            [
                {"version_id": each, "article_id": f"a{each}", "body": body, "published_at": at, "seen_at": at}
                for each, body in zip(ids, bodies, strict=True)
            ],
        )


def _one_day(data: Path, number: int) -> dict[str, float]:
    """Build and promote one day in this process, and what that took."""
    settings = Settings(data=data)
    batch = ledger.open_batch(settings)
    before = _cpu()
    counts = runner.build(settings, batch, "dedupe", str)
    built = _cpu()
    ledger.record_gate(settings, batch, "dedupe", runner.candidate_path(settings, batch, contract("dedupe")), ())
    gated = _cpu()
    runner.promote(settings, batch, "dedupe", str)
    with store.opened(settings.warehouse, read_only=True) as database:
        (copies,) = database.rows(
            "SELECT count(*) AS n FROM dedupe.members WHERE run_id = :run AND kind = 'near'", run=batch
        )
    return {
        "day": number,
        "texts": counts["members"],
        "near": copies["n"],
        "build_s": round(built - before, 2),
        "promote_s": round(_cpu() - gated, 2),
        "cpu_s": round(built - before + _cpu() - gated, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
