"""What the quiz's folder says to its reader, in both languages."""

from __future__ import annotations

from autograder.catalogue import Text

CHECKS = '''\
"""What `questions.py` is made of: drawing the numbers, showing a question, reading an answer.

The grader has the same lines, so what you see is what is asked, and what can be read here is read there.
"""'''
SHEET = Text(
    """\
# The quiz: {count} questions, {points} points. See your own questions, with your own numbers, in quiz.ipynb, or type
#     python questions.py
# and write your answers here, each between its quotes. A number may stand without quotes, with a digit before its
# point: 0.5. `pytest` says whether each answer can be read, not whether it is right. An empty answer costs
# no more than its own points.

# Your id in this course: it draws your numbers.
student = ""
""",
    """\
# 测验：{count} 道题，共 {points} 分。在 quiz.ipynb 中查看你自己的题目和数据，或输入
#     python questions.py
# 然后把答案写在这里的引号之间。数字可以不加引号，但小数点前要有数字：0.5。
# `pytest` 只说明每个答案能否读取，不说明对错。留空只失去这一题。

# 你在课程中的 id：题目中的数由它决定。
student = ""
""",
)
HOW = Text("{points} points: {how}", "{points} 分：{how}")
INTRODUCTION = Text(
    """\
# The quiz

Your questions have numbers of their own, drawn from your id. Write your id and your answers into `answers.toml`, beside
this notebook, and run a cell again to see whether its answer can be read. Whether it is
right you learn after handing in.""",
    """\
# 测验

每个人题目中的数都不同，由 id 决定。请把你的 id 和答案写进本笔记本旁边的 `answers.toml`，再次运行单元即可看到答案
能否读取。对错在提交之后告知。""",
)
FREE = Text(
    """\
**{name}** · {points} points

{text}

Write your answer into the cell below, or into `answers.toml` under `[{name}]`; `nbgrader validate` sees only the cell.
""",
    """\
**{name}** · {points} 分

{text}

把答案写在下面的单元里，或写在 `answers.toml` 的 `[{name}]` 下；`nbgrader validate` 只看得到单元里的。
""",
)
TESTS = Text(
    '''\
"""Whether each answer can be read; whether it is right is told after you have handed in."""

import pytest

from questions import QUESTIONS, notices, why_unread


def test_the_sheet_names_you_and_no_question_that_is_not_asked():
    """answers.toml says whose it is, and every table in it is a question's."""
    if told := notices():
        pytest.fail("\\n".join(told), pytrace=False)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_answer_can_be_read(name):
    """An answer is of the kind that is asked for."""
    why = why_unread(name)
    if why is None:
        pytest.skip("not answered yet")
    if why:
        pytest.fail(why, pytrace=False)
''',
    '''\
"""每个答案能否读取；对错在提交之后告知。"""

import pytest

from questions import QUESTIONS, notices, why_unread


def test_the_sheet_names_you_and_no_question_that_is_not_asked():
    """answers.toml 写明了是谁的，其中每个表都是一道题。"""
    if told := notices():
        pytest.fail("\\n".join(told), pytrace=False)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_answer_can_be_read(name):
    """答案符合题目所要求的形式。"""
    why = why_unread(name)
    if why is None:
        pytest.skip("还没有作答")
    if why:
        pytest.fail(why, pytrace=False)
''',
)
