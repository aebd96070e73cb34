"""What documents state, computed from a workspace."""
