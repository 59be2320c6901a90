"""Errors named by their consequence: what the person or the scheduler has to do next."""

from __future__ import annotations


class RasadError(Exception):
    """Base of everything that Rasad raises on purpose."""


class ConfigError(RasadError):
    """A file that we ship or the operator wrote is wrong. Fix the file; never retry."""

    def __init__(self, path: object, field: str, remedy: str) -> None:
        self.path, self.field, self.remedy = str(path), field, remedy
        super().__init__(f"{self.path}: {field}: {remedy}")


class Unreachable(RasadError):
    """Something outside did not answer. Retrying may heal it."""


class GateFailed(RasadError):
    """A critical expectation failed: nothing was promoted. Look at the rows; never retry blindly."""

    def __init__(self, stage: str, batch_id: str, failures: list[str]) -> None:
        self.stage, self.batch_id, self.failures = stage, batch_id, failures
        super().__init__(
            f"{stage} gate failed for batch {batch_id}: {'; '.join(failures)}. Nothing was promoted; rows at fault wait in "
            "quarantine for a person: the DAG review (Required Actions), or python -m rasad quarantine"
        )


class Declined(RasadError):
    """A person's decision cannot be entered as it was given; nothing was changed. Decide otherwise; the same never works later."""


class AlreadyDecided(Declined):
    """Somebody has decided on a row of the quarantine before. Look at what was decided; a decision is never taken back."""

    def __init__(self, row_id: str, action: str, by: str, at: object, why: str) -> None:
        self.row_id, self.action, self.by = row_id, action, by
        super().__init__(f"row {row_id} is already decided: {action} by {by} at {at} ({why}); nothing was changed")
