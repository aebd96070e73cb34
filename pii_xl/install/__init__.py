"""Installation on a Windows PC without internet and without administrator rights.

:mod:`.bundle` makes the zip on the developer's machine. On the PC ``cai-dat.cmd`` starts :mod:`.__main__` with whatever
Python it finds, out of a zip archive: modules it reaches (:mod:`.setup`, :mod:`.removal`) import the standard library
only. Windows itself stands behind :class:`.machine.Machine`.
"""

NAME = "PII-XL"
PYTHON_VARIABLE = "PII_XL_PYTHON"
"""The user's environment variable in which the workbook finds our Python."""
USER_ENVIRONMENT = r"HKCU\Environment"
PROGRAMS = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
"""Our entry in the user's list of installed programs."""
PYTHONS = ("3.11", "3.12", "3.13")
"""What a bundle can be made for."""
