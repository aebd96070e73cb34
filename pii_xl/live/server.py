"""A Python that is already running when a button is pressed, for machines where Excel may not start programs.

The user starts it from the Start menu; buttons use it when the settings say ``USE UDF SERVER`` and ``DEBUG UDFS``.
"""

from __future__ import annotations

import sys

from pii_xl.click import NEVER_NEEDED, block
from pii_xl.errors import UnreadableError


def serve() -> None:
    """Wait for Excel's calls until Excel closes or the user ends it. Raises UnreadableError E817 anywhere but on Windows."""
    if sys.platform != "win32":
        raise UnreadableError("E817", reason="không phải Windows")
    block(*NEVER_NEEDED)
    import xlwings

    from pii_xl import macros  # noqa: F401  (warm: the first click finds everything imported)
    from pii_xl.collect import form_import, validation  # noqa: F401
    from pii_xl.live import tables  # noqa: F401
    from pii_xl.score import report  # noqa: F401

    xlwings.serve()
