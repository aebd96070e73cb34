"""The commands about what to do: national reference, levers, goals."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import click

from pii_xl.cli_parts import ERRORS_FOUND, FINE, PATH, Number, ViCommand, out_option, path_option, told
from pii_xl.ground.errors import Level, WrongUsageError

_workbook = click.argument("workbook", type=PATH, metavar="SỔ")


@click.command(cls=ViCommand)
@_workbook
@out_option("Tệp CSV kết quả.")
def levers(workbook: Path, out: Path) -> int:
    """Đòn bẩy: mỗi chỉ số thêm được bao nhiêu điểm PII, ai chủ trì; lớn nhất xếp trước."""
    from pii_xl.goal_door import write_levers

    return told(write_levers(workbook, out), written=out)


@click.command(cls=ViCommand)
@_workbook
@click.option("--rank", type=click.IntRange(1), default=None, metavar="N", help="Đạt hạng N.")
@click.option("--top", type=click.IntRange(1), default=None, metavar="N", help="Vào N hạng đầu.")
@click.option("--pii", type=Number(), default=None, metavar="X", help="Đạt điểm PII X.")
@click.option("--pillars", is_flag=True, help="Mọi trụ cột cao hơn năm so sánh.")
@path_option(
    "--bounds",
    "CSV code,low,high[,effort]: giới hạn thấp nhất, cao nhất có thể tới; effort là công sức để tới giới hạn.",
)
@click.option(
    "--alternatives", type=click.IntRange(1, 20), default=1, metavar="K", help="Nêu K phương án; mặc định 1."
)
@click.option(
    "--most-indicators", type=click.IntRange(1), default=None, metavar="N", help="Nhiều nhất N chỉ số."
)
@click.option(
    "--most-agencies", type=click.IntRange(1), default=None, metavar="N", help="Nhiều nhất N cơ quan."
)
@out_option("Sổ mới giữ phương án đầu làm kịch bản và dự thảo phần IV báo cáo.", required=False)
def goal(workbook: Path, out: Path | None, **options: Any) -> int:
    """Muốn đạt một hạng hay điểm thì cần thay đổi chỉ số nào, ai làm; ít chỉ số nhất hoặc ít công sức nhất."""
    from pii_xl.goal_door import GoalJob, find_goal

    wishes = [options["rank"], options["top"], options["pii"], options["pillars"] or None]
    if sum(one is not None for one in wishes) != 1:
        raise WrongUsageError("E670")
    if options["pii"] is not None and not math.isfinite(options["pii"]):
        raise WrongUsageError("E671", content=options["pii"])
    job = GoalJob(
        workbook,
        rank=options["rank"] or options["top"],
        pii=options["pii"],
        pillars=options["pillars"],
        bounds=options["bounds"],
        alternatives=options["alternatives"],
        indicators=options["most_indicators"],
        agencies=options["most_agencies"],
    )
    found = find_goal(job, out)
    for item in found:
        click.echo(item.found if item.level is Level.NOTE else str(item))
    if out and out.exists():
        click.echo(f"Đã ghi {out}")
    return ERRORS_FOUND if any(item.is_error for item in found) else FINE


@click.command(cls=ViCommand)
@_workbook
@click.argument("table", type=PATH, metavar="BẢNG")
@out_option("Sổ mới có bảng các tỉnh và tham chiếu.")
@click.option(
    "--status",
    type=click.Choice(["cong-bo", "uoc-tinh", "minh-hoa"]),
    default="uoc-tinh",
    metavar="TÌNH_TRẠNG",
    help="Số liệu của bảng: cong-bo (Bộ công bố), uoc-tinh, minh-hoa; mặc định uoc-tinh.",
)
@click.option(
    "--year",
    type=int,
    default=None,
    metavar="NĂM",
    help="Năm của bảng; bảng của năm trước được so với bảng năm của sổ; mặc định năm của sổ.",
)
def reference(workbook: Path, table: Path, out: Path, status: str, year: int | None) -> int:
    """Đưa bảng giá trị các tỉnh (.csv, .xlsx) vào sổ: nhỏ nhất, trung bình, lớn nhất, hạng từng chỉ số."""
    from pii_xl.goal_door import put_reference

    return told(put_reference(workbook, table, out, status, year), written=out)


def add_goal_commands(main: click.Group) -> None:
    """Put the commands into the command line."""
    for command in (reference, levers, goal):
        main.add_command(command)
