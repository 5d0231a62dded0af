"""How long a submission takes in stock nbgrader, in nbgrader with rnnkit in it, and in `grade` alone. Run it by hand.

Stock runs the very same checks: a grade cell imports the hidden suite and runs it on the student's module in the
notebook's kernel. Start-up is left out: what is timed is the difference between a class of N + 1 and a class of 1.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from conftest import CONFIG, make_course, nbgrader, standalone
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook

from autograder.catalogue import ASSIGNMENTS

STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.CourseDirectory.source_directory = "assignments"
c.Autograde.exclude_overwriting = {"rnn": ["rnn.py"]}
"""
IN_THE_KERNEL = """\
import rnn
from autograder.catalogue import ASSIGNMENTS
from autograder.grading.grade import SEED
from autograder.grading.run import run_checks
from autograder.suites import suite_of
from autograder.suites.student import Student
from autograder.wall.calling import Direct

def earned(exercise):
    checks = suite_of("rnn").of(exercise)
    found = run_checks(checks, Student(ASSIGNMENTS["rnn"], Direct(rnn)), SEED)
    passed = sum(one.check.weight for one in found if one.verdict == "passed")
    return ASSIGNMENTS["rnn"].exercise(exercise).points * passed / sum(check.weight for check in checks)"""


def stock_course(course: Path) -> None:
    """Put the hidden suite into the cells, as a stock course has to."""
    file = course / "assignments" / "rnn" / "rnn.ipynb"
    notebook = nbformat.read(file, as_version=4)
    graded = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    for cell in graded:
        cell.source = f"earned({cell.metadata.nbgrader.grade_id!r})"
    notebook.cells = [new_code_cell(IN_THE_KERNEL), *graded]  # the lesson's own code would cost stock more
    nbformat.write(notebook, file)


def seconds_each(course: Path, size: int) -> float:
    """Autograde a class of 1 and a class of that size more; each file differs, so nothing is found in a cache."""
    nbgrader(course, "generate_assignment rnn")
    took = []
    for students in (1, size + 1):
        shutil.rmtree(course / "submitted", ignore_errors=True)
        for number in range(students):
            folder = course / "submitted" / f"student{students}-{number}" / "rnn"
            shutil.copytree(course / "release" / "rnn", folder)
            (folder / "rnn.py").write_text(f"{standalone()}\n# {students} {number}\n", "utf-8")
        start = time.perf_counter()
        nbgrader(course, "autograde rnn")
        took.append(time.perf_counter() - start)
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        found = {submission.score for submission in gradebook.assignment_submissions("rnn")}
    assert found == {ASSIGNMENTS["rnn"].points}, found  # every check ran, and passed
    return (took[1] - took[0]) / size


def warm_grade(size: int) -> float:
    """`grade` of a file in a process that has graded one before."""
    script = (
        "import sys, time\n"
        "from autograder.grading.grade import grade\n"
        "from autograder.grading.many import wall_for\n"
        "from autograder.wall.submission import Submission\n"
        "files = {'rnn.py': sys.stdin.buffer.read()}\n"
        "grade(Submission('rnn', files), wall_for())\n"
        "start = time.perf_counter()\n"
        f"for _ in range({size}): grade(Submission('rnn', files), wall_for())\n"
        f"print((time.perf_counter() - start) / {size})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=standalone().encode(), capture_output=True, check=True, timeout=600
    )
    return float(done.stdout)


def main() -> None:
    """Time all three and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10)
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = make_course(Path(folder, "ours"), CONFIG), make_course(Path(folder, "stock"), STOCK_CONFIG)
        stock_course(stock)
        alone = warm_grade(size)
        piped = seconds_each(ours, size)
        kernel = seconds_each(stock, size)
    sys.stdout.write(
        f"stock nbgrader autograde          {kernel:.3f} s a submission\n"
        f"nbgrader autograde with rnnkit    {piped:.3f} s  ({piped / kernel:.3f} of stock)\n"
        f"grade() alone, warm               {alone:.3f} s  ({alone / kernel:.3f} of stock)\n"
    )


if __name__ == "__main__":
    main()
