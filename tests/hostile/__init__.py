"""Forms as they come from the world: damaged, mistyped, forged."""
