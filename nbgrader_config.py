"""This folder is an nbgrader course: its source directory is `assignments/`, and rnnkit grades what is submitted."""

from autograder.course.gradebook import configure

c = get_config()  # noqa: F821 - nbgrader puts it there

configure(c)
c.CourseDirectory.course_id = "rnn"
