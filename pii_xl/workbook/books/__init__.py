"""Whole packages: master workbook, forms, assignments, pack."""
