"""Every word the renderings add of their own, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autograder.catalogue import Text

if TYPE_CHECKING:
    from autograder.catalogue import Language

# Marks
PASSED: Final = Text("passed", "通过")
PARTIAL: Final = Text("partly right", "部分正确")
FAILED: Final = Text("failed", "未通过")
UNTOUCHED: Final = Text("not started", "未开始")
NOT_RUN: Final = Text("not run", "未运行")
UNGRADED: Final = Text("not graded", "未评分")

# One submission
LABEL: Final = Text("{label}: ", "{label}：")
HINT: Final = Text("Hint", "提示")
CHECKS_PASSED: Final = Text("{passed} of {total} checks passed", "{total} 项检查中通过 {passed} 项")
MEND_FIRST: Final = Text("builds on {name}: mend that first", "依赖 {name}：请先改好它")
NEEDS_FIRST: Final = Text("needs {name} first", "先完成 {name}")
WRITE_FIRST: Final = Text("builds on {name}: write that first", "依赖 {name}：请先完成它")
SEE_BELOW: Final = Text("see below", "见下文")
ALL_EXERCISES: Final = Text("Exercises", "练习")
START_HERE: Final = Text("start here", "从这里开始")
NOT_GRADED_BECAUSE: Final = Text("This file could not be graded", "这个文件无法评分")
OUR_FAULT: Final = Text(
    "Checks that could not be run: {count}. The grader is at fault, not your code; the score is not final.",
    "有 {count} 项检查未能运行：这是评分程序的故障，与你的代码无关。分数尚未最终确定。",
)
NOT_ISOLATED: Final = Text("NOT ISOLATED", "未隔离")
NOT_ISOLATED_WHY: Final = Text(
    "The submission ran with your own rights. Grade other people's code on Linux only.",
    "提交的代码是以你本人的权限运行的。他人的代码请只在 Linux 上评分。",
)
ISOLATION: Final = Text("isolation: {level}", "隔离：{level}")
SECONDS: Final = Text("{seconds:.1f} s", "{seconds:.1f} 秒")
SCORE: Final = Text("Score", "得分")
POINTS: Final = Text("{score} of {points} points", "{score} 分（满分 {points} 分）")

# What to type next
NEXT: Final = Text("Next", "下一步")
MEND: Final = Text("mend {name} in {file}, then type", "修改 {file} 中的 {name}，然后输入")
WRITE: Final = Text("write {name} in {file}, then type", "在 {file} 中完成 {name}，然后输入")
MEND_FILE: Final = Text("mend {file}, then type", "修改 {file}，然后输入")
ALL_PASSED: Final = Text("everything passes. Go on with", "全部通过。接着输入")
ALL_DONE: Final = Text("everything passes. See all your files with", "全部通过。查看所有文件，请输入")
VALUES: Final = Text("values", "数值")
AGAIN: Final = Text("run the checks again with", "重新运行检查，请输入")

# A class
COUNT: Final = Text("students: {count}", "{count} 名学生")
STUDENTS: Final = Text("Students", "学生")
STUDENT: Final = Text("Student", "学生")
NEEDING_HELP_FIRST: Final = Text("those who need help first", "最需要帮助的在前")
MEAN: Final = Text("Mean", "平均分")
MEDIAN: Final = Text("Median", "中位数")
HARDEST: Final = Text("Hardest", "最难")
PROBLEMS: Final = Text("Not graded", "未评分")
FIGURES: Final = Text(
    "mean {mean:.1f} of {points}, median {median}", "平均分 {mean:.1f}，中位数 {median}，满分 {points}"
)
UNGRADED_COUNT: Final = Text("not graded: {count}", "未评分：{count} 人")
HARDEST_IS: Final = Text("hardest: {name} ({share:.0%})", "最难：{name}（{share:.0%}）")
MISTAKES: Final = Text("Mistakes the class makes", "班上常见的错误")
RARER: Final = Text("Rarer ones not listed here: {count}", "另有 {count} 种较少见的错误未列出")
NO_MISTAKES: Final = Text("No known mistake was recognised.", "没有识别出已知的错误。")
EXERCISES: Final = Text("Exercises, mean score", "各练习的平均得分率")
MORE: Final = Text(" and {count} more", " 等 {total} 人")
WHO: Final = Text("Who", "哪些人")
MISTAKE: Final = Text("Mistake and hint", "错误与提示")
BETWEEN_NAMES: Final = Text(", ", "、")
CAPPED: Final = Text(
    "Students not listed here: {count}. To see them all, add --html FILE or --csv FILE.",
    "另有 {count} 名学生未列出。要查看全部，请加上 --html 文件名 或 --csv 文件名。",
)
NOBODY: Final = Text("No submission was found.", "没有找到任何提交。")
NOT_FINAL: Final = Text("Not final, because checks were not run", "因有检查未运行而未定的分数")
SCORES: Final = Text("Scores, in % of the points", "得分率分布（%）")
EVERYONE: Final = Text("Everyone, exercise by exercise", "每个人的每道练习")
MARKS: Final = Text("exercises 1 to {last}", "练习 1 至 {last}")


def label(text: Text, lang: Language) -> str:
    """A word with a colon, ready to be followed by what it announces."""
    return LABEL.format(label=text).said(lang)
