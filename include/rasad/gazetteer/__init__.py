"""Who is who: entities by id, terms of office, and one digest that says which gazetteer judged an article."""

from rasad.gazetteer.model import Entity, Names, Term
from rasad.gazetteer.table import Gazetteer, check, load, read

__all__ = ["Entity", "Gazetteer", "Names", "Term", "check", "load", "read"]
