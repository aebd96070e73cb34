"""One bad form never stops the good ones: each is read behind a fence of its own."""

import os
import shutil
import signal
import time

import pytest

from pii_xl.workbook.reading import fence, form_file
from pii_xl.workbook.reading.fence import MANY, read_fenced
from pii_xl.workbook.reading.form_file import checked, read_form, read_forms, read_unchecked
from tests.collect.conftest import spoil

FATES = {
    "dies": lambda: os.kill(os.getpid(), signal.SIGABRT),
    "hangs": lambda: time.sleep(600),
    "eats": lambda: bytearray(3 * 2**30),
    "panics": lambda: (_ for _ in ()).throw(BaseException("panic")),
    "fails": lambda: {}["không có"],
    "leaves": lambda: os._exit(3),
}


@pytest.fixture
def fated(monkeypatch, filled_forms):
    """Forms named after a fate meet it when they are read; the processes of the fence are copies of this one."""
    read_unchecked(
        next(filled_forms.iterdir())
    )  # what is loaded at first use, the copies need not load again

    def read(path):
        if path.stem in FATES:
            FATES[path.stem]()
        return read_unchecked(path)

    monkeypatch.setattr(fence, "read_unchecked", read)
    monkeypatch.setattr(fence, "SECONDS", 1.5)
    monkeypatch.setattr(fence, "MEMORY", 2**29)


@pytest.fixture
def folder(filled_forms, tmp_path):
    """The good forms and, between them by name, one for each fate."""
    target = tmp_path / "nhan"
    shutil.copytree(filled_forms, target)
    for name in FATES:
        shutil.copyfile(next(filled_forms.iterdir()), target / f"{name}.xlsx")
    return target


def test_whatever_goes_wrong_inside_a_form_is_that_forms_finding_and_the_others_are_read(
    fated, folder, filled_forms
):
    good = sorted(path.name for path in filled_forms.iterdir())
    forms, refused = read_fenced(sorted(folder.iterdir()))
    assert [form.path.name for form in forms] == good
    assert sorted((item.code, item.file) for item in refused) == sorted(
        ("E115", f"{name}.xlsx") for name in FATES
    )
    assert all(len(item.found) < 120 for item in refused)


@pytest.mark.parametrize("fate", FATES)
def test_a_single_bad_form_is_a_finding_too(fated, folder, fate):
    forms, (told,) = read_fenced([folder / f"{fate}.xlsx"])
    assert (forms, told.code) == ([], "E115")


def test_what_comes_through_the_fence_is_what_is_read_without_it(filled_forms):
    paths = sorted(filled_forms.iterdir())
    assert len(paths) >= MANY
    plain, _ = read_forms(paths)
    fenced, refused = read_fenced(paths)
    assert refused == []
    for one, other in zip(plain, fenced, strict=True):
        assert (one.path, one.identity, one.sha256, one.saved) == (
            other.path,
            other.identity,
            other.sha256,
            other.saved,
        )
        assert one.findings == other.findings
        for name, read in one.reads.items():
            assert read.frame.equals(other.reads[name].frame)
            assert (read.rows, read.raw) == (other.reads[name].rows, other.reads[name].raw)


@pytest.fixture
def faulty(form_of, contents):
    """Forms with faults that pandera finds: a base figure below zero, evidence for no code, a person without a name."""
    having = [code for code, content in contents.items() if "frmBase" in content.tables]
    others = [code for code in contents if code not in having][:2]
    paths = [form_of(code, f"{code}.xlsx") for code in (*having, *others)]
    for at, path in enumerate(paths):
        spoil(path, "frmEvidence", 30, "title", "Báo cáo không rõ của chỉ số nào")
        if at < len(having):
            spoil(path, "frmBase", 0, "value", -3)
        else:
            spoil(path, "frmContacts", 0, "name", "")
    return paths


def test_forms_checked_together_have_the_findings_that_each_has_alone(faulty, filled_forms):
    paths = sorted([*faulty, *filled_forms.iterdir()], key=lambda path: path.name)
    together = [(form.path, form.findings) for form in checked([read_unchecked(path) for path in paths])]
    assert together == [(path, read_form(path).findings) for path in paths]
    assert {path for path, found in together if any(item.is_error for item in found)} >= set(faulty)


def test_what_goes_wrong_while_forms_are_checked_is_one_forms_finding_too(monkeypatch, faulty, filled_forms):
    good = sorted(filled_forms.iterdir())
    real = form_file.check_tables

    def check(reads):
        if any(read.file == faulty[0].name for read in reads):
            raise ZeroDivisionError
        return real(reads)

    monkeypatch.setattr(form_file, "check_tables", check)
    forms, refused = read_fenced([*good, faulty[0]])
    assert [form.path for form in forms] == good
    assert [(item.code, item.file) for item in refused] == [("E115", faulty[0].name)]


def test_every_form_is_counted_once(filled_forms):
    paths, counted = sorted(filled_forms.iterdir()), []
    read_fenced(paths, lambda done, total, path: counted.append((done, total, path.name)))
    assert [done for done, _, _ in counted] == list(range(1, len(paths) + 1))
    assert {name for _, _, name in counted} == {path.name for path in paths}


def test_no_process_is_left_behind(fated, folder):
    import multiprocessing

    read_fenced(sorted(folder.iterdir()))
    assert multiprocessing.active_children() == []


def test_stopping_halfway_leaves_no_process(filled_forms):
    import multiprocessing

    def stop(done, total, path):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_fenced(sorted(filled_forms.iterdir()), stop)
    assert multiprocessing.active_children() == []
