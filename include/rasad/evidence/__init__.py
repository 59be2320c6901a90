"""The proof behind one claim or one address: what was said where, the archived record, and whether it still holds."""

from __future__ import annotations

from rich.console import Console

from rasad.evidence.dossier import Dossier, Proof, Unknown, look_up
from rasad.evidence.printing import as_json as to_json
from rasad.evidence.printing import show
from rasad.settings import Settings

__all__ = ["Dossier", "Proof", "Unknown", "look_up", "show", "tell", "to_json"]


def tell(settings: Settings, asked: str, console: Console, *, as_json: bool = False) -> int:
    """Print the dossier of a claim id or an address; the exit code for it.

    0: every record that it rests on was verified. 1: no answer of it was kept. 2: a record is damaged or missing.
    Raises Unknown where nothing, or more than one claim, goes by the name.
    """
    dossier = look_up(settings, asked)
    if as_json:
        console.file.write(to_json(dossier) + "\n")
    else:
        show(dossier, console, settings.archive_store or str(settings.archive))
    if not dossier.proofs:
        return 1
    return 0 if dossier.intact else 2
