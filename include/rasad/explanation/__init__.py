"""Why a claim is in the tables: the sentence with its spans marked, the rule and the words that decided, and the chain."""

from __future__ import annotations

from rich.console import Console

from rasad.explanation.lookup import Explained, look_up
from rasad.explanation.printing import as_json as to_json
from rasad.explanation.printing import marked, show
from rasad.settings import Settings

__all__ = ["Explained", "look_up", "marked", "show", "tell", "to_json"]


def tell(settings: Settings, asked: str, console: Console, *, warehouse: bool = False, as_json: bool = False) -> None:
    """Print the explanation of a claim. Raises Unknown where no claim, or more than one, begins with what was asked."""
    explained = look_up(settings, asked, warehouse=warehouse)
    if as_json:
        console.file.write(to_json(explained) + "\n")
    else:
        show(explained, console)
