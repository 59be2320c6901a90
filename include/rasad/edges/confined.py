"""A killable worker for pure functions over hostile input: a CPU budget, a deadline and a memory limit for each job.

Parsers of other people's bytes can hang in C code, where no signal handler and no `execution_timeout` reaches them. So
they run in a process of their own, which the kernel stops (RLIMIT_CPU, RLIMIT_AS, SIGALRM) and the parent kills.
The process is kept between jobs: a fork for each document would cost more than an honest document takes to read.
"""

from __future__ import annotations

import importlib
import io
import math
import os
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, BinaryIO

from rasad.model import Rejected

_LENGTH = struct.Struct("!Q")
_CHUNK = 1 << 20
_GRACE_S = 5  # seconds after the deadline at which a worker without a parent ends by itself
_HEARTBEAT_S = 5.0  # how often an idle worker looks whether its parent is alive
_SAFE_BUILTINS = {"complex", "frozenset", "set", "bytearray", "range", "slice"}


class Confined:
    """Runs `module:function` of ours in a worker process; the worker starts late, is reused, and restarts after a kill.

    `cpu_s` and `wall_s` are seconds for each job, `memory_bytes` the address space of the worker, `jobs` how many it
    does before a fresh one takes over. One job at a time; safe to share between threads.
    """

    def __init__(self, cpu_s: float = 15, wall_s: float = 20, memory_bytes: int = 1 << 30, jobs: int = 500) -> None:
        self._limits = (cpu_s, wall_s, memory_bytes)
        self._jobs = jobs
        self._done = 0
        self._worker: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> Confined:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process id of the running worker; None before the first job and after a kill."""
        return self._worker.pid if self._worker else None

    def run(self, function: str, *arguments: object) -> Any:
        """What `module:function` returns for these arguments, or why there is no answer.

        Rejected: cpu_budget, wall_budget, memory_budget, worker_died (killed from outside, crashed in C), worker_error
        (the function raised; the detail is the name of the exception).
        """
        request = pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL)
        with self._one_at_a_time:
            if self._done >= self._jobs or (self._worker and self._worker.poll() is not None):
                self._end()
            worker = self._worker = self._worker or self._started()
            self._done += 1
            answer = self._exchanged(worker, request)
            if isinstance(answer, Rejected):
                self._end()
                return answer
        return answer[0]

    def close(self) -> None:
        """Ends the worker, by force where it is busy."""
        with self._one_at_a_time:
            self._end()

    def _started(self) -> subprocess.Popen[bytes]:
        limits = [str(limit) for limit in (*self._limits, os.getpid())]
        # The worker imports from where the parent does, and writes no byte code past its file size limit of zero.
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "rasad.edges.confined", *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=environment,
        )

    def _exchanged(self, worker: subprocess.Popen[bytes], request: bytes) -> tuple[Any] | Rejected:
        deadline = time.monotonic() + self._limits[1]
        try:
            _send(worker, request, deadline)
            kind, value = _received(worker, deadline)
        except TimeoutError:
            return Rejected("wall_budget", f"{self._limits[1]:g} s")
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            return self._cause_of_death(worker, error)
        if kind == "memory":
            return Rejected("memory_budget", f"{self._limits[2]} bytes")
        return (Rejected("worker_error", str(value)),) if kind == "error" else (value,)

    def _cause_of_death(self, worker: subprocess.Popen[bytes], error: Exception) -> Rejected:
        try:
            code = worker.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            return Rejected("worker_died", f"no answer that can be read: {type(error).__name__}")
        if code == -signal.SIGXCPU:
            return Rejected("cpu_budget", f"{self._limits[0]:g} s")
        return Rejected("wall_budget" if code == -signal.SIGALRM else "worker_died", f"exit {code}")

    def _end(self) -> None:
        worker, self._worker, self._done = self._worker, None, 0
        if worker is None:
            return
        worker.kill()
        for pipe in (worker.stdin, worker.stdout):
            if pipe:
                pipe.close()
        worker.wait()


def _send(worker: subprocess.Popen[bytes], request: bytes, deadline: float) -> None:
    assert worker.stdin is not None
    pipe = worker.stdin.fileno()
    os.set_blocking(pipe, False)
    left = memoryview(_LENGTH.pack(len(request)) + request)
    while left:
        _wait([], [pipe], deadline)
        left = left[os.write(pipe, left[:_CHUNK]) :]


def _received(worker: subprocess.Popen[bytes], deadline: float) -> tuple[str, Any]:
    assert worker.stdout is not None
    pipe = worker.stdout.fileno()

    def exactly(size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            _wait([pipe], [], deadline)
            part = os.read(pipe, min(_CHUNK, size - len(parts)))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)

    (length,) = _LENGTH.unpack(exactly(_LENGTH.size))
    kind, value = _Answers(io.BytesIO(exactly(length))).load()
    return kind, value


def _wait(readable: list[int], writable: list[int], deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0 or not any(select.select(readable, writable, [], left)):
        raise TimeoutError


class _Answers(pickle.Unpickler):
    """Loads values of our own classes only: the worker has read hostile bytes, and pickles can call anything."""

    def find_class(self, module: str, name: str) -> Any:
        # A dotted name would reach what our modules import: `rasad.edges.confined` has `subprocess.Popen`.
        ours = (module.startswith("rasad.") or module == "datetime") and "." not in name
        if ours or (module == "builtins" and name in _SAFE_BUILTINS):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not among the classes that a worker may answer with")


def _main(cpu_s: float, wall_s: float, memory_bytes: int, parent: int) -> None:
    requests, answers = _private_pipes()
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    while _parent_asks(requests, parent):
        size = requests.read(_LENGTH.size)
        if len(size) < _LENGTH.size:
            return
        _allow(cpu_s, wall_s)
        kind, answer = _answer(requests.read(_LENGTH.unpack(size)[0]))
        signal.alarm(0)
        answers.write(_LENGTH.pack(len(answer)) + answer)
        answers.flush()
        if kind == "memory":
            return


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent under numbers of their own, so that nothing printed gets between the answers."""
    requests, answers = os.fdopen(os.dup(0), "rb", 0), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return io.BufferedReader(requests), answers


def _parent_asks(requests: BinaryIO, parent: int) -> bool:
    """Waits for a request; False once the parent is gone, even where a copy of its pipe end lives on elsewhere."""
    while not select.select([requests], [], [], _HEARTBEAT_S)[0]:
        if os.getppid() != parent:
            return False
    return True


def _allow(cpu_s: float, wall_s: float) -> None:
    """The next job's budget on top of the CPU time used so far. The alarm ends a worker whose parent was killed."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = math.ceil(used.ru_utime + used.ru_stime + cpu_s)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
    signal.alarm(math.ceil(wall_s) + _GRACE_S)


def _answer(request: bytes) -> tuple[str, bytes]:
    try:
        function, arguments = pickle.loads(request)
        return "value", pickle.dumps(("value", _found(function)(*arguments)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return "memory", pickle.dumps(("memory", None))
    except Exception as error:
        return "error", pickle.dumps(("error", type(error).__name__))


def _found(path: str) -> Callable[..., object]:
    module, _, name = path.partition(":")
    function: Callable[..., object] = getattr(importlib.import_module(module), name)
    return function


if __name__ == "__main__":
    _main(float(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
