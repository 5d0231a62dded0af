"""Single and multiple choice: letters, in the order in which the options are shown."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from autograder.catalogue import NOTHING, Text
from autograder.quiz.expression import InvalidError
from autograder.quiz.verdict import Verdict

if TYPE_CHECKING:
    from autograder.quiz.asked import Asked
    from autograder.quiz.question import Option


def shown(asked: Asked) -> dict[str, Option]:
    """The options by their letters, as they are shown."""
    options = (asked.question.options[place] for place in asked.order)
    return dict(zip(string.ascii_lowercase, options, strict=False))


def words(asked: Asked, option: Option) -> Text:
    """What an option says; one that is a value says that."""
    return asked.said(option.text or Text(*("@{" + option.value + "}",) * 2))


def grade(asked: Asked, typed: str) -> Verdict:
    """One letter, or several: of those that are right, each counts, and each wrong one takes one away."""
    options = shown(asked)
    letters = read_letters(typed, options)
    many = asked.question.kind == "multiple"
    if not many and len(letters) > 1:
        raise InvalidError(_ONE)
    taken = [options[letter] for letter in letters]
    wrong = [option for option in taken if not option.right]
    right = sum(option.right for option in options.values())
    score = max(0.0, (len(taken) - 2 * len(wrong)) / right)
    missed = right - (len(taken) - len(wrong))
    said = [asked.said(option.why) for option in wrong]
    said += [_MISSED.format(n=missed)] if many and missed else []
    feedback = Text(*("\n".join(lines) for lines in zip(*said, strict=True))) if said else NOTHING
    return Verdict(score, feedback, wrong[0].id if wrong else "")


def read_letters(typed: str, known: dict[str, Option] | dict[str, int]) -> list[str]:
    """Letters, however they are set apart; each once.

    Raises:
        InvalidError: something else, or a letter twice.
    """
    letters = re.sub(r"[\s,，、;.()（）]+", "", typed.lower())
    strange = [letter for letter in letters if letter not in known]
    if strange or len(set(letters)) < len(letters) or not letters:
        raise InvalidError(_LETTERS.format(got=typed[:40], known=", ".join(known)))
    return list(letters)


_ONE = Text("one letter, please: exactly one option is right", "请只选一个字母：恰有一个选项正确")
_LETTERS = Text("{got!r} is no choice among {known}", "{got!r} 不在选项 {known} 之中")
_MISSED = Text("{n} right one(s) not chosen.", "还有 {n} 个正确选项没有选。")
