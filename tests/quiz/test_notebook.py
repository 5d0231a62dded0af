"""The quiz in a notebook: a state without a screen, widgets over it, and plain lines where there are none."""

from __future__ import annotations

import ipywidgets as widgets
import pytest

from autograder.drawings import CELLS
from autograder.quiz.asked import ask
from autograder.quiz.bank import bank
from autograder.quiz.expression import InvalidError
from autograder.quiz.round import NothingToAskError, Round, begin
from autograder.quiz.shown import solution
from autograder.quiz.view import View


def view(*names, lang="en"):
    return View(Round([ask(bank()[name], 3) for name in names]), lang)


def under(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from under(child)


def page(shown):
    return "\n".join(one.value for one in under(shown.box) if isinstance(one, (widgets.HTML, widgets.HTMLMath)))


def only(shown, kind):
    return next(one for one in under(shown.box) if isinstance(one, kind))


def write(shown, text):
    only(shown, (widgets.Text, widgets.Textarea)).value = text
    shown.answer.click()


def test_an_invalid_answer_leaves_all_as_it_was():
    going = begin("cell-update", None, 0)
    with pytest.raises(InvalidError):
        going.answer("nan")
    assert (going.verdict, going.typed, going.sitting.verdicts) == (None, "", [])
    going.answer("f * c + i * g")
    assert going.verdict.right


def test_a_question_is_answered_once_and_next_waits_for_that():
    going = Round([ask(bank()[name], 0) for name in ("cell-update", "what-is-shown")])
    going.next()
    assert going.progress == "1/2"
    going.skip()
    going.answer("f * c + i * g")
    assert (going.skipped, going.sitting.score, len(going.sitting.verdicts)) == (True, 0, 1)
    going.next()
    assert going.progress == "2/2"


@pytest.mark.parametrize(("topic", "count"), [("cooking", None), ("lstm", 0), ("lstm", "5")])
def test_what_cannot_be_asked_is_refused_in_both_languages(topic, count):
    with pytest.raises(NothingToAskError) as refused:
        begin(topic, count, 0)
    assert all(refused.value.words)


def test_a_formula_is_typed_and_the_verdict_comes_with_the_lessons_link():
    shown = view("cell-update")
    write(shown, "f * c + i * g")
    assert "✓ right" in page(shown)
    assert "](" in only(shown, widgets.Output).outputs[0]["data"]["text/markdown"]


def test_the_link_leads_to_the_lessons_notebook_where_there_is_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "solutions/lstm.md" in linked()
    (tmp_path / "lstm").mkdir()
    (tmp_path / "lstm" / "lstm.ipynb").touch()
    assert linked().startswith("read on: [lstm.ipynb, §")
    assert "](lstm/lstm.ipynb#" in linked()


def linked():
    shown = view("cell-update")
    shown.skip.click()
    return only(shown, widgets.Output).outputs[0]["data"]["text/markdown"]


def test_of_buttons_one_alone_is_chosen_and_of_boxes_many():
    shown = view("unit-that-copies")
    one, other = [mark for mark in under(shown.box) if isinstance(mark, widgets.RadioButtons)][:2]
    one.value, other.value = one.options[0], other.options[0]
    assert (one.value, shown.field.typed()) == (None, other.options[0])
    shown = view("not-cured")
    for mark in under(shown.box):
        if isinstance(mark, widgets.Checkbox):
            mark.value = mark.description in solution(shown.going.asked, "en").partition(":")[2]
    shown.answer.click()
    assert shown.going.verdict.right


def test_what_a_student_types_is_shown_as_text():
    shown = view("cell-update")
    write(shown, "<script>alert(1)</script>")
    assert "<script" not in page(shown)
    assert "&lt;script&gt;" in page(shown)
    assert shown.going.verdict is None


def test_a_free_answer_is_followed_by_its_rubric():
    shown = view("two-drawings", lang="zh")
    write(shown, "<b>两张图</b>")
    assert shown.going.ticking
    for mark in under(shown.box):
        if isinstance(mark, widgets.Checkbox):
            mark.value = True
    shown.answer.click()
    assert shown.going.verdict.right


def test_a_wrong_wiring_is_drawn_as_an_image():
    wires = [f"{wire.source} -> {wire.target}" for wire in CELLS["lstm_cell"].wires]
    shown = view("wire-the-lstm")
    write(shown, "\n".join(wires[1:]))
    assert "<img" in page(shown)
    assert "data:image/svg+xml;base64," in page(shown)


def test_the_end_sums_up_by_topic_and_names_what_to_think_over():
    shown = view("what-is-shown", "cell-update")
    shown.skip.click()
    shown.next.click()
    write(shown, "i * c + f * g")
    shown.next.click()
    assert "<strong>0 of 2</strong>" in page(shown)
    assert "the LSTM: 0 / 2" in page(shown)
    assert "<code>cell-update</code>" in page(shown)


def test_a_notebook_that_is_executed_prints_the_questions_and_says_how_to_answer():
    import nbclient
    import nbformat

    source = 'from autograder.quiz.notebook import quiz\nquiz("lstm", count=2, seed=1, lang="en")'
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    said = "".join(output.get("text", "") for output in notebook.cells[0].outputs)
    assert "2/2 · the LSTM" in said
    assert "quiz('lstm', count=2, seed=1)" in said


def test_without_a_kernel_lines_are_typed(monkeypatch, capsys):
    from autograder.quiz.notebook import quiz

    answers = iter(["nan", "f * c + i * g"])
    monkeypatch.setattr("builtins.input", lambda _prompt: next(answers))
    quiz("cell-update", lang="en")
    said = capsys.readouterr().out
    assert "costs nothing" in said
    assert "1 of 1" in said
