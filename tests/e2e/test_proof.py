"""`verify` on the published morning: it holds, and whatever is touched is found."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from rasad.edges import manifest, proof, snapshot, store
from rasad.errors import RasadError
from rasad.settings import Settings


def folder_of(settings: Settings) -> Path:
    return snapshot.current(settings).parent


def faults(settings: Settings, *, most: int | None = 3) -> dict[str, list[str]]:
    found = proof.verify(settings, folder_of(settings), most=most)
    return {finding.what: finding.faults for finding in found if finding.faults}


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def rewrite(folder: Path, **changed: object) -> None:
    """Write the manifest anew with something else in it, as somebody would who covers a trace."""
    told = manifest.read(folder) | changed
    manifest.write(folder, {key: value for key, value in told.items() if key not in ("files", "sha256", "format")})


def test_a_published_snapshot_holds(morning: Settings) -> None:
    found = list(proof.verify(morning, folder_of(morning)))
    assert [str(finding) for finding in found if finding.faults] == []
    # Nobody in the bundled newsroom is a private person; all other proofs must have had something to look at.
    assert ["masked" in str(finding) for finding in found if not finding.looked_at] == [True]
    assert len(found) == 9


def test_one_flipped_byte_of_any_published_file_is_found(desk: Settings) -> None:
    draw = random.Random(8)
    for path in sorted(folder_of(desk).iterdir()):
        for at in {0, path.stat().st_size - 1, *(draw.randrange(path.stat().st_size) for _ in range(3))}:
            flip(path, at)
            try:
                assert faults(desk), f"{path.name} at {at}"
            except RasadError:
                assert path.name == manifest.NAME
            flip(path, at)


def test_one_flipped_byte_anywhere_in_the_archive_is_found(desk: Settings) -> None:
    draw = random.Random(9)
    for name in manifest.read(folder_of(desk))["archive"]["files"]:
        path = desk.archive / name
        flip(path, draw.randrange(path.stat().st_size))
    found = faults(desk)["archive files are byte for byte those of the manifest, to their last record then"]
    assert len(found) == len(manifest.read(folder_of(desk))["archive"]["files"])


def test_an_archive_that_has_grown_still_holds(desk: Settings) -> None:
    for path in desk.archive.rglob("*.warc.gz"):
        with path.open("ab") as stream:
            stream.write(b"the next record, perhaps torn")
    assert faults(desk) == {}


def test_a_lost_archive_file_is_named_with_the_claims_that_it_proved(desk: Settings) -> None:
    lost = next(iter(manifest.read(folder_of(desk))["archive"]["files"]))
    (desk.archive / lost).unlink()
    found = faults(desk, most=None)
    assert lost in " ".join(found["archived records are there, readable, and of their digests"])
    assert "evidence, cut anew from the archived pages, is what the claims quote" in found


def test_a_changed_text_is_found_in_the_archive_even_under_a_new_manifest(desk: Settings) -> None:
    folder = folder_of(desk)
    with store.opened(folder / snapshot.FILE) as database:
        database.execute(
            "UPDATE claim_spans SET exact = 'never said' || substr(exact, 11) WHERE role = 'content' AND ordinal = 0"
        )
    with store.opened(folder / snapshot.FILE, read_only=True) as database:
        tables = manifest.describe(database, desk, folder.name, {})["tables"]
    rewrite(folder, tables=tables)
    found = faults(desk, most=None)
    assert set(found) == {
        "evidence, cut anew from the archived pages, is what the claims quote",
        "the gate of publish, judged again on this file",
    }


def test_a_row_more_or_less_is_found_even_where_the_files_match(desk: Settings) -> None:
    folder = folder_of(desk)
    with store.opened(folder / snapshot.FILE) as database:
        database.execute("DELETE FROM gaps")
        database.execute("DELETE FROM claim_topics WHERE rowid = 0")
    rewrite(folder)
    assert faults(desk)["tables hold the rows of the manifest"] == ["claim_topics holds other rows"]


def test_a_write_ahead_log_beside_the_file_is_found(desk: Settings) -> None:
    (folder_of(desk) / "rasad.duckdb.wal").write_bytes(b"x")
    assert "does not belong to the snapshot" in str(faults(desk))


def test_a_snapshot_taken_elsewhere_holds_there(desk: Settings, tmp_path: Path) -> None:
    taken = tmp_path / "elsewhere"
    shutil.copytree(folder_of(desk), taken)
    assert not [f for f in proof.verify(desk, proof.require(taken / snapshot.FILE), most=1) if f.faults]


@pytest.mark.parametrize("name", ["nothing", "."])
def test_a_folder_without_a_manifest_is_no_snapshot(tmp_path: Path, name: str) -> None:
    with pytest.raises(RasadError, match="no snapshot"):
        proof.require(tmp_path / name)


def test_the_manifest_says_what_the_snapshot_rests_on(morning: Settings) -> None:
    told = json.loads((folder_of(morning) / manifest.NAME).read_text(encoding="utf-8"))
    assert [gate["stage"] for gate in told["gates"]] == ["land", "clean", "dedupe", "tag", "claims", "corroborate"]
    assert told["gate"]["stage"] == "publish"
    assert told["gate"]["checks"] == told["gate"]["held"] > 0
    assert set(told["facts"]) >= {"contracts", "lexicons", "gazetteer", "sources"}
    assert told["archive"]["records"] > 0
    assert told["archive"]["from"] <= told["archive"]["to"]
    assert told["storage_version"].startswith("v1.4")
