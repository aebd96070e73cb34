"""The commands about tables of many units."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pii_xl.cli_parts import FINE, PATH, ViCommand, out_option, told
from pii_xl.ground.errors import DataError
from pii_xl.score.method import Aggregation, Method, Normalisation, Treatment

if TYPE_CHECKING:
    from pii_xl.units_door import UnitsJob

GII_SKEW = 2.25
"""Limit of the skew in the Global Innovation Index (GII 2023, appendix I)."""


def _choice(name: str, kind: Any, default: str, text: str) -> Any:
    values = [str(one) for one in kind]
    return click.option(
        name,
        type=click.Choice(values),
        default=default,
        metavar="CÁCH",
        help=f"{text}: {', '.join(values)}; mặc định {default}.",
    )


def _scale(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError:
        raise DataError("E626", content=text) from None
    return low, high


framework_option = click.option(
    "--framework", "year", type=int, default=2024, metavar="NĂM", help="Khung chỉ số; mặc định 2024."
)
_values = click.argument("values", type=PATH, metavar="BẢNG_GIÁ_TRỊ")


@click.command(name="score-units", cls=ViCommand)
@_values
@out_option("Tệp CSV kết quả.")
@_choice("--normalisation", Normalisation, "minmax", "Cách đưa về một thang")
@click.option(
    "--range",
    "scale",
    metavar="DƯỚI,TRÊN",
    default=None,
    help="Hai đầu thang điểm, ví dụ 1,100; mặc định thang riêng của từng cách (minmax: 0,100).",
)
@click.option(
    "--goalposts",
    type=PATH,
    default=None,
    metavar="TỆP",
    help="CSV code,low,high (goalposts) hoặc code,target (distance-to-target).",
)
@_choice("--aggregation", Aggregation, "arithmetic", "Cách lấy trung bình")
@click.option(
    "--weights", type=PATH, default=None, metavar="TỆP", help="CSV code,weight; mã của cấp nào cũng được."
)
@_choice("--treatment", Treatment, "none", "Xử lý giá trị ngoại lai")
@click.option(
    "--coverage",
    "--min-coverage",
    type=click.FloatRange(0, 1),
    default=0.66,
    metavar="TỶ_LỆ",
    help="Tỷ lệ chỉ số tối thiểu để tính đầu vào, đầu ra; mặc định 0.66.",
)
@click.option(
    "--method-out",
    type=PATH,
    default=None,
    metavar="TỆP",
    help="CSV ghi việc đã làm với từng chỉ số và vì sao.",
)
@framework_option
def score_units(out: Path, method_out: Path | None, **options: Any) -> int:
    """Chấm điểm bao nhiêu tỉnh cũng được từ một bảng CSV (cột unit, rồi mỗi cột một mã chỉ số)."""
    from pii_xl.units_door import score_units_file

    found = score_units_file(_job(options), _method(options), out, method_out)
    if found:
        told(found)
    click.echo(f"Đã ghi {out}")
    return FINE


def _job(options: dict[str, Any]) -> UnitsJob:
    from pii_xl.units_door import UnitsJob

    return UnitsJob(options["values"], options["year"], options.get("weights"), options.get("goalposts"))


def _method(options: dict[str, Any]) -> Method:
    treatment = Treatment(options["treatment"])
    return Method(
        treatment=treatment,
        min_coverage=options["coverage"],
        normalisation=Normalisation(options["normalisation"]),
        aggregation=Aggregation(options["aggregation"]),
        scale=_scale(options["scale"]),
        skew_limit=GII_SKEW if treatment is Treatment.GII else Method.skew_limit,
    )


def add_units_commands(main: click.Group) -> None:
    """Put the commands into the command line."""
    for command in (score_units,):
        main.add_command(command)
