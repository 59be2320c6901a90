"""A DAG whose tasks hand hostile text to each other, run by the tests in a process of its own."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pendulum
from airflow.sdk import dag, task

TITLES = ["{{ 7 * 7 }} {{ var.value.get('k', 'leaked') }}", "{% raw %}line\n::group::forged"]


@task
def give() -> list[str]:
    """Titles, as a task hands them on."""
    return TITLES


@task(map_index_template="{{ title }}")
def take(title: str) -> str:
    """One title, as a mapped task gets it."""
    return title


@task
def keep(titles: list[str]) -> None:
    """What came through, written down."""
    Path(os.environ["HOSTILE_TEXT_KEPT"]).write_text(json.dumps(list(titles)), encoding="utf-8")


@dag(schedule=None, start_date=pendulum.datetime(2026, 1, 1, tz="UTC"), catchup=False)
def hostile_text() -> None:
    """Give, take each, keep all."""
    keep(take.expand(title=give()))


made = hostile_text()

if __name__ == "__main__":
    sys.exit(0 if made.test().state == "success" else 1)
