"""Small worksheet functions for the tests of the wrapper."""

from __future__ import annotations

from collections.abc import Sequence

from udfs.shim import arg, func, ret


@func("Điểm 0–100 của một giá trị")
@arg("value", "Giá trị")
@arg("minimum", "Nhỏ nhất")
@arg("maximum", "Lớn nhất")
def pii_score_of(value: float, minimum: float, maximum: float = 100.0) -> float:
    """Min-max normalisation."""
    return 100 * (value - minimum) / (maximum - minimum)


@func("Trung bình các điểm, bỏ qua ô trống", volatile=True, call_in_wizard=True)
@arg("scores", "Các điểm", ndim=1)
@ret(expand=None)
def pii_mean(scores: Sequence[float | None]) -> float:
    """The mean of what is there."""
    present = [score for score in scores if score is not None]
    return sum(present) / len(present)


@func("Ghép các mã")
@arg("codes", "Các mã")
def pii_join(*codes: str) -> str:
    """Codes with commas between."""
    return ", ".join(codes)


def helper(value: float) -> float:
    """Not a worksheet function."""
    return value
