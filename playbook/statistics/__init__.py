"""Counts in, what may be said of them out: pure functions without a numeric library, each with its source."""
