"""One sheet, one module."""
