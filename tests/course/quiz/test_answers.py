"""Reading a sheet of answers: what cannot be read costs only itself, is told with its line, and is never run."""

from __future__ import annotations

import resource
import subprocess
import sys
import time

import pytest

from autograder.course.quiz.answers import MAX_BYTES, read_sheet

KNOWN = ("one-step-by-hand", "what-is-shared", "wire-the-lstm")
GOOD = """\
student = " alice "
[one-step-by-hand]
answer = 0.5
[what-is-shared]
answer = "a"
[wire-the-lstm]
answer = '''
x -> f
'''
"""


def values(sheet):
    return {name: answer.value for name, answer in sheet.answers.items()}


def told(sheet):
    return [(notice.line, notice.words.en) for notice in (*sheet.unread.values(), *sheet.notices)]


def test_a_sheet_says_whose_it_is_and_what_was_answered_on_which_line():
    sheet = read_sheet(GOOD, KNOWN)
    assert (sheet.student, sheet.line, told(sheet)) == ("alice", 1, [])
    assert values(sheet) == dict(zip(KNOWN, (0.5, "a", "x -> f\n"), strict=True))
    assert [sheet.answers[name].line for name in KNOWN] == [2, 4, 6]


@pytest.mark.parametrize("broken", ['"a', "a", "'''\nx", ".5", "", "1e", "[", '"\\sum"', "nan nan"])
@pytest.mark.parametrize("name", KNOWN)
def test_a_broken_answer_is_told_with_its_line_and_the_others_are_read(name, broken):
    lines = [f"[{one}]\nanswer = {broken if one == name else 1}" for one in KNOWN]
    sheet = read_sheet('student = "alice"\n' + "\n".join(lines), KNOWN)
    assert sheet.student == "alice"
    assert values(sheet) == {one: 1 for one in KNOWN if one != name}
    assert set(sheet.unread) == {name}
    first = 2 + 2 * KNOWN.index(name)
    assert first <= sheet.unread[name].line <= first + 2


def test_a_broken_head_costs_no_answer():
    sheet = read_sheet(GOOD.replace('" alice "', "alice"), KNOWN)
    assert sheet.student == ""
    assert set(sheet.answers) == set(KNOWN)
    assert told(sheet)[0][0] == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("[what-is-shard]\nanswer = 1", "there is no question [what-is-shard]; is [what-is-shared] meant?"),
        ("[x]\nanswer = 1", "there is no question [x]"),
        ("x = 1", None),
        ("[[y]]", "there is no question [y]"),
    ],
)
def test_what_was_not_asked_is_told_and_costs_nothing(more, words):
    sheet = read_sheet(f"{GOOD}{more}\n", KNOWN)
    assert set(sheet.answers) == set(KNOWN)
    assert [message for line, message in told(sheet) if line == 10] == ([words] if words else [])
    assert len(told(sheet)) == 1


def test_a_table_that_stands_twice_counts_the_first_time():
    sheet = read_sheet(GOOD + "[what-is-shared]\nanswer = 'b'\n", KNOWN)
    assert values(sheet)["what-is-shared"] == "a"
    assert "twice" in told(sheet)[0][1]


@pytest.mark.parametrize("table", ["what-is-shared = 1", "[what-is-shared]\nanwser = 1", "[[what-is-shared]]"])
def test_a_table_without_an_answer_is_told(table):
    assert told(read_sheet(table, KNOWN)) == [(1, "expected a table [what-is-shared] with a line answer = …")]


def test_a_student_that_is_no_text_is_told():
    assert told(read_sheet("student = 7", KNOWN)) == [(1, 'expected student = "your id"')]


HOSTILE = {
    "a key of many parts": "a." * 32_000 + "a = 1",
    "a header of many parts": "[" + "a." * 32_000 + "a]",
    "quoted parts": '"".' * 20_000 + "a = 1",
    "parts with blanks": "a \t. " * 13_000 + "a = 1",
    "short and long parts": ("a." * 15 + '"' + "b" * 201 + '".') * 270 + "a = 1",
    "deep lists": "x = " + "[" * 60_000,
    "deep tables": "x = {" + "a = {" * 10_000,
    "a number of many digits": "[what-is-shared]\nanswer = " + "1" * 60_000,
    "a hexadecimal of many digits": "[what-is-shared]\nanswer = 0x" + "f" * 60_000,
    "many unknown tables": "\n".join(f"[a{number}]" for number in range(8_000)),
    "many headers": "[what-is-shared]\n" * 3_800,
    "a long word": "a" * 65_000,
    "quotes": '"' * 65_000,
    "backslashes": '"' + "\\" * 65_000,
    "blanks": " \t" * 32_000 + "[x",
    "nothing": "",
    "NUL": "\0" * 60_000,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_nothing_takes_long_to_read(source):
    assert len(source) <= MAX_BYTES
    start = time.process_time()
    read_sheet(source, KNOWN)
    assert time.process_time() - start < 2


def test_nothing_takes_much_memory_to_read():
    script = "import sys; from autograder.course.quiz.answers import read_sheet; read_sheet(sys.stdin.read(), ['x'])"
    for name in ("a key of many parts", "a header of many parts", "short and long parts"):
        subprocess.run(
            [sys.executable, "-c", script],
            input=HOSTILE[name],
            text=True,
            check=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (1 << 29, 1 << 29)),
        )
