"""claims: who says what, on whose word? Attribution relations per language, assembled into claims with their evidence."""

from rasad.stages.claims.assembly import assemble, claims

__all__ = ["assemble", "claims"]
