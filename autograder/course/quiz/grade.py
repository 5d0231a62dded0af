"""A sheet of answers -> a report: a question is an exercise, and how much of its answer is right is its check."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from autograder.catalogue import NOTHING, Text, same
from autograder.course.quiz import ANSWERS, QUIZ
from autograder.course.quiz.answers import MAX_BYTES, Notice, Sheet, read_sheet
from autograder.course.quiz.published import asked_of
from autograder.course.quiz.selection import read_released
from autograder.grading.many import problem_of
from autograder.grading.report import CheckResult, ExerciseResult, Report
from autograder.grading.run import broken
from autograder.grading.shown.filled import filled
from autograder.grading.shown.safe import one_line
from autograder.quiz.expression import InvalidError
from autograder.quiz.kinds import grade
from autograder.quiz.plain import plain
from autograder.quiz.posed import problem
from autograder.quiz.question import TOPICS
from autograder.quiz.shown import rubric, solution
from autograder.wall.submission import SubmissionError, read_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from autograder.catalogue import Language
    from autograder.course.quiz.selection import Selection
    from autograder.grading.handed_in import HandedIn
    from autograder.quiz.asked import Asked

LINES_TELL: Final = {"wiring", "ordering"}  # what is said to a wrong answer of these is part of the right one
WIDTH: Final = 100


@dataclass(frozen=True)
class Handed:
    """What a student has handed in: the file's text, what was read from it, and why it could not be."""

    text: str = ""
    sheet: Sheet = field(default_factory=Sheet)
    problem: Text = NOTHING


@dataclass(frozen=True)
class Written:
    """A free question and what a full answer says, as Markdown, and the answer that stands in the sheet."""

    question: str
    answer: str
    rubric: str


def read_handed(folder: Path, selection: Selection) -> Handed:
    """Read a student's answers from the folder that was handed in."""
    try:
        text = read_file(folder, ANSWERS, MAX_BYTES).decode("utf-8-sig")  # some editors put a mark before the text
    except SubmissionError as error:
        return Handed(problem=problem_of(error, ANSWERS, MAX_BYTES))
    except UnicodeDecodeError as error:
        return Handed(problem=_NO_UTF8.format(file=ANSWERS, line=error.object.count(b"\n", 0, error.start) + 1))
    return Handed(text, read_sheet(text, selection.points))


def grade_sheet(one: HandedIn, *, source: Path | None = None, **_: Any) -> Report:
    """The report on a sheet that was handed in; ``source`` is the folder that may hold the course's selection."""
    selection = read_released(source)
    return grade_quiz(read_handed(one.path, selection), selection, one.student)


def grade_quiz(handed: Handed, selection: Selection, student: str) -> Report:
    """Grade all but the free answers, which people grade.

    Args:
        handed: what was handed in
        selection: what was asked
        student: whose it is, as the course knows them: so their numbers are drawn, whatever their file says
    """
    results = [
        _graded(asked_of(question, selection.seed, student), selection.points[name], handed.sheet)
        for name, question in selection.questions.items()
        if question.kind != "free"
    ]
    return Report(student, QUIZ, tuple(results), problem=handed.problem)


def notices(handed: Handed, student: str) -> list[Text]:
    """What the student should know besides the verdicts, each with its line."""
    told = [_AT.format(file=ANSWERS, line=one.line, words=one.words) for one in handed.sheet.notices]
    if not handed.problem and handed.sheet.student != student:
        told.insert(0, _OTHER.format(file=ANSWERS, got=repr(one_line(handed.sheet.student, cap=60)), want=student))
    return [*([handed.problem] if handed.problem else []), *told]


def posed(selection: Selection, student: str, lang: Language) -> dict[str, str]:
    """By question, what the student was asked, as Markdown."""
    return {
        name: problem(asked_of(question, selection.seed, student), lang)
        for name, question in selection.questions.items()
        if question.kind != "free"
    }


def written(handed: Handed, selection: Selection, lang: Language) -> dict[str, Written]:
    """By question, what people grade."""
    found = {}
    for name, question in selection.questions.items():
        if question.kind == "free":
            asked = asked_of(question, selection.seed, "")
            rows = _RUBRIC.said(lang), rubric(asked, lang), asked.explanation.said(lang)
            found[name] = Written(problem(asked, lang), _essay(handed.sheet, name, lang), "\n\n".join(rows))
    return found


def _essay(sheet: Sheet, name: str, lang: Language) -> str:
    """A free answer; where there is one and it cannot be read, why."""
    answer = sheet.answers.get(name)
    if name in sheet.unread:
        return _unread(name, sheet.unread[name]).title.said(lang)
    if answer is None or not answer.given:
        return ""
    try:
        return answer.text("free")
    except InvalidError as invalid:
        return _unread(name, Notice(answer.line, invalid.words)).title.said(lang)


def _graded(asked: Asked, points: int, sheet: Sheet) -> ExerciseResult:
    name = asked.question.id
    answer = sheet.answers.get(name)
    if name in sheet.unread:
        return _result(asked, points, [_unread(name, sheet.unread[name])])
    if answer is None or not answer.given:
        return _result(asked, points, [_failed(name, _NOT_ANSWERED)], started=False)
    try:
        return _judged(asked, points, answer.text(asked.question.kind))
    except InvalidError as invalid:
        return _result(asked, points, [_unread(name, Notice(answer.line, invalid.words))])
    except Exception as fault:  # noqa: BLE001 - whatever else happens is our fault, and is told as such
        return _result(asked, points, [CheckResult(name, _NOT_RUN, "not run", message=broken(fault))])


def _judged(asked: Asked, points: int, text: str) -> ExerciseResult:
    verdict = grade(asked, text)
    name = asked.question.id
    title = _ANSWERED.format(answer=same(one_line(text, cap=200)))
    why = Text(*(_explained(asked, lang, right=verdict.right) for lang in ("en", "zh")))
    if verdict.right:
        return _result(asked, points, [CheckResult(name, title, "passed", detail=why)])
    named = verdict.belief and asked.question.kind != "ordering"
    secret = asked.question.kind in LINES_TELL and not named
    said = NOTHING if named else verdict.feedback
    checks = [
        CheckResult(
            name,
            title,
            "failed",
            1 - verdict.score,
            message=NOTHING if secret else said,
            detail=Text(*("\n\n".join(filter(None, pair)) for pair in zip(said, why, strict=True))) if secret else why,
        )
    ]
    if verdict.score:
        share = _SHARE.format(share=f"{verdict.score:.0%}")
        checks.insert(0, CheckResult(f"{name}-in-part", share, "passed", verdict.score))
    return _result(asked, points, checks, verdict.belief, verdict.feedback if named else NOTHING)


def _result(
    asked: Asked,
    points: int,
    checks: Sequence[CheckResult],
    belief: str = "",
    hint: Text = NOTHING,
    *,
    started: bool = True,
) -> ExerciseResult:
    title = TOPICS[asked.question.topic]
    return ExerciseResult(asked.question.id, title, points, tuple(checks), belief or None, hint, started)


def _failed(name: str, title: Text) -> CheckResult:
    return CheckResult(name, title, "failed")


def _unread(name: str, notice: Notice) -> CheckResult:
    """The reason stands in the title, which is told at every level."""
    return _failed(name, _AT.format(file=ANSWERS, line=notice.line, words=notice.words))


def _explained(asked: Asked, lang: Language, *, right: bool) -> str:
    """The right answer and why, as text in lines of a readable length."""
    why = filled(plain(asked.explanation.said(lang)), WIDTH)
    return why if right else f"{solution(asked, lang)}\n\n{why}"


_ANSWERED = Text("your answer: {answer}", "你的答案：{answer}")
_NOT_ANSWERED = Text("not answered", "未作答")
_NOT_RUN = Text("could not be graded", "无法评分")
_SHARE = Text("{share} of it is right", "其中 {share} 正确")
_AT = Text("{file}, line {line}: {words}", "{file} 第 {line} 行：{words}")
_RUBRIC = Text("**For whoever grades: what a full answer says**", "**供评分者参考：完整答案应包含**")
_NO_UTF8 = Text("{file}, line {line}: this is no UTF-8 text", "{file} 第 {line} 行：不是 UTF-8 文本")
_OTHER = Text(
    "{file} says student = {got}, and the course knows you as {want!r}: the numbers are those of {want!r}.",
    "{file} 中写的是 student = {got}，而课程中你的 id 是 {want!r}：题目中的数以 {want!r} 为准。",
)
