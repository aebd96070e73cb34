"""Every button of the ribbon, declared once: the ribbon, the VBA callbacks, the Start menu and the guide use it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Runs(StrEnum):
    """Where a command's work is done."""

    PYTHON = "python"  # pii_xl.live.door.<id>(book)
    VBA = "vba"  # a macro of the workbook itself; works without Python


@dataclass(frozen=True)
class Group:
    """One group of the ribbon's tab."""

    id: str
    label: str


@dataclass(frozen=True)
class Command:
    """One button: what people read on it, and what it starts.

    ``supertip`` says what pressing the button changes. ``confirmation`` is the question to ask before the work
    starts, empty when nothing can be lost; VBA's own message box cannot show Vietnamese, so Python asks it.
    """

    id: str
    group: str
    label: str
    screentip: str
    supertip: str
    icon: str
    keytip: str
    size: str = "large"
    confirmation: str = ""
    runs: Runs = Runs.PYTHON

    @property
    def callback(self) -> str:
        """The VBA procedure behind the button, e.g. ``Pii_MakeForms`` for ``make_forms``."""
        return "Pii_" + "".join(part.capitalize() for part in self.id.split("_"))


TAB_LABEL = "PII"
TAB_KEYTIP = "K"
"""Alt and this letter lead to the tab; I, O, D … would first open what Excel 2003 had under them."""
START_MENU_FOLDER = "PII-XL"
ON_FILE = ("validate", "score", "letters", "report", "brief")
"""Commands that also have a Start-menu entry which works on a saved file, without Excel."""
ON_FILE_MARK = "(trên tệp)"

GROUPS: tuple[Group, ...] = (
    Group("collect", "Thu thập"),
    Group("check", "Kiểm tra"),
    Group("follow_up", "Theo dõi"),
    Group("ministry", "Gửi Bộ"),
    Group("score", "Chấm điểm"),
    Group("report", "Báo cáo"),
    Group("help", "Trợ giúp"),
)
"""In the order of the year."""

COMMANDS: tuple[Command, ...] = (
    Command(
        id="make_forms",
        group="collect",
        label="Lập phiếu",
        screentip="Lập phiếu thu thập số liệu cho từng cơ quan",
        supertip="Ghi vào thư mục phieu-gui cạnh sổ mỗi cơ quan một phiếu .xlsx không macro, đã điền sẵn số liệu năm trước. "
        "Không thay đổi sổ này.",
        icon="DataFormExcel",
        keytip="LP",
    ),
    Command(
        id="import_forms",
        group="collect",
        label="Nhập phiếu",
        screentip="Nhập các phiếu cơ quan đã gửi về",
        supertip="Đọc các phiếu trong thư mục phieu-nhan cạnh sổ, hoặc các tệp anh/chị chọn; kiểm tra rồi ghi số liệu hợp lệ vào sổ, "
        "kèm nguồn của từng số; ghi ngày nhận, mã băm các tệp trong thư mục minh-chung. Giá trị bị thay được giữ ở trang “Lịch sử”.",
        icon="XmlImport",
        keytip="NP",
        confirmation="Số liệu hợp lệ trong các phiếu sẽ được ghi vào sổ này. Tiếp tục?",
    ),
    Command(
        id="assign",
        group="collect",
        label="Nạp phân công",
        screentip="Nạp sổ phân công (assignments.xlsx) vào sổ này",
        supertip="Đọc sổ phân công anh/chị chọn rồi cập nhật chủ trì, phối hợp, nhiệm vụ, mục tiêu của sổ này. Số liệu đã thu không thay đổi.",
        icon="GetExternalDataFromText",
        keytip="PC",
        size="normal",
        confirmation="Phân công trong tệp anh/chị sắp chọn sẽ thay phân công của sổ này. Tiếp tục?",
    ),
    Command(
        id="add_rows",
        group="collect",
        label="Thêm dòng",
        screentip="Thêm dòng trống vào cuối bảng của trang đang chọn",
        supertip="Dùng khi bảng ở trang Minh chứng, Công bố, Đôn đốc, Đầu mối… đã hết dòng trống. Số liệu đã có không thay đổi.",
        icon="SheetRowsInsert",
        keytip="TH",
        size="normal",
    ),
    Command(
        id="validate",
        group="check",
        label="Kiểm tra số liệu",
        screentip="Kiểm tra toàn bộ số liệu trong sổ",
        supertip="Ghi kết quả vào trang “Lỗi” và tô màu các ô cần xem lại. Không sửa số liệu.",
        icon="ErrorChecking",
        keytip="KT",
    ),
    Command(
        id="go_to_finding",
        group="check",
        label="Tới ô có lỗi",
        screentip="Mở ô được nêu ở dòng đang chọn của trang “Lỗi”",
        supertip="Đặt con trỏ vào một dòng của trang “Lỗi” rồi bấm nút này. Chỉ di chuyển con trỏ, "
        "không thay đổi gì; không cần Python.",
        icon="TraceError",
        keytip="TL",
        size="normal",
        runs=Runs.VBA,
    ),
    Command(
        id="clear_marks",
        group="check",
        label="Xóa đánh dấu",
        screentip="Xóa màu và ghi chú do lần kiểm tra trước để lại",
        supertip="Trả các ô đã tô màu về định dạng ban đầu và xóa ghi chú của chương trình. Không sửa số liệu.",
        icon="ClearFormats",
        keytip="XD",
        size="normal",
    ),
    Command(
        id="keep",
        group="check",
        label="Giữ",
        screentip="Giữ giá trị đang có ở dòng đang chọn",
        supertip="Khi có giá trị mới chờ quyết định: giữ giá trị đang có, hỏi lý do, ghi vào trang “Quyết định”. Giá trị mới vẫn còn ở trang “Trả lời”.",
        icon="SheetProtect",
        keytip="GI",
        size="normal",
    ),
    Command(
        id="take",
        group="check",
        label="Nhận",
        screentip="Nhận giá trị mới cho dòng đang chọn",
        supertip="Khi có giá trị mới chờ quyết định: thay giá trị đang có bằng giá trị mới, hỏi lý do, ghi vào trang “Quyết định”.",
        icon="Paste",
        keytip="NH",
        size="normal",
    ),
    Command(
        id="approve",
        group="check",
        label="Duyệt",
        screentip="Duyệt số liệu ở dòng đang chọn",
        supertip="Duyệt dòng đang chọn ở trang Số liệu, Số gốc, Chính sách 1.1.1 hoặc Nhiệm vụ: phiếu sau không tự thay được nữa. "
        "Ghi vào trang “Quyết định”.",
        icon="ReviewAcceptOrRejectChangeDialog",
        keytip="DS",
        size="normal",
    ),
    Command(
        id="lock",
        group="check",
        label="Khóa",
        screentip="Khóa số liệu ở dòng đang chọn",
        supertip="Khóa dòng đang chọn: chỉ quyết định của người phụ trách mới thay được. Ghi vào trang “Quyết định”.",
        icon="Lock",
        keytip="KH",
        size="normal",
    ),
    Command(
        id="reopen",
        group="check",
        label="Mở lại",
        screentip="Mở lại số liệu đã duyệt hoặc đã khóa",
        supertip="Mở lại dòng đang chọn đã duyệt hoặc đã khóa, để nhận số liệu mới. Ghi vào trang “Quyết định”.",
        icon="ReviewAllowUsersToEditRanges",
        keytip="ML",
        size="normal",
    ),
    Command(
        id="progress",
        group="follow_up",
        label="Cập nhật tiến độ",
        screentip="Cập nhật trang “Tiến độ” và xem tóm tắt",
        supertip="Tính lại các công thức của sổ rồi cho biết bao nhiêu cơ quan nộp đủ, nộp thiếu, quá hạn. Không sửa số liệu.",
        icon="ConditionalFormattingDataBarsGallery",
        keytip="TD",
    ),
    Command(
        id="letters",
        group="follow_up",
        label="Công văn đôn đốc",
        screentip="Soạn công văn gửi các cơ quan còn thiếu số liệu",
        supertip="Ghi vào thư mục van-ban cạnh sổ mỗi cơ quan một dự thảo công văn Word theo Nghị định 30/2020/NĐ-CP. "
        "Không gửi đi và không thay đổi sổ này.",
        icon="FileSendAsAttachment",
        keytip="CV",
    ),
    Command(
        id="receipts",
        group="follow_up",
        label="Biên nhận",
        screentip="Soạn biên nhận cho các cơ quan đã gửi phiếu",
        supertip="Ghi vào thư mục van-ban cạnh sổ mỗi cơ quan đã nhập phiếu một biên nhận Word: tệp, số liệu, minh chứng đã kê khai "
        "và lỗi đã thấy. Không gửi đi và không thay đổi sổ này.",
        icon="FileSaveAsPdfOrXps",
        keytip="BN",
        size="normal",
    ),
    Command(
        id="returns",
        group="follow_up",
        label="Trả phiếu",
        screentip="Lập phiếu trả lại cho cơ quan phải sửa",
        supertip="Ghi vào thư mục phieu-tra cạnh sổ một bản phiếu của từng cơ quan có ô bị từ chối hoặc câu hỏi: giá trị đã gửi, "
        "ô phải sửa tô đỏ kèm ghi chú, trang “Cần sửa”. Không thay đổi sổ này.",
        icon="ReviewNewComment",
        keytip="TP",
        size="normal",
    ),
    Command(
        id="ministry_pack",
        group="ministry",
        label="Gói gửi Bộ",
        screentip="Lập gói gửi Bộ Khoa học và Công nghệ",
        supertip="Gom phụ lục số liệu, công văn, tài liệu trong thư mục minh-chung và danh mục vào thư mục goi-gui-bo-… mới "
        "cạnh sổ, kèm danh sách phần còn thiếu. "
        "Ghi mã băm của gói vào trang Lịch sử.",
        icon="FilePrepareMenu",
        keytip="GB",
    ),
    Command(
        id="score",
        group="score",
        label="Chấm điểm",
        screentip="Tính điểm và thứ hạng ước tính",
        supertip="Tính lại điểm chỉ số, nhóm, trụ cột và PII, đối chiếu với công thức của sổ và điểm công bố, ghi một dòng vào "
        "trang “Lịch sử”. Không sửa số liệu. "
        "Kết quả luôn ghi rõ là ước tính hoặc minh họa.",
        icon="CalculateNow",
        keytip="CD",
    ),
    Command(
        id="goal",
        group="score",
        label="Kịch bản mục tiêu",
        screentip="Tìm ít chỉ số nhất phải cải thiện để đạt mục tiêu",
        supertip="Mục tiêu lấy ở trang “Cài đặt” (để trống: vượt tỉnh xếp trên gần nhất). Ghi kết quả vào một cột kịch bản và vào dự thảo phần IV của báo cáo. Không đổi số liệu của sổ.",
        icon="GoalSeek",
        keytip="MT",
    ),
    Command(
        id="national",
        group="score",
        label="Bảng các tỉnh",
        screentip="Nạp bảng giá trị các tỉnh vào sổ này",
        supertip="Đọc bảng .xlsx, .csv anh/chị chọn (mỗi dòng một tỉnh, mỗi cột một mã chỉ số), hỏi là của năm nào, có phải số công bố không; "
        "ghi trang “Bảng các tỉnh” và nhỏ nhất, trung bình, lớn nhất của từng chỉ số. Số liệu của tỉnh không thay đổi.",
        icon="GetExternalDataExistingConnections",
        keytip="CT",
        size="normal",
    ),
    Command(
        id="certainty",
        group="score",
        label="Độ chắc chắn",
        screentip="Điểm, hạng đổi bao nhiêu khi giả định của cách tính khác đi",
        supertip="Tính lại nhiều lần với trọng số, tham chiếu và cách tính khác nhau, ghi khoảng điểm, giả định quyết định vào trang “Độ chắc chắn”; "
        "có bảng các tỉnh thì cả khoảng hạng và xác suất vào nhóm đầu. Không đổi số liệu.",
        icon="ChartTypeXYScatterInsertGallery",
        keytip="CC",
        size="normal",
    ),
    Command(
        id="learn",
        group="score",
        label="Học hỏi",
        screentip="Chỉ số yếu học được ở tỉnh nào",
        supertip="Thêm vào trang “Học hỏi” các tỉnh nên học cho từng chỉ số yếu, kèm căn cứ, và soạn dự thảo kế hoạch vào thư mục van-ban cạnh sổ. "
        "Dòng đã có không bị sửa.",
        icon="ReviewShareWorkbook",
        keytip="HH",
        size="normal",
    ),
    Command(
        id="simulate",
        group="score",
        label="Giữ kịch bản",
        screentip="Giữ các giá trị đang thử ở trang “Mô phỏng”",
        supertip="Chép các giá trị đang thử sang cột kịch bản còn trống đầu tiên (S1–S5) của trang “Kịch bản” và cho biết "
        "PII, hạng sẽ thay đổi ra sao. Không đổi số liệu của sổ; điểm mô phỏng không thay điểm công bố.",
        icon="ScenarioManager",
        keytip="MP",
        size="normal",
    ),
    Command(
        id="reset_scenario",
        group="score",
        label="Xóa giá trị thử",
        screentip="Xóa các giá trị đang thử ở trang “Mô phỏng”",
        supertip="Đưa cột Giá trị thử về trống, điểm về như hiện tại; không thay đổi trang nào khác. Không cần Python.",
        icon="Undo",
        keytip="DL",
        size="normal",
        runs=Runs.VBA,
    ),
    Command(
        id="report",
        group="report",
        label="Báo cáo Word",
        screentip="Soạn báo cáo phân tích PII của tỉnh",
        supertip="Ghi một dự thảo báo cáo Word theo Nghị định 30/2020/NĐ-CP vào thư mục van-ban cạnh sổ. "
        "Không thay đổi sổ này.",
        icon="PivotTableReport",
        keytip="BC",
    ),
    Command(
        id="progress_report",
        group="report",
        label="Báo cáo tiến độ",
        screentip="Soạn báo cáo tiến độ giữa kỳ",
        supertip="Ghi một dự thảo báo cáo tiến độ Word gửi UBND tỉnh vào thư mục van-ban cạnh sổ: đã nộp, còn thiếu, quá hạn, "
        "vướng mắc, đề xuất. Không thay đổi sổ này.",
        icon="ChartTypeColumnInsertGallery",
        keytip="BT",
        size="normal",
    ),
    Command(
        id="brief",
        group="report",
        label="Tóm tắt 1 trang",
        screentip="Soạn bản tóm tắt một trang cho lãnh đạo",
        supertip="Ghi một dự thảo Word một trang vào thư mục van-ban cạnh sổ: điểm, hạng, mục tiêu, cơ quan còn thiếu. "
        "Không thay đổi sổ này.",
        icon="FilePrintPreview",
        keytip="TT",
        size="normal",
    ),
    Command(
        id="praise",
        group="report",
        label="Khen thưởng",
        screentip="Đề nghị khen thưởng theo kết quả đánh giá",
        supertip="Thêm vào trang “Khen thưởng” các tập thể, cá nhân theo trang “Đánh giá” và soạn tờ trình, danh sách vào thư mục van-ban cạnh sổ. "
        "Dòng đã có không bị sửa; ai được đề nghị do anh/chị quyết định.",
        icon="ConditionalFormattingIconSetsGallery",
        keytip="KG",
        size="normal",
    ),
    Command(
        id="next_year",
        group="report",
        label="Sổ năm sau",
        screentip="Mở sổ của năm sau từ sổ này",
        supertip="Ghi vào thư mục nam-… mới cạnh sổ: sổ năm sau mang theo số liệu năm nay, đầu mối, phân công, mục tiêu; "
        "danh sách việc còn phải quyết. Không thay đổi sổ này.",
        icon="FileNewDefault",
        keytip="SN",
        size="normal",
        confirmation="Sẽ lập thư mục và sổ của năm sau cạnh sổ này. Tiếp tục?",
    ),
    Command(
        id="check_document",
        group="report",
        label="Thể thức văn bản",
        screentip="Soát thể thức một văn bản Word",
        supertip="Đọc tệp .docx anh/chị chọn và liệt kê chỗ chưa đúng Nghị định 30/2020/NĐ-CP. Không sửa tệp đó.",
        icon="FileCompatibilityChecker",
        keytip="ST",
        size="normal",
    ),
    Command(
        id="open_output",
        group="report",
        label="Mở thư mục kết quả",
        screentip="Mở thư mục chứa báo cáo, công văn, biên nhận",
        supertip="Mở thư mục van-ban cạnh sổ bằng File Explorer; chưa có văn bản nào thì mở thư mục của sổ. Không thay đổi gì.",
        icon="FileOpen",
        keytip="MK",
        size="normal",
    ),
    Command(
        id="help",
        group="help",
        label="Hướng dẫn",
        screentip="Mở hướng dẫn sử dụng",
        supertip="Mở trang “Hướng dẫn” của sổ. Không thay đổi gì.",
        icon="Help",
        keytip="HD",
        size="normal",
    ),
    Command(
        id="doctor",
        group="help",
        label="Tình trạng máy",
        screentip="Xem phiên bản và kiểm tra máy đã cài đúng chưa",
        supertip="Kiểm tra phiên bản chương trình, sổ và Excel rồi nêu cách khắc phục. Không thay đổi gì.",
        icon="FileProperties",
        keytip="KC",
        size="normal",
    ),
)


def command(command_id: str) -> Command:
    """The command called ``command_id``. Raises ``KeyError`` for an unknown one."""
    for known in COMMANDS:
        if known.id == command_id:
            return known
    raise KeyError(command_id)


def python_commands() -> tuple[Command, ...]:
    """The commands whose work is a function of :mod:`pii_xl.live.door`."""
    return tuple(known for known in COMMANDS if known.runs is Runs.PYTHON)
