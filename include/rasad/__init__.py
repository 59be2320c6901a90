"""Rasad: news about Iranian politics in, claim tables with evidence out. Knows nothing of Airflow."""

__version__ = "0.1.0"
