"""Single and multiple choice: letters, in the order in which the options are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import NOTHING, Text, same
from autograder.quiz.reading import letters, read_choice
from autograder.quiz.verdict import Verdict

if TYPE_CHECKING:
    from autograder.quiz.asked import Asked
    from autograder.quiz.question import Option


def shown(asked: Asked) -> dict[str, Option]:
    """The options by their letters, as they are shown."""
    return {letter: asked.question.options[place] for letter, place in letters(asked).items()}


def grade(asked: Asked, typed: str) -> Verdict:
    """One letter, or several: of those that are right, each counts, and each wrong one takes one away."""
    options = shown(asked)
    many = asked.question.kind == "multiple"
    taken = {letter: options[letter] for letter in read_choice(asked, typed)}
    wrong = {letter: option for letter, option in taken.items() if not option.right}
    right = sum(option.right for option in options.values())
    score = max(0.0, (len(taken) - 2 * len(wrong)) / right)
    missed = right - (len(taken) - len(wrong))
    said = [asked.said(option.why) for option in wrong.values()]
    if many:
        said = [_WHY.format(letter=letter, why=why) for letter, why in zip(wrong, said, strict=True)]
    said += [_MISSED.format(n=missed)] if many and missed else []
    feedback = Text(*("\n".join(lines) for lines in zip(*said, strict=True))) if said else NOTHING
    return Verdict(score, feedback, next((option.id for option in wrong.values()), ""))


_WHY = same("{letter}) {why}")
_MISSED = Text("Right and not chosen: {n}.", "还有 {n} 个正确选项没有选。")
