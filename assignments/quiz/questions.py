"""Your questions: their numbers are drawn from your id, which stands in `answers.toml`.

    python questions.py                 shows them all, and which of your answers cannot be read
    python questions.py ID …            shows some

Whether an answer can be read is told here; whether it is right is told after you have handed in.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

from checks import (
    Asked,
    InvalidError,
    MAX_BYTES,
    NOTHING,
    Notice,
    Option,
    Question,
    READERS,
    Sheet,
    Text,
    ask,
    how,
    plain,
    problem,
    read_sheet,
    same,
    seed_of,
)

LANG = "en"
SEED = 1997
FILE = Path(__file__).with_name("answers.toml")


class NotReadableError(ValueError):
    """An answer cannot be read; a notebook shows these words and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def sheet() -> Sheet:
    """What stands in answers.toml by now."""
    source = FILE.read_bytes()[: MAX_BYTES + 1]
    if len(source) > MAX_BYTES:
        return Sheet(notices=[Notice(1, _LARGE.format(most=MAX_BYTES // 1024))])
    try:
        return read_sheet(source.decode("utf-8-sig"), QUESTIONS)
    except UnicodeDecodeError as error:
        return Sheet(notices=[Notice(source.count(b"\n", 0, error.start) + 1, _NO_UTF8)])


def notices() -> list[str]:
    """What is not as it should be besides the answers; the first is about whose the answers are."""
    read = sheet()
    known = os.environ.get("JUPYTERHUB_USER", "")
    told = [] if read.student else [_at(read.line, _NOBODY)]
    told += [_at(read.line, _ANOTHER.format(got=read.student, known=known))] if known not in ("", read.student) else []
    return told + [_at(notice.line, notice.words) for notice in read.notices]


def asked(name: str) -> Asked:
    """A question with your numbers."""
    return ask(QUESTIONS[name], seed_of(SEED, sheet().student))


def why_unread(name: str) -> str | None:
    """Why an answer cannot be read; nothing where it can, None where there is none."""
    read = sheet()
    if name in read.unread:
        return _at(read.unread[name].line, read.unread[name].words)
    answer = read.answers.get(name)
    if answer is None or not answer.given:
        return None
    kind = QUESTIONS[name].kind
    try:
        READERS[kind](asked(name), answer.text(kind))
    except InvalidError as invalid:
        return _at(answer.line, invalid.words)
    return ""


def show(name: str) -> None:
    """Show a question with your numbers, and whether your answer can be read."""
    read = sheet()
    if not read.student:
        _say(_at(read.line, _NOBODY), missing=True)
        return
    one = asked(name)
    points = _POINTS.format(points=POINTS[name]).said(LANG)
    text = f"**{name}** · {points}\n\n{problem(one, LANG)}"
    if "ipykernel" in sys.modules:
        notebook: Any = importlib.import_module("IPython.display")

        notebook.display(notebook.Markdown(text))
    else:
        print(plain(text))
    print(f"({how(one, LANG)})")
    why = why_unread(name)
    _say((why or _READ.said(LANG)) if why is not None else _NONE.format(name=name).said(LANG), missing=why != "")


def main(names: list[str]) -> int:
    """Show questions, all where none are named; 1 where there is something to mend first."""
    strange = [name for name in names if name not in QUESTIONS]
    told = [_NO_SUCH.format(name=strange[0], known=", ".join(QUESTIONS)).said(LANG)] if strange else notices()
    if not strange and sheet().student:
        for name in names or QUESTIONS:
            show(name)
            print()
    print("\n".join(told))
    return 1 if told else 0


def _say(words: str, *, missing: bool) -> None:
    """Say how it stands; `nbgrader validate` is to list what is missing."""
    if missing and os.environ.get("NBGRADER_EXECUTION") == "validate":
        raise NotReadableError(words)
    print(words)


def _at(line: int, words: Text) -> str:
    return _AT.format(file=FILE.name, line=line, words=words).said(LANG)


def question(name: str, **parts: Any) -> Question:
    """A question from what is published of it, in one language."""
    parts["text"] = same(parts["text"])
    parts["options"] = tuple(Option("", same(text)) for text in parts.get("options", ()))
    parts["lines"] = tuple(same(text) for text in parts.get("lines", ()))
    return Question(id=name, source="", lesson="", explanation=NOTHING, **parts)


_AT = Text("{file}, line {line}: {words}", "{file} 第 {line} 行：{words}")
_NOBODY = Text('write your id: student = "…", as your course knows it', '请写上你的 id：student = "…"，与课程中的一致')
_ANOTHER = Text(
    "student is {got!r}, and here you are {known!r}: are these your numbers?",
    "student 是 {got!r}，而你在这里的 id 是 {known!r}：这些是你的题目吗？",
)
_NO_SUCH = Text("there is no question {name!r}; there are: {known}", "没有题目 {name!r}；共有：{known}")
_LARGE = Text("the file is larger than {most} KiB", "文件超过 {most} KiB")
_NO_UTF8 = Text("this is no UTF-8 text", "不是 UTF-8 文本")
_POINTS = Text("{points} points", "{points} 分")
_READ = Text("your answer can be read", "你的答案可以读取")
_NONE = Text("not answered yet: [{name}] in answers.toml", "还没有作答：answers.toml 中的 [{name}]")
POINTS = {
    "one-step-by-hand": 4,
    "two-layers-bidirectional-parameters": 4,
    "what-is-shared": 2,
    "lstm-bidirectional-output": 3,
    "h-n-ignores-batch-first": 3,
    "seed-two-layers-lstm": 3,
    "view-mixes-the-batch": 4,
    "order-of-bptt": 5,
    "truncated-credit": 3,
    "share-of-the-last-branch": 3,
    "product-of-factors": 3,
    "why-tanh": 4,
    "clip-returns": 2,
    "problems-of-training": 8,
    "wire-the-lstm": 10,
    "one-step-of-an-lstm": 4,
    "gradient-at-f": 5,
    "does-it-cure": 8,
    "gradient-at-the-update-gate": 5,
    "against-lstm": 3,
    "two-variants": 2,
    "class-axis": 3,
    "temperature": 3,
    "dropout-where": 4,
    "teacher-forcing": 2,
}
QUESTIONS = {
    one.id: one
    for one in (
        question(
            "one-step-by-hand",
            topic="basics",
            kind="numeric",
            difficulty=2,
            text="A vanilla RNN with one unit has $w=@{w}$ (input), $u=@{u}$ (state), $b=@{b}$. From $h_0=0$ it reads @{x1}, then @{x2}. What is $h_2$ (three digits)?",
            draw={
                "w": "real(0.4, 1.2, 1)",
                "u": "real(0.5, 1.2, 1)",
                "b": "real(0.1, 0.3, 1)",
                "x1": "real(1.0, 1.9, 1)",
                "x2": "real(0.8, 1.6, 1)",
            },
        ),
        question(
            "two-layers-bidirectional-parameters",
            topic="basics",
            kind="numeric",
            difficulty=3,
            text="How many parameters has `nn.LSTM(@{D}, @{H}, num_layers=2, bidirectional=True)`?",
            draw={
                "D": "integer(4, 10)",
                "H": "integer(11, 20)",
            },
        ),
        question(
            "what-is-shared",
            topic="basics",
            kind="single",
            difficulty=1,
            text="Between which of these does a stacked bidirectional RNN share its weights?",
            options=[
                "the time steps",
                "nothing: each sequence has its own",
                "the two directions",
                "the layers",
            ],
        ),
        question(
            "lstm-bidirectional-output",
            topic="shapes",
            kind="shape",
            difficulty=2,
            text="`nn.LSTM(@{D}, @{H}, num_layers=2, bidirectional=True, batch_first=True)` reads (@{N}, @{T}, @{D}). What is the shape of `output`?",
            draw={
                "N": "integer(2, 6)",
                "T": "integer(4, 9, N)",
                "D": "integer(3, 9, N, T)",
                "H": "integer(10, 24)",
            },
        ),
        question(
            "h-n-ignores-batch-first",
            topic="shapes",
            kind="shape",
            difficulty=2,
            text="`nn.GRU(@{D}, @{H}, num_layers=@{L}, batch_first=True)` reads `x` of shape (@{N}, @{T}, @{D}). What is the shape of `h_n`?",
            draw={
                "N": "integer(2, 6)",
                "T": "integer(4, 9, N)",
                "D": "integer(3, 9, N, T)",
                "H": "integer(10, 24)",
                "L": "integer(2, 4, N)",
            },
        ),
        question(
            "seed-two-layers-lstm",
            topic="shapes",
            kind="shape",
            difficulty=2,
            text="What does this print?",
            draw={
                "N": "integer(3, 4)",
                "T": "integer(5, 9)",
            },
            code=(
                "import torch\n"
                "lstm = torch.nn.LSTM(10, 20, 2)\n"
                "outputs, (hn, cn) = lstm(torch.randn(@{T}, @{N}, 10))\n"
                "print(tuple(hn.shape))"
            ),
        ),
        question(
            "view-mixes-the-batch",
            topic="shapes",
            kind="bug",
            difficulty=3,
            text="This program prepares `x_data`, a list of @{N} sequences of 5 one-hot letters, for a time-first RNN. It runs, but the sequences get mixed. Which line is wrong?",
            draw={
                "N": "integer(2, 4)",
            },
            code=(
                "import torch\n"
                "x_data = torch.eye(4)[torch.randint(4, (@{N}, 5))]\n"
                "assert x_data.shape == (@{N}, 5, 4)\n"
                "inputs = x_data.view(5, @{N}, 4)\n"
                "output, h = torch.nn.RNN(4, 3)(inputs)"
            ),
        ),
        question(
            "order-of-bptt",
            topic="bptt",
            kind="ordering",
            difficulty=2,
            text="Order the lines of back-propagation through time.",
            lines=[
                "dh0 = later",
                "dWx, later = 0, 0",
                "for t in reversed(range(T)):",
                "    dWx += x[t].T @ dz",
                "    total = dh[t] + later",
                "    later = dz @ Wh.T",
                "    dz = total * (1 - h[t]**2)",
            ],
        ),
        question(
            "truncated-credit",
            topic="bptt",
            kind="numeric",
            difficulty=2,
            text="A sequence of @{T} steps is cut into windows of @{K} from the start. The loss at the last step (t = @{T}): how many steps does its gradient reach, its own included?",
            draw={
                "K": "integer(3, 6)",
                "T": "integer(13, 29)",
            },
        ),
        question(
            "share-of-the-last-branch",
            topic="bptt",
            kind="numeric",
            difficulty=3,
            text="A linear one-unit chain $h_t=@{w}h_{t-1}+u\\,x_t$, all $x_t$ alike, a loss at step @{T}. Which share of $|\\partial L/\\partial u|$ comes from the last step's own use of the input weight $u$ (three digits)?",
            draw={
                "w": "choice(0.5, 0.6, 0.7, 0.8)",
                "T": "integer(8, 20)",
            },
        ),
        question(
            "product-of-factors",
            topic="gradients",
            kind="numeric",
            difficulty=1,
            text="A one-unit RNN has $w=@{w}$ and a slope of @{s} at every step. By which factor is a gradient multiplied over @{n} steps (two significant digits)?",
            draw={
                "w": "choice(0.8, 0.9, 1.1, 1.2)",
                "s": "choice(0.5, 0.6, 0.7)",
                "n": "integer(8, 15)",
            },
        ),
        question(
            "why-tanh",
            topic="gradients",
            kind="multiple",
            difficulty=2,
            text="Why tanh and not the sigmoid for an RNN's state?",
            options=[
                "it does not saturate",
                "its slope is up to 1, the sigmoid's up to ¼",
                "it is unbounded",
                "its values lie around zero",
            ],
        ),
        question(
            "clip-returns",
            topic="gradients",
            kind="numeric",
            difficulty=2,
            text="What does this print?",
            draw={
                "k": "integer(2, 6)",
            },
            code=(
                "import torch\n"
                "p = torch.nn.Parameter(torch.zeros(2))\n"
                "p.grad = torch.tensor([3.0, 4.0]) * @{k}\n"
                "print(float(torch.nn.utils.clip_grad_norm_([p], 1.0)))"
            ),
        ),
        question(
            "problems-of-training",
            topic="gradients",
            kind="free",
            difficulty=2,
            text="Which problems come up when an RNN is trained? Derive them and name remedies.",
        ),
        question(
            "wire-the-lstm",
            topic="lstm",
            kind="wiring",
            difficulty=3,
            text="Wire the LSTM cell. Its nodes are given; say who reads whom. A layer multiplies what it reads by weights of its own, adds a bias and applies the function in brackets; an operation is elementwise.",
            diagram="lstm",
        ),
        question(
            "one-step-of-an-lstm",
            topic="lstm",
            kind="numeric",
            difficulty=2,
            text="One unit of an LSTM: $f=@{f}$, $i=@{i}$, $g=@{g}$, $o=@{o}$, $c_{t-1}=@{c}$. What is $h_t$ (three digits)?",
            draw={
                "f": "real(0.6, 0.9, 1)",
                "i": "real(0.2, 0.5, 1)",
                "g": "real(0.5, 0.9, 1)",
                "o": "real(0.4, 0.9, 1)",
                "c": "choice(-1.5, -1.4, -1.2)",
            },
        ),
        question(
            "gradient-at-f",
            topic="lstm",
            kind="formula",
            difficulty=3,
            text="In an LSTM `a` arrives at $c_t$. Write the gradient at the forget gate's pre-activation, with `f` and `c` (that is $c_{t-1}$).",
            names={
                "a": "NH",
                "f": "NH",
                "c": "NH",
            },
            positive=[
                "f",
            ],
        ),
        question(
            "does-it-cure",
            topic="lstm",
            kind="free",
            difficulty=3,
            text="Does an LSTM cure vanishing and exploding gradients? What remains, horizontally and vertically, and what can be done?",
        ),
        question(
            "gradient-at-the-update-gate",
            topic="gru",
            kind="formula",
            difficulty=3,
            text="In a GRU `dh` arrives at $h_t=z\\odot h+(1-z)\\odot n$. Write the gradient at the pre-activation of z, with `z`, `h`, `n`.",
            names={
                "dh": "NH",
                "z": "NH",
                "h": "NH",
                "n": "NH",
            },
            positive=[
                "z",
            ],
        ),
        question(
            "against-lstm",
            topic="gru",
            kind="numeric",
            difficulty=2,
            text="An LSTM layer has @{p} parameters. How many has a GRU of as many inputs and units (same number of biases a gate)?",
            draw={
                "D": "integer(3, 9)",
                "H": "integer(10, 20)",
                "p": "4 * (D*H + H*H + 2*H)",
            },
        ),
        question(
            "two-variants",
            topic="gru",
            kind="single",
            difficulty=2,
            text="What distinguishes the two variants that people call GRU?",
            options=[
                "whether z = 1 keeps the old state or writes the new",
                "whether there is a cell state",
                "whether r acts before or after the product with the state's matrix",
                "tanh or sigmoid for the candidate",
            ],
        ),
        question(
            "class-axis",
            topic="practice",
            kind="shape",
            difficulty=2,
            text="Scores of shape (N, T, V) = (@{N}, @{T}, @{V}) are to go into `nn.CrossEntropyLoss` with labels (N, T), without flattening. Which shape must they have?",
            draw={
                "N": "integer(2, 4)",
                "T": "integer(5, 8)",
                "V": "integer(9, 20)",
            },
        ),
        question(
            "temperature",
            topic="practice",
            kind="numeric",
            difficulty=2,
            text="A model gives two letters the probabilities @{p} and @{1 - p}. Sampled at temperature ½, what is the first one's probability (three digits)?",
            draw={
                "p": "choice(0.6, 0.7, 0.8)",
            },
        ),
        question(
            "dropout-where",
            topic="practice",
            kind="multiple",
            difficulty=2,
            text="Where may dropout be put in an LSTM without erasing its memory step by step?",
            options=[
                "on the forget gate, setting it to 0",
                "between the layers",
                "on the state, a new mask at every step",
                "on the state, one mask for all steps",
            ],
        ),
        question(
            "teacher-forcing",
            topic="practice",
            kind="single",
            difficulty=2,
            text="What is teacher forcing, and what does it cost?",
            options=[
                "the true previous letter is read in training; in use errors add up",
                "a larger model's outputs are learnt",
                "the model reads its own letters in training; it learns slowly",
                "the loss is bounded by a teacher",
            ],
        ),
    )
}
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
