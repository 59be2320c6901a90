"""What each stage promises: its tables, what their columns mean, and the expectations and checks its gate runs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from rasad.errors import ConfigError
from rasad.model import STAGES
from rasad.settings import INCLUDE, SQL
from rasad.strict import Strict, read_model

Severity = Literal["critical", "warning"]
SLUG = r"^[a-z][a-z0-9_]*$"
ACCEPTABLE = "Whether a person who has looked may let a row pass that fails here. Never where it would forge evidence."


class Column(Strict):
    """One column: its DuckDB type, and what it means to a reader."""

    type: str
    meaning: str = Field(min_length=5)


STAMP = {
    "run_id": Column(type="VARCHAR", meaning="run that promoted the row"),
    "loaded_at": Column(type="TIMESTAMPTZ", meaning="when that run began (UTC)"),
}


class Expectation(Strict):
    """One expectation on one table, handed to Great Expectations as it is."""

    name: str = Field(pattern=SLUG, description="The sentence that is printed when it fails.")
    type: str
    kwargs: dict[str, Any] = Field(default_factory=dict)
    severity: Severity
    notes: str = Field(min_length=10, description="Why it matters; what to do when it fails.")
    acceptable: bool = Field(default=False, description=ACCEPTABLE)

    @model_validator(mode="after")
    def _names_each_row_that_is_accepted(self) -> Expectation:
        if self.acceptable and (self.severity != "critical" or "mostly" in self.kwargs):
            raise ValueError("only a critical rule on every single row can leave a row to a person: drop acceptable")
        return self


class Check(Strict):
    """One cross-row check: sql/<n>_<stage>/checks/<name>.sql selects the offenders, one row each, with their unit_id."""

    name: str = Field(pattern=SLUG)
    table: str
    severity: Severity
    notes: str = Field(min_length=10)
    acceptable: bool = Field(default=False, description=ACCEPTABLE)


class Correctable(Strict):
    """One field of a unit that a person may correct: what its value is, and what it means to the stage."""

    type: Literal["text", "instant", "ids"]
    meaning: str = Field(min_length=5)


class Table(Strict):
    """One table of a stage."""

    grain: str = Field(description="One row per what.")
    key: tuple[str, ...] = Field(min_length=1)
    unit: str | None = Field(
        default=None, description="Column that names the input row behind a row: what quarantine sets aside."
    )
    stamped: bool = Field(
        default=True, description="Whether each row says which run promoted it; derived tables do not."
    )
    columns: dict[str, Column] = Field(description="Its own columns; a stamped table also has those of STAMP.")
    expectations: tuple[Expectation, ...] = ()

    @property
    def all_columns(self) -> dict[str, Column]:
        """The table's own columns and those of the stamp, in the order of the database."""
        return self.columns | STAMP if self.stamped else self.columns

    @model_validator(mode="after")
    def _names_its_columns(self) -> Table:
        named = set(self.key) | ({self.unit} if self.unit else set())
        if missing := named - set(self.all_columns):
            raise ValueError(f"key or unit names {', '.join(sorted(missing))}, which is not among the columns")
        return self


class Contract(Strict):
    """Everything a stage promises, and what a red gate means to the person on call."""

    stage: str
    takes: str
    gives: str
    question: str = Field(description="The question that the stage answers.")
    red_means: str
    remedy: str
    outlets: dict[str, str] = Field(
        default_factory=dict,
        description="Where rows without a source_id say whose they are: a column of theirs, and a table that knows its outlet.",
    )
    most_open: int = Field(
        ge=1, description="Rows that may wait in quarantine for a person before publish warns and an alert is raised."
    )
    correctable: dict[str, Correctable] = Field(
        default_factory=dict, description="What a person may correct in a unit that was set aside."
    )
    tables: dict[str, Table]
    checks: tuple[Check, ...] = ()

    @property
    def number(self) -> int:
        """Place of the stage in the daily run, from 1."""
        return STAGES.index(self.stage) + 1

    @property
    def folder(self) -> Path:
        """The stage's SQL files."""
        return SQL / f"{self.number}_{self.stage}"

    @property
    def rules(self) -> tuple[Expectation | Check, ...]:
        """Every expectation and check of the stage."""
        return (*(e for table in self.tables.values() for e in table.expectations), *self.checks)

    @property
    def acceptable(self) -> frozenset[str]:
        """Names of the rules whose findings a person may let pass."""
        return frozenset(rule.name for rule in self.rules if rule.acceptable)

    @property
    def namespace(self) -> str:
        """The DuckDB schema of its tables: its own name; readers' tables need none."""
        return "main" if self.stage == "publish" else self.stage

    def outlet_column(self, table: Table) -> str | None:
        """The column by which a row of a table leads to its outlet; None where rows belong to none."""
        return next((name for name in ("source_id", *self.outlets) if name in table.all_columns), None)

    def check_sql(self, check: Check) -> str:
        """The query of one check. Raises ConfigError when its file is missing."""
        path = self.folder / "checks" / f"{check.name}.sql"
        if not path.is_file():
            raise ConfigError(
                path,
                "file",
                f"the contract of {self.stage} names this check; write the query or drop the check",
            )
        return path.read_text(encoding="utf-8")


@cache
def contract(stage: str) -> Contract:
    """The contract of one stage. Raises ConfigError when its file is missing or wrong."""
    path = INCLUDE / "contracts" / f"{STAGES.index(stage) + 1}_{stage}.yml"
    found = read_model(path, Contract)
    names = [e.name for table in found.tables.values() for e in table.expectations] + [c.name for c in found.checks]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ConfigError(path, "expectations", f"{', '.join(sorted(twice))}: a name must be used once in a stage")
    if unknown := {check.table for check in found.checks} - set(found.tables):
        raise ConfigError(path, "checks", f"table {', '.join(sorted(unknown))} is not in the contract")
    return found


def contracts() -> tuple[Contract, ...]:
    """All contracts in the order of the daily run."""
    return tuple(contract(stage) for stage in STAGES)
