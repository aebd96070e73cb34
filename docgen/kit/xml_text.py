"""Text as XML wants it. The standard library's own helpers would load its web client with every click."""

from __future__ import annotations


def escape(text: str) -> str:
    """``text`` as the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """``text`` as the value of an attribute, quotation marks included."""
    breaks = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;", '"': "&quot;"}
    plain = escape(text)
    for letter, code in breaks.items():
        plain = plain.replace(letter, code)
    return f'"{plain}"'
