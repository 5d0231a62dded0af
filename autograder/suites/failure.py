"""Why a check failed: in words for everybody, and in values for those who may see them."""

from __future__ import annotations

from autograder.catalogue import NOTHING, Text


class Failure(AssertionError):  # noqa: N818 - a check fails; nothing of ours is in error
    """A wrong answer.

    ``what`` says what is wrong and carries no input of a hidden test; ``detail`` shows values.
    ``fatal`` ends the check: the next case would cost another deadline.
    """

    def __init__(self, what: Text, detail: Text = NOTHING, *, fatal: bool = False) -> None:
        super().__init__(what.en, detail.en)
        self.what = what
        self.detail = detail
        self.fatal = fatal
