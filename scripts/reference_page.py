"""Write docs/tra-cuu.md: every command, button, sheet, setting, worksheet function and message, from their declarations.

Run from the repository: ``python -m scripts.reference_page``. A test says when the page is old.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from pii_xl.cli import main as program
from pii_xl.ground.messages import CATALOGUE
from pii_xl.layout import MASTER
from pii_xl.layout.buttons import COMMANDS, GROUPS
from pii_xl.layout.settings import SETTINGS
from pii_xl.workbook.macros.udf_wrapper import declared_functions, udf_modules
from udfs.shim import Declaration

PAGE = Path(__file__).parents[1] / "docs" / "tra-cuu.md"
HEAD = """# Tra cứu

Trang này do `python -m scripts.reference_page` lập từ chính các khai báo của chương trình; có kiểm thử báo khi trang cũ. Làm từng việc thế nào: \
[Sổ tay](so-tay.md).

[Lệnh](#lệnh) · [Nút](#nút-trên-thẻ-pii) · [Trang](#trang-của-sổ) · [Cài đặt](#cài-đặt) · [Hàm](#hàm-trong-ô) · [Thông báo](#thông-báo)
"""
FACT = re.compile(r"\{[^{}]*\}")


def page() -> str:
    """The whole page."""
    return (
        "\n".join([HEAD, *_commands(), *_buttons(), *_sheets(), *_settings(), *_functions(), *_messages()])
        + "\n"
    )


def _commands() -> Iterator[str]:
    yield "## Lệnh\n\nCách gọi: `pii-xl LỆNH …`; `pii-xl LỆNH --help` nói lại điều ghi ở đây. Mã kết thúc: 0 là xong, 1 là có lỗi trong số liệu, 2 là không đọc, không ghi được.\n"
    for name, command in program.commands.items():
        if command.hidden:
            continue
        usage = " ".join(_argument(one) for one in command.params if isinstance(one, click.Argument))
        yield f"### `pii-xl {name}`\n\n{_line(command.help)}\n\n`pii-xl {name} {usage}`".rstrip() + "\n"
        options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
        if options:
            yield from _table(
                ("Tùy chọn", "Ý nghĩa"), ((f"`{_option(one)}`", _needed(one)) for one in options)
            )


def _argument(one: click.Argument) -> str:
    return str(one.metavar or one.name).removesuffix("...") + ("…" if one.nargs == -1 else "")


def _option(one: click.Option) -> str:
    return " ".join(filter(None, (one.opts[0], one.metavar if not one.is_flag else "")))


def _needed(one: click.Option) -> str:
    return _line(one.help) + (" (bắt buộc)" if one.required else "")


def _buttons() -> Iterator[str]:
    yield "## Nút trên thẻ PII\n"
    for group in GROUPS:
        yield f"### {group.label}\n"
        mine = (one for one in COMMANDS if one.group == group.id)
        yield from _table(
            ("Nút", "Bấm thì"), ((f"**{one.label}**", f"{one.screentip}. {one.supertip}") for one in mine)
        )


def _sheets() -> Iterator[str]:
    yield "## Trang của sổ\n\nTrang ẩn mở bằng *Đi tới trang*.\n"
    rows = ((one.name, one.purpose, "ẩn" if one.hidden else "") for one in MASTER.sheets)
    yield from _table(("Trang", "Để làm gì", ""), rows)


def _settings() -> Iterator[str]:
    yield "## Cài đặt\n\nỞ trang *Cài đặt*, hoặc trong tệp `settings.toml` (theo khóa).\n"
    rows = ((one.label, f"`{one.key}`", one.note) for one in SETTINGS)
    yield from _table(("Cài đặt", "Khóa", "Quyết định điều gì"), rows)


def _functions() -> Iterator[str]:
    yield "## Hàm trong ô\n\nVí dụ tính được ở trang *Hàm PII* của sổ.\n"
    rows = (
        (f"`{one.name}({'; '.join(one.labels.get(key, key) for key in one.arguments)})`", one.description)
        for one in declarations()
    )
    yield from _table(("Hàm", "Cho biết"), rows)


def declarations() -> list[Declaration]:
    """What every worksheet function says of itself."""
    modules = (importlib.import_module(name) for name in udf_modules())
    return [one for module in modules for one in declared_functions(module)]


def _messages() -> Iterator[str]:
    yield "## Thông báo\n\nE là lỗi, W là cảnh báo, N là ghi chú. Dấu … là chỗ chương trình ghi tên, số cụ thể.\n"
    rows = (
        (f"**{code}**", _told(one.found), _told(one.expected), _told(one.remedy))
        for code, one in sorted(CATALOGUE.items(), key=lambda pair: pair[0][1:])
    )
    yield from _table(("Mã", "Thấy gì", "Cần gì", "Cách sửa"), rows)


def _told(text: str) -> str:
    return _line(FACT.sub("…", text))


def _line(text: Any) -> str:
    """A text in one cell of a table."""
    return " ".join(str(text or "").split()).replace("|", "\\|")


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    lines = [header, tuple("---" for _ in header), *rows]
    yield "\n".join("| " + " | ".join(_line(cell) for cell in row) + " |" for row in lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
