"""Fetched text never becomes SQL, a template, a task or a shell command: rows F1, F2, F3, F5 and F6 of the fault matrix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import offences
import pytest
from offences import Offence

from rasad.edges import store
from rasad.settings import ROOT

PACKAGE = sorted((ROOT / "include" / "rasad").rglob("*.py"))
AIRFLOW_FILES = sorted([*(ROOT / "plugins").glob("*.py"), *(ROOT / "dags").glob("*.py"), *(ROOT / "ops").glob("*.py")])

# What is pasted into statements, by module: names of tables, columns and schemas of ours, and SQL that is written in our files.
# An expression that holds fetched text has no business here: bind it.
OURS = {
    "building.py": {"documents.size", "documents.table", "name", "promise.namespace"},
    "edges/backups/taking.py": {"name"},
    "edges/finishing.py": {"VIEWS", "name", "column", "query.sql"},
    "edges/landing/plan.py": {"name"},
    "edges/manifest.py": {"columns", "source"},
    "edges/operations.py": {"recent if 'batch_id' in columns else ''", "schema", "table"},
    "edges/privacy/cells.py": {"table", "touched"},
    "edges/snapshot.py": {"name"},
    "edges/database.py": {"alias", "chosen", "condition", "kind", "mode", "name", "source", "sql", "stamped", "table"},
    "edges/gate/counts.py": {
        "_whose(contract, str(column))",
        "column",
        "contract.outlets[column]",
        "join",
        "name",
        "numbers",
        "outlet",
    },
    # What an operator has set in the environment, quoted.
    "edges/lake.py": {
        "', '.join(options)",
        "'true' if parts.scheme == 'https' else 'false'",
        "NAME",
        "_quoted('ducklake:' + settings.lake)",
        "_quoted(_extension(name))",
        "_quoted(parts.netloc)",
        "fence",
    },
    "edges/store.py": {"lake.NAME"},
}
# Templates that Airflow shall render: names of lanes, parts, channels and questions, and what an operator typed into a form.
RENDERED = {"{{ lane }}", "{{ part }}", "{{ channel }}", "{{ task.subject }}", "{{ params | tojson }}"}


def found(finder: Callable[[str], Iterator[Offence]], code: str) -> set[str]:
    return {offence.what for offence in finder(code)}


def everywhere(finder: Callable[[str], Iterator[Offence]], paths: list[Path]) -> dict[str, set[str]]:
    """What a finder finds, by module; modules in which it finds nothing are left out."""
    each = {name(path): found(finder, path.read_text(encoding="utf-8")) for path in paths}
    return {module: told for module, told in each.items() if told}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix().removeprefix("include/rasad/")


def test_only_names_of_ours_are_pasted_into_a_statement() -> None:
    """F1: a title in a composed statement could drop tables, write files and read them."""
    pasted = everywhere(offences.composed_sql, [*PACKAGE, *AIRFLOW_FILES])
    beyond = {module: names - OURS.get(module, set()) for module, names in pasted.items()}
    assert {module: names for module, names in beyond.items() if names} == {}, "bind it, or name it in OURS"


def test_every_module_on_the_list_still_pastes_something() -> None:
    """F1: the list of exceptions holds nothing that could cover up something new."""
    for module in OURS:
        code = (ROOT / "include" / "rasad" / module).read_text(encoding="utf-8")
        assert found(offences.composed_sql, code), module


@pytest.mark.parametrize(
    "planted",
    [
        "database.rows(f\"SELECT * FROM t WHERE title = '{title}'\")",
        'sql = f"SELECT {title}"',
        "database.execute(\"INSERT INTO t VALUES ('%s')\" % title)",
        'database.rows("SELECT 1 FROM t WHERE a = " + title)',
        'sql = "DELETE FROM t WHERE a = {}".format(title)',
        "room.ask(PATTERN.format(title))",
        'connection.execute(" ".join(title))',
        'connection.execute(PATTERN.replace("x", title))',
    ],
)
def test_a_title_that_is_pasted_into_a_statement_is_found(planted: str) -> None:
    """F1: the finder bites."""
    assert found(offences.composed_sql, planted) == {"title"}


def test_a_bound_title_and_a_quoted_path_are_no_offence() -> None:
    """F1: the finder lets through what is right."""
    assert found(offences.composed_sql, 'database.rows("SELECT 1 WHERE a = :a", a=title)') == set()
    assert found(offences.composed_sql, 'database.execute(f"COPY t TO {quoted(path)}")') == set()


def test_airflow_renders_no_template_but_the_named_ones() -> None:
    """F2: a statement or a command in a template would take fetched text as code."""
    found_there = everywhere(offences.templates, AIRFLOW_FILES)
    assert set().union(*found_there.values()) <= RENDERED


def test_no_sql_file_is_a_template() -> None:
    """F2: statements are read as they stand; only parameters are bound into them."""
    files = sorted((ROOT / "sql").rglob("*.sql"))
    assert len(files) > 50
    assert [name(path) for path in files if re.search(r"\{\{|\{%|\$\{", path.read_text(encoding="utf-8"))] == []


def test_a_template_is_found() -> None:
    """F2: the finder bites."""
    assert found(offences.templates, "run(sql=\"SELECT '{{ title }}'\")") == {"SELECT '{{ title }}'"}


@pytest.mark.parametrize(
    "title",
    [
        "strike at :port, :name and :1",
        "100 %s of %(name)s",
        "O'Brien\"); DROP TABLE t; --",
        "'; COPY t TO '/tmp/x'; --",
        "{{ 7 * 7 }} {% raw %} $title ? ?1",
        "\\' \x00 \u202e",
        "گزارش «اُ'براین» از :بندر",
    ],
)
def test_a_bound_title_is_stored_and_found_as_it_is(title: str, tmp_path: Path) -> None:
    """F3: SQLAlchemy reads :name in a statement; in a bound value it is four letters."""
    with store.opened(tmp_path / "t.duckdb") as database:
        database.execute("CREATE TABLE t (title VARCHAR)")
        database.insert("t", [{"title": title}])
        assert database.rows("SELECT title FROM t WHERE title = :title", title=title) == [{"title": title}]
        assert database.tables() == ["main.t"]


def test_no_task_is_mapped_over_what_is_known_when_the_file_is_read() -> None:
    """F5: Airflow renders such values as templates; the output of a task it leaves alone."""
    tasks = frozenset().union(*(offences.tasks_of(path.read_text(encoding="utf-8")) for path in AIRFLOW_FILES))
    assert everywhere(lambda code: offences.parse_time_data(code, tasks), AIRFLOW_FILES) == {}


@pytest.mark.parametrize(
    "planted",
    [
        "show.expand(title=titles())",
        "titles = read()\nshow.expand(title=titles)",
        'show.partial(a=1).expand(title=["{{ 7 * 7 }}"])',
        "show.expand_kwargs([{'title': title} for title in read()])",
    ],
)
def test_a_task_mapped_over_a_table_is_found(planted: str) -> None:
    """F5: the finder bites."""
    assert len(found(offences.parse_time_data, planted)) == 1


def test_a_task_mapped_over_the_output_of_another_is_no_offence() -> None:
    """F5: the finder lets through what is right."""
    code = "@task\ndef plan(): ...\nfetch.partial(b=1).expand(lane=plan(b))\nlanes = plan(b)\nfetch.expand(lane=lanes)"
    assert found(offences.parse_time_data, code) == set()


def test_nothing_is_handed_to_a_shell() -> None:
    """F6: text in a command line is a command."""
    assert everywhere(offences.shells, [*PACKAGE, *AIRFLOW_FILES]) == {}


@pytest.mark.parametrize(
    "planted",
    [
        "from airflow.providers.standard.operators.bash import BashOperator",
        'BashOperator(task_id="a", bash_command="echo " + title)',
        'subprocess.run(f"echo {title}", shell=True)',
        'os.system("echo " + title)',
        "@task.bash\ndef show(title): ...",
    ],
)
def test_a_shell_is_found(planted: str) -> None:
    """F6: the finder bites."""
    assert found(offences.shells, planted)


def test_the_shell_lines_of_compose_hold_no_variable_that_is_not_quoted() -> None:
    """F6: what .env says reaches the shells of the services as variables, never as text of their scripts."""
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    scripts = re.findall(r"- -c\n      - \|\n((?:        .*\n)+)", compose)
    assert len(scripts) >= 2
    for script in scripts:
        assert re.findall(r"(?<!\$)\$\{", script) == [], "Compose would paste the value into the script"
        assert re.findall(r'(?<!")\$\$\w+', script) == [], "the shell would split the value into words"
