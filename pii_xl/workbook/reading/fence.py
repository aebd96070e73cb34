"""Forms read in processes of their own, bounded in memory and time: whatever goes wrong inside one is that form's finding.

The fast reader is native code: a file that makes it run wild, or takes the process down, takes only its own form with it.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple

from pii_xl.ground.errors import Finding, PiiError, finding
from pii_xl.ground.log import write_log
from pii_xl.workbook.reading.form_file import ReturnedForm, checked, read_unchecked, refusal

SECONDS = 20.0
MEMORY = 2**30
"""What reading one form may take, beyond what the program itself holds."""
MANY = 8
"""From so many forms on all processors are used."""
TOO_LONG, TOO_MUCH = "đọc quá {seconds} giây", "cần quá nhiều bộ nhớ"
STOPPED, UNFORESEEN = "tệp làm trình đọc dừng đột ngột", "lỗi ngoài dự kiến ({kind})"

Told = Callable[[int, int, Path], None]
"""What is called when a form was read: how many so far, of how many, which."""


def read_fenced(
    paths: list[Path], told: Told | None = None, *, coded: bool = False
) -> tuple[list[ReturnedForm], list[Finding]]:
    """Read every form, in the order of ``paths``; a refused one becomes a finding, the others go on.

    ``coded``: who reads a form also works out the code of its signed page, which takes longer than reading.
    """
    results: dict[int, ReturnedForm | Finding] = {}
    waiting = list(enumerate(paths))[::-1]
    workers: list[_Worker] = []
    try:
        while len(results) < len(paths):
            while waiting and len(workers) < _wanted(len(paths)):
                workers.append(_Worker.started(coded))
            for worker in workers:
                if worker.job is None and waiting:
                    worker.take(*waiting.pop())
            for worker in _ready(workers):
                assert worker.job is not None
                at, path = worker.job.at, worker.job.path
                answer = worker.answer()
                if not worker.alive:
                    workers.remove(worker)
                elif waiting:  # it reads the next one while this one is unpacked
                    worker.take(*waiting.pop())
                results[at] = pickle.loads(answer) if isinstance(answer, bytes) else answer
                if told:
                    told(len(results), len(paths), path)
    finally:
        for worker in workers:
            worker.stop()
    ordered = [results[at] for at in range(len(paths))]
    judged = _judged([one for one in ordered if isinstance(one, ReturnedForm)])
    refused = [one for one in (*ordered, *judged) if isinstance(one, Finding)]
    return [one for one in judged if isinstance(one, ReturnedForm)], refused


def _judged(forms: list[ReturnedForm]) -> list[ReturnedForm | Finding]:
    """The forms checked all at once; one by one where that fails, so that the fault is of one form alone."""
    try:
        return [*checked(forms)]
    except Exception as error:
        write_log(error)
        return [guarded(form.path, partial(_alone, form)) for form in forms]


def _alone(form: ReturnedForm) -> ReturnedForm:
    return checked([form])[0]


def _wanted(count: int) -> int:
    return min(os.cpu_count() or 1, count) if count >= MANY else 1


def guarded(path: Path, work: Callable[[], ReturnedForm]) -> ReturnedForm | Finding:
    """What ``work`` makes of one form, or why it cannot be read; a fault of the program is logged."""
    try:
        return work()
    except PiiError as error:
        return refusal(path, error)
    except MemoryError:
        return _unread(path, TOO_MUCH)
    except BaseException as error:  # the native reader's panics are no Exceptions
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        write_log(error)
        return _unread(path, UNFORESEEN.format(kind=type(error).__name__))


class _Job(NamedTuple):
    at: int
    path: Path
    until: float


class _Worker:
    """A process that reads one form after the other."""

    def __init__(self, process: Any, line: Connection) -> None:
        self.process, self.line = process, line
        self.job: _Job | None = None
        self.alive = True

    @classmethod
    def started(cls, coded: bool) -> _Worker:
        """A new process; on Linux a copy of this one, which needs no time to load."""
        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, MEMORY, coded), daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    def take(self, at: int, path: Path) -> None:
        """Begin with a form."""
        self.job = _Job(at, path, time.monotonic() + SECONDS)
        with suppress(OSError):  # a process that has died says so when it is asked for the result
            self.line.send(path)

    def answer(self) -> bytes | Finding:
        """What became of the form in hand, packed: the process has answered, died, or used up its time."""
        assert self.job is not None
        path, self.job = self.job.path, None
        try:
            if self.line.poll():
                return self.line.recv_bytes()
        except (EOFError, OSError):
            self.stop()
            return _unread(path, STOPPED)
        self.stop()
        return _unread(path, TOO_LONG.format(seconds=round(SECONDS)))

    def stop(self) -> None:
        """End the process."""
        self.alive = False
        self.line.close()
        self.process.kill()
        self.process.join()


def _ready(workers: list[_Worker]) -> list[_Worker]:
    """The workers that answered, died, or ran out of time, once there is one."""
    busy = [worker for worker in workers if worker.job is not None]
    left = min(worker.job.until for worker in busy if worker.job) - time.monotonic()
    spoke = wait([worker.line for worker in busy], max(left, 0.0))
    now = time.monotonic()
    return [worker for worker in busy if worker.line in spoke or (worker.job and worker.job.until <= now)]


def _serve(line: Connection, memory: int, coded: bool) -> None:
    """Read the forms whose paths come in, until the line is cut."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound(memory)
    with suppress(EOFError, OSError):
        while True:
            path = line.recv()
            line.send(guarded(path, partial(_read_coded if coded else read_unchecked, path)))


def _read_coded(path: Path) -> ReturnedForm:
    form = read_unchecked(path)
    return replace(form, known_code=form.signed_code)


def _bound(memory: int) -> None:
    """Let this process have so much more memory than it has now; where the system offers no way, the time alone bounds it."""
    if sys.platform == "win32":
        with suppress(Exception):
            _bound_on_windows(memory)
        return
    import resource

    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * os.sysconf("SC_PAGE_SIZE") + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _bound_on_windows(memory: int) -> None:
    import win32api
    import win32job

    job = win32job.CreateJobObject(None, "")
    limits = win32job.QueryInformationJobObject(job, win32job.JobObjectExtendedLimitInformation)
    limits["ProcessMemoryLimit"] = memory
    limits["BasicLimitInformation"]["LimitFlags"] |= win32job.JOB_OBJECT_LIMIT_PROCESS_MEMORY
    win32job.SetInformationJobObject(job, win32job.JobObjectExtendedLimitInformation, limits)
    win32job.AssignProcessToJobObject(job, win32api.GetCurrentProcess())


def _unread(path: Path, reason: str) -> Finding:
    return finding("E115", file=path, reason=reason)
