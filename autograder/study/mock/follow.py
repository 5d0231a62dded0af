"""What an answer leads to: a wrong one to something easier on the same, a right one to something harder."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from autograder.quiz.bank import bank
from autograder.study.mock.roles import KINDS, WARM_UP, minutes_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from autograder.quiz.question import Question

SHORT = KINDS[WARM_UP] | {"formula"}
# What an interviewer goes on with: (after a wrong answer, after a right one).
LINKS = {
    "the-two-equations": ("whose-is-v", "one-step-by-hand"),
    "why-not-an-mlp": ("what-is-shared", "cost-of-a-sequence"),
    "rnn-parameters": ("length-and-parameters", "two-layers-bidirectional-parameters"),
    "lstm-parameters": ("parameters-by-gates", "keras-lstm-parameters"),
    "gru-parameters": ("rnn-parameters", "keras-gru-reset-before-parameters"),
    "rnn-output-default": ("rnncell-takes-one-step", "lstm-bidirectional-output"),
    "rnn-output-batch-first": ("rnn-output-default", "what-batch-first-moves"),
    "what-batch-first-moves": ("rnn-output-batch-first", "h-n-ignores-batch-first"),
    "output-against-h-n": ("rnn-layers-h0", "backward-final-state"),
    "lstm-bidirectional-output": ("rnn-output-default", "backward-final-state"),
    "weight-ih-shape": ("gate-vector-size", "weight-hh-layer-1"),
    "two-gradients-into-h": ("bias-gradient", "what-is-dh0"),
    "branches-at-three": ("two-gradients-into-h", "terms-of-all-losses"),
    "terms-of-all-losses": ("branches-at-three", "share-of-the-last-branch"),
    "readers-of-h-in-an-lstm": ("two-gradients-into-h", "readers-of-h-in-a-gru"),
    "memory-of-bptt": ("truncated-what-crosses", "truncated-credit"),
    "gradient-at-z": ("two-gradients-into-h", "gradient-of-wx"),
    "jacobian-of-a-step": ("gradient-at-z", "sufficient-to-vanish"),
    "product-of-factors": ("sigmoid-slope", "spectral-norm-bound"),
    "meaning-of-vanishing": ("product-of-factors", "sufficient-to-vanish"),
    "what-dominates-when-exploding": ("nan-in-training", "eigenvalue-zero-grows"),
    "clip-by-norm-first": ("value-against-norm", "clip-returns"),
    "clipping-cures": ("value-against-norm", "sufficient-to-vanish"),
    "sufficient-to-vanish": ("product-of-factors", "eigenvalue-zero-grows"),
    "nan-in-training": ("product-of-factors", "float32-overflow"),
    "who-keeps": ("which-is-no-gate", "direct-path"),
    "who-writes": ("which-is-no-gate", "one-step-of-an-lstm"),
    "who-shows": ("which-is-no-gate", "one-step-of-an-lstm"),
    "cell-update": ("who-keeps", "direct-path"),
    "direct-path": ("cell-update", "cannot-vanish"),
    "can-explode": ("who-keeps", "cannot-vanish"),
    "not-cured": ("unit-that-copies", "cannot-vanish"),
    "forget-bias": ("unit-that-copies", "cannot-vanish"),
    "reset-zero": ("update-one", "two-variants"),
    "new-state": ("update-one", "candidate-reset-after"),
    "two-variants": ("reset-zero", "bhn-place"),
    "ce-gradient": ("what-torch-wants", "padded-loss"),
    "first-loss": ("what-torch-wants", "class-axis"),
}


def follow_up(
    question: Question, *, right: bool, belief: str, used: Container[str], seed: int, minutes: float
) -> Question | None:
    """The question that an answer leads to; None where nothing fits.

    Args:
        question: what was answered
        right: whether all of the answer was; half right leads where wrong does
        belief: the misconception it showed, where one is known
        used: the ids of what is asked anyway
        seed: the interview's
        minutes: what it may take
    """
    fitting = [
        one
        for one in bank().values()
        if one.kind in SHORT and one.id not in used and one.id != question.id and minutes_of(one) <= minutes
    ]
    draw = Random(f"{seed} {question.id} {right} {belief}")  # noqa: S311 - no secret
    tiers = _harder(question, fitting) if right else _easier(question, belief, fitting)
    return next((draw.choice(tier) for tier in tiers if tier), None)


def beliefs(question: Question) -> set[str]:
    """The misconceptions that an answer to it can show."""
    return {one.id for one in question.options if not one.right} | {one.id for one in question.wrong}


def _harder(question: Question, fitting: list[Question]) -> Iterator[list[Question]]:
    """The best first."""
    yield [one for one in fitting if one.id == LINKS.get(question.id, ("", ""))[1]]
    harder = [one for one in fitting if one.topic == question.topic and one.difficulty > question.difficulty]
    yield [one for one in harder if one.lesson == question.lesson]
    yield [one for one in harder if one.difficulty == question.difficulty + 1]
    yield harder


def _easier(question: Question, belief: str, fitting: list[Question]) -> Iterator[list[Question]]:
    """The best first; where nothing is easier, something that is as easy."""
    yield [one for one in fitting if one.id == LINKS.get(question.id, ("", ""))[0]]
    near = [one for one in fitting if one.topic == question.topic and one.difficulty <= question.difficulty]
    yield [one for one in near if belief in beliefs(one)]
    easier = [one for one in near if one.difficulty < question.difficulty]
    for some in (easier, near):
        yield [one for one in some if one.lesson == question.lesson]
        yield some
