"""Writing files so that nothing is ever half-written, with messages in place of tracebacks."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from pii_xl.ground.errors import UnreadableError, WrongUsageError

BLOCK = 2**20


def read_input(path: Path) -> bytes:
    """A file of the user's. Raises UnreadableError E101 (none), E114 (another program holds it, or no right to read it)."""
    if not path.is_file():
        raise UnreadableError("E101", path=path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError("E114", file=path) from error


def sha256_of(path: Path) -> str:
    """The file's fingerprint, read in blocks. Raises UnreadableError E114 while another program holds it."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as source:
            while block := source.read(BLOCK):
                digest.update(block)
    except OSError as error:
        raise UnreadableError("E114", file=path) from error
    return digest.hexdigest()


def has_content(path: Path, content: bytes) -> bool:
    """The file is there with just this content; one that another program holds counts as another."""
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def write_atomically(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` at once or not at all. Raises UnreadableError E103."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise not_writable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise not_writable(path, error) from error


def make_folder(path: Path) -> Path:
    """The folder, made if it does not exist. Raises UnreadableError E103."""
    refuse_device(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_writable(path, error) from error
    if not os.access(path, os.W_OK):
        raise UnreadableError("E103", path=path, reason="thư mục không cho ghi")
    return path


def check_output(output: Path, *inputs: Path) -> Path:
    """``output`` if a file may be written there. Raises WrongUsageError E104 when it is an input, UnreadableError E103."""
    for given in inputs:
        if given.exists() and output.resolve() == given.resolve():
            raise WrongUsageError("E104", path=output)
    refuse_device(output)
    if output.is_dir():
        raise UnreadableError("E103", path=output, reason="đây là một thư mục, không phải tệp")
    if output.exists() and not output.is_file():
        raise UnreadableError("E103", path=output, reason="đây là thiết bị hoặc đường ống, không phải tệp")
    make_folder(output.parent)
    return output


DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
"""Names that Windows keeps for devices, whatever stands after a dot."""


def refuse_device(path: Path) -> None:
    """Raises UnreadableError E103 when a part of ``path`` is a device to Windows: what is written there is lost."""
    for part in path.parts:
        if part.partition(".")[0].strip().lower() in DEVICES:
            raise UnreadableError("E103", path=path, reason=f"Windows giữ tên “{part}” cho thiết bị")


class staged:  # noqa: N801  (reads as a word: with staged(folder) as stage)
    """Files written to a temporary place and moved into a folder together, only when all were written."""

    def __init__(self, folder: Path) -> None:
        self.folder = make_folder(folder)

    def __enter__(self) -> staged:
        try:
            self.path = Path(tempfile.mkdtemp(dir=self.folder, prefix=".moi-"))
        except OSError as error:
            raise not_writable(self.folder, error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                for path in sorted(self.path.iterdir()):
                    path.replace(self.folder / path.name)
        except OSError as error:
            raise not_writable(self.folder, error) from error
        finally:
            shutil.rmtree(self.path, ignore_errors=True)


def not_writable(path: Path, error: OSError) -> UnreadableError:
    """The error for a failed write, its reason in Vietnamese."""
    numbered = {
        errno.ENOSPC: "đĩa đã đầy",
        errno.EDQUOT: "hết dung lượng được cấp",
        errno.ENAMETOOLONG: "tên hoặc đường dẫn quá dài",
        errno.EROFS: "ổ đĩa chỉ cho đọc",
    }
    reasons = {
        "PermissionError": "không có quyền ghi, hoặc tệp đang mở",
        "FileNotFoundError": "thư mục không có",
        "NotADirectoryError": "đường dẫn đi qua một tệp",
        "FileExistsError": "đã có một tệp cùng tên",
        "IsADirectoryError": "đây là một thư mục",
    }
    by_number = numbered.get(error.errno or 0, f"hệ thống báo lỗi {error.errno}")
    return UnreadableError("E103", path=path, reason=reasons.get(type(error).__name__, by_number))


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
