"""Reading a submission: bytes of regular files, and a code for whatever else is there."""

from __future__ import annotations

import os

import pytest

from autograder.wall.submission import MAX_BYTES, MAX_SIBLINGS, Submission, SubmissionError, read_submission


def code_of(path, name="rnn"):
    with pytest.raises(SubmissionError) as caught:
        read_submission(path, name)
    return caught.value.code


def test_a_file_of_any_name_becomes_the_module_and_comes_alone(tmp_path):
    (tmp_path / "My RNN (2).py").write_bytes(b"x = 1")
    (tmp_path / "helpers.py").write_bytes(b"")
    assert read_submission(tmp_path / "My RNN (2).py", "rnn") == Submission("rnn", {"rnn.py": b"x = 1"})


def test_a_folder_brings_what_the_module_can_import(tmp_path):
    (tmp_path / "rnn.py").write_bytes(b"import helpers")
    (tmp_path / "helpers.py").write_bytes(b"\xff\0")
    (tmp_path / "not-a-module.py").write_bytes(b"")
    (tmp_path / "data.txt").write_bytes(b"")
    (tmp_path / "linked.py").symlink_to(tmp_path / "rnn.py")
    (tmp_path / "large.py").write_bytes(b"#" * (MAX_BYTES + 1))
    (tmp_path / "folder.py").mkdir()
    os.mkfifo(tmp_path / "fifo.py")
    assert read_submission(tmp_path, "rnn").files == {"rnn.py": b"import helpers", "helpers.py": b"\xff\0"}


def test_a_folder_brings_so_many_and_no_more(tmp_path):
    for i in range(MAX_SIBLINGS + 5):
        (tmp_path / f"m{i:02}.py").write_bytes(b"")
    (tmp_path / "rnn.py").write_bytes(b"")
    assert sorted(read_submission(tmp_path, "rnn").files) == [*(f"m{i:02}.py" for i in range(MAX_SIBLINGS)), "rnn.py"]


def test_what_is_not_there_is_missing(tmp_path):
    (tmp_path / "file.py").write_bytes(b"")
    assert code_of(tmp_path / "rnn.py") == "missing"
    assert code_of(tmp_path) == "missing"
    assert code_of(tmp_path / "file.py" / "rnn.py") == "missing"
    assert code_of(tmp_path / "a\0b") == "missing"


def test_a_symbolic_link_is_refused(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "other.py").write_bytes(b"")
    (tmp_path / "real" / "rnn.py").symlink_to("other.py")
    (tmp_path / "link").symlink_to("real")
    assert code_of(tmp_path / "real" / "rnn.py") == "symlink"
    assert code_of(tmp_path / "real") == "symlink"
    assert code_of(tmp_path / "link", "other") == "symlink"


def test_what_is_no_regular_file_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "rnn.py")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "rnn.py").mkdir()
    assert code_of(tmp_path / "rnn.py") == "not-a-file"
    assert code_of(tmp_path) == "not-a-file"
    assert code_of(tmp_path / "folder") == "not-a-file"


def test_a_file_may_have_so_many_bytes_and_no_more(tmp_path):
    (tmp_path / "rnn.py").write_bytes(b"#" * MAX_BYTES)
    assert len(read_submission(tmp_path, "rnn").files["rnn.py"]) == MAX_BYTES
    (tmp_path / "rnn.py").write_bytes(b"#" * (MAX_BYTES + 1))
    assert code_of(tmp_path) == "too-large"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_unreadable(tmp_path):
    (tmp_path / "rnn.py").write_bytes(b"")
    (tmp_path / "rnn.py").chmod(0)
    assert code_of(tmp_path) == "unreadable"


def test_the_digest_changes_with_every_name_and_byte():
    submissions = [
        Submission("rnn", {"rnn.py": b"a", "h.py": b"b"}),
        Submission("rnn", {"rnn.py": b"a", "h.py": b"c"}),
        Submission("rnn", {"rnn.py": b"a", "g.py": b"b"}),
        Submission("rnn", {"rnn.py": b"a"}),
        Submission("rnn", {"rnn.py": b"", "h.py": b"ab"}),
        Submission("lstm", {"rnn.py": b"a", "h.py": b"b"}),
    ]
    assert len({submission.digest for submission in submissions}) == len(submissions)


def test_the_digest_does_not_depend_on_the_order_of_the_files():
    assert Submission("a", {"a.py": b"1", "b.py": b"2"}).digest == Submission("a", {"b.py": b"2", "a.py": b"1"}).digest
