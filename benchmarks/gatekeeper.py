"""What it costs to load Great Expectations: seven audits of one run as tasks of their own, without and with the gatekeeper.

    python benchmarks/gatekeeper.py

The sample newsroom is run once, then its seven candidate files are judged again as Airflow would have it: a process for each
audit. CPU seconds of these processes and of what they start, the gatekeeper with its forks included. Before: each
imports Great Expectations. After: the first starts the gatekeeper, all ask it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rasad import runner
from rasad.contracts import contract
from rasad.edges.gate import remote, sockets
from rasad.model import STAGES
from rasad.settings import Settings

GOAL = 3.0  # how many times less CPU the seven audits take


def audit(data: str, batch_id: str, stage: str, idle_s: str) -> None:
    """One audit as a task does it, without the ledger."""
    settings = Settings(data=Path(data), gatekeeper_idle_s=float(idle_s))
    path = runner.candidate_path(settings, batch_id, contract(stage))
    complaints: list[str] = []
    verdicts = remote.judge(settings, path, contract(stage), complaints.append).verdicts
    assert not complaints, complaints
    print(len(verdicts))


def ticks(pid: int) -> float:
    """CPU seconds of a process and of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def keeper(settings: Settings) -> int | None:
    """The gatekeeper of this installation."""
    wanted = str(settings.gatekeeper.resolve())
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and wanted in (entry / "cmdline").read_bytes().decode(errors="replace").split("\0"):
                return int(entry.name)
        except OSError:
            continue
    return None


def seven(settings: Settings, batch_id: str, idle_s: int) -> tuple[float, float, int]:
    """CPU and wall seconds of the seven audits, and how many rules they judged."""
    before, begin, rules = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0
    for stage in STAGES:
        command = [sys.executable, __file__, "audit", str(settings.data), batch_id, stage, str(idle_s)]
        rules += int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - begin, rules


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), sources="sample", gatekeeper_idle_s=0)
        batch_id = runner.run(settings, lambda _: None)
        alone, alone_wall, rules = seven(settings, batch_id, 0)
        tasks, wall, again = seven(settings, batch_id, 300)
        assert rules == again
        pid = keeper(settings)
        assert pid is not None
        time.sleep(3)  # the last fork is counted when it has been waited for
        shared = ticks(pid)
        memory = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
        (settings.gatekeeper / sockets.name()).unlink()
    print(f"seven audits, {rules} rules, each in a process of its own")
    print(f"  each loads Great Expectations  {alone:6.1f} s CPU  {alone_wall:6.1f} s")
    print(f"  with the gatekeeper            {tasks + shared:6.1f} s CPU  {wall:6.1f} s")
    print(
        f"     of that the gatekeeper {shared:.1f} s, the tasks {tasks:.1f} s; it keeps {int(memory.split()[1]) // 1024} MB"
    )
    print(f"{alone / (tasks + shared):.1f} times less (goal {GOAL})")
    return int(alone / (tasks + shared) < GOAL)


if __name__ == "__main__":
    if sys.argv[1:2] == ["audit"]:
        audit(*sys.argv[2:])
    else:
        raise SystemExit(main())
