"""A daily run whose archive is on S3: the same tables, the same proofs; an upload that is killed leaves nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from conftest import content, rows
from rasad import evidence, runner
from rasad.edges import proof, rebuilding
from rasad.edges.shared import Shared
from rasad.settings import ROOT, Settings

SERVER = ROOT / ".venv" / "s3" / "bin" / "moto_server"
pytestmark = [
    pytest.mark.skipif(find_spec("obstore") is None, reason="requirements-lake.txt is not installed"),
    pytest.mark.skipif(not SERVER.exists(), reason="no S3 server: make .venv/.s3 installs one (requirements-s3.txt)"),
]
BUCKET = "rasad"
BOOT_S = 60


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """A local S3 server with an empty bucket; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [SERVER, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (keys | {"AWS_ENDPOINT_URL": address}).items():
            patch.setenv(name, value)
        try:
            _until_there(address)
            yield address
        finally:
            server.terminate()
            server.wait()


def _until_there(address: str) -> None:
    deadline = time.monotonic() + BOOT_S
    while True:
        try:
            urllib.request.urlopen(urllib.request.Request(f"{address}/{BUCKET}", method="PUT"), timeout=5).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="module")
def far(s3: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The morning of the sample newsroom with its archive on S3."""
    assert s3
    settings = Settings(data=tmp_path_factory.mktemp("far") / "data", archive_store=f"s3://{BUCKET}/archive")
    runner.run(settings, print)
    return settings


def test_the_tables_are_those_of_a_local_archive(far: Settings, morning: Settings) -> None:
    assert content(far) == content(morning)


def test_the_archive_is_on_s3_alone(far: Settings) -> None:
    assert list(far.archive.glob("*.warc.gz")) == []
    kept = {
        row["file"]
        for row in rows(
            far, "SELECT DISTINCT split_part(storage_path, '@', 1) AS file FROM fetches WHERE storage_path IS NOT NULL"
        )
    }
    assert kept == set(Shared(far.archive_store).names())


def test_the_snapshot_is_proved_from_s3(far: Settings) -> None:
    found = list(proof.verify(far, far.published / "current", most=5))
    assert [fault for finding in found for fault in finding.faults] == []
    assert {finding.what.partition(" ")[0]: finding.looked_at for finding in found}["archived"] > 30


def test_the_record_behind_a_claim_is_shown_from_s3(far: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    claim = rows(far, "SELECT claim_id FROM claims LIMIT 1")[0]["claim_id"]
    assert evidence.tell(far, claim, Console(width=180)) == 0
    assert "verified" in capsys.readouterr().out


def test_another_run_reads_from_s3_and_changes_nothing(far: Settings, morning: Settings) -> None:
    runner.run(far, print)
    assert content(far) == content(morning)


def test_all_is_built_again_from_s3(far: Settings, tmp_path: Path) -> None:
    there = rebuilding.rebuild(far.model_copy(update={"data": tmp_path / "machine"}), tmp_path / "rebuilt", print)
    assert [one for one in rebuilding.compare(far, there) if not one.equal] == []


def test_an_upload_that_is_killed_leaves_nothing_and_the_next_one_succeeds(s3: str, tmp_path: Path) -> None:
    big = tmp_path / "big.warc.gz"
    big.write_bytes(os.urandom(1 << 20) * 80)
    code = "import sys; from pathlib import Path; from rasad.edges.shared import Shared; Shared(sys.argv[1]).put(Path(sys.argv[2]), 'big')"
    address = f"s3://{BUCKET}/killed"
    sending = subprocess.Popen([sys.executable, "-c", code, address, str(big)], env=os.environ.copy())
    deadline = time.monotonic() + BOOT_S
    while b"<UploadId>" not in urllib.request.urlopen(f"{s3}/{BUCKET}?uploads", timeout=5).read():
        assert sending.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline
    sending.kill()
    sending.wait()
    store = Shared(address)
    assert not store.has("big")
    assert store.names() == []
    store.put(big, "big")
    assert store.size("big") == big.stat().st_size
