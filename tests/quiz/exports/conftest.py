"""Every question of the bank, one of the generated bugs, and one whose words are full of marks."""

from __future__ import annotations

import pytest

from autograder.catalogue import Text
from autograder.quiz.asked import ask
from autograder.quiz.bank import bank
from autograder.quiz.question import Option, Question

SEED = 1
NASTY = "END_GROUP <b>&amp;</b> ]]> `a < b and '$x$' in {{s}}`, $a<b\\&c$ 是*斜体*吗"


def nasty():
    return Question(
        id="nasty",
        topic="practice",
        kind="single",
        difficulty=1,
        source="<a & b>",
        lesson="rnn#1",
        text=Text(f"1. {NASTY}", f"1. 中文 {NASTY}"),
        explanation=Text(f"... {NASTY}\n\n= 5", f"... {NASTY}\n\n= 5"),
        code="print('a < b & c')\n\n% no comment\nif a<b: print('$x$ \\n')",
        options=(
            Option("right", Text("* a) [*] <i>", "* 对 <i>"), right=True),
            Option("wrong", Text("- 1 & 2", "- 错 & 2"), why=Text("+ </div> no", "+ </div> 不对")),
            Option("other", Text("1. x", "1. 别的"), why=Text("% no", "% 不是")),
        ),
    )


@pytest.fixture(scope="session")
def questions():
    from autograder.quiz.bugs import bugs

    some = [*bank().values(), next(iter(bugs("training").values())), nasty()]
    return [ask(question, SEED) for question in some]


@pytest.fixture(scope="session")
def by_id(questions):
    return {asked.question.id: asked for asked in questions}
