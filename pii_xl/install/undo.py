"""Steps that can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

from pii_xl.install.machine import Registry


class Undo:
    """``with Undo() as undo:`` takes every remembered step back, newest first, when the block fails."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], object]] = []

    def __enter__(self) -> Undo:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.take_back()

    def add(self, step: Callable[[], object]) -> None:
        """Remember how to take back what is about to be done."""
        self._steps.append(step)

    def take_back(self) -> None:
        """Undo everything; a step that fails does not keep the others from being undone."""
        while self._steps:
            try:
                self._steps.pop()()
            except OSError:
                continue

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, remembering which were not there."""
        if folder.is_dir():
            return
        self.make_folder(folder.parent)
        folder.mkdir()
        self.add(folder.rmdir)

    def write(self, registry: Registry, key: str, name: str, value: str | int) -> None:
        """Set a registry value, remembering the one before."""
        before = registry.read(key, name)
        if before is None:
            self.add(lambda: registry.delete(key, name))
        else:
            self.add(lambda: registry.write(key, name, before))
        registry.write(key, name, value)

    def write_key(self, registry: Registry, key: str, values: Mapping[str, str | int]) -> None:
        """Fill a key that is ours alone, remembering what was in it."""
        if all(registry.read(key, name) is None for name in values):
            self.add(lambda: registry.delete_key(key))
        for name, value in values.items():
            self.write(registry, key, name, value)
