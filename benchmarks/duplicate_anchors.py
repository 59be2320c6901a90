"""The dedupe filter beside datasketch's MinHashLSH and rensa's deduplicator, on the same texts in the same run.

    python benchmarks/duplicate_anchors.py --anchors PYTHON [--texts FILE.jsonl] [--n 20000]

PYTHON is an interpreter of an environment of its own that has datasketch and rensa. Without FILE (one JSON object a line, with id
and text) the texts are of our own making. All get the same lines; both anchors get them lower-cased, without joiners, with
Persian letters, as word triples. Each is a whole process: CPU time and peak memory are the system's for that process.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

from synthetic_texts import BLOCK, texts

WORDS = r"""
import json, re, sys, unicodedata
def triples(text):
    text = unicodedata.normalize("NFKC", text).lower().replace("\u200c", "").replace("\u064a", "\u06cc").replace("\u0643", "\u06a9")
    words = re.findall(r"\w+", text)
    return {" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))}
"""
DATASKETCH = (
    WORDS
    + r"""
from datasketch import MinHash, MinHashLSH
index = MinHashLSH(threshold=0.5, num_perm=128)
for line in sys.stdin:
    row = json.loads(line)
    print_of = MinHash(num_perm=128)
    print_of.update_batch([triple.encode() for triple in triples(row["text"])])
    print(json.dumps({"id": row["id"], "like": index.query(print_of)[:1]}))
    index.insert(row["id"], print_of)
"""
)
RENSA = (
    WORDS
    + r"""
from rensa import RMinHashDeduplicator
index = RMinHashDeduplicator(threshold=0.5, num_perm=128, use_lsh=True, num_bands=32)
part = []
def flush():
    for (name, _), new in zip(part, index.add_pairs(part)):
        print(json.dumps({"id": name, "new": new}))
    part.clear()
for line in sys.stdin:
    row = json.loads(line)
    part.append((row["id"], list(triples(row["text"]))))
    if len(part) == 1000:
        flush()
flush()
"""
)
# A process of its own, so that its children are only the one that is measured.
MEASURE = r"""
import json, resource, subprocess, sys
run = subprocess.run(sys.argv[2:], stdin=open(sys.argv[1], "rb"), stdout=subprocess.PIPE, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"answers": run.stdout.count(b"\n"), "cpu_s": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}))
"""


def main() -> None:
    """Print CPU, texts per CPU second and peak memory of each, then our ratio to each anchor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--anchors", required=True)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--n", type=int, default=20_000)
    args = parser.parse_args()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines:
        count = _write(lines, args.texts, args.n)
        commands = {
            "rasad": [sys.executable, "-m", "rasad", "stage", "dedupe"],
            "datasketch": [args.anchors, "-c", DATASKETCH],
            "rensa": [args.anchors, "-c", RENSA],
        }
        costs = {}
        for name, command in commands.items():
            run = subprocess.run(
                [sys.executable, "-c", MEASURE, lines.name, *command], stdout=subprocess.PIPE, check=False
            )
            if run.returncode:
                print(f"{name:11} could not run; see above")
                continue
            costs[name] = json.loads(run.stdout)
            per_second = count / costs[name]["cpu_s"]
            print(
                f"{name:11} {costs[name]['cpu_s']:8.2f} s CPU  {per_second:8.0f} texts/s  {costs[name]['peak_mb']:6.0f} MB",
                flush=True,
            )
    for name in [name for name in costs if name != "rasad"]:
        cpu, peak = (costs[name][what] / costs["rasad"][what] for what in ("cpu_s", "peak_mb"))
        print(f"{cpu:.1f} times the texts per CPU second of {name}, {1 / peak:.2f} of its memory")


def _write(lines: tempfile._TemporaryFileWrapper[str], given: Path | None, count: int) -> int:
    if given:
        with given.open(encoding="utf-8") as source:
            rows = list(islice(source, count))
    else:
        made = islice(texts(0, -(-count // BLOCK)), count)
        rows = [json.dumps({"id": f"t{at}", "text": text, "language": "en"}) + "\n" for at, text in enumerate(made)]
    lines.writelines(rows)
    lines.flush()
    return len(rows)


if __name__ == "__main__":
    main()
