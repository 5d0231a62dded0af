"""Whether each answer can be read; whether it is right is told after you have handed in."""

import pytest

from questions import QUESTIONS, notices, why_unread


def test_the_sheet_names_you_and_no_question_that_is_not_asked():
    """answers.toml says whose it is, and every table in it is a question's."""
    if told := notices():
        pytest.fail("\n".join(told), pytrace=False)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_answer_can_be_read(name):
    """An answer is of the kind that is asked for."""
    why = why_unread(name)
    if why is None:
        pytest.skip("not answered yet")
    if why:
        pytest.fail(why, pytrace=False)
