"""What a task does with hostile text and hostile pages: rows F4 and F16 of the fault matrix."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rasad.edges.confined import Confined
from rasad.model import Rejected

pytestmark = pytest.mark.airflow
DAGS = Path(__file__).parent / "hostile_dags"
JOBS = Path(__file__).parents[1] / "unit" / "edges"


def test_text_that_one_task_hands_to_another_is_never_rendered(tmp_path: Path, airflow_database: Path) -> None:
    """F4: a value of XCom reaches a mapped task as it is, braces and all."""
    kept = tmp_path / "kept.json"
    environment = os.environ | {
        "AIRFLOW_HOME": str(airflow_database),
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "HOSTILE_TEXT_KEPT": str(kept),
        "PYTHONWARNINGS": "ignore",
    }
    done = subprocess.run(
        [sys.executable, str(DAGS / "hostile_text.py")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    given = json.loads(kept.read_text(encoding="utf-8"))
    assert given == ["{{ 7 * 7 }} {{ var.value.get('k', 'leaked') }}", "{% raw %}line\n::group::forged"]


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The jobs of tests/unit/edges, for the workers to import."""
    monkeypatch.syspath_prepend(str(JOBS))


@pytest.mark.usefixtures("jobs")
@pytest.mark.parametrize(("job", "given"), [("confined_jobs:spin_in_c", ()), ("confined_burn:burn", (3_600.0,))])
def test_a_page_that_hangs_in_python_or_in_c_is_a_reason_long_before_the_task_runs_out_of_time(
    job: str, given: tuple[float, ...]
) -> None:
    """F16: Airflow's own time limit is a signal, which C code never sees; the worker's is the kernel's."""
    from airflow.sdk.execution_time.timeout import TimeoutPosix

    began = time.monotonic()
    with TimeoutPosix(60), Confined(cpu_s=1, wall_s=30) as worker:
        answer = worker.run(job, *given)
        assert isinstance(answer, Rejected)
        assert answer.reason == "cpu_budget"
        assert worker.run("confined_jobs:echo", "next page") == "next page"
    assert time.monotonic() - began < 50


@pytest.mark.usefixtures("jobs")
def test_a_task_that_runs_out_of_time_leaves_no_worker_behind() -> None:
    """F16: the time limit of the task ends the wait for a page, and with it the page's process."""
    from airflow.sdk.exceptions import AirflowTaskTimeout
    from airflow.sdk.execution_time.timeout import TimeoutPosix

    worker = Confined(cpu_s=60, wall_s=60)
    assert worker.run("confined_jobs:echo", 1) == 1
    process = worker.pid
    with pytest.raises(AirflowTaskTimeout), TimeoutPosix(1), worker:
        worker.run("confined_jobs:sleep")
    assert worker.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(process or 0, 0)
