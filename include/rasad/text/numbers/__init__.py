"""Quantities in running text: numbers in three scripts and in words, with bounds, units and what they count."""

from rasad.text.numbers.find import find_quantities

__all__ = ["find_quantities"]
