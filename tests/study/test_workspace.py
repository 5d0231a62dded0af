"""A workspace takes what is new, renews what nobody touched, and never loses what somebody wrote."""

from __future__ import annotations

import pytest

from autograder.study.workspace import MANIFEST, Workspace, find_workspace, read_workspace


@pytest.fixture
def workspace(tmp_path):
    made = Workspace(tmp_path / "work", lang="zh", kit="1")
    made.root.mkdir()
    assert made.take({"rnn/rnn.py": "old\n", "rnn/checks.py": "c\n"}) == {
        "rnn/rnn.py": "added",
        "rnn/checks.py": "added",
    }
    return made


def test_what_the_manifest_says_is_read_again_as_it_was(workspace):
    assert read_workspace(workspace.root) == workspace


def test_an_untouched_file_is_renewed_and_a_changed_one_never(workspace):
    workspace.file("rnn").write_text("mine\n")
    fates = read_workspace(workspace.root).take({"rnn/rnn.py": "new\n", "rnn/checks.py": "new\n", "rnn/x.py": "x\n"})
    assert fates == {"rnn/rnn.py": "changed", "rnn/checks.py": "renewed", "rnn/x.py": "added"}
    assert workspace.file("rnn").read_text() == "mine\n"


def test_a_changed_file_stays_changed_however_often_newer_ones_come(workspace):
    workspace.file("rnn").write_text("mine\n")
    for newer in ("new\n", "newer\n", "new\n"):
        assert workspace.take({"rnn/rnn.py": newer}) == {"rnn/rnn.py": "changed"}


def test_other_line_endings_are_no_change(workspace):
    workspace.file("rnn").write_bytes(b"old\r\n")
    assert workspace.untouched(workspace.file("rnn"))
    assert workspace.take({"rnn/rnn.py": "new\n"}) == {"rnn/rnn.py": "renewed"}


def test_what_was_there_before_is_left_alone(tmp_path):
    (tmp_path / "rnn").mkdir()
    (tmp_path / "rnn" / "rnn.py").write_text("from elsewhere\n")
    (tmp_path / "rnn" / "checks.py").symlink_to("nowhere")
    fates = Workspace(tmp_path).take({"rnn/rnn.py": "new\n", "rnn/checks.py": "new\n"})
    assert fates == {"rnn/rnn.py": "foreign", "rnn/checks.py": "foreign"}
    assert (tmp_path / "rnn" / "rnn.py").read_text() == "from elsewhere\n"


def test_a_workspace_is_found_from_any_folder_in_it_and_from_beside_it(workspace, tmp_path):
    deep = workspace.root / "rnn" / "notes"
    deep.mkdir()
    assert find_workspace(deep).root == workspace.root
    assert find_workspace(tmp_path) is None
    workspace.root.rename(tmp_path / "rnnkit-work")
    assert find_workspace(tmp_path).root == tmp_path / "rnnkit-work"


def test_a_manifest_that_cannot_be_read_is_said_to_be(workspace):
    (workspace.root / MANIFEST).write_text("given = 3 [")
    with pytest.raises(ValueError, match="cannot be read"):
        find_workspace(workspace.root)
