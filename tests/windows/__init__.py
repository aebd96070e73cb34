"""The program on a real Windows Python, under Wine: installed from its bundle, run, and removed again.

Asked for with ``PII_XL_WINDOWS=1`` (``make windows``); elsewhere skipped with the reason.
"""
