"""The Start-menu folder: every button of the ribbon as an entry, for PCs where Excel may not start programs."""

from __future__ import annotations

from pathlib import Path

from pii_xl.install.machine import Folders, Link
from pii_xl.install.places import interpreter
from pii_xl.layout.buttons import ON_FILE, ON_FILE_MARK, START_MENU_FOLDER, command, python_commands

SERVER = "Giữ sẵn Python cho nút lệnh"
SERVER_HINT = "Chạy trước khi mở sổ, khi Excel không được tự khởi chạy chương trình; đóng cửa sổ này là tắt."
FOLDER = "Thư mục làm việc"
FOLDER_HINT = "Mở thư mục có sổ mẫu và bảng phân công."
REMOVAL = "Gỡ cài đặt PII-XL"
REMOVAL_HINT = "Gỡ chương trình khỏi máy; giữ nguyên mọi sổ và văn bản."
ON_FILE_HINT = "Không cần Excel: chọn tệp sổ đã lưu, kết quả là tệp mới cạnh đó."
LONGEST_HINT = 259  # what the shell shows


def menu_folder(folders: Folders) -> Path:
    """The folder of our entries."""
    return folders.start_menu / START_MENU_FOLDER


def menu_links(
    folders: Folders, environment: Path, work_folder: Path, removal: tuple[Path, str]
) -> list[Link]:
    """Every entry. ``removal`` is a Python outside ``environment`` and its arguments: nothing removes itself."""
    menu = menu_folder(folders)
    quiet, console = interpreter(environment, windowed=True), interpreter(environment)
    entries = [
        *((known.label, quiet, live(known.id), known.screentip) for known in python_commands()),
        *((f"{command(one).label} {ON_FILE_MARK}", quiet, on_file(one), ON_FILE_HINT) for one in ON_FILE),
        (SERVER, console, live("serve"), SERVER_HINT),
        (FOLDER, work_folder, "", FOLDER_HINT),
        (REMOVAL, *removal, REMOVAL_HINT),
    ]
    return [
        Link(menu / f"{label}.lnk", target, arguments, folders.profile, hint[:LONGEST_HINT])
        for label, target, arguments, hint in entries
    ]


def live(command_id: str) -> str:
    """The arguments of our Python that run a command on the active workbook, like ``pii-xl live …``."""
    return f"-P -m pii_xl.cli live {command_id.replace('_', '-')}"


def on_file(command_id: str) -> str:
    """The arguments of our Python that run a command on a file that is chosen in a dialog."""
    return f"-P -m pii_xl.cli on-file {command_id}"
