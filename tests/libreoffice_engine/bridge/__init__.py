"""The half of the engine that runs under the Python LibreOffice's ``uno`` was built for (3.8 or later).

Started as a program (``python bridge <pipe>``); it must import nothing of the project or of the virtual
environment. :mod:`entry` and :mod:`formulas` are plain Python and are also imported by the tests.
"""
