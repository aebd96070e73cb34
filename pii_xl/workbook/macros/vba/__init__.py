"""The VBA sources, as the Visual Basic editor exports them: ASCII, lines ending in CRLF."""
