"""An Anki deck: a note a question and language, with all that is to be learnt from it on its back."""

from __future__ import annotations

import hashlib
import io
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.catalogue import Text
from autograder.drawings.svg import draw
from autograder.quiz.exports.exported import Exported
from autograder.quiz.exports.page import closing, html
from autograder.quiz.kinds import choice
from autograder.quiz.posed import problem, words
from autograder.quiz.question import TOPICS
from autograder.quiz.reading import diagram_of
from autograder.quiz.shown import rubric, solution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.catalogue import Language
    from autograder.quiz.asked import Asked

CSS = """\
.card { font: 18px/1.5 system-ui, sans-serif; max-width: 42em; margin: 0 auto; padding: 0 1em; text-align: left; }
code { font-family: ui-monospace, monospace; font-size: 0.9em; }
pre { padding: 0.6em; overflow-x: auto; background: #8882; border-radius: 6px; }
ul { list-style: none; padding-left: 0; }
img { max-width: 100%; }
"""


def anki(questions: Sequence[Asked], languages: Sequence[Language]) -> Exported:
    """The deck. A learner grades themselves there, so every question can be carried.

    A note's guid comes from the question and the language alone: importing a later deck updates the words, and keeps
    what Anki knows of the learner.
    """
    import genanki  # noqa: PLC0415 - needed by this export alone

    # The ids and the fields are what an import recognises: others would be other notes to Anki.
    model = genanki.Model(
        _number("model"),
        "rnnkit",
        fields=[{"name": "Id"}, {"name": "Question"}, {"name": "Answer"}],
        templates=[
            {"name": "Card", "qfmt": "{{Question}}", "afmt": '{{FrontSide}}<hr id="answer">{{Answer}}'},
        ],
        css=CSS,
    )
    decks: dict[tuple[str, str], Any] = {}
    drawings: dict[str, str] = {}
    for lang in languages:
        for asked in questions:
            topic = asked.question.topic
            name = f"rnnkit::{_LANGUAGE.said(lang)}::{TOPICS[topic].said(lang)}"
            deck = decks.setdefault((lang, topic), genanki.Deck(_number("deck", lang, topic), name))
            deck.add_note(
                genanki.Note(
                    model,
                    [f"{asked.question.id} {lang}", _front(asked, lang, drawings), _back(asked, lang, drawings)],
                    guid=genanki.guid_for("rnnkit", asked.question.id, lang),
                    tags=[f"rnnkit::{topic}", f"rnnkit::{asked.question.kind}", f"rnnkit::{lang}"],
                )
            )
    return Exported(_packed(list(decks.values()), drawings), tuple(asked.question.id for asked in questions))


def _number(*parts: str) -> int:
    """An id in the range that Anki takes, always the same for the same parts."""
    digest = hashlib.sha256(" ".join(("rnnkit", *parts)).encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:4], "big") % (1 << 30)


def _front(asked: Asked, lang: Language, drawings: dict[str, str]) -> str:
    return html(problem(asked, lang)) + _drawn(asked, drawings, wired=False)


def _back(asked: Asked, lang: Language, drawings: dict[str, str]) -> str:
    pieces = [solution(asked, lang), _options(asked, lang), _known(asked, lang), closing(asked, lang)]
    pieces.insert(0, rubric(asked, lang))
    return html("\n\n".join(filter(None, pieces))) + _drawn(asked, drawings, wired=True)


def _options(asked: Asked, lang: Language) -> str:
    """Each option again: whether it is right, and why not."""
    lines = []
    for letter, option in choice.shown(asked).items() if asked.question.options else ():
        why = f" — {asked.said(option.why).said(lang)}" if option.why else ""
        lines.append(f"- {'✓' if option.right else '✗'} **{letter}** {words(asked, option).said(lang)}{why}")
    return "\n".join(lines)


def _known(asked: Asked, lang: Language) -> str:
    """Wrong answers that people give, and what is said to them."""
    lines = []
    for wrong in asked.question.wrong:
        value = wrong.value if asked.question.kind == "formula" else asked.value(wrong.value)
        spelled = f"{value:.6g}" if isinstance(value, float) else value
        lines.append(f"- ✗ `{spelled}` — {asked.said(wrong.why).said(lang)}")
    return "\n".join(lines)


def _drawn(asked: Asked, drawings: dict[str, str], *, wired: bool) -> str:
    """The cell that is to be wired, without its wires or with them; its drawing goes into the deck."""
    if not asked.question.diagram:
        return ""
    diagram = diagram_of(asked)
    name = f"rnnkit-{asked.question.diagram}{'' if wired else '-nodes'}.svg"
    drawings[name] = draw(diagram if wired else replace(diagram, wires=()))
    return f'\n<p><img src="{name}"></p>'


def _packed(decks: list[Any], drawings: dict[str, str]) -> bytes:
    import genanki  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in drawings]
        for path in paths:
            path.write_text(drawings[path.name], "utf-8")
        packed = io.BytesIO()
        genanki.Package(decks, media_files=list(map(str, paths))).write_to_file(packed)
    return packed.getvalue()


_LANGUAGE = Text("English", "中文")
