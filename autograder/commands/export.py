"""`rnnkit export`: the quiz as a file for Anki, Canvas or Moodle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import Text, language
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted
from autograder.commands.terminal import console, misnamed, unwritten, waiting, writable, write
from autograder.quiz.exports.anki import anki
from autograder.quiz.exports.moodle import moodle
from autograder.quiz.exports.qti import qti
from autograder.quiz.round import NothingToAskError, begin

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from autograder.catalogue import Language
    from autograder.quiz.exports.exported import Left

ENDINGS = {"anki": ".apkg", "qti": ".zip", "moodle": ".xml"}


def run(options: argparse.Namespace) -> int:
    """Write the file, and say what is in it and what is not."""
    tool, lang, spoken = options.format, language(options.lang), fitted(options.lang)
    path = _see_path(options.to or Path(f"rnnkit-quiz{ENDINGS[tool]}"), tool)
    try:
        questions = begin(options.topic, None, options.seed).questions
    except NothingToAskError as error:
        raise Problem(_NO_TOPIC.format(why=error.words, tool=tool)) from None
    screen = console()
    with waiting(f"rnnkit export {tool}"):
        if tool == "anki":
            exported = anki(questions, (lang,) if options.lang else ("en", "zh"))
        else:
            exported = {"qti": qti, "moodle": moodle}[tool](questions, lang)
    if not exported.ids:
        reasons = Text(
            *("\n".join(f"  {one.id}: {one.reason.said(its)}" for one in exported.left) for its in LANGUAGES)
        )
        raise Problem(_NOTHING.format(tool=tool, reasons=reasons, topic=options.topic))
    try:
        write(path, exported.content)
    except OSError as error:
        raise unwritten(path, error, f"export {tool}") from error
    many = len(exported.ids)
    screen.print((_WRITTEN if many > 1 else _ONE).format(n=many, path=path).said(spoken), soft_wrap=True)
    screen.print(NEXT[tool].said(spoken), soft_wrap=True)
    if exported.left:
        screen.print(_LEFT.format(n=len(exported.left)).said(spoken), soft_wrap=True)
        for reason, ids in _by_reason(exported.left).items():
            screen.print(f"  {reason.said(spoken)}: {', '.join(ids)}", soft_wrap=True)
    return 0


def _see_path(path: Path, tool: str) -> Path:
    """See that the file can be written, and that the tool will know it by its ending."""
    ending = ENDINGS[tool]
    if path.suffix.lower() != ending and not path.is_dir():
        name = path.with_suffix(ending) if path.name else path / f"rnnkit-quiz{ending}"
        raise misnamed(path, ending, f"export {tool}", name)
    if path.is_dir():
        raise Problem(_FOLDER.format(path=path, tool=tool, file=path / f"rnnkit-quiz{ending}"))
    writable(path)
    return path


def _by_reason(left: Sequence[Left]) -> dict[Text, list[str]]:
    reasons: dict[Text, list[str]] = {}
    for one in left:
        reasons.setdefault(one.reason, []).append(one.id)
    return reasons


LANGUAGES: tuple[Language, Language] = ("en", "zh")  # as a Text has them
_NO_TOPIC = Text(
    "{why}\n  next: rnnkit export {tool} --topic lstm", "{why}\n  下一步：rnnkit export {tool} --topic lstm"
)
_NOTHING = Text(
    "nothing can be carried to {tool}\n{reasons}\n  next: rnnkit quiz {topic}",
    "没有可以导出到 {tool} 的题目\n{reasons}\n  下一步：rnnkit quiz {topic}",
)
_FOLDER = Text(
    "{path} is a folder, expected a file\n  next: rnnkit export {tool} --to {file}",
    "{path} 是文件夹，应为文件\n  下一步：rnnkit export {tool} --to {file}",
)
NEXT = {
    "anki": Text(
        "next: in Anki, File > Import; a later import keeps what you have learnt",
        "下一步：在 Anki 中选择“文件 > 导入”；再次导入会保留学习记录",
    ),
    "qti": Text(
        "next: in Canvas, Settings > Import Course Content > QTI .zip file",
        "下一步：在 Canvas 中选择“设置 > 导入课程内容 > QTI .zip 文件”",
    ),
    "moodle": Text(
        "next: in Moodle, Question bank > Import > Moodle XML format",
        "下一步：在 Moodle 中选择“题库 > 导入 > Moodle XML 格式”",
    ),
}
_WRITTEN = Text("{n} questions are in {path}", "{path} 中有 {n} 道题")
_ONE = Text("1 question is in {path}", "{path} 中有 1 道题")
_LEFT = Text("could not be carried over, {n} in all:", "有 {n} 道题无法导出：")
