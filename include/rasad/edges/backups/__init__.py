"""Copies of an installation elsewhere, of which each is whole and proved by digests, and from which an empty folder is filled again."""

from __future__ import annotations

from rasad.edges.backups.keeping import Backup, Kept, names, read
from rasad.edges.backups.restoring import UNFINISHED, check, restore
from rasad.edges.backups.taking import take

__all__ = ["UNFINISHED", "Backup", "Kept", "check", "names", "read", "restore", "take"]
