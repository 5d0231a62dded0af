"""The hidden tests of `modules.py`."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.suites import oracles
from autograder.suites.bench import (
    GATES,
    Job,
    cell_parameters,
    fitted,
    gradients_agree,
    inputs_agree,
    layer_parameters,
    results_agree,
)
from autograder.suites.cases import Case, Inputs
from autograder.suites.compare import agree, kind, vector
from autograder.suites.failure import Failure
from autograder.suites.laws import see_refusal
from autograder.suites.suite import Suite
from autograder.wall.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from autograder.suites.student import Student

    Parameters = Mapping[str, torch.Tensor]

ASSIGNMENT = ASSIGNMENTS["modules"]
SUITE = Suite(ASSIGNMENT)
check = SUITE.check

WHOLE: Mapping[str, Any] = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
STEP: Mapping[str, Any] = {"rnn": nn.RNNCell, "lstm": nn.LSTMCell, "gru": nn.GRUCell}

# --- the cells ----------------------------------------------------------------------------------------------------

NAMES = {"rnn": "RNNCell", "lstm": "LSTMCell", "gru": "GRUCell"}


def _of_cell(cell: str) -> Inputs:
    states = "h:NH c:NH" if cell == "lstm" else "h:NH"
    upstream = "dh:NH dc:NH" if cell == "lstm" else "dh:NH"
    return Inputs(
        f"x:ND {states} parameters {upstream}",
        axes="NDH",
        builders={"parameters": lambda rng, sizes, _: cell_parameters(cell, [(sizes["D"], sizes["H"])], rng)},
    )


CELLS = {cell: _of_cell(cell) for cell in NAMES}


@cache
def _step(cell: str, a: Case) -> Job:
    D, H = a.sizes["D"], a.sizes["H"]
    theirs = oracles.functional(STEP[cell](D, H, dtype=torch.float64))

    def oracle(p: Parameters, x: torch.Tensor, state: Any) -> Any:
        return theirs(
            {
                f"{kind_}_{whose}": p[f"cell0.{ours}.{kind_}"]
                for kind_ in ("weight", "bias")
                for whose, ours in (("ih", "x2h"), ("hh", "h2h"))
            },
            (x, state),
        )

    state, upstream = ((a.h, a.c), (a.dh, a.dc)) if cell == "lstm" else (a.h, a.dh)
    return Job((D, H), a.parameters, [(a.x, state)], upstream, oracle)


def _cell_checks(cell: str) -> None:
    name, inputs = NAMES[cell], CELLS[cell]
    exercise = ASSIGNMENT.exercise(name)
    states = ("(h, c)",) if cell == "lstm" else ("h",)

    for result in exercise.results:

        def test_value(student: Student, a: Case, result: str = result) -> None:
            _see_step(student, cell, _step(cell, a), [result])

        test_value.__name__ = f"test_{result}_is_right"
        title = Text("{result} agrees with torch's own cell", "{result} 与 torch 自带的单元一致").format(result=result)
        check(name, title, inputs, weight=2, draws=4, ladder=True)(test_value)

    @check(name, Text("the right gradient reaches every parameter", "正确的梯度传到每个参数"), inputs, weight=2)
    def test_gradients_of_the_parameters(student: Student, a: Case) -> None:
        job = _step(cell, a)
        gradients_agree(job.found(student, exercise), job.wanted()["gradients"])

    @check(name, Text("the right gradient reaches x and the state", "正确的梯度传到 x 与状态"), inputs, weight=2)
    def test_gradients_of_the_inputs(student: Student, a: Case) -> None:
        job = _step(cell, a)
        inputs_agree(("x", *states), job.found(student, exercise), job.wanted()["inputs"])

    @check(name, Text("it holds two Linear with bias and nothing else", "它只含两个带偏置的 Linear"), inputs, draws=0)
    def test_it_holds_two_linear_layers(student: Student, a: Case) -> None:
        _nothing_besides(_step(cell, a), student, name)

    @check(
        name,
        Text("an earlier call with other weights leaves no trace", "之前用其他权重调用过，不留痕迹"),
        inputs,
        draws=0,
    )
    def test_an_earlier_call_leaves_no_trace(student: Student, a: Case) -> None:
        _see_step(student, cell, replace(_step(cell, a), before=_step(cell, a).calls))

    @check(name, Text("large inputs are answered", "输入很大时也能给出结果"), inputs, draws=0, large=True)
    def test_large_inputs(student: Student, a: Case) -> None:
        _see_step(student, cell, _step(cell, a))

    @check(
        name,
        Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError"),
        inputs,
        draws=0,
    )
    def test_bad_input_raises_a_value_error(student: Student, a: Case) -> None:
        job = _step(cell, a)
        _see_step(student, cell, job)
        for bad in _bad_steps(cell, a):
            replace(job, calls=[bad]).refused(student, exercise, {"x", "h", "c", "state", "input_size", "hidden_size"})


def _see_step(student: Student, cell: str, job: Job, only: Sequence[str] = ()) -> None:
    """See that a cell returned what torch's own returns."""
    exercise = ASSIGNMENT.exercise(NAMES[cell])
    want = job.wanted()["results"]
    found = job.found(student, exercise)
    results_agree(tuple(exercise.results), found["results"], want if cell == "lstm" else [want], only)


def _bad_steps(cell: str, a: Case) -> Iterator[tuple[Any, Any]]:
    """An input, or a state, without its batch axis, of another size, or of one row that would broadcast."""
    x, h, c = a.x, a.h, a.c if cell == "lstm" else a.h

    def state(h: Any, c: Any) -> Any:
        return (h, c) if cell == "lstm" else h

    yield x[0], state(h, c)
    yield x[0], state(h[0], c[0])
    yield x[0], state(h[:1], c[:1])
    yield np.concatenate([x, x[:, :1]], 1), state(h, c)
    yield x, state(np.concatenate([h, h[:, :1]], 1), c)
    yield np.concatenate([x, x[:1]]), state(h, c)
    if len(x) > 1:
        yield x, state(h[:1], c)
    if len(x) > 1 and cell == "lstm":
        yield x, (h, c[:1])


def _nothing_besides(job: Job, student: Student, name: str) -> None:
    exercise = ASSIGNMENT.exercise(name)
    found = job.found(student, exercise)
    if found.get("besides") != 0:
        raise Failure(_BESIDES.format(name=name))
    gradients_agree(found, job.wanted()["gradients"])


for _cell in NAMES:
    _cell_checks(_cell)

# --- layers and directions ----------------------------------------------------------------------------------------


def _of_network(cell: str, layers: int, directions: int, *, batch_first: bool = True) -> Inputs:
    """``output`` and ``state`` stand for the gradients that reach them."""

    def parameters(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> dict[str, Any]:
        D, H = sizes["D"], sizes["H"]
        widths = [(width, H) for width in [D] + [directions * H] * (layers - 1) for _ in range(directions)]
        return cell_parameters(cell, widths, rng)

    def state(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> Any:
        drawn = [rng.uniform(-1.5, 1.5, (layers * directions, sizes["N"], sizes["H"])) for _ in "hc"]
        return tuple(drawn) if cell == "lstm" else drawn[0]

    builders = {"parameters": parameters, "state": state, "dstate": state, "setting": lambda *_: (layers, directions)}
    axes = "NT" if batch_first else "TN"
    return Inputs(
        f"x:{axes}D parameters state dstate doutput:{axes}K setting",
        axes="NTDH",
        derived={"K": lambda sizes: directions * sizes["H"]},
        builders=builders,
    )


ONE, DEEP, BOTH, TIME = "one layer", "three layers", "both directions", "time first"
NETWORKS = {
    (cell, setting): _of_network(cell, layers, directions, batch_first=setting != TIME)
    for cell in WHOLE
    for setting, layers, directions in ((ONE, 1, 1), (DEEP, 3, 1), (BOTH, 2, 2), (TIME, 2, 2))
}
NETWORK = ASSIGNMENT.exercise("RecurrentNetwork")


@cache
def _network(cell: str, setting: str, a: Case, *, dropout: float = 0.0, training: bool = False) -> Job:
    layers, directions = a.setting
    D, H = a.sizes["D"], a.sizes["H"]
    oracle = _theirs(cell, D, H, layers, directions, batch_first=setting != TIME)
    arguments = (a.x,) if setting == ONE else (a.x, a.state)
    options = {"num_layers": layers, "bidirectional": directions == 2, "batch_first": setting != TIME}
    named = {} if setting == ONE and not dropout else {**options, "dropout": dropout}
    upstream = (a.doutput, a.dstate)
    return Job((cell, D, H), a.parameters, [arguments], upstream, oracle, named, training)


def _theirs(cell: str, D: int, H: int, layers: int = 1, directions: int = 1, *, batch_first: bool = True) -> Any:
    """Torch's own network on parameters that go by their place."""
    options = {"num_layers": layers, "bidirectional": directions == 2, "batch_first": batch_first}
    module = WHOLE[cell](D, H, dtype=torch.float64, **options)
    ends = [f"l{layer}{back}" for layer in range(layers) for back in ("", "_reverse")[:directions]]

    def oracle(p: Parameters, x: torch.Tensor, state: Any = None) -> Any:
        named = {
            f"{what}_{whose}_{end}": p[f"cell{k}.{ours}.{what}"]
            for k, end in enumerate(ends)
            for what in ("weight", "bias")
            for whose, ours in (("ih", "x2h"), ("hh", "h2h"))
        }
        return oracles.functional(module)(named, (x, state))

    return oracle


def _declared(cell: str, test: Any, name: str, title: Text, setting: str, **how: Any) -> None:
    test.__name__ = f"test_{cell}_{name}"
    told = Text(f"{cell}: {title.en}", f"{cell}：{title.zh}")
    check("RecurrentNetwork", told, NETWORKS[cell, setting], **how)(test)


def _network_checks(cell: str) -> None:
    declared = partial(_declared, cell)
    titles = {
        ONE: Text("one layer from a zero state", "单层，从零状态开始"),
        DEEP: Text("three layers from a given state", "三层，从给定状态开始"),
        BOTH: Text("two layers in both directions", "两层双向"),
        TIME: Text("the same with time first", "同样的网络，时间轴在前"),
    }
    for setting, title in titles.items():

        def test_output(student: Student, a: Case, setting: str = setting) -> None:
            job = _network(cell, setting, a)
            found = job.found(student, NETWORK)
            results_agree(("output", "state"), found["results"], job.wanted()["results"], ["output"])

        declared(
            test_output, f"{setting.replace(' ', '_')}_is_right", title, setting, draws=1, ladder=setting in (ONE, BOTH)
        )

    def test_state(student: Student, a: Case) -> None:
        job = _network(cell, BOTH, a)
        results_agree(("output", "state"), job.found(student, NETWORK)["results"], job.wanted()["results"], ["state"])

    declared(test_state, "state_is_right", Text("the state it ends with", "结束时的状态"), BOTH, draws=1, ladder=True)

    def test_time_first_state(student: Student, a: Case) -> None:
        job = _network(cell, TIME, a)
        results_agree(("output", "state"), job.found(student, NETWORK)["results"], job.wanted()["results"], ["state"])

    title = Text("the state does not care which axis comes first", "状态的形状与哪个轴在前无关")
    declared(test_time_first_state, "state_is_the_same_with_time_first", title, TIME, draws=0)

    def test_gradients(student: Student, a: Case) -> None:
        job = _network(cell, BOTH, a)
        gradients_agree(job.found(student, NETWORK), job.wanted()["gradients"])

    title = Text("the right gradient reaches every parameter", "正确的梯度传到每个参数")
    declared(test_gradients, "gradients_of_the_parameters", title, BOTH, draws=1, weight=2)

    def test_first_step(student: Student, a: Case) -> None:
        job = _network(cell, DEEP, a)
        inputs_agree(("x", "state"), job.found(student, NETWORK), job.wanted()["inputs"])

    title = Text("gradients reach the first step and the state", "梯度传到第一步与初始状态")
    declared(test_first_step, "gradients_of_the_inputs", title, DEEP, draws=1, weight=2)


def _dropout_checks(cell: str) -> None:
    declared = partial(_declared, cell)

    def test_evaluation(student: Student, a: Case) -> None:
        job = _network(cell, DEEP, a, dropout=0.5)
        found = job.found(student, NETWORK)
        results_agree(("output", "state"), found["results"], job.wanted()["results"], ["output"])

    title = Text("in evaluation nothing is dropped", "评估时不丢弃任何数")
    declared(test_evaluation, "nothing_is_dropped_in_evaluation", title, DEEP, draws=0)

    def test_one_layer(student: Student, a: Case) -> None:
        job = _network(cell, ONE, a, dropout=0.5, training=True)
        found = job.found(student, NETWORK)
        results_agree(("output", "state"), found["results"], job.wanted()["results"], ["output"])

    def test_evaluation_both_ways(student: Student, a: Case) -> None:
        job = _network(cell, BOTH, a, dropout=0.5)
        found = job.found(student, NETWORK)
        results_agree(("output", "state"), found["results"], job.wanted()["results"], ["output"])

    title = Text("in evaluation nothing is dropped in either direction", "评估时两个方向都不丢弃任何数")
    declared(test_evaluation_both_ways, "nothing_is_dropped_in_evaluation_both_ways", title, BOTH, draws=0)

    title = Text("of one layer nothing is dropped", "只有一层时不丢弃任何数")
    declared(test_one_layer, "nothing_is_dropped_of_one_layer", title, ONE, draws=0)

    for directions, name, en, zh in (
        (
            1,
            "dropout_falls_between_layers",
            "in training dropout falls between layers",
            "训练时 dropout 作用在层与层之间",
        ),
        (2, "dropout_falls_on_both_directions", "and on each direction by itself", "并且各方向各自丢弃"),
    ):

        def test_training(student: Student, _: None, directions: int = directions) -> None:
            try:
                _see_dropout(cell, student, directions)
            except Failure as wrong:
                known = wrong.what in _PATTERNS  # what was drawn is everybody's own: a mistake shows in the pattern
                if not student.trace[-1].error:
                    student.trace[:] = [Answer(value=wrong.what.en if known else "dropout")]
                raise

        test_training.__name__ = f"test_{cell}_{name}"
        check("RecurrentNetwork", Text(f"{cell}: {en}", f"{cell}：{zh}"))(test_training)


for _cell in WHOLE:
    _network_checks(_cell)
    _dropout_checks(_cell)

_ANY = NETWORKS["gru", BOTH]


@check("RecurrentNetwork", Text("it holds its cells and nothing else", "它只含各个单元"), _ANY, draws=0)
def test_it_holds_its_cells(student: Student, a: Case) -> None:
    _nothing_besides(_network("gru", BOTH, a), student, "RecurrentNetwork")


@check(
    "RecurrentNetwork",
    Text("an earlier call with other weights leaves no trace", "之前用其他权重调用过，不留痕迹"),
    NETWORKS["lstm", ONE],
    draws=0,
)
def test_an_earlier_call_leaves_no_trace(student: Student, a: Case) -> None:
    want = _network("lstm", ONE, a).wanted()["results"]
    job = _network("lstm", ONE, a)
    found = replace(job, before=job.calls).found(student, NETWORK)
    results_agree(("output", "state"), found["results"], want)


@check(
    "RecurrentNetwork",
    Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError"),
    _ANY,
    draws=0,
)
def test_bad_input_raises_a_value_error(student: Student, a: Case) -> None:
    job = _network("gru", BOTH, a)
    results_agree(("output", "state"), job.found(student, NETWORK)["results"], job.wanted()["results"])
    names = {"x", "state", "h0", "h", "input_size", "hidden_size", "num_layers"}
    for bad in (
        (a.x[0], a.state),
        (a.x[0],),
        (a.x[:, :0], a.state),
        (np.concatenate([a.x, a.x[..., :1]], -1), a.state),
        (a.x, a.state[:1]),
        (a.x, a.state[:, [0] * (3 if a.sizes["N"] == 1 else 1)]),
        (a.x, np.concatenate([a.state, a.state[:1]])),
        (a.x, np.concatenate([a.state, a.state[:, :1]], 1)),
        (a.x, np.concatenate([a.state, a.state[..., :1]], -1)),
    ):
        replace(job, calls=[bad]).refused(student, NETWORK, names)
    replace(job, making=("elman", *job.making[1:])).refused(student, NETWORK, {"cell"})


DROPPED, UNITS, ROWS, LENGTH = 0.4, 6, 4, 8


def _see_dropout(cell: str, student: Student, directions: int) -> None:
    """Weights by which every number that leaves a layer can be seen, whole or dropped.

    A unit reads one number of the layer below and nothing else, no state and no bias, through a function f: tanh, in an
    LSTM twice. In one direction there are three layers, and an output is ``f(f(f(x)/q)/q)`` with ``q = 1 - p``, or zero
    where one of the two numbers on its way was dropped; in both there are two, the forward units of the second read the
    forward half below, the backward ones the backward half. The chance that the outputs of a right network look regular
    (the same at every step, in every row or unit, or in both halves) is below 1e-20 for any way of drawing.
    """
    layers = 3 if directions == 1 else 2
    parameters: dict[str, Any] = {}
    for layer in range(layers):
        for direction in range(directions):
            place = f"cell{layer * directions + direction}"
            inputs = UNITS * (directions if layer else 1)
            read = np.eye(UNITS, inputs, UNITS * direction if layer else 0)
            none = np.zeros((UNITS, inputs))
            blocks = {"rnn": [read], "lstm": [none, none, read, none], "gru": [none, none, read]}[cell]
            gates = {"rnn": [0.0], "lstm": [40.0, -40.0, 0.0, 40.0], "gru": [0.0, -40.0, 0.0]}[cell]  # open, or shut
            parameters[f"{place}.x2h.weight"] = np.concatenate(blocks)
            parameters[f"{place}.x2h.bias"] = np.repeat(gates, UNITS)
            parameters[f"{place}.h2h.weight"] = np.zeros((GATES[cell] * UNITS, UNITS))
            parameters[f"{place}.h2h.bias"] = np.zeros(GATES[cell] * UNITS)
    x = np.broadcast_to(np.linspace(0.3, 1.3, UNITS), (ROWS, LENGTH, UNITS)).copy()
    options = {"num_layers": layers, "dropout": DROPPED, "bidirectional": directions == 2}
    oracle = _theirs(cell, UNITS, UNITS, layers, directions)
    job = Job((cell, UNITS, UNITS), parameters, [(x,)], None, oracle, options, training=True)
    results = job.found(student, NETWORK)["results"]
    if not isinstance(results, (list, tuple)) or len(results) != 2:
        raise Failure(_TWO.format(got=kind(results)))
    output = results[0]
    first = _through(cell, x)
    whole, undropped = first, first
    for _ in range(layers - 1):
        whole, undropped = _through(cell, whole / (1 - DROPPED)), _through(cell, undropped)
    whole, undropped = (np.concatenate([part] * directions, axis=-1) for part in (whole, undropped))
    if not isinstance(output, np.ndarray) or output.shape != whole.shape or output.dtype != whole.dtype:
        agree("output", output, whole)
    kept = np.abs(output) > 0.01 * whole
    if kept.all() and np.allclose(output, undropped):
        raise Failure(_NOTHING_DROPPED)
    for regular, what in (
        (directions == 2 and (kept[..., :UNITS] == kept[..., UNITS:]).all(), _SAME_HALVES),
        ((kept == kept[:, :1]).all(), _SAME_EVERY_STEP),
        ((kept == kept[..., :1]).all(), _WHOLE_ROWS),
        ((kept == kept[:1]).all(), _SAME_EVERY_ROW),
    ):
        if regular:
            raise Failure(what)
    agree("output", output, np.where(kept, whole, 0.0))
    state = results[1][0] if cell == "lstm" else results[1]
    seen = state[0] if isinstance(state, np.ndarray) and state.ndim == 3 else state
    agree("state[0]", seen, first[:, -1])


def _through(cell: str, z: Any) -> Any:
    return np.tanh(np.tanh(z)) if cell == "lstm" else np.tanh(z)


# --- one answer for a sequence ------------------------------------------------------------------------------------

CLASSIFIER = ASSIGNMENT.exercise("SequenceClassifier")


def _of_classifier(cell: str) -> Inputs:
    def parameters(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> dict[str, Any]:
        D, H, C = (sizes[letter] for letter in "DHC")
        return cell_parameters(cell, [(D, H)], rng) | layer_parameters("head", (C, H), rng, bias=True)

    def lengths(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> Any:
        """The first two sequences are of different lengths, and neither is the longest there can be."""
        drawn = rng.integers(1, sizes["T"] + 1, sizes["N"])
        drawn[:1], drawn[1:2] = max(1, sizes["T"] // 2), max(1, sizes["T"] - 1)
        return drawn

    return Inputs(
        "x:NTD lengths parameters dlogits:NC dstates:NTH",
        axes="NTDHC",
        builders={"parameters": parameters, "lengths": lengths},
    )


CLASSIFIERS = {cell: _of_classifier(cell) for cell in WHOLE}


@cache
def _classifier(cell: str, a: Case, given: str = "tensor") -> Job:
    D, H, C, T = (a.sizes[letter] for letter in "DHCT")
    theirs = _theirs(cell, D, H)
    ends = np.full(a.sizes["N"], T) if given == "none" else a.lengths
    rows = torch.arange(len(ends))

    def oracle(p: Parameters, x: torch.Tensor, *_: Any) -> Any:
        states, _state = theirs(p, x)
        return nn.functional.linear(states[rows, torch.tensor(ends) - 1], p["head.weight"], p["head.bias"]), states

    valid = np.arange(T) < ends[:, None]
    arguments = {"tensor": (a.x, a.lengths), "list": (a.x, a.lengths.tolist()), "none": (a.x,)}[given]
    return Job((cell, D, H, C), a.parameters, [arguments], (a.dlogits, a.dstates * valid[..., None]), oracle)


def _see_classifier(student: Student, a: Case, job: Job, only: str = "") -> None:
    found = job.found(student, CLASSIFIER)
    logits, states = job.wanted()["results"]
    results = found["results"]
    if isinstance(results, (list, tuple)) and len(results) == 2 and isinstance(results[1], np.ndarray):
        lengths = job.calls[0][1] if len(job.calls[0]) > 1 else [a.sizes["T"]] * a.sizes["N"]
        valid = (np.arange(a.sizes["T"]) < np.asarray(lengths)[:, None])[..., None]
        if results[1].shape == states.shape and results[1].dtype == states.dtype:
            results = (results[0], np.where(valid, results[1], states))  # past the end they may be anything
    results_agree(("logits", "states"), results, (logits, states), [only] if only else ())


def _classifier_checks(cell: str) -> None:
    inputs = CLASSIFIERS[cell]

    def test_logits(student: Student, a: Case) -> None:
        _see_classifier(student, a, _classifier(cell, a), "logits")

    def test_states(student: Student, a: Case) -> None:
        _see_classifier(student, a, _classifier(cell, a), "states")

    def test_gradients(student: Student, a: Case) -> None:
        job = _classifier(cell, a)
        found = job.found(student, CLASSIFIER)
        gradients_agree(found, job.wanted()["gradients"])
        inputs_agree(("x",), found, job.wanted()["inputs"][:1])

    for test, name, title, weight in (
        (test_logits, "logits_are_right", Text("logits of the true last step", "logits 来自真正的最后一步"), 2),
        (test_states, "states_are_right", Text("the states of all valid steps", "所有有效步的状态"), 1),
        (test_gradients, "gradients_are_right", Text("the right gradient reaches everything", "正确的梯度传到各处"), 2),
    ):
        test.__name__ = f"test_{cell}_{name}"
        told = Text(f"{cell}: {title.en}", f"{cell}：{title.zh}")
        check("SequenceClassifier", told, inputs, weight=weight, draws=2, ladder=name == "logits_are_right")(test)


for _cell in WHOLE:
    _classifier_checks(_cell)


@check("SequenceClassifier", Text("lengths may be a list", "lengths 可以是列表"), CLASSIFIERS["gru"], draws=1)
def test_lengths_may_be_a_list(student: Student, a: Case) -> None:
    _see_classifier(student, a, _classifier("gru", a, "list"))


@check(
    "SequenceClassifier",
    Text("without lengths all steps are valid", "不给 lengths 时所有步都有效"),
    CLASSIFIERS["rnn"],
    draws=1,
)
def test_without_lengths(student: Student, a: Case) -> None:
    _see_classifier(student, a, _classifier("rnn", a, "none"))


_FOUR = replace(
    CLASSIFIERS["gru"],
    builders={**CLASSIFIERS["gru"].builders, "lengths": lambda *_: np.array([3, 5, 1, 4])},
)
FOUR = Case(_FOUR, {"N": 4, "T": 5, "D": 2, "H": 3, "C": 2}, 7)


@check(
    "SequenceClassifier", Text("four sequences of four lengths keep their order", "四个长度不同的序列保持各自的顺序")
)
def test_four_lengths(student: Student, _: None) -> None:
    _see_classifier(student, FOUR, _classifier("gru", FOUR))


@check("SequenceClassifier", Text("what is padded has no say", "填充的部分不起任何作用"), CLASSIFIERS["lstm"], draws=1)
def test_padding_has_no_say(student: Student, a: Case) -> None:
    job = _classifier("lstm", a)
    valid = np.arange(a.sizes["T"]) < a.lengths[:, None]
    noisy = replace(job, calls=[(np.where(valid[..., None], a.x, 77.0), a.lengths)])
    found = noisy.found(student, CLASSIFIER)
    results_agree(("logits", "states"), found["results"], job.wanted()["results"], ["logits"])


@check(
    "SequenceClassifier",
    Text("it holds a cell and a head and nothing else", "它只含一个单元和一个 head"),
    CLASSIFIERS["gru"],
    draws=0,
)
def test_it_holds_a_cell_and_a_head(student: Student, a: Case) -> None:
    _nothing_besides(_classifier("gru", a), student, "SequenceClassifier")


@check(
    "SequenceClassifier",
    Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError"),
    CLASSIFIERS["gru"],
    draws=0,
)
def test_bad_sequences_raise_a_value_error(student: Student, a: Case) -> None:
    job = _classifier("gru", a)
    _see_classifier(student, a, job)
    T = a.sizes["T"]
    names = {"x", "lengths", "input_size"}
    too_short, too_long = np.array(a.lengths), np.array(a.lengths)
    too_short[0], too_long[0] = 0, T + 1
    for bad in (
        (a.x[0],),
        (a.x[:, :0],),
        (np.concatenate([a.x, a.x[..., :1]], -1),),
        (a.x, too_short),
        (a.x, too_long),
        (a.x, np.append(a.lengths, 1)),
        (a.x, a.lengths[[0] * (3 if a.sizes["N"] == 1 else 1)]),
        (a.x, (a.lengths + 0.5).tolist()),
    ):
        replace(job, calls=[bad]).refused(student, CLASSIFIER, names)
    replace(job, making=("elman", *job.making[1:])).refused(student, CLASSIFIER, {"cell"})


# --- the next letter ----------------------------------------------------------------------------------------------

CHARS = ASSIGNMENT.exercise("CharModel")


def _of_letters(cell: str, *, embedded: bool) -> Inputs:
    def parameters(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> dict[str, Any]:
        V, H = sizes["V"], sizes["H"]
        E = sizes["E"] if embedded else V
        table = layer_parameters("embedding", (V, E), rng, bias=False) if embedded else {}
        return cell_parameters(cell, [(E, H)], rng) | layer_parameters("head", (V, H), rng, bias=True) | table

    def indices(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> Any:
        return rng.integers(0, sizes["V"], (sizes["N"], sizes["T"]))

    return Inputs(
        "indices parameters dscores:NTV",
        axes="NTHVE" if embedded else "NTHV",
        builders={"parameters": parameters, "indices": indices},
    )


LETTERS = {(cell, embedded): _of_letters(cell, embedded=embedded) for cell in WHOLE for embedded in (False, True)}


@cache
def _letters(cell: str, a: Case, cut: int = 0) -> Job:
    V, H, E = a.sizes["V"], a.sizes["H"], a.sizes.get("E")
    oracle = _their_letters(cell, V, H, E)
    calls: list[tuple[Any, ...]] = [(a.indices,)]
    if cut:  # once more on the way: who hands the same state back is behind by then
        half = cut // 2 or cut
        calls = [(a.indices[:, :half],), (a.indices[:, half:cut], "state"), (a.indices[:, cut:], "state")]
        calls = [call for call in calls if call[0].shape[1]]
    return Job((cell, V, H, E), a.parameters, calls, None if cut else (a.dscores, None), oracle)


def _their_letters(cell: str, V: int, H: int, E: int | None) -> Callable[..., Any]:
    theirs = _theirs(cell, E or V, H)

    def oracle(p: Parameters, indices: torch.Tensor) -> Any:
        letters = nn.functional.embedding(indices, p["embedding.weight"] if E else torch.eye(V, dtype=torch.float64))
        return [nn.functional.linear(theirs(p, letters)[0], p["head.weight"], p["head.bias"])]

    return oracle


def _see_scores(found: dict[str, Any], want: Any) -> None:
    results = found["results"]
    if not isinstance(results, (list, tuple)) or len(results) != 2:
        raise Failure(_TWO_SCORES.format(got=kind(results)))
    agree("scores", results[0], want)


def _letter_checks(cell: str, *, embedded: bool) -> None:
    inputs = LETTERS[cell, embedded]
    how = Text("with an embedding", "用 embedding") if embedded else Text("one-hot", "独热编码")

    def test_scores(student: Student, a: Case) -> None:
        job = _letters(cell, a)
        _see_scores(job.found(student, CHARS), job.wanted()["results"][0])

    def test_gradients(student: Student, a: Case) -> None:
        job = _letters(cell, a)
        gradients_agree(job.found(student, CHARS), job.wanted()["gradients"])

    for test, name, title in (
        (test_scores, "scores_are_right", Text("the scores are right", "scores 正确")),
        (test_gradients, "gradients_are_right", Text("the right gradient reaches everything", "正确的梯度传到各处")),
    ):
        test.__name__ = f"test_{cell}_{'embedded' if embedded else 'one_hot'}_{name}"
        told = Text(f"{cell}, {how.en}: {title.en}", f"{cell}，{how.zh}：{title.zh}")
        check("CharModel", told, inputs, weight=2, draws=1, ladder=name == "scores_are_right")(test)


for _cell, _embedded in LETTERS:
    _letter_checks(_cell, embedded=_embedded)


def _going_on(cell: str, *, embedded: bool) -> None:
    def test_a_text_goes_on(student: Student, a: Case) -> None:
        cut = a.sizes["T"] - 1
        whole = _letters(cell, a).wanted()["results"][0]
        if cut:
            _see_scores(_letters(cell, a, cut).found(student, CHARS), whole[:, cut:])
        else:
            _see_scores(_letters(cell, a).found(student, CHARS), whole)

    test_a_text_goes_on.__name__ = f"test_{cell}_goes_on_where_it_stopped"
    title = Text(f"{cell}: from its state a text goes on", f"{cell}：可以从返回的状态接着读")
    check("CharModel", title, LETTERS[cell, embedded], draws=1)(test_a_text_goes_on)


_going_on("lstm", embedded=False)
_going_on("gru", embedded=True)


@check("CharModel", Text("it holds what it needs and nothing else", "它只含所需的部分"), LETTERS["rnn", True], draws=0)
def test_it_holds_what_it_needs(student: Student, a: Case) -> None:
    _nothing_besides(_letters("rnn", a), student, "CharModel")


@check(
    "CharModel",
    Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError"),
    LETTERS["gru", False],
    draws=0,
)
def test_bad_letters_raise_a_value_error(student: Student, a: Case) -> None:
    _bad_letters(student, a)


@check(
    "CharModel",
    Text("with an embedding too, bad input raises a ValueError", "用 embedding 时，错误输入同样抛出 ValueError"),
    LETTERS["gru", True],
    draws=0,
)
def test_bad_letters_raise_with_an_embedding_too(student: Student, a: Case) -> None:
    _bad_letters(student, a)


def _bad_letters(student: Student, a: Case) -> None:
    job = _letters("gru", a)
    _see_scores(job.found(student, CHARS), job.wanted()["results"][0])
    negative, beyond = np.array(a.indices), np.array(a.indices)
    negative[0, 0], beyond[0, 0] = -1, a.sizes["V"]
    for bad in (negative, beyond, a.indices[0], a.indices[:, :0], a.indices + 0.5):
        replace(job, calls=[(bad,)]).refused(student, CHARS, {"indices", "vocab_size"})
    replace(job, making=("elman", *job.making[1:])).refused(student, CHARS, {"cell"})


# --- the capstone -------------------------------------------------------------------------------------------------

TRAIN = ASSIGNMENT.exercise("train_char_model")
HELLO, OHLOL = np.array([[1, 0, 2, 2, 3]]), np.array([[3, 1, 2, 3, 2]])  # of "ehlo"
PAIR = np.array([[1, 0, 2, 2, 3], [3, 3, 1, 0, 2]]), np.array([[3, 1, 2, 3, 2], [0, 2, 2, 1, 3]])  # two texts at once
NO_LIMIT = 1e6
STEEP = 6.0  # weights so large that the gradient's norm is above 5


@cache
def _drawn(cell: str, H: int, E: int | None, seed: int, scale: float = 0.4) -> dict[str, Any]:
    """First weights, about as large as torch draws them."""
    rng = np.random.default_rng(seed)
    parameters = cell_parameters(cell, [(E or 4, H)], rng) | layer_parameters("head", (4, H), rng, bias=True)
    parameters |= layer_parameters("embedding", (4, E), rng, bias=False) if E else {}
    return {place: array * scale for place, array in parameters.items()}


def _trained(
    student: Student, cell: str, E: int | None, seed: int, *how: Any, data: Any = PAIR, H: int = 6, scale: float = 0.4
) -> Any:
    """What the student's training makes of the student's model."""
    parameters = _drawn(cell, H, E, seed, scale)
    making = ("CharModel", cell, 4, H, E)
    answer = student.answer(TRAIN, TRAIN.name, making, parameters, *data, *how, tool="train")
    return fitted(student.value(TRAIN, answer), parameters)


@cache
def _their_training(
    cell: str, E: int | None, seed: int, epochs: int, lr: float, max_norm: float, H: int = 6, scale: float = 0.4
) -> Any:
    """The same with torch's own network, and clipping by the definition."""
    parameters = {p: torch.tensor(array, requires_grad=True) for p, array in _drawn(cell, H, E, seed, scale).items()}
    oracle = _their_letters(cell, 4, H, E)
    inputs, labels = (torch.tensor(part) for part in PAIR)
    optimizer = torch.optim.Adam(parameters.values(), lr=lr)
    losses = []
    for _ in range(epochs):
        (scores,) = oracle(parameters, inputs)
        loss = nn.functional.cross_entropy(scores.transpose(1, 2), labels)
        optimizer.zero_grad()
        loss.backward()
        grads = [one.grad for one in parameters.values() if one.grad is not None]
        norm = float(torch.sqrt(sum(((grad**2).sum() for grad in grads), torch.zeros(()))))
        torch._foreach_mul_(grads, min(1.0, max_norm / norm))
        optimizer.step()
        losses.append(loss.item())
    return np.array(losses), {place: one.detach().numpy() for place, one in parameters.items()}


def _losses(found: dict[str, Any], epochs: int) -> Any:
    """The losses, one float an epoch."""
    if found.get("tensors"):
        raise Failure(_NO_FLOATS)
    return vector("losses", found.get("losses"), epochs)


def _training_checks(cell: str, E: int | None) -> None:
    how = Text("with an embedding", "用 embedding") if E else Text("one-hot", "独热编码")

    def test_training(student: Student, _: None) -> None:
        found = _trained(student, cell, E, 3, 6, 0.05, NO_LIMIT)
        losses, parameters = _their_training(cell, E, 3, 6, 0.05, NO_LIMIT)
        agree("losses", _losses(found, 6), losses, rtol=1e-7)
        for place, wanted in parameters.items():
            agree(f"{place} after training", found.get("parameters", {}).get(place), wanted, rtol=1e-6)

    test_training.__name__ = f"test_{cell}_{'embedded' if E else 'one_hot'}_has_parity_with_adam"
    title = Text(
        f"{cell}, {how.en}: losses and weights are those of torch's Adam",
        f"{cell}，{how.zh}：损失与权重和 torch 的 Adam 一致",
    )
    check("train_char_model", title, weight=2)(test_training)


for _cell in WHOLE:
    for _width in (None, 5):
        _training_checks(_cell, _width)


@check(
    "train_char_model",
    Text("gradients are clipped together, by their global norm", "所有梯度按全局范数一起裁剪"),
    weight=4,
)
def test_gradients_are_clipped_together(student: Student, _: None) -> None:
    """Limits that some epochs reach and some do not; torch's own clipping is off by a part in a million of a norm."""
    found = _trained(student, "rnn", 5, 4, 6, 0.1, NO_LIMIT, scale=STEEP)
    agree("losses", _losses(found, 6), _their_training("rnn", 5, 4, 6, 0.1, NO_LIMIT, scale=STEEP)[0], rtol=1e-4)
    for max_norm in (0.02, 0.6):
        found = _trained(student, "gru", 5, 4, 12, 0.1, max_norm)
        losses, _parameters = _their_training("gru", 5, 4, 12, 0.1, max_norm)
        agree("losses", _losses(found, 12), losses, rtol=1e-4)


@check("train_char_model", Text("hello becomes ohlol", "hello 学会变成 ohlol"), weight=4)
def test_hello_is_learned(student: Student, _: None) -> None:
    for cell, E in (("rnn", 5), ("lstm", None)):
        found = _trained(student, cell, E, 8, 40, 0.15, 5.0, data=(HELLO, OHLOL), H=12)
        losses, scores = _losses(found, 40), found.get("scores")
        if not isinstance(scores, np.ndarray) or scores.shape != (1, 5, 4) or scores.dtype != np.float64:
            agree("scores", scores, np.zeros((1, 5, 4)))
        said = "".join("ehlo"[index] for index in np.asarray(scores)[0].argmax(-1))
        agree("text", said, "ohlol")
        if not losses[-1] < 0.1 * losses[0]:
            raise Failure(_NOT_LEARNED.format(cell=cell))
        if len(set(losses.tolist())) < len(losses):
            raise Failure(_STOPPED)


@check(
    "train_char_model", Text("bad labels, or a bad limit, raise a ValueError", "错误的 labels 或上限会抛出 ValueError")
)
def test_labels_that_do_not_fit(student: Student, _: None) -> None:
    found = _trained(student, "rnn", None, 3, 6, 0.05, NO_LIMIT)
    agree("losses", _losses(found, 6), _their_training("rnn", None, 3, 6, 0.05, NO_LIMIT)[0], rtol=1e-7)
    making, parameters = ("CharModel", "rnn", 4, 6, None), _drawn("rnn", 6, None, 3)
    negative, beyond = np.array(PAIR[1]), np.array(PAIR[1])
    negative[0, 0], beyond[0, 0] = -100, 4
    other_shapes = (PAIR[1][:, :-1], PAIR[1][:1], PAIR[1][0], PAIR[1].reshape(5, 2))
    for labels in (*other_shapes, negative, beyond, PAIR[1] + 0.5):
        args = TRAIN.name, making, parameters, PAIR[0], labels, 1, 0.05, NO_LIMIT
        shapes = f"inputs {PAIR[0].shape}, labels {labels.shape}"
        see_refusal(TRAIN, student.answer(TRAIN, *args, tool="train"), shapes, {"inputs", "labels"})
    answer = student.answer(TRAIN, TRAIN.name, making, parameters, *PAIR, 1, 0.05, -1.0, tool="train")
    see_refusal(TRAIN, answer, "max_norm -1", {"max_norm"})


_BESIDES = Text("{name} holds parameters besides those it should", "{name} 含有多余的参数")
_TWO = Text(
    "forward returned {got}, expected 2 results: output, state", "forward 返回了{got}，应返回 2 个结果：output, state"
)
_TWO_SCORES = Text(
    "forward returned {got}, expected 2 results: scores, state", "forward 返回了{got}，应返回 2 个结果：scores, state"
)
_NOTHING_DROPPED = Text("nothing is dropped in training", "训练时没有丢弃任何数")
_SAME_HALVES = Text("the same numbers are dropped in both directions", "两个方向丢弃的是相同的位置")
_SAME_EVERY_STEP = Text("the same numbers are dropped at every step", "每一步丢弃的都是相同的位置")
_WHOLE_ROWS = Text("all units of a row are dropped together, or none", "同一行的单元要么全部丢弃，要么全部保留")
_SAME_EVERY_ROW = Text("the same numbers are dropped in every sequence", "每个序列丢弃的都是相同的位置")
_NO_FLOATS = Text("losses holds tensors, expected floats", "losses 里是张量，应为浮点数")
_STOPPED = Text("some epochs have the very same loss: training stopped early", "有几轮的损失完全相同：训练提前停止了")
_NOT_LEARNED = Text(
    "{cell}: the last loss is not below a tenth of the first", "{cell}：最后的损失没有低于最初的十分之一"
)
_PATTERNS = {_NOTHING_DROPPED, _SAME_HALVES, _SAME_EVERY_STEP, _WHOLE_ROWS, _SAME_EVERY_ROW}
