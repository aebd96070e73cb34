"""The macro part of a workbook: VBA project, ribbon, function wrappers."""
