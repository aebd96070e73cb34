"""Scores: one indicator, the levels above it, and what they mean against other provinces."""
