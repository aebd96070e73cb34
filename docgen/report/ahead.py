"""Parts IV and V of the report: the tasks of the next period, and what is asked of whom."""

from __future__ import annotations

from docgen.facts import ReportFacts
from docgen.kit.draft import Draft
from docgen.kit.inline import Ref
from docgen.kit.tables import Column, add_table
from docgen.report.common import add_additions, full_name, lettered
from docgen.report.comparison import judged_targets
from docgen.wording.dates import day_of, short_date
from docgen.wording.numbers import count, points
from docgen.wording.phrases import cited_again, listed
from docgen.wording.typography import clean

RESULTS_TOLD = "Báo cáo kết quả thực hiện"


def promise_sentence(facts: ReportFacts) -> str:
    """Which indicators could bring most, who leads them, and on what that rests; "" when nothing is known."""
    if not facts.promising:
        return ""
    named = listed(
        f"{clean(p.name)} ({clean(p.agency)}, tối đa {points(p.points)} điểm)" for p in facts.promising
    )
    label = facts.promising[0].label
    return f"Tính từ số liệu {label}, Chỉ số PII còn có thể tăng nhiều nhất ở {named}, nếu đạt mức tốt nhất cả nước."


def add_tasks_ahead(draft: Draft, facts: ReportFacts) -> None:
    """Write part IV."""
    draft.heading(1, "Nhiệm vụ, giải pháp thời gian tới")
    if facts.tasks_ahead:
        draft.body(
            f"Để tiếp tục thực hiện {cited_again(facts.plan)}, {full_name(facts)} đề xuất {count(len(facts.tasks_ahead))} "
            "nhiệm vụ, giải pháp tại ",
            Ref("bang_nhiem_vu"),
            ".",
        )
        _table(draft, facts)
    else:
        lettered(draft, _general_tasks(facts))
    if promise := promise_sentence(facts):
        draft.body(promise)
    add_additions(draft, facts, "IV")


def _table(draft: Draft, facts: ReportFacts) -> None:
    title = "Nhiệm vụ, giải pháp thời gian tới"
    columns = [
        Column("TT", 9, "BangGiua"),
        Column("Chỉ số", 26),
        Column("Nhiệm vụ, giải pháp", 60),
        Column("Sản phẩm", 25),
        Column("Cơ quan chủ trì", 21),
        Column("Thời hạn", 19, "BangGiua"),
    ]
    rows = [
        [
            str(number),
            clean(f"{task.code} {task.name}"),
            task.solution,
            clean(task.product) or RESULTS_TOLD,
            task.agency,
            short_date(task.deadline) if task.deadline else "Chưa định",
        ]
        for number, task in enumerate(facts.tasks_ahead, 1)
    ]
    draft.caption("Bảng", "bang_nhiem_vu", title)
    add_table(draft, columns, rows, title=title)
    draft.paragraph("BangGhiChu", f"Nguồn: {full_name(facts)} đề xuất.")


def _general_tasks(facts: ReportFacts) -> list[str]:
    tasks = [
        f"Các cơ quan, đơn vị, địa phương tiếp tục thực hiện đầy đủ nhiệm vụ được giao tại {cited_again(facts.plan)}"
    ]
    if missed := judged_targets(facts, False):
        leads = [
            f"{pillar.name}" + (f" ({clean(pillar.lead)} phụ trách)" if pillar.lead else "")
            for pillar in facts.pillars
            if f"p{pillar.number}" in {target.component for target in missed}
        ]
        if leads:
            words = "các trụ cột" if len(leads) > 1 else "trụ cột"
            tasks.append(f"Tập trung giải pháp cải thiện {words} chưa đạt mục tiêu: {listed(leads)}")
    if owing := [a for a in facts.agencies if a.owes]:
        tasks.append(f"Bổ sung số liệu, tài liệu minh chứng còn thiếu: {listed(a.name for a in owing)}")
    if overdue := [a for a in facts.agencies if a.tasks_late]:
        number = sum(a.tasks_late for a in overdue)
        tasks.append(
            f"Hoàn thành dứt điểm {count(number)} nhiệm vụ quá hạn: {listed(a.name for a in overdue)}"
        )
    tasks.append(
        f"{full_name(facts)} tiếp tục theo dõi, đôn đốc, tổng hợp kết quả, báo cáo {facts.office.council_short}"
    )
    return tasks


def add_proposals(draft: Draft, facts: ReportFacts) -> None:
    """Write part V."""
    draft.heading(1, "Kiến nghị, đề xuất")
    draft.heading(2, f"Đối với {facts.office.ministry}")
    lettered(draft, _to_ministry(facts))
    add_additions(draft, facts, "V.1")
    draft.heading(2, f"Đối với {clean(facts.office.council)}")
    lettered(draft, to_council(facts))
    add_additions(draft, facts, "V.2")
    draft.heading(2, "Đối với các sở, ban, ngành, địa phương")
    lettered(draft, _to_agencies(facts))
    add_additions(draft, facts, "V.3")


def _to_ministry(facts: ReportFacts) -> list[str]:
    asks = [
        "Sớm ban hành khung chỉ số và hướng dẫn thu thập, cung cấp số liệu hằng năm để các địa phương chủ động thực hiện"
    ]
    if facts.merged:
        asks.append("Hướng dẫn cách đối chiếu kết quả của địa phương sau sắp xếp với kết quả các năm trước")
    if facts.current is None:
        asks.append(f"Thông báo kết quả Chỉ số PII năm {facts.year} để địa phương có cơ sở đánh giá, báo cáo")
    return asks


def what_to_send(facts: ReportFacts) -> str:
    """What the owing are asked: once the year's result is published, only the next year can use it."""
    if facts.is_published:
        return f"hoàn thiện báo cáo, số liệu, tài liệu minh chứng còn thiếu, chuẩn bị cho kỳ đánh giá năm {facts.year + 1}"
    by = f" trước {day_of(facts.new_deadline)}" if facts.new_deadline else ""
    return f"gửi đầy đủ báo cáo, số liệu, tài liệu minh chứng{by}"


def to_council(facts: ReportFacts) -> list[str]:
    """What the council is asked: to press the owing, to rebuke the silent, to praise whom the department proposes."""
    asks = []
    silent = [a for a in facts.agencies if a.is_silent]
    enough = facts.criticise_after
    repeated = [a for a in silent if enough and len(a.letters) >= enough]
    owing = [a for a in facts.agencies if a.owes]
    if owing:
        what = what_to_send(facts)
        names = listed(clean(a.name) for a in owing)
        asks.append(
            f"Chỉ đạo các cơ quan sau {what}: {names}" if len(owing) > 1 else f"Chỉ đạo {names} {what}"
        )
    if repeated:
        asks.append(
            "Xem xét, nhắc nhở, phê bình cơ quan chưa báo cáo dù đã được đôn đốc: "
            f"{listed(f'{clean(a.name)} ({count(len(a.letters))} công văn)' for a in repeated)}"
        )
    if best := [one for one in facts.praised if not one.is_person]:
        asks.append(
            f"Xem xét, khen thưởng {'các tập thể' if len(best) > 1 else 'tập thể'} có thành tích trong thực hiện Kế hoạch: "
            f"{listed(clean(one.name) for one in best)}"
        )
    return [
        *asks,
        f"Tiếp tục quan tâm, chỉ đạo các sở, ban, ngành, địa phương thực hiện {cited_again(facts.plan)}",
    ]


def _to_agencies(facts: ReportFacts) -> list[str]:
    return [
        "Người đứng đầu cơ quan trực tiếp chỉ đạo việc cải thiện các chỉ số được giao chủ trì và chịu trách nhiệm về tính chính xác "
        "của số liệu, tài liệu minh chứng",
        f"Duy trì cán bộ đầu mối; khi thay đổi nhân sự, kịp thời thông báo về {full_name(facts)}",
        f"Thực hiện chế độ báo cáo đầy đủ, đúng thời hạn theo {cited_again(facts.plan)}",
    ]
