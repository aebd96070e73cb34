"""The commands about tables of many units."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pii_xl.cli_parts import FINE, PATH, Number, ViCommand, out_option, path_option, told
from pii_xl.ground.errors import DataError
from pii_xl.layout.method import LEVELS, Aggregation, Gaps, Normalisation, Treatment
from pii_xl.score.method import Method

if TYPE_CHECKING:
    from pii_xl.ground.errors import Finding
    from pii_xl.units_door import Trial, UnitsJob


def _choice(name: str, kind: Any, default: str, text: str) -> Any:
    values = [str(one) for one in kind]
    return click.option(
        name,
        type=click.Choice(values),
        default=default,
        metavar="CÁCH",
        help=f"{text}: {', '.join(values)}; mặc định {default}.",
    )


class _Means(click.ParamType):
    """One way of making means for every level, or one for each level, from the sub-pillars up, with commas between."""

    name = "means"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The ways; what is none is told as click tells it."""
        given = [part.strip() for part in str(value).split(",")]
        if len(given) not in (1, len(LEVELS)) or not set(given) <= set(Aggregation):
            self.fail(str(value), param, ctx)
        return tuple(Aggregation(one) for one in given)


def _scale(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError:
        raise DataError("E626", content=text) from None
    return low, high


_weights = path_option("--weights", "CSV code,weight; mã của cấp nào cũng được.")
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
@path_option("--goalposts", "CSV code,low,high (goalposts) hoặc code,target (distance-to-target).")
@click.option(
    "--aggregation",
    type=_Means(),
    default=str(Aggregation.ARITHMETIC),
    metavar="CÁCH",
    help=f"Cách lấy trung bình: {', '.join(Aggregation)}; mặc định {Aggregation.ARITHMETIC}. Mỗi cấp một cách thì ghi "
    f"{len(LEVELS)} cách, cách nhau bằng dấu phẩy ({'; '.join(LEVELS)}).",
)
@_weights
@_choice("--treatment", Treatment, "none", "Xử lý giá trị ngoại lai")
@click.option(
    "--coverage",
    "--min-coverage",
    type=Number(0, 1),
    default=0.66,
    metavar="TỶ_LỆ",
    help="Tỷ lệ chỉ số tối thiểu để tính đầu vào, đầu ra; mặc định 0.66.",
)
@_choice("--gaps", Gaps, "leave", "Chỗ thiếu")
@path_option(
    "--groups", "CSV unit,group (vùng, nhóm thu nhập): thêm cột hạng trong nhóm; cần cho --gaps group-mean."
)
@path_option("--method-out", "CSV ghi việc đã làm với từng chỉ số và vì sao.")
@framework_option
def score_units(out: Path, method_out: Path | None, **options: Any) -> int:
    """Chấm điểm bao nhiêu tỉnh cũng được từ một bảng CSV (cột unit, rồi mỗi cột một mã chỉ số)."""
    from pii_xl.units_door import score_units_file

    found = score_units_file(_job(options), _method(options), out, method_out)
    return _told_and_written(found, out)


_source = click.argument("values", type=PATH, metavar="BẢNG_HOẶC_SỔ")
_replications = click.option(
    "--replications",
    type=click.IntRange(1, 10_000_000),
    default=1000,
    metavar="SỐ",
    help="Số lần tính lại; mặc định 1000.",
)
_seed = click.option(
    "--seed", type=click.IntRange(0), default=0, metavar="SỐ", help="Hạt giống; cùng số thì cùng kết quả."
)
_weight_spread = click.option(
    "--weight-spread",
    type=Number(0, 1),
    default=0.25,
    metavar="TỶ_LỆ",
    help="Trọng số thay đổi tối đa bao nhiêu phần; mặc định 0.25.",
)
_shift_spread = click.option(
    "--reference-spread",
    type=Number(0, 0.5),
    default=0.05,
    metavar="TỶ_LỆ",
    help="Giá trị nhỏ nhất, lớn nhất dịch tối đa bao nhiêu phần của khoảng; mặc định 0.05.",
)


@click.command(cls=ViCommand)
@_source
@out_option("Tệp CSV kết quả.")
@_replications
@_seed
@click.option(
    "--top",
    "tops",
    multiple=True,
    type=click.IntRange(1),
    default=(10,),
    metavar="K",
    help="Xác suất vào K hạng đầu; lặp lại được; mặc định 10.",
)
@path_option("--leave-out", "CSV: bỏ từng chỉ số, từng trụ cột thì hạng đổi ra sao.")
@_weights
@_weight_spread
@_shift_spread
@framework_option
def uncertainty(out: Path, tops: tuple[int, ...], leave_out: Path | None, **options: Any) -> int:
    """Tính lại nhiều lần với giả định khác nhau: khoảng điểm, khoảng hạng, xác suất vào nhóm đầu."""
    from pii_xl.units_door import uncertainty_file

    found = uncertainty_file(_job(options), _trial(options), out, tuple(dict.fromkeys(tops)), leave_out)
    return _told_and_written(found, out)


@click.command(cls=ViCommand)
@_source
@out_option("Tệp CSV kết quả.")
@_replications
@_seed
@click.option(
    "--unit",
    default="",
    metavar="TÊN",
    help="Đơn vị có hạng được xét; bỏ trống: độ đổi hạng trung bình của mọi đơn vị.",
)
@_weights
@_weight_spread
@_shift_spread
@framework_option
def sensitivity(out: Path, unit: str, **options: Any) -> int:
    """Giả định nào quyết định kết quả nhiều nhất: chỉ số Sobol bậc một và toàn phần."""
    from pii_xl.units_door import sensitivity_file

    return _told_and_written(sensitivity_file(_job(options), _trial(options), out, unit), out)


def _told_and_written(found: list[Finding], out: Path) -> int:
    if found:
        told(found)
    click.echo(f"Đã ghi {out}")
    return FINE


def _trial(options: dict[str, Any]) -> Trial:
    from pii_xl.score.replication import Assumptions
    from pii_xl.units_door import Trial

    spreads = {"weight_spread": options["weight_spread"], "shift_spread": options["reference_spread"]}
    return Trial(Assumptions(**spreads), options["replications"], options["seed"])


def _job(options: dict[str, Any]) -> UnitsJob:
    from pii_xl.units_door import UnitsJob

    return UnitsJob(
        options["values"],
        options["year"],
        options.get("weights"),
        options.get("goalposts"),
        options.get("groups"),
    )


def _method(options: dict[str, Any]) -> Method:
    return Method(
        treatment=Treatment(options["treatment"]),
        min_coverage=options["coverage"],
        normalisation=Normalisation(options["normalisation"]),
        aggregation=options["aggregation"][0],
        by_level=options["aggregation"] if len(options["aggregation"]) > 1 else (),
        scale=_scale(options["scale"]),
        gaps=Gaps(options["gaps"]),
    )


def add_units_commands(main: click.Group) -> None:
    """Put the commands into the command line."""
    for command in (score_units, uncertainty, sensitivity):
        main.add_command(command)
