"""The command line: every command of the workbook without Excel. Vietnamese help and messages, no traceback.

Exit codes: 0 all is well, 1 errors found in the data, 2 unreadable files or wrong usage.
"""

from __future__ import annotations

import gc
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pii_xl import __version__
from pii_xl.cli_parts import (
    ERRORS_FOUND,
    FINE,
    HELP_OPTION,
    PATH,
    UNREADABLE,
    ViCommand,
    ViGroup,
    as_of_option,
    counting,
    day_option,
    out_option,
    path_option,
    settings_option,
    told,
    user_option,
)
from pii_xl.click import block
from pii_xl.goal_cli import add_goal_commands
from pii_xl.ground.errors import PiiError, WrongUsageError
from pii_xl.install import PYTHONS
from pii_xl.layout.buttons import ON_FILE, Command, python_commands
from pii_xl.units_cli import add_units_commands

if TYPE_CHECKING:
    from pii_xl.file_door import Document
    from pii_xl.ledger.reasons import Official
    from pii_xl.workspace.workspace import Settings

SELDOM = 50_000
"""So many new objects before Python looks for garbage: a command is short, and looking took a tenth of its time."""
ONLY_FOR_TESTS = "hypothesis"
"""pandera loads it wherever it finds it."""
_workbook = click.argument("workbook", type=PATH, metavar="SỔ")
_plan = path_option("--plan", "Bảng phân công .xlsx (assignments.xlsx) đã sửa, thay cho phân công có sẵn.")
_framework = path_option(
    "--framework", "Khung chỉ số .xlsx (khung-chi-so-NĂM.xlsx) đã sửa, thay cho khung có sẵn."
)


@click.group(cls=ViGroup, context_settings=HELP_OPTION)
@click.version_option(__version__, prog_name="pii-xl", help="Hiện phiên bản.")
def main() -> None:
    """Thu thập, kiểm tra, chấm điểm và báo cáo Chỉ số đổi mới sáng tạo cấp địa phương (PII).

    Mã thoát: 0 tốt; 1 có lỗi trong số liệu; 2 không đọc được tệp hoặc gọi lệnh sai.
    """


@main.command()
@out_option(
    "Thư mục đặt template.xlsm và assignments.xlsx; mặc định workbooks.",
    required=False,
    default=Path("workbooks"),
)
@settings_option
def build(out: Path, settings: Path | None) -> int:
    """Dựng sổ mẫu template.xlsm và bảng phân công assignments.xlsx."""
    from pii_xl.file_door import build_books

    for path in build_books(out, _settings_of(settings)):
        click.echo(f"Đã dựng {path}")
    return FINE


@main.command()
@out_option("Thư mục kết quả; mặc định out.", required=False, default=Path("out"))
def demo(out: Path) -> int:
    """Chạy trọn một vòng với số liệu minh họa: phiếu, nhập, kiểm tra, chấm điểm, báo cáo."""
    from pii_xl.demo.run import run_demo

    return told(run_demo(out), shown=False)


@main.command()
@click.argument("folder", type=PATH, metavar="THƯ_MỤC")
@click.option(
    "--province",
    default="",
    metavar="TÊN",
    help="Tỉnh, thành phố, tên như Bộ công bố; mặc định trong cài đặt.",
)
@_plan
@_framework
@settings_option
def init(
    folder: Path, province: str, plan: Path | None, framework: Path | None, settings: Path | None
) -> int:
    """Tạo thư mục làm việc mới: sổ mẫu, bảng phân công, cài đặt, chỗ để phiếu và minh chứng."""
    from pii_xl.file_door import Start, init_folder

    paths, found = init_folder(folder, Start(_settings_of(settings), province, plan, framework))
    for path in paths:
        click.echo(f"Đã tạo {path}")
    return told(found, shown=bool(found))


@main.command(name="next-year")
@_workbook
@click.option("--year", type=int, required=True, metavar="NĂM", help="Năm của sổ mới.")
@_plan
@_framework
@out_option("Thư mục làm việc mới.")
def next_year(workbook: Path, year: int, plan: Path | None, framework: Path | None, out: Path) -> int:
    """Mở sổ năm sau từ sổ năm trước: số liệu năm trước, đầu mối, cơ quan, nhiệm vụ, mục tiêu; việc còn phải quyết."""
    from pii_xl.file_door import Edited, open_next_year

    paths, found = open_next_year(workbook, year, out, Edited(framework, plan))
    for path in paths:
        click.echo(f"Đã tạo {path}")
    return told(found)


@main.command()
@_workbook
@out_option("Thư mục đặt phiếu.")
@click.option(
    "--previous",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Sổ năm trước: số liệu, đầu mối, văn bản, nhiệm vụ được điền sẵn vào phiếu.",
)
def forms(workbook: Path, out: Path, previous: Path | None) -> int:
    """Lập phiếu thu thập số liệu cho từng cơ quan."""
    from pii_xl.file_door import make_forms

    paths, found = make_forms(workbook, out, previous)
    for path in paths:
        click.echo(f"Đã lập {path}")
    return told(found)


@main.command(name="import")
@_workbook
@click.argument("sources", type=PATH, nargs=-1, required=True, metavar="PHIẾU_HOẶC_THƯ_MỤC...")
@out_option("Sổ mới (.xlsm) sau khi nhập.")
@click.option(
    "--evidence",
    type=PATH,
    metavar="THƯ_MỤC",
    help="Thư mục tệp minh chứng nhận cùng phiếu; bỏ qua thì dùng thư mục minh-chung trong thư mục phiếu, nếu có.",
)
@day_option
@user_option
def import_(
    workbook: Path,
    sources: tuple[Path, ...],
    out: Path,
    evidence: Path | None,
    day: datetime | None,
    user: str,
) -> int:
    """Nhập phiếu các cơ quan gửi về vào một sổ mới; phiếu hỏng bị từ chối từng phiếu."""
    from pii_xl.file_door import import_into

    with counting("Đọc phiếu") as count:
        found = import_into(workbook, list(sources), out, _official(day, user), count, evidence)
    return told(found, written=out)


@main.command()
@_workbook
@out_option("Sổ mới có trang Lỗi đã cập nhật; bỏ qua thì chỉ in ra.", required=False)
@day_option
@user_option
def validate(workbook: Path, out: Path | None, day: datetime | None, user: str) -> int:
    """Kiểm tra số liệu trong sổ: thiếu, sai, mâu thuẫn, bất thường."""
    from pii_xl.file_door import validate_workbook

    return told(validate_workbook(workbook, out, _official(day, user)), written=out)


@main.command()
@_workbook
@out_option("Sổ mới có điểm đã tính.")
@day_option
@user_option
def score(workbook: Path, out: Path, day: datetime | None, user: str) -> int:
    """Tính điểm chỉ số, nhóm, trụ cột, đầu vào, đầu ra, PII; đối chiếu với điểm công bố."""
    from pii_xl.file_door import score_workbook

    summary, found = score_workbook(workbook, out, _official(day, user))
    click.echo(summary)
    return told(found, written=out)


@main.command()
@_workbook
@click.option(
    "--set",
    "given",
    metavar="MÃ=SỐ",
    multiple=True,
    required=True,
    help="Giá trị muốn thử, ví dụ 2.2.2=0,5; lặp lại được.",
)
@click.option("--out", type=PATH, help="Sổ mới giữ các giá trị này làm kịch bản.")
def simulate(workbook: Path, given: tuple[str, ...], out: Path | None) -> int:
    """Thử giá trị khác cho vài chỉ số: điểm, PII, hạng ước tính đổi ra sao. Không đổi số liệu của sổ."""
    from pii_xl.file_door import simulate_workbook

    for line in simulate_workbook(workbook, dict(map(_tried, given)), out):
        click.echo(line)
    return FINE


def _tried(text: str) -> tuple[str, float]:
    from pii_xl.ground.text import read_number

    code, _, content = text.partition("=")
    value = read_number(content).value
    if value is None:
        raise WrongUsageError("E614", content=text)
    return code.strip(), value


@main.command()
@_workbook
@out_option("Tệp báo cáo .docx.")
@as_of_option
def report(workbook: Path, out: Path, day: datetime | None) -> int:
    """Viết báo cáo trình UBND tỉnh theo thể thức Nghị định 30/2020/NĐ-CP, chỉ từ sổ."""
    from pii_xl.commands import documents

    return _paper(documents.report, workbook, out, day)


@main.command()
@_workbook
@out_option("Thư mục đặt công văn.")
@as_of_option
@path_option("--book", "Sổ mới có ghi các công văn này ở trang Đôn đốc.", "SỔ_MỚI")
def letters(workbook: Path, out: Path, day: datetime | None, book: Path | None) -> int:
    """Viết công văn đôn đốc cho từng cơ quan còn chậm, còn thiếu."""
    from pii_xl.commands import documents

    return _papers(documents.letters, workbook, out, day, "Không cơ quan nào phải đôn đốc.", book)


@main.command()
@_workbook
@out_option("Thư mục đặt biên nhận.")
@as_of_option
def receipts(workbook: Path, out: Path, day: datetime | None) -> int:
    """Viết biên nhận cho từng cơ quan đã nhập phiếu: tệp, số liệu, minh chứng đã kê khai, lỗi đã thấy."""
    from pii_xl.commands import documents

    return _papers(
        documents.receipts, workbook, out, day, "Chưa nhập phiếu của cơ quan nào nên không có biên nhận."
    )


def _paper(command: Document, workbook: Path, out: Path, day: datetime | None) -> int:
    """Write the one document of ``command``, say where; then report what was found."""
    from pii_xl.file_door import write_document

    written, found = write_document(command, workbook, out, _given(day))
    return told(found, written=written)


def _papers(
    command: Document, workbook: Path, out: Path, day: datetime | None, none: str, book: Path | None = None
) -> int:
    """Write the documents of ``command`` into a folder and say which, or ``none``; then report what was found."""
    from pii_xl.file_door import write_documents

    paths, found = write_documents(command, workbook, out, _given(day), book)
    for path in paths:
        click.echo(f"Đã viết {path}")
    if not paths:
        click.echo(none)
    return told(found)


@main.command()
@_workbook
@out_option("Tệp báo cáo tiến độ .docx.")
@as_of_option
def progress(workbook: Path, out: Path, day: datetime | None) -> int:
    """Viết báo cáo tiến độ giữa kỳ: đã nộp, còn thiếu, quá hạn theo cơ quan."""
    from pii_xl.commands import documents

    return _paper(documents.progress_report, workbook, out, day)


@main.command()
@_workbook
@out_option("Tệp tóm tắt .docx.")
@as_of_option
def brief(workbook: Path, out: Path, day: datetime | None) -> int:
    """Viết bản tóm tắt một trang cho lãnh đạo."""
    from pii_xl.commands import documents

    return _paper(documents.brief, workbook, out, day)


def _book_option(sheet: str) -> Any:
    return path_option("--book", f"Sổ mới có các dòng ở trang {sheet}.", "SỔ_MỚI")


@main.command()
@_workbook
@out_option("Thư mục đặt tờ trình.")
@as_of_option
@_book_option("Khen thưởng")
def praise(workbook: Path, out: Path, day: datetime | None, book: Path | None) -> int:
    """Viết tờ trình, danh sách đề nghị khen thưởng theo kết quả đánh giá; ai được đề nghị sửa ở trang Khen thưởng."""
    from pii_xl.commands import documents

    return _papers(documents.praise, workbook, out, day, "Chưa có ai để đề nghị khen thưởng.", book)


@main.command()
@_workbook
@out_option("Thư mục đặt dự thảo kế hoạch.")
@as_of_option
@_book_option("Học hỏi")
def learn(workbook: Path, out: Path, day: datetime | None, book: Path | None) -> int:
    """Viết dự thảo kế hoạch học hỏi: chỉ số yếu học ở tỉnh nào, căn cứ gì, cơ quan nào tham gia."""
    from pii_xl.commands import documents

    return _papers(documents.learn, workbook, out, day, "Chưa có chỉ số yếu hoặc tỉnh nào để học.", book)


@main.command()
@_workbook
@out_option("Sổ mới có trang Độ chắc chắn.")
@day_option
@user_option
def certainty(workbook: Path, out: Path, day: datetime | None, user: str) -> int:
    """Tính lại nhiều lần với giả định khác nhau, ghi khoảng điểm, hạng vào trang Độ chắc chắn."""
    from pii_xl.file_door import certainty_workbook

    return told(certainty_workbook(workbook, out, _official(day, user)), written=out)


@main.command()
@_workbook
@click.argument("evidence", type=PATH, metavar="THƯ_MỤC_MINH_CHỨNG")
@out_option("Thư mục mới cho gói gửi Bộ.")
@path_option("--online", "Biểu trực tuyến của Bộ xuất ra CSV (cột code, value) để đối chiếu.")
@path_option(
    "--sent", "Gói đã gửi lần trước: kiểm tra còn nguyên, nêu minh chứng thay đổi, thêm, rút.", "THƯ_MỤC"
)
@path_option("--book", "Sổ mới có ghi gói này ở trang Lịch sử, kèm sha256 của danh mục.", "SỔ_MỚI")
@as_of_option
def pack(
    workbook: Path,
    evidence: Path,
    out: Path,
    day: datetime | None,
    book: Path | None,
    **compared: Path | None,
) -> int:
    """Lập gói gửi Bộ: phụ lục số liệu, công văn, minh chứng đặt tên theo mã, danh mục sha256; đối chiếu ba nơi."""
    from pii_xl.file_door import Compared, pack_workbook

    found = pack_workbook(workbook, evidence, out, Compared(**compared), _given(day), book)
    click.echo(f"Đã lập {out}")
    return told(found, written=book)


def _decision_command(act_name: str, text: str) -> None:
    @click.option("--agency", default="", metavar="CƠ_QUAN", help="Chỉ của cơ quan này.")
    @click.option("--code", default="", metavar="MÃ", help="Chỉ mã này.")
    @out_option("Sổ mới.")
    @day_option
    @user_option
    @_workbook
    def command(workbook: Path, agency: str, code: str, out: Path, day: datetime | None, user: str) -> int:
        from pii_xl.commands.decisions import Question
        from pii_xl.file_door import mark
        from pii_xl.layout.ledger import Act

        about = Question(code=code, agency=agency)
        return told(mark(workbook, Act[act_name.upper()], about, _official(day, user), out), written=out)

    main.command(name=act_name, help=text)(command)


_decision_command("approve", "Duyệt số liệu đã gửi: từ đó phiếu sau không tự thay được.")
_decision_command("reopen", "Mở lại số liệu đã duyệt hoặc đã khóa.")
_decision_command("lock", "Khóa số liệu: chỉ quyết định của người phụ trách mới thay được.")


@main.command()
@_workbook
@click.argument("code", metavar="MÃ")
@click.argument("act", type=click.Choice(["giữ", "nhận"]), metavar="(giữ|nhận)")
@click.option("--why", required=True, metavar="LÝ_DO", help="Vì sao; ghi vào trang Quyết định.")
@click.option(
    "--agency", default="", metavar="CƠ_QUAN", help="Khi nhiều cơ quan cùng có số: nhận của cơ quan nào."
)
@out_option("Sổ mới.")
@day_option
@user_option
def decide(
    workbook: Path, code: str, act: str, why: str, agency: str, out: Path, day: datetime | None, user: str
) -> int:
    """Quyết định giữ số đang có hoặc nhận số gửi sau về một mã đang chờ."""
    from pii_xl.commands.decisions import Question
    from pii_xl.file_door import decide as decided
    from pii_xl.layout.ledger import Act

    about = Question(code=code, agency=agency, why=why)
    return told(decided(workbook, Act(act), about, _official(day, user), out), written=out)


@main.command()
@_workbook
@click.option("--agency", default="", metavar="CƠ_QUAN", help="Chỉ của cơ quan này.")
@click.option("--code", default="", metavar="MÃ", help="Chỉ mã này.")
def ledger(workbook: Path, agency: str, code: str) -> int:
    """In lịch sử: ai gửi gì, khi nào, nhận hay từ chối, ai quyết định gì."""
    from pii_xl.file_door import ledger_lines

    for line in ledger_lines(workbook, agency, code):
        click.echo(line)
    return FINE


@main.command()
@_workbook
@as_of_option
def status(workbook: Path, day: datetime | None) -> int:
    """In cơ quan nào còn nợ gì, như trang Tiến độ và công văn đôn đốc."""
    from pii_xl.file_door import status_lines

    for line in status_lines(workbook, _given(day)):
        click.echo(line)
    return FINE


@main.command()
@_workbook
@out_option("Thư mục đặt phiếu trả lại.")
@as_of_option
def returns(workbook: Path, out: Path, day: datetime | None) -> int:
    """Lập phiếu trả lại: giá trị cơ quan đã gửi, ô phải sửa tô đỏ kèm ghi chú, trang Cần sửa."""
    from pii_xl.commands.returns import returns as returned

    return _papers(returned, workbook, out, day, "Không phiếu nào phải trả lại.")


@main.command()
@_workbook
@click.argument("book", type=PATH, metavar="BẢNG_PHÂN_CÔNG")
@out_option("Sổ mới theo bảng phân công đã sửa.")
@day_option
@user_option
def assignments(workbook: Path, book: Path, out: Path, day: datetime | None, user: str) -> int:
    """Đưa bảng phân công đã sửa (assignments.xlsx) vào sổ."""
    from pii_xl.file_door import assign

    return told(assign(workbook, book, out, _official(day, user)), written=out)


@main.command(name="check-docx")
@click.argument("documents", type=PATH, metavar="VĂN_BẢN_HOẶC_THƯ_MỤC…", nargs=-1, required=True)
@out_option(
    "Bản sao có ghi chú tại chỗ sai (một văn bản: tệp .docx; nhiều văn bản: thư mục).", required=False
)
def check_docx(documents: tuple[Path, ...], out: Path | None) -> int:
    """Soát thể thức văn bản .docx theo Nghị định 30/2020/NĐ-CP; một thư mục thì có bảng kết quả."""
    from pii_xl.papers_door import check_papers, summary

    checks = check_papers(documents, out)
    for one in checks:
        click.echo(f"{one.path.name}: {one.paper}")
        told(one.findings, shown=bool(one.findings), written=one.copy)
    if len(checks) > 1:
        click.echo(summary(checks))
    return max((one.exit_code for one in checks), default=FINE)


add_units_commands(main)
add_goal_commands(main)


@main.command()
def doctor() -> int:
    """Kiểm tra cài đặt trên máy này: phiên bản, đường dẫn, Excel, chính sách bảo mật."""
    from pii_xl.install.machine import this_machine
    from pii_xl.install.verification import check_installed_books, check_machine
    from pii_xl.live.dialog import text_of

    machine = this_machine()
    checkup = check_machine(machine)
    checkup.findings += check_installed_books(machine)
    click.echo(text_of(checkup.told()))
    return ERRORS_FOUND if checkup.findings else FINE


@main.command()
@out_option("Tệp .zip của bộ cài; mặc định dist/pii-xl-<phiên bản>.zip.", required=False)
@click.option(
    "--python",
    "pythons",
    type=click.Choice(PYTHONS),
    multiple=True,
    metavar="PHIÊN_BẢN",
    help=f"Python của máy Windows ({', '.join(PYTHONS)}), lặp lại được; mặc định như Python đang chạy.",
)
@click.option(
    "--python-installer",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="TỆP",
    help="Bộ cài Python của python.org (python-3.….…-amd64.exe) để kèm theo: máy chưa có Python thì cai-dat.cmd tự cài.",
)
def bundle(out: Path | None, pythons: tuple[str, ...], python_installer: Path | None) -> int:
    """Gom bộ cài cho máy Windows không có internet thành một tệp .zip (cần kho mã và mạng)."""
    from pii_xl.install.bundle import build_bundle
    from pii_xl.install.kit import Interpreter

    out = out or Path("dist") / f"pii-xl-{__version__}.zip"
    wheels = build_bundle(out, pythons or (Interpreter.running().version,), python_installer)
    click.echo(f"Đã gom {len(wheels)} gói, {out.stat().st_size / 1e6:.0f} MB: {out}")
    return FINE


def _settings_of(path: Path | None) -> Settings | None:
    from pii_xl.workspace.settings_file import load_settings

    return load_settings(path) if path else None


@main.group(cls=ViGroup)
def live() -> None:
    """Chạy một nút lệnh trên sổ PII đang mở ở phía trước trong Excel."""


def _live_command(known: Command) -> ViCommand:
    def run_live() -> int:
        from pii_xl.click import run_on
        from pii_xl.live.caller import active_book

        return run_on(known.id, active_book)

    return ViCommand(
        known.id.replace("_", "-"),
        callback=run_live,
        help=f"{known.label}: {known.supertip}",
        short_help=known.label,
    )


for _known in python_commands():
    live.add_command(_live_command(_known))


@live.command()
def serve() -> int:
    """Giữ sẵn một Python cho các nút lệnh, khi Excel không được tự khởi chạy chương trình."""
    from pii_xl.live.server import serve as serve_excel

    serve_excel()
    return FINE


@main.command(name="on-file")
@click.argument("command", type=click.Choice(ON_FILE), metavar="VIỆC")
@click.argument("workbook", type=PATH, required=False, metavar="SỔ")
def on_file(command: str, workbook: Path | None) -> int:
    """Làm một việc trên tệp sổ đã lưu, không cần Excel; không ghi SỔ thì hỏi bằng hộp thoại (trình đơn Start dùng lệnh này)."""
    from pii_xl.live.on_file import run_on_file

    return run_on_file(command, workbook)


def _given(day: datetime | None) -> date | None:
    return day.date() if day else None


def _official(day: datetime | None, user: str) -> Official:
    """Who does this, on which day: what is not said is asked of the machine."""
    from pii_xl.ledger.reasons import Official

    return Official(day.date() if day else date.today(), user or _login())


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def run(arguments: list[str] | None = None) -> None:
    """The entry point: run the command, turn every failure into one clear message and an exit code."""
    gc.set_threshold(SELDOM, 20, 50)
    block(ONLY_FOR_TESTS)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_guarded(arguments))


def _guarded(arguments: list[str] | None) -> int:
    try:
        code = main.main(args=arguments, prog_name="pii-xl", standalone_mode=False)
        return code if isinstance(code, int) else FINE
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return UNREADABLE
    except click.ClickException as error:
        problem = WrongUsageError("E105", reason=_usage_problem(error))
        click.echo(str(problem.finding), err=True)
        return UNREADABLE
    except click.exceptions.Abort:
        click.echo("Đã dừng theo yêu cầu.", err=True)
        return UNREADABLE
    except PiiError as error:
        click.echo(str(error.finding), err=True)
        return error.exit_code
    except Exception as error:
        from pii_xl.ground.log import write_log

        failure = PiiError("E199", kind=type(error).__name__, log=write_log(error))
        click.echo(str(failure.finding), err=True)
        return UNREADABLE


def _usage_problem(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"không có tùy chọn {error.option_name}."
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"không có lệnh {error.command_name}."
    if isinstance(error, click.MissingParameter):
        return f"thiếu {_name(error.param)}."
    if isinstance(error, click.BadParameter):
        return f"giá trị của {_name(error.param)} không hợp lệ."
    return error.format_message()


def _name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return (
        (parameter.metavar or parameter.name or "tham số")
        if isinstance(parameter, click.Argument)
        else "tham số"
    )


if __name__ == "__main__":
    run()
