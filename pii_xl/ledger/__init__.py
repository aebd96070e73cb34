"""What was sent, by whom, when, and what became of it: appended, never overwritten; the present state is derived from it."""
