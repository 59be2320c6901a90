"""Quarantine with people in it: what waits for a decision, what somebody decided, and what a decision does to the next run."""
