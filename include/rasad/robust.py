"""How much values vary, told by medians: one bad day cannot move it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

_MAD_TO_SIGMA = 1.4826
"""A normal distribution's standard deviation in median absolute deviations, 1 / Phi^-1(3/4) (Rousseeuw and Croux 1993)."""
OUTLYING = 3.5
"""Robust standard deviations beyond which a value is an outlier (Iglewicz and Hoaglin 1993)."""


def spread(values: Sequence[float]) -> float:
    """The standard deviation that the median absolute deviation of values stands for; 0 where there are none."""
    if not values:
        return 0.0
    middle = median(values)
    return _MAD_TO_SIGMA * median(abs(value - middle) for value in values)
