"""The settings of a master workbook: what an official may change, with stated defaults. Unknown rules are settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pii_xl.layout.method import (
    AGGREGATIONS,
    GAPS,
    LEVELS,
    NORMALISATIONS,
    TREATMENTS,
    Aggregation,
    Gaps,
    Normalisation,
    Treatment,
)
from pii_xl.layout.parts import CHOICES, YES, Kind


@dataclass(frozen=True)
class Setting:
    """One setting: ASCII key, Vietnamese label, default, kind, and a note that says what it decides.

    ``limits`` are the least and the greatest number allowed; a setting whose limits are equal is shown but cannot be changed.
    """

    key: str
    label: str
    default: str | float | date | None
    note: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    group: str = "Chung"
    limits: tuple[float, float] | None = None

    @property
    def is_fixed(self) -> bool:
        """Whether only one value is allowed: live formulas and the core both rest on it."""
        return self.limits is not None and self.limits[0] == self.limits[1]


_GENERAL = (
    Setting(
        "province", "Tỉnh, thành phố", "Bắc Ninh", "Tên địa phương như Bộ Khoa học và Công nghệ công bố."
    ),
    Setting("year", "Năm của Chỉ số", 2025.0, "Năm mà sổ này thu thập, chấm điểm và báo cáo.", Kind.INTEGER),
    Setting("framework", "Khung chỉ số", 2024.0, "Năm của khung chỉ số áp dụng trong sổ.", Kind.INTEGER),
    Setting("plan", "Kế hoạch", "279-2025", "Tên bộ dữ liệu của kế hoạch đang thực hiện."),
    Setting(
        "previous_year",
        "Năm so sánh",
        2024.0,
        "Năm trước để so sánh điểm và hạng.",
        Kind.INTEGER,
    ),
    Setting(
        "previous_province",
        "Địa phương ở năm so sánh",
        "",
        "Để trống: cùng tên với tỉnh. Khi trang Công bố có dòng của địa phương hợp nhất cho năm so sánh, ghi đúng tên ở đó, ví dụ “Bắc Ninh (hợp nhất)”.",
    ),
    Setting(
        "merged",
        "Địa giới thay đổi so với năm so sánh",
        YES,
        "“Có” khi tỉnh mới sáp nhập hoặc số tỉnh thay đổi: báo cáo sẽ nêu rõ điểm hai năm không hoàn toàn so sánh được.",
        choices=CHOICES["yes_no"],
    ),
    Setting(
        "as_of",
        "Số liệu tính đến ngày",
        None,
        "Ngày chốt số liệu; số ngày chậm được tính đến ngày này.",
        Kind.DATE,
    ),
    Setting(
        "deadline",
        "Hạn nộp phiếu",
        date(2025, 7, 31),
        "Ngày các cơ quan phải gửi phiếu về Sở KH&CN.",
        Kind.DATE,
    ),
    Setting(
        "published_on",
        "Ngày Bộ công bố kết quả",
        date(2025, 10, 1),
        "Ngày Bộ Khoa học và Công nghệ công bố kết quả của năm; để trống khi chưa công bố.",
        Kind.DATE,
    ),
    Setting(
        "policy_cutoff",
        "Chính sách còn hiệu lực đến ngày",
        date(2025, 6, 30),
        "Văn bản của 1.1.1 được tính khi còn hiệu lực tại ngày này (mục III.2.6.b của Kế hoạch 279/KH-UBND).",
        Kind.DATE,
    ),
)

_NATIONAL_GROUP = "Cách chấm các tỉnh"
MEAN_KEYS = tuple(f"mean_{number}" for number in range(1, len(LEVELS) + 1))
"""Settings that say how each level's score is made of the level below, from the sub-pillars up."""
NATIONAL_KEYS = ("normalisation", "treatment", "gaps", *MEAN_KEYS)
"""Settings of how all provinces are scored."""
_NATIONAL = (
    Setting(
        "normalisation",
        "Chuẩn hóa",
        NORMALISATIONS[Normalisation.MINMAX],
        "Dùng ở trang Điểm các tỉnh, trên thang 0 đến 100 (điểm z không có thang). Mốc dưới, mốc trên lấy ở trang Tham chiếu. Điểm của tỉnh ở "
        "trang Kết quả luôn theo cực tiểu, cực đại: khớp điểm công bố.",
        choices=tuple(
            text for way, text in NORMALISATIONS.items() if way is not Normalisation.DISTANCE_TO_TARGET
        ),
        group=_NATIONAL_GROUP,
    ),
    Setting(
        "treatment",
        "Xử lý ngoại lai",
        TREATMENTS[Treatment.NONE],
        "Dùng ở trang Điểm các tỉnh; quy định của Bộ chưa công bố.",
        choices=tuple(TREATMENTS.values()),
        group=_NATIONAL_GROUP,
    ),
    Setting(
        "gaps",
        "Chỗ thiếu",
        GAPS[Gaps.LEAVE],
        "Dùng ở trang Điểm các tỉnh. Trung bình của nhóm cần cột Vùng, nhóm trong bảng các tỉnh.",
        choices=tuple(GAPS.values()),
        group=_NATIONAL_GROUP,
    ),
    *(
        Setting(
            key,
            f"Lấy trung bình: {level}",
            AGGREGATIONS[Aggregation.ARITHMETIC],
            "Dùng ở trang Điểm các tỉnh. Trung bình nhân, điều hòa cần điểm dương: thang khi ấy là 1 đến 100.",
            choices=tuple(AGGREGATIONS.values()),
            group=_NATIONAL_GROUP,
        )
        for key, level in zip(MEAN_KEYS, LEVELS, strict=True)
    ),
)

_METHOD = (
    Setting(
        "scale",
        "Thang điểm",
        100.0,
        "Điểm cao nhất của một chỉ số sau chuẩn hóa min-max; cố định theo cách tính của Bộ.",
        Kind.NUMBER,
        group="Cách tính",
        limits=(100.0, 100.0),
    ),
    Setting(
        "min_coverage",
        "Tỷ lệ chỉ số tối thiểu",
        0.66,
        "Chỉ số đầu vào, đầu ra chỉ được tính khi có điểm của ít nhất tỷ lệ này các chỉ số (theo GII; quy định của Bộ chưa công bố).",
        Kind.NUMBER,
        group="Cách tính",
        limits=(0.0, 1.0),
    ),
    Setting(
        "min_sub_pillars",
        "Số nhóm tối thiểu của trụ cột",
        2.0,
        "Trụ cột chỉ được tính khi có điểm của ít nhất số nhóm chỉ số này (theo GII; quy định của Bộ chưa công bố).",
        Kind.INTEGER,
        group="Cách tính",
        limits=(1.0, 3.0),
    ),
    Setting(
        "goal",
        "Mục tiêu của kịch bản",
        "",
        "Điều nút Kịch bản mục tiêu đi tìm: “hạng 5”, “PII 49,4”, “trụ cột” (mọi trụ cột cao hơn năm trước); để trống là vượt "
        "tỉnh xếp trên gần nhất.",
        group="Cách tính",
    ),
    Setting(
        "goal_indicators",
        "Kịch bản mục tiêu: nhiều nhất số chỉ số",
        0.0,
        "0 là không giới hạn. Giới hạn từng chỉ số và công sức gõ ở trang Kịch bản.",
        Kind.INTEGER,
        group="Cách tính",
        limits=(0.0, 1000.0),
    ),
    Setting(
        "goal_agencies",
        "Kịch bản mục tiêu: nhiều nhất số cơ quan",
        0.0,
        "0 là không giới hạn.",
        Kind.INTEGER,
        group="Cách tính",
        limits=(0.0, 1000.0),
    ),
    Setting(
        "goal_alternatives",
        "Kịch bản mục tiêu: số phương án nêu ra",
        2.0,
        "Phương án tốt nhất được giữ thành kịch bản; các phương án sau chỉ được nêu.",
        Kind.INTEGER,
        group="Cách tính",
        limits=(1.0, 20.0),
    ),
    Setting(
        "tolerance",
        "Sai số khi đối chiếu",
        0.01,
        "Chênh lệch cho phép giữa điểm công bố và điểm cộng lại từ trụ cột.",
        Kind.NUMBER,
        group="Cách tính",
        limits=(0.0, 1.0),
    ),
    Setting(
        "risk_margin",
        "Sát mức khi chỉ hơn dưới (điểm)",
        0.5,
        "Mục tiêu về điểm đã đạt nhưng hơn mức chưa đến từng này điểm, hoặc tỉnh ngoài nhóm kém chưa đến từng này, thì triển vọng là Có nguy cơ. Giả thiết.",
        Kind.NUMBER,
        group="Cách tính",
        limits=(0.0, 100.0),
    ),
    Setting(
        "risk_places",
        "Sát mức khi chỉ hơn dưới (bậc)",
        1.0,
        "Như trên cho mục tiêu về hạng: 1 là chỉ hạng cuối cùng còn đạt bị coi là sát mức. Giả thiết.",
        Kind.INTEGER,
        group="Cách tính",
        limits=(0.0, 63.0),
    ),
    Setting(
        "risk_gap",
        "Sát trung bình cả nước khi chỉ hơn dưới (%)",
        5.0,
        "Chỉ số trên trung bình mà khoảng cách thu lại, chỉ còn hơn chưa đến từng này % mức trung bình thì có nguy cơ. Giả thiết.",
        Kind.NUMBER,
        group="Cách tính",
        limits=(0.0, 100.0),
    ),
    Setting(
        "jump_limit",
        "Ngưỡng biến động",
        0.5,
        "Giá trị thay đổi quá tỷ lệ này so với năm trước thì được cảnh báo (0,5 là 50%).",
        Kind.NUMBER,
        group="Cách tính",
        limits=(0.0, 100.0),
    ),
    Setting(
        "strongest",
        "Số chỉ số mạnh, yếu nêu tên",
        5.0,
        "Số chỉ số mạnh nhất, yếu nhất được nêu trên bảng và trong báo cáo.",
        Kind.INTEGER,
        group="Cách tính",
        limits=(1.0, 20.0),
    ),
)

_DOCUMENT = (
    Setting(
        "parent_agency",
        "Cơ quan chủ quản",
        "UBND tỉnh Bắc Ninh",
        "Dòng đầu của phần tên cơ quan trên văn bản.",
        group="Văn bản",
    ),
    Setting(
        "issuer",
        "Cơ quan ban hành",
        "Sở Khoa học và Công nghệ",
        "Cơ quan lập sổ, gửi phiếu và ký báo cáo.",
        group="Văn bản",
    ),
    Setting(
        "issuer_short",
        "Tên viết tắt của cơ quan",
        "Sở KH&CN",
        "Dùng trong phiếu, bảng và câu văn.",
        group="Văn bản",
    ),
    Setting(
        "abbreviation",
        "Chữ viết tắt trong số ký hiệu",
        "SKHCN",
        "Người đứng đầu cơ quan quy định (Nghị định 30/2020/NĐ-CP); Kế hoạch 279/KH-UBND dẫn Tờ trình số 13/TTr-KHCN.",
        group="Văn bản",
    ),
    Setting(
        "unit_abbreviation",
        "Đơn vị soạn thảo",
        "QLCN",
        "Chữ viết tắt đơn vị soạn thảo, dùng ở số công văn và Lưu.",
        group="Văn bản",
    ),
    Setting("place", "Địa danh", "Bắc Ninh", "Địa danh ghi trên văn bản.", group="Văn bản"),
    Setting(
        "province_kind",
        "Loại đơn vị hành chính",
        "tỉnh",
        "“tỉnh” hoặc “thành phố”, dùng trong câu văn.",
        choices=("tỉnh", "thành phố"),
        group="Văn bản",
    ),
    Setting(
        "recipient",
        "Nơi nhận báo cáo",
        "Ủy ban nhân dân tỉnh Bắc Ninh",
        "Kính gửi của báo cáo.",
        group="Văn bản",
    ),
    Setting(
        "signer_authority",
        "Thẩm quyền ký",
        "",
        "Để trống khi người đứng đầu ký; “KT.” khi cấp phó ký thay; “Q.” khi quyền người đứng đầu ký.",
        choices=("", "KT.", "Q."),
        group="Văn bản",
    ),
    Setting(
        "head_title",
        "Chức vụ người đứng đầu",
        "Giám đốc",
        "Chức vụ của người đứng đầu cơ quan.",
        group="Văn bản",
    ),
    Setting(
        "signer_title",
        "Chức vụ người ký thay",
        "Phó Giám đốc",
        "Chỉ dùng khi ký thay (KT.).",
        group="Văn bản",
    ),
    Setting("signer_name", "Họ tên người ký", "", "Không ghi học hàm, học vị.", group="Văn bản"),
    Setting(
        "copies",
        "Nơi nhận khác",
        "Các cơ quan, đơn vị được giao nhiệm vụ; Lãnh đạo Sở",
        "Những nơi nhận giữa “Như trên” và “Lưu”, cách nhau bằng dấu chấm phẩy.",
        group="Văn bản",
    ),
    Setting(
        "letter_copies",
        "Nơi nhận khác của công văn",
        "",
        "Những nơi nhận thêm của công văn đôn đốc và công văn gửi Bộ, cách nhau bằng dấu chấm phẩy.",
        group="Văn bản",
    ),
    Setting(
        "number_pattern",
        "Mẫu số báo cáo",
        "{số}/{loại}-{cơ quan}",
        "{số}, {loại} (BC), {cơ quan}, {đơn vị} được thay bằng số, chữ viết tắt của loại văn bản, cơ quan, đơn vị soạn thảo.",
        group="Văn bản",
    ),
    Setting(
        "letter_number_pattern",
        "Mẫu số công văn",
        "{số}/{cơ quan}-{đơn vị}",
        "Như mẫu số báo cáo; công văn không có {loại}.",
        group="Văn bản",
    ),
    Setting(
        "receipt_number_pattern",
        "Mẫu số biên nhận",
        "{số}/{loại}-{cơ quan}",
        "Như mẫu số báo cáo; {loại} là BN (Nghị định 30/2020/NĐ-CP không quy định chữ viết tắt của biên nhận).",
        group="Văn bản",
    ),
    Setting(
        "plan_citation",
        "Kế hoạch viện dẫn",
        "",
        "Để trống khi là kế hoạch của bộ dữ liệu; nếu khác, ghi đủ loại, số, ngày, cơ quan ban hành, trích yếu, ví dụ: "
        "Kế hoạch số 15/KH-UBND ngày 19/01/2026 của Ủy ban nhân dân tỉnh Bắc Ninh về nâng cao Chỉ số PII.",
        group="Văn bản",
    ),
    Setting(
        "directives",
        "Văn bản chỉ đạo, hướng dẫn",
        "",
        "Văn bản, kết luận của UBND tỉnh hoặc của Sở để thực hiện Kế hoạch, cách nhau bằng dấu chấm phẩy hoặc xuống dòng; "
        "mỗi văn bản ghi đủ loại, số, ngày, cơ quan ban hành, trích yếu. Nêu ở mục I.1 của báo cáo.",
        group="Văn bản",
    ),
    Setting(
        "criticise_after",
        "Đề nghị phê bình sau số công văn",
        2.0,
        "Cơ quan chưa gửi gì sau từng này công văn đôn đốc thì báo cáo đề nghị nhắc nhở, phê bình; 0 là không đề nghị.",
        Kind.INTEGER,
        group="Văn bản",
        limits=(0.0, 10.0),
    ),
    Setting(
        "commend",
        "Đề nghị khen thưởng",
        YES,
        "“Có”: cơ quan ở mức Hoàn thành tốt của trang Đánh giá được đưa vào trang Khen thưởng và báo cáo; “Không”: chỉ ai anh/chị ghi.",
        choices=CHOICES["yes_no"],
        group="Văn bản",
    ),
    Setting("report_number", "Số báo cáo", "", "Để trống khi văn thư cấp số sau.", group="Văn bản"),
    Setting(
        "report_date", "Ngày báo cáo", None, "Để trống khi văn thư ghi ngày sau.", Kind.DATE, group="Văn bản"
    ),
    Setting(
        "ministry",
        "Bộ nhận số liệu",
        "Bộ Khoa học và Công nghệ",
        "Kính gửi của công văn gửi số liệu; nơi công bố kết quả.",
        group="Văn bản",
    ),
    Setting(
        "ministry_request",
        "Văn bản của Bộ đề nghị cung cấp số liệu",
        "",
        "Ghi đủ loại, số, ngày, cơ quan ban hành, trích yếu, ví dụ: Công văn số 2761/BKHCN-HVKHCN ngày 25/7/2024 của "
        "Bộ Khoa học và Công nghệ về việc cung cấp số liệu. Để trống: văn bản chỉ viện dẫn Kế hoạch.",
        group="Văn bản",
    ),
    Setting(
        "data_letter",
        "Số công văn gửi số liệu lên Bộ",
        "",
        "Số văn thư cấp cho công văn gửi Bộ, ví dụ 512 hoặc 512/SKHCN-QLCN; để trống khi chưa gửi.",
        group="Văn bản",
    ),
    Setting(
        "data_sent",
        "Ngày gửi số liệu lên Bộ",
        None,
        "Ngày Sở gửi số liệu của tỉnh về Bộ Khoa học và Công nghệ.",
        Kind.DATE,
        group="Văn bản",
    ),
    Setting(
        "next_deadline",
        "Hạn nhiệm vụ thời gian tới",
        None,
        "Hạn chung ghi ở phần nhiệm vụ, giải pháp của báo cáo.",
        Kind.DATE,
        group="Văn bản",
    ),
    Setting(
        "merger_note",
        "Ghi chú địa giới",
        "hợp nhất tỉnh Bắc Ninh và tỉnh Bắc Giang từ ngày 01/7/2025",
        "Câu giải thích khi địa giới thay đổi.",
        group="Văn bản",
    ),
    Setting(
        "contact_name",
        "Người liên hệ",
        "",
        "Cán bộ đầu mối của Sở KH&CN mà các cơ quan hỏi khi điền phiếu.",
        group="Liên hệ",
    ),
    Setting("contact_phone", "Điện thoại liên hệ", "", "Số điện thoại ghi trên phiếu.", group="Liên hệ"),
    Setting(
        "contact_email", "Thư điện tử nhận phiếu", "", "Địa chỉ các cơ quan gửi phiếu về.", group="Liên hệ"
    ),
    Setting(
        "reply_days",
        "Số ngày trả lời công văn đôn đốc",
        5.0,
        "Hạn mới kể từ ngày ký công văn đôn đốc.",
        Kind.INTEGER,
        group="Liên hệ",
        limits=(1.0, 60.0),
    ),
)

CRITERIA_LABELS = {
    "figures": "Gửi đủ số liệu",
    "in_time": "Gửi đúng hạn",
    "correct": "Không còn số phải sửa",
    "evidence": "Đủ minh chứng",
    "told": "Báo cáo mọi nhiệm vụ",
    "no_overdue": "Không có nhiệm vụ quá hạn",
    "done": "Hoàn thành mọi nhiệm vụ",
    "contacts": "Cử đủ đầu mối",
}
"""The criteria of the assessment; each has a weight among the settings, its formulas are in ``layout/assessment.py``."""
_ASSESSMENT = (
    Setting(
        "assess_good",
        "Hoàn thành tốt từ tỷ lệ tiêu chí",
        0.85,
        "Kế hoạch giao đánh giá (IV.1.c) nhưng không cho thang: đây là giả thiết. 1 là đạt mọi tiêu chí được đặt ra cho cơ quan.",
        Kind.NUMBER,
        group="Đánh giá",
        limits=(0.0, 1.0),
    ),
    Setting(
        "assess_fulfilled",
        "Hoàn thành từ tỷ lệ tiêu chí",
        0.6,
        "Dưới tỷ lệ này, mức đề xuất là Chưa hoàn thành; Sở sửa từng cơ quan ở trang Đánh giá.",
        Kind.NUMBER,
        group="Đánh giá",
        limits=(0.0, 1.0),
    ),
    *(
        Setting(
            f"assess_{key}",
            f"Trọng số tiêu chí “{label}”",
            1.0,
            "Dùng ở trang Đánh giá; 0 là không dùng tiêu chí này.",
            Kind.NUMBER,
            group="Đánh giá",
            limits=(0.0, 10.0),
        )
        for key, label in CRITERIA_LABELS.items()
    ),
    Setting(
        "commend_tasks",
        "Khen thưởng khi có ít nhất số nhiệm vụ",
        1.0,
        "Cơ quan Hoàn thành tốt được đưa vào trang Khen thưởng khi được giao ít nhất từng này nhiệm vụ của Kế hoạch.",
        Kind.INTEGER,
        group="Đánh giá",
        limits=(0.0, 100.0),
    ),
    Setting(
        "commend_form",
        "Hình thức khen thưởng",
        "Bằng khen của Chủ tịch UBND tỉnh",
        "Ghi sẵn vào trang Khen thưởng; sửa được từng dòng.",
        group="Đánh giá",
    ),
    Setting(
        "learn_from",
        "Số tỉnh nên học mỗi chỉ số",
        2.0,
        "Nút Học hỏi nêu tối đa từng này tỉnh cho mỗi chỉ số yếu.",
        Kind.INTEGER,
        group="Đánh giá",
        limits=(1.0, 5.0),
    ),
    Setting(
        "replications",
        "Số lần tính lại của Độ chắc chắn",
        2000.0,
        "Càng nhiều càng ít dao động; cùng số này và cùng mầm thì kết quả y nguyên.",
        Kind.INTEGER,
        group="Cách tính",
        limits=(100.0, 20000.0),
    ),
    Setting(
        "seed",
        "Mầm ngẫu nhiên của Độ chắc chắn",
        1.0,
        "Đổi số này để rút các giả định khác; cùng mầm thì kết quả y nguyên.",
        Kind.INTEGER,
        group="Cách tính",
        limits=(0.0, 1000000.0),
    ),
)

SETTINGS: tuple[Setting, ...] = _GENERAL + _METHOD + _NATIONAL + _DOCUMENT + _ASSESSMENT
