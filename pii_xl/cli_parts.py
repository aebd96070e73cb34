"""What every command of the command line shares: Vietnamese help, common options, how findings are told, exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from pii_xl.ground.errors import Finding, Level

CLEAR_LINE = "\x1b[K"
FINE, ERRORS_FOUND, UNREADABLE = 0, 1, 2
HELP_OPTION = {"help_option_names": ["--help", "-h"], "max_content_width": 100}


@contextmanager
def counting(label: str) -> Iterator[Callable[[int, int, Path], None]]:
    """A line on the terminal that says how far a long job is: done, of how many, at which file; nothing in a log or pipe."""
    shown = sys.stderr.isatty()

    def count(done: int, total: int, path: Path) -> None:
        if shown:
            click.echo(f"\r{CLEAR_LINE}{label}: {done}/{total} {path.name}", err=True, nl=False)

    yield count
    if shown:
        click.echo(f"\r{CLEAR_LINE}", err=True, nl=False)


class _VietnameseHelp(click.Command):
    """Headings of click's help in Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [
            piece.replace("[OPTIONS]", "[TÙY CHỌN]").replace("COMMAND [ARGS]...", "LỆNH [THAM SỐ]...")
            for piece in self.collect_usage_pieces(ctx)
        ]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Cách gọi: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            (record[0], record[1].replace("[required]", "(bắt buộc)"))
            for parameter in self.get_params(ctx)
            if (record := parameter.get_help_record(ctx))
        ]
        if records:
            with formatter.section("Tùy chọn"):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện phần trợ giúp này."
        return option


class ViCommand(_VietnameseHelp):
    """One command with its help in Vietnamese."""


class ViGroup(_VietnameseHelp, click.Group):
    """Commands with their help in Vietnamese, listed in the order in which they are used."""

    command_class = ViCommand

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        rows = [
            (name, command.get_short_help_str(100))
            for name, command in self.commands.items()
            if not command.hidden
        ]
        with formatter.section("Các lệnh"):
            formatter.write_dl(rows)


class Number(click.FloatRange):
    """A number between bounds, its decimals after a comma or a point."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number; what is none is told as click tells it."""
        text: Any = value.replace(",", ".") if isinstance(value, str) else value
        return super().convert(text, param, ctx)


PATH = click.Path(path_type=Path)
DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


def out_option(text: str, required: bool = True, default: Path | None = None) -> Callable[..., Any]:
    options: dict[str, Any] = {} if default is None else {"default": default}
    return click.option("--out", "out", type=PATH, required=required, metavar="TỆP", help=text, **options)


def path_option(flag: str, text: str, metavar: str = "TỆP") -> Callable[..., Any]:
    """A file or folder that may be left out."""
    return click.option(flag, type=PATH, default=None, metavar=metavar, help=text)


day_option = click.option(
    "--date",
    "day",
    type=DAY,
    default=None,
    metavar="NĂM-THÁNG-NGÀY",
    help="Ngày làm việc này, ghi vào lịch sử; mặc định hôm nay.",
)
as_of_option = click.option(
    "--date",
    "day",
    type=DAY,
    default=None,
    metavar="NĂM-THÁNG-NGÀY",
    help="Văn bản viết như tại ngày này; mặc định ngày “Số liệu tính đến ngày” trong sổ.",
)
user_option = click.option(
    "--user", default="", metavar="TÊN", help="Người làm, ghi vào sổ; mặc định tên đăng nhập của máy."
)
settings_option = path_option(
    "--settings", "Tệp cài đặt .toml (lệnh init tạo mẫu); bỏ qua thì dùng mặc định."
)


def told(found: list[Finding], *, written: Path | None = None, shown: bool = True) -> int:
    """Print the findings, errors first, and say how many; the exit code tells whether there were errors."""
    order = list(Level)
    for item in sorted(found, key=lambda one: order.index(one.level)) if shown else []:
        click.echo(str(item))
    errors = sum(item.level is Level.ERROR for item in found)
    warnings = sum(item.level is Level.WARNING for item in found)
    if shown:
        click.echo(f"{errors} lỗi, {warnings} cảnh báo.")
    if written and written.exists():
        click.echo(f"Đã ghi {written}")
    return ERRORS_FOUND if errors else FINE
