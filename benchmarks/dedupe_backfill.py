"""A whole history at once, as SQL over Parquet, beside the incremental path: what both cost, and that they agree.

    python benchmarks/dedupe_backfill.py [--n 100000 ...] [--batch 20000]

Texts of our own making are streamed; signatures and band keys go to Parquet a part at a time. sql/3_dedupe/backfill/pairs.sql finds the
candidates (DuckDB here; the same statement serves any engine that joins Parquet), the stage's own judgement keeps pairs, and
what they connect is a cluster. The incremental path, in the same run, places the same texts batch after batch by sorted runs.
Each n is a process of its own, so that the peaks are comparable.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from synthetic_texts import BLOCK, texts

from rasad.edges.sorted_runs import SortedRuns
from rasad.settings import SQL
from rasad.stages.dedupe.candidates import NEIGHBOURS, Pairs, band_pairs
from rasad.stages.dedupe.judgement import NEAR, judged
from rasad.text.fingerprint import BANDS, SIGNATURE, band_keys, fingerprints

_PAIRS_AT_ONCE = 500_000


def main() -> None:
    """Print CPU and peak memory of each step for each n, and whether both paths end in the same clusters."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, nargs="+", default=[100_000])
    parser.add_argument("--batch", type=int, default=20_000)
    args = parser.parse_args()
    if len(args.n) > 1:
        for count in args.n:
            subprocess.run([sys.executable, __file__, "--n", str(count), "--batch", str(args.batch)], check=True)
        return
    (count,) = args.n
    with tempfile.TemporaryDirectory(prefix="backfill-") as folder:
        steps = Steps(count)
        signatures = _sign(Path(folder), count, args.batch, steps)
        whole = _whole(Path(folder), signatures)
        steps.done("band join and judgement")
        batches = _batches(Path(folder), signatures, args.batch)
        steps.done("batch after batch")
        print(
            f"  clusters: {len(set(whole.tolist())):,}; both paths agree: {bool((whole == batches).all())}", flush=True
        )


class Steps:
    """Prints what each step took."""

    def __init__(self, count: int) -> None:
        self._count, self._before = count, _cpu()
        print(f"{count:,} texts", flush=True)

    def done(self, name: str, less: float = 0.0) -> None:
        """`less` seconds of the step went into making texts."""
        now = _cpu()
        spent = now - self._before - less
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"  {name:26} {spent:8.1f} s CPU  {spent / self._count * 1e6:6.0f} us a text  peak so far {peak:6.0f} MB",
            flush=True,
        )
        self._before = now


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _sign(folder: Path, count: int, batch: int, steps: Steps) -> np.ndarray:
    """Stream the texts into bands.parquet and one file of signatures, which is returned as it lies on disk."""
    schema = pa.schema([("key", pa.uint32()), ("position", pa.int64())])
    making = 0.0
    with pq.ParquetWriter(folder / "bands.parquet", schema) as bands, (folder / "signatures").open("wb") as stored:
        for first in range(0, count, batch):
            before = _cpu()
            bodies = list(texts(first // BLOCK, min(first + batch, count) // BLOCK))
            making += _cpu() - before
            signatures = fingerprints(bodies)
            stored.write(signatures.tobytes())
            positions = np.repeat(np.arange(first, first + len(bodies)), BANDS)
            bands.write_table(pa.table([band_keys(signatures).ravel(), positions], schema=schema))
    steps.done("signatures and bands", making)
    return np.memmap(folder / "signatures", SIGNATURE, "r")


def _whole(folder: Path, signatures: np.ndarray) -> np.ndarray:
    statement = (SQL / "3_dedupe" / "backfill" / "pairs.sql").read_text(encoding="utf-8").rstrip().removesuffix(";")
    parent = np.arange(len(signatures))
    with duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(folder / "spill")}) as engine:
        engine.execute(f"CREATE VIEW bands AS SELECT * FROM '{folder / 'bands.parquet'}'")
        engine.execute(f"COPY ({statement}) TO '{folder / 'pairs.parquet'}' (FORMAT parquet)")
    for part in pq.ParquetFile(folder / "pairs.parquet").iter_batches(_PAIRS_AT_ONCE):
        _unite(parent, signatures, Pairs(*(part.column(name).to_numpy() for name in ("earlier", "later"))))
    return _settled(parent)


def _batches(folder: Path, signatures: np.ndarray, batch: int) -> np.ndarray:
    parent = np.arange(len(signatures))
    runs = SortedRuns(folder / "index", "backfill")
    for first in range(0, len(signatures), batch):
        bands = band_keys(signatures[first : first + batch])
        found = runs.find(bands.ravel(), NEIGHBOURS)
        codes = np.unique(found.positions * len(signatures) + first + found.which // BANDS)
        _unite(parent, signatures, Pairs(codes // len(signatures), codes % len(signatures)))
        inside = band_pairs(bands, 0)
        _unite(parent, signatures, Pairs(inside.earlier + first, inside.later + first))
        owners = np.repeat(np.arange(first, first + len(bands)), BANDS)
        runs.add(bands.ravel(), owners, stop=first + len(bands), mark=str(first))
    return _settled(parent)


def _unite(parent: np.ndarray, signatures: np.ndarray, pairs: Pairs) -> None:
    found = judged(signatures, pairs)
    same = found.kind >= NEAR
    for earlier, later in zip(found.pairs.earlier[same].tolist(), found.pairs.later[same].tolist(), strict=True):
        one, other = _root(parent, earlier), _root(parent, later)
        parent[max(one, other)] = min(one, other)


def _root(parent: np.ndarray, at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = int(parent[at])
    return at


def _settled(parent: np.ndarray) -> np.ndarray:
    while (parent[parent] != parent).any():
        parent = parent[parent]
    return parent


if __name__ == "__main__":
    main()
