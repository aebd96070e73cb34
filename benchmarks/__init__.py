"""Speed, measured as ratios against a named baseline in one run."""
