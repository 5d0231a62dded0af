"""Questions made from the catalogue's mistakes."""

from __future__ import annotations

from random import Random

import pytest

from autograder.quiz.bugs import bugs, one_bug


@pytest.mark.parametrize("seed", range(5))
def test_one_bug_is_one_of_them_and_the_same_for_a_seed(seed):
    one = one_bug("training", Random(seed))
    again = one_bug("training", Random(seed))
    assert one.id == again.id
    assert one.id in bugs("training")
    assert one.code == bugs("training")[one.id].code
