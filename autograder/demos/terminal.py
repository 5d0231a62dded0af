"""The explosion in a terminal: charts side by side, what is left in the end, and when numbers run out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text as Rich

from autograder.catalogue import Text
from autograder.demos.chart import Line, beside, chart
from autograder.demos.colours import shades
from autograder.demos.explosion import DTYPES, LONGEST, bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from autograder.catalogue import Language
    from autograder.demos.explosion import Curve, Demo, Overflow

COLOURS = ("#56B4E9", "#E69F00", "#009E73", "#CC79A7")  # of the networks: Okabe and Ito's, on light and on dark
LETTERS = "abcdefghi"
TALL, LOW = 16, 10  # rows of a chart that is alone, and of one of four


def shown(demo: Demo, lang: Language, width: int, *, fine: bool) -> Iterator[RenderableType]:
    """Everything, from top to bottom.

    Args:
        demo: what there is to draw
        lang: of the words
        width: columns of the terminal
        fine: whether it has colours, braille and lines; else letters tell the curves apart
    """
    yield Rich(_TITLE.format(size=demo.size, steps=demo.steps).said(lang), style="bold")
    yield from _charts(demo, lang, width, fine=fine)
    yield Rich()
    yield _norms(demo, lang)
    yield Rich()
    yield Rich(_INF.said(lang), style="dim")
    yield _overflows(demo, lang)


def _charts(demo: Demo, lang: Language, width: int, *, fine: bool) -> Iterator[Rich]:
    """Of one gain a pair of charts in which the networks are compared; of several a pair a network, comparing gains."""
    if len(demo.gains) == 1:
        yield _legend([network.name.said(lang) for network in demo.networks], COLOURS, fine=fine)
        yield from _pair("", demo.curves, COLOURS, demo, lang, (width, TALL), fine=fine)
        return
    colours = [shades(demo.gains)[gain] for gain in demo.gains]
    yield _legend([f"{gain:g}" for gain in demo.gains], colours, fine=fine)
    for network in demo.networks:
        yield from _pair(f"{network.name.said(lang)}: ", demo.of(network), colours, demo, lang, (width, LOW), fine=fine)


def _pair(
    prefix: str,
    curves: Sequence[Curve],
    colours: Sequence[str],
    demo: Demo,
    lang: Language,
    size: tuple[int, int],
    *,
    fine: bool,
) -> list[Rich]:
    """States on the left, gradients on the right."""
    keys = list(zip(colours, LETTERS, strict=False))
    states = [Line(curve.states, *key) for curve, key in zip(curves, keys, strict=False)]
    gradients = [Line(curve.gradients, *key) for curve, key in zip(curves, keys, strict=False)]
    half = (size[0] - 2) // 2, size[1]
    return beside(
        chart(prefix + _STATES.said(lang), states, bounds(demo), (_ON.said(lang), demo.steps), half, fine=fine),
        chart(prefix + _GRADIENTS.said(lang), gradients, bounds(demo), (_BACK.said(lang), demo.steps), half, fine=fine),
    )


def _legend(names: Sequence[str], colours: Sequence[str], *, fine: bool) -> Rich:
    line = Rich()
    for name, colour, letter in zip(names, colours, LETTERS, strict=False):
        line.append("━━ " if fine else f"{letter}: ", style=colour)
        line.append(f"{name}   ")
    line.rstrip()
    return line


def _norms(demo: Demo, lang: Language) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, side in zip(_COLUMNS, ("right", "left", "right", "right", "left"), strict=True):
        table.add_column(heading.said(lang), justify=side)  # type: ignore[arg-type]
    for curve in demo.curves:
        word, colour = _VERDICTS[curve.verdict]
        gradient = f"{curve.gradients[-1]:.1e}" if len(curve.gradients) == len(curve.states) else "-"
        name = curve.network.name.said(lang)
        table.add_row(f"{curve.gain:g}", name, f"{curve.states[-1]:.1e}", gradient, Rich(word.said(lang), style=colour))
    return table


def _overflows(demo: Demo, lang: Language) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (_COLUMNS[0].said(lang), *DTYPES):
        table.add_column(heading, justify="right", min_width=5 if heading == _COLUMNS[0].said(lang) else 15)
    for gain in demo.gains:
        table.add_row(f"{gain:g}", *(_when(one).said(lang) for one in demo.overflows if one.gain == gain))
    return table


def _when(one: Overflow) -> Text:
    if one.far:
        return _FAR.format(steps=LONGEST)
    return _WHEN.format(predicted=one.predicted, seen=one.seen or "-") if one.predicted else _NEVER


_TITLE = Text(
    "ReLU against tanh: {size} units, {steps} steps, no input", "ReLU 与 tanh：{size} 个单元，{steps} 步，没有输入"
)
_STATES = Text("state norm", "状态范数")
_GRADIENTS = Text("gradient norm", "梯度范数")
_ON = Text("steps", "步数")
_BACK = Text("steps back", "往回的步数")
_COLUMNS = (
    Text("gain", "增益"),
    Text("network", "网络"),
    Text("last state", "最后状态"),
    Text("gradient at h0", "h0 处的梯度"),
    Text("verdict", "判断"),
)
_VERDICTS = {
    "vanishes": (Text("vanishes", "消失"), "blue"),
    "stable": (Text("stable", "稳定"), "green"),
    "explodes": (Text("explodes", "爆炸"), "red"),
    "overflows": (Text("overflows", "溢出"), "bold red"),
}
_INF = Text(
    "First inf: predicted by steps_to_overflow / seen in a network of that dtype",
    "第一个 inf 在第几步：steps_to_overflow 的预测 / 用该 dtype 运行网络时看到的",
)
_WHEN = Text("{predicted} / {seen}", "{predicted} / {seen}")
_NEVER = Text("never", "永不")
_FAR = Text("after {steps}", "{steps} 步之后")
