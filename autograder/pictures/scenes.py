"""Three ways to use the kit, played on made-up files: as a student, as an instructor, alone."""

from __future__ import annotations

import tempfile
from pathlib import Path

from autograder.catalogue import ASSIGNMENTS
from autograder.course.build import build, standalone, write
from autograder.course.made_up import filled
from autograder.grading.mutate import mutated_source
from autograder.pictures.played import Screen, played, typed

RNN = ASSIGNMENTS["rnn"]
EXERCISE, MISTAKE = RNN.exercises[1], "drops-bias"


def student() -> Screen:
    """A wrong step, what its visible tests say of it, and the same when it is mended."""
    pytest = ("pytest", "-k", EXERCISE.name)
    seen = ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / RNN.name
        write(folder, build(RNN))
        for mistake in (MISTAKE, ""):
            (folder / f"{RNN.name}.py").write_text(_written(mistake), "utf-8")
            seen += typed(" ".join(pytest), folder, *pytest, "-p", "no:cacheprovider")
    return Screen("a student", seen)


def instructor() -> Screen:
    """A class that was graded."""
    with tempfile.TemporaryDirectory() as name:
        return Screen("an instructor", typed("rnnkit demo", Path(name), "autograder.cli", "demo"))


def self_study() -> Screen:
    """A step that is wrong when it is saved, and the first hint."""
    with tempfile.TemporaryDirectory() as name:
        typed("rnnkit start", Path(name), "autograder.cli", "start", "work")
        file = Path(name) / "work" / RNN.name / f"{RNN.name}.py"
        steps = (
            ("Not written yet", lambda: file.write_text(_written(MISTAKE), "utf-8")),
            ("checks passed", "h"),
            ("Hint 1/3", "q"),
        )
        command = ("autograder.cli", "watch", EXERCISE.name)
        return Screen("alone", played("rnnkit watch", Path(name) / "work", *command, steps=steps))


def _written(mistake: str) -> str:
    """The file with its first exercises written, the last of them with a known mistake, or right."""
    whole = standalone(RNN)
    if mistake:
        made = next(one for one in EXERCISE.mistakes if one.id == mistake)
        whole = standalone(RNN, mutated_source(RNN.name, EXERCISE.name, made))
    return filled(build(RNN)[f"{RNN.name}.py"], whole, [one.name for one in RNN.exercises[:2]])


SCENES = (student, instructor, self_study)
