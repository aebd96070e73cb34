"""Every wording that a finding ever had; ``python -m tests.ground.wordings`` adds today's. Lines are never taken out."""

from __future__ import annotations

from pathlib import Path

from pii_xl.ground.messages import CATALOGUE

FILE = Path(__file__).with_name("wordings.txt")


def today() -> list[str]:
    """Code and wording of everything that an official may accept."""
    return [f"{code}\t{on_one_line(message.found)}" for code, message in CATALOGUE.items() if code[0] in "EW"]


def on_one_line(wording: str) -> str:
    """A wording as a line of the file holds it."""
    return wording.replace("\n", r"\n")


def kept() -> list[str]:
    """The lines of the file."""
    return FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []


if __name__ == "__main__":
    FILE.write_text("\n".join(sorted({*kept(), *today()})) + "\n", encoding="utf-8")
