"""The law of the tree, read off the files: imports, one-way SQL, one word per stage."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rasad.model import STAGES
from rasad.pipeline import builder

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "include" / "rasad"
MODULES = sorted(PACKAGE.rglob("*.py"))
# Who alone may import what: side effects stay where they can be found.
ONLY = {
    "duckdb": {"edges/store.py", "edges/database.py", "edges/asking.py"},
    "sqlalchemy": {"edges/store.py", "edges/database.py", "edges/gate"},
    "great_expectations": {"edges/gate"},
    "aiohttp": {"edges/web"},
    "socket": {"edges/web", "edges/newsroom.py", "edges/gate"},
    "http": {"edges/newsroom.py"},
    "urllib.request": set(),
    "warcio": {"edges/archive"},
    "trafilatura": {"edges/documents"},
    "feedparser": {"stages/land/feeds"},
    "fsspec": {"edges/shared.py"},
    "protego": {"edges/web", "stages/land/autodiscovery.py"},
    "fcntl": {"edges/web/turns.py", "edges/archive/files.py", "edges/gate"},
    "subprocess": {"edges/confined.py", "edges/gate"},
    "airflow": set(),
}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("library", ONLY)
def test_a_side_effect_lives_in_one_place(library: str) -> None:
    users = {name(p) for p in MODULES if any(i == library or i.startswith(library + ".") for i in imports(p))}
    outside = {user for user in users if not any(user == home or user.startswith(home + "/") for home in ONLY[library])}
    assert outside == set()


def test_the_guard_sees_the_imports_that_it_guards() -> None:
    assert "duckdb" in imports(PACKAGE / "edges" / "store.py")
    assert "aiohttp" in imports(PACKAGE / "edges" / "web" / "fetcher.py")


@pytest.mark.parametrize("path", [p for p in MODULES if name(p).startswith(("stages/", "text/"))], ids=name)
def test_the_domain_imports_no_edge(path: Path) -> None:
    # Extraction, in workers or not, is a library call without effects that outlive it.
    edges = {i for i in imports(path) if i.startswith("rasad.edges")}
    assert {i for i in edges if not i.startswith("rasad.edges.documents")} == set()


@pytest.mark.parametrize("path", [p for p in MODULES if name(p).startswith("stages/")], ids=name)
def test_a_stage_imports_no_later_stage(path: Path) -> None:
    here = path.relative_to(PACKAGE / "stages").parts[0].removesuffix(".py")
    if here not in STAGES:
        return
    later = STAGES[STAGES.index(here) + 1 :]
    assert not {i for i in imports(path) for stage in later if i.startswith(f"rasad.stages.{stage}")}


@pytest.mark.parametrize("stage", STAGES)
def test_sql_reads_no_later_stage(stage: str) -> None:
    folder = ROOT / "sql" / f"{STAGES.index(stage) + 1}_{stage}"
    later = STAGES[STAGES.index(stage) + 1 :]
    for path in folder.rglob("*.sql"):
        used = set(
            re.findall(r"\b(?:FROM|JOIN)\s+(?:warehouse\.|candidate\.)?(\w+)\.\w+", path.read_text(encoding="utf-8"))
        )
        assert not used & set(later), f"{path.name} reads a later stage: {sorted(used & set(later))}"


@pytest.mark.parametrize("stage", STAGES)
def test_one_word_names_all_there_is_to_know_about_a_stage(stage: str) -> None:
    number = STAGES.index(stage) + 1
    assert (ROOT / "include" / "contracts" / f"{number}_{stage}.yml").is_file()
    assert (ROOT / "sql" / f"{number}_{stage}" / "tables.sql").is_file()
    assert list((ROOT / "sql" / f"{number}_{stage}" / "checks").glob("*.sql"))
    assert (PACKAGE / "stages" / stage).is_dir()
    assert (ROOT / "tests" / "contracts" / stage / "good.yml").is_file()
    assert callable(builder(stage))


def test_no_python_file_is_longer_than_it_can_be_read() -> None:
    long = {name(p): lines for p in MODULES if (lines := len(p.read_text(encoding="utf-8").splitlines())) > 300}
    assert long == {}


def test_no_two_test_modules_share_a_name() -> None:
    """Folders of tests are no packages: of two modules with one name every test gets the one that was imported first."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert not [name(p) for p in MODULES if p.stem in ("utils", "util", "helpers", "common", "manager", "misc")]


def test_persian_words_live_in_data_files() -> None:
    words = re.compile(r"[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]{2,}")
    assert {name(p) for p in MODULES if words.search(p.read_text(encoding="utf-8"))} == set()


def test_sql_is_never_built_from_fetched_text() -> None:
    """Parameters are bound; only names of our own tables are formatted into statements, and only where SQL is run."""
    builders = {
        name(p)
        for p in MODULES
        for node in ast.walk(ast.parse(p.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        and re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|COPY|ATTACH|COMMENT|DETACH|DESCRIBE)\b", _head(node))
    }
    assert builders <= {
        "edges/database.py",
        "edges/store.py",
        "edges/backups/taking.py",
        "edges/snapshot.py",
        "edges/finishing.py",
        "edges/lake.py",
        "edges/manifest.py",
        "edges/operations.py",
        "edges/privacy/__init__.py",
        "edges/privacy/cells.py",
        "building.py",
        "candidates.py",
        "edges/gate/counts.py",
    }


def _head(node: ast.JoinedStr) -> str:
    first = node.values[0]
    return str(first.value) if isinstance(first, ast.Constant) else ""


def test_the_pipeline_starts_without_its_heavy_libraries() -> None:
    """A DAG file is parsed every few seconds; what the plugin imports for it must be light."""
    code = (
        "import sys, rasad.contracts; heavy = {'great_expectations', 'duckdb', 'trafilatura', 'pandas', 'pyarrow'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
