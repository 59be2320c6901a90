"""The operators' pages: links lead somewhere, commands exist, every task, alert and row of the threat model is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from rasad.cli import app
from rasad.settings import ROOT

OPERATE = sorted((ROOT / "docs" / "operate").glob("*.md"))
RUNBOOK = (ROOT / "docs" / "operate" / "runbook.md").read_text(encoding="utf-8")


def links(path: Path) -> list[str]:
    return re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8"))


def commands() -> set[str]:
    """The words that `python -m rasad` knows."""
    own = {each.name or (each.callback.__name__ if each.callback else "") for each in app.registered_commands}
    return own | {str(group.name) for group in app.registered_groups}


@pytest.mark.parametrize("path", OPERATE, ids=lambda path: path.name)
def test_every_link_and_command_of_the_operators_pages_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [link for link in links(path) if not (path.parent / link).exists()] == []
    assert set(re.findall(r"python -m rasad ([a-z][a-z-]*)", text)) <= commands()
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets
    known = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert [name for name in re.findall(r"`(RASAD_[A-Z_]+)", text) if name not in known] == []


def test_every_page_for_operators_is_in_their_index() -> None:
    index = ROOT / "docs" / "operate" / "README.md"
    assert {path.name for path in OPERATE} - {index.name} == {link for link in links(index) if "/" not in link}


def test_every_row_of_the_threat_model_names_tests_that_exist() -> None:
    text = (ROOT / "docs" / "operate" / "security.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (F\d+) \|.*\| ([^|]+) \|$", text, re.MULTILINE)
    assert [row for row, _ in rows] == [f"F{n}" for n in range(1, 20)]
    modules = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    for row, told in rows:
        named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", told)
        assert named, row
        assert [test for module, test in named if f"def {test}(" not in modules.get(module, "")] == [], row


def section(title: str) -> set[str]:
    """What the rows of one section of the runbook are about; every cell says something."""
    body = re.split(r"^## ", RUNBOOK, flags=re.MULTILINE)
    found = next((part for part in body if part.splitlines()[0] == title), "")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in found.splitlines() if line.startswith("| `")
    ]
    assert all(len(row) == 4 and all(row) for row in rows), title
    return {row[0].strip("`") for row in rows}


@pytest.mark.airflow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_task_of_every_dag_has_its_row_in_the_runbook(airflow_database: Path) -> None:
    assert airflow_database.is_dir()
    from airflow.dag_processing.dagbag import DagBag

    dags: dict[str, Any] = DagBag(str(ROOT / "dags")).dags
    assert {"iran_news", "recheck", "backfill"} <= set(dags)
    missing = {name: {task.task_id for task in dag.tasks} - section(name) for name, dag in dags.items()}
    assert {name: tasks for name, tasks in missing.items() if tasks} == {}


def test_every_kind_of_alert_has_its_row_in_the_runbook() -> None:
    conditions = ROOT / "include" / "rasad" / "alerts" / "conditions.py"
    if not conditions.exists():
        pytest.skip("this version tells no alerts")
    tree = ast.parse(conditions.read_text(encoding="utf-8"))
    named = {
        target.id: str(node.value.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    keys = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Alert":
            match node.args[0]:
                case ast.JoinedStr(values=[ast.Constant(value=str(head)), *_]):
                    keys.add(head)
                case ast.Name(id=name):
                    keys.add(named[name])
                case other:
                    raise AssertionError(f"an alert whose key cannot be read: {ast.unparse(other)}")
    assert len(keys) > 5
    assert keys - section("Alerts") == set()
