"""The master workbook's sheets in the order of its tabs: those in view follow the year, the others can be opened."""

from __future__ import annotations

from pii_xl.layout.parts import Role, Sheet

GUIDE, SETTINGS_SHEET, INDICATORS, ASSIGNMENTS = "Hướng dẫn", "Cài đặt", "Chỉ số", "Phân công"
TASKS, AGENCIES, VALUES, BASE, POLICIES = "Nhiệm vụ", "Cơ quan", "Số liệu", "Số gốc", "Chính sách 1.1.1"
EVIDENCE, REFERENCE, PUBLISHED, TARGETS = "Minh chứng", "Tham chiếu", "Công bố", "Mục tiêu"
STRENGTHS, RESULTS, SUMMARY, PROGRESS = "Mạnh yếu", "Kết quả", "Tổng hợp", "Tiến độ"
CONTACTS, LETTERS, FINDINGS, HISTORY = "Đầu mối", "Đôn đốc", "Lỗi", "Lịch sử"
PARAGRAPHS = "Bổ sung báo cáo"
SUBMISSIONS, ANSWERS, DECISIONS = "Lượt nộp", "Trả lời", "Quyết định"
DASHBOARD, WHAT_IF, SCENARIOS, WORKINGS = "Bảng điều khiển", "Mô phỏng", "Kịch bản", "Tính kịch bản"
MATRIX, CHECKS, DUE = "Ma trận", "Kiểm soát", "Phải nộp"
FUNCTIONS = "Hàm PII"
NATIONAL = "Bảng các tỉnh"
ESTIMATES, LEVERS, FRAMEWORK = "Ước tính", "Đòn bẩy", "Khung chỉ số"
ASSESSMENT, COMMENDATION, LEARNING, TREND = "Đánh giá", "Khen thưởng", "Học hỏi", "Diễn biến"
NATIONAL_SCORES = "Điểm các tỉnh"
CERTAINTY, PAST = "Độ chắc chắn", "Số liệu các năm"

SHEETS = (
    Sheet(
        GUIDE,
        "SỔ CHỈ SỐ ĐỔI MỚI SÁNG TẠO CẤP ĐỊA PHƯƠNG (PII)",
        "Sổ này là gì, dành cho ai, làm gì khi nào.",
        Role.GUIDE,
    ),
    Sheet(SETTINGS_SHEET, "Cài đặt", "Năm, ngày, cách tính, tên cơ quan và người ký.", Role.CONTROL),
    Sheet(
        DASHBOARD,
        "Bảng điều khiển PII",
        "Một trang cho lãnh đạo: điểm và hạng công bố, khoảng cách, việc cần làm, ai còn nợ. In một trang A4 ngang.",
        Role.RESULT,
    ),
    Sheet(
        PROGRESS,
        "Tiến độ theo cơ quan",
        "Cơ quan nào đã nộp, còn thiếu gì, chậm bao nhiêu ngày.",
        Role.RESULT,
    ),
    Sheet(
        VALUES, "Số liệu thu thập", "Số liệu các chỉ số, từ phiếu của các cơ quan hoặc nhập tay.", Role.INPUT
    ),
    Sheet(
        BASE,
        "Số gốc",
        "Các số dùng chung làm mẫu số: GRDP, dân số, doanh nghiệp, xã…",
        Role.INPUT,
        hidden=True,
    ),
    Sheet(EVIDENCE, "Minh chứng", "Sổ đăng ký tài liệu minh chứng của từng chỉ số.", Role.INPUT),
    Sheet(FINDINGS, "Lỗi và cảnh báo", "Kết quả lần kiểm tra gần nhất, kèm cách sửa.", Role.CONTROL),
    Sheet(
        REFERENCE,
        "Tham chiếu cả nước",
        "Giá trị nhỏ nhất, trung bình, lớn nhất của từng chỉ số trong năm.",
        Role.REFERENCE,
    ),
    Sheet(
        PUBLISHED,
        "Điểm đã công bố",
        "Điểm và hạng do Bộ Khoa học và Công nghệ công bố, có địa chỉ nguồn.",
        Role.REFERENCE,
    ),
    Sheet(
        SUMMARY,
        "Điểm tổng hợp",
        "Điểm PII, đầu vào, đầu ra, trụ cột, nhóm chỉ số; so với công bố và mục tiêu.",
        Role.RESULT,
    ),
    Sheet(
        RESULTS,
        "Kết quả từng chỉ số",
        "Điểm từng chỉ số và các bước tính, đọc được từng ô.",
        Role.RESULT,
        hidden=True,
    ),
    Sheet(
        ESTIMATES,
        "Sổ này tự tính",
        "Điểm tính từ số liệu đã nhập, để riêng với điểm công bố; chưa đủ số liệu thì chưa tính được.",
        Role.RESULT,
    ),
    Sheet(
        LEVERS,
        "Đòn bẩy",
        "Chỉ số nào còn có thể đem lại nhiều điểm PII nhất, ai chủ trì; tính từ trang Kết quả, đổi theo số liệu.",
        Role.RESULT,
    ),
    Sheet(
        WHAT_IF,
        "Mô phỏng",
        "Gõ giá trị muốn thử vào cột vàng: điểm, trụ cột, PII và hạng ước tính đổi ngay. Không đổi số liệu của sổ.",
        Role.RESULT,
    ),
    Sheet(
        DUE,
        "Việc phải nộp của từng cơ quan",
        "Mỗi dòng là một việc của một cơ quan: đã gửi, phải sửa, còn nợ, quá hạn. Công văn, biên nhận, báo cáo lấy từ đây.",
        Role.RESULT,
        hidden=True,
    ),
    Sheet(
        MATRIX,
        "Ma trận cơ quan – việc",
        "Mỗi dòng là một chỉ số, nhóm chính sách hoặc nhiệm vụ; mỗi cột là một cơ quan: đã có, còn thiếu, quá hạn.",
        Role.RESULT,
        hidden=True,
    ),
    Sheet(
        ASSESSMENT,
        "Đánh giá việc thực hiện Kế hoạch",
        "Từng cơ quan theo từng tiêu chí và thang ở trang Cài đặt; mức và nhận xét của Sở gõ vào ô vàng thì dùng thay mức đề xuất.",
        Role.RESULT,
        hidden=True,
    ),
    Sheet(
        COMMENDATION,
        "Đề nghị khen thưởng",
        "Tập thể, cá nhân đề nghị khen thưởng, kèm thành tích; nút Khen thưởng thêm dòng theo trang Đánh giá, mọi ô đều sửa được.",
        Role.INPUT,
        hidden=True,
    ),
    Sheet(
        LEARNING,
        "Học hỏi",
        "Chỉ số yếu học được ở tỉnh nào; nút Học hỏi thêm dòng theo điểm yếu, đòn bẩy và số liệu các tỉnh, mọi ô vàng đều sửa được.",
        Role.INPUT,
        hidden=True,
    ),
    Sheet(
        CERTAINTY,
        "Độ chắc chắn",
        "Điểm, hạng đổi bao nhiêu khi giả định của cách tính khác đi, giả định nào quyết định; nút Độ chắc chắn tính lại.",
        Role.RESULT,
        hidden=True,
    ),
    Sheet(
        NATIONAL_SCORES,
        "Điểm, hạng các tỉnh",
        "Mọi tỉnh của trang Bảng các tỉnh được chấm theo cách tính chọn ở trang Cài đặt; nút Chấm điểm tính lại. Không phải điểm của Bộ.",
        Role.RESULT,
        hidden=True,
    ),
    Sheet(
        TREND,
        "Diễn biến nhiều năm",
        "Điểm, hạng công bố và giá trị chỉ số qua các năm; chỗ nào không so sánh được thì nói rõ.",
        Role.RESULT,
        hidden=True,
    ),
    Sheet(
        PAST,
        "Số liệu các năm trước",
        "Giá trị và trung bình cả nước của các năm đã qua; lệnh sang năm mới tự thêm, trang Diễn biến đọc.",
        Role.REFERENCE,
        hidden=True,
    ),
    Sheet(
        POLICIES,
        "Chính sách của chỉ số 1.1.1",
        "Từng nhóm chính sách: có văn bản còn hiệu lực hay không.",
        Role.INPUT,
        hidden=True,
    ),
    Sheet(
        CONTACTS,
        "Đầu mối",
        "Lãnh đạo và cán bộ đầu mối của từng cơ quan, có lịch sử thay đổi.",
        Role.INPUT,
        hidden=True,
    ),
    Sheet(
        TASKS, "Nhiệm vụ cơ quan", "Nhiệm vụ kế hoạch giao và tình hình thực hiện.", Role.INPUT, hidden=True
    ),
    Sheet(
        LETTERS, "Công văn đôn đốc đã gửi", "Số, ngày, lần đôn đốc của từng cơ quan.", Role.INPUT, hidden=True
    ),
    Sheet(
        PARAGRAPHS,
        "Đoạn văn bổ sung cho báo cáo",
        "Ý kiến của Sở đưa thêm vào từng mục của báo cáo.",
        Role.INPUT,
        hidden=True,
    ),
    Sheet(
        SCENARIOS,
        "Kịch bản",
        "Tối đa năm kịch bản đặt cạnh nhau; gõ hoặc dán giá trị vào cột S1 đến S5. Kết quả là ước tính.",
        Role.RESULT,
        hidden=True,
    ),
    Sheet(
        TARGETS,
        "Mục tiêu của kế hoạch",
        "Mục tiêu điểm trụ cột và thứ hạng theo kế hoạch.",
        Role.REFERENCE,
        hidden=True,
    ),
    Sheet(
        STRENGTHS,
        "Điểm mạnh, điểm yếu đã công bố",
        "Danh sách do Bộ Khoa học và Công nghệ công bố cho tỉnh.",
        Role.REFERENCE,
        hidden=True,
    ),
    Sheet(
        INDICATORS,
        "Danh mục chỉ số",
        "Từng chỉ số: đơn vị, tử số, mẫu số, nguồn, định nghĩa, trọng số.",
        Role.REFERENCE,
        hidden=True,
    ),
    Sheet(
        ASSIGNMENTS,
        "Phân công theo kế hoạch",
        "Chủ trì, phối hợp, nội dung, giải pháp của từng chỉ số.",
        Role.REFERENCE,
        hidden=True,
    ),
    Sheet(
        AGENCIES,
        "Cơ quan",
        "Tên chính thức, tên viết tắt, tên gọi khác và thời gian hiệu lực.",
        Role.REFERENCE,
        hidden=True,
    ),
    Sheet(
        NATIONAL,
        "Giá trị các tỉnh",
        "Giá trị và hạng từng chỉ số của các tỉnh, do nút Bảng các tỉnh đưa vào; từ đó có tham chiếu.",
        Role.REFERENCE,
        hidden=True,
    ),
    Sheet(
        CHECKS,
        "Kiểm soát",
        "Mọi phép tự kiểm tra của sổ, gom thành một dòng ở đầu mỗi trang.",
        Role.CONTROL,
        hidden=True,
    ),
    Sheet(HISTORY, "Lịch sử", "Những việc đã làm trên sổ này.", Role.CONTROL, hidden=True),
    Sheet(
        SUBMISSIONS,
        "Lượt nộp",
        "Mỗi phiếu đã nhận và mỗi lần sửa tay là một dòng; chỉ thêm, không xóa, không sửa.",
        Role.CONTROL,
        hidden=True,
    ),
    Sheet(
        ANSWERS,
        "Trả lời",
        "Từng ô của từng phiếu: ghi gì, đọc là gì, nhận hay từ chối; chỉ thêm, không xóa, không sửa.",
        Role.CONTROL,
        hidden=True,
    ),
    Sheet(
        DECISIONS,
        "Quyết định",
        "Giữ, nhận, duyệt, khóa, mở lại, chấp nhận cảnh báo: ai, ngày nào, vì sao.",
        Role.CONTROL,
        hidden=True,
    ),
    Sheet(
        WORKINGS,
        "Tính kịch bản",
        "Các bước tính của Mô phỏng và Kịch bản, đọc được từng ô; không nhập gì ở đây.",
        Role.WORKING,
        hidden=True,
    ),
    Sheet(
        FRAMEWORK,
        "Khung chỉ số riêng của sổ",
        "Khung đọc từ tệp khung-chi-so khi mở sổ; trống khi dùng khung có sẵn của chương trình. Không sửa ở đây.",
        Role.WORKING,
        hidden=True,
    ),
    Sheet(
        FUNCTIONS,
        "Hàm PII",
        "Các hàm gõ được trong ô: chấm điểm, đọc và kiểm tra số, số và ngày bằng chữ.",
        Role.REFERENCE,
        hidden=True,
    ),
)
