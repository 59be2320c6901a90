"""dedupe: is this text new, or the same words again, and who had them first?"""

from rasad.stages.dedupe.candidates import Pairs, band_pairs
from rasad.stages.dedupe.clusters import Clustering, Known, Merge, Verdict, cluster

__all__ = ["Clustering", "Known", "Merge", "Pairs", "Verdict", "band_pairs", "cluster"]
