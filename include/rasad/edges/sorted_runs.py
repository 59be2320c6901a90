"""Which documents of the past hold a key: files of sorted keys, searched without reading them whole into memory.

An index maps 32-bit keys to positions, numbers that the warehouse gave to documents in the order of their promotion
(0, 1, 2, ...). A document may have any number of keys. Nothing here is truth: an index is made from promoted rows
and may be deleted at any time.

    runs = SortedRuns(settings.index / "bands", scheme="bands-1")
    runs.keep({8: "id of document 8", ...})        # what the warehouse says about `runs.marks()`; what disagrees goes
    runs.add(keys, positions, stop=9, mark="id of document 8")     # documents runs.stop .. 8; nothing may be left out
    found = runs.find(keys, most=25)               # found.which: indices into keys; found.positions: who holds them

Each `add` is one file, a run; runs of about one size are merged, so that there are about log2(documents / batch) of them
and each entry is rewritten about as often. A file appears under its name when it is complete and synced. A run that is
torn, damaged, of another scheme or behind a gap is deleted when the index is opened, with all later ones: `stop` says
from which position on the caller has to add again. Whoever opens an index holds the lock of the warehouse until done.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import xxhash

from rasad.edges.store import sync

U32 = npt.NDArray[np.uint32]
Indices = npt.NDArray[np.int64]

MAX_DOCUMENTS = 1 << 24  # of one run: a position is kept in three bytes, counted from the run's first document
_HEADER = 512  # bytes: one line of JSON, padded
_DIRECTORY = np.dtype("<u4")  # where each of the 65,536 upper halves of a key begins, and where the last one ends
_BUCKETS = 1 << 16
_AT_ONCE = 1 << 20  # entries in memory while searching or merging
_BLOCK = 1 << 20  # bytes read at once for a digest


@dataclass(frozen=True, slots=True)
class Found:
    """Documents that hold one of the keys asked for: `positions[i]` holds `keys[which[i]]`; `counts[j]` hold `keys[j]`."""

    which: Indices
    positions: Indices
    counts: Indices


@dataclass(frozen=True, slots=True)
class _Run:
    """One file: header, directory, lower halves of the sorted keys, then low and high parts of the positions."""

    path: Path
    first: int
    stop: int
    entries: int
    mark: str

    @property
    def documents(self) -> int:
        return self.stop - self.first

    def directory(self) -> Indices:
        return np.fromfile(self.path, _DIRECTORY, _BUCKETS + 1, offset=_HEADER).astype(np.int64)

    def lower(self, start: int, stop: int) -> U32:
        return self._array("<u2", 0, start, stop).astype(np.uint32)

    def positions(self, start: int, stop: int) -> Indices:
        low = self._array("<u2", 2 * self.entries, start, stop).astype(np.int64)
        high = self._array("u1", 4 * self.entries, start, stop).astype(np.int64)
        return self.first + (high << 16 | low)

    def _array(self, kind: str, begins: int, start: int, stop: int) -> npt.NDArray[np.unsignedinteger]:
        size = np.dtype(kind).itemsize
        return np.fromfile(self.path, kind, stop - start, offset=_data_begins() + begins + size * start)


class SortedRuns:
    """The runs of one index, in one folder. Opening it deletes what is not sound."""

    def __init__(self, folder: Path, scheme: str) -> None:
        self._folder, self._scheme = folder, scheme
        folder.mkdir(parents=True, exist_ok=True)
        self._runs = self._sound()

    @property
    def stop(self) -> int:
        """How many documents are indexed: positions 0 up to this one, exclusive."""
        return self._runs[-1].stop if self._runs else 0

    @property
    def bytes(self) -> int:
        """Size of all runs."""
        return sum(run.path.stat().st_size for run in self._runs)

    def marks(self) -> dict[int, str]:
        """The last position of each run, and what the caller said about the document there."""
        return {run.stop - 1: run.mark for run in self._runs}

    def keep(self, marks: Mapping[int, str]) -> None:
        """Delete the first run whose last document is another one in `marks`, or not in it, and all later runs."""
        sound = 0
        while sound < len(self._runs) and marks.get(self._runs[sound].stop - 1) == self._runs[sound].mark:
            sound += 1
        _delete(run.path for run in self._runs[sound:])
        self._runs = self._runs[:sound]

    def add(self, keys: U32, positions: npt.NDArray[np.integer], *, stop: int, mark: str) -> None:
        """Index documents self.stop up to `stop` (exclusive): `positions[i]` holds `keys[i]`, in any order.

        Raises ValueError for positions outside of that range or more documents than a run can hold.
        """
        first = self.stop
        if not first < stop <= first + MAX_DOCUMENTS:
            raise ValueError(f"{self._folder}: a run of documents {first} to {stop} is empty or too long")
        if len(positions) and not (first <= int(positions.min()) and int(positions.max()) < stop):
            raise ValueError(f"{self._folder}: a position is outside of {first} to {stop}")
        order = np.lexsort((positions, keys))
        part = keys[order], positions[order].astype(np.int64)
        self._runs.append(self._write(first, stop, mark, len(keys), iter([part])))
        self._merge()

    def find(self, keys: U32, most: int = 1 << 20) -> Found:
        """Who holds these keys, and how many do. Of a key that more than `most` documents of a run hold: its first, and the
        latest; nobody where `most` is 0."""
        order = np.argsort(keys, kind="stable")
        wanted = keys[order]
        which, positions = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        counts = np.zeros(len(keys), np.int64)
        for run in self._runs:
            for searched, holders, found, held in _search(run, wanted, most):
                counts[order[searched]] += holders
                which.append(order[found])
                positions.append(held)
        return Found(np.concatenate(which), np.concatenate(positions), counts)

    def _merge(self) -> None:
        """Merge the latest runs until each is at least twice as long as the next."""
        begin = len(self._runs) - 1
        documents = self._runs[begin].documents
        while begin and self._runs[begin - 1].documents < 2 * documents:
            if documents + self._runs[begin - 1].documents > MAX_DOCUMENTS:
                break
            begin -= 1
            documents += self._runs[begin].documents
        old = self._runs[begin:]
        if len(old) > 1:
            entries = sum(run.entries for run in old)
            merged = self._write(old[0].first, old[-1].stop, old[-1].mark, entries, _merged(old))
            self._runs[begin:] = [merged]
            _delete(run.path for run in old)

    def _write(self, first: int, stop: int, mark: str, entries: int, parts: Iterator[tuple[U32, Indices]]) -> _Run:
        """A run from its entries, sorted, in parts."""
        run = _Run(self._folder / f"{first:010d}-{stop:010d}.run", first, stop, entries, mark)
        unsealed = run.path.with_suffix(".building")
        with unsealed.open("w+b") as out:
            out.truncate(_data_begins() + 5 * entries)
            counts = np.zeros(_BUCKETS, np.int64)
            at = 0
            for keys, positions in parts:
                relative = positions - first
                counts += np.bincount(keys >> 16, minlength=_BUCKETS)
                arrays = (keys & 0xFFFF).astype("<u2"), (relative & 0xFFFF).astype("<u2"), (relative >> 16).astype("u1")
                for begins, array in zip((0, 2 * entries, 4 * entries), arrays, strict=True):
                    out.seek(_data_begins() + begins + array.itemsize * at)
                    out.write(array.tobytes())
                at += len(keys)
            out.seek(_HEADER)
            out.write(np.concatenate([[0], np.cumsum(counts)]).astype(_DIRECTORY).tobytes())
            out.flush()
            header = {"scheme": self._scheme, "first": first, "stop": stop, "entries": entries, "mark": mark}
            line = json.dumps(header | {"digest": _digest(unsealed, header)}).encode()
            if len(line) > _HEADER:
                raise ValueError(f"{self._folder}: the mark of document {stop - 1} is too long")
            out.seek(0)
            out.write(line.ljust(_HEADER))
        sync(unsealed)
        unsealed.replace(run.path)
        sync(self._folder)
        return run

    def _sound(self) -> list[_Run]:
        """The runs that cover 0 up to some position without a gap. A merged run goes before those it was made of."""
        _delete(self._folder.glob("*.building"))
        found = [(path, self._read(path)) for path in sorted(self._folder.glob("*.run"))]
        candidates = sorted((run for _, run in found if run), key=lambda run: (run.first, -run.stop))
        kept: list[_Run] = []
        for run in candidates:
            if run.first == (kept[-1].stop if kept else 0):
                kept.append(run)
        _delete({path for path, _ in found} - {run.path for run in kept})
        return kept

    def _read(self, path: Path) -> _Run | None:
        try:
            with path.open("rb") as stream:
                header = json.loads(stream.read(_HEADER))
            whole = header.pop("digest") == _digest(path, header) and header["scheme"] == self._scheme
            run = _Run(path, header["first"], header["stop"], header["entries"], header["mark"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        return run if whole and path.stat().st_size == _data_begins() + 5 * run.entries else None


def _search(run: _Run, wanted: U32, most: int) -> Iterator[tuple[slice, Indices, Indices, Indices]]:
    """Matches of sorted keys with a run, one stretch of the run at a time: which of `wanted` were looked up and how many hold
    each; then, pair by pair, indices into `wanted` and positions."""
    directory = run.directory()
    for begin, end in _stretches(directory):
        start, stop = int(directory[begin]), int(directory[end])
        first, last = np.searchsorted(wanted >> 16, [begin, end])
        if first == last or start == stop:
            continue
        lower, asked = run.lower(start, stop), wanted[first:last]
        low, high = directory[asked >> 16] - start, directory[(asked >> 16) + 1] - start
        left, right = _bound(lower, asked & 0xFFFF, low, high), _bound(lower, (asked & 0xFFFF) + 1, low, high)
        kept = np.minimum(right - left, most)
        if not (right - left).any():
            continue
        within = np.arange(int(kept.sum())) - np.repeat(np.cumsum(kept) - kept, kept)
        skipped = np.repeat(right - left - kept, kept)
        places = np.repeat(left, kept) + np.where(within > 0, within + skipped, 0)
        held = run.positions(start, stop)[places] if len(places) else places
        yield slice(first, last), right - left, first + np.repeat(np.arange(len(asked)), kept), held


def _bound(values: U32, wanted: npt.NDArray[np.integer], low: Indices, high: Indices) -> Indices:
    """For each wanted value the first place from `low` up to `high` (exclusive) where `values` is not smaller."""
    low, high = low.copy(), high.copy()
    while (open_ := low < high).any():
        middle = (low + high) >> 1
        smaller = open_ & (values[np.minimum(middle, len(values) - 1)] < wanted)
        low = np.where(smaller, middle + 1, low)
        high = np.where(open_ & ~smaller, middle, high)
    return low


def _stretches(directory: Indices) -> Iterator[tuple[int, int]]:
    """Ranges of upper halves that hold about _AT_ONCE entries each (one half alone may hold more)."""
    begin = 0
    while begin < _BUCKETS:
        end = int(np.searchsorted(directory, directory[begin] + _AT_ONCE, side="right")) - 1
        end = min(max(end, begin + 1), _BUCKETS)
        yield begin, end
        begin = end


def _merged(runs: Sequence[_Run]) -> Iterator[tuple[U32, Indices]]:
    """The entries of several runs, sorted by key and then position, in parts."""
    directories = [run.directory() for run in runs]
    for begin, end in _stretches(np.sum(directories, axis=0)):
        keys, positions = [], []
        for run, directory in zip(runs, directories, strict=True):
            start, stop = int(directory[begin]), int(directory[end])
            upper = np.repeat(np.arange(begin, end, dtype=np.uint32), np.diff(directory[begin : end + 1]))
            keys.append(upper << 16 | run.lower(start, stop))
            positions.append(run.positions(start, stop))
        joined = np.concatenate(keys)
        order = np.argsort(joined, kind="stable")  # earlier runs hold smaller positions
        yield joined[order], np.concatenate(positions)[order]


def _data_begins() -> int:
    return _HEADER + _DIRECTORY.itemsize * (_BUCKETS + 1)


def _digest(path: Path, header: Mapping[str, object]) -> str:
    """Of what the header says and all that follows it."""
    digest = xxhash.xxh3_64(json.dumps(header, sort_keys=True).encode())
    with path.open("rb") as stream:
        stream.seek(_HEADER)
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _delete(paths: Iterator[Path] | set[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
