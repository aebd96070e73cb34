"""Words that stand in cells and that code compares: each typed once."""

POLICY_ENTRY, FALLING = "chính sách", "thấp là tốt"
OPEN = "chưa tính được"
NATION = "Cả nước"
SIDE_WORDS = {"input": "Đầu vào", "output": "Đầu ra"}
"""What the codes of the two sub-indices are called."""
STRENGTH, WEAKNESS = "điểm mạnh", "điểm yếu"
"""Kinds of the ministry's published lists of a province."""
EVIDENCE_FOLDER = "minh-chung"
"""Where the files of evidence lie: beside the workbook, beside returned forms, in a pack."""
LOCAL_SOURCE = "địa phương"
"""The source group of figures that the province itself supplies and has to prove."""
