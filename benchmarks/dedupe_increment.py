"""A day of new articles against a history that grows: what the dedupe stage costs, and what it keeps of each text.

    python benchmarks/dedupe_increment.py [--history 100000 1000000] [--day 5000] [--days 3] [--keep FOLDER]

For each history a warehouse is filled as promotions would have, 5,000 texts a day back in time: with the signatures of up to 50,000
texts of our own making (a quarter of them edited copies) and the traces of up to 10,000 of them, and beyond that with the same
ones after a change of all of their values, which keeps how they share keys. Every text has 18 details: names by rank, days, figures; those
that many texts have stay the same throughout, the rare ones are others in each repetition. Then days of new articles (a third of them
copies of the history) go through build and promotion, each in a process of its own. The anchor is the smaller history in the same run:
the last line is the ratio of the two costs.
"""

from __future__ import annotations

import argparse
import calendar
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
from synthetic_texts import BLOCK, edited, originals, texts, vocabulary

from rasad import ledger, runner
from rasad.catalogue import known_outlets
from rasad.contracts import contract
from rasad.edges import past, store
from rasad.gazetteer import load
from rasad.settings import Settings
from rasad.stages.dedupe.traces import Trace, publishers, to_row, tracer
from rasad.text.fingerprint import SIGNATURE, fingerprints

DAY = datetime(2026, 1, 1, tzinfo=UTC)
MADE = 50_000
TRACED = 10_000
PER_DAY = 5_000
COMMON = 4  # of the 10,000 texts: details that so many have stay the same however often the texts are used again
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
        total = documents + args.day * args.days
        kept = {
            name.name: round(sum(path.stat().st_size for path in name.iterdir()) / total)
            for name in sorted((data / "index").iterdir())
        }
        print(
            f"  kept per text: {SIGNATURE.itemsize} bytes of signature; of the indexes {json.dumps(kept)}; {_stored(data)} of traces"
        )
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
        traces = _traces()
        for first in range(0, documents, len(made)):
            signatures = made.copy()
            changed = 1 + (made["minima"].astype(np.int64) * pow(7, first // len(made), 255) + first // len(made)) % 255
            signatures["minima"] = np.where(made["minima"] == 0, 0, changed if first else made["minima"])
            _insert(database, signatures[: documents - first], first, documents)
            for start in range(first, min(first + len(made), documents), TRACED):
                _insert_traces(database, traces, start, documents)
    with store.held(settings), store.opened(settings.warehouse, read_only=True) as database:
        past.grow(settings, "dedupe", database)


@lru_cache(maxsize=1)
def _traces() -> list[Trace]:
    settings = Settings()
    trace = tracer(publishers(known_outlets(settings)), load(settings))
    bodies = (detailed(body, at) for at, body in enumerate(texts(0, TRACED // BLOCK)))
    at = {"lang": "en", "published_at": DAY, "seen_at": DAY, "source_id": "med:o1"}
    return [trace({"version_id": "", "article_id": "", "body": body, **at}) for body in bodies]


def detailed(body: str, number: int) -> str:
    """A text with names, days and figures after its sentences, most of them in few texts."""
    rng = np.random.default_rng([11, number])
    words = [word.capitalize() for word in vocabulary()[:8_000]]
    ranks = np.minimum(rng.zipf(1.3, 14), 60_000)
    names = [f"{words[rank % 7_919]} {words[(rank * 31) % 7_993]}" for rank in ranks.tolist()]
    figures = [f"{int(rng.integers(14, 100_000)):,} people" for _ in range(3)]
    day = f"on {calendar.month_name[int(rng.integers(1, 13))]} {int(rng.integers(1, 29))}"
    sentences = body.split(". ")
    for at, detail in enumerate((*(f"near {name}" for name in names), *figures, day)):
        sentences[at % len(sentences)] += f" {detail}"
    return ".\n".join(sentences) + "."


def _insert_traces(database: store.Database, traces: list[Trace], first: int, documents: int) -> None:
    """Once more the same traces; sentences, and details that few texts have, are others each time, but the latest as made."""
    again = (documents - 1 - first) // TRACED
    often = {key for key, count in _often(traces) if count >= COMMON}
    rows = []
    for at, trace in enumerate(traces[: documents - first]):
        row = to_row(trace)
        marks = trace.landmarks.copy()
        fresh = [key if key in often else (key * (2 * again + 1) + again) % 2**32 for key in marks["key"].tolist()]
        marks["key"] = fresh
        keys = [(key * (2 * again + 1) + again) % 2**32 for key in row["keys"]]
        place = {"version_id": f"v{first + at:019d}", "position": first + at, "known_at": _when(first + at, documents)}
        rows.append(row | place | {"keys": keys, "landmarks": marks.tobytes(), "run_id": "history"})
    database.insert("dedupe.traces", rows)


def _often(traces: list[Trace]) -> list[tuple[int, int]]:
    return Counter(key for trace in traces for key in trace.landmarks["key"].tolist()).most_common()


def _when(position: int, documents: int) -> datetime:
    """The history ends where the new days begin."""
    return DAY - timedelta(days=(documents - position) / PER_DAY)


def _insert(database: store.Database, signatures: np.ndarray, first: int, documents: int) -> None:
    count = len(signatures)
    ids = [f"v{first + at:019d}" for at in range(count)]
    articles = [f"a{first + at:019d}" for at in range(count)]
    at = [_when(first + number, documents) for number in range(count)]
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
    bodies = [detailed(body, int(rng.integers(1 << 30))) for body in [*copies, *fresh][:count]]
    with store.warehouse(settings) as database:
        ids = [f"n{number}-{at:016d}" for at in range(count)]
        at = DAY + timedelta(days=number)
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
        (linked,) = database.rows("SELECT count(*) AS n FROM dedupe.links WHERE run_id = :run", run=batch)
    with store.opened(runner.candidate_path(settings, batch, contract("dedupe")), read_only=True) as database:
        (read,) = database.rows("SELECT count(*) AS n FROM input.traces")
    return {
        "day": number,
        "texts": counts["members"],
        "near": copies["n"],
        "links": linked["n"],
        "traces_read": read["n"],
        "build_s": round(built - before, 2),
        "promote_s": round(_cpu() - gated, 2),
        "cpu_s": round(built - before + _cpu() - gated, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _stored(data: Path) -> int:
    """Bytes of a trace as its columns hold them."""
    with store.opened(Settings(data=data).warehouse, read_only=True) as database:
        (mean,) = database.rows(
            "SELECT avg(4 * len(keys) + octet_length(passages) + octet_length(landmarks)) AS n FROM dedupe.traces"
        )
    return round(mean["n"])


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
