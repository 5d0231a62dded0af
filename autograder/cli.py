"""The command line: what can be asked. Each command is a file in `commands/`, loaded when it is called."""

from __future__ import annotations

import argparse
import importlib
import os
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

FAULT, BAD_USAGE, STOPPED, UNREAD = 1, 2, 130, 141

DESCRIPTION = "Auto-graded assignments and interview drills on RNN, BPTT, LSTM and GRU."
EXAMPLES = """\
examples:
  rnnkit demo                       grade a small made-up class, and look at the reports
  rnnkit start && rnnkit watch      get the assignments, and be graded at each save, with hints
  rnnkit check rnn                  grade your own rnn.py with the hidden tests, and see what is wrong
  rnnkit grade submissions/         grade a class: <student>/rnn.py or <student>/rnn/rnn.py
  rnnkit grade alice.py --assignment rnn --json alice.json
  rnnkit autograde rnn              grade what nbgrader collected, in parallel, into its gradebook
  rnnkit explode --gain 1.3         see ReLU explode where tanh does not, here and in explosion.png
  rnnkit quiz lstm --count 5        answer five questions on the LSTM
  rnnkit drill --minutes 20         what is due today, questions and katas, as your memory needs it
  rnnkit mock --minutes 45          an interview against the clock, and a debrief
  rnnkit progress --html me.html    how far you have come, here and as a page
  rnnkit export anki                the quiz as an Anki deck (or qti for Canvas, or moodle)
  rnnkit build --check              see that assignments/ are what solutions/ make them

exit status: 0 done, 1 something was not graded for our fault, 2 bad usage"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit status."""
    parser = _parser()
    options = parser.parse_args(argv)
    if not options.command:
        parser.print_help()
        return 0
    asked = options.lang  # a workspace has a language of its own, and commands of self-study put it there
    try:
        command = _loaded(options.command)
        status: int = command.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one has nothing left to stop
        _say_stopped(options.lang)
        return STOPPED
    except BrokenPipeError:  # whoever read us has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    except Exception as error:
        if "RNNKIT_TRACEBACK" in os.environ:
            raise
        return _say(options.command, error, options.lang, asked)
    return status


def _loaded(command: str) -> ModuleType:
    """A command's module; where somebody waits for it, they see that something happens."""
    waiting = sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    if waiting:
        print(f"rnnkit {command} ...", end="", file=sys.stderr, flush=True)
    try:
        return importlib.import_module(f"autograder.commands.{command}")
    finally:
        if waiting:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _say(command: str, error: Exception, lang: str | None, asked: str | None) -> int:
    """Tell a person what went wrong, in the language ``lang``, else LANG's.

    An error that is not meant for people is a fault of ours, and told as such. Where ``asked``, the language that was
    typed, is not LANG's, what is to be typed next has it too.
    """
    from autograder.catalogue import Text, language  # noqa: PLC0415 - loads what --help can do without
    from autograder.commands.problem import Problem, put  # noqa: PLC0415 - as above
    from autograder.commands.spoken import fitted  # noqa: PLC0415 - as above

    spoken, problem, status = fitted(lang), put(error), FAULT
    if isinstance(problem, Problem):
        words, status = problem.words, problem.status
    else:
        words = Text(
            "a fault of rnnkit, not yours: {kind}: {error}\n"
            "  next: RNNKIT_TRACEBACK=1 rnnkit {command} … shows where; please report it",
            "这是 rnnkit 的故障，与你无关：{kind}：{error}\n"
            "  下一步：RNNKIT_TRACEBACK=1 rnnkit {command} … 会显示出错的位置；请反馈这个问题",
        ).format(kind=type(error).__name__, error=error, command=command)
    said = words.said(spoken)
    if asked == spoken and asked != language():
        head, mark, following = said.rpartition("\n  ")
        said = head + mark + re.sub(r"\brnnkit ([a-z]+)\b(?! --lang)", rf"rnnkit \1 --lang {asked}", following)
    print(f"rnnkit {command}: {said}" if spoken == "en" else f"rnnkit {command}：{said}", file=sys.stderr)
    return status


def _say_stopped(lang: str | None) -> None:
    from autograder.catalogue import Text  # noqa: PLC0415 - loads what --help can do without
    from autograder.commands.spoken import fitted  # noqa: PLC0415 - as above

    print(f"\nrnnkit: {Text('stopped', '已停止').said(fitted(lang))}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rnnkit", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"rnnkit {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    demo = commands.add_parser("demo", help="grade a small made-up class and write its reports")
    demo.add_argument("assignment", nargs="?", default="rnn", help="which assignment (default: rnn)")
    demo.add_argument("--to", type=Path, default=Path("rnnkit-demo"), help="where the class and its reports go")
    _common(demo)

    check = commands.add_parser("check", help="grade one's own file with the hidden tests, telling everything")
    check.add_argument(
        "file",
        nargs="?",
        default="",
        metavar="FILE|EXERCISE",
        help="rnn.py, its folder, rnn, or rnn_forward alone (default: what is written here)",
    )
    check.add_argument("--assignment", metavar="NAME", help="which assignment a file of another name is for")
    check.add_argument("--html", type=Path, metavar="FILE", help="write the report as a page too")
    _common(check)

    grade = commands.add_parser("grade", help="grade a file, a submission's folder, or a folder of students")
    grade.add_argument("path", type=Path, help="rnn.py, <student>/, or a folder of <student>/rnn.py or <student>/rnn/")
    grade.add_argument(
        "--assignment", metavar="NAME", help="only this assignment; or which one a file of another name is for"
    )
    grade.add_argument("--json", type=Path, metavar="FILE", help="write the reports as JSON (- for standard output)")
    grade.add_argument("--csv", type=Path, metavar="FILE", help="write the scores as CSV, a row a student")
    grade.add_argument("--html", type=Path, metavar="FILE", help="write a page; of a class, with a page a student")
    grade.add_argument("--jobs", type=int, metavar="N", help="grade so many at once (default: as many as is faster)")
    _level(grade)
    _common(grade)

    autograde = commands.add_parser("autograde", help="grade what nbgrader collected, in parallel, into its gradebook")
    autograde.add_argument("assignment", help="which assignment")
    autograde.add_argument("--student", action="append", metavar="ID", help="only this student; may be repeated")
    autograde.add_argument("--jobs", type=int, metavar="N", help="grade so many at once")
    autograde.add_argument("--force", action="store_true", help="enter also what is graded already")
    _level(autograde, default=None, told="the course's")
    _common(autograde)

    build = commands.add_parser("build", help="make assignments/ from solutions/, lessons and the catalogue")
    build.add_argument("names", nargs="*", metavar="NAME", help="only these assignments (default: all)")
    build.add_argument("--check", action="store_true", help="change nothing; fail where something is stale")
    build.add_argument("--to", type=Path, metavar="FOLDER", help="build there (default: assignments/ of the project)")
    build.add_argument("--lang", choices=("en", "zh"), default="en", help="what the learner reads (default: en)")

    _for_learning(commands)
    _for_practice(commands)
    _for_interviews(commands)
    _for_studying(commands)

    bench = commands.add_parser("bench", help="how fast the references and the grading are, as ratios")
    bench.add_argument("--rounds", type=int, default=7, metavar="N", help="runs of each (default: 7)")
    bench.add_argument("--threads", type=int, default=1, metavar="N", help="threads of both (default: 1)")
    bench.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: LANG's)")

    doctor = commands.add_parser("doctor", help="what this machine offers, and what to do about the rest")
    doctor.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: LANG's)")
    return parser


def _for_learning(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    explode = commands.add_parser("explode", help="ReLU against tanh: watch states and gradients explode, or vanish")
    explode.add_argument("--gain", type=float, action="append", metavar="G", help="of the matrix; may be repeated")
    explode.add_argument("--steps", type=int, default=100, metavar="T", help="how often it is used (default: 100)")
    explode.add_argument("--size", type=int, default=64, metavar="H", help="units of each network (default: 64)")
    explode.add_argument("--seed", type=int, default=0, metavar="S", help="draws the matrices (default: 0)")
    explode.add_argument(
        "--to",
        type=Path,
        default=Path("explosion.png"),
        metavar="FILE",
        help="the picture, .png or .svg (default: here)",
    )
    explode.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: LANG's)")

    quiz = commands.add_parser("quiz", help="questions, one after the other, each with what is to be learnt from it")
    quiz.add_argument("topic", nargs="?", help="a topic, or a question's id (default: all)")
    quiz.add_argument("--count", type=int, metavar="N", help="ask so many at the most (default: all)")
    quiz.add_argument("--seed", type=int, metavar="S", help="draws the order and every number (default: new each time)")
    quiz.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: LANG's)")

    export = commands.add_parser("export", help="the quiz as a file for Anki, Canvas (qti) or Moodle")
    export.add_argument("format", choices=("anki", "qti", "moodle"), help="for which tool")
    export.add_argument("--to", type=Path, metavar="FILE", help="default: rnnkit-quiz.apkg, .zip or .xml, here")
    export.add_argument("--topic", metavar="T", help="a topic, or a question's id (default: all)")
    export.add_argument("--seed", type=int, default=0, metavar="S", help="draws every number (default: 0)")
    export.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: LANG's; for Anki both)")


def _for_practice(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    drill = commands.add_parser("drill", help="what is due today: questions and katas, asked again when you need it")
    over = drill.add_mutually_exclusive_group()
    over.add_argument("--minutes", type=float, metavar="M", help="end after so many minutes (default: 20)")
    over.add_argument("--count", type=int, metavar="N", help="end after so many questions and katas")
    drill.add_argument("--topic", metavar="T", help="only one topic or assignment (default: all)")
    drill.add_argument(
        "--new", type=int, metavar="N", help="up to N new things today (default: 10; a --topic counts its own)"
    )
    drill.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: LANG's)")
    drill.add_argument("--unsafe", action="store_true", help="run what you write even where nothing isolates it")

    progress = commands.add_parser("progress", help="how far you have come, what is due, and what to think over")
    progress.add_argument("--html", type=Path, metavar="FILE", help="write it as a page, with pictures")
    progress.add_argument("--export", type=Path, metavar="FILE", help="write all that you did as JSON")
    progress.add_argument("--import", type=Path, metavar="FILE", dest="import_", help="add what such a file holds")
    progress.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: LANG's)")


def _for_interviews(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    mock = commands.add_parser("mock", help="a timed interview without feedback, and then a debrief")
    mock.add_argument("--minutes", type=float, default=45, metavar="M", help="how long it is (default: 45)")
    mock.add_argument(
        "--role", choices=("ml-engineer", "researcher"), default="ml-engineer", help="what is asked about"
    )
    mock.add_argument("--seed", type=int, metavar="S", help="draws what is asked (default: new each time)")
    mock.add_argument("--new", action="store_true", help="start over, where one is under way")
    mock.add_argument("--to", type=Path, metavar="FILE", help="write the debrief there, .md or .html")
    mock.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: LANG's)")
    mock.add_argument("--unsafe", action="store_true", help="run what you write even where nothing isolates it")


def _for_studying(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    start = commands.add_parser(
        "start", help="make a folder to work in, with every assignment; brings an old one up to date"
    )
    start.add_argument("folder", nargs="?", type=Path, help="where (default: rnnkit-work, or the one you are in)")
    start.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: the folder's, or LANG's)")

    watch = commands.add_parser("watch", help="grade the exercise you are at each time you save it, with hints")
    watch.add_argument("name", nargs="?", default="", help="an assignment or exercise to start at (default: the next)")
    _common(watch)

    hint = commands.add_parser("hint", help="a hint for an exercise: a question, then the equation, then the line")
    hint.add_argument("exercise", nargs="?", default="", help="which exercise (default: the one you are at)")
    hint.add_argument(
        "--step", type=int, choices=(1, 2, 3), help="1 a question, 2 the equation, 3 the line (default: next)"
    )
    _common(hint)

    listed = commands.add_parser("list", help="every exercise: passed, started, untouched, skipped, given up; points")
    listed.add_argument("name", nargs="?", default="", help="only this assignment, or an exercise's (default: all)")
    listed.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: the folder's)")

    reset = commands.add_parser("reset", help="put an exercise back to how it was given; keeps a backup")
    reset.add_argument("what", metavar="EXERCISE|FILE", help="rnn_forward, or rnn.py for all of it")
    reset.add_argument("--yes", action="store_true", help="do not ask")
    reset.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: the folder's)")

    solution = commands.add_parser("solution", help="the solution of an exercise you have passed, or give up on")
    solution.add_argument("exercise", metavar="EXERCISE", help="which exercise")
    solution.add_argument(
        "--give-up", action="store_true", help="see it all the same; the exercise comes back tomorrow"
    )
    solution.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: the folder's)")


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("en", "zh"), help="English or Chinese (default: LANG's)")
    parser.add_argument("--seed", type=int, metavar="S", help="the course's seed, which draws the hidden inputs")
    parser.add_argument("--unsafe", action="store_true", help="run submissions even where nothing isolates them")


def _level(parser: argparse.ArgumentParser, default: str | None = "hint", told: str = "hint") -> None:
    parser.add_argument(
        "--level",
        choices=("full", "hint", "score"),
        default=default,
        help=f"how much is told: values too, what failed and a hint, or the score alone (default: {told})",
    )


if __name__ == "__main__":
    sys.exit(main())
