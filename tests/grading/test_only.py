"""One exercise can be graded alone, with the verdict that it has in the whole."""

from pathlib import Path

from autograder.grading.grade import grade
from autograder.grading.many import wall_for
from autograder.wall.submission import Submission

SAMPLES = Path(__file__).parents[1] / "samples" / "rnn"


def test_an_exercise_graded_alone_gets_the_verdict_it_gets_among_all():
    source = next(SAMPLES.glob("right/*.py")).read_bytes()
    submission = Submission("rnn", {"rnn.py": source + b"\ndef softmax(scores): return np.exp(scores)\n"})
    whole = grade(submission, wall_for())
    for name in ("softmax", "rnn_step_backward"):
        alone = grade(submission, wall_for(), only=frozenset({name}))
        assert alone.exercises == tuple(one for one in whole.exercises if one.name == name)
