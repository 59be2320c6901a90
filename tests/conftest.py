"""Fixtures for all tests. Airflow reads its settings at import, so its environment is fixed before anything imports it."""

from __future__ import annotations

import os
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

# The same examples every time: a change is judged by what it does, not by the draw. HYPOTHESIS_PROFILE=search draws anew.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.register_profile("search", max_examples=2_000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).resolve().parents[1]
_HOME = Path(tempfile.mkdtemp(prefix="rasad-airflow-"))
os.environ.update(
    {
        "AIRFLOW_HOME": str(_HOME),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{_HOME}/airflow.db",
        "AIRFLOW__OPENLINEAGE__DISABLED": "True",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "GX_ANALYTICS_ENABLED": "False",
    }
)
for name in [name for name in os.environ if name.startswith("RASAD_")]:
    del os.environ[name]
# A test that wants the gatekeeper says so: one that outlives its test would keep 300 MB for a quarter of an hour.
os.environ["RASAD_GATEKEEPER_IDLE_S"] = "0"
sys.path.insert(0, str(ROOT / "plugins"))

from rasad.settings import Settings  # noqa: E402


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation of its own in an empty folder, on the bundled sample newsroom."""
    return Settings(data=tmp_path / "data", sources="sample")


@pytest.fixture(scope="session")
def airflow_database() -> Path:
    """An empty Airflow metadata database in a folder of its own."""
    from airflow.utils.db import initdb

    initdb()
    return _HOME


@pytest.fixture(scope="session")
def bag(airflow_database: Path) -> Any:
    """Our DAG files as Airflow loads them."""
    assert airflow_database.is_dir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from airflow.dag_processing.dagbag import DagBag

        return DagBag(str(ROOT / "dags"))
