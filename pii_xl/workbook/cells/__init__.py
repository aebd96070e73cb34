"""How a table and its cells are written: styles, formulas, heights."""
