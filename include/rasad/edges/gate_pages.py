"""What each gate found, kept on disk: the results of Great Expectations as JSON for ever, and as pages of the last runs.

    data/quality/validations/<batch>/<n>_<stage>.<table>.json     Great Expectations' own validation result
    data/quality/docs/index.html, docs/<batch>/<n>_<stage>.<table>.html     its Data Docs, readable without a network

The ledger holds the same verdicts; a disk that takes no pages never fails a run.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rasad.edges import gate
from rasad.edges.gate import Judgement
from rasad.markup import Html, joined, tag
from rasad.model import STAGES
from rasad.settings import Settings

KEPT_RUNS = 30
"""Runs whose pages stay, about 1 MB each; `remake` renders any older run again from its results (0.1 MB a run)."""

INDEX = "index.html"


def keep(settings: Settings, batch_id: str, stage: str, judgement: Judgement, tell: Callable[[str], None]) -> None:
    """Write the reports of one gate and renew the index. Never fails a run: what went wrong is told."""
    try:
        results, pages = _results(settings) / batch_id, _pages(settings) / batch_id
        for report in judgement.reports:
            name = _name(stage, report.table)
            _write(results / f"{name}.json", json.dumps(report.result, ensure_ascii=False, indent=1, default=str))
            _write(pages / f"{name}.html", report.page)
        _write(results / f"{_number(stage)}_{stage}.summary", json.dumps(_summary(judgement)))
        _renew(settings)
    except OSError as error:
        tell(f"{stage}: the pages of this gate could not be written ({error}); its verdicts are in the ledger")


def remake(settings: Settings, batch_id: str) -> list[Path]:
    """Render the pages of one run again from its kept results; returns them. Costs the import of Great Expectations."""
    made = []
    for path in sorted((_results(settings) / batch_id).glob("*.json")):
        made.append(_pages(settings) / batch_id / f"{path.stem}.html")
        _write(made[-1], gate.page(json.loads(path.read_text(encoding="utf-8"))))
    return made


def index(settings: Settings) -> Path:
    """The page that leads to all others."""
    return _pages(settings) / INDEX


def _results(settings: Settings) -> Path:
    return settings.quality / "validations"


def _pages(settings: Settings) -> Path:
    return settings.quality / "docs"


def _number(stage: str) -> int:
    return STAGES.index(stage) + 1


def _name(stage: str, table: str) -> str:
    return f"{_number(stage)}_{stage}.{table}"


def _summary(judgement: Judgement) -> dict[str, Any]:
    broken = [verdict for verdict in judgement.verdicts if not verdict.success]
    return {
        "rules": len(judgement.verdicts),
        "red": [verdict.name for verdict in broken if verdict.stops],
        "warnings": [verdict.name for verdict in broken if not verdict.stops],
        "tables": [report.table for report in judgement.reports],
    }


def _renew(settings: Settings) -> None:
    runs = sorted((path for path in _results(settings).iterdir() if path.is_dir()), reverse=True)[:KEPT_RUNS]
    kept = {run.name for run in runs}
    for old in _pages(settings).iterdir():
        if old.is_dir() and old.name not in kept:
            shutil.rmtree(old)
    header = tag("tr", tag("th", "run"), *(tag("th", stage) for stage in STAGES))
    page = gate.frame("Gates", tag("table", header, *(_run(run) for run in runs)))
    _write(index(settings), page)


def _run(run: Path) -> Html:
    return tag("tr", tag("th", run.name), *(_cell(run, stage) for stage in STAGES))


def _cell(run: Path, stage: str) -> Html:
    path = run / f"{_number(stage)}_{stage}.summary"
    if not path.exists():
        return tag("td", "not judged", class_="soft")
    found = json.loads(path.read_text(encoding="utf-8"))
    return tag("td", *_lines(run.name, stage, found))


def _lines(batch_id: str, stage: str, found: dict[str, Any]) -> Iterator[Html]:
    broken = [*found["red"], *found["warnings"]]
    state = "failed" if found["red"] else "passed"
    yield tag("b", f"{found['rules'] - len(broken)} of {found['rules']} hold", class_=state)
    for kind, names in (("critical", found["red"]), ("warning", found["warnings"])):
        yield joined(
            *(tag("div", f"{kind}: {name}", class_="failed" if kind == "critical" else None) for name in names)
        )
    links = [tag("a", table, href=f"{batch_id}/{_name(stage, table)}.html") for table in found["tables"]]
    yield tag("div", *(joined(link, " ") for link in links), class_="soft")


def _write(path: Path, text: str) -> None:
    """Whole or not at all: a page that is being read is replaced, never cut short."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".writing")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
