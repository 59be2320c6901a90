"""The privacy policy on the joined rows of `publish`: private names are masked in every text, and the masking is logged."""

from __future__ import annotations

from pathlib import Path

from rasad.edges.privacy.cells import Masking
from rasad.edges.privacy.finding import Private
from rasad.edges.store import STORAGE_VERSION, Database, quoted, scratch
from rasad.gazetteer import Gazetteer
from rasad.stages.publish.policy import Policy

__all__ = ["mask", "rewrite"]


def mask(database: Database, policy: Policy, gazetteer: Gazetteer) -> bool:
    """Mask the private names of a candidate and fill its table `maskings`. Returns whether there were any.

    The file has to be written anew afterwards: what was overwritten in place can still be read from its free blocks.
    """
    private = Private(database, policy, gazetteer)
    if private.articles:
        Masking(database, policy, private).apply()
    return bool(private.articles)


def rewrite(path: Path) -> None:
    """The same database in a file without a past."""
    fresh = path.with_name(path.name + ".fresh")
    fresh.unlink(missing_ok=True)
    with scratch() as database:
        database.execute(f"ATTACH {quoted(path)} AS old (READ_ONLY)")
        database.execute(f"ATTACH {quoted(fresh)} AS new (STORAGE_VERSION {quoted(STORAGE_VERSION)})")
        database.execute("COPY FROM DATABASE old TO new")
        database.execute("DETACH new")
        database.execute("DETACH old")
    fresh.replace(path)
