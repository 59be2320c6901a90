"""How one promotion turned out, for whoever is told of it."""

from __future__ import annotations

from rasad import ledger
from rasad.contracts import contract
from rasad.edges import manifest
from rasad.model import STAGES
from rasad.settings import Settings
from rasad.work import Row


def outcome(settings: Settings, batch_id: str, stage: str, added: dict[str, int]) -> Row:
    """Rows by table and what the gate said, as JSON.

    `rows` are those that were added; of the last stage, which replaces everything, those that readers now see.
    """
    judged = ledger.gate_in_brief(settings, batch_id, stage)
    failed = [name for name in judged["failed"].split(", ") if name]
    rows = _published(settings, batch_id) if stage == STAGES[-1] else added
    return {
        "batch_id": batch_id,
        "rows": {name: rows.get(name, 0) for name in contract(stage).tables},
        "gate": {
            "state": "passed_with_warnings" if failed else "passed",
            "checks": judged["checks"],
            "held": judged["held"],
            "failed": failed,
        },
    }


def _published(settings: Settings, batch_id: str) -> dict[str, int]:
    tables = manifest.read(settings.published / batch_id)["tables"]
    return {name: facts["rows"] for name, facts in tables.items()}
