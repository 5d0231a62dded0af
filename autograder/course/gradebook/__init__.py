"""nbgrader's pipeline with the wall in it: its commands, database and formgrader, our verdicts.

A course's `nbgrader_config.py` needs no more than

    from autograder.course.gradebook import configure
    configure(get_config())

Nothing that a student wrote runs in nbgrader's process, and no notebook runs at all.
"""

from autograder.course.gradebook.configuration import configure

__all__ = ["configure"]
