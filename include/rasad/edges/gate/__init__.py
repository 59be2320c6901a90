"""The quality gate: one contract against one candidate file, judged by Great Expectations. The only place that imports it.

Great Expectations judges yes or no on the rows where they lie, in a few combined queries. Only what failed is looked at again for
the rows at fault. `counts` adds how often each rule was broken and by which outlet's rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasad.contracts import Contract
from rasad.edges.gate.offline import frame
from rasad.edges.gate.verdict import SAMPLE_ROWS, Judgement, Measure, Report, Verdict

__all__ = ["SAMPLE_ROWS", "Judgement", "Measure", "Report", "Verdict", "audit", "frame", "judge", "page"]


def judge(candidate: Path, contract: Contract) -> Judgement:
    """Every expectation and check of a contract, judged on a sealed candidate file that is opened read-only.

    Raises ConfigError when an expectation could not be evaluated, Great Expectations dropped it, or two counts of the same rows
    disagree: a gate that did not look must never pass.
    """
    from rasad.edges.gate import judging  # the import of Great Expectations costs seconds

    return judging.judge(candidate, contract)


def audit(candidate: Path, contract: Contract) -> tuple[Verdict, ...]:
    """The verdicts alone."""
    return judge(candidate, contract).verdicts


def page(result: Mapping[str, Any]) -> str:
    """The page of a kept validation result of one table."""
    from rasad.edges.gate import reports

    return reports.page(result)
