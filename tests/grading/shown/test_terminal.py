"""One submission on the terminal."""

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from autograder.catalogue import same
from autograder.grading.shown.terminal import show


def printed(report, lang="en", *, width=80, encoding="utf-8", **options):
    """What a console of that width and encoding gets; a pipe, unless ``force_terminal`` is among the options."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="\n")
    show(report, lang=lang, console=Console(file=file, width=width, **options))
    file.flush()
    return raw.getvalue().decode(encoding)


def row(text, name):
    return next(line for line in text.splitlines() if re.match(rf"\W {name} ", line))


def test_the_score_stands_in_the_first_line(make):
    assert printed(make.typical()).splitlines()[0].endswith("23.33 / 110")


def test_the_bar_is_full_only_for_full_marks_and_empty_only_for_none(make):
    assert "░" not in printed(make.report())
    assert "█░" in printed(make.report(softmax="notrun"))
    assert "█░" in printed(make.report(default="failed", softmax="partial"))
    assert "█" not in printed(make.report(default="failed"))


def test_each_exercise_has_one_line_with_its_mark(make):
    text = printed(make.typical())
    assert row(text, "softmax").startswith("✓")
    assert row(text, "rnn_step_backward").startswith("◐")
    assert row(text, "rnn_backward").startswith("✗")
    assert row(text, "train_hello").startswith("·")
    assert row(text, "train_hello").endswith("not started")


def test_the_first_failure_alone_is_opened_up(make):
    text = printed(make.typical())
    assert "rnn_step_backward · one step backward · 1 of 3 checks passed" in text
    assert text.count("Every gradient agrees with finite differences") == 1
    assert make.MISMATCH.en in text
    assert "[[ 0.1  0.9]" in text


def test_the_hint_of_the_first_failing_exercise_is_shown_once_and_no_other(make):
    other = make.exercise("train_hello", "failed", hint=same("Another hint."))
    text = printed(replace(make.typical(), exercises=(*make.typical().exercises[:-1], other)))
    assert text.count(make.HINT.en) == 1
    assert "Another hint." not in text


def test_a_failure_that_builds_on_another_says_so_in_place_of_its_message(make):
    assert row(printed(make.typical()), "rnn_backward").endswith("needs rnn_step_backward first")


def test_a_failure_that_builds_on_nothing_wrong_shows_its_message(make):
    assert "dWh[0, 1] is" in row(printed(make.typical()), "time_distributed_forward")


def test_a_backward_whose_forward_is_not_started_says_to_write_that_first(make):
    report = make.report(default="untouched", rnn_step_backward="failed")
    assert "builds on rnn_step_forward: write that first" in printed(report)


def test_a_level_without_messages_names_the_check_and_gives_nothing_away(make):
    text = printed(make.typical().at("score"))
    assert "Every gradient agrees with finite differences" in text
    assert "-0.434061" not in text
    assert "Hint" not in text


@pytest.mark.parametrize(
    ("kind", "command"),
    [("typical", "rnnkit check rnn"), ("unreadable", "rnnkit check rnn"), ("report", "rnnkit check bptt")],
)
def test_it_ends_with_the_next_command_to_type(make, kind, command):
    step, quiet = printed(getattr(make, kind)()).splitlines()[-2:]
    assert re.search(rf"^Next: .*  {command}$", step)
    assert quiet == "isolation: landlock+seccomp · 0.4 s"


def test_a_file_that_could_not_be_graded_shows_why_and_where(make):
    text = printed(make.unreadable())
    assert "rnn.py, line 3: invalid syntax" in text
    assert "  def softmax(\n              ^" in text
    assert "rnn_step_forward" not in text


def test_a_report_without_exercises_can_be_shown(make):
    assert "invalid syntax" in printed(replace(make.unreadable(), exercises=()))


def test_a_check_that_was_not_run_is_called_the_graders_fault(make):
    text = printed(make.report(softmax="notrun"))
    assert row(text, "softmax").startswith("?")
    assert "The grader is at fault, not your code" in text


def test_the_lack_of_isolation_is_loud(make):
    assert "*** NOT ISOLATED ***" in printed(replace(make.report(), isolation="none"))
    assert "NOT ISOLATED" not in printed(make.report())


@pytest.mark.parametrize("kind", ["typical", "report", "unreadable", "hostile"])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(make, kind, lang, width):
    lines = printed(getattr(make, kind)(), lang, width=width).splitlines()
    assert max(map(cell_len, lines)) <= min(width, 100)


def test_a_long_name_never_pushes_the_score_off_the_line(make):
    assert "23.33 / 110" in printed(make.typical("x" * 300))


def test_at_the_course_level_a_whole_report_fits_24_lines(make):
    assert printed(make.typical().at("hint")).count("\n") < 24


def test_colour_is_used_where_the_terminal_has_it(make, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[32m✓" in printed(make.typical(), force_terminal=True, color_system="standard")


@pytest.mark.parametrize("options", [{"no_color": True, "force_terminal": True}, {}])
@pytest.mark.parametrize("kind", ["typical", "hostile"])
def test_without_colour_there_is_no_escape_sequence(make, kind, options):
    assert "\x1b" not in printed(getattr(make, kind)(), **options)


def test_no_escape_of_a_students_reaches_a_terminal_with_colour(make, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    for report in (make.hostile(), replace(make.hostile(), problem=same(""))):
        text = printed(report, force_terminal=True, color_system="standard")
        assert not re.sub(r"\x1b\[[\d;]*m", "", text).count("\x1b")
        assert not set(text) & set("\x07\x9b\u202e\u2066\u200b\r")
        assert r"\x1b[2J" in text
        assert "[bold]markup[/bold] :smile:" in text


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk"])
@pytest.mark.parametrize("kind", ["typical", "report", "unreadable", "hostile"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_any_locale_gets_a_report(make, kind, encoding, lang):
    assert "rnnkit" in printed(
        getattr(make, kind)("李雷") if kind != "hostile" else make.hostile(), lang, encoding=encoding
    )


def test_a_terminal_that_cannot_write_chinese_gets_english(make):
    assert printed(make.typical(), "zh", encoding="ascii") == printed(make.typical(), "en", encoding="ascii")


@pytest.mark.parametrize("kind", ["typical", "report", "unreadable"])
def test_chinese_output_has_no_english_word_of_ours(make, kind):
    report = replace(getattr(make, kind)(), isolation="none")
    assert not make.english(printed(report, "zh"))
    assert make.english(printed(report, "en"))
