"""What a gate costs: ours beside one hand-written DuckDB query and beside Great Expectations on pandas, in the same run.

    python benchmarks/gate_cost.py [--rows 100000,1000000] [--rounds 3]

The same 15 judgements on a candidate file of claims: 12 expectations and 3 checks of the project. Every engine is a process of
its own, in turns; CPU seconds of all its threads, peak memory of the process; the median of the rounds. What it costs to start (the
import of Great Expectations, a first small gate) is counted apart: it is paid once a run (benchmarks/gatekeeper.py).

    hand     one SELECT with 15 counts (the floor)
    gate     our gate as it runs: Great Expectations judges, shares by outlet, the page
    judge    of that, Great Expectations' part alone
    whole    Great Expectations on the same DuckDB file with whole results, as it would be called without thought
    pandas   the columns read into a frame, 12 expectations (a frame knows no SQL: without the 3 checks)

Exit code 1 where the gate takes more than 1.5 times the query on the largest table.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rasad.contracts import Contract, Expectation, contract
from rasad.edges import store

ENGINES = ("hand", "gate", "judge", "whole", "pandas")
GOAL = 1.5
SETS = {
    "attr_voice": ["speaker", "outlet"],
    "quote_type": ["direct", "indirect", "mixed", "quoted_paraphrase"],
    "lang": ["en", "fa"],
    "modality": ["asserted", "reported", "hedged", "possible", "conditional", "denied"],
}
CHECKS = ("attributed_claim_without_source", "event_after_report", "event_ends_before_it_begins")
HAND = """
SELECT
    count(*),
    count(*) - count(DISTINCT claim_id),
    count(*) FILTER (WHERE version_id IS NULL),
    count(*) FILTER (WHERE article_id IS NULL),
    count(*) FILTER (WHERE content_text IS NULL),
    count(*) FILTER (WHERE attr_voice NOT IN ('speaker', 'outlet')),
    count(*) FILTER (WHERE quote_type NOT IN ('direct', 'indirect', 'mixed', 'quoted_paraphrase')),
    count(*) FILTER (WHERE lang NOT IN ('en', 'fa')),
    count(*) FILTER (WHERE modality NOT IN ('asserted', 'reported', 'hedged', 'possible', 'conditional', 'denied')),
    count(*) FILTER (WHERE NOT confidence BETWEEN 0 AND 1),
    count(*) FILTER (WHERE length(content_text) < 3),
    count(*) FILTER (WHERE cue_text IS NULL) / count(*),
    count(*) FILTER (WHERE speaker_surface IS NULL) / count(*),
    count(*) FILTER (
        WHERE attr_voice = 'speaker'
        AND (
            (attribution_basis NOT IN ('impersonal', 'inherited', 'floating_quote') AND speaker_surface IS NULL)
            OR (attribution_basis NOT IN ('inherited', 'floating_quote', 'colon_quote') AND cue_text IS NULL)
            OR source_type IS NULL
        )
    ),
    count(*) FILTER (
        WHERE modality IN ('asserted', 'reported')
        AND NOT coalesce(event_date_ambiguous, FALSE)
        AND event_date > CAST(reported_at AS DATE) + 366
    ),
    count(*) FILTER (WHERE event_date_end < event_date)
FROM claims.claims
"""
ROWS = """
INSERT INTO claims.claims BY NAME
SELECT
    substr(sha256('claim' || i), 1, 20) AS claim_id,
    substr(sha256('article' || i // 8), 1, 20) AS article_id,
    substr(sha256('version' || i // 8), 1, 20) AS version_id,
    ['en', 'fa'][i % 2 + 1] AS lang,
    repeat(substr(sha256('words' || i), 1, 40) || ' ', 3) AS content_text,
    ['direct', 'indirect', 'mixed'][i % 3 + 1] AS quote_type,
    ['speaker', 'speaker', 'speaker', 'outlet'][i % 4 + 1] AS attr_voice,
    ['explicit', 'inherited'][i // 10 % 2 + 1] AS attribution_basis,
    CASE WHEN i % 4 < 3 THEN 'speaker ' || i % 5000 END AS speaker_surface,
    CASE WHEN i % 4 < 3 THEN 'person' END AS source_type,
    CASE WHEN i % 4 < 3 THEN 'said' END AS cue_text,
    ['asserted', 'reported', 'hedged'][i % 3 + 1] AS modality,
    DATE '2026-11-01' + CAST(i % 20 AS INTEGER) AS event_date,
    TIMESTAMPTZ '2026-11-20 08:00:00+00' AS reported_at,
    i % 100 / 100 AS confidence
FROM range({rows}) AS r (i)
"""


def rule(name: str, kind: str, severity: str = "critical", **kwargs: Any) -> Expectation:
    return Expectation.model_validate(
        {"name": name, "type": kind, "kwargs": kwargs, "severity": severity, "notes": "What it is for."}
    )


def promise() -> Contract:
    """The contract of the claims stage, cut to one table and 15 judgements."""
    real = contract("claims")
    rules = [
        rule("claim_id_is_unique", "expect_column_values_to_be_unique", column="claim_id"),
        *(
            rule(f"{c}_is_given", "expect_column_values_to_not_be_null", column=c)
            for c in ("version_id", "article_id", "content_text")
        ),
        *(rule(f"{c}_is_known", "expect_column_values_to_be_in_set", column=c, value_set=v) for c, v in SETS.items()),
        rule(
            "confidence_is_a_share", "expect_column_values_to_be_between", column="confidence", min_value=0, max_value=1
        ),
        rule("content_is_long_enough", "expect_column_value_lengths_to_be_between", column="content_text", min_value=3),
        rule("most_have_a_cue", "expect_column_values_to_not_be_null", "warning", column="cue_text", mostly=0.5),
        rule(
            "many_have_a_speaker",
            "expect_column_values_to_not_be_null",
            "warning",
            column="speaker_surface",
            mostly=0.3,
        ),
    ]
    table = real.tables["claims"].model_copy(update={"expectations": tuple(rules)})
    checks = tuple(check for check in real.checks if check.name in CHECKS)
    return real.model_copy(update={"tables": {"claims": table}, "checks": checks})


def build(path: Path, rows: int) -> None:
    with store.opened(path) as database:
        database.run(contract("claims").folder / "tables.sql")
        database.execute(ROWS.replace("{rows}", str(rows)))
        database.execute("CREATE VIEW main.claims AS SELECT * FROM claims.claims")
        database.execute("CREATE SCHEMA input")
        database.execute(
            "CREATE TABLE input.versions AS SELECT DISTINCT version_id, 'med:' || ord(version_id) AS source_id FROM claims.claims"
        )


def hand(path: Path) -> None:
    with store.opened(path, read_only=True) as database:
        found = list(database.rows(HAND)[0].values())
    assert not any(found[1:11]), found
    assert not any(found[13:]), found


def gate(path: Path) -> None:
    from rasad.edges import gate

    judgement = gate.judge(path, promise())
    assert len(judgement.verdicts) == 15
    assert all(verdict.success for verdict in judgement.verdicts)


def judge(path: Path) -> None:
    from rasad.edges.gate import engine, judging

    contract = promise()
    with engine.opened(path) as source:
        outcome = judging._validated(source, contract, "claims", contract.tables["claims"])
    assert outcome.success


def whole(path: Path) -> None:
    from rasad.edges.gate import engine, judging

    contract = promise()
    suite = judging._suite(contract, "claims", contract.tables["claims"])
    for declared in suite:
        declared["type"] = declared["type"].replace(engine.NO_OFFENDERS, "unexpected_rows_expectation")
    with engine.opened(path) as source:
        batch = (
            source.add_table_asset("claims", table_name="claims").add_batch_definition_whole_table("all").get_batch()
        )
        form = {"result_format": "COMPLETE", "unexpected_index_column_names": ["version_id", "claim_id"]}
        batch.validate(engine.gx.ExpectationSuite(name="whole", expectations=suite), result_format=form)


def pandas(path: Path) -> None:
    import duckdb

    from rasad.edges.gate import engine, judging

    contract = promise()
    suite = [
        r for r in judging._suite(contract, "claims", contract.tables["claims"]) if r["type"] != engine.NO_OFFENDERS
    ]
    columns = ", ".join(sorted({rule["kwargs"]["column"] for rule in suite}))
    with duckdb.connect(str(path), read_only=True) as connection:
        frame = connection.execute(f"SELECT {columns} FROM claims.claims").df()
    context = engine.gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    asset = context.data_sources.add_pandas("frame").add_dataframe_asset("claims")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    outcome = batch.validate(engine.gx.ExpectationSuite(name="frame", expectations=suite))
    assert outcome.success


def measure(engine: str, path: Path, small: Path) -> dict[str, float]:
    """One engine in this process: what it costs to start (import, a first small gate), judging, peak memory."""
    run = {"hand": hand, "gate": gate, "judge": judge, "whole": whole, "pandas": pandas}[engine]
    begin = time.process_time()
    run(small)
    started = time.process_time()
    run(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"start": started - begin, "cpu": time.process_time() - started, "peak_mb": peak}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", default="100000,1000000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--files", type=Path, nargs=2)
    options = parser.parse_args()
    if options.engine:
        print(json.dumps(measure(options.engine, *options.files)))
        return 0
    ratio = 0.0
    for rows in (int(n) for n in options.rows.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            path, small = Path(folder) / "candidate.duckdb", Path(folder) / "small.duckdb"
            build(path, rows)
            build(small, 1_000)
            found: dict[str, list[dict[str, float]]] = {engine: [] for engine in ENGINES}
            for _ in range(options.rounds):
                for engine in ENGINES:
                    command = [sys.executable, __file__, "--engine", engine, "--files", str(path), str(small)]
                    found[engine].append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
        median = {e: {key: statistics.median(r[key] for r in runs) for key in runs[0]} for e, runs in found.items()}
        print(f"{rows:,} rows, 15 judgements, median of {options.rounds}")
        for engine, figures in median.items():
            ratio_to_hand = figures["cpu"] / median["hand"]["cpu"]
            print(
                f"  {engine:7} {figures['cpu']:6.2f} s CPU  {ratio_to_hand:5.2f} x hand"
                f"  peak {figures['peak_mb']:6.0f} MB  start {figures['start']:5.2f} s"
            )
        ratio = median["gate"]["cpu"] / median["hand"]["cpu"]
    print(f"the gate takes {ratio:.2f} times the query by hand (goal {GOAL})")
    return int(ratio > GOAL)


if __name__ == "__main__":
    raise SystemExit(main())
