"""The explosion as a picture: small multiples on log axes, and the step at which numbers run out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.lines import Line2D
from matplotlib.text import Annotation

from autograder.catalogue import Text
from autograder.demos.colours import shades
from autograder.demos.explosion import DTYPES, bounds
from solutions.explosion import steps_to_overflow

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import SubFigure

    from autograder.catalogue import Language
    from autograder.demos.explosion import Demo

CHINESE = (  # fonts that come with Linux, Windows and macOS
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "SimHei",
    "Noto Sans CJK JP",  # holds the same glyphs; of a font collection matplotlib may know the first name alone
)
WIDTH, HEIGHT, DPI = 13.33, 8.8, 150  # inches; a slide is 13.33 wide
INK, QUIET, FAINT = "#222222", "#666666", "#e4e4e4"
DTYPE_COLOURS = {"float16": "#CC79A7", "float32": "#009E73", "float64": "#0072B2"}  # Okabe and Ito's
STYLE: dict[Any, Any] = {
    "axes.edgecolor": "#999999",
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "font.size": 10,
    "grid.color": FAINT,
    "grid.linewidth": 0.7,
    "svg.hashsalt": "rnnkit",  # the same picture gives the same file
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
}


def picture(demo: Demo, kind: str, lang: Language) -> bytes:
    """Draw it.

    Args:
        demo: what there is to draw
        kind: ``"png"`` or ``"svg"``
        lang: of the words; English where no font here has Chinese

    Returns:
        the file's content, the same each time
    """
    known = set(fontManager.get_font_names())
    chinese = next(filter(known.__contains__, CHINESE), None)
    if chinese is None:
        lang = "en"
    family = [chinese, "DejaVu Sans"] if lang == "zh" else ["DejaVu Sans"]
    content = io.BytesIO()
    with mpl.rc_context({**STYLE, "font.family": family}):
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        _figure(demo, lang).savefig(content, format=kind, dpi=DPI, metadata=metadata, facecolor="white")
    return content.getvalue()


def _figure(demo: Demo, lang: Language) -> Figure:
    figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
    parts: Any = figure.subfigures(3, 1, height_ratios=(0.09, 1, 0.56))
    head, top, bottom = parts
    _head(head, demo, lang)
    _networks(top, demo, lang)
    left, right = bottom.subplots(1, 2, gridspec_kw={"wspace": 0.06})
    _ceilings(left, demo, lang)
    _steps(right, demo, lang)
    _settle(figure)
    return figure


def _settle(figure: Figure) -> None:
    """Fix what the layout has found but for its last digits, in which the solver differs from run to run."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axis in figure.axes:
        left, bottom, width, height = (round(float(part), 5) for part in axis.get_position().bounds)
        axis.set_position((left, bottom, width, height))


def _head(part: SubFigure, demo: Demo, lang: Language) -> None:
    """The title, and the gains by colour."""
    title = part.text(0.012, 0.5, _TITLE.said(lang), fontsize=17, fontweight="bold", va="center")
    size = _SIZE.format(size=demo.size).said(lang)
    part.add_artist(Annotation(size, (1, 0.5), (12, 0), title, textcoords="offset points", color=QUIET, va="center"))
    colours = shades(demo.gains)
    name = Line2D([], [], ls="", label=_GAIN.said(lang))
    lines = [Line2D([], [], color=colours[gain], lw=3, label=f"{gain:g}") for gain in demo.gains]
    part.legend(
        handles=[name, *lines],
        loc="center right",
        ncols=1 + len(lines),
        frameon=False,
        fontsize=11,
        handlelength=1.1,
        handletextpad=0.5,
        columnspacing=1.1,
    )


def _networks(part: SubFigure, demo: Demo, lang: Language) -> None:
    """A column a network: how long its states are, and how long its gradients."""
    colours = shades(demo.gains)
    low, high = bounds(demo)
    axes = part.subplots(2, len(demo.networks), sharex=False, sharey=True)
    for column, network in enumerate(demo.networks):
        for row, quantity in enumerate(("states", "gradients")):
            axis = axes[row, column]
            axis.axhline(1, color="#bbbbbb", lw=1)
            for curve in demo.of(network):
                norms = getattr(curve, quantity)
                drawn = np.where(np.isfinite(norms) & (norms > 0), norms, np.nan)
                axis.semilogy(drawn, color=colours[curve.gain], lw=2)
            axis.set(xlim=(0, demo.steps), ylim=(low, high), xlabel=_ALONG[row].said(lang))
            axis.set_yticks(_decades(low, high))
            axis.minorticks_off()
        axes[0, column].set_title(network.name.said(lang), fontweight="bold", fontsize=13, pad=21)
        remark = _REMARKS[column].said(lang)
        axes[0, column].text(0, 1.035, remark, transform=axes[0, column].transAxes, fontsize=9, color=QUIET)
    for row, words in enumerate(_UP):
        axes[row, 0].set_ylabel(words.said(lang), fontsize=11)


def _decades(low: float, high: float) -> list[float]:
    """Seven powers of ten or fewer, 1 among them."""
    first, last = round(np.log10(low)), round(np.log10(high))
    apart = -(-(last - first) // 6)
    return [10.0**power for power in range(first, last + 1) if power % apart == 0]


def _ceilings(axis: Axes, demo: Demo, lang: Language) -> None:
    """One unit on its way up: the exponent of its state, on a log axis, so that every gain is a straight line."""
    colours = shades(demo.gains)
    ends = {dtype: float(np.log10(np.finfo(dtype).max)) for dtype in DTYPES}
    last = max([1000.0, *(one.predicted for one in demo.overflows if one.predicted)])
    steps = np.geomspace(1, 2 * last, 200)
    axis.set(xscale="log", yscale="log")
    for gain in demo.gains:
        if gain > 1:
            axis.plot(steps, steps * np.log10(gain), color=colours[gain], lw=2)
    if max(demo.gains) <= 1:
        axis.text(0.65, 0.69, _NONE.said(lang), transform=axis.transAxes, ha="center", color=QUIET, fontsize=12)
    for dtype, end in ends.items():
        axis.axhline(end, color=DTYPE_COLOURS[dtype], lw=1.2, ls=(0, (4, 3)))
        axis.text(
            1.06,
            end * 1.1,
            _END.format(dtype=dtype, end=_power(end)).said(lang),
            color=DTYPE_COLOURS[dtype],
            fontsize=9,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.8},
        )
    for one in demo.overflows:
        if one.predicted:
            _marks(axis, one.predicted, ends[one.dtype], one.seen, ends[one.dtype])
    axis.set(xlim=(1, 2 * last), ylim=(0.5, 900), xlabel=_ALONG[0].said(lang), ylabel=_STATE.said(lang))
    axis.set_yticks([1, 10, 100], ["$10^{1}$", "$10^{10}$", "$10^{100}$"])
    axis.minorticks_off()
    axis.set_title(_CEILINGS.said(lang), fontweight="bold", fontsize=13)
    marks = [
        Line2D([], [], ls="", marker="o", ms=9, mfc="none", mec=INK, mew=1.3, label=_PREDICTED.said(lang)),
        Line2D([], [], ls="", marker="x", ms=6, mec=INK, mew=1.6, label=_SEEN.said(lang)),
    ]
    axis.legend(handles=marks, loc="lower right", frameon=True, framealpha=0.9, edgecolor="none", fontsize=9)


def _steps(axis: Axes, demo: Demo, lang: Language) -> None:
    """How many steps a gain leaves."""
    right = float(np.clip(1.05 * max(demo.gains), 2, 5))
    first = min([1.02, *(gain for gain in demo.gains if gain > 1.01)])
    gains = 1 + np.geomspace(first - 1, right - 1, 120)
    for dtype in DTYPES:
        axis.semilogy(gains, [steps_to_overflow(gain, dtype) for gain in gains], color=DTYPE_COLOURS[dtype], lw=2.2)
        height = steps_to_overflow(right, dtype) or 1
        axis.annotate(
            dtype, (right, height), (6, 0), textcoords="offset points", va="center", color=DTYPE_COLOURS[dtype]
        )
    for one in demo.overflows:
        if one.predicted and one.gain <= right:
            _marks(axis, one.gain, one.predicted, one.gain, one.seen)
    left = max(min(1 - (right - 1) / 4, *demo.gains), 0.0)
    axis.axvspan(left, 1, color="#f2f2f2", lw=0)
    axis.text((left + 1) / 2, 0.5, _NEVER.said(lang), transform=axis.get_xaxis_transform(), ha="center", color=QUIET)
    axis.set(xlim=(left, right), ylim=(1, 1e5), xlabel=_GAIN.said(lang), ylabel=_LEFT.said(lang))
    axis.set_title(_STEPS.said(lang), fontweight="bold", fontsize=13)


def _marks(axis: Axes, x: float, y: float, seen_x: float | None, seen_y: float | None) -> None:
    """A ring where an overflow is predicted, a cross in it where it is seen."""
    axis.plot([x], [y], "o", ms=9, mfc="none", mec=INK, mew=1.3, zorder=5, clip_on=False)
    if seen_x is not None and seen_y is not None:
        axis.plot([seen_x], [seen_y], "x", ms=6, mec=INK, mew=1.6, zorder=6, clip_on=False)


def _power(exponent: float) -> str:
    whole = int(exponent)
    return rf"${10 ** (exponent - whole):.1f}\cdot 10^{{{whole}}}$"


_TITLE = Text("ReLU against tanh: one matrix at every step", "ReLU 与 tanh：每一步都用同一个矩阵")
_SIZE = Text("{size} units, no input", "{size} 个单元，没有输入")
_GAIN = Text("gain", "增益")
_ALONG = Text("step t", "步 t"), Text("steps back from the last state, k", "从最后的状态往回 k 步")
_UP = (
    Text("state norm\n$\\Vert h_t\\Vert$", "状态范数\n$\\Vert h_t\\Vert$"),
    Text(
        "gradient norm\n$\\Vert\\partial h_T/\\partial h_{T-k}\\Vert$",
        "梯度范数\n$\\Vert\\partial h_T/\\partial h_{T-k}\\Vert$",
    ),
)
_REMARKS = (
    Text("states are bounded, gradients need not be", "状态有界，梯度未必"),
    Text("half of it is off: grows only beyond $\\sqrt{2}$", "约一半单元关闭：增益超过 $\\sqrt{2}$ 才增长"),
    Text("what is lost at 1 is lost to the bend of tanh", "增益为 1 时，损失只来自 tanh 的弯曲"),
    Text("the IRNN: an exact power of the gain", "即 IRNN：恰好是增益的幂"),
)
_STATE = Text("state  $h_t$", "状态  $h_t$")
_CEILINGS = Text("One ReLU climbs until its numbers run out", "一个 ReLU 不断上升，直到数值溢出")
_END = Text("{dtype} ends at {end}", "{dtype} 的上限：{end}")
_NONE = Text("no gain above 1: nothing ever overflows", "没有大于 1 的增益：永远不会溢出")
_PREDICTED = Text("predicted by steps_to_overflow", "steps_to_overflow 的预测")
_SEEN = Text("seen in a network run in that dtype", "在该 dtype 下运行网络时实际看到")
_STEPS = Text("How long a gain can be repeated", "一个增益可以重复多少步")
_LEFT = Text("steps to overflow", "到溢出的步数")
_NEVER = Text("never", "永不溢出")
