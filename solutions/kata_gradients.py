"""Gradients and training from memory: eighteen short functions, as an interviewer asks for them.

Letters: N sequences in a batch, T time steps, D inputs, H hidden units, C classes, V letters of a vocabulary. Arrays
are float64, batch first; vectors are rows. Nothing that is given is changed. Each function stands for itself: write it
from memory, against the clock, and use none of the others.

Sources: Werbos, Backpropagation through time: what it does and how to do it, Proc. IEEE 78, 1990 · Hochreiter &
Schmidhuber, Long short-term memory, Neural Computation 9, 1997 · Cho et al., Learning phrase representations using RNN
encoder-decoder, EMNLP 2014 · others stand where they are used.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from solutions.shapes import fit

Array = NDArray[np.float64]

GATES = {"rnn": 1, "lstm": 4, "gru": 3}


def one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    """ValueError where a name is none of those that are known."""
    if value not in known:
        raise ValueError(f"{name} is {value!r}, expected one of {', '.join(known)}")


def at_least_one(**counts: int) -> None:
    """ValueError where one of the counts is below one."""
    for name, count in counts.items():
        if count < 1:
            raise ValueError(f"{name} is {count}, expected at least 1")


def whole_numbers(name: str, values: Any) -> NDArray[Any]:
    """The values as an array; ValueError where they are no integers."""
    array = np.asarray(values)
    if array.dtype.kind not in "iu":
        raise ValueError(f"{name} has dtype {array.dtype}, expected integers")
    return array


# %% softmax_cross_entropy
def softmax_cross_entropy(scores: Array, labels: Any) -> tuple[float, Array]:
    """The mean cross-entropy of softmax(scores) over the rows, in nats, and its gradient, in one function.

    Scores of a thousand must neither overflow nor lose the loss to a logarithm of zero.

    Args:
        scores: ``(N, C)``, any numbers
        labels: ``(N,)``, integers in ``0 .. C - 1``: the right class of each row

    Returns:
        ``loss``, a float, and ``dscores (N, C)``

    Raises:
        ValueError: shapes that do not fit, no rows, labels that are no integers or out of range.
    """
    N, C = fit("scores:NC labels:N", scores, labels)
    at_least_one(N=N)
    labels = whole_numbers("labels", labels)
    if labels.min() < 0 or labels.max() >= C:
        raise ValueError(f"labels lie in {labels.min()} .. {labels.max()}, expected 0 .. {C - 1}")
    ### BEGIN SOLUTION
    shifted = scores - scores.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    picked = np.arange(N), labels
    dscores = np.exp(logs)
    dscores[picked] -= 1
    return float(-logs[picked].mean()), dscores / N
    ### END SOLUTION


# %% activation_backward
def activation_backward(dy: Array, y: Array, activation: str) -> Array:
    """The gradient before a sigmoid, a tanh or a ReLU, from what came out of it: what went in was not kept.

    Args:
        dy: ``(N, H)``, the gradient of the loss with respect to y
        y: ``(N, H)``, what the activation returned; a ReLU's zeros pass no gradient
        activation: "sigmoid", "tanh" or "relu"

    Returns:
        ``dz (N, H)``, the gradient with respect to the pre-activation

    Raises:
        ValueError: shapes that do not fit, or another activation.
    """
    fit("dy:NH y:NH", dy, y)
    one_of("activation", activation, ("sigmoid", "tanh", "relu"))
    ### BEGIN SOLUTION
    if activation == "sigmoid":
        return dy * y * (1 - y)
    if activation == "tanh":
        return dy * (1 - y**2)
    return np.where(y > 0, dy, 0.0)
    ### END SOLUTION


# %% three_step_gradient
def three_step_gradient(w: float, u: float, h0: float, x1: float, x2: float, x3: float) -> tuple[float, float]:
    """How the third state of a scalar RNN depends on its weights: dh3/dw and dh3/du, written out by hand.

    ``h_t = tanh(w h_{t-1} + u x_t)`` for t = 1, 2, 3. Both weights are shared by all steps, h0 is given.

    Args:
        w: the recurrent weight
        u: the input's weight
        h0: the state before the first step
        x1: the first input
        x2: the second input
        x3: the third input

    Returns:
        ``dw, du``, two floats
    """
    ### BEGIN SOLUTION
    h1 = np.tanh(w * h0 + u * x1)
    h2 = np.tanh(w * h1 + u * x2)
    h3 = np.tanh(w * h2 + u * x3)
    dz3 = 1 - h3**2
    dz2 = dz3 * w * (1 - h2**2)
    dz1 = dz2 * w * (1 - h1**2)
    dw = dz3 * h2 + dz2 * h1 + dz1 * h0
    du = dz3 * x3 + dz2 * x2 + dz1 * x1
    return float(dw), float(du)
    ### END SOLUTION


# %% scalar_bptt
def scalar_bptt(w: float, u: float, h0: float, x: Array, y: Array) -> tuple[float, float, float]:
    """A scalar RNN with a target at every step: forward, cost and back-propagation through time in one function.

    ``h_t = tanh(w h_{t-1} + u x_t)`` from h0; the cost is half the sum over the steps of ``(h_t - y_t)**2``.

    Args:
        w: the recurrent weight
        u: the input's weight
        h0: the state before the first step
        x: ``(T,)``, the inputs
        y: ``(T,)``, the targets

    Returns:
        ``cost, dw, du``, three floats

    Raises:
        ValueError: shapes that do not fit, or no time step.
    """
    (T,) = fit("x:T y:T", x, y)
    ### BEGIN SOLUTION
    h = [h0]
    for t in range(T):
        h.append(np.tanh(w * h[-1] + u * x[t]))
    cost = dw = du = dh = 0.0
    for t in reversed(range(T)):
        cost += (h[t + 1] - y[t]) ** 2 / 2
        dz = (dh + h[t + 1] - y[t]) * (1 - h[t + 1] ** 2)
        dw += dz * h[t]
        du += dz * x[t]
        dh = dz * w
    return float(cost), float(dw), float(du)
    ### END SOLUTION


# %% rnn_input_gradient
def rnn_input_gradient(dh_last: Array, h: Array, Wx: Array, Wh: Array) -> Array:
    """Which inputs moved the last state: the gradient of every input of a tanh RNN, of which only states were kept.

    ``h_t = tanh(x_t Wx + h_{t-1} Wh + b)``; the loss reads the last state alone. No parameter's gradient is asked for.

    Args:
        dh_last: ``(N, H)``, the gradient of the loss with respect to the last state
        h: ``(N, T, H)``, the states after each step
        Wx: ``(D, H)``
        Wh: ``(H, H)``

    Returns:
        ``dx (N, T, D)``

    Raises:
        ValueError: shapes that do not fit, or no time step.
    """
    N, _, T, D = fit("dh_last:NH h:NTH Wx:DH Wh:HH", dh_last, h, Wx, Wh)
    ### BEGIN SOLUTION
    dx = np.empty((N, T, D))
    dh = dh_last
    for t in reversed(range(T)):
        dz = dh * (1 - h[:, t] ** 2)
        dx[:, t] = dz @ Wx.T
        dh = dz @ Wh.T
    return dx
    ### END SOLUTION


# %% lstm_gate_gradients
def lstm_gate_gradients(
    dh: Array, dc: Array, i: Array, f: Array, g: Array, o: Array, c_prev: Array
) -> tuple[Array, Array]:
    """Back through one LSTM cell as far as the pre-activations: all that is not a matrix product.

    ``c = f * c_prev + i * g`` and ``h = o * tanh(c)``, where i, f and o are sigmoids and g is a tanh.

    Args:
        dh: ``(N, H)``, what reaches h
        dc: ``(N, H)``, what reaches c from the step after, and not by way of h
        i: ``(N, H)``, the input gate as it was, after its sigmoid
        f: ``(N, H)``, the forget gate
        g: ``(N, H)``, the candidate, after its tanh
        o: ``(N, H)``, the output gate
        c_prev: ``(N, H)``, the cell before the step

    Returns:
        ``dz (N, 4H)``, the pre-activations' gradients side by side in the order i, f, g, o, and ``dc_prev (N, H)``

    Raises:
        ValueError: shapes that do not fit.
    """
    fit("dh:NH dc:NH i:NH f:NH g:NH o:NH c_prev:NH", dh, dc, i, f, g, o, c_prev)
    ### BEGIN SOLUTION
    tanh_c = np.tanh(f * c_prev + i * g)
    dc_all = dc + dh * o * (1 - tanh_c**2)
    di = dc_all * g * i * (1 - i)
    df = dc_all * c_prev * f * (1 - f)
    dg = dc_all * i * (1 - g**2)
    do = dh * tanh_c * o * (1 - o)
    return np.concatenate([di, df, dg, do], axis=1), dc_all * f
    ### END SOLUTION


# %% gru_blend_gradients
def gru_blend_gradients(dh: Array, z: Array, n: Array, h_prev: Array) -> tuple[Array, Array, Array]:
    """Back through the last line of a GRU, ``h = (1 - z) * n + z * h_prev``, as far as the pre-activations.

    z is a sigmoid and n a tanh. The update gate keeps the old state, as in torch and Keras.

    Args:
        dh: ``(N, H)``, what reaches h
        z: ``(N, H)``, the update gate, after its sigmoid
        n: ``(N, H)``, the candidate, after its tanh
        h_prev: ``(N, H)``, the state before the step

    Returns:
        ``dz_pre (N, H)`` and ``dn_pre (N, H)``, the gradients before the sigmoid and before the tanh, and
        ``dh_direct (N, H)``, what reaches h_prev along this line alone

    Raises:
        ValueError: shapes that do not fit.
    """
    fit("dh:NH z:NH n:NH h_prev:NH", dh, z, n, h_prev)
    ### BEGIN SOLUTION
    dz_pre = dh * (h_prev - n) * z * (1 - z)
    dn_pre = dh * (1 - z) * (1 - n**2)
    return dz_pre, dn_pre, dh * z
    ### END SOLUTION


# %% language_model_parameters
def language_model_parameters(kind: str, V: int, E: int, H: int, layers: int = 1, tied: bool = False) -> dict[str, int]:
    """How many numbers a recurrent language model learns, part by part.

    A table of V rows of E numbers, layers of H units on top of one another, and a head that gives V scores of each
    state of the top layer. Every gate of a layer has one bias vector, and so has the head. A tied head has no matrix of
    its own, it multiplies by the table (Press & Wolf 2017); for that E and H must be one number.

    Args:
        kind: "rnn", "lstm" or "gru"
        V: letters
        E: numbers of an embedding
        H: units of each layer
        layers: how many there are
        tied: whether the head shares the table

    Returns:
        whole numbers by name: ``embedding``, ``recurrent``, ``head``, and their sum ``total``

    Raises:
        ValueError: another kind, or a tied head where E is not H.
    """
    one_of("kind", kind, tuple(GATES))
    if tied and E != H:
        raise ValueError(f"E is {E} and H is {H}, expected one number for a head that is tied")
    ### BEGIN SOLUTION
    widths = [E, *[H] * (layers - 1)]  # what each layer reads
    embedding = V * E
    recurrent = sum(GATES[kind] * H * (width + H + 1) for width in widths)
    head = V if tied else H * V + V
    return {"embedding": embedding, "recurrent": recurrent, "head": head, "total": embedding + recurrent + head}
    ### END SOLUTION


# %% activation_memory
def activation_memory(kind: str, N: int, T: int, H: int, layers: int = 1, every: int | None = None) -> int:
    """How many numbers back-propagation through time keeps from its forward pass, with checkpoints or without.

    A step of a layer keeps for each sequence and unit: in an rnn its new state; in an lstm the four gates, the new cell
    and the new state; in a gru its three gates, the new state and the product that the reset gate multiplies. With
    checkpoints (Chen et al. 2016) the steps are cut into segments of ``every`` steps, the last one possibly shorter.
    What is kept then is the state that each segment begins with (of an lstm state and cell), and all that the steps of
    one segment keep: the longest. Without checkpoints the whole sequence is one segment. Inputs and weights are not
    counted.

    Args:
        kind: "rnn", "lstm" or "gru"
        N: sequences
        T: time steps
        H: units of each layer
        layers: how many there are
        every: steps of a segment, more than T if one likes; None without checkpoints

    Returns:
        how many numbers, a whole number

    Raises:
        ValueError: another kind, or T or every below one.
    """
    one_of("kind", kind, tuple(GATES))
    at_least_one(T=T, every=T if every is None else every)
    ### BEGIN SOLUTION
    a_step = {"rnn": 1, "lstm": 6, "gru": 5}[kind]
    a_start = 2 if kind == "lstm" else 1
    segment = T if every is None else min(every, T)
    segments = -(-T // segment)
    return layers * N * H * (a_start * segments + a_step * segment)
    ### END SOLUTION


# %% lstm_step_flops
def lstm_step_flops(N: int, D: int, H: int) -> dict[str, int]:
    """How many floating-point operations one step of an LSTM takes, in the products of matrices and in the rest.

    The pre-activations are ``x @ Wx + h_prev @ Wh + b`` with all four gates side by side, then
    ``c = f * c_prev + i * g`` and ``h = o * tanh(c)``. A product of (N, K) with (K, M) counts 2NKM: a multiplication
    and an addition for each term. Everything else counts one for each entry that comes out: a sum of two arrays (the
    bias too), a product of entries, a sigmoid, a tanh.

    Args:
        N: sequences
        D: inputs
        H: units

    Returns:
        whole numbers by name: ``products``, of matrices, and ``elementwise``
    """
    ### BEGIN SOLUTION
    products = 2 * N * (D + H) * 4 * H
    pre_activations = 2 * N * 4 * H  # the sum of the two products, and the bias
    activations = N * 5 * H  # four gates, and tanh(c)
    states = N * 4 * H  # f * c_prev, i * g, their sum, o * tanh(c)
    return {"products": products, "elementwise": pre_activations + activations + states}
    ### END SOLUTION


# %% gradient_check
def gradient_check(
    analytic: dict[str, Array], numeric: dict[str, Array], tolerance: float
) -> tuple[dict[str, float], list[str]]:
    """Is a gradient right? For each parameter the worst relative error of its entries, and who is beyond the tolerance.

    The error of an entry is the distance of the two numbers over the larger of their magnitudes; two zeros agree
    fully. Where either is NaN the parameter's error is infinite: NaN must never pass.

    Args:
        analytic: by the name of a parameter its gradient by back-propagation; every array has an entry at least
        numeric: by the same names the gradients by finite differences, of the same shapes
        tolerance: the largest error that is let through

    Returns:
        ``errors``, a float by name, and ``suspects``, the names whose error is above the tolerance, in the order of
        ``analytic``

    Raises:
        ValueError: other names, or other shapes.
    """
    if analytic.keys() != numeric.keys():
        raise ValueError(f"numeric has the names {sorted(numeric)}, expected those of analytic: {sorted(analytic)}")
    for name, array in analytic.items():
        if np.shape(numeric[name]) != np.shape(array):
            raise ValueError(f'numeric["{name}"] has shape {np.shape(numeric[name])}, analytic has {np.shape(array)}')
    ### BEGIN SOLUTION
    errors = {}
    for name, grad in analytic.items():
        gaps = np.abs(grad - numeric[name])
        sizes = np.maximum(np.abs(grad), np.abs(numeric[name]))
        worst = np.max(gaps / np.where(sizes == 0, 1.0, sizes))
        errors[name] = float("inf") if np.isnan(worst) else float(worst)
    return errors, [name for name, error in errors.items() if error > tolerance]
    ### END SOLUTION


# %% clip_each_by_norm
def clip_each_by_norm(grads: dict[str, Array], max_norm: float) -> tuple[dict[str, Array], dict[str, float]]:
    """Clip every parameter's gradient by its own norm, not by the norm of all: each keeps its direction.

    Args:
        grads: arrays of any shapes by name
        max_norm: the longest that one of them may be, above zero

    Returns:
        ``clipped``, arrays by name, and ``scales``, by name the float that the gradient was multiplied by: 1.0 where it
        is short enough, and where it is zero

    Raises:
        ValueError: max_norm is not above zero.
    """
    if not max_norm > 0:
        raise ValueError(f"max_norm is {max_norm}, expected a number above zero")
    ### BEGIN SOLUTION
    scales = {}
    for name, grad in grads.items():
        norm = float(np.sqrt(np.sum(np.square(grad))))
        scales[name] = max_norm / norm if norm > max_norm else 1.0
    return {name: scales[name] * grad for name, grad in grads.items()}, scales
    ### END SOLUTION


# %% momentum_step
def momentum_step(
    params: list[Array],
    grads: list[Array],
    velocities: list[Array],
    lr: float,
    momentum: float,
    nesterov: bool = False,
) -> tuple[list[Array], list[Array]]:
    """One step of gradient descent with momentum, as `torch.optim.SGD` does it, plain or Nesterov's.

    The new velocity is ``momentum * velocity + gradient``. Plain momentum goes along the new velocity. Nesterov's goes
    along what the velocity would be after one more step with the same gradient (Sutskever et al. 2013).

    Args:
        params: arrays of any shapes
        grads: for each its gradient
        velocities: for each what the last step returned, zeros before the first
        lr: the learning rate, which multiplies the step and is no part of the velocity
        momentum: how much of a velocity is kept
        nesterov: whether to look ahead

    Returns:
        ``updated`` and ``moving``, the new parameters and the new velocities

    Raises:
        ValueError: another number of gradients or velocities, or one of another shape.
    """
    shapes = [np.shape(param) for param in params]
    for name, arrays in (("grads", grads), ("velocities", velocities)):
        if [np.shape(array) for array in arrays] != shapes:
            raise ValueError(f"{name} has shapes {[np.shape(array) for array in arrays]}, params has {shapes}")
    ### BEGIN SOLUTION
    moving = [momentum * velocity + grad for velocity, grad in zip(velocities, grads, strict=True)]
    ways = moving
    if nesterov:
        ways = [momentum * velocity + grad for velocity, grad in zip(moving, grads, strict=True)]
    return [param - lr * way for param, way in zip(params, ways, strict=True)], moving
    ### END SOLUTION


# %% horizon_bias
def horizon_bias(horizons: Array) -> Array:
    """The first bias of an LSTM whose units are to remember for so many steps each (Tallec & Ollivier 2018).

    While nothing else speaks to the gates, a unit of horizon T keeps the share ``1 - 1/T`` of its cell at each step,
    and its input gate is open by the rest, ``1/T``. The candidate and the output gate begin at zero.

    Args:
        horizons: ``(H,)``, steps, each above 1 and not necessarily whole

    Returns:
        ``b (4H,)``, the biases before the sigmoids and the tanh, in the order i, f, g, o

    Raises:
        ValueError: no vector, or a horizon that is not above 1.
    """
    (H,) = fit("horizons:H", horizons)
    if not np.all(np.asarray(horizons) > 1):
        raise ValueError(f"horizons is {horizons!r}, expected numbers above 1")
    ### BEGIN SOLUTION
    forget = np.log(horizons - 1)
    return np.concatenate([-forget, forget, np.zeros(2 * H)])
    ### END SOLUTION


# %% truncation_windows
def truncation_windows(T: int, every: int, back: int) -> list[tuple[int, int]]:
    """The windows of truncated back-propagation through time, BPTT(h; h') of Williams & Peng 1990.

    After every ``every`` steps a gradient is sent back, over the last ``back`` steps or to the beginning, where there
    are fewer. If steps are left over at the end, they send one too.

    Args:
        T: time steps
        every: steps forward between two backward passes
        back: steps of a backward pass; where it is larger than ``every``, windows overlap

    Returns:
        for each backward pass, in order, ``(start, stop)``: it goes over the steps ``start .. stop - 1``, from 0

    Raises:
        ValueError: T, every or back below one.
    """
    at_least_one(T=T, every=every, back=back)
    ### BEGIN SOLUTION
    stops = [*range(every, T, every), T]
    return [(max(0, stop - back), stop) for stop in stops]
    ### END SOLUTION


# %% next_letter_windows
def next_letter_windows(ids: Any, length: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Cut a text into training examples for a language model: rows of letters, and for each letter the one after it.

    The rows of the inputs follow each other without overlap and without gap, from the beginning; letters that fill no
    row are left out. A letter without a letter after it can be no input.

    Args:
        ids: ``(L,)``, the text as integers
        length: letters of a row

    Returns:
        ``inputs (N, length)`` and ``labels (N, length)``, integers, with as many rows as there are

    Raises:
        ValueError: ids that are no vector of integers or too short for a row, or a length below one.
    """
    (L,) = fit("ids:L", ids)
    ids = whole_numbers("ids", ids)
    at_least_one(length=length)
    if length >= L:
        raise ValueError(f"ids has {L} letters, expected more than length={length}")
    ### BEGIN SOLUTION
    N = (L - 1) // length
    inputs = ids[: N * length].reshape(N, length)
    labels = ids[1 : N * length + 1].reshape(N, length)
    return inputs, labels
    ### END SOLUTION


# %% nucleus_filter
def nucleus_filter(probabilities: Array, p: float) -> Array:
    """Top-p, or nucleus, filtering (Holtzman et al. 2020): keep the likeliest letters that hold p together.

    The nucleus is the smallest set of letters, the likeliest first, whose probabilities sum to p or more; of letters
    that are equally likely the one of the lower index comes first. It holds a letter at least.

    Args:
        probabilities: ``(V,)``, none negative, with the sum 1
        p: above 0 and at most 1

    Returns:
        ``filtered (V,)``: zero outside the nucleus, inside in the old proportions, with the sum 1

    Raises:
        ValueError: no vector, p out of range, a negative probability, or a sum that is not 1.
    """
    fit("probabilities:V", probabilities)
    if not 0 < p <= 1:
        raise ValueError(f"p is {p}, expected above 0 and at most 1")
    if np.any(np.asarray(probabilities) < 0) or abs(np.sum(probabilities) - 1) > 1e-6:
        raise ValueError(f"probabilities is {probabilities!r}, expected none negative and the sum 1")
    ### BEGIN SOLUTION
    order = np.argsort(-probabilities, kind="stable")
    sums = np.cumsum(probabilities[order])
    before = np.concatenate([[0.0], sums[:-1]])
    kept = order[before < p]
    filtered = np.zeros_like(probabilities)
    filtered[kept] = probabilities[kept]
    filtered /= filtered.sum()
    return filtered
    ### END SOLUTION


# %% beam_step
def beam_step(scores: Array, log_probs: Array, width: int) -> list[tuple[float, int, int]]:
    """One step of beam search: of all continuations of all beams the best ``width``.

    A beam's score is the logarithm of the probability of its letters so far. Equally good continuations come in the
    order of their beams, then of their letters.

    Args:
        scores: ``(B,)``, the score of each beam
        log_probs: ``(B, V)``, for each beam the logarithm of the probability of every next letter
        width: how many continuations live on; at most there are B times V

    Returns:
        ``width`` tuples ``(score, beam, letter)``, the best first: the new score, which beam goes on, by which letter

    Raises:
        ValueError: shapes that do not fit, or a width that is not in ``1 .. B * V``.
    """
    B, V = fit("scores:B log_probs:BV", scores, log_probs)
    if not 1 <= width <= B * V:
        raise ValueError(f"width is {width}, expected 1 .. {B * V}")
    ### BEGIN SOLUTION
    totals = (scores[:, None] + log_probs).ravel()
    best = np.argsort(-totals, kind="stable")[:width]
    return [(float(totals[index]), int(index) // V, int(index) % V) for index in best]
    ### END SOLUTION
