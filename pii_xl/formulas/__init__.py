"""The formula texts of a layout, evaluated: what Excel shows in a cell is what Python computes, from the same text."""
