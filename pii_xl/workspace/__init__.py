"""Every table of the master workbook as typed frames, their cells, schemas, settings and history."""
