"""Workbooks of others, read: cells, tables, forms, the master workbook."""
