"""Workbooks as files: read with calamine, written with XlsxWriter."""
