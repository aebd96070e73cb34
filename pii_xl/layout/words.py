"""Words that stand in cells and that code compares: each typed once."""

POLICY_ENTRY, FALLING = "chính sách", "thấp là tốt"
OPEN = "chưa tính được"
NATION = "Cả nước"
STRENGTH, WEAKNESS = "điểm mạnh", "điểm yếu"
"""Kinds of the ministry's published lists of a province."""
LOCAL_SOURCE = "địa phương"
"""The source group of figures that the province itself supplies and has to prove."""
