"""What watching somebody work amounts to: saves, verdicts and keys come in; what to grade and what to show comes out.

Nothing here reads a file, waits or prints, so that every way through it can be tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from autograder.catalogue import ASSIGNMENTS, NOTHING, Text
from autograder.study.hints import STEPS
from autograder.study.standing import Standing, item_of
from autograder.study.stub import changed, region_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.catalogue import Assignment, Exercise, Language
    from autograder.grading.report import ExerciseResult, Report
    from autograder.study.standing import Notes

QUIT = {"q", "\x04"}
SCROLLS = {"j": 1, "k": -1}
Said = Literal["passed", "failed", "opened", "problem", "finished"]


@dataclass(frozen=True)
class Wanted:
    """What is to be graded: one exercise of a file; ``number`` tells it from what was wanted before."""

    number: int
    assignment: str
    exercise: str


class Watching:
    """Somebody at work on an exercise."""

    def __init__(self, notes: Notes, sources: dict[str, str], lang: Language, first: str = "", name: str = "") -> None:
        self.notes, self.sources, self.lang = notes, sources, lang
        self.view: Literal["exercise", "list", "reset"] = "exercise"
        self.result: ExerciseResult | None = None
        self.problem = self.problem_detail = self.notice = self._kept = NOTHING
        self.isolation, self.seconds, self.step = "", 0.0, 0
        self.grading = self.finished = self.over = self.gone = False
        self.scroll = 0  # lines of the list that have gone by
        self.wanted: Wanted | None = None
        self.reset: tuple[str, str] | None = None
        self.log: list[tuple[Said, Text]] = []
        self._number = 0
        self.assignment: Assignment = ASSIGNMENTS[first or next(iter(sources))]
        self.exercise: Exercise = self.assignment.exercises[0]
        if name:
            self._open(self.assignment, self.assignment.exercise(name))
        elif self._standing(self.assignment, self.exercise) in {Standing.UNTOUCHED, Standing.STARTED}:
            self._open(self.assignment, self.exercise)
        else:
            self._go_on()

    # --- what happens -----------------------------------------------------------------------------------------------

    def saved(self, name: str, source: str) -> None:
        """A file was saved: the exercise that was changed in it is graded, else the one that is open."""
        before, self.sources[name] = self.sources.get(name, ""), source
        names = changed(before, source, [exercise.name for exercise in ASSIGNMENTS[name].exercises])
        if name != self.assignment.name and not names:
            return
        if names and (name != self.assignment.name or self.exercise.name not in names):
            self._turn_to(ASSIGNMENTS[name], ASSIGNMENTS[name].exercise(names[0]))
        self.notice, self._kept = self._kept, NOTHING
        self.view, self.finished = "exercise", False
        self._want()

    def graded(self, number: int, report: Report, seconds: float = 0.0) -> None:
        """A verdict has come, so many seconds after the save; of what was saved again meanwhile, it is out of date."""
        if number != self._number:
            return
        self.grading = False
        self.seconds, self.isolation = seconds, report.isolation
        self.problem, self.problem_detail = report.problem, report.problem_detail
        before, self.result = self.result, None if report.problem else report.exercises[0]
        if _trouble(before) != _trouble(self.result):
            self.step = 0
        if self.result is None:
            self.log.append(("problem", self.problem))
            return
        self.notes.graded(self.assignment, self.result, self.sources[self.assignment.name], "watch")
        if unrun := [check for check in self.result.checks if check.verdict == "not run"]:
            self.log.append(("problem", unrun[0].message))
            return
        if failure := self.result.first_failure:
            if self.result.started:
                self.log.append(("failed", failure.message or failure.title))
            return
        self.notice = _PASSED.format(name=self.exercise.name, points=self.exercise.points)
        self.log.append(("passed", self.notice))
        self._go_on()

    def broke(self, number: int, why: Text | str) -> None:
        """The grading itself went wrong."""
        if number == self._number:
            self.grading = False
            self.notice = _BROKE.format(why=why)
            self.log.append(("problem", self.notice))

    def pressed(self, key: str) -> None:
        """A key was pressed; one that means nothing here does nothing."""
        if key in QUIT:
            self.over = True
        elif self.view == "reset":
            self.view = "exercise"
            if key in {"y", "Y"}:
                self.reset = self.assignment.name, self.exercise.name
                self.notice = _PUTTING
        elif key == "L":
            self.lang = "en" if self.lang == "zh" else "zh"
        elif key == "l":
            self.view = "exercise" if self.view == "list" else "list"
            self.scroll = max(self.assignment.exercises.index(self.exercise) - 2, 0)
        elif self.view == "list":
            self._listed(key)
        elif key == "h":
            self.step = self.step % STEPS + 1
        elif key == "r" and not self.finished:
            self.view = "reset"
        elif key == "s" and not self.finished:
            self.notes.skip(item_of(self.assignment, self.exercise.name))
            self.notice = _SKIPPED.format(name=self.exercise.name)
            self._go_on()

    def _listed(self, key: str) -> None:
        """A key was pressed over the list."""
        if key in SCROLLS:
            self.scroll = max(self.scroll + SCROLLS[key], 0)
        else:
            self.view = "exercise"

    def was_reset(self, copy: str) -> None:
        """The open exercise was put back; the save that did it is seen like any other."""
        self.reset = None
        self.notes.forget(item_of(self.assignment, self.exercise.name))
        self.notice = self._kept = _RESET.format(copy=copy)

    def went(self, file: str, *, gone: bool) -> None:
        """The file of the open exercise is not where it was, or is there again."""
        self.gone = gone
        if gone:
            self.log.append(("problem", GONE.format(file=file)))

    # --- what there is ----------------------------------------------------------------------------------------------

    @property
    def source(self) -> str:
        """The file of the open exercise, as it was saved last."""
        return self.sources.get(self.assignment.name, "")

    def standings(self, assignment: Assignment) -> dict[str, Standing]:
        """How each exercise of an assignment stands."""
        return {exercise.name: self._standing(assignment, exercise) for exercise in assignment.exercises}

    def needed(self) -> str:
        """An exercise that the open one builds on and that is not right yet; nothing where there is none."""
        names = filter(None, (self.exercise.after, *self.exercise.needs))
        standings = self.standings(self.assignment)
        ready = {Standing.PASSED, Standing.GIVEN_UP}
        return next((name for name in names if standings[name] not in ready), "")

    def _standing(self, assignment: Assignment, exercise: Exercise) -> Standing:
        return self.notes.standing(assignment, exercise.name, self.sources.get(assignment.name, ""))

    # --- what comes next --------------------------------------------------------------------------------------------

    def _want(self) -> None:
        self._number += 1
        self.wanted = Wanted(self._number, self.assignment.name, self.exercise.name)
        self.grading = True

    def _turn_to(self, assignment: Assignment, exercise: Exercise) -> None:
        self.assignment, self.exercise = assignment, exercise
        self.result, self.step, self.problem, self.finished = None, 0, NOTHING, False
        item = item_of(assignment, exercise.name)
        self.notes.go_to(item)
        if item in self.notes.skipped:
            self.notes.skip(item, skipped=False)

    def _open(self, assignment: Assignment, exercise: Exercise) -> None:
        """Turn to an exercise, and grade what is written of it already."""
        self._turn_to(assignment, exercise)
        self._number += 1  # a verdict that is under way is about another
        self.grading = False
        self.log.append(("opened", exercise.title))
        region = region_of(self.source, exercise.name)
        if region and not region.unwritten:
            self._want()

    def _go_on(self) -> None:
        """Open the next exercise; what was skipped comes when nothing else of its assignment is left."""
        following = next(self._following(), None)
        if following:
            self._open(*following)
            return
        self.finished, self.grading = True, False
        self._number += 1
        self.log.append(("finished", FINISHED))

    def _following(self) -> Iterator[tuple[Assignment, Exercise]]:
        names = [name for name in ASSIGNMENTS if name in self.sources]
        at = names.index(self.assignment.name) if self.assignment.name in names else 0
        for name in names[at:] + names[:at]:
            assignment = ASSIGNMENTS[name]
            exercises = list(assignment.exercises)
            if assignment is self.assignment:
                here = exercises.index(self.exercise)
                exercises = exercises[here + 1 :] + exercises[: here + 1]
            for exercise in exercises:
                standing = self._standing(assignment, exercise)
                back = standing is Standing.GIVEN_UP and self.notes.due(item_of(assignment, exercise.name))
                if standing in {Standing.UNTOUCHED, Standing.STARTED} or back:
                    yield assignment, exercise
            by_item = {item_of(assignment, exercise.name): exercise for exercise in exercises}
            yield from ((assignment, by_item[item]) for item in self.notes.skipped if item in by_item)


def _trouble(result: ExerciseResult | None) -> tuple[object, ...]:
    """What a hint is about: where it is the same after a save, the hint stays."""
    if result is None or not result.first_failure:
        return ()
    return result.mistake, result.first_failure.name


_PASSED = Text("{name} passed (+{points})", "{name} 通过（+{points} 分）")
_SKIPPED = Text("{name} skipped: it comes back at the end", "已跳过 {name}：最后还会再出现")
_PUTTING = Text("putting it back…", "正在还原…")
GONE = Text(
    "{file} is not there any more: put it back, or type rnnkit start",
    "{file} 不在了：请把它放回原处，或输入 rnnkit start",
)
_RESET = Text("put back; what was there is in {copy}", "已还原；原来的内容在 {copy}")
_BROKE = Text("the grader is at fault, not your code: {why}", "这是评分程序的故障，与你的代码无关：{why}")
FINISHED = Text(
    "Nothing is left to do for now; what you save is still graded.", "目前没有剩下的练习；保存的内容仍会评分。"
)
