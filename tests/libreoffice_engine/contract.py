"""The base of the engine's classes: what is not written is refused by name."""

from __future__ import annotations

from typing import Any


class Part:
    """A part of xlwings' engine contract (``xlwings.base_classes``), of which only what macros use is written."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "arg1":  # by "arg1" xlwings tells its remote engine from others
            raise AttributeError(name)
        raise NotImplementedError(f"the test engine has no {type(self).__name__}.{name}")
