"""One process has Great Expectations loaded and judges for all tasks; without it every task judges alone, with the same result.

One gatekeeper serves the whole module: its import is what it exists to save.
"""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gate_world import candidate, promise, rule

from rasad.contracts import Contract
from rasad.edges import gate
from rasad.edges.gate import engine, gatekeeper, remote, sockets
from rasad.settings import Settings

RULES = promise(
    rule("given", "expect_column_values_to_not_be_null", "critical", column="surface"),
    rule("scored", "expect_column_values_to_be_between", column="link_score", min_value=0, max_value=1, mostly=0.5),
)
MENTIONS = [
    {"version_id": "v1", "surface": None, "link_score": 0.5},
    {"version_id": "v2", "surface": "شهردار نیل‌آباد", "link_score": 1.5},
    {"version_id": "v2", "surface": "the clerk", "link_score": 1.0},
]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    # A path longer than a socket's address may be.
    data = tmp_path_factory.mktemp("x" * 90) / "data"
    yield Settings(data=data, gatekeeper_idle_s=120)
    # A gatekeeper whose socket is gone ends itself.
    (data / "gatekeeper" / sockets.name()).unlink(missing_ok=True)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return candidate(tmp_path_factory.mktemp("gate") / "c.duckdb", MENTIONS, {"v1": "med:a", "v2": "med:b"})


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation without a gatekeeper, in a process that has not loaded Great Expectations, as far as it knows."""
    monkeypatch.delitem(sys.modules, "great_expectations", raising=False)
    return Settings(data=tmp_path / "data", gatekeeper_idle_s=60)


def listening(settings: Settings, serve: Callable[[socket.socket], None]) -> threading.Thread:
    """Something else behind the gatekeeper's socket."""
    settings.gatekeeper.mkdir(parents=True)
    listener = socket.socket(socket.AF_UNIX)
    with sockets.reachable(settings.gatekeeper, sockets.name()) as address:
        listener.bind(address)
    listener.listen()

    def run() -> None:
        with listener:
            connection, _ = listener.accept()
            with connection:
                serve(connection)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def judged(settings: Settings, path: Path, contract: Contract = RULES) -> tuple[gate.Judgement, list[str]]:
    told: list[str] = []
    return remote.judge(settings, path, contract, told.append), told


def test_the_gatekeeper_s_judgement_is_the_one_of_a_task_alone(installation: Settings, path: Path) -> None:
    alone, asked = gate.judge(path, RULES), remote.ask(installation, path, RULES)
    assert (asked.verdicts, asked.measures) == (alone.verdicts, alone.measures)
    assert [report.page for report in asked.reports] == [report.page for report in alone.reports]
    assert [verdict.name for verdict in asked.verdicts if verdict.stops] == ["given"]


def test_one_process_judges_for_many_tasks_at_once(installation: Settings, path: Path) -> None:
    remote.ask(installation, path, RULES)
    keepers = running(installation)
    found: list[gate.Judgement] = []
    threads = [threading.Thread(target=lambda: found.append(remote.ask(installation, path, RULES))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [judgement.verdicts for judgement in found] == [gate.judge(path, RULES).verdicts] * 3
    assert running(installation) == keepers
    assert len(keepers) == 1


def listens(settings: Settings) -> bool:
    try:
        remote._connection(settings.gatekeeper).close()
    except ConnectionRefusedError:
        return False
    return True


def running(settings: Settings) -> set[int]:
    """Gatekeepers of this installation, without the forks that judge."""
    folder = str(settings.gatekeeper.resolve())
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            command = (
                (entry / "cmdline").read_bytes().decode(errors="replace").split("\0") if entry.name.isdigit() else []
            )
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) if command else 0
        except OSError:
            continue
        if folder in command:
            found[int(entry.name)] = parent
    return {pid for pid, parent in found.items() if parent not in found}


def test_only_its_owner_can_reach_the_socket(installation: Settings, path: Path) -> None:
    remote.ask(installation, path, RULES)
    place = installation.gatekeeper / sockets.name()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(installation.gatekeeper.stat().st_mode) == 0o700


def test_a_contract_that_cannot_be_judged_gets_no_answer_from_the_gatekeeper(
    installation: Settings, path: Path
) -> None:
    with pytest.raises(remote.NoAnswer):
        remote.ask(installation, path, promise(rule("given", "expect_column_values_to_not_be_nul", column="surface")))
    assert remote.ask(installation, path, RULES).verdicts


def test_a_candidate_that_was_built_again_is_judged_anew(installation: Settings, tmp_path: Path) -> None:
    path = candidate(tmp_path / "c.duckdb", MENTIONS, {})
    assert remote.ask(installation, path, RULES).verdicts[0].unexpected_count == 1
    candidate(tmp_path / "again.duckdb", [MENTIONS[0], MENTIONS[0]], {}).replace(path)
    assert remote.ask(installation, path, RULES).verdicts[0].unexpected_count == 2


def test_after_a_killed_gatekeeper_the_next_task_starts_another(installation: Settings, path: Path) -> None:
    remote.ask(installation, path, RULES)
    (pid,) = running(installation)
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while listens(installation) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (installation.gatekeeper / sockets.name()).exists()  # stale
    assert remote.ask(installation, path, RULES).verdicts == gate.judge(path, RULES).verdicts
    assert running(installation) not in (set(), {pid})


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"{}\n",
        b'{}\n{"judgement": {"verdicts": [',
        b'{"judgement": {"verdicts": [], "measures": [], "reports": []}}\n',
        b'{"judgement": {"verdicts": [{"name": "given"}]}}\n',
        b"\xff\xfe\n",
    ],
)
def test_anything_but_a_whole_judgement_of_these_rules_is_no_answer(fresh: Settings, path: Path, answer: bytes) -> None:
    listening(fresh, lambda connection: (connection.recv(1 << 20), connection.sendall(answer)))
    judgement, (told,) = judged(fresh, path)
    assert [verdict.stops for verdict in judgement.verdicts] == [True, False]
    assert "judged in this process" in told


def test_a_gatekeeper_that_falls_silent_is_given_up(
    fresh: Settings, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "SILENCE_S", 0.2)
    silent = threading.Event()
    listening(fresh, lambda connection: (connection.sendall(b"{}\n"), silent.wait(30)))
    judgement, (told,) = judged(fresh, path)
    silent.set()
    assert judgement.verdicts[0].stops
    assert "TimeoutError" in told


def test_a_gatekeeper_that_cannot_start_is_done_without(
    fresh: Settings, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(1, "gatekeeper")

    monkeypatch.setattr(remote.subprocess, "run", refuse)
    judgement, (told,) = judged(fresh, path)
    assert judgement.verdicts[0].stops
    assert "CalledProcessError" in told


def test_a_data_folder_that_takes_no_socket_is_done_without(fresh: Settings, path: Path) -> None:
    fresh.data.mkdir()
    fresh.gatekeeper.write_text("a file where the folder should be")
    judgement, (told,) = judged(fresh, path)
    assert judgement.verdicts[0].stops
    assert "FileExistsError" in told


def test_who_has_great_expectations_loaded_or_is_told_so_judges_alone(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "ask", lambda *_: pytest.fail("nobody should be asked"))
    import great_expectations  # noqa: F401

    assert judged(Settings(data=tmp_path, gatekeeper_idle_s=60), path)[0].verdicts
    monkeypatch.delitem(sys.modules, "great_expectations")
    assert judged(Settings(data=tmp_path, gatekeeper_idle_s=0), path)[0].verdicts


@pytest.fixture
def listener(fresh: Settings) -> Iterator[socket.socket]:
    fresh.gatekeeper.mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as listener, sockets.reachable(fresh.gatekeeper, "a.sock") as address:
        listener.bind(address)
        listener.listen()
        yield listener


def test_an_idle_gatekeeper_ends_and_takes_its_socket_along(fresh: Settings, listener: socket.socket) -> None:
    gatekeeper._serve(listener, fresh.gatekeeper / "a.sock", 0.2, -1)
    assert not (fresh.gatekeeper / "a.sock").exists()


def test_a_gatekeeper_whose_socket_is_taken_away_ends(
    fresh: Settings, listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gatekeeper, "LOOK_S", 0.1)
    begun = threading.Event()
    monkeypatch.setattr(engine, "warm", begun.set)
    place = fresh.gatekeeper / "a.sock"
    served = threading.Thread(target=gatekeeper._serve, args=(listener, place, 600.0, -1), daemon=True)
    served.start()
    assert begun.wait(30)
    # Another gatekeeper's socket under the same name is not this one's.
    other = fresh.gatekeeper / "b.sock"
    other.touch()
    other.replace(place)
    served.join(30)
    assert not served.is_alive()
    assert place.exists()


def test_a_second_gatekeeper_leaves_the_first_alone(installation: Settings, path: Path) -> None:
    remote.ask(installation, path, RULES)
    keepers = running(installation)
    assert gatekeeper.main(installation.gatekeeper.resolve(), sockets.name(), 60) == 0
    assert running(installation) == keepers
