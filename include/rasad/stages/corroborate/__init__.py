"""corroborate: claims in, clusters of the same claim, origins and conflicts out. It counts origins, never outlets."""

from rasad.stages.corroborate.comparison import Comparison, compare
from rasad.stages.corroborate.origin import Origin, origin
from rasad.stages.corroborate.statement import Statement

__all__ = ["Comparison", "Origin", "Statement", "compare", "origin"]
