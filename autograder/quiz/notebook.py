"""The quiz in a notebook: ``from autograder.quiz.notebook import quiz``, then ``quiz("lstm", count=5)``.

Where a notebook shows widgets it is asked with widgets; where lines can be typed, as in the terminal; and where nobody
is there to answer, as when a notebook is executed by nbconvert, its questions are printed.
"""

from __future__ import annotations

import secrets
from importlib.util import find_spec
from typing import Any

from autograder.catalogue import Language, Text, language
from autograder.quiz.plain import plain
from autograder.quiz.posed import problem
from autograder.quiz.round import NothingToAskError, Round, begin
from autograder.quiz.shown import heading
from autograder.quiz.talk import talk

WIDTH = 80


def quiz(topic: str | None = None, *, count: int | None = 10, seed: int | None = None, lang: str | None = None) -> None:
    """Ask questions, one after the other, each with what is to be learnt from it.

    Args:
        topic: basics, shapes, bptt, gradients, lstm, gru, practice, bugs, or a question's id; None: all
        count: how many at the most; None: all there are
        seed: draws the order and every number; None: new each time
        lang: "en" or "zh"; None: LANG's
    """
    spoken = language(lang)
    seed = secrets.randbelow(10**6) if seed is None else seed
    try:
        going = begin(topic, count, seed)
    except NothingToAskError as error:
        print(error.words.said(spoken))  # noqa: T201 - a traceback would hide the sentence
        return
    voice = Plain()
    kernel = _kernel()
    if kernel and not kernel.get_parent().get("content", {}).get("allow_stdin"):
        _print(going, voice, spoken)
        voice.say(_NOBODY.format(call=f"quiz({topic!r}, count={count}, seed={seed})").said(spoken))
    elif kernel and find_spec("ipywidgets"):
        from autograder.quiz.view import View  # noqa: PLC0415 - needs ipywidgets, which is optional

        View(going, spoken).show()
    else:
        if kernel:
            voice.say(_PLAIN.said(spoken))
        talk(going, voice, spoken)


class Plain:
    """The `Voice` of print and input."""

    def say(self, text: str = "", style: str = "") -> None:  # noqa: ARG002 - no colours here
        """Say some lines."""
        print(text)  # noqa: T201 - it is what this is for

    def rule(self, title: str = "") -> None:
        """Draw a line across, with a title in it."""
        self.say(f" {title} ".center(WIDTH, "─") if title else "─" * WIDTH)

    def path(self, words: str, path: str) -> None:
        """Say where a file is."""
        self.say(f"{words}: {path}")

    def read(self, prompt: str) -> str:
        """A line, without its end."""
        return input(prompt)


def _kernel() -> Any:
    """The Jupyter kernel that this runs in; None elsewhere."""
    if not find_spec("IPython"):
        return None
    from IPython.core.getipython import get_ipython  # noqa: PLC0415 - optional, as ipywidgets is

    return getattr(get_ipython(), "kernel", None)


def _print(going: Round, voice: Plain, lang: Language) -> None:
    """Print the questions without asking them."""
    for number, asked in enumerate(going.questions, 1):
        voice.rule(f"{number}/{len(going.questions)} · {heading(asked, lang)}")
        voice.say(plain(problem(asked, lang)) + "\n")


_NOBODY = Text(
    "Nobody can answer here. Open the notebook in JupyterLab and run this cell, or type the same in a Python:\n"
    "  from autograder.quiz.notebook import quiz; {call}",
    "这里没有人可以作答。请在 JupyterLab 中打开并运行这个单元格，或在 Python 中输入：\n"
    "  from autograder.quiz.notebook import quiz; {call}",
)
_PLAIN = Text(
    "For buttons instead of lines: pip install 'ipywidgets>=8', and start the kernel again.",
    "想用按钮作答：pip install 'ipywidgets>=8'，然后重启内核。",
)
