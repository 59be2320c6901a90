CREATE SCHEMA IF NOT EXISTS ledger;

CREATE TABLE IF NOT EXISTS ledger.batches (
    batch_id VARCHAR,
    state VARCHAR,
    sources VARCHAR,
    kind VARCHAR,
    request JSON,
    external_run_id VARCHAR,
    started_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    code_version VARCHAR
);

CREATE TABLE IF NOT EXISTS ledger.promotions (
    batch_id VARCHAR,
    stage VARCHAR,
    promoted_at TIMESTAMPTZ,
    row_counts JSON
);

CREATE TABLE IF NOT EXISTS ledger.verdicts (
    verdict_id VARCHAR,
    batch_id VARCHAR,
    stage VARCHAR,
    table_name VARCHAR,
    expectation VARCHAR,
    success BOOLEAN,
    observed JSON,
    unexpected_count BIGINT,
    severity VARCHAR,
    notes VARCHAR,
    checked_at TIMESTAMPTZ
);

-- How many rows each rule judged and how many broke it: in the whole batch (source_id is null), and by outlet for rules that allow
-- for some or were broken.
CREATE TABLE IF NOT EXISTS ledger.measures (
    batch_id VARCHAR,
    stage VARCHAR,
    table_name VARCHAR,
    expectation VARCHAR,
    source_id VARCHAR,
    n_rows BIGINT,
    n_at_fault BIGINT,
    share DOUBLE,
    checked_at TIMESTAMPTZ
);

CREATE SCHEMA IF NOT EXISTS quarantine;

CREATE TABLE IF NOT EXISTS quarantine.rows (
    row_id VARCHAR,
    batch_id VARCHAR,
    stage VARCHAR,
    table_name VARCHAR,
    unit_id VARCHAR,
    reason VARCHAR,
    payload JSON,
    status VARCHAR,
    quarantined_at TIMESTAMPTZ
);

-- What people decided on those rows; one row each, never changed. Rows decided in one go share the decision_id.
CREATE TABLE IF NOT EXISTS quarantine.decisions (
    decision_id VARCHAR,
    row_id VARCHAR,
    stage VARCHAR,
    unit_id VARCHAR,
    action VARCHAR,
    decided_by VARCHAR,
    decided_at TIMESTAMPTZ,
    reason VARCHAR,
    correction JSON,
    via VARCHAR
);

CREATE TABLE IF NOT EXISTS ledger.gates (
    batch_id VARCHAR,
    stage VARCHAR,
    passed BOOLEAN,
    candidate_sha256 VARCHAR,
    checked_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS ledger.alerts (
    alert_key VARCHAR,
    severity VARCHAR,
    text VARCHAR,
    remedy VARCHAR,
    first_at TIMESTAMPTZ,
    last_at TIMESTAMPTZ,
    n_seen INTEGER,
    resolved_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS ledger.notices (
    alert_key VARCHAR,
    first_at TIMESTAMPTZ,
    channel VARCHAR,
    kind VARCHAR,
    told_at TIMESTAMPTZ
);
