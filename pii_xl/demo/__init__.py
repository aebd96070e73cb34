"""The demonstration: one full turn with real plan, assignments and published scores, and made-up raw values ("minh họa")."""
