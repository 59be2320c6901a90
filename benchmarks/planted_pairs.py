"""Near duplicates planted in a collection: are all found, and none invented?

    python benchmarks/planted_pairs.py ARCHIVE.tar.gz

ARCHIVE holds articles_<n>.train (one text a line, its id first) and articles_<n>.truth (one planted pair of ids a line),
as in the data of Chris McCormick's MinHash tutorial.
"""

from __future__ import annotations

import sys
import tarfile
from itertools import combinations
from pathlib import Path

from rasad.stages.dedupe import cluster
from rasad.text.fingerprint import fingerprints


def main(archive: Path) -> int:
    """Print planted, found, missed and invented pairs of each collection; 1 when any is missed or invented."""
    wrong = 0
    with tarfile.open(archive) as files:
        names = {name for name in files.getnames() if name.endswith(".train")}
        for truth in sorted(each for each in files.getnames() if each.endswith(".truth")):
            if truth[:-5] + "train" not in names:
                print(f"{Path(truth).stem}: the archive has no texts for these pairs")
        for name in sorted(names, key=lambda each: (len(each), each)):
            lines = [line.split(" ", 1) for line in _text(files, name).splitlines() if line.strip()]
            planted = {
                frozenset(line.split()) for line in _text(files, name[:-5] + "truth").splitlines() if line.strip()
            }
            found = _pairs([text_id for text_id, _ in lines], [text for _, text in lines])
            missed, invented = planted - found, found - planted
            wrong += len(missed) + len(invented)
            print(f"{Path(name).stem}: {len(planted)} planted, {len(missed)} missed, {len(invented)} invented")
    return 1 if wrong else 0


def _text(files: tarfile.TarFile, name: str) -> str:
    member = files.extractfile(name)
    if member is None:
        raise SystemExit(f"{name} is not in the archive")
    return member.read().decode("utf-8", "replace")


def _pairs(ids: list[str], texts: list[str]) -> set[frozenset[str]]:
    members: dict[str, list[str]] = {}
    for verdict in cluster(ids, fingerprints(texts)).verdicts:
        members.setdefault(verdict.cluster_id, []).append(verdict.id)
    return {frozenset(pair) for group in members.values() for pair in combinations(group, 2)}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    raise SystemExit(main(Path(sys.argv[1])))
