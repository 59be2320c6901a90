"""A task asks the gatekeeper for a judgement, so that Great Expectations is imported once a run and not once a task.

The gatekeeper is started by the first task that needs it. Where it cannot be reached, dies, falls silent or answers anything but a
whole judgement of exactly the contract's rules, the task judges in its own process: slower, and the same result.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rasad.contracts import Contract
from rasad.edges import gate
from rasad.edges.gate import sockets
from rasad.edges.gate.verdict import Judgement, Measure, Report, Verdict
from rasad.settings import Settings

STARTING_S = 300.0
"""Silence that is allowed before the first sign of life: the import takes 9 s of CPU, on a machine with a load of 15 a minute and more."""
SILENCE_S = 30.0
"""Silence that is allowed after it; the gatekeeper beats every two seconds."""


class NoAnswer(Exception):
    """The gatekeeper gave no judgement; the message says why."""


def judge(settings: Settings, candidate: Path, contract: Contract, tell: Callable[[str], None]) -> Judgement:
    """As `gate.judge`, by the gatekeeper where that saves an import. Raises what `gate.judge` raises."""
    if not settings.gatekeeper_idle_s or "great_expectations" in sys.modules:
        return gate.judge(candidate, contract)
    try:
        return ask(settings, candidate, contract)
    except (NoAnswer, OSError, subprocess.SubprocessError) as error:
        tell(
            f"{contract.stage}: judged in this process, the gatekeeper gave no answer ({type(error).__name__}: {error})"
        )
        return gate.judge(candidate, contract)


def ask(settings: Settings, candidate: Path, contract: Contract) -> Judgement:
    """The gatekeeper's judgement. Raises NoAnswer or OSError where there is none."""
    request = {"candidate": str(candidate.resolve()), "contract": contract.model_dump(mode="json")}
    with _connected(settings) as connection:
        connection.settimeout(STARTING_S)
        connection.sendall(json.dumps(request).encode() + b"\n")
        for line in _lines(connection):
            connection.settimeout(SILENCE_S)
            if "judgement" in line:
                return _whole(line["judgement"], contract)
    raise NoAnswer("it hung up")


def _connected(settings: Settings) -> socket.socket:
    folder = settings.gatekeeper
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return _connection(folder)
    except (FileNotFoundError, ConnectionRefusedError):
        _start(settings, folder)
        return _connection(folder)


def _connection(folder: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        with sockets.reachable(folder, sockets.name()) as address:
            connection.connect(address)
        if not sockets.is_ours(connection):
            raise NoAnswer("somebody else listens on its socket")
    except BaseException:
        connection.close()
        raise
    return connection


def _start(settings: Settings, folder: Path) -> None:
    """Start the gatekeeper; returns when it listens. Its complaints go to a log beside the socket."""
    command = [sys.executable, "-m", "rasad.edges.gate.gatekeeper", str(folder.resolve()), sockets.name()]
    quiet = {"OPENBLAS_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}  # a process that forks should have no threads
    with (folder / "gatekeeper.log").open("w") as log:
        subprocess.run(
            [*command, str(settings.gatekeeper_idle_s)],
            env={**os.environ, **quiet},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=True,
            timeout=STARTING_S,
            start_new_session=True,
        )


def _lines(connection: socket.socket) -> Iterator[dict[str, Any]]:
    """The lines of the answer as they come; one that is cut short is none."""
    with connection.makefile("rb") as incoming:
        while line := incoming.readline():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise NoAnswer("its answer is cut short") from error


def _whole(found: dict[str, Any], contract: Contract) -> Judgement:
    try:
        judgement = Judgement(
            tuple(Verdict(**{**verdict, "rows": tuple(verdict["rows"])}) for verdict in found["verdicts"]),
            tuple(Measure(**measure) for measure in found["measures"]),
            tuple(Report(**report) for report in found["reports"]),
        )
    except (KeyError, TypeError) as error:
        raise NoAnswer(f"its answer is no judgement ({error})") from error
    rules = [rule.name for table in contract.tables.values() for rule in table.expectations]
    if sorted(verdict.name for verdict in judgement.verdicts) != sorted([*rules, *(c.name for c in contract.checks)]):
        raise NoAnswer("its answer is about other rules")
    return judgement
