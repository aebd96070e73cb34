"""The message catalogue: every text about something found, keyed by a stable code.

Ranges: 1xx files and usage · 2xx the master workbook · 3xx agencies' forms · 4xx values ·
5xx framework, agencies, assignments · 6xx scoring · 7xx documents · 8xx Excel · 9xx building.
Texts are templates for ``str.format``; ``{file}``, ``{sheet}``, ``{cell}``, ``{subject}`` are always known.
"""

from __future__ import annotations

from dataclasses import dataclass

from pii_xl.ground.errors import Kind, Level


@dataclass(frozen=True)
class Message:
    """A message's level, its three sentences (found, expected, remedy), and what kind of thing it is about.

    ``formerly``: earlier wordings of what was found, by which a finding that an official accepted is still known.
    """

    level: Level
    found: str
    expected: str
    remedy: str
    kind: Kind = Kind.DATA
    formerly: tuple[str, ...] = ()


def _error(
    found: str, expected: str, remedy: str, kind: Kind = Kind.DATA, formerly: tuple[str, ...] = ()
) -> Message:
    return Message(Level.ERROR, found, expected, remedy, kind, formerly)


def _warning(
    found: str, expected: str, remedy: str, kind: Kind = Kind.DATA, formerly: tuple[str, ...] = ()
) -> Message:
    return Message(Level.WARNING, found, expected, remedy, kind, formerly)


def _note(found: str, expected: str = "", remedy: str = "") -> Message:
    return Message(Level.NOTE, found, expected, remedy)


FILES = {
    "E101": _error(
        "Không tìm thấy “{path}”.",
        "Một tệp hoặc thư mục có thật.",
        "Kiểm tra lại tên và đường dẫn.",
    ),
    "E102": _error(
        "Không mở được “{file}” như một sổ Excel.",
        "Tệp .xlsx hoặc .xlsm không hỏng, không đặt mật khẩu.",
        "Mở tệp bằng Excel, lưu lại với định dạng .xlsx rồi thử lại.",
    ),
    "E103": _error(
        "Không ghi được vào “{path}”: {reason}.",
        "Thư mục có quyền ghi; tệp kết quả không đang mở trong chương trình khác.",
        "Đóng tệp đang mở hoặc chọn thư mục khác.",
    ),
    "E104": _error(
        "Tệp kết quả “{path}” trùng với tệp đầu vào.",
        "Tệp kết quả mới; tệp đầu vào luôn được giữ nguyên.",
        "Đặt tên khác cho tệp kết quả.",
    ),
    "E105": _error(
        "Gọi lệnh chưa đúng: {reason}",
        "Cách gọi nêu trong phần trợ giúp của lệnh.",
        "Chạy lại với --help để xem hướng dẫn.",
    ),
    "E106": _error(
        "Thư mục “{path}” đã có nội dung.",
        "Một thư mục mới hoặc rỗng.",
        "Chọn thư mục khác, để không ghi đè lên tệp đang dùng.",
    ),
    "E107": _error(
        "Tệp “{file}” quá lớn ({found_mb} MB).",
        "Tệp không quá {limit_mb} MB.",
        "Xóa ảnh, trang thừa hoặc vùng trống đã định dạng trong tệp rồi lưu lại.",
    ),
    "E108": _error(
        "Không đọc được “{file}” như một bảng CSV.",
        "Tệp văn bản CSV, mã UTF-8, các cột cách nhau bằng dấu phẩy.",
        "Lưu lại bảng với định dạng CSV UTF-8.",
    ),
    "E109": _error(
        "Không đọc được tệp cài đặt “{file}”: {reason}.",
        "Tệp TOML như tệp settings.toml do lệnh init tạo ra.",
        "Sửa lại tệp, hoặc chạy init để có tệp mẫu.",
    ),
    "E110": _error(
        "Tệp cài đặt có khóa lạ “{content}”.",
        "Các khóa như trong tệp settings.toml do lệnh init tạo ra.",
        "Sửa lại tên khóa hoặc xóa dòng.",
    ),
    "E111": _error(
        "Đã có tệp khác cùng tên “{path}”.",
        "Thư mục chưa có phiếu, hoặc phiếu giống hệt.",
        "Chọn thư mục khác, hoặc tự xóa tệp cũ nếu chắc chắn không cần.",
    ),
    "E112": _error(
        "Trang “{sheet}” của tệp “{file}” có nội dung ở ô {cell}, quá xa vùng dữ liệu.",
        "Nội dung chỉ ở trong các bảng của mẫu.",
        "Bấm Ctrl+End để tìm ô thừa, xóa các dòng, cột thừa rồi lưu lại.",
    ),
    "E113": _error(
        "Tệp “{file}” có quá nhiều nội dung để đọc an toàn ({found}).",
        "Tệp đúng mẫu, chỉ điền các ô để nhập.",
        "Điền lại vào mẫu đã nhận; không chép cả trang từ tệp khác sang.",
    ),
    "E114": _error(
        "Không đọc được “{file}”: tệp đang mở trong chương trình khác, hoặc tài khoản này không có quyền đọc.",
        "Tệp không bị chương trình khác giữ.",
        "Đóng tệp trong Excel hoặc chương trình đang giữ nó rồi chạy lại.",
    ),
    "E115": _error(
        "Không đọc được “{file}”: {reason}.",
        "Phiếu đã gửi cho cơ quan, chỉ điền ô vàng.",
        "Đề nghị cơ quan điền lại vào phiếu gốc; các phiếu khác không bị ảnh hưởng.",
    ),
    "E116": _error(
        "Sổ “{file}” có phần riêng mà sổ lập mới không mang theo được: {content}. Chưa ghi gì.",
        "Sổ chỉ có các trang, cột của chương trình và ghi chú do các nút đặt.",
        "Làm việc này bằng nút trong Excel (phần riêng được giữ nguyên), hoặc chép phần riêng sang sổ khác, xóa nó ở sổ này rồi chạy lại.",
    ),
    "E199": _error(
        "Chương trình gặp lỗi ngoài dự kiến ({kind}).",
        "",
        "Dữ liệu đầu vào không bị thay đổi. Gửi tệp nhật ký “{log}” cho người hỗ trợ.",
    ),
}

FRAMEWORK = {
    "E501": _error(
        "Không có khung chỉ số PII của năm {year}.",
        "Một trong các năm đã có khung: {years}.",
        "Chọn năm khác, hoặc thêm thư mục dữ liệu của năm {year} theo hướng dẫn.",
    ),
    "E502": _error(
        "Không đọc được tệp dữ liệu “{file}” của chương trình.",
        "Tệp có thật, mã hóa UTF-8.",
        "Chép lại tệp từ bản cài đặt gốc.",
    ),
    "E503": _error(
        "Tệp dữ liệu “{file}” sai: {problem}.",
        "Đủ cột, đủ ô, mã không trùng và có nơi trỏ đến.",
        "Sửa lại tệp, hoặc chép lại từ bản cài đặt gốc.",
    ),
    "E504": _error(
        "Khung chỉ số năm {year} không có mã “{subject}”.",
        "Mã của trụ cột, nhóm chỉ số, chỉ số, chính sách hoặc số gốc trong khung.",
        "Kiểm tra lại mã.",
    ),
    "E505": _error(
        "Không nhận ra cơ quan “{name}”.",
        "Tên hoặc tên viết tắt của một cơ quan trong danh mục. Gần giống: {close}.",
        "Sửa tên theo danh mục, hoặc thêm cách viết này vào danh mục cơ quan.",
    ),
    "E506": _error(
        "Danh mục cơ quan không có mã “{subject}”.",
        "Mã của một cơ quan trong danh mục.",
        "Kiểm tra lại mã.",
    ),
    "E507": _error(
        "Không có dữ liệu của kế hoạch “{name}”.",
        "Một trong các kế hoạch đã có: {plans}.",
        "Chọn kế hoạch khác, hoặc thêm thư mục dữ liệu của kế hoạch này.",
    ),
}

ASSIGNMENT_BOOK = {
    "E520": _error(
        "Trang “{sheet}” thiếu dòng của mã {subject}.",
        "Đủ mọi chỉ số và nhóm chính sách của khung, mỗi mã một dòng.",
        "Khôi phục dòng này từ tệp gốc; không xóa dòng.",
    ),
    "E521": _error(
        "Cột “{header}” có cơ quan “{name}”, không có trong trang Cơ quan cũng như danh mục.",
        "Tên chính thức, tên viết tắt hoặc tên gọi khác của một cơ quan. Gần giống: {close}.",
        "Sửa lại tên; nếu là cơ quan mới thì thêm một dòng ở trang Cơ quan.",
    ),
    "E522": _error(
        "Cột “{header}” có tên “{name}”, là tên của nhiều cơ quan: {agencies}.",
        "Tên chỉ một cơ quan.",
        "Viết tên chính thức, hoặc bỏ tên gọi trùng ở trang Cơ quan.",
    ),
    "E523": _error(
        "Tên “{name}” của cơ quan {subject} cũng là tên của cơ quan {other}.",
        "Mỗi tên, kể cả tên gọi khác, chỉ một cơ quan.",
        "Giữ tên này ở một cơ quan, xóa ở cơ quan kia.",
    ),
    "E524": _error(
        "Cơ quan kế tiếp của {subject} là “{successor}”, không có trong trang Cơ quan.",
        "Mã của một cơ quan trong trang này.",
        "Sửa mã, hoặc thêm cơ quan kế tiếp.",
    ),
    "E525": _error(
        "Cơ quan {subject} có từ ngày {start} nhưng chỉ đến hết ngày {end}.",
        "Ngày cuối không trước ngày đầu.",
        "Sửa lại hai ngày.",
    ),
    "W526": _warning(
        "Cột “{header}” còn nêu “{name}”, hết hiệu lực sau ngày {end}, ở {count} ô: {cells}.",
        "Cơ quan đang hoạt động. Cơ quan kế tiếp: {successor}.",
        "Thay bằng cơ quan kế tiếp nếu nhiệm vụ được chuyển giao; nếu không thì giao lại.",
    ),
    "E527": _error(
        "Mục tiêu nêu thành phần “{subject}”, không có trong khung chỉ số.",
        "Một trong: {components}.",
        "Sửa lại thành phần.",
    ),
    "E528": _error(
        "Mục tiêu về {kind} của {subject} năm {year} có hai dòng.",
        "Mỗi thành phần, mỗi năm một mục tiêu về điểm và một mục tiêu về hạng.",
        "Giữ một dòng đúng, xóa dòng kia.",
    ),
    "W529": _warning(
        "Cột “{header}” ngăn các cơ quan bằng dấu phẩy, chữ “và” hoặc xuống dòng; được hiểu là: {text}.",
        "Các tên cách nhau bằng dấu chấm phẩy.",
        "Kiểm tra cách hiểu; lần sau dùng dấu chấm phẩy.",
    ),
    "E530": _error(
        "Chưa dùng tệp phân công này vì còn {count} lỗi; sổ giữ nguyên.",
        "Tệp phân công không còn lỗi.",
        "Sửa các lỗi đã nêu rồi chạy lại.",
    ),
    "N531": _note(
        "{subject}: giữ cơ quan nhập {kept} đã chọn trong sổ; theo phân công là {given}.",
        "",
        "Nếu muốn theo phân công, chọn lại ở cột Cơ quan nhập.",
    ),
    "N532": _note("{subject}: cơ quan nhập đổi từ {before} thành {after} theo phân công mới."),
    "W533": _warning(
        "Nhiệm vụ {subject} không còn trong tệp phân công nhưng đã có báo cáo thực hiện; được giữ trong sổ.",
        "Nhiệm vụ còn trong tệp phân công, hoặc chưa có báo cáo.",
        "Khôi phục dòng trong tệp, hoặc xóa nội dung báo cáo nếu nhiệm vụ đã bỏ.",
    ),
    "N534": _note("Cơ quan {subject} không có trong tệp phân công; được giữ ở trang Cơ quan của sổ."),
    "E535": _error(
        "Mục tiêu về {kind} của {subject} là {content}.",
        "Điểm từ 0 đến 100; thứ hạng là số nguyên từ 1.",
        "Sửa lại số.",
    ),
    "E536": _error(
        "Cơ quan “{name}” có mã {subject}, trong danh mục là {key_code}.",
        "Mã đã có không đổi: dữ liệu và phiếu nhận ra cơ quan bằng mã.",
        "Ghi lại mã {key_code}; tên và tên viết tắt thì được sửa.",
    ),
    "E542": _error(
        "Chỉ số {subject} tính bằng tỷ số nhưng không có đúng một mẫu số.",
        "Hoặc cột Mẫu số riêng, hoặc cột Số gốc làm mẫu số; không cả hai, không bỏ trống cả hai.",
        "Điền một cột, xóa cột kia; nếu giá trị nhập thẳng thì chọn Cách nhập “trực tiếp”.",
    ),
    "E543": _error(
        "{subject} dẫn tới “{content}”, trang {of} không có.",
        "Mã đã có ở trang {of}.",
        "Sửa mã, hoặc thêm dòng ấy vào trang {of}.",
    ),
    "E544": _error(
        "Chỉ số {subject} có giới hạn dưới không nhỏ hơn giới hạn trên.",
        "Giới hạn dưới nhỏ hơn giới hạn trên, hoặc để trống.",
        "Sửa hai giới hạn.",
    ),
    "E545": _error(
        "Chỉ số {subject} có hệ số không lớn hơn 0.",
        "Hệ số lớn hơn 0; ghi 1 khi không nhân gì, 100 cho phần trăm.",
        "Sửa hệ số.",
    ),
    "E546": _error(
        "Chỉ số {subject} tính theo chính sách nhưng trang Chính sách không có nhóm nào của nó.",
        "Các dòng có mã {subject}(1), {subject}(2), …",
        "Thêm các nhóm chính sách, hoặc chọn Cách nhập khác.",
    ),
    "E547": _error(
        "Trang Khung có {count} dòng.",
        "Đúng một dòng: năm, tên, quyết định, số tỉnh, cách tính.",
        "Xóa dòng thừa, hoặc điền lại dòng thiếu.",
    ),
    "E548": _error(
        "Mã {subject} không bắt đầu bằng mã cấp trên {parent}.",
        "{parent}.1, {parent}.2, …",
        "Sửa mã, hoặc sửa cấp trên. Excel đổi 1.10 thành 1.1 thì định dạng ô là Văn bản rồi gõ lại.",
    ),
    "E549": _error(
        "Dòng đối chiếu “{relation}” thiếu {header}.",
        "Cả mã năm trước và mã năm nay; riêng “mới” không cần mã năm trước, “bỏ” không cần mã năm nay.",
        "Điền mã còn thiếu, hoặc chọn quan hệ khác.",
    ),
    "E551": _error(
        "{subject} không có thành phần nào ở trang {children}.",
        "Ít nhất một dòng ở trang {children} thuộc {subject}.",
        "Thêm thành phần, hoặc xóa dòng {subject}.",
    ),
    "E552": _error(
        "Không trụ cột nào thuộc {side}.",
        "Ít nhất một trụ cột thuộc đầu vào và một trụ cột thuộc đầu ra.",
        "Sửa cột Thuộc ở trang Trụ cột.",
    ),
    "E553": _error(
        "Mã trụ cột “{subject}” không phải là số.",
        "Một số nguyên, ví dụ 1, 2, 8.",
        "Sửa mã trụ cột và mã các nhóm, chỉ số của nó.",
    ),
    "E554": _error(
        "Khung chỉ số trong tệp {file} có {count} lỗi; chưa tạo gì.",
        "Tệp khung chỉ số không có lỗi.",
        "Sửa các chỗ nêu ở trên rồi chạy lại.",
    ),
    "N555": _note(
        "Sổ dùng khung riêng đọc từ tệp {file}: {pillars} trụ cột, {subs} nhóm, {count} chỉ số; khung nằm ngay trong sổ."
    ),
    "W556": _warning(
        "Chưa có trong kế hoạch, tạm giao cơ quan đầu mối nhập: {codes}.",
        "Phân công của các chỉ số mới.",
        "Sửa assignments.xlsx rồi nạp vào sổ.",
    ),
    "W557": _warning(
        "Giá trị năm trước không đặt cạnh năm nay cho: {codes}.",
        "Chỉ số giữ nguyên hoặc chỉ đổi mã; chỉ số tách, gộp, mới hoặc đổi tên không so được với năm trước.",
        "Nếu thật ra là một chỉ số, ghi “giữ nguyên” hoặc “đổi mã” ở trang Đối chiếu của tệp khung chỉ số rồi chạy lại.",
    ),
    "N558": _note(
        "Chỉ số của năm trước không còn trong khung: {codes}. Số liệu của chúng ở lại sổ năm trước."
    ),
}

WORKBOOK_MACROS = {
    "E901": _error(
        "Nút “{detail}” chỉ chạy được trong Excel cho Windows.",
        "",
        "Mở sổ này trên máy Windows đã cài PII-XL, hoặc dùng lệnh pii-xl trên máy này.",
    ),
    "E902": _error(
        "Không tìm thấy Python của PII-XL tại “{detail}”.",
        "Biến môi trường PII_XL_PYTHON của người dùng ghi đường dẫn đầy đủ tới python.exe của PII-XL.",
        "Cài PII-XL rồi mở lại Excel, hoặc dùng mục tương ứng trong nhóm PII-XL của trình đơn Start.",
    ),
    "E903": _error(
        "Excel trên máy này không khởi chạy được Python.",
        "Chính sách bảo mật cho Excel khởi chạy chương trình; thư mục tạm có tên không dấu.",
        "Giữ sổ này đang mở, vào trình đơn Start, nhóm PII-XL, chọn “{detail}”; hoặc chọn “Giữ sẵn Python cho nút lệnh” một lần "
        "rồi bấm lại nút.",
    ),
    "E904": _error(
        "Lệnh “{detail}” dừng giữa chừng.",
        "",
        "Bấm “Tình trạng máy”; nếu vẫn lỗi, vào trình đơn Start, nhóm PII-XL, chọn “{detail}”.",
    ),
    "E905": _error(
        "Không mở được “{detail}” trong sổ này.",
        "Trang còn trong sổ, chưa đổi tên và không bị ẩn.",
        "Đổi lại tên trang hoặc bỏ ẩn trang rồi thử lại.",
    ),
    "E906": _error(
        "Dòng đang chọn không nêu ô nào.",
        "Một dòng của bảng trong trang “Lỗi”, có ghi trang và ô.",
        "Chọn một dòng như vậy rồi bấm lại.",
    ),
    "E907": _error(
        "Ô này nằm trong tệp khác: {detail}.",
        "",
        "Mở tệp đó rồi tìm đến ô đã nêu.",
    ),
    "E908": _error(
        "Không đặt lại được kịch bản.",
        "Trang kịch bản còn nguyên các vùng của mẫu và không bị khóa.",
        "Tạo lại sổ từ mẫu rồi chuyển số liệu sang.",
    ),
    "E911": _error(
        "Mã VBA “{module}”, dòng {line}, có chữ ngoài ASCII.",
        "Chỉ chữ ASCII; chữ Việt nằm ở trang _text.",
        "Chuyển chữ đó sang pii_xl/ground/messages.py hoặc pii_xl/workbook/macros/ui_text.py.",
    ),
    "E912": _error(
        "Mô-đun xlwings ghi bản {module} nhưng gói đã cài là bản {package}.",
        "Mô-đun, DLL và gói cùng một bản.",
        "Cài lại xlwings đúng bản ghi trong pyproject.toml.",
    ),
    "E913": _error(
        "Sổ có {sheets} trang nhưng dự án VBA làm cho {modules} trang.",
        "Mỗi trang một mô-đun tài liệu, tên Sheet1, Sheet2… theo thứ tự.",
        "Tạo dự án VBA với đúng số trang của sổ.",
    ),
    "E914": _error(
        "Sổ “{file}” chưa có dự án VBA.",
        "Sổ đã gắn dự án VBA trước bước đóng gói.",
        "Gọi attach_vba trước khi đóng sổ.",
    ),
    "E915": _error(
        "Hàm “{function}” không tạo được vỏ VBA: {reason}.",
        "Hàm có tên ASCII, tham số thường, không có tham số chỉ gọi bằng tên.",
        "Sửa khai báo hàm trong udfs.",
    ),
}

WORKBOOK = {
    "E201": _error(
        "Không có trang “{sheet}”. Các trang đang có: {sheets}.",
        "Trang “{sheet}” đúng tên như khi lập sổ.",
        "Đổi lại tên trang, hoặc dùng bản sổ chưa bị đổi.",
        Kind.STRUCTURE,
    ),
    "E202": _error(
        "Trang “{sheet}” không có cột “{header}”.",
        "Dòng tiêu đề nguyên vẹn như khi lập sổ.",
        "Khôi phục tên cột; không xóa, không đổi tên cột.",
        Kind.STRUCTURE,
    ),
    "E203": _error(
        "Trang “{sheet}” không còn dòng tiêu đề của bảng.",
        "Dòng tiêu đề có các cột: {headers}.",
        "Chép lại dữ liệu vào bản sổ chưa bị sửa cấu trúc.",
        Kind.STRUCTURE,
    ),
    "E204": _error(
        "Tệp “{file}” không phải sổ PII.",
        "Sổ do lệnh init, build hoặc các lệnh khác của chương trình tạo ra.",
        "Kiểm tra lại tên tệp.",
    ),
    "E205": _error(
        "Cài đặt “{label}” có giá trị “{content}” không dùng được.",
        "{wanted}",
        "Sửa ở trang Cài đặt rồi chạy lại.",
    ),
    "E206": _error(
        "Sổ lập bằng phiên bản {found_version}, mới hơn chương trình {version}.",
        "Chương trình cùng phiên bản hoặc mới hơn sổ.",
        "Cài bản mới của chương trình.",
    ),
}

FORMS = {
    "E301": _error(
        "Tệp “{file}” không phải phiếu thu thập số liệu PII (không thấy mã phiếu).",
        "Phiếu do Sở KH&CN gửi, giữ nguyên cấu trúc.",
        "Điền lại vào đúng phiếu đã nhận; không chép sang tệp khác.",
    ),
    "E302": _error(
        "Phiếu là của năm {found_year}.",
        "Phiếu của năm {year}.",
        "Dùng phiếu năm {year} do Sở KH&CN gửi.",
    ),
    "E303": _error(
        "Hai phiếu khác nhau của cùng một cơ quan ({agency}): “{file}” và “{other}”.",
        "Mỗi cơ quan một phiếu trong một lần nhập.",
        "Chọn phiếu đúng, bỏ phiếu kia ra khỏi thư mục rồi nhập lại; chưa phiếu nào trong hai phiếu được nhập.",
    ),
    "W304": _warning(
        "Phiếu “{file}” giống hệt phiếu “{other}”.",
        "Mỗi cơ quan một phiếu.",
        "Không cần làm gì: chỉ một bản được nhập.",
    ),
    "E305": _error(
        "Phiếu của cơ quan “{agency}” không có trong sổ.",
        "Một cơ quan có trong trang Cơ quan và được giao nhập số liệu.",
        "Kiểm tra trang Cơ quan, hoặc lập lại phiếu.",
    ),
    "E306": _error(
        "Phiếu thiếu dòng của chỉ số {subject}.",
        "Đủ các dòng như phiếu đã gửi.",
        "Không xóa dòng; điền lại vào phiếu gốc.",
    ),
    "E307": _error(
        "Mã “{content}” không có trong phiếu đã gửi cho cơ quan này.",
        "Một trong các mã: {codes}.",
        "Sửa lại mã, hoặc xóa dòng thêm vào.",
    ),
    "W308": _warning(
        "Số của {subject} do {agency} báo ({found_value}) khác số đang có do {other} báo ({other_value}).",
        "Một số duy nhất, do cơ quan nhập chịu trách nhiệm.",
        "Sổ giữ số của {keeper}; hai cơ quan thống nhất rồi gửi lại nếu cần.",
    ),
    "N309": _note("{agency} gửi lại: {subject} đổi từ {before} thành {after}.", "", "Xem trang Lịch sử."),
    "E310": _error(
        "Không có phiếu nào trong “{path}”.",
        "Ít nhất một tệp .xlsx.",
        "Kiểm tra lại thư mục; phiếu phải là tệp .xlsx.",
    ),
    "N311": _note("Đã nhập phiếu của {agency}: {count} số liệu.", "", ""),
    "E312": _error(
        "Phiếu lập theo khung chỉ số {found_framework}, khác khung của sổ.",
        "Khung chỉ số {framework}.",
        "Lập lại phiếu từ sổ này.",
    ),
    "W313": _warning(
        "Ô chứa công thức.",
        "Số nhập trực tiếp.",
        "Kiểm tra kết quả công thức; số đang lấy là {number}.",
    ),
    "W373": _warning(
        "Cột “{header}” của {subject} bị sửa thành “{content}”; phiếu gửi đi ghi “{before}”.",
        "Chỉ điền ô vàng; các ô khác giữ như phiếu đã gửi.",
        "Không phải sửa gì: chương trình dùng nội dung của sổ, không dùng ô bị sửa.",
    ),
    "E374": _error(
        "Cột “{header}” của {subject} bị sửa thành “{content}”; phiếu gửi đi ghi “{before}”.",
        "Số liệu theo đúng tên gọi, đơn vị của phiếu đã gửi.",
        "Sửa lại ô như phiếu đã gửi, đổi số theo đơn vị đó rồi gửi lại.",
    ),
    "E375": _error(
        "Phần nhận dạng của phiếu “{file}” đã bị sửa.",
        "Phiếu do sổ này lập cho đúng cơ quan.",
        "Gửi lại phiếu cho cơ quan; cơ quan điền vào phiếu đó.",
    ),
    "W376": _warning(
        "Dòng {subject} của phiếu có ô in sẵn khác phiếu đã gửi.",
        "Chỉ điền ô vàng; các ô khác giữ như phiếu đã gửi.",
        "So dòng này với phiếu đã gửi; chương trình dùng nội dung của sổ.",
    ),
    "E377": _error(
        "Phiếu là của {found_province}.",
        "Phiếu của {province}.",
        "Gửi cho đơn vị này phiếu do sổ của {province} lập.",
    ),
    "E378": _error(
        "Tệp “{name}” của gói trước “{folder}” không còn như lúc lập.",
        "Gói đã lập giữ nguyên để đối chiếu.",
        "Khôi phục tệp từ bản đã gửi; thay đổi thì lập gói mới ở thư mục khác.",
    ),
    "W379": _warning(
        "Minh chứng “{name}” của {subject} khác tệp cùng tên trong gói trước.",
        "Tệp đã gửi không đổi, hoặc có công văn gửi bổ sung.",
        "Nếu gói trước đã gửi Bộ: nêu việc thay tệp trong công văn, hoặc dùng lại tệp cũ.",
    ),
    "N380": _note("Minh chứng “{name}” của {subject} chưa có trong gói trước.", "", ""),
    "E381": _error(
        "Thư mục “{path}” không phải gói gửi Bộ: không có {name} do chương trình lập.",
        "Thư mục gói của lần trước.",
        "Chọn đúng thư mục.",
    ),
    "W382": _warning(
        "Minh chứng “{name}” của {subject} có trong gói trước, nay không còn.",
        "Mọi tệp đã gửi còn trong gói mới.",
        "Đưa lại tệp vào thư mục minh chứng; nếu gói trước đã gửi Bộ, nêu việc rút tệp trong công văn.",
    ),
    "N360": _note("Phiếu “{file}” của {agency} đã có trong sổ từ trước: không đổi gì.", "", ""),
    "W361": _warning(
        "Phiếu “{file}” ghi giờ lưu {saved}, không thể đúng khi nhận ngày {day}.",
        "Đồng hồ của máy gửi phiếu đúng giờ.",
        "Sổ tính ngày gửi theo ngày nhận; hỏi lại cơ quan nếu ngày gửi quan trọng.",
    ),
    "E362": _error(
        "Không có câu trả lời nào về {subject} đang chờ quyết định.",
        "Mã có trong các mục W308, W369 của trang Lỗi.",
        "Xem “pii-xl ledger SỔ --code MÃ”.",
    ),
    "E363": _error(
        "Nhiều cơ quan có số khác nhau về {subject}: {agencies}.",
        "Nêu rõ nhận số của cơ quan nào.",
        "Thêm --agency và tên cơ quan.",
    ),
    "N364": _note("Đã quyết định {act} về {subject} đối với câu trả lời của {agency}.", "", ""),
    "E365": _error(
        "Không có gì để {act} ở {subject}.",
        "Một mã hoặc cơ quan đã có câu trả lời trong sổ.",
        "Xem “pii-xl ledger SỔ”.",
    ),
    "W366": _warning(
        "Sổ của phiên bản trước: {count} phiếu được ghi lại vào trang Lượt nộp theo nguồn ghi ở từng ô.",
        "Biết ngày nhận, các lượt gửi trước và các ô từng bị từ chối của mỗi phiếu.",
        "Sổ cũ không giữ những điều ấy; nhập lại các phiếu gốc nếu còn giữ tệp.",
    ),
    "N367": _note("Đã ghi {count} chỗ sửa tay vào trang Trả lời: {codes}.", "", ""),
    "N368": _note("Đã {act} {count} mục: {codes}.", "", ""),
    "W369": _warning(
        "{agency} gửi {subject} là {after}, khác {before} mà sổ đang giữ ({holder}).",
        "Quyết định giữ hoặc nhận của người phụ trách.",
        "pii-xl decide SỔ {subject} giữ|nhận --why “lý do”.",
    ),
    "W370": _warning(
        "Phiếu “{file}” lưu trước phiếu đã nhập của {agency}: số liệu của phiếu mới hơn được giữ.",
        "Nhập phiếu theo thứ tự gửi.",
        "Không cần làm gì nếu đúng là phiếu cũ; nếu không, xem lại giờ lưu tệp.",
    ),
    "W371": _warning(
        "{agency} để trống {subject}; phiếu trước có {before}.",
        "Số liệu, hoặc mã lý do thiếu.",
        "Số cũ còn ở trang Trả lời; hỏi lại cơ quan rồi nhập phiếu bổ sung hoặc sửa tay.",
    ),
    "W372": _warning(
        "“{name}” nằm trong thư mục nhưng không được đọc: {reason}.",
        "Thư mục chỉ có phiếu .xlsx.",
        "Nếu là phiếu: lưu thành .xlsx hoặc giải nén rồi nhập lại; nếu không, không cần làm gì.",
    ),
    "E337": _error(
        "Thư mục minh chứng có {count} tệp khác nhau cùng tên “{name}”.",
        "Mỗi tên một tệp.",
        "Đổi tên tệp, sửa tên trong danh mục rồi lập lại gói.",
    ),
    "W338": _warning(
        "Minh chứng “{name}” của {subject} đang ghi “Thiếu” nên không gửi.",
        "Minh chứng đã đủ.",
        "Đổi tình trạng ở trang Minh chứng khi đã có bản đúng.",
    ),
    "W339": _warning(
        "Tệp “{name}” là minh chứng của nhiều mã: {codes}.",
        "Mỗi mã một minh chứng, trừ khi một văn bản chứng minh nhiều mã.",
        "Kiểm tra có nhầm tệp không.",
    ),
    "W385": _warning(
        "{agency} gửi danh sách {what} khác bản đã {act} ngày {day}.",
        "Như bản đã {act}, hoặc mở lại để nhận bản mới.",
        "Bản đã {act} đang được giữ. Nếu bản mới đúng: bấm Mở lại cho cơ quan này, hoặc chạy pii-xl reopen … --agency.",
    ),
    "E387": _error(
        "Phiếu “{name}” gửi ngày {day} chưa dùng được: {reason}",
        "Một phiếu còn đủ dòng, cột, trang như khi gửi đi.",
        "Xem lại, điền tiếp vào tệp này (đã có sẵn những gì đọc được của phiếu ấy hoặc của lần gửi trước), lưu, gửi lại.",
        formerly=("Không đọc được cả phiếu “{name}” gửi ngày {day}: {reason}",),
    ),
    "W386": _warning(
        "{subject} {holder} ngày {day} ({user}), từ đó đã đổi {count} lần; nay là {after}.",
        "Giá trị như lúc duyệt, hoặc được duyệt lại.",
        "Đúng thì bấm Duyệt lần nữa ở dòng ấy; không đúng thì gõ lại giá trị cũ. Trang Trả lời ghi mọi lần đổi.",
    ),
    "W384": _warning(
        "Tệp minh chứng “{name}” của {subject} khác bản nhận ngày {day}.",
        "Tệp như khi nhận, hoặc bản cơ quan gửi thay.",
        "Hỏi {agency} vì sao đổi; bản trong thư mục là bản được dùng.",
    ),
    "W383": _warning(
        "{agency} ghi tệp minh chứng “{name}” của {subject}, nhưng chưa nhận được tệp ấy.",
        "Tệp có trong thư mục minh chứng, đúng tên như đã khai.",
        "Đề nghị {agency} gửi tệp, hoặc sửa tên tệp ở trang Minh chứng; rồi nhập phiếu lại với thư mục minh chứng.",
    ),
    "W340": _warning(
        "Minh chứng “{title}” của {subject} chưa ghi tên tệp.",
        "Tên tệp ở trang Minh chứng.",
        "Đề nghị {agency} gửi tệp và ghi tên tệp.",
    ),
    "E341": _error(
        "Không thấy tệp minh chứng “{name}” của {subject}.",
        "Tệp có trong thư mục minh chứng, đúng tên như đã khai.",
        "Đề nghị {agency} gửi tệp, hoặc sửa tên tệp ở trang Minh chứng.",
    ),
    "E342": _error(
        "Tệp minh chứng “{name}” của {subject} rỗng.",
        "Tệp có nội dung.",
        "Đề nghị {agency} gửi lại tệp.",
    ),
    "E343": _error(
        "Tệp “{name}” khai cho {subject} nhưng tên bắt đầu bằng mã {other}.",
        "Một mã, giống nhau ở tên tệp và trang Minh chứng.",
        "Sửa tên tệp hoặc mã ở trang Minh chứng.",
    ),
    "E344": _error(
        "Tên tệp “{name}” bắt đầu bằng mã {subject}, không có trong khung chỉ số {framework}.",
        "Tên tệp bắt đầu bằng một mã chỉ số.",
        "Đổi tên tệp.",
    ),
    "W345": _warning(
        "Tệp “{name}” có trong thư mục nhưng chưa khai ở trang Minh chứng.",
        "Mỗi tệp một dòng ở trang Minh chứng.",
        "Khai tệp, hoặc bỏ tệp ra khỏi thư mục; tệp này không vào gói gửi Bộ.",
    ),
    "E346": _error(
        "Biểu trực tuyến bỏ trống {subject}, phụ lục ghi {content}.",
        "Hai nơi giống nhau.",
        "Nhập số này vào biểu trực tuyến của Bộ.",
    ),
    "E347": _error(
        "Biểu trực tuyến ghi {content} cho {subject}, phụ lục để trống.",
        "Hai nơi giống nhau.",
        "Bổ sung số vào sổ, hoặc xóa trên biểu trực tuyến.",
    ),
    "E348": _error(
        "Biểu trực tuyến ghi {content} cho {subject}, phụ lục ghi {other}.",
        "Hai nơi giống nhau.",
        "Sửa nơi sai rồi lập lại gói.",
    ),
    "E349": _error(
        "Biểu trực tuyến không đọc được: {reason}.",
        "Tệp CSV có cột code và cột value.",
        "Tải lại biểu từ hệ thống của Bộ, lưu dạng CSV UTF-8.",
    ),
}

VALUES = {
    "E401": _error(
        "Cột “{header}” có lỗi công thức {content}.",
        "Một giá trị nhập trực tiếp.",
        "Xóa công thức, nhập lại giá trị.",
    ),
    "E402": _error(
        "Cột “{header}” có “{content}”, không phải là số.",
        "Một số, không kèm chữ hay đơn vị.",
        "Nhập lại số; nếu không có số liệu thì để trống và chọn mã thiếu.",
    ),
    "E403": _error(
        "Cột “{header}” có “{content}” viết bằng chữ: có thể là hàng nghìn, có thể là số lẻ.",
        "Một ô kiểu số.",
        "Gõ lại số trong ô (không đặt dấu nháy, không dấu chấm ngăn hàng nghìn).",
    ),
    "W404": _warning(
        "Cột “{header}” có “{content}” viết bằng chữ, được hiểu là {number}.",
        "Một ô kiểu số.",
        "Kiểm tra số đã hiểu; lần sau gõ số không kèm ký tự khác.",
    ),
    "E405": _error(
        "Cột “{header}” có {content}, không phải số nguyên.",
        "Một số nguyên.",
        "Nhập lại số nguyên.",
    ),
    "E406": _error(
        "Cột “{header}” có {content}, ngoài khoảng cho phép.",
        "Một số {limits}.",
        "Kiểm tra lại số và đơn vị tính.",
    ),
    "E407": _error(
        "Cột “{header}” có “{content}”, không phải ngày.",
        "Ngày dạng ngày/tháng/năm, ví dụ 31/7/2025.",
        "Nhập lại ngày.",
    ),
    "E408": _error(
        "Cột “{header}” có “{content}”, không có trong danh sách.",
        "Một trong: {choices}.",
        "Chọn lại từ danh sách thả xuống của ô.",
    ),
    "E409": _error(
        "Cột “{header}” dài {length} ký tự.",
        "Không quá {limit} ký tự.",
        "Rút gọn, hoặc gửi nội dung đầy đủ thành tệp minh chứng.",
    ),
    "E410": _error(
        "Cột “{header}” để trống.",
        "Phải có nội dung.",
        "Điền nội dung, hoặc xóa hết dòng nếu là dòng thừa.",
    ),
    "E411": _error(
        "Cột “{header}” lặp lại “{content}”.",
        "Mỗi giá trị một dòng.",
        "Giữ một dòng đúng, xóa dòng lặp.",
    ),
    "E412": _error(
        "Mã “{content}” không có trong khung chỉ số {framework}.",
        "Một mã của khung chỉ số, ví dụ 2.1.2.",
        "Sửa lại mã.",
    ),
    "E413": _error(
        "Chỉ số {subject} chưa có số liệu và không có mã thiếu.",
        "Số liệu, hoặc một mã thiếu nêu lý do.",
        "Nhập số; nếu không có thì chọn mã thiếu. Ô trống không được coi là 0.",
        Kind.BLANK,
    ),
    "E414": _error(
        "Chỉ số {subject} vừa có số liệu vừa có mã thiếu {content}.",
        "Chỉ một trong hai.",
        "Xóa số nếu không có số liệu, hoặc xóa mã thiếu.",
    ),
    "E415": _error(
        "Chỉ số {subject} mới có {given}, chưa có {absent}.",
        "Đủ tử số và mẫu số.",
        "Nhập thêm {absent}.",
    ),
    "E416": _error(
        "Mẫu số của {subject} là {content}.",
        "Mẫu số lớn hơn 0.",
        "Kiểm tra lại mẫu số.",
    ),
    "W417": _warning(
        "Chỉ số {subject}: tử số {content} lớn hơn mẫu số {other}.",
        "Tử số là một phần của mẫu số.",
        "Kiểm tra hai số và đơn vị tính.",
    ),
    "E418": _error(
        "Chỉ số {subject} có giá trị {content} {unit}.",
        "Giá trị {limits}.",
        "{slip}Kiểm tra số nhập và đơn vị tính; sửa giới hạn ở trang Chỉ số nếu giới hạn chưa đúng.",
    ),
    "W419": _warning(
        "{thing} {subject} đổi từ {before} thành {after} ({change}).",
        "Thay đổi không quá {limit} so với năm trước.",
        "{slip}Kiểm tra lại; nếu đúng, ghi lý do ở cột Lý do chấp nhận của trang Lỗi.",
    ),
    "W420": _warning(
        "Chỉ số {subject} có giá trị {content}, ngoài khoảng của cả nước ({low} đến {high}).",
        "Giá trị trong khoảng nhỏ nhất – lớn nhất của cả nước.",
        "Kiểm tra lại số hoặc cập nhật trang Tham chiếu; điểm đang tính là {score}.",
        Kind.SCORES,
    ),
    "W421": _warning(
        "Chỉ số {subject} có số liệu nhưng chưa có minh chứng.",
        "Ít nhất một tài liệu ở trang Minh chứng.",
        "Đề nghị {agency} gửi minh chứng; Bộ KH&CN không chấp nhận số liệu không có minh chứng.",
    ),
    "E422": _error(
        "Tham chiếu của {subject}: nhỏ nhất {low}, trung bình {mean}, lớn nhất {high} không theo thứ tự.",
        "Nhỏ nhất ≤ trung bình ≤ lớn nhất và nhỏ nhất < lớn nhất.",
        "Sửa ở trang Tham chiếu.",
        Kind.SCORES,
    ),
    "W423": _warning(
        "Chưa có tham chiếu cả nước của {count} chỉ số: {codes}.",
        "Nhỏ nhất và lớn nhất của từng chỉ số.",
        "Điền trang Tham chiếu; các chỉ số này chưa tính được điểm.",
        Kind.SCORES,
    ),
    "E424": _error(
        "Chỉ số {subject} có số liệu nhưng không ghi tình trạng.",
        "Công bố, ước tính hoặc minh họa.",
        "Chọn ở cột Tình trạng số liệu.",
    ),
    "W427": _warning(
        "Chưa có số gốc “{name}”, cần cho các chỉ số: {codes}.",
        "Số gốc do {agency} cung cấp.",
        "Nhập ở trang Số gốc hoặc đề nghị {agency} gửi phiếu.",
    ),
    "W428": _warning(
        "{agency} chưa đăng ký đầu mối.",
        "Một lãnh đạo và một cán bộ đầu mối.",
        "Đề nghị {agency} điền phần Đầu mối của phiếu (mục III.2.c của Kế hoạch).",
    ),
    "E429": _error(
        "Chỉ số {subject} nhập thẳng {content} nhưng tử số chia mẫu số cho {other}.",
        "Hai cách cho cùng một giá trị, hoặc chỉ nhập một cách.",
        "Xóa số sai.",
    ),
    "W430": _warning(
        "Nhóm chính sách {subject} ghi “Có” nhưng không nêu văn bản nào.",
        "Số, ngày, trích yếu của ít nhất một văn bản còn hiệu lực.",
        "Bổ sung văn bản.",
    ),
    "E431": _error(
        "Nhóm chính sách {subject} chưa chọn Có hoặc Không.",
        "Có hoặc Không.",
        "Chọn ở cột Còn hiệu lực; chỉ số 1.1.1 chưa tính được khi còn nhóm bỏ trống.",
        Kind.BLANK,
    ),
    "E433": _error(
        "Chỉ số {subject}: tử số {content} khác số gốc “{name}” ({other}).",
        "Hai nơi cùng một số.",
        "Sửa tử số, hoặc sửa ở trang Số gốc.",
    ),
    "E434": _error(
        "Trang “{sheet}” thiếu dòng của mã {subject}.",
        "Đủ các mã của khung chỉ số.",
        "Khôi phục dòng từ bản sổ trước; không xóa dòng.",
    ),
    "E709": _error(
        "Chưa đặt “{label}” ở trang Cài đặt.",
        "Ngày chốt số liệu của văn bản.",
        "Điền ở trang Cài đặt rồi chạy lại.",
    ),
    "W435": _warning(
        "Chưa đặt “{label}” ở trang Cài đặt.",
        "Một giá trị.",
        "Điền ở trang Cài đặt trước khi lập văn bản.",
    ),
    "E436": _error(
        "Trang Công bố có {count} dòng về {component} năm {year} của {province}.",
        "Mỗi thành phần, mỗi năm, mỗi tỉnh một dòng.",
        "Xóa dòng sai; khi còn trùng thì điểm công bố này không được dùng ở đâu cả.",
        Kind.SCORES,
    ),
    "E437": _error(
        "Trang Mục tiêu có {count} dòng {relation} {value} về {component} ({kind}) năm {year}.",
        "Mỗi mục tiêu một dòng.",
        "Xóa dòng trùng.",
    ),
    "E432": _error(
        "Điểm công bố năm {year} của {subject} là {content}, nhưng cộng từ trụ cột được {other}.",
        "Chênh nhau không quá {tolerance}.",
        "Kiểm tra lại số chép ở trang Công bố.",
        Kind.SCORES,
    ),
    "W438": _warning(
        "Cột “{header}” hiện {content} trong ô kiểu phần trăm; được hiểu là {number} %.",
        "Ô kiểu số, theo đơn vị tính của chỉ số.",
        "Kiểm tra số đã hiểu; lần sau không gõ dấu % trong ô.",
    ),
    "E439": _error(
        "Cột “{header}” hiện {content} trong ô kiểu phần trăm, nhưng đơn vị tính là {unit}.",
        "Một số theo đơn vị tính.",
        "Đổi ô sang kiểu số rồi nhập lại.",
    ),
    "E440": _error(
        "Cột “{header}” có ngày {content}, ngoài các năm {first}–{last}.",
        "Ngày có thật của văn bản hoặc công việc.",
        "Kiểm tra năm rồi nhập lại.",
    ),
    "W441": _warning(
        "Cột “{header}” có “{content}”, chữ kiểu TCVN3 hoặc VNI cũ.",
        "Chữ Unicode (TCVN 6909).",
        "Chuyển mã sang Unicode rồi nhập lại; nội dung được giữ nguyên như đã gửi.",
    ),
    "W442": _warning(
        "“{label}” là {content}, trước năm {year} của sổ.",
        "Một ngày của năm {year} hoặc sau đó.",
        "Sửa ở trang Cài đặt.",
    ),
    "E443": _error(
        "Cột “{header}” có {content}, quá lớn hoặc quá nhỏ để là số liệu thật.",
        "Một số có trị tuyệt đối từ 1e-9 đến 1e15.",
        "Nhập lại số.",
    ),
    "W445": _warning(
        "{thing} {subject} là {content} {unit}, ngoài khoảng thường gặp của một tỉnh.",
        "Giá trị {limits}.",
        "{slip}Kiểm tra đơn vị tính; nếu đúng, cơ quan giải trình ở phiếu hoặc ghi lý do ở trang Lỗi.",
    ),
    "W447": _warning(
        "Trang Số liệu các năm có mã {subject} (năm {year}) không thuộc khung chỉ số của sổ.",
        "Mã chỉ số của khung đang dùng.",
        "Đổi sang mã mới tương ứng nếu so sánh được, nếu không thì để lại để tra cứu: trang Diễn biến không dùng dòng này.",
    ),
    "W448": _warning(
        "Trang Số liệu các năm có dòng {subject} của năm {year}, không trước năm {own} của sổ.",
        "Chỉ các năm trước; số năm nay ở trang Số liệu.",
        "Sửa năm hoặc xóa dòng.",
    ),
    "E449": _error(
        "Trang Số liệu các năm có hai dòng cho {subject} năm {year}: không dùng dòng nào.",
        "Mỗi chỉ số, mỗi năm một dòng.",
        "Xóa dòng sai.",
    ),
    "E450": _error(
        "“Địa phương ở năm so sánh” là “{name}” nhưng trang Công bố không có dòng nào của tên ấy năm {year}.",
        "Tên đúng như ở trang Công bố, có điểm công bố.",
        "Sửa tên ở trang Cài đặt, để trống, hoặc nhập điểm của địa phương ấy ở trang Công bố.",
        Kind.SCORES,
    ),
    "E451": _error(
        "“{fulfilled}” là {low}, cao hơn “{good}” là {high}.",
        "Ngưỡng Hoàn thành không cao hơn ngưỡng Hoàn thành tốt.",
        "Sửa ở trang Cài đặt, nhóm Đánh giá.",
    ),
    "W446": _warning(
        "Cột “{header}” giữ {number}, nhưng định dạng của ô làm người đọc thấy khác.",
        "Ô hiện đúng số đã nhập.",
        "Đặt lại định dạng của ô, xem số có đúng không; số đang lấy là {number}.",
    ),
    "W444": _warning(
        "Văn bản {content} {reason}.",
        "Văn bản của chỉ số 1.1.1 còn hiệu lực tại ngày {day}.",
        "Kiểm tra ngày ban hành, ngày hiệu lực; văn bản này không làm cho nhóm chính sách được tính.",
    ),
}

SCORES = {
    "N601": _note(
        "{subject} chưa tính được: mới có {scored}/{total} chỉ số ({share}).",
        "Ít nhất {needed} số chỉ số, mỗi trụ cột ít nhất {sub_pillars} nhóm có điểm.",
        "Bổ sung số liệu hoặc tham chiếu còn thiếu.",
    ),
    "E602": _error(
        "Bảng giá trị không có cột “unit”.",
        "Cột đầu là unit (tên tỉnh), mỗi cột sau là một mã chỉ số.",
        "Sửa dòng tiêu đề của tệp CSV.",
    ),
    "E603": _error(
        "Cột “{content}” không phải mã chỉ số của khung {framework}.",
        "Các mã như 1.1.1, 2.1.2.",
        "Sửa tên cột hoặc xóa cột.",
    ),
    "E604": _error(
        "Dòng {row}, cột {content}: “{value}” không phải là số.",
        "Một số với dấu chấm thập phân, hoặc để trống.",
        "Sửa ô này.",
    ),
    "E606": _error(
        "Dòng {row} của “{file}” có {found} ô, dòng tiêu đề có {wanted} ô.",
        "Mỗi dòng đủ số ô như dòng tiêu đề; số lẻ dùng dấu chấm, hoặc các ô cách nhau bằng dấu chấm phẩy.",
        "Nếu số lẻ viết bằng dấu phẩy: lưu tệp với dấu chấm phẩy giữa các ô.",
    ),
    "E605": _error(
        "Tên đơn vị “{content}” lặp lại hoặc để trống ở dòng {row}.",
        "Mỗi đơn vị một dòng, có tên.",
        "Sửa cột unit.",
    ),
    "E607": _error(
        "Bảng “{file}” không có đơn vị nào.",
        "Mỗi đơn vị một dòng, dưới dòng tiêu đề.",
        "Thêm số liệu rồi chạy lại.",
    ),
    "E620": _error(
        "Bảng “{file}” có các cột: {found}.",
        "Các cột {wanted}.",
        "Sửa dòng tiêu đề.",
    ),
    "E621": _error(
        "Dòng {row}: “{content}” lặp lại hoặc không có trong khung {framework}.",
        "Mỗi mã của khung một dòng.",
        "Sửa mã hoặc xóa dòng.",
    ),
    "E622": _error(
        "Dòng {row}: trọng số của {content} là {value}.",
        "Một số từ 0 đến 1.000.000; 0 là không tính.",
        "Sửa trọng số, hoặc xóa dòng để dùng trọng số 1.",
    ),
    "E623": _error(
        "Mọi thành phần của {content} có trọng số 0: {codes}.",
        "Ít nhất một thành phần có trọng số lớn hơn 0.",
        "Cho trọng số dương; muốn bỏ cả {content} thì đặt trọng số của {content} bằng 0.",
    ),
    "E624": _error(
        "Dòng {row}: mốc của {content} không dùng được.",
        "Mốc dưới nhỏ hơn mốc trên; số điểm lớn hơn 0.",
        "Sửa dòng này.",
    ),
    "E625": _error(
        "Chưa cho đủ mốc để chuẩn hóa theo {way}: {codes}.",
        "Tệp --goalposts có dòng cho mỗi chỉ số có số liệu.",
        "Thêm các dòng còn thiếu.",
    ),
    "E626": _error(
        "Thang điểm “{content}” không dùng được.",
        "Hai số, số đầu nhỏ hơn số sau: 0,100.",
        "Sửa tham số --range.",
    ),
    "E627": _error(
        "Điểm z có trung bình 0 và độ lệch chuẩn 1, không có hai đầu thang.",
        "Không dùng --range cùng zscore.",
        "Bỏ --range, hoặc chọn cách chuẩn hóa khác.",
    ),
    "E628": _error(
        "Chỉ số {content} của {unit} có điểm {value}.",
        "Trung bình nhân và trung bình điều hòa cần mọi điểm lớn hơn 0.",
        "Đặt --range 1,100, hoặc dùng trung bình cộng.",
    ),
    "E629": _error(
        "Mục tiêu của {codes} không tốt hơn giá trị kém nhất.",
        "Mục tiêu nằm phía tốt của các giá trị.",
        "Kiểm tra mục tiêu và chiều của chỉ số.",
    ),
    "W630": _warning(
        "{count} chỉ số có số liệu nhưng không phân biệt được các đơn vị: {codes}.",
        "Ít nhất hai giá trị khác nhau.",
        "Các chỉ số này không được tính; kiểm tra số liệu.",
    ),
    "W631": _warning(
        "Chỉ số {subject} có giá trị ngoài hai mốc {low} và {high}: {units}.",
        "Giá trị nằm giữa hai mốc.",
        "Các giá trị này được tính bằng mốc gần nhất; kiểm tra số liệu hoặc mốc.",
    ),
    "W632": _warning(
        "{count} đơn vị không có điểm PII vì thiếu số liệu: {units}.",
        "Đủ tỷ lệ chỉ số theo --coverage ở đầu vào, đầu ra và mọi trụ cột.",
        "Bổ sung số liệu, hoặc hạ --coverage và nói rõ khi dùng kết quả.",
    ),
    "N633": _note(
        "“{file}” chỉ có số liệu ({label}) của một tỉnh: nêu được khoảng điểm, không nêu được hạng.",
        "Bảng CSV của các tỉnh để nêu hạng.",
        "Chạy lại với bảng các tỉnh khi có.",
    ),
    "E634": _error(
        "Chưa tính được điểm PII của {subject}, nên không có gì để thử lại.",
        "Đủ số liệu và giá trị tham chiếu để tính PII.",
        "Bổ sung số liệu, tham chiếu còn thiếu; xem trang Kết quả.",
    ),
    "E635": _error(
        "Bảng không có đơn vị “{content}”.",
        "Một tên ở cột unit. Gần giống: {close}.",
        "Sửa tham số --unit.",
    ),
    "E636": _error(
        "Không có gì thay đổi được: mọi giả định chỉ có một cách.",
        "Ít nhất một giả định có nhiều cách, hoặc độ rộng lớn hơn 0.",
        "Sửa các tham số của lệnh.",
    ),
    "N637": _note("Đã tính lại {count} lần với giả định khác nhau (mầm {seed}). {told}"),
    "E638": _error(
        "Chưa tính được độ chắc chắn: chưa có điểm PII tính từ số liệu của sổ.",
        "Đủ số liệu và tham chiếu để tính PII.",
        "Bổ sung ở trang Số liệu, Tham chiếu rồi làm lại; xem trang Ước tính để biết còn thiếu gì.",
    ),
    "E639": _error(
        "Dòng {row} của “{file}”: “{content}” không có trong bảng giá trị.",
        "Tên đơn vị như ở bảng giá trị.",
        "Sửa tên hoặc xóa dòng.",
    ),
    "E640": _error(
        "Lấy trung bình của nhóm cho chỗ thiếu mà không có bảng nhóm.",
        "Bảng CSV unit,group.",
        "Thêm --groups, hoặc chọn cách khác cho --gaps.",
    ),
    "W660": _warning(
        "{count} chỉ số chưa có đòn bẩy vì thiếu giá trị hoặc tham chiếu: {codes}.",
        "Giá trị, nhỏ nhất và lớn nhất cả nước.",
        "Bổ sung ở trang Số liệu, Tham chiếu.",
    ),
    "N661": _note("Đòn bẩy lớn nhất ({label}): {levers}."),
    "E662": _error(
        "Chưa có điểm năm {year} của tỉnh, cả công bố lẫn tự tính.",
        "Điểm công bố ở trang Công bố, hoặc đủ số liệu để tự tính.",
        "Nhập điểm công bố hoặc bổ sung số liệu.",
    ),
    "E663": _error(
        "Không biết điểm nào ứng với hạng {rank} năm {year}.",
        "Điểm và hạng công bố của một tỉnh từ hạng {rank} trở lên.",
        "Nhập thêm ở trang Công bố, hoặc nêu mục tiêu bằng --pii.",
    ),
    "E664": _error(
        "Giới hạn của {subject} có dưới {low} lớn hơn trên {high}.",
        "Giới hạn dưới không lớn hơn giới hạn trên.",
        "Sửa tệp giới hạn.",
    ),
    "E665": _error(
        "Không đạt được {goal}: {reason}.",
        "Mục tiêu trong khả năng của các chỉ số còn thay đổi được.",
        "Hạ mục tiêu, nới giới hạn, hoặc bổ sung số liệu còn thiếu.",
    ),
    "E666": _error(
        "Không đạt được {goal} với số chỉ số, số cơ quan đã giới hạn.",
        "Một phương án trong giới hạn.",
        "Tăng --most-indicators hoặc --most-agencies.",
    ),
    "E672": _error(
        "Ô “Mục tiêu của kịch bản” ở trang Cài đặt ghi “{content}”.",
        "“hạng 5”, “PII 49,4”, “trụ cột”, hoặc để trống để vượt tỉnh xếp trên gần nhất.",
        "Sửa ô ấy rồi bấm lại nút.",
    ),
    "E673": _error(
        "Chưa biết tỉnh nào xếp trên: trang Công bố chưa có hạng năm {year} của tỉnh, hoặc của tỉnh xếp trên.",
        "Điểm, hạng công bố năm {year}, hoặc mục tiêu ghi ở trang Cài đặt.",
        "Nhập trang Công bố, hoặc ghi ô “Mục tiêu của kịch bản”, ví dụ: PII 49,4.",
    ),
    "N667": _note("Đã đạt: {goal}. Hiện nay {now}."),
    "N668": _note(
        "Mục tiêu: {goal}. Hiện nay {now}. Tác động {label}, cộng vào điểm hiện nay; mỗi chỉ số xa nhất tới {ends}."
    ),
    "N669": _note("Phương án {number}:\n{lines}\nKết quả: PII {total}{rank}."),
    "E670": _error(
        "Cần đúng một mục tiêu trong --rank, --top, --pii, --pillars.",
        "Ví dụ --rank 5.",
        "Bỏ bớt hoặc thêm tham số.",
    ),
    "E671": _error(
        "Điểm PII “{content}” không phải là một số.",
        "Một số từ 0 đến 100.",
        "Sửa tham số --pii.",
    ),
    "N672": _note("Đã đưa vào bảng các tỉnh {units} đơn vị, {indicators} chỉ số ({status})."),
    "W673": _warning(
        "Bảng không có giá trị nào của {count} chỉ số: {codes}.",
        "Mỗi chỉ số một cột.",
        "Các chỉ số này giữ tham chiếu đang có.",
    ),
    "W674": _warning(
        "{count} chỉ số có tỉnh để trống: {codes}.",
        "Giá trị của mọi tỉnh.",
        "Nhỏ nhất, trung bình, lớn nhất tính trên các tỉnh có giá trị; bổ sung nếu có.",
    ),
    "W675": _warning(
        "Bảng không có {province}.",
        "Một dòng của mọi tỉnh, cả tỉnh của sổ.",
        "Thêm dòng nếu bảng là bảng cả nước.",
    ),
    "W676": _warning(
        "Chỉ số {subject} của tỉnh trong sổ là {content}, trong bảng là {other}.",
        "Cùng một giá trị.",
        "Xác minh giá trị nào đúng; sổ giữ giá trị của sổ.",
    ),
    "W677": _warning(
        "Bảng có {count} địa phương không còn từ ngày 01/7/2025: {names}; kết quả năm {year} là của 34 tỉnh, thành phố.",
        "Bảng của các tỉnh, thành phố sau sắp xếp.",
        "Dùng bảng của năm {year}; nếu chỉ có bảng trước sắp xếp thì ghi rõ ở cột Nguồn, trang Tham chiếu: không so sánh ngang được.",
    ),
    "E678": _error(
        "Bảng là của năm {year}, sổ là của năm {own}.",
        "Bảng của năm {own} hoặc của một năm trước.",
        "Sửa tham số --year, hoặc dùng sổ của năm {year}.",
    ),
    "E679": _error(
        "Bảng có hai dòng của {province}: “{first}”, “{second}”.",
        "Mỗi tỉnh, thành phố một dòng.",
        "Bỏ dòng thừa.",
    ),
    "W690": _warning(
        "Dòng “{row}” không phải của một tỉnh, thành phố.",
        "Mỗi dòng một tỉnh, thành phố.",
        "Không phải sửa: dòng ấy không được tính vào nhỏ nhất, trung bình, lớn nhất.",
    ),
    "W697": _warning(
        "{count} dòng có tên không phải của tỉnh, thành phố nào: {names}.",
        "Tên như Bộ công bố, ví dụ Bắc Ninh, TP Hồ Chí Minh.",
        "Sửa tên nếu gõ nhầm; dòng ấy vẫn được tính là một đơn vị.",
    ),
    "W691": _warning(
        "Chỉ số năm {year} không so được với chỉ số của sổ: {codes}.",
        "Chỉ số giữ nguyên hoặc chỉ đổi mã từ năm ấy (bảng Đối chiếu của khung chỉ số).",
        "Không phải sửa: các cột này bị bỏ qua.",
    ),
    "W692": _warning(
        "Bảng năm {year} có {count}/{all} tỉnh, thành phố.",
        "Một dòng của mọi tỉnh, thành phố.",
        "Nhỏ nhất, trung bình, lớn nhất chỉ tính trên các tỉnh này, ghi là ước tính; bổ sung nếu có.",
    ),
    "W693": _warning(
        "{province} năm {year} có địa giới khác năm {own}: giá trị của dòng ấy không đặt cạnh giá trị năm {own}.",
        "Giá trị của địa phương có cùng địa giới.",
        "Nếu có giá trị của địa phương hợp nhất năm {year}: thêm một dòng, ghi tên dòng ấy ở Cài đặt, Địa phương ở năm so sánh.",
    ),
    "W694": _warning(
        "Tham chiếu của {count} chỉ số là số Bộ công bố, không bị bảng này thay: {codes}.",
        "Bảng công bố của mọi tỉnh, thành phố.",
        "Không phải sửa; muốn thay thì xóa tham chiếu đang có rồi đưa bảng vào lại.",
    ),
    "W695": _warning(
        "{count} ô có giá trị mà chỉ số không thể có: {cells}.",
        "Giá trị trong giới hạn của chỉ số (trang Danh mục chỉ số).",
        "Kiểm tra đơn vị tính, sửa bảng rồi đưa vào lại: giá trị sai làm sai tham chiếu.",
    ),
    "W696": _warning(
        "Chỉ số {subject} năm {year} của tỉnh trong sổ là {content}, trong bảng là {other}.",
        "Cùng một giá trị.",
        "Xác minh giá trị nào đúng; sổ giữ giá trị của sổ.",
    ),
    "E680": _error(
        "Năm {year} không sau năm {old} của sổ cũ.",
        "Một năm sau năm của sổ.",
        "Sửa tham số --year, hoặc chọn sổ khác.",
    ),
    "W681": _warning(
        "Chưa có điểm công bố năm {year} để đặt mục tiêu cho: {names}.",
        "Điểm, hạng công bố của tỉnh ở trang Công bố.",
        "Nhập khi Bộ công bố, rồi đặt mục tiêu ở trang Mục tiêu.",
    ),
    "N682": _note(
        "Sổ năm {year} nhận từ sổ năm {old}: {values} giá trị năm trước, {contacts} đầu mối, {tasks} nhiệm vụ, {targets} mục tiêu."
    ),
    "W683": _warning(
        "Các ngày được dời theo năm: {days}.",
        "Ngày do cấp có thẩm quyền định cho năm mới.",
        "Xác nhận hoặc sửa ở trang Cài đặt.",
    ),
    "W684": _warning(
        "{count} đầu mối lấy từ năm trước.",
        "Người đang được cử.",
        "Xác nhận khi phiếu năm nay gửi về; ai thôi thì ghi ở trang Đầu mối.",
    ),
    "W685": _warning(
        "Chưa có khung chỉ số năm {year}; sổ dùng khung {framework}.",
        "Khung chỉ số Bộ ban hành cho năm của sổ.",
        "Khi Bộ ban hành khung mới: sửa khung-chi-so-{year}.xlsx trong thư mục mới, đặt cạnh sổ cũ, mở sổ năm sau lần nữa.",
    ),
    "W686": _warning(
        "Sổ cũ chưa có điểm công bố năm {year}.",
        "Kết quả Bộ công bố.",
        "Nhập ở trang Công bố của sổ mới khi có.",
    ),
    "W687": _warning(
        "Sổ năm {old} có {count} số minh họa; giá trị năm trước ở sổ mới có thể là minh họa.",
        "Số thật của năm trước.",
        "Thay cột Giá trị năm trước bằng số thật trước khi dùng.",
    ),
    "E611": _error(
        "“{content}” không phải mã chỉ số của khung {framework}.",
        "Mã và giá trị như 2.2.2=0,5.",
        "Xem mã ở trang Chỉ số.",
    ),
    "E612": _error(
        "Chưa có giá trị nào đang thử.",
        "Ít nhất một giá trị ở cột Giá trị thử, trang Mô phỏng.",
        "Gõ giá trị muốn thử rồi bấm lại.",
    ),
    "E613": _error(
        "Cả {count} kịch bản S1–S5 đều đã có giá trị.",
        "Một cột kịch bản còn trống ở trang Kịch bản.",
        "Xóa các giá trị của một kịch bản không dùng nữa rồi bấm lại.",
    ),
    "E614": _error(
        "Không hiểu “{content}”.",
        "Mã chỉ số, dấu bằng, một số: 2.2.2=0,5.",
        "Sửa tham số --set.",
    ),
    "E616": _error(
        "Chỉ số {subject} không thể có giá trị {content} {unit}.",
        "Từ {low} đến {high}.",
        "Sửa giá trị thử.",
    ),
    "N615": _note("Đã giữ giá trị đang thử làm kịch bản {case}.\n\n{effects}"),
}

DOCUMENTS = {
    "N705": _note("Đã soạn {count} biên nhận trong thư mục {folder}.", "", ""),
    "N706": _note("Chưa nhập phiếu của cơ quan nào nên không có biên nhận.", "", ""),
    "N707": _note("Đã soạn {file} trong thư mục {folder}.{more}", "", ""),
    "W715": _warning(
        "Trang Khen thưởng còn đề nghị {names}, nay trang Đánh giá không xếp mức cao nhất.",
        "Tập thể được đề nghị đang ở mức cao nhất, hoặc có lý do riêng.",
        "Xem lại trang Đánh giá; bỏ đề nghị bằng cách ghi “Không” ở cột Đề nghị.",
    ),
    "N716": _note(
        "Trang Khen thưởng có {count} dòng; đã soạn {file} trong thư mục {folder}. Cá nhân chỉ vào tờ trình khi cột Đề nghị ghi “Có”.{more}"
    ),
    "N717": _note(
        "Chưa có ai để đề nghị khen thưởng ({count} dòng ở trang Khen thưởng): ghi tên ở trang ấy, hoặc xem thang ở trang Cài đặt.{more}"
    ),
    "N718": _note("Trang Học hỏi có {count} dòng; đã soạn {file} trong thư mục {folder}."),
    "N719": _note(
        "Chưa có chỉ số yếu hoặc tỉnh nào để học ({count} dòng ở trang Học hỏi): nhập điểm mạnh, điểm yếu, điểm công bố các tỉnh, "
        "hoặc bảng các tỉnh."
    ),
    "E711": _error(
        "Trang Cài đặt còn để trống: {labels}.",
        "Đủ các nội dung phải ghi trên văn bản.",
        "Điền ở trang Cài đặt rồi chạy lại.",
    ),
    "E712": _error(
        "Cài đặt “{label}” ghi “{content}”, không dùng được.",
        "Mẫu có {{số}}, và nếu cần {{loại}}, {{cơ quan}}, {{đơn vị}}; ví dụ {{số}}/{{loại}}-{{cơ quan}}.",
        "Sửa ở trang Cài đặt rồi chạy lại.",
    ),
    "E713": _error(
        "Cài đặt “{label}” ghi “{content}”, không đọc được loại, số, ngày, cơ quan ban hành.",
        "Ví dụ: {example}.",
        "Sửa ở trang Cài đặt rồi chạy lại.",
    ),
    "E714": _error(
        "Cài đặt “{label}” ghi “{content}”, không bắt đầu bằng số.",
        "Số văn bản, ví dụ 77 hoặc 77/BC-SKHCN.",
        "Sửa ở trang Cài đặt rồi chạy lại.",
    ),
    "E701": _error(
        "Tệp “{file}” không phải văn bản Word .docx hoặc đã hỏng ({reason}).",
        "Tệp .docx mở được bằng Word.",
        "Mở tệp bằng Word, lưu lại với định dạng .docx rồi thử lại.",
    ),
    "E702": _error(
        "Tệp “{file}” đang đặt mật khẩu hoặc là văn bản .doc kiểu cũ.",
        "Tệp .docx không đặt mật khẩu.",
        "Mở tệp bằng Word, bỏ mật khẩu, lưu lại với định dạng .docx.",
    ),
    "E703": _error(
        "Tệp “{file}” quá lớn khi giải nén ({found_mb} MB).",
        "Văn bản không quá {limit_mb} MB.",
        "Xóa hoặc nén bớt hình ảnh trong văn bản rồi lưu lại.",
    ),
    "E704": _error(
        "“{path}” không có văn bản Word nào.",
        "Ít nhất một tệp .docx hoặc .docm.",
        "Chọn thư mục khác, hoặc lưu văn bản với định dạng .docx.",
    ),
}

EXCEL = {
    "E801": _error(
        "Chưa mở sổ PII nào trong Excel.",
        "Sổ PII đang mở.",
        "Mở sổ PII bằng Excel, bấm Enable Editing nếu có dải màu vàng, rồi chạy lại.",
    ),
    "E802": _error(
        "Sổ đang ở phía trước là “{book}”, không phải sổ PII.{others}",
        "Sổ PII ở phía trước.",
        "Bấm vào cửa sổ của sổ PII rồi chạy lại.",
    ),
    "W803": _warning(
        "Đang mở cùng lúc nhiều sổ PII: {books}.",
        "",
        "Việc này chỉ làm trên sổ “{book}”. Tiếp tục?",
    ),
    "E804": _error(
        "Trang “{sheet}” đã bị đổi tên thành “{found}”.",
        "Tên trang như khi lập sổ.",
        "Bấm đúp vào tên trang, gõ lại “{sheet}” rồi chạy lại.",
    ),
    "E805": _error(
        "Bảng “{table}” trên trang “{sheet}” đã bị xóa hoặc đổi thành vùng thường.",
        "Bảng còn nguyên như khi lập sổ.",
        "Bấm Ctrl+Z nếu vừa xóa; hoặc mở bản gần nhất trong thư mục sao-luu.",
    ),
    "E806": _error(
        "Trang “{sheet}” được khóa bằng mật khẩu nên chương trình không ghi được.",
        "Trang khóa không mật khẩu, như khi lập sổ.",
        "Vào Review, Unprotect Sheet, gõ mật khẩu để mở khóa rồi chạy lại.",
    ),
    "E807": _error(
        "Trang “{sheet}” đang lọc hoặc có dòng bị ẩn.",
        "Mọi dòng của bảng đều hiện, để không ghi nhầm dòng.",
        "Vào Data, Clear để bỏ lọc, hiện các dòng ẩn rồi chạy lại.",
    ),
    "E808": _error(
        "Sổ “{file}” lập bằng phiên bản {found_version}, cũ hơn chương trình {version}.",
        "Sổ và chương trình cùng phiên bản.",
        "Đóng sổ rồi chạy: pii-xl validate “{file}” --out “PII-moi.xlsm”. Sổ mới giữ nguyên số liệu; sổ cũ không đổi.",
    ),
    "E809": _error(
        "Excel đang bận: một ô đang được sửa dở hoặc một hộp thoại đang mở.",
        "Không có ô nào đang sửa dở.",
        "Bấm Enter hoặc Esc trong Excel, đóng các hộp thoại rồi chạy lại.",
    ),
    "E810": _error(
        "Sổ “{file}” đang mở ở chế độ chỉ đọc.",
        "Sổ mở để sửa được.",
        "Đóng sổ ở máy khác, hoặc dùng Save As lưu thành tệp mới rồi chạy lại.",
    ),
    "E811": _error(
        "Sổ “{file}” đang mở từ OneDrive hoặc SharePoint, không có thư mục trên máy này.",
        "Sổ nằm trong một thư mục trên máy.",
        "Dùng Save As lưu sổ vào một thư mục trên máy rồi chạy lại.",
    ),
    "E812": _error(
        "Sổ “{file}” chưa được lưu vào thư mục nào.",
        "Sổ đã lưu trên máy.",
        "Lưu sổ (Ctrl+S) rồi chạy lại.",
    ),
    "E813": _error(
        "Phía dưới bảng của trang “{sheet}” có nội dung ở ô {cell}, bảng không dài thêm được.",
        "Không có gì phía dưới bảng.",
        "Chuyển nội dung đó sang chỗ khác rồi chạy lại.",
    ),
    "E814": _error(
        "Không lưu được bản dự phòng vào “{path}”: {reason}.",
        "Thư mục sao-luu cạnh sổ cho ghi.",
        "Kiểm tra quyền ghi và chỗ trống trên đĩa rồi chạy lại. Sổ chưa bị thay đổi.",
    ),
    "E815": _error(
        "Excel không cho ghi vào trang “{sheet}”. Các ô đã ghi được trả lại như trước.",
        "",
        "Mở khóa trang nếu đang khóa rồi chạy lại. Nhật ký: {log}. Bản dự phòng: {backup}.",
    ),
    "W816": _warning(
        "Điểm trên trang “{sheet}” khác điểm chương trình tính: {codes}.",
        "Công thức của bảng còn nguyên như khi lập sổ.",
        "Bấm Ctrl+Alt+F9 để Excel tính lại; nếu vẫn khác, chuyển số liệu sang sổ mới.",
    ),
    "E817": _error(
        "Trên máy này chương trình không kết nối được với Excel ({reason}).",
        "Máy Windows có Excel và PII-XL đã cài đủ.",
        "Bấm “Tình trạng máy” trong trình đơn Start, nhóm PII-XL. Có thể dùng lệnh pii-xl trên tệp, không cần Excel.",
    ),
    "E818": _error(
        "Không có việc nào tên “{command}”.",
        "Một trong: {commands}.",
        "Gõ lại tên việc.",
    ),
    "E819": _error(
        "Python giữ sẵn cho nút lệnh đang chạy rồi.",
        "",
        "Dùng cửa sổ đang mở; muốn chạy lại từ đầu thì đóng cửa sổ đó trước.",
    ),
    "N821": _note("Đã lập {count} phiếu trong thư mục {folder}.{kept}"),
    "N822": _note(
        "Đã nhập {forms} phiếu, {values} số liệu; {errors} lỗi, {warnings} cảnh báo, xem trang “Lỗi”."
    ),
    "N823": _note("Không phiếu nào được nhập: {errors} lỗi, xem trang “Lỗi”. Số liệu trong sổ không đổi."),
    "N824": _note(
        "Đã kiểm tra: {errors} lỗi, {warnings} cảnh báo, {notes} ghi chú. {marked} ô được tô màu; danh sách ở trang “Lỗi”."
    ),
    "N825": _note("Đã xóa đánh dấu ở {count} ô."),
    "N826": _note("{summary}.{more}"),
    "N827": _note(
        "Tiến độ: {agencies} cơ quan; {complete} đủ số liệu, {partial} nộp thiếu, {late} quá hạn, {waiting} chưa đến hạn."
    ),
    "N828": _note("Đã soạn {count} công văn trong thư mục {folder}."),
    "N829": _note("Không cơ quan nào phải đôn đốc."),
    "N830": _note("Đã soạn báo cáo {file} trong thư mục {folder}.{more}"),
    "N831": _note("Văn bản {file}: không thấy lỗi thể thức."),
    "N832": _note("Văn bản {file}: {count} chỗ cần xem lại.\n\n{found}{more}"),
    "N833": _note("Đang đọc sổ…"),
    "N834": _note("Đang ghi trang {sheet}…"),
    "N835": _note("{done}/{count}: {file}"),
    "N836": _note("Trong thư mục {folder} có {count} phiếu. Nhập tất cả? Chọn No để chọn từng tệp."),
    "N837": _note("PII-XL: {command}…"),
    "N838": _note("Đã lập gói gửi Bộ trong thư mục {folder}; minh chứng lấy từ thư mục {evidence}.{more}"),
    "N839": _note("Cài đặt tốt.\n\n{facts}"),
    "W840": _warning("Cài đặt có chỗ cần xem lại.\n\n{facts}\n\n{problems}", "", ""),
    "N842": _note("Không phiếu nào phải trả lại."),
    "N843": _note("{told}"),
    "E849": _error(
        "Ô đang chọn không nằm ở dòng nào của trang Số liệu, Số gốc, Chính sách 1.1.1 hay Nhiệm vụ.",
        "Một ô ở dòng cần giữ, nhận, duyệt, khóa hay mở lại.",
        "Chọn một ô của dòng ấy rồi bấm lại nút.",
    ),
    "N847": _note("{act} {subject}: vì sao? Lý do ghi vào trang “Quyết định”."),
    "N851": _note("{told}"),
    "N854": _note("“{file}” là bảng của năm nào? Năm trước thì được đặt cạnh năm của sổ để so sánh."),
    "N855": _note("Số liệu trong “{file}” có phải do Bộ KH&CN công bố không? Không thì ghi là ước tính."),
    "N856": _note("{told}{more}"),
    "E852": _error(
        "“{content}” không phải là một năm.", "Bốn chữ số, ví dụ 2024.", "Bấm lại nút, gõ năm của bảng."
    ),
    "E850": _error(
        "Tệp phân công {file} có {count} lỗi; sổ chưa thay đổi.{more}",
        "Tệp phân công không có lỗi.",
        "Sửa các chỗ nêu trên trong tệp rồi bấm lại nút.",
    ),
    "N848": _note("Đã cập nhật phân công theo tệp {file}.{more}"),
    "N845": _note("Đã lập {count} phiếu trả lại trong thư mục {folder}.{kept}"),
    "N841": _note(
        "Python đã sẵn sàng cho các nút lệnh của sổ PII. Thu nhỏ cửa sổ này trong khi làm việc; đóng cửa sổ là tắt."
    ),
    "N846": _note("Đã ghi {path}. {errors} lỗi, {others} cảnh báo và ghi chú; xem trang Lỗi của sổ."),
    "E875": _error(
        "Chưa chọn tệp sổ nào; ngoài Windows không có hộp thoại để chọn.",
        "Đường dẫn của một sổ đã lưu.",
        "Ghi đường dẫn ấy sau tên lệnh.",
    ),
    "N876": _note("Gói {folder}: {count} tệp minh chứng; SHA-256 của {name}: {digest}."),
    "N879": _note(
        "Đã mở sổ năm {year} trong thư mục {folder}: mở {list} xem việc còn phải quyết. Sổ này không thay đổi.{more}"
    ),
    "E880": _error(
        "Chưa mở được sổ năm {year}.{more}",
        "Khung chỉ số của năm mới không có lỗi.",
        "Sửa khung-chi-so-{year}.xlsx cạnh sổ rồi bấm lại.",
    ),
    "E877": _error(
        "Trang đang chọn ({sheet}) không có bảng để thêm dòng.",
        "Một trong các trang: {sheets}.",
        "Chọn một ô ở trang ấy rồi bấm lại.",
    ),
    "N878": _note("Đã thêm {count} dòng trống vào cuối bảng ở trang {sheet}."),
    "E871": _error(
        "Excel dừng giữa chừng; các trang {sheets} chưa trả lại được đúng như trước khi chạy.",
        "",
        "Đóng sổ và chọn không lưu, hoặc mở bản dự phòng {backup}. Nhật ký: {log}.",
    ),
}

FUNCTIONS = {
    "E881": _error("“{content}” không phải là số.", "Một số.", "Gõ lại số, không kèm chữ."),
    "E882": _error(
        "“{content}” có thể là hàng nghìn, có thể là số lẻ.",
        "Một ô kiểu số.",
        "Gõ lại số, không đặt dấu chấm ngăn hàng nghìn.",
    ),
    "E883": _error("ô nguồn có lỗi {content}.", "Một ô không lỗi.", "Sửa ô nguồn trước."),
    "E884": _error(
        "giá trị lớn nhất ({maximum}) không lớn hơn giá trị nhỏ nhất ({minimum}).",
        "Hai giá trị khác nhau, nhỏ trước lớn sau.",
        "Kiểm tra thứ tự hai giá trị.",
    ),
    "E885": _error("không có chiều “{content}”.", "1 hoặc -1.", "Dùng 1 (cao là tốt) hoặc -1 (thấp là tốt)."),
    "E886": _error(
        "vùng có {rows} dòng × {columns} cột.",
        "{needed} giá trị mỗi tỉnh.",
        "Chọn vùng {needed} dòng (mỗi cột một tỉnh) hoặc {needed} cột (mỗi dòng một tỉnh).",
    ),
    "E887": _error(
        "khung chỉ số năm {year} không có thành phần “{content}”.",
        "PII, input, output, mã trụ cột, mã nhóm hoặc mã chỉ số.",
        "Dùng PII, input, output, mã trụ cột (1), mã nhóm (1.1) hoặc mã chỉ số (1.1.1).",
    ),
    "E888": _error(
        "các vùng không cùng kích thước ({sizes}).",
        "Các vùng cùng số dòng, số cột.",
        "Chọn các vùng cùng kích thước, hoặc một ô dùng chung.",
    ),
    "E889": _error("{content} ngoài khoảng {low}–{high}.", "Một số trong khoảng.", "Kiểm tra lại số."),
    "E890": _error(
        "không đạt được PII {wanted}.",
        "Một mức đạt được.",
        "Khi chỉ số này đạt 100 điểm, PII là {best}.",
    ),
    "E891": _error("“{content}” không phải là ngày.", "Một ngày.", "Gõ ngày dạng 31/7/2025."),
    "E892": _error("{content} quá lớn để đọc thành chữ.", "Số không quá 10^15.", "Kiểm tra lại số."),
    "E893": _error("không có lựa chọn “{content}”.", "Một trong: {choices}.", "Dùng một trong: {choices}."),
    "E894": _error("vùng có nhiều tỉnh.", "Điểm của một tỉnh.", "Chọn một cột hoặc một dòng {needed} điểm."),
    "E895": _error("không tính được với các ô đã chọn.", "", "Kiểm tra lại các ô nguồn."),
    "E898": _error(
        "giá trị {content} không có trong vùng giá trị của các tỉnh.",
        "Vùng có cả tỉnh đang xét.",
        "Chọn vùng gồm giá trị của mọi tỉnh, kể cả tỉnh này.",
    ),
    "E897": _error("không có cách chuẩn hóa “{content}”.", "Một trong: {ways}.", "Dùng một trong: {ways}."),
    "E896": _error(
        "hàm PII cần Excel cho Windows có cài PII-XL.",
        "",
        "Bấm “Tình trạng máy” trên thẻ PII.",
    ),
}

INSTALLATION = {
    "E869": _error(
        "Bộ cài này chỉ chạy trên Windows.",
        "Máy Windows 64 bit có Excel.",
        "Trên máy Mac hoặc Linux dùng lệnh pii-xl trên tệp, không cần Excel.",
    ),
    "E865": _error(
        "Python {found_python} không hợp với bộ cài này.",
        "Python {wanted} bản 64 bit cho Windows (x64).",
        "Cài đúng bản Python (xem DOC-TRUOC.txt) rồi chạy lại cai-dat.cmd.",
    ),
    "E843": _error(
        "Đây là Python của Microsoft Store; bản này không ghi được cài đặt cho Excel.",
        "Python {wanted} bản 64 bit tải từ python.org.",
        "Cài Python tải từ python.org (xem DOC-TRUOC.txt) rồi chạy lại cai-dat.cmd.",
    ),
    "E844": _error(
        "Không tạo được thư mục cài đặt có đường dẫn không dấu. Đã thử: {tried}.",
        "Một thư mục ghi được, đường dẫn không có chữ Việt.",
        "Đề nghị bộ phận tin học cho phép ghi vào thư mục thứ hai.",
    ),
    "E845": _error(
        "Bộ cài thiếu hoặc hỏng: {reason}.",
        "Bộ cài đã giải nén đầy đủ.",
        "Giải nén lại cả tệp .zip (chuột phải, Extract All) rồi chạy lại cai-dat.cmd.",
    ),
    "E846": _error(
        "Không cài được các gói: {reason}",
        "",
        "Máy giữ nguyên như trước. Tắt chương trình đang chặn (nếu có) rồi cài lại; nhật ký: {log}.",
    ),
    "E847": _error(
        "PII-XL đang chạy nên chưa gỡ được; chưa có gì thay đổi.",
        "Excel và các cửa sổ của PII-XL đã đóng.",
        "Đóng Excel, đóng cửa sổ “Giữ sẵn Python cho nút lệnh” rồi gỡ lại.",
    ),
    "E848": _error(
        "Người dùng này chưa cài PII-XL trên máy.",
        "",
        "Chạy cai-dat.cmd trong bộ cài đã giải nén.",
    ),
    "W849": _warning(
        "Biến môi trường PII_XL_PYTHON ghi “{content}”, nhưng chương trình đang chạy là “{running}”.",
        "Biến này chỉ đúng Python của PII-XL.",
        "Chạy lại cai-dat.cmd rồi mở lại Excel.",
    ),
    "W850": _warning(
        "Python của PII-XL nằm ở “{path}”, đường dẫn có chữ Việt; hàm PII trong ô sẽ không chạy.",
        "Đường dẫn không dấu.",
        "Chạy lại cai-dat.cmd: bộ cài tự chọn thư mục không dấu.",
    ),
    "W851": _warning(
        "Không ghi được vào thư mục tạm “{path}”; các nút trong Excel sẽ báo E903.",
        "Thư mục có thật và ghi được.",
        "Chạy lại cai-dat.cmd, hoặc đề nghị bộ phận tin học tạo thư mục này và cho phép ghi.",
    ),
    "W852": _warning(
        "Máy này chưa có Excel.",
        "Microsoft Excel 2016 trở lên.",
        "Cài Excel, hoặc dùng lệnh pii-xl trên tệp.",
    ),
    "W853": _warning(
        "Một chương trình khác trả lời thay cho Excel: {program}.",
        "Microsoft Excel; WPS Office không chạy được macro qua Python.",
        "Trong WPS, mở Configuration Tools, bỏ chọn mục tương thích với Microsoft Office; hoặc chạy Quick Repair của Office.",
    ),
    "E874": _error(
        "“{path}” không phải bộ cài Python để kèm theo.",
        "Tệp python-3.….…-amd64.exe của python.org, phiên bản {wanted}.",
        "Tải “Windows installer (64-bit)” đúng phiên bản, giữ nguyên tên tệp.",
    ),
    "W872": _warning(
        "Chính sách của Windows Defender chặn macro Office gọi thư viện của Windows (Win32 API): hàm PII trong ô báo lỗi, "
        "nút có thể báo E903.",
        "",
        "Dùng các mục trong trình đơn Start, nhóm PII-XL; bộ phận tin học xem docs/cho-bo-phan-tin-hoc.md.",
    ),
    "W873": _warning(
        "Thư mục tạm của người dùng có chữ mà bảng mã của máy không viết được ({path}): hàm PII trong ô có thể treo Excel.",
        "",
        "Chạy lại cai-dat.cmd.",
    ),
    "W854": _warning(
        "Chính sách của Windows Defender trên máy này không cho Excel khởi chạy chương trình: nút trong Excel sẽ báo E903.",
        "",
        "Giữ sổ đang mở rồi dùng các mục trong trình đơn Start, nhóm PII-XL; hoặc chạy mục “Giữ sẵn Python cho nút lệnh” "
        "ở đó trước khi bấm nút.",
    ),
    "W855": _warning(
        "Không có {name} cạnh Python của PII-XL; hàm PII trong ô sẽ không chạy.",
        "Mô-đun trong sổ, DLL và gói xlwings cùng phiên bản {version}.",
        "Chạy lại cai-dat.cmd; nếu vẫn thiếu, xem phần mềm diệt vi rút có cách ly tệp này không.",
    ),
    "W856": _warning(
        "Mô-đun xlwings trong sổ “{file}” là bản {found_version}, gói đã cài là bản {version}.",
        "Mô-đun trong sổ, DLL và gói xlwings cùng phiên bản.",
        "Chuyển số liệu sang sổ mới: pii-xl validate “{file}” --out “PII-moi.xlsm”.",
    ),
    "W857": _warning(
        "Sổ “{file}” nằm trong thư mục OneDrive đồng bộ; Excel có thể mở nó theo địa chỉ mạng.",
        "Sổ nằm trong một thư mục trên máy.",
        "Chuyển sổ sang thư mục “{folder}”.",
    ),
    "W858": _warning(
        "Windows đánh dấu sổ “{file}” là tệp tải từ internet nên Excel chặn macro của sổ.",
        "Sổ không mang dấu này.",
        "Đóng sổ, bấm chuột phải vào tệp, chọn Properties, đánh dấu Unblock, bấm OK.",
    ),
    "W859": _warning(
        "Người dùng này chưa cài PII-XL bằng cai-dat.cmd.",
        "",
        "Chạy cai-dat.cmd trong bộ cài đã giải nén để các nút trong Excel chạy được.",
    ),
    "W870": _warning(
        "Gói xlwings đã cài là bản {found_version}; PII-XL cần đúng bản {version}.",
        "Mô-đun trong sổ, DLL và gói xlwings cùng phiên bản.",
        "Chạy lại cai-dat.cmd.",
    ),
    "N862": _note("Đã cài PII-XL {version}. Sổ mẫu và bảng phân công ở thư mục {folder}."),
    "N863": _note("Đã gỡ PII-XL. Sổ và văn bản trong thư mục {folder} được giữ nguyên."),
    "E864": _error(
        "Cài đặt dừng ở bước “{step}”: {reason}",
        "",
        "Máy giữ nguyên như trước. Đóng Excel rồi chạy lại cai-dat.cmd; nhật ký: {log}.",
    ),
    "E866": _error(
        "Chỉ dựng được bộ cài từ kho mã; không có “{path}”.",
        "Kho mã đầy đủ.",
        "Chạy make bundle trong kho mã.",
    ),
    "E867": _error(
        "pip không lấy được gói: {reason}",
        "Máy có mạng tới kho gói Python.",
        "Kiểm tra mạng rồi chạy lại.",
    ),
    "E868": _error(
        "Các gói không khớp nhau: không có bản nào thỏa {reason}.",
        "Phiên bản trong constraints.txt thỏa yêu cầu của mọi gói.",
        "Sửa constraints.txt hoặc pyproject.toml.",
    ),
}


def _united(*parts: dict[str, Message]) -> dict[str, Message]:
    """All messages; a code means one thing only. Raises ``ValueError`` for one that is declared twice."""
    codes = [code for part in parts for code in part]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise ValueError(f"declared twice: {', '.join(twice)}")
    return {code: message for part in parts for code, message in part.items()}


CATALOGUE: dict[str, Message] = _united(
    FILES,
    WORKBOOK,
    FORMS,
    VALUES,
    SCORES,
    FRAMEWORK,
    ASSIGNMENT_BOOK,
    WORKBOOK_MACROS,
    DOCUMENTS,
    EXCEL,
    INSTALLATION,
    FUNCTIONS,
)
