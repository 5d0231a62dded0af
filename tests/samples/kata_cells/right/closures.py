"""einsum, a checker that is made by a decorator, and cells that are made by functions."""
from functools import reduce, wraps

import numpy as np


def shapes(spec, blocks=0):
    """Check the arguments of a function before it runs: "ND NH . DK", a dot where it is no array."""
    def decorate(function):
        names = function.__code__.co_varnames

        @wraps(function)
        def checked(*args, **kwargs):
            size = {}
            for name, axes, value in zip(names, spec.split(), args):
                if axes == ".":
                    continue
                if np.ndim(value) != len(axes):
                    raise ValueError(f"wrong rank of {name}")
                for letter, length in zip(axes, np.shape(value)):
                    if size.setdefault(letter, length) != length or (letter == "T" and length < 1):
                        raise ValueError(f"wrong length of {letter} in {name}")
            if blocks and size["K"] != blocks * size["H"]:
                raise ValueError("wrong number of gates in " + " and ".join(names[: function.__code__.co_argcount]))
            if "R" in size and size["R"] != size["D"] + size["H"]:
                raise ValueError("wrong number of rows in W")
            return function(*args, **kwargs)
        return checked
    return decorate


def logistic(z):
    return np.exp(-np.logaddexp(0.0, -z))


def affine(*pairs, bias=0.0):
    return sum(np.einsum("nd,dk->nk", left, right) for left, right in pairs) + bias


def cut(z, gates):
    return z.reshape(len(z), gates, -1).transpose(1, 0, 2)


def lstm_core(z, c):
    i, f, g, o = cut(z, 4)
    c = logistic(f) * c + logistic(i) * np.tanh(g)
    return [logistic(o) * np.tanh(c), c]


@shapes("NTD NH DH HH H")
def rnn_last_state(x, h0, Wx, Wh, b):
    projected = np.einsum("ntd,dh->tnh", x, Wx) + b
    return reduce(lambda h, p: np.tanh(p + np.einsum("nh,hk->nk", h, Wh)), projected, h0)


@shapes("ND NH NH RK K", 4)
def lstm_step_concat(x, h_prev, c_prev, W, b):
    D = x.shape[1]
    return lstm_core(affine((x, W[:D]), (h_prev, W[D:]), bias=b), c_prev)


@shapes("ND NH NH KD KH K K", 4)
def lstm_step_torch(x, h_prev, c_prev, W_ih, W_hh, b_ih, b_hh):
    return lstm_core(affine((x, W_ih.T), (h_prev, W_hh.T), bias=b_ih + b_hh), c_prev)


@shapes("ND NH DH HH DH HH DH HH")
def gru_step_cho(x, h_prev, Wr, Ur, Wz, Uz, W, U):
    keep = logistic(affine((x, Wz), (h_prev, Uz)))
    seen = h_prev * logistic(affine((x, Wr), (h_prev, Ur)))
    new = np.tanh(affine((x, W), (seen, U)))
    return new + keep * (h_prev - new)


@shapes("ND NH KD KH K K", 3)
def gru_step_torch(x, h_prev, W_ih, W_hh, b_ih, b_hh):
    left, right = cut(affine((x, W_ih.T), bias=b_ih), 3), cut(affine((h_prev, W_hh.T), bias=b_hh), 3)
    r, z = logistic(left[:2] + right[:2])
    return np.tanh(left[2] + r * right[2]) * (1 - z) + z * h_prev


@shapes("ND NH NH DK HK K H H H", 4)
def peephole_lstm_step(x, h_prev, c_prev, Wx, Wh, b, p_i, p_f, p_o):
    z = cut(affine((x, Wx), (h_prev, Wh), bias=b), 4)
    write, keep = (logistic(part + p * c_prev) for part, p in ((z[0], p_i), (z[1], p_f)))
    c = keep * c_prev + write * np.tanh(z[2])
    return [logistic(z[3] + p_o * c) * np.tanh(c), c]


@shapes("ND NH NH DK HK K", 3)
def coupled_lstm_step(x, h_prev, c_prev, Wx, Wh, b):
    f, g, o = cut(affine((x, Wx), (h_prev, Wh), bias=b), 3)
    new = np.tanh(g)
    c = new + logistic(f) * (c_prev - new)
    return (logistic(o) * np.tanh(c), c)


@shapes("ND NH DK HK K", 2)
def minimal_gated_step(x, h_prev, Wx, Wh, b):
    Wf, Wn = np.split(Wx, 2, 1)
    Uf, Un = np.split(Wh, 2, 1)
    bf, bn = np.split(b, 2)
    take = logistic(affine((x, Wf), (h_prev, Uf), bias=bf))
    new = np.tanh(affine((x, Wn), (take * h_prev, Un), bias=bn))
    return h_prev + take * (new - h_prev)


@shapes("ND NH DH HH H H")
def layer_norm_rnn_step(x, h_prev, Wx, Wh, gain, b, eps=1e-5):
    a = affine((x, Wx), (h_prev, Wh))
    return np.tanh((a - a.mean(1)[:, None]) / np.sqrt(a.var(1) + eps)[:, None] * gain + b)


def binary(name, array):
    if not set(np.unique(array)) <= {0, 1}:
        raise ValueError(f"{name} is no mask")
    return np.asarray(array, dtype=bool)


@shapes("NTD NT NH DH HH H")
def masked_rnn(x, mask, h0, Wx, Wh, b):
    real = binary("mask", mask)
    states = [h0]
    for t, inputs in enumerate(np.einsum("ntd,dh->tnh", x, Wx)):
        new = np.tanh(inputs + np.einsum("nh,hk->nk", states[-1], Wh) + b)
        m = real[:, t : t + 1].astype(float)
        states.append(m * new + (1 - m) * states[-1])
    return np.stack(states[1:], axis=1)


@shapes("NTH NTH N")
def packed_last_state(forward, backward, lengths):
    lengths = np.array(lengths)
    T = forward.shape[1]
    if not np.issubdtype(lengths.dtype, np.integer) or lengths.min() < 1 or lengths.max() > T:
        raise ValueError(f"lengths should be 1 to {T}")
    pick = np.eye(T)[lengths - 1]
    return np.hstack([np.einsum("nt,nth->nh", pick, forward), backward[:, 0, :]])


@shapes("NTH NT")
def masked_mean_pool(h, mask):
    real = binary("mask", mask)
    return np.einsum("nth,nt->nh", h, real) / np.fmax(real.sum(1), 1)[:, None]


@shapes("NTH NT")
def masked_max_pool(h, mask):
    hidden = np.broadcast_to(~binary("mask", mask)[..., None], h.shape)
    return np.ma.masked_array(h, hidden).max(axis=1).filled(0.0)


@shapes("NH NTH NT")
def attend(query, keys, mask):
    real = binary("mask", mask)
    if (real.sum(1) == 0).any():
        raise ValueError("mask leaves nothing to attend to")
    scores = np.einsum("nh,nth->nt", query, keys) - 1e9 * ~real
    weights = np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)) * real
    return np.einsum("nt,nth->nh", weights, keys), weights


@shapes("NT .")
def teacher_forcing_inputs(targets, start):
    inputs = np.roll(targets, 1, axis=1)
    inputs[:, 0] = start
    return inputs


@shapes("H . . VD DH HH H HV V .")
def greedy_decode(h0, start, stop, E, Wx, Wh, b, Wy, by, max_length):
    for name, symbol in (("start", start), ("stop", stop)):
        if symbol < 0 or symbol >= len(E):
            raise ValueError(f"{name} is not among the symbols")
    if max_length < 0:
        raise ValueError("max_length < 0")

    def says():
        h, symbol = h0, start
        for _ in range(max_length):
            h = np.tanh(np.einsum("d,dh->h", E[symbol], Wx) + np.einsum("h,hk->k", h, Wh) + b)
            symbol = np.argsort(-(np.einsum("h,hv->v", h, Wy) + by))[0]
            if symbol == stop:
                return
            yield symbol

    return list(says())


@shapes("NTH NH .")
def locked_dropout(h, keep, p):
    if not 0 <= p < 1:
        raise ValueError("p is no such probability")
    return np.einsum("nth,nh->nth", h, binary("keep", keep) * (1 / (1 - p)))


@shapes("NH LNH LHH LHH LH")
def residual_stack_step(x, h_prev, Wx, Wh, b):
    states = []
    for h, A, B, bias in zip(h_prev, Wx, Wh, b):
        states.append(np.tanh(affine((x, A), (h, B), bias=bias)))
        x = x + states[-1]
    return x, np.array(states)
