"""The live door: the open workbook, through xlwings. Nothing else in the package talks to Excel.

:mod:`.caller` finds the workbook, :mod:`.session` frames one command, :mod:`.tables` reads and writes whole tables,
:mod:`.marks` colours cells. Modules that buttons without tables need do not import pandas.
"""
