"""Texts of the quiz for a terminal: formulas become readable characters, Markdown's marks go."""

from __future__ import annotations

import re
from textwrap import indent

from autograder.quiz.markdown import FENCE, INLINE

GREEK = {"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ"}
GREEK |= {"lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ"}
GREEK |= {"omega": "ω", "Sigma": "Σ", "Delta": "Δ", "Phi": "Φ", "Pi": "Π", "Omega": "Ω"}
SIGNS = {"partial": "∂", "nabla": "∇", "odot": "⊙", "cdot": "·", "cdots": "⋯", "dots": "…", "ldots": "…", "times": "×"}
SIGNS |= {"approx": "≈", "neq": "≠", "ne": "≠", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ll": "≪", "gg": "≫"}
SIGNS |= {"to": "→", "rightarrow": "→", "infty": "∞", "pm": "±", "in": "∈", "sum": "Σ", "prod": "∏", "top": "ᵀ"}
SIGNS |= {"sqrt": "√", "lVert": "‖", "rVert": "‖", "|": "‖", "mid": "|", "prime": "′", "iff": "⇔", "Rightarrow": "⇒"}
SIGNS |= {"leftarrow": "←", "gets": "←"}
SIGNS |= {"propto": "∝", "sim": "~", "forall": "∀", "lfloor": "⌊", "rfloor": "⌋", "%": "%", "_": "_"}
SPACES = {"quad": "  ", "qquad": "    ", ",": " ", ";": " ", ":": " ", "\\": "\n"}
SCALED = ("left", "right", "big", "Big", "displaystyle", "limits")
SILENT = (*SCALED, "!", "begin{aligned}", "end{aligned}")
ACCENTS = {"bar": "\u0304", "hat": "\u0302", "tilde": "\u0303"}  # they combine with the letter before them
GROUPS = ("operatorname", "mathrm", "mathbf", "mathbb", "mathcal", "text", "textbf", "mathit", "boldsymbol")
SYMBOLS = {**GREEK, **SIGNS, **SPACES, **dict.fromkeys((*SILENT, *GROUPS), "")}
RAISED = dict(zip("0123456789+-=()nitk", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵗᵏ", strict=True))  # no T: ᵀ transposes
LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
UNDER, OVER = "\0", "\1"  # what could not be lowered or raised, until all else is done
LETTER = re.compile(r"^(\s*- )\*\*(\w)\*\* ", re.MULTILINE)  # of an option
ARGUMENT = r"\{([^{}]*)\}"
APART = (  # what TeX sets apart without being told
    re.compile(r"(\\(?:sum|prod)(?:[_^](?:\{[^{}]*\}|\\[A-Za-z]+|[^\s\\{}]))+)"),  # a sum's limits
    re.compile(r"(\})(?=\\[dt]?frac)"),
    re.compile(r"((?<![\\A-Za-z])[A-Za-z0-9)])(?=\\(?:tanh|ln|log|exp|max|min)\b)"),
)


def plain(text: str) -> str:
    """A Markdown text with formulas as a terminal can show it; programs stand a little to the right."""
    pieces = []
    for number, piece in enumerate(FENCE.split(text)):  # every second one is a program
        pieces.append(indent(piece, "    ") if number % 2 else INLINE.sub(_marked, LETTER.sub(r"\1\2) ", piece)))
    return re.sub(r"\n{3,}", "\n\n", "".join(pieces)).strip("\n")


def _marked(found: re.Match[str]) -> str:
    inner = found[str(found.lastgroup)]
    match found.lastgroup:
        case "code":
            return found[0]
        case "display":
            return f"\n{indent(formula(inner), '    ')}\n"
        case "math":
            return formula(inner)
    return INLINE.sub(_marked, inner)


def formula(latex: str) -> str:
    """A formula in characters: what stands above or below the line does so where such characters exist."""
    text = re.sub(r"\s*&\s*", " ", _accented(latex.strip().replace("&=", "=")))
    for name in GROUPS:
        text = re.sub(rf"\\{name}\s*{ARGUMENT}", r"\1", text)
    for place in APART:
        text = place.sub(r"\1\\,", text)
    text = re.sub(r"(\\[dt]?frac)(\d)(\d)", r"\1{\2}{\3}", text)
    before = ""
    while before != text:  # from the innermost outwards
        before = text
        text = re.sub(rf"\\[dt]?frac\s*{ARGUMENT}\s*{ARGUMENT}", _fraction, text)
        text = re.sub(rf"\\sqrt\s*{ARGUMENT}", r"√(\1)", text)
        text = re.sub(rf"([_^])(?:{ARGUMENT}|(\\[A-Za-z]+|[^\s\\{{}}]))", _script, text)
    text = re.sub(r"\\(begin\{aligned\}|end\{aligned\}|[A-Za-z]+|.)\s?", _symbol, text)
    for mark, written in (("{", ""), ("}", ""), (UNDER, "_"), (OVER, "^")):
        text = text.replace(mark, written)
    return re.sub(r"[ \t]{2,}", " ", text).strip()


def _fraction(found: re.Match[str]) -> str:
    return "/".join(
        part if re.fullmatch(r"\\?[\w.]+|\\?\w+ ?[\w_^\\]+", part) else f"({part})" for part in found.groups()
    )


def _script(found: re.Match[str]) -> str:
    inner = found[2] if found[2] is not None else found[3]
    inner = re.sub(r"\\([A-Za-z]+)", lambda name: SYMBOLS.get(name[1], name[1]), inner)
    table = LOWERED if found[1] == "_" else RAISED
    if all(char in table for char in inner.replace(" ", "")):
        return "".join(table[char] for char in inner.replace(" ", ""))
    if inner in ("ᵀ", "′"):
        return inner
    mark = UNDER if found[1] == "_" else OVER
    word = len(inner) == 1 or (mark == UNDER and inner.isalnum())
    return f"{mark}{inner}" if word else f"{mark}({inner.replace(' ', '')})"


def _symbol(found: re.Match[str]) -> str:
    known = SYMBOLS.get(found[1])
    if known is not None:
        return known
    return found[1] + (" " if found[0].endswith(" ") else "")  # tanh, log, max: their own names


def _accented(latex: str) -> str:
    """A predicted letter is not the true one: its accent is put over it, as a character that joins the one before."""
    for name, accent in ACCENTS.items():
        latex = re.sub(rf"\\{name}\s*(?:{ARGUMENT}|([A-Za-z]))", rf"\1\2{accent}", latex)
    return latex
