"""The quiz as an assignment: questions of the bank with each student's own numbers, answered in `answers.toml`.

`selection.toml` says which questions and for how many points, `published` what students may see of them, `folder` makes
what they get, `grade` grades what they hand in.
"""

QUIZ = "quiz"  # the assignment's name
ANSWERS = "answers.toml"  # what is filled in
