"""An xlwings engine over headless LibreOffice: macros run unchanged in tests on machines without Excel.

The engine proper runs in the tests' Python; the half that speaks UNO (:mod:`.bridge`) is loaded into LibreOffice itself, and a
small process under whichever Python its ``uno`` was built for passes the requests on. It covers what macros of this project use:
anything else raises ``NotImplementedError``. Where Excel would raise a COM error, :class:`ComError` is raised.

Differences from Excel to bear in mind: LibreOffice 7.4 lacks XLOOKUP, LET, UNIQUE and FILTER; a ``Range`` does not
follow when rows are inserted above it; writing to a linked cell removes its link; no VBA, no events, no validation of input, no conditional formats.
The engine saves only below the temporary folder: LibreOffice never writes a file that is shipped.
"""

from tests.libreoffice_engine.engine import Alert, activate
from tests.libreoffice_engine.process import BridgeError, ComError, uno_python

__all__ = ["Alert", "BridgeError", "ComError", "activate", "uno_python"]
