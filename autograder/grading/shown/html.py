"""Reports as HTML: a page a submission, a page a class, a fragment an exercise."""

from autograder.grading.shown.class_page import class_page
from autograder.grading.shown.fragment import fragment, plain
from autograder.grading.shown.page import page

__all__ = ["class_page", "fragment", "page", "plain"]
