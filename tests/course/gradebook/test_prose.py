"""Our words in a notebook's output: what survives sanitising, read as it was written."""

from autograder.course.gradebook.prose import prose
from autograder.course.quiz.grade import posed
from autograder.course.quiz.selection import read_selection

PROGRAM = "for t in range(3):\n    h = W * h * 2"


def test_a_program_keeps_its_lines_its_spaces_and_its_stars():
    html = prose(f"What is $h_3$?\n\n```python\n{PROGRAM}\n```\n\nTell **all** of `h`.")["data"]["text/html"]
    assert f"<pre><code>{PROGRAM}</code></pre>" in html
    assert "<div>What is h₃?</div>" in html
    assert "<div>Tell all of <code>h</code>.</div>" in html


def test_every_program_of_the_quiz_stands_in_its_own_block():
    asked = posed(read_selection(), "ada", "en")
    programs = [text for text in asked.values() if "```python" in text]
    assert programs
    for text in programs:
        assert prose(text)["data"]["text/html"].count("<pre>") == text.count("```python")
