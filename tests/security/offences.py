"""Finders of code through which fetched text could act: SQL, templates, parse-time tasks, shells, logs. Read off the syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SQL = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|COPY|ATTACH|COMMENT|DETACH|DESCRIBE|ALTER|DROP|MERGE|WITH|INSTALL|LOAD|SET)\b"
)
_RUN_SQL = {"execute", "executemany", "rows", "ask", "sql", "query"}
_QUOTES = {"quoted", "store.quoted"}
_TEMPLATE = re.compile(r"\{\{|\{%|\{#")
_LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
_HARMLESS = {"logged", "plain"}
_SHELLS = {"BashOperator", "SSHOperator", "DockerOperator", "KubernetesPodOperator"}
_SHELL_CALLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "task.bash"}


@dataclass(frozen=True)
class Offence:
    """What was found: the expression, as it stands in the code."""

    line: int
    what: str


def composed_sql(code: str) -> Iterator[Offence]:
    """Every expression that is pasted into a statement: by f-string, %, +, format or join. `quoted(...)` makes a literal of it."""
    for node in ast.walk(ast.parse(code)):
        if _is_statement(node) or (isinstance(node, ast.Call) and _runs_sql(node)):
            asked = node.args[0] if isinstance(node, ast.Call) and _runs_sql(node) else node
            for pasted in _pasted(asked):
                told = ast.unparse(pasted)
                if not (isinstance(pasted, ast.Call) and ast.unparse(pasted.func) in _QUOTES):
                    yield Offence(node.lineno, told)


def templates(code: str) -> Iterator[Offence]:
    """Every text that Jinja would render, and every f-string that could make one."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _TEMPLATE.search(node.value):
            yield Offence(node.lineno, node.value)


def tasks_of(code: str) -> set[str]:
    """The functions that are tasks: what they return is known to Airflow as a value only when they have run."""
    return {
        node.name
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef) and any("task" in ast.unparse(each) for each in node.decorator_list)
    }


def parse_time_data(code: str, imported: frozenset[str] = frozenset()) -> Iterator[Offence]:
    """Every expand() over something that is known when the file is read: Airflow would render it as a template.

    `imported` are the tasks of the files that this one imports from.
    """
    tree = ast.parse(code)
    tasks = tasks_of(code) | imported
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.startswith("expand"):
            for given in [*node.args, *(keyword.value for keyword in node.keywords)]:
                if not _is_output(given, tasks, tree):
                    yield Offence(node.lineno, ast.unparse(given))


def shells(code: str) -> Iterator[Offence]:
    """Every way of handing text to a shell."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom):
            yield from (Offence(node.lineno, each.name) for each in node.names if each.name in _SHELLS)
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            shell = [each for each in node.keywords if each.arg == "shell" and ast.unparse(each.value) != "False"]
            if called in _SHELL_CALLS or shell or called.rpartition(".")[2] in _SHELLS:
                yield Offence(node.lineno, ast.unparse(node))
        if isinstance(node, ast.FunctionDef):
            yield from (
                Offence(node.lineno, ast.unparse(each))
                for each in node.decorator_list
                if ast.unparse(each).startswith("task.bash")
            )


def unguarded_logs(code: str) -> Iterator[Offence]:
    """Every print of something that `logged` or `plain` has not made harmless, and every logger but `rasad`, whose filter does.

    A logger that is only told from which level on it may speak says nothing.
    """
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    only_told = [
        node.func.value for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr == "setLevel"
    ]
    for node in calls:
        if node in only_told:
            continue
        called = ast.unparse(node.func)
        if called == "print":
            yield from (Offence(node.lineno, ast.unparse(each)) for each in node.args if not _is_harmless(each))
            continue
        other = called.endswith("getLogger") and [ast.unparse(each) for each in node.args] != ["'rasad'"]
        root = called.startswith("logging.") and called.rpartition(".")[2] in _LEVELS
        if other or root:
            yield Offence(node.lineno, ast.unparse(node))


def _is_harmless(given: ast.expr) -> bool:
    return isinstance(given, ast.Constant) or (isinstance(given, ast.Call) and ast.unparse(given.func) in _HARMLESS)


def _runs_sql(node: ast.Call) -> bool:
    return bool(node.args) and isinstance(node.func, ast.Attribute) and node.func.attr in _RUN_SQL


def _is_statement(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr(values=[ast.Constant(value=str(head)), *_]):
            return bool(_SQL.match(head))
        case ast.BinOp(left=ast.Constant(value=str(head)), op=ast.Mod() | ast.Add()):
            return bool(_SQL.match(head))
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(head)), attr="format")):
            return bool(_SQL.match(head))
        case _:
            return False


def _pasted(node: ast.expr | ast.AST) -> Iterator[ast.expr]:
    """The parts of a composed text that are not written out in the code."""
    match node:
        case ast.JoinedStr(values=values):
            yield from (each.value for each in values if isinstance(each, ast.FormattedValue))
        case ast.BinOp(left=left, op=ast.Mod() | ast.Add(), right=right):
            for side in (left, right):
                if isinstance(side, ast.BinOp | ast.JoinedStr):
                    yield from _pasted(side)
                elif not isinstance(side, ast.Constant):
                    yield side
        case ast.Call(func=ast.Attribute(attr="format" | "join" | "replace"), args=args, keywords=keywords):
            yield from (each for each in args if not isinstance(each, ast.Constant))
            yield from (each.value for each in keywords)
        case _:
            return


def _is_output(given: ast.expr, tasks: set[str], tree: ast.AST) -> bool:
    """Whether something is what a task gives: known to Airflow as a value only when the task has run."""
    match given:
        case ast.Call(func=ast.Name(id=name)):
            return name in tasks
        case ast.Call(func=ast.Attribute(value=inner, attr="override" | "partial" | "expand" | "map" | "zip")):
            return _is_output(inner, tasks, tree) or (isinstance(inner, ast.Name) and inner.id in tasks)
        case ast.Call(func=ast.Call() as inner):
            return _is_output(inner, tasks, tree)
        case ast.Attribute(value=inner, attr="output"):
            return True
        case ast.Name(id=name):
            bound = [
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Assign)
                and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
            ]
            return bool(bound) and all(_is_output(each, tasks, tree) for each in bound)
        case _:
            return False
