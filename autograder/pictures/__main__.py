"""`python -m autograder.pictures`: make the pictures in the README anew."""

from autograder.grading.whole import write_whole
from autograder.pictures import pictures

for path, svg in pictures().items():
    write_whole(path, svg)
    print(path)  # noqa: T201 - a command's words
