"""The quiz as an assignment: questions of the bank with each student's own numbers, answered in `answers.toml`.

`selection.toml` says which questions and for how many points, `published` what students may see of them, `answers`
reads what they fill in, and `grade` grades it. Their folder is made by `course.build.quiz`.
"""

QUIZ = "quiz"  # the assignment's name
ANSWERS = "answers.toml"  # what is filled in
